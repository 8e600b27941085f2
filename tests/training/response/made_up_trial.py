"""A made-up randomised trial of which every client's effect is known: the riskiest answer least."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from features.settings import Settings, settings_from
from training.response.evidence import FOLDS

FEATURES = ("days_since_order", "complaints", "nps_last", "order_days")
ACTIONS: Mapping[str, Any] = {
    "call": {"channel": "call", "fixed_cost": 200},
    "visit": {"channel": "visit", "fixed_cost": 900, "incentive_cost": 100},
}


def made_up_settings(**sections: Any) -> Settings:
    return settings_from({"actions": dict(ACTIONS), **sections})


@dataclass(frozen=True)
class MadeUp:
    """Trials, as training gathers them, and each action's true effect on each client."""

    evidence: pd.DataFrame
    effects: Mapping[str, np.ndarray]


def made_up_trial(count: int, *, seed: int, arms: bool = True) -> MadeUp:
    """Draw trials of the list `at_risk`.

    A call brings back those who have complained little and drives those away who have complained much; a visit
    brings back everybody a little, most of all those who have complained. Whoever is silent for long is likely to leave
    and answers to nothing. The chance of being treated differs by client and is recorded.

    Parameters
    ----------
    count : int
    seed : int
    arms : bool
        False: nobody is left alone.
    """
    random = np.random.default_rng(seed)
    known = pd.DataFrame(
        {
            "days_since_order": np.floor(random.exponential(60, count)),
            "complaints": random.poisson(1.0, count).astype("float64"),
            "nps_last": np.where(random.random(count) < 0.3, np.nan, random.integers(0, 11, count)),
            "order_days": 1.0 + random.poisson(6, count),
        }
    )
    stay = np.clip(0.55 * np.exp(-known["days_since_order"] / 80), 0.02, 0.95).to_numpy()
    reach = np.exp(-known["days_since_order"].to_numpy() / 60)
    much = known["complaints"].to_numpy() >= 2
    effects = {
        "call": np.where(much, -0.5 * stay, 0.45 * (1 - stay) * reach),
        "visit": np.where(much, 0.4, 0.15) * (1 - stay) * reach,
    }
    often = np.where(known["order_days"] > 6, 0.8, 0.6)
    treated = random.random(count) < often if arms else np.ones(count, dtype=bool)
    action = np.where(random.random(count) < 0.5, "call", "visit")
    asked = stay + treated * np.where(action == "call", effects["call"], effects["visit"])
    ordered = (random.random(count) < asked).astype("float64")
    kept = np.exp(random.normal(7.6, 0.7, count))
    paid = {"call": 200.0, "visit": 900.0}
    swing = random.uniform(0.8, 1.2, count)
    evidence = known.assign(
        client_id=[f"c{number:06d}" for number in range(count)],
        list="at_risk",
        status="overdue",
        action=action,
        arm=np.where(treated, "treated", "control"),
        stay_probability=stay,
        decay=1.0,
        ordered=ordered,
        propensity=often,
        cost=np.where(treated, pd.Series(action).map(paid) * swing, np.nan),
        incentive=np.nan,
        value_if_kept=kept,
        gain=0.7 * kept,
        check=kept / 10,
        days_lost=0.0,
        average_check=kept / 10,
        value_if_left=0.3 * kept,
        fold=np.arange(count) % FOLDS,
    )
    return MadeUp(evidence, effects)
