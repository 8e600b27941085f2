"""An invented company that lives as MBG/NBD says, as snapshots: each client with its own pace and check."""

from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np
import pandas as pd

from features.arithmetic import number_of
from training.past.contamination import Contamination
from training.past.snapshots import Snapshots

FIRST = date(2024, 1, 1)
HORIZON, WINDOW, HISTORY, EVERY, MARGIN = 30, 90, 330, 30, 0.3
FEATURES = (
    "own_cycle_days",
    "days_since_order",
    "tenure_days",
    "overdue_ratio",
    "order_days",
    "average_check",
    "amount_ever",
    "margin_ever",
    "horizon_days",
)


def order_days_of(random: np.random.Generator) -> np.ndarray:
    """Days on which one client orders: at its own pace, and after each order it may be gone for good."""
    pace, leaves = random.gamma(2.0, 1 / 40), random.beta(1.0, 8.0)
    days, today = [], float(random.uniform(0, 60))
    while today < HISTORY:
        days.append(int(today))
        if random.random() < leaves:
            break
        today += random.exponential(1 / max(pace, 1e-4))
    return np.unique(days)


def rows_of(clients: int, seed: int) -> Iterator[dict[str, object]]:
    """One row per client and as-of day from its first order on."""
    random = np.random.default_rng(seed)
    for number in range(clients):
        days, check = order_days_of(random), float(random.gamma(6.0, 20.0))
        for as_of in range(30, HISTORY - HORIZON + 1, EVERY):
            past, later = days[days < as_of], days[days >= as_of] - as_of
            if not len(past):
                continue
            cycle = float(np.diff(past).mean()) if len(past) > 1 else 40.0
            silence, tenure = float(as_of - past[-1]), float(as_of - past[0])
            ended = as_of + WINDOW <= HISTORY
            yield {
                "client_id": f"{number:05d}",
                "as_of": FIRST + timedelta(days=as_of),
                "status": "lost" if silence > 3 * cycle else "active",
                "abc": "A" if check * len(past) > 400 else "B",
                "own_cycle_days": cycle,
                "days_since_order": silence,
                "tenure_days": tenure,
                "overdue_ratio": silence / cycle,
                "order_days": float(len(past)),
                "average_check": check,
                "amount_ever": check * len(past),
                "margin_ever": MARGIN * check * len(past),
                "horizon_days": float(HORIZON),
                "next_order_in": float(later[0]) if len(later) else np.nan,
                "window_margin": MARGIN * check * (later < WINDOW).sum() if ended else np.nan,
                "as_of_day": number_of(FIRST) + as_of,
                "ends_day": number_of(FIRST) + as_of + HORIZON,
                "left": float(not (later < HORIZON).any()),
                "weight": 1.0,
            }


def snapshots_of(clients: int, *, seed: int = 7) -> Snapshots:
    """Snapshots of so many invented clients."""
    rows = pd.DataFrame(rows_of(clients, seed))
    known = FIRST + timedelta(days=HISTORY)
    return Snapshots(rows, FEATURES, known, WINDOW, Contamination(len(rows), 0, 0, 0))
