"""What a plan on measured responses really brings: ``python -m benchmarks.response [--clients N] [--json]``.

An invented company of which the truth is known is trained on. Then the plan on measured responses, the plan
on the assumption alone, and lists by risk, value, risk × value and at random spend one budget on the last
day. Each is judged by the true effect of every action on every client: what it really adds, costs paid,
as a share of the best plan that knows the truth, and beside a plan by all that can be told from what is
observed, learned from the truth of other companies.
"""

import argparse
import json
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from benchmarks.contest import DATA

#: The budget, as a share of what calling every client would cost.
BUDGET_SHARE = 0.1
USUAL = "call"
#: The company of the simulator acts when a silence is noticed, and who comes back does so within these days.
LATEST_DAYS = 60
BEST, OBSERVED = "the truth's best plan", "told the truth of other companies"
#: What can be told by what is observed is learned from the truth of these companies, of so many days earlier.
OTHERS, DAYS_BACK = (6, 8, 9, 10), (0, 150, 300)
ROWS = (
    *(BEST, OBSERVED, "measured", "measured, true value", "measured value, true effects"),
    *("assumed", "risk", "value", "risk × value", "at random"),
)


def company(clients: int, seed: int) -> Path:
    """Invent the company and accept its events, once."""
    folder = DATA / f"response-{clients}-{seed}"
    if not (folder / "winback-data").exists():
        from tests.serving.walked import winback

        size = ("--clients", clients, "--months", 48, "--seed", seed, "--format", "parquet")
        winback("simulate", folder, *size)
        winback("check", config=folder / "winback.toml")
    return folder


def true_effects(
    folder: Path, day: Any, clients: pd.Series, actions: list[str]
) -> tuple[np.ndarray, np.ndarray]:
    """Give each action's true effect on each client on a day, and what its return is worth, money.

    Who has not left is not moved by any action; nor is who was already attempted in the same loss.
    """
    episodes = pd.read_parquet(folder / "truth" / "episodes.parquet")
    for name in ("left_on", "returned_on"):
        episodes[name] = pd.to_datetime(episodes[name])
    today = pd.Timestamp(day)
    gone = episodes[(episodes["left_on"] < today) & ~(episodes["returned_on"] < today)]
    effects = pd.read_parquet(folder / "truth" / "actions.parquet")
    effects = effects.merge(gone[["client_id", "episode"]], on=["client_id", "episode"])
    table = effects.pivot_table(index="client_id", columns="action", values="effect")
    worth = pd.read_parquet(folder / "truth" / "clients.parquet").set_index("client_id")["value_if_kept"]
    worth = worth.astype("float64")
    found = table.reindex(index=clients, columns=actions).fillna(0.0).to_numpy(dtype="float64")
    return found, worth.reindex(clients).fillna(0.0).to_numpy()


def gone_for_long(folder: Path, day: Any) -> set[str]:
    """Name the clients whose loss was noticed too long ago for the inventor to know an effect now."""
    episodes = pd.read_parquet(folder / "truth" / "episodes.parquet")
    noticed, returned = (pd.to_datetime(episodes[name]) for name in ("noticed_on", "returned_on"))
    today = pd.Timestamp(day)
    late = (noticed < today - pd.Timedelta(days=LATEST_DAYS)) & ~(returned < today)
    return set(episodes.loc[late, "client_id"])


def benchmark(clients: int, seed: int) -> dict[str, Any]:
    """Train and judge; give the true gain of each way, and what was measured."""
    from features.materialize import open_events
    from features.settings import read_settings
    from training.train import train

    folder = company(clients, seed)
    settings = read_settings(folder / "winback.toml", {})
    asked = {"candidates": ("logistic",), "origins": 1, "as_of_every_days": 60, "try_designs": False}
    settings = settings.model_copy(update={"training": settings.training.model_copy(update=asked)})
    events = open_events(settings.storage.data_dir)
    trained = train(events, settings, progress=lambda step, **counts: print(f"  {step}", file=sys.stderr))
    return {
        "clients": clients,
        "measured": [
            {name: line.get(name) for name in ("list", "action", "basis", "effect", "controls", "why_not")}
            for line in trained.learned.actions
        ],
        "gains": gains(trained, settings, folder, [company(clients, other) for other in OTHERS]),
    }


def gains(trained: Any, settings: Any, folder: Path, others: list[Path]) -> dict[str, float]:
    """Give what each way truly adds, money."""
    from serving.options.weighed import Circumstances, options
    from training.response.acceptance import Response

    rows = _free(trained.population, folder, trained.as_of)
    scored = rows.join(trained.bundle.score(rows))
    never = pd.Series(False, index=rows["client_id"])
    free = Circumstances(never, never, None, never, never)
    actions = list(settings.actions)
    effect, worth = true_effects(folder, trained.as_of, rows["client_id"], actions)
    given, fixed = _costs(rows, settings)
    truly = effect * (worth[:, None] - given) - fixed
    call = actions.index(USUAL)
    budget = BUDGET_SHARE * fixed[call] * len(rows)
    told: dict[str, float] = {}
    uplift: dict[str, np.ndarray] = {}
    for name, response in (("measured", trained.bundle.response), ("assumed", Response())):
        weighed = options(scored, free, settings, response).pivot_table(
            index="client_id", columns="action", values=["expected_net_value", "win_back_cost", "uplift"]
        )
        net, cost, uplift[name] = (
            pd.DataFrame(weighed[side]).reindex(index=rows["client_id"], columns=actions).to_numpy()
            for side in ("expected_net_value", "win_back_cost", "uplift")
        )
        told[name] = _added(net, cost, truly, budget)
    stay = scored["stay_probability"].to_numpy()[:, None]
    gain = (scored["value_if_kept"] - scored["value_if_left"]).to_numpy()[:, None]
    asked = fixed + (stay + uplift["measured"]) * given
    told["measured, true value"] = _added(uplift["measured"] * worth[:, None] - asked, asked, truly, budget)
    paid = fixed + effect * given
    told["measured value, true effects"] = _added(effect * gain - paid, paid, truly, budget)
    told[BEST] = _added(truly, paid, truly, budget)
    net = _as_observed(scored, others, trained, settings)
    told[OBSERVED] = _added(net, fixed + np.maximum(effect, 0) * given, truly, budget)
    risk, value = scored["churn_probability"].to_numpy(), scored["value_if_kept"].to_numpy()
    for name, key in (("risk", risk), ("value", value), ("risk × value", risk * value)):
        called = np.argsort(-key, kind="stable")[: int(budget / fixed[call])]
        told[name] = float(truly[called, call].sum())
    told["at random"] = float(truly[:, call].mean() * int(budget / fixed[call]))
    return {name: told[name] for name in ROWS}


def _free(population: pd.DataFrame, folder: Path, day: Any) -> pd.DataFrame:
    """Give the scored clients who were not attempted in the same loss, and whose effects are known."""
    rows = population[population["status"] != "insufficient_data"]
    attempts = pd.read_parquet(folder / "attempts.parquet")
    attempts = attempts[pd.to_datetime(attempts["assigned_at"]) < pd.Timestamp(day)]
    open_since = pd.to_datetime(day) - pd.to_timedelta(rows["days_since_order"], unit="D")
    last = pd.to_datetime(attempts.groupby("client_id")["assigned_at"].max()).reindex(rows["client_id"])
    spent = last.to_numpy() >= open_since.to_numpy()
    free = ~(spent | rows["client_id"].isin(gone_for_long(folder, day)))
    found: pd.DataFrame = rows.loc[free].reset_index(drop=True)
    return found


def _as_observed(scored: pd.DataFrame, others: list[Path], trained: Any, settings: Any) -> np.ndarray:
    """Tell what each action adds to each client by trees that learned the truth of other companies.

    The mean of what is told of the money at once, and of effect and worth apart: it is better than either.
    """
    import lightgbm as lgb

    inputs = [*trained.snapshots.features, "stay_probability", "value_if_kept"]
    X, effect, worth, given = _elsewhere(others, inputs, trained, settings)
    asked = {"objective": "regression", "learning_rate": 0.05, "num_leaves": 31, "min_data_in_leaf": 60}
    asked |= {"feature_fraction": 0.5, "bagging_fraction": 0.7, "bagging_freq": 1, "lambda_l2": 10.0}
    asked |= {"verbose": -1, "num_threads": 2, "seed": 1}

    def told(targets: np.ndarray) -> np.ndarray:
        here = scored[inputs].to_numpy(dtype="float64")
        return np.column_stack(
            [lgb.train(asked, lgb.Dataset(X, target), 150).predict(here) for target in targets.T]
        )

    effects, worths = told(effect), np.maximum(told(worth[:, None]), 0)
    given_here, fixed = _costs(scored, settings)
    apart = effects * worths - np.maximum(effects, 0) * given_here  # trees may tell an effect below 0
    at_once = told(effect * (worth[:, None] - given))
    return np.asarray((apart + at_once) / 2 - fixed)


def _elsewhere(others: list[Path], inputs: list[str], trained: Any, settings: Any) -> tuple[np.ndarray, ...]:
    """Give features, effects, worth and incentives of the clients of other companies."""
    from features.engines.computing import computing
    from features.materialize import open_events
    from features.settings import read_settings

    found = []
    for folder in others:
        theirs = read_settings(folder / "winback.toml", {})
        with computing(open_events(theirs.storage.data_dir), theirs) as place:
            table = place.table(theirs)
            for back in DAYS_BACK:
                day = trained.as_of - timedelta(days=back)
                rows = _free(table.at(place.engine, day)[0].to_pandas(), folder, day)
                rows = rows.join(trained.bundle.score(rows))
                effect, worth = true_effects(folder, day, rows["client_id"], list(settings.actions))
                X = rows.reindex(columns=inputs).to_numpy(dtype="float64")
                found.append((X, effect, worth, _costs(rows, settings)[0]))
    return tuple(np.concatenate(parts) for parts in zip(*found, strict=True))


def _costs(rows: pd.DataFrame, settings: Any) -> tuple[np.ndarray, np.ndarray]:
    """Give each action's incentive for each client, and its fixed cost, money."""
    from training.response.evidence import incentive_of

    actions = settings.actions.values()
    given = np.column_stack([incentive_of(action, rows["average_check"]) for action in actions])
    return given, np.array([action.fixed_cost for action in actions])


def _added(net: np.ndarray, cost: np.ndarray, truly: np.ndarray, budget: float) -> float:
    from serving.planning.plan import choose_plan

    known = np.isfinite(net)
    chosen = choose_plan(np.where(known, net, 0), np.where(known, cost, 0), eligible=known, budget=budget)
    taken = chosen.action >= 0
    return float(truly[np.flatnonzero(taken), chosen.action[taken]].sum())


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.response", description=__doc__)
    parser.add_argument("--clients", type=int, default=16_000, help="clients of the invented company")
    parser.add_argument("--seed", type=int, default=5, help="of the invented company")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    given = parser.parse_args()
    found = benchmark(given.clients, given.seed)
    if given.json:
        print(json.dumps(found, indent=1, default=str))
        return
    best = found["gains"][ROWS[0]]
    for line in found["measured"]:
        print(f"- {line}")
    print("| clients chosen by | adds, money | of the best |\n|---|---|---|")
    for name, added in found["gains"].items():
        print(f"| {name} | {added:,.0f} | {added / best:.0%} |")


if __name__ == "__main__":
    main()
