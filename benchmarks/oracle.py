"""How near the models come to all that events can tell: ``python -m benchmarks.oracle [--json]``.

The inventor's own P(left | events known on the day) has no closed form: what a client lived through is summed
over many paths. It is bounded from above instead. One company is invented; ours learns from a share of its
clients, and is judged on them on the last test days. The bound is judged on the same rows with the same
features, but learned from all the clients: up to the test day as ours did (`time kept`), and from the other
clients on every as-of day, later ones too (`all days`), which no oracle of the day could know. Whatever the
features do not tell, both miss.

Value is set against what really came: the margin of all clients in the window after a past day.
"""

import argparse
import json
from typing import Any

import numpy as np
import pandas as pd
from sklearn.metrics import roc_auc_score

from benchmarks.invented import invent

CANDIDATES = ("logistic", "lightgbm", "blend")
#: Every so many as-of days; our own share of the clients is one in so many.
EVERY_DAYS, ONE_IN = 60, 4
TEST_DAYS = 2


def benchmark(clients: int, months: int, seed: int) -> dict[str, Any]:
    """Give AUC by test day, and total value foretold and come."""
    from features.leaving import AT_RISK
    from training.models.candidates import fit_models
    from training.past.origins import rolling_origins
    from training.past.snapshots import usable

    company = invent(clients, months, seed, as_of_every_days=EVERY_DAYS, origins=TEST_DAYS)
    snapshots = company.snapshots()
    rows = snapshots.rows
    ours = (rows["client_id"].astype("int64") % ONE_IN == 0).to_numpy()
    at_risk = rows["status"].isin(AT_RISK).to_numpy()
    every_day = (snapshots.teaching & usable(rows)).to_numpy()
    found = []
    for origin in rolling_origins(snapshots, company.settings):
        test = origin.test & ours
        learned = {
            "ours": origin.train & ours,
            "time kept": origin.train,
            "all days": (origin.train | every_day) & ~ours,
        }
        for learner, mask in learned.items():
            models = fit_models(rows[mask], snapshots.inputs, CANDIDATES, seed=1)
            for name, model in models.items():
                told = np.asarray(model.predict(rows[test]))
                found.append(
                    {
                        "test day": str(origin.test_day),
                        "learned from": learner,
                        "candidate": name,
                        "clients": int(rows.loc[mask, "client_id"].nunique()),
                        "judged": int(test.sum()),
                        "at risk": _auc(rows[test], told, at_risk[test]),
                        "all": _auc(rows[test], told, np.ones(int(test.sum()), dtype=bool)),
                    }
                )
    return {"auc": found, "value": _value(snapshots, company.settings)}


def _auc(rows: pd.DataFrame, told: np.ndarray, kept: np.ndarray) -> float:
    weight = rows["weight"].to_numpy()
    return round(float(roc_auc_score(rows["left"][kept], told[kept], sample_weight=weight[kept])), 4)


def _value(snapshots: Any, settings: Any) -> list[dict[str, Any]]:
    """Judge value on the last days whose windows have ended."""
    from training.models.candidates import fit_models
    from training.worth.value_backtest import backtest_value, judged_rows, value_test_days

    rows, found = snapshots.rows, []
    for day in value_test_days(snapshots)[-TEST_DAYS:]:
        test = judged_rows(snapshots, day)
        number = rows.loc[test, "as_of_day"].iloc[0]
        taught = rows[snapshots.teaching & (rows["ends_day"] <= number)]
        model = fit_models(taught, snapshots.inputs, ["blend"], seed=1)["blend"]
        left = pd.Series(np.nan, index=rows.index)
        left[test] = model.predict(rows[test])
        judged = backtest_value(snapshots, day, settings, left)
        about = {"test day": str(day), "window days": judged.window_days, "clients": judged.clients}
        found += [
            about | {str(name): value for name, value in line.items()}
            for line in judged.methods.to_dict(orient="records")
        ]
    return found


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.oracle", description=__doc__)
    parser.add_argument("--clients", type=int, default=8_000, help="clients of the invented company")
    parser.add_argument("--months", type=int, default=36, help="months of its history")
    parser.add_argument("--seed", type=int, default=7, help="of the invented company")
    parser.add_argument("--json", action="store_true", help="print JSON instead of tables")
    given = parser.parse_args()
    told = benchmark(given.clients, given.months, given.seed)
    if given.json:
        print(json.dumps(told, indent=1))
        return
    for table in told.values():
        print(pd.DataFrame(table).to_string(index=False), end="\n\n")


if __name__ == "__main__":
    main()
