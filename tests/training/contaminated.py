"""A company whose own calls hide who would have left, and the leave share without any call."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

HORIZON, SHARE, T = 20, 0.1, 100


@dataclass(frozen=True)
class Campaign:
    """What such a company's books hold, and what they don't.

    Attributes
    ----------
    rows : DataFrame
        One row a client at day `T`: ``client_id, as_of_day, status, horizon_days, next_order_in``.
    actions : DataFrame
        ``client_id, assigned_day, arm, propensity``.
    truth : float
        Share that would have left if nobody had been called.
    """

    rows: pd.DataFrame
    actions: pd.DataFrame
    truth: float

    def left(self) -> np.ndarray:
        """Who is seen to leave, calls and all."""
        return (self.rows["next_order_in"] >= HORIZON).to_numpy(dtype="float64")

    def contacted(self) -> np.ndarray:
        """Who was assigned to a call."""
        called = self.actions.loc[self.actions["arm"] == "treated", "client_id"]
        return self.rows["client_id"].isin(called).to_numpy()


def campaign(seed: int, *, spared_more: bool = False, count: int = 20_000) -> Campaign:
    """Call the silent ones, most of them successfully.

    40 % of the clients are silent at `T`, and half of those were assigned some days before; the others order
    at their own pace. Whoever is still silent inside the horizon may be assigned on any day. One in ten is
    left alone; with `spared_more` four in ten of the silent clients who order soonest, one in fifty of the
    slowest, as the recorded propensity says.
    """
    random = np.random.default_rng(seed)
    silent = random.random(count) < 0.4
    slow = random.random(count) < 0.5
    pace = np.where(silent, np.where(slow, 150.0, 10.0) if spared_more else 60.0, 9.0)
    unasked = np.floor(random.exponential(pace))
    before = silent & (random.random(count) < 0.5)
    inside_day = np.floor(random.exponential(25.0, count))
    inside = ~before & (inside_day < HORIZON) & (inside_day <= unasked)
    spared = np.where(slow, 0.02, 0.4) if spared_more else np.full(count, SHARE)
    treated = random.random(count) >= spared
    called = (before | inside) & treated & (random.random(count) < 0.8)
    answer = np.where(before, random.integers(0, HORIZON, count), inside_day + random.integers(0, 5, count))
    ordered = np.where(called, np.minimum(unasked, answer), unasked)
    names = np.array([f"c{number}" for number in range(count)])
    rows = pd.DataFrame(
        {
            "client_id": names,
            "as_of_day": T,
            "status": "active",
            "horizon_days": float(HORIZON),
            "next_order_in": ordered,
        }
    )
    actions = pd.DataFrame(
        {
            "client_id": names,
            "assigned_day": np.where(before, T - random.integers(1, HORIZON, count), T + inside_day),
            "arm": np.where(treated, "treated", "control"),
            "propensity": 1 - spared,
        }
    )
    return Campaign(rows, actions[before | inside], float((unasked >= HORIZON).mean()))
