"""The feature table at 2, 20 and 100 M orders: a straight line, in bounded memory."""

from benchmarks.contest import command_line
from benchmarks.feature_table import contest
from benchmarks.figures import Figure

SIZES = (2, 20, 100)
REPEATS = 1


def benchmark(repeats: int = REPEATS) -> list[Figure]:
    """Set each size against the floor of its own file; the first run writes some 6 GB of invented orders."""
    figures = []
    for millions in SIZES:
        for name in ("making the facts", "core families", "all families"):
            figures += contest((name, "scan-and-group, unsorted"), millions, 1, repeats)
    return figures


if __name__ == "__main__":
    command_line(__doc__ or "", benchmark, repeats=REPEATS)
