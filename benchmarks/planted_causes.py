"""How often the cause that the simulator planted stands first among the reasons of a client who left.

The invented company's truth says why each client left. A list says first what the client itself gave as its
reason, if it did and we know it, and then what the model of before the silence thinks; both are looked at.
Clients who left for reasons outside the company's reach (moved, bankrupt, let go) leave no trace to find, and
are not asked. Beside it two figures: what a classifier reaches that is told the truth of other clients (more
can hardly be seen in these features), and how far reasons agree between models of bootstrap samples of the
clients.
"""

import argparse
import json
from collections.abc import Mapping
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd

from benchmarks.invented import invent

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
REASONS = ["reason_1", "reason_2", "reason_3"]
FOLDS = 5


def benchmark(clients: int, months: int, seed: int, samples: int) -> dict[str, Any]:
    """Give the shares by cause, the ceiling, and the agreement of models of bootstrap samples."""
    from features.departures import standing_departures
    from features.engines.computing import computing
    from serving.scores.explaining import before_silence
    from training.reasons.before_silence import SILENT, BeforeSilence
    from training.reasons.stated import stated_reasons, with_stated

    company = invent(clients, months, seed)
    snapshots = company.snapshots()
    with computing(company.events, company.settings) as place:
        table = place.table(company.settings)
        features, _context = table.at(place.engine, company.today)
        rows = features.to_pandas()
        rows = rows[rows["status"].isin(SILENT)].reset_index(drop=True)
        silent = before_silence(table, place.engine, rows, company.today)
    truth = company.truth("clients")
    left = truth.loc[truth["cause"].isin(NAMED) & truth["client_id"].isin(rows["client_id"])]
    silent = silent[silent["client_id"].isin(left["client_id"])].reset_index(drop=True)
    causes = left.set_index("client_id")["cause"].reindex(silent["client_id"])
    taught = snapshots.rows[snapshots.teaching]
    model = BeforeSilence.fit(taught, snapshots.features)
    if model is None:
        raise SystemExit("All clients left, or all stayed. Ask for more clients.")
    found = left[["client_id", "cause"]].merge(
        model.reasons(silent)[["client_id", *REASONS]], on="client_id", how="left"
    )
    stated = stated_reasons(standing_departures(company.events, company.today))
    return {
        "told it themselves": round(float(found["client_id"].isin(stated.index).mean()), 3),
        "by cause": shares(with_stated(found, stated)).to_dict(orient="records"),
        "by cause, the model alone": shares(found).to_dict(orient="records"),
        "told the truth of others": round(ceiling(silent, causes, list(model.hazards.steps)), 3),
        "stability": agreement(
            [_resampled(taught, snapshots.features, draw, silent) for draw in range(samples)]
        ),
    }


def shares(found: pd.DataFrame) -> pd.DataFrame:
    """Give, by planted cause, how many left, and for what share of them it stands first, or among three."""
    hits = pd.DataFrame(
        {
            place: [
                reason in NAMED[cause] for cause, reason in zip(found["cause"], found[place], strict=True)
            ]
            for place in REASONS
        },
        index=found.index,
    )
    by_client = pd.DataFrame(
        {"cause": found["cause"], "first": hits["reason_1"], "among_three": hits.any(axis=1)}
    )
    whole = by_client.assign(cause="all")
    grouped = pd.concat([by_client, whole]).groupby("cause", sort=False)
    return grouped[["first", "among_three"]].mean().round(3).assign(left=grouped.size()).reset_index()


def ceiling(rows: pd.DataFrame, causes: pd.Series, features: list[str]) -> float:
    """Give the share of clients whose cause a classifier names that learned the truth of the other folds."""
    import lightgbm as lgb

    names = sorted(set().union(*NAMED.values()))
    named = np.array([names.index(min(NAMED[cause])) for cause in causes])
    X, fold, hits = rows[features].to_numpy(dtype="float64"), np.arange(len(rows)) % FOLDS, 0
    asked = {"objective": "multiclass", "num_class": len(names), "learning_rate": 0.05, "num_leaves": 8}
    asked |= {"feature_fraction": 0.4, "lambda_l2": 10.0, "verbose": -1, "num_threads": 1, "seed": 1}
    for one in range(FOLDS):
        learned = lgb.Dataset(X[fold != one], named[fold != one])
        said = np.asarray(lgb.train(asked, learned, num_boost_round=150).predict(X[fold == one]))
        hits += sum(
            names[place] in NAMED[cause]
            for place, cause in zip(said.argmax(axis=1), causes[fold == one], strict=True)
        )
    return hits / len(rows)


def _resampled(
    taught: pd.DataFrame, features: tuple[str, ...], seed: int, silent: pd.DataFrame
) -> pd.DataFrame:
    """Give the reasons by a model of a bootstrap sample of the clients, whole histories each."""
    from training.reasons.before_silence import BeforeSilence

    people = np.sort(taught["client_id"].unique())
    times = np.random.default_rng(seed).multinomial(len(people), np.full(len(people), 1 / len(people)))
    drawn = dict(zip(people, times, strict=True))
    again = taught.loc[taught.index.repeat(taught["client_id"].map(drawn))].reset_index(drop=True)
    model = BeforeSilence.fit(again, features)
    assert model is not None  # a sample of thousands has leavers and stayers
    return model.reasons(silent)[REASONS]


def agreement(told: list[pd.DataFrame]) -> dict[str, float]:
    """Set every two models' reasons beside each other, client by client.

    Examples
    --------
    >>> one = pd.DataFrame({"reason_1": ["price", "offer"], "reason_2": ["offer", None], "reason_3": None})
    >>> other = pd.DataFrame({"reason_1": ["price", "price"], "reason_2": [None, None], "reason_3": None})
    >>> agreement([one, other])
    {'samples': 2, 'same first': 0.5, 'Jaccard of three': 0.25}
    """
    same, overlaps = [], []
    for one, other in combinations(told, 2):
        same.append(float((one["reason_1"].fillna("") == other["reason_1"].fillna("")).mean()))
        sets = [
            [set(row) - {None} for row in each[REASONS].to_numpy(dtype="object")] for each in (one, other)
        ]
        overlaps.append(
            float(np.mean([len(a & b) / len(a | b) if a | b else 1.0 for a, b in zip(*sets, strict=True)]))
        )
    return {
        "samples": len(told),
        "same first": round(float(np.mean(same)), 3),
        "Jaccard of three": round(float(np.mean(overlaps)), 3),
    }


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.planted_causes", description=__doc__)
    parser.add_argument("--clients", type=int, default=4000, help="clients of the invented company (4000)")
    parser.add_argument("--months", type=int, default=36, help="months of its history (36)")
    parser.add_argument("--seed", type=int, default=7, help="seed (7)")
    parser.add_argument("--samples", type=int, default=6, help="bootstrap samples (6)")
    given = parser.parse_args()
    print(json.dumps(benchmark(given.clients, given.months, given.seed, given.samples), indent=1))


if __name__ == "__main__":
    main()
