"""Complete Journey, origin by origin: the candidates beside the best rule of each day.

``python -m benchmarks.journey_origins [--json]``. Needs the extra `examples`.
"""

import argparse
import json
import tempfile
from pathlib import Path
from typing import Any

import pandas as pd

from features.materialize import accept_source, open_events
from features.settings import read_settings
from serving.commands.examples import EXAMPLES
from training.train import train
from training.trained import Trained
from training.words import BASELINES, CANDIDATES

FIGURES = {"average_precision": "max", "log_loss": "min"}


def trained() -> Trained:
    """Train on the example as `winback demo` does."""
    with tempfile.TemporaryDirectory() as name:
        (journey,) = (example for example in EXAMPLES if example.name == "complete-journey")
        settings = read_settings(journey.prepare(Path(name)), {})
        accept_source(settings, now=pd.Timestamp("2018-06-01").to_pydatetime())
        return train(open_events(settings.storage.data_dir), settings)


def by_origin(judged: pd.DataFrame, group: str) -> pd.DataFrame:
    """Set each candidate beside the best rule of each figure on each test day."""
    rows = judged[judged["group"] == group].set_index("contestant")
    lines: list[dict[str, Any]] = []
    for day, part in rows.groupby("test_day"):
        for figure, best in FIGURES.items():
            rules = part.loc[list(BASELINES), figure]
            rule = str(rules.idxmax() if best == "max" else rules.idxmin())
            line = {"group": group, "test_day": str(day), "figure": figure, "best rule": rule}
            lines.append(line | {rule_or: part.loc[rule_or, figure] for rule_or in CANDIDATES})
            lines[-1]["rule's"] = rules[rule]
    return pd.DataFrame(lines).round(4)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.journey_origins", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    given = parser.parse_args()
    found = trained()
    told = pd.concat([by_origin(found.judged, group) for group in ("all", "at_risk", "recoverable")])
    if given.json:
        print(json.dumps(told.to_dict(orient="records"), indent=1))
        return
    print(told.to_string(index=False))
    print(found.verdict.headline("en"))
    print(found.calibration.round(3).to_string(index=False))


if __name__ == "__main__":
    main()
