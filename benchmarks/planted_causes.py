"""How often the cause that the simulator planted stands first among the reasons of a client who left.

The invented company's truth says why each client left; `winback score` says what it thinks. Clients who left
for reasons outside the company's reach (moved, bankrupt, let go) leave no trace to find, and are not asked.
"""

import argparse
import json
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

import pandas as pd

from benchmarks.contest import DATA

#: The simulator's cause → the causes of our reasons that name it.
NAMED: Mapping[str, frozenset[str]] = {
    "slow_answers": frozenset({"service"}),
    "late_deliveries": frozenset({"service"}),
    "slow_complaints": frozenset({"service"}),
    "failures": frozenset({"service", "offer"}),
    "quality": frozenset({"offer"}),
    "manager": frozenset({"manager"}),
    "conflict": frozenset({"service"}),
    "no_reward": frozenset({"loyalty"}),
    "price": frozenset({"price"}),
    "pauses": frozenset({"attention"}),
}


def told(clients: int, months: int, seed: int) -> pd.DataFrame:
    """Give ``client_id, cause, reason_1..3`` of the clients who left and are silent."""
    from features.computing import computing
    from features.materialize import accept_source, open_events
    from features.settings import settings_from
    from features.simulate import simulate_company
    from serving.explaining import REASONS, before_silence, explained
    from training.train import train

    folder = DATA / f"planted-{clients}-{months}-{seed}"
    company = simulate_company(folder, clients=clients, months=months, seed=seed, language="en")
    settings = settings_from(
        {
            "company": {"name": "An invented company", "language": "en"},
            "source": {"url": str(folder)},
            "storage": {"data_dir": str(folder / "winback-data")},
            "training": {"origins": 1, "candidates": ["lightgbm"]},
        }
    )
    today: date = company.last_day + timedelta(days=1)
    accept_source(settings, now=datetime.combine(today, time()))
    events = open_events(settings.storage.data_dir)
    bundle = train(events, settings).bundle
    with computing(events, settings) as place:
        features, _context = place.table(settings).at(place.engine, today)
        rows = features.to_pandas()
        rows = rows[rows["status"].isin(("overdue", "lost"))].reset_index(drop=True)
        silent = before_silence(place, settings, rows, today)
    words = explained(rows, silent, bundle, settings)
    truth = pd.read_csv(folder / "truth" / "clients.csv", dtype="str")
    left = truth[truth["cause"].isin(NAMED)]
    return left[["client_id", "cause"]].merge(words[["client_id", *REASONS]], on="client_id")


def shares(found: pd.DataFrame) -> pd.DataFrame:
    """Give, by planted cause, how many left, and for what share of them it stands first, or among three."""
    hits = pd.DataFrame(
        {
            place: [
                reason in NAMED[cause] for cause, reason in zip(found["cause"], found[place], strict=True)
            ]
            for place in ("reason_1", "reason_2", "reason_3")
        },
        index=found.index,
    )
    by_client = pd.DataFrame(
        {"cause": found["cause"], "first": hits["reason_1"], "among_three": hits.any(axis=1)}
    )
    whole = by_client.assign(cause="all")
    grouped = pd.concat([by_client, whole]).groupby("cause", sort=False)
    return grouped[["first", "among_three"]].mean().assign(left=grouped.size()).reset_index()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.planted_causes", description=__doc__)
    parser.add_argument("--clients", type=int, default=4000, help="clients of the invented company (4000)")
    parser.add_argument("--months", type=int, default=36, help="months of its history (36)")
    parser.add_argument("--seed", type=int, default=7, help="seed (7)")
    given = parser.parse_args()
    table = shares(told(given.clients, given.months, given.seed))
    print(json.dumps(table.to_dict(orient="records"), indent=1))


if __name__ == "__main__":
    main()
