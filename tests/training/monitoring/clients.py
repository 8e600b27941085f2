"""Invented rows for monitoring: clients of a day, and matured predictions."""

from datetime import date, timedelta

import numpy as np
import pandas as pd

from training.monitoring.reference import Reference, reference_of

TRAINED_ON = date(2024, 3, 1)
FEATURES = ("own_cycle_days", "complaints_90", "tenure_days", "nps_last_score")


def clients(seed: int, count: int = 1000, *, older_by: float = 0.0) -> pd.DataFrame:
    """Clients of one day."""
    random = np.random.default_rng(seed)
    return pd.DataFrame(
        {
            "client_id": [f"{number:05d}" for number in range(count)],
            "status": random.choice(["new", "active", "overdue", "lost"], count, p=[0.1, 0.5, 0.2, 0.2]),
            "horizon_days": random.choice([20.0, 50.0, 100.0], count),
            "own_cycle_days": random.lognormal(3, 0.5, count),
            "complaints_90": random.poisson(0.3, count).astype(float),
            "tenure_days": random.uniform(30, 300, count) + older_by,
            "nps_last_score": np.where(random.random(count) < 0.7, np.nan, random.integers(0, 11, count)),
        }
    )


def taught(seed: int = 11, count: int = 6000, *, left: float = 0.2) -> pd.DataFrame:
    """Rows that taught: who has a long horizon leaves twice as often."""
    random = np.random.default_rng(1000 + seed)
    rows = clients(seed, count)
    chance = np.where(rows["horizon_days"] > 28, left, left / 2)
    return rows.assign(left=(random.random(count) < chance).astype(float), weight=1.0)


def reference(gains: dict[str, float] | None = None, rows: pd.DataFrame | None = None) -> Reference:
    """What there was at the training, with a month's and a quarter's usual drift."""
    population = clients(1) if rows is None else rows
    return reference_of(
        population,
        pd.Series(np.linspace(0.05, 0.6, len(population))),
        taught(),
        features=FEATURES,
        gains=pd.Series(gains if gains is not None else dict.fromkeys(FEATURES, 1.0), dtype="float64"),
        as_of=TRAINED_ON,
        earlier={30: clients(2, older_by=-30), 90: clients(3, older_by=-90)},
    )


def predicted(*, times: float = 1.0, seed: int = 50, days: int = 2, count: int = 1500) -> pd.DataFrame:
    """Matured predictions that are honest for `times` = 1; else so many times more leave."""
    random = np.random.default_rng(1000 + seed)
    parts = []
    for step in range(days):
        rows = clients(seed + step, count)
        usual = np.where(rows["horizon_days"] > 28, 0.2, 0.1)
        said = np.clip(usual * random.uniform(0.4, 1.6, count), 0.01, 0.95)
        parts.append(
            rows.assign(
                test_day=TRAINED_ON + timedelta(days=30 * step),
                abc="B",
                model_version="7",
                churn_probability=said,
                left=(random.random(count) < np.clip(said * times, 0, 0.98)).astype(float),
                weight=1.0,
            )
        )
    return pd.concat(parts, ignore_index=True)
