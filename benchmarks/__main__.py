"""Run every benchmark, and print one table: ``python -m benchmarks [--repeats N] [--json]``."""

import argparse

from benchmarks import csv_reading, feature_table, scoring
from benchmarks.figures import told
from benchmarks.http import __main__ as http


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--repeats", type=int, help="runs of each contestant; default: each benchmark's own")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    given = parser.parse_args()
    figures = []
    for module in (csv_reading, feature_table, scoring, http):
        figures += module.benchmark(given.repeats or module.REPEATS)
    print(told(figures, as_json=given.json))


if __name__ == "__main__":
    main()
