"""The own purchase cycle: shrinkage by moments, worked by hand and computed again in another way."""

from math import log, sqrt
from typing import Any

import numpy as np
import pandas as pd
import pytest

from tests.features.company import at, day, features_at, order


def shopper(client: str, gaps: list[int], first: int = 0) -> list[dict[str, Any]]:
    """Orders with these gaps between them."""
    return [order(client, when) for when in np.cumsum([first, *gaps]).tolist()]


def shrunken(gaps_of: dict[str, list[int]]) -> pd.DataFrame:
    """Own cycles and spreads by method.md, straight from the gaps."""
    logs = {client: np.log(gaps) for client, gaps in gaps_of.items() if gaps}
    means = np.array([gaps.mean() for gaps in logs.values()])
    squares = sum(((gaps - gaps.mean()) ** 2).sum() for gaps in logs.values())
    freedom = sum(len(gaps) - 1 for gaps in logs.values())
    weight, spread_of_all = 3.0, 0.5
    if freedom:
        within = squares / freedom
        spread_of_all = max(sqrt(within), 0.1)
        if len(means) > 1:
            between = means.var(ddof=1) - within * np.mean([1 / len(gaps) for gaps in logs.values()])
            weight = float(np.clip(within / between, 0.1, 50)) if between > 0 else 50.0
    rows = {}
    for client, gaps in gaps_of.items():
        n, own = len(gaps), np.log(gaps) if gaps else np.zeros(0)
        free = max(n - 1, 0)
        own_spread = own.std(ddof=1) if free else 0.0
        cycle = np.exp((weight * means.mean() + own.sum()) / (weight + n))
        spread = (weight * spread_of_all + free * own_spread) / (weight + free)
        rows[client] = {"own_cycle_days": cycle, "cycle_spread": max(spread, 0.1)}
    return pd.DataFrame.from_dict(rows, orient="index")


def test_one_client_has_its_geometric_mean_gap() -> None:
    told = features_at(day(300), orders=shopper("a", [30, 60])).loc["a"]
    assert told["own_cycle_days"] == pytest.approx(sqrt(30 * 60), rel=1e-5)
    assert told["cycle_spread"] == pytest.approx(log(2) / sqrt(2), rel=1e-4)
    assert told["gap_count"] == 2
    assert told["longest_gap_ratio"] == told["last_gap_ratio"] == pytest.approx(sqrt(2), rel=1e-5)


def test_the_unknown_weight_is_three_gaps_and_the_unknown_spread_a_half() -> None:
    # One gap each: what varies within a client cannot be told.
    orders = shopper("a", [10]) + shopper("b", [40]) + shopper("once", [])
    told = features_at(day(100), orders=orders)
    population = (log(10) + log(40)) / 2
    assert np.log(told.loc["a", "own_cycle_days"]) == pytest.approx((3 * population + log(10)) / 4, abs=1e-5)
    assert told.loc["once", "own_cycle_days"] == pytest.approx(20, rel=1e-5)
    assert told["cycle_spread"].tolist() == [0.5, 0.5, 0.5]


def test_who_differs_from_nobody_is_drawn_to_all_by_the_largest_weight() -> None:
    # Means are equal, gaps vary: nothing tells clients apart, so that k is at its bound of 50.
    orders = shopper("a", [5, 20]) + shopper("b", [20, 5]) + shopper("c", [10, 10, 10, 10])
    told = features_at(day(100), orders=orders)
    assert told["own_cycle_days"].to_numpy() == pytest.approx(10, rel=1e-5)
    within = 4 * log(2) ** 2 / 5  # two pairs ±ln 2 about ln 10 over 1 + 1 + 3 degrees of freedom
    assert told.loc["c", "cycle_spread"] == pytest.approx(50 * sqrt(within) / 53, rel=1e-4)


def test_who_is_even_keeps_its_own_cycle_by_the_least_weight() -> None:
    told = features_at(day(300), orders=shopper("a", [10] * 4) + shopper("b", [40] * 4))
    expected = np.exp((0.1 * log(20) + 4 * log(10)) / 4.1)
    assert told.loc["a", "own_cycle_days"] == pytest.approx(expected, rel=1e-5)
    assert told["cycle_spread"].tolist() == [0.1, 0.1]


@pytest.mark.parametrize("seed", range(4))
def test_cycles_are_those_of_an_independent_computation(seed: int) -> None:
    draw = np.random.default_rng(seed)
    gaps_of = {
        f"c{number}": np.ceil(np.exp(draw.normal(mean, 0.5, count))).astype(int).tolist()
        for number, (mean, count) in enumerate(
            zip(draw.normal(3, 0.4, 40), draw.integers(0, 8, 40), strict=True)
        )
    }
    orders = [row for client, gaps in gaps_of.items() for row in shopper(client, gaps)]
    told = features_at(day(2_000), orders=orders)
    expected = shrunken(gaps_of)
    for name in ("own_cycle_days", "cycle_spread"):
        assert told.loc[expected.index, name].to_numpy() == pytest.approx(expected[name].to_numpy(), rel=1e-4)


def test_the_last_three_gaps_are_set_against_the_cycle() -> None:
    told = features_at(day(500), orders=shopper("a", [10, 10, 20, 40, 80])).loc["a"]
    recent = (log(20) + log(40) + log(80)) / 3
    assert told["recent_gaps_log_ratio"] == pytest.approx(recent - log(told["own_cycle_days"]), abs=1e-5)
    assert told["last_gap_ratio"] == pytest.approx(80 / told["own_cycle_days"])


def test_the_open_gap_and_undone_orders_enter_no_cycle() -> None:
    orders = shopper("a", [10, 20, 10])
    orders.append(order("a", 25, status="cancelled", status_at=at(26)))
    orders += [order("a", 35, order_id="1"), order("a", 36, -100, order_id="1")]
    told = features_at(day(41), day(90), orders=orders)
    plain = features_at(day(41), orders=shopper("a", [10, 20, 10]))
    assert told["own_cycle_days"].tolist() == [plain.loc["a", "own_cycle_days"]] * 2
    assert told["cycle_spread"].tolist() == [plain.loc["a", "cycle_spread"]] * 2


def test_where_nobody_has_bought_twice_there_is_no_cycle() -> None:
    told = features_at(day(50), orders=[order("a", 1), order("a", 1.5), order("b", 9)])
    assert told[["own_cycle_days", "cycle_spread", "longest_gap_ratio", "horizon_days"]].isna().all(axis=None)
    assert told["gap_count"].tolist() == [0, 0]
    assert told["status"].tolist() == ["insufficient_data"] * 2
