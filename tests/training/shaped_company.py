"""Snapshots of an invented company in which one thing decides who leaves, of which a test knows what it is."""

from datetime import date, timedelta

import numpy as np
import pandas as pd

from features.arithmetic import number_of
from training.past.contamination import Contamination
from training.past.snapshots import Snapshots

FIRST, EVERY, HORIZON = date(2024, 1, 1), 30, 30
FEATURES = ("days_since_order", "tenure_days", "order_days", "order_days_30", "horizon_days")
BRANCHES = ("East", "North", "South", "West")


def rows_of(clients: int, days: int, *, by: str, seed: int = 3) -> pd.DataFrame:
    """So many clients on so many as-of days.

    `by` is ``branch`` (most leave in the South, few in the East), ``order_days_30`` (the more orders, the more
    leave: against what the trade knows) or ``status`` (silence means the opposite among the lost).
    """
    random = np.random.default_rng(seed)
    count = clients * days
    branch = np.tile(random.choice(BRANCHES, clients), days)
    orders, silence = random.integers(0, 6, count), random.integers(1, 90, count)
    status = np.where(random.random(count) < 0.5, "active", "lost")
    slope = {
        "branch": pd.Series(branch).map({"East": -2.0, "North": -0.5, "South": 2.0, "West": 0.5}).to_numpy(),
        "order_days_30": 1.2 * (orders - 2.5),
        "status": np.where(status == "active", 1.0, -1.0) * (silence - 45) / 15,
    }[by]
    as_of = np.repeat(np.arange(days) * EVERY, clients)
    return pd.DataFrame(
        {
            "client_id": np.tile([f"c{number:04d}" for number in range(clients)], days),
            "as_of": [FIRST + timedelta(days=int(day)) for day in as_of],
            "as_of_day": number_of(FIRST) + as_of,
            "ends_day": number_of(FIRST) + as_of + HORIZON,
            "status": status,
            "abc": "B",
            "branch": pd.Series(branch, dtype="object"),
            "days_since_order": silence.astype(float),
            "tenure_days": silence + 200.0,
            "order_days": random.integers(6, 30, count).astype(float),
            "order_days_30": orders.astype(float),
            "horizon_days": float(HORIZON),
            "left": (random.random(count) < 1 / (1 + np.exp(-slope))).astype(float),
            "weight": 1.0,
        }
    )


def snapshots_of(clients: int, days: int, *, by: str) -> Snapshots:
    """Snapshots of it; every horizon has ended."""
    rows = rows_of(clients, days, by=by)
    known = FIRST + timedelta(days=EVERY * (days + 1))
    return Snapshots(rows, FEATURES, known, 30, Contamination(len(rows), 0, 0, 0), categories=("branch",))
