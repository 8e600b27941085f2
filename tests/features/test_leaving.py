"""Status, horizon and days lost at their exact boundaries."""

from math import log
from typing import Any

import ibis
import pandas as pd
import pytest

from features.leaving import AT_RISK, RECOVERABLE, STATUSES, WITHIN_80, WITHIN_98, standing
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


def test_the_table_tells_the_same_of_a_real_client() -> None:
    orders = [order("a", 10 * number) for number in range(6)]
    days = [day(50 + silent) for silent in (10, 11, 29, 30, 45)]
    told = features_at(*days, orders=orders)
    assert told["status"].tolist() == ["active", "overdue", "overdue", "lost", "lost"]
    assert told["days_lost"].tolist() == [0, 0, 0, 0, 15]
    assert told["horizon_days"].tolist() == [20] * 5
    assert log(told["own_cycle_days"].iloc[0]) == pytest.approx(log(10), abs=1e-6)
