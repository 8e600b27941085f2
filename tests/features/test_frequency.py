"""How often a client orders, lately and usually."""

from math import log

import pandas as pd
import pytest

from tests.features.company import day, features_at, order

AGES = (1, 14, 15, 30, 31, 60, 61, 90, 91, 180, 181, 365, 366)


@pytest.fixture(scope="module")
def told() -> pd.DataFrame:
    orders = [order("long", 400 - age) for age in AGES]
    orders += [order("young", 380), order("young", 390)]
    orders += [order("once", 300)]
    return features_at(day(400), orders=orders)


@pytest.mark.parametrize(("window", "count"), [(14, 2), (30, 4), (60, 6), (90, 8), (180, 10), (365, 12)])
def test_a_window_counts_its_last_day(told: pd.DataFrame, window: int, count: int) -> None:
    assert told.loc["long", f"order_days_{window}"] == count


@pytest.mark.parametrize("half_life", [30, 90, 180])
def test_decayed_orders_halve_with_age(told: pd.DataFrame, half_life: int) -> None:
    expected = sum(2 ** (-age / half_life) for age in AGES)
    assert told.loc["long", f"decayed_orders_{half_life}"] == pytest.approx(expected, abs=1e-5)


def test_active_weeks_are_counted_among_twelve(told: pd.DataFrame) -> None:
    # Ages 1 | 14 | 15 | 30, 31 | 60, 61 fall into weeks 0, 1, 2, 4 and 8 back; 90 is too old.
    assert told.loc["long", "active_weeks_share"] == pytest.approx(5 / 12)
    assert told.loc["once", "active_weeks_share"] == 0


def test_a_year_of_a_young_relation_is_not_made_of_its_first_days(told: pd.DataFrame) -> None:
    assert told.loc["long", "order_days"] == 13
    assert told.loc["long", "orders_per_year"] == pytest.approx(13 * 365 / 366)
    assert told.loc["young", "orders_per_year"] == pytest.approx(2 * 365 / 90)


def test_drift_sets_the_window_against_the_usual_number(told: pd.DataFrame) -> None:
    assert told.loc["long", "frequency_drift_30"] == pytest.approx(log(5 / (13 * 30 / 366 + 1)))
    assert told.loc["long", "frequency_drift_90"] == pytest.approx(log(9 / (13 * 90 / 366 + 1)))
    # Who has been here for 20 days has no usual number but these days': no drift.
    assert told.loc["young", "frequency_drift_30"] == 0
    # One order in 100 days, none in the last 30.
    assert told.loc["once", "frequency_drift_30"] == pytest.approx(log(1 / 1.3))


def test_orders_in_ninety_days_are_set_against_the_own_cycle(told: pd.DataFrame) -> None:
    cycle = told.loc["long", "own_cycle_days"]
    assert told.loc["long", "orders_per_cycle_90"] == pytest.approx(8 * cycle / 90)


def test_who_never_bought_again_is_told_from_who_did(told: pd.DataFrame) -> None:
    assert told["one_order_only"].to_dict() == {"long": 0, "once": 1, "young": 0}
