"""What a benchmark found: ratios against a peer of the same run, as a table or as JSON."""

import json
import statistics
from collections.abc import Sequence
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Figure:
    """One contestant against one peer.

    Attributes
    ----------
    case : str
        What both did.
    contestant, peer : str
    measure : str
        What is compared, with its unit: `seconds`, `peak MB`, `CPU ms a request`.
    least, median, most : float
        Ratio contestant / peer over the repeats, each of runs that stood next to each other.
    contestant_median, peer_median : float
        What the ratios are made of, in the measure's unit; of this machine only.
    repeats : int
    """

    case: str
    contestant: str
    peer: str
    measure: str
    least: float
    median: float
    most: float
    contestant_median: float
    peer_median: float
    repeats: int


def figure(
    case: str, names: tuple[str, str], measure: str, ours: Sequence[float], theirs: Sequence[float]
) -> Figure:
    """Compare measurements pair by pair.

    Examples
    --------
    >>> figure("a scan", ("ours", "theirs"), "seconds", [2.0, 3.0, 8.0], [1.0, 1.0, 2.0]).median
    3.0
    """
    ratios = [our / their for our, their in zip(ours, theirs, strict=True)]
    spread = (min(ratios), statistics.median(ratios), max(ratios))
    medians = (statistics.median(ours), statistics.median(theirs))
    return Figure(case, *names, measure, *spread, *medians, len(ours))


def table(figures: Sequence[Figure]) -> str:
    """Give figures as a Markdown table."""
    head = "| case | contestant / peer | measure | ratio: median (min to max) | medians | repeats |"
    rows = [
        f"| {one.case} | {one.contestant} / {one.peer} | {one.measure} "
        f"| **{one.median:.2f}** ({one.least:.2f} to {one.most:.2f}) "
        f"| {one.contestant_median:.3g} / {one.peer_median:.3g} | {one.repeats} |"
        for one in figures
    ]
    return "\n".join([head, "|---|---|---|---|---|---|", *rows])


def told(figures: Sequence[Figure], *, as_json: bool) -> str:
    """Give figures for a person, or for a machine."""
    return json.dumps([asdict(one) for one in figures], indent=1) if as_json else table(figures)
