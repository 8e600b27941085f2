"""Status, horizon and days lost at their exact boundaries."""

from math import ceil, exp, log
from typing import Any

import ibis
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from features.leaving import (
    AT_RISK,
    RECOVERABLE,
    STATUSES,
    WITHIN_80,
    WITHIN_98,
    YEAR_AND_SEASON_DAYS,
    standing,
)
from features.settings import Churn
from tests.features.company import day, features_at, order

# ibis 12 calls a method that DuckDB 2 has renamed
pytestmark = pytest.mark.filterwarnings("ignore:fetch_arrow_table:DeprecationWarning")


def stands(
    *silences: float, cycle: float | None, spread: float = 0.1, orders: int = 5, **churn: Any
) -> pd.DataFrame:
    """Where clients stand who have been silent for so many days."""
    clients = ibis.memtable(
        pd.DataFrame({"days_since_order": [float(silence) for silence in silences]})
    ).mutate(
        own_cycle_days=ibis.literal(cycle, "float64"),
        cycle_spread=ibis.literal(spread, "float64"),
        order_days=ibis.literal(orders, "int64"),
    )
    found = clients.select("days_since_order", **standing(clients, Churn(**churn)))
    return ibis.duckdb.connect().to_pyarrow(found).to_pandas().set_index("days_since_order")


def test_the_quantiles_are_those_of_the_normal_distribution() -> None:
    from statistics import NormalDist

    assert NormalDist().inv_cdf(0.8) == pytest.approx(WITHIN_80, abs=1e-12)
    assert NormalDist().inv_cdf(0.98) == pytest.approx(WITHIN_98, abs=1e-12)


def test_an_even_client_is_overdue_after_its_cycle_and_lost_from_three_cycles_on() -> None:
    # 10 days, spread 0.1: the 0.8 quantile is 10.88 days, the 0.98 quantile 12.28, patience 30.
    told = stands(10, 11, 29, 30, 31, 100, cycle=10)
    assert told["status"].tolist() == ["active", "overdue", "overdue", "lost", "lost", "lost"]
    assert told["days_lost"].tolist() == [0, 0, 0, 0, 1, 70]
    assert told["lost_after_days"].unique().tolist() == [30]


def test_an_uneven_client_is_lost_beyond_its_own_quantile() -> None:
    # 10 days, spread 1: the 0.8 quantile is 23.20 days, the 0.98 quantile 77.97.
    told = stands(23, 24, 77, 78, 79, cycle=10, spread=1.0)
    assert told["status"].tolist() == ["active", "overdue", "overdue", "lost", "lost"]
    assert told["days_lost"].tolist() == [0, 0, 0, 0, 1]


def test_who_orders_in_bursts_is_lost_once_a_year_and_its_season_went_by() -> None:
    # 28 days, spread 1.7: the 0.8 quantile is 117.1 days, the 0.98 quantile 919, patience 84.
    told = stands(117, 118, 364, 424, 425, 426, 750, cycle=28, spread=1.7)
    assert told["status"].tolist() == ["active", *["overdue"] * 3, *["lost"] * 3]
    assert told["days_lost"].tolist() == [0, 0, 0, 0, 0, 1, 325]
    assert told["lost_after_days"].unique().tolist() == [425]


def test_who_orders_once_a_year_is_lost_by_its_own_patience_only() -> None:
    # A cycle of 365 days: three are 1,095, far beyond a year and its season; the 0.98 quantile is 448 days.
    told = stands(397, 398, 1_094, 1_095, cycle=365)
    assert told["status"].tolist() == ["active", "overdue", "overdue", "lost"]
    # A cycle of 150 days, spread 1: three are 450 days, the 0.8 quantile 348.04, the 0.98 quantile 1,169.
    told = stands(348, 349, 449, 450, cycle=150, spread=1.0)
    assert told["status"].tolist() == ["active", "overdue", "overdue", "lost"]


def test_nobody_is_active_or_new_once_it_would_be_lost() -> None:
    # 100 days, spread 2: the 0.8 quantile is 538 days, patience 300; a year and its season ends both.
    for orders, within in ((1, "new"), (5, "active")):
        told = stands(424, 425, 538, 539, cycle=100, spread=2.0, orders=orders)
        assert told["status"].tolist() == [within, "lost", "lost", "lost"]


@given(
    cycle=st.integers(10, 10_000).map(lambda tenths: tenths / 10),
    spread=st.integers(1, 40).map(lambda tenths: tenths / 10),
    orders=st.integers(1, 9),
    min_days=st.integers(1, 700),
    lost_after_cycles=st.integers(1, 100).map(lambda tenths: tenths / 10),
)
@hypothesis_settings(max_examples=60, deadline=None, derandomize=True)
def test_statuses_follow_each_other_and_end_in_time(
    cycle: float, spread: float, orders: int, min_days: int, lost_after_cycles: float
) -> None:
    patience = max(min_days, lost_after_cycles * cycle)
    improbable = exp(log(cycle) + spread * WITHIN_98)
    border = ceil(max(patience, min(improbable, YEAR_AND_SEASON_DAYS)))
    near = (border - 2, border - 1, border, border + 1, border + 2)
    told = stands(
        *sorted({0, 1, 10, 100, 364, 365, 424, 425, 426, 1_000, 100_000} | {max(day, 0) for day in near}),
        cycle=cycle,
        spread=spread,
        orders=orders,
        min_days=min_days,
        max_days=max(min_days, 365),
        lost_after_cycles=lost_after_cycles,
    )
    order = {"new": 0, "active": 0, "overdue": 1, "lost": 2}
    assert told["status"].map(order).is_monotonic_increasing
    lost = told.index[told["status"] == "lost"]
    assert lost.min() >= min(patience, 100_000) - 0.001
    # Rounding to thousandths, and the day after the quantile: one day at most.
    assert lost.min() <= max(patience, YEAR_AND_SEASON_DAYS) + 1
    assert abs(told["lost_after_days"].iloc[0] - border) <= 1


def test_nobody_is_lost_before_the_shortest_horizon() -> None:
    # A cycle of 2 days: three cycles are 6 days, the 0.98 quantile 2.46; min_days is 14.
    told = stands(2, 3, 13, 14, cycle=2)
    assert told["status"].tolist() == ["active", "overdue", "overdue", "lost"]


def test_patience_is_counted_in_whole_days() -> None:
    assert stands(30, 31, 32, cycle=10.2)["status"].tolist() == ["overdue", "lost", "lost"]
    assert stands(83, 84, cycle=28.0000137)["status"].tolist() == ["overdue", "lost"]


def test_patience_is_a_setting() -> None:
    told = stands(49, 50, cycle=10, lost_after_cycles=5)
    assert told["status"].tolist() == ["overdue", "lost"]


def test_a_new_client_is_new_only_within_its_quantile() -> None:
    told = stands(10, 11, 30, cycle=10, orders=1)
    assert told["status"].tolist() == ["new", "overdue", "lost"]


@pytest.mark.parametrize(
    ("cycle", "horizon"),
    [(2, 14), (7, 14), (7.01, 15), (10, 20), (28.0000137, 56), (182.5, 365), (182.6, 365), (400, 365)],
)
def test_the_horizon_is_two_cycles_between_its_bounds(cycle: float, horizon: int) -> None:
    assert stands(1, cycle=cycle)["horizon_days"].tolist() == [horizon]


def test_equal_bounds_are_a_fixed_horizon() -> None:
    for cycle in (1, 30, 300):
        assert stands(1, cycle=cycle, min_days=60, max_days=60)["horizon_days"].tolist() == [60]


def test_without_a_cycle_nothing_is_said() -> None:
    told = stands(1, 1_000, cycle=None)
    assert told["status"].tolist() == ["insufficient_data"] * 2
    assert told[["horizon_days", "lost_after_days"]].isna().all(axis=None)
    assert told["days_lost"].tolist() == [0, 0]


def test_every_status_but_the_unknown_is_on_one_list() -> None:
    assert (*AT_RISK, *RECOVERABLE, "insufficient_data") == STATUSES
    assert not set(AT_RISK) & set(RECOVERABLE)


def test_a_garden_shops_client_is_not_lost_before_its_season_has_gone_by_once_more() -> None:
    # Two orders a week apart each spring for four years: of seven gaps, three are winters of 358 days.
    spring = [365 * year + 7 * week for year in range(4) for week in range(2)]
    orders = [order("garden", number) for number in spring]
    told = features_at(*(day(spring[-1] + silent) for silent in (358, 424, 425, 750)), orders=orders)
    # Its 0.98 quantile is of years.
    assert log(750) < log(told["own_cycle_days"].iloc[0]) + told["cycle_spread"].iloc[0] * WITHIN_98
    assert told["status"].tolist() == ["overdue", "overdue", "lost", "lost"]
    assert told["days_lost"].tolist() == [0, 0, 0, 325]


def test_the_table_tells_the_same_of_a_real_client() -> None:
    orders = [order("a", 10 * number) for number in range(6)]
    days = [day(50 + silent) for silent in (10, 11, 29, 30, 45)]
    told = features_at(*days, orders=orders)
    assert told["status"].tolist() == ["active", "overdue", "overdue", "lost", "lost"]
    assert told["days_lost"].tolist() == [0, 0, 0, 0, 15]
    assert told["horizon_days"].tolist() == [20] * 5
    assert log(told["own_cycle_days"].iloc[0]) == pytest.approx(log(10), abs=1e-6)
