"""Act now or wait: the rule worked by hand."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from features.settings import settings_from
from serving.options.timing import best_waits, waits_ahead

CYCLE, HORIZON = 60, 120


class Steady:
    """As likely to order on every day."""

    def __init__(self, daily: float) -> None:
        self.daily = daily

    def silence(self, days: np.ndarray | int) -> np.ndarray:
        return np.asarray((1 - self.daily) ** np.atleast_1d(days))


class Soon(Steady):
    """Sure to order within ten days, or never."""

    def silence(self, days: np.ndarray | int) -> np.ndarray:
        return np.where(np.atleast_1d(days) >= 10, 0.4, 1.0)


def decide(
    curve: Steady, *, cost: float, earliest: int = 0, status: str = "overdue", kept: float = 1000.0
) -> pd.Series:
    """The best wait of one client for a call, with what it is worth."""
    settings = settings_from(
        {
            "actions": {"call": {"channel": "call", "fixed_cost": cost}},
            "value": {"annual_discount_rate": 0.0},
        }
    )
    rows = pd.DataFrame(
        {
            "client_id": ["a"],
            "status": [status],
            "own_cycle_days": [float(CYCLE)],
            "horizon_days": [float(HORIZON)],
            "days_since_order": [90.0],
            "lost_after_days": [500.0 if status != "lost" else 80.0],
            "days_lost": [0.0 if status != "lost" else 10.0],
        }
    )
    stay = 1 - curve.silence(HORIZON)
    decay = 2 ** (-rows["days_lost"] / 365)
    uplift = (1 - stay) * 0.3 * decay
    options = pd.DataFrame(
        {"client_id": ["a"], "action": ["call"], "uplift": uplift, "win_back_cost": [cost]}
    )
    scores = pd.DataFrame(
        {
            "client_id": ["a"],
            "stay_probability": stay,
            "days_lost": rows["days_lost"],
            "value_if_kept": [kept],
            "value_if_left": [0.0],
        }
    )
    ahead = waits_ahead(rows, curve, np.array([earliest]))
    return best_waits(options, scores, ahead, settings).iloc[0]


def test_where_the_call_costs_nothing_it_is_made_at_once() -> None:
    assert decide(Steady(0.01), cost=0)["wait_days"] == 0


def test_who_may_well_come_unasked_is_waited_for_where_the_call_is_dear() -> None:
    # Now: .4 · .3 · 1000 − 100 = 20. After ten days .4 are still silent and lost for good:
    # .4 · (.3 · 1000 − 100) = 80; later it is the same, so ten days and no more.
    found = decide(Soon(0), cost=100)
    assert found["wait_days"] == 10
    assert found["value_after_wait"] == pytest.approx(80)


def test_nothing_falls_due_before_the_client_is_overdue() -> None:
    assert decide(Steady(0.01), cost=0, earliest=17, status="active")["wait_days"] == 17


def test_the_lost_grow_colder_so_nobody_waits_for_them() -> None:
    assert decide(Steady(0.0005), cost=20, status="lost")["wait_days"] == 0


def test_a_client_of_unknown_worth_is_due_at_the_earliest() -> None:
    found = decide(Steady(0.01), cost=10, earliest=5, kept=np.nan)
    assert found["wait_days"] == 5
    assert np.isnan(found["value_after_wait"])


@given(daily=st.floats(0.0005, 0.05), cost=st.floats(0, 300))
def test_the_best_wait_is_worth_at_least_acting_now_and_no_longer_than_a_cycle(
    daily: float, cost: float
) -> None:
    found = decide(Steady(daily), cost=cost)
    left = (1 - daily) ** HORIZON
    assert found["value_after_wait"] >= left * 0.3 * 1000 - cost - 1e-6
    assert 0 <= found["wait_days"] <= CYCLE
