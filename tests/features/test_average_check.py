"""The check: how much, how it drifts, how it leans over time."""

from math import log

import numpy as np
import pandas as pd
import pytest

from tests.features.company import day, features_at, order

AGES, CHECKS = [200, 150, 80, 40, 10], [100, 200, 300, 400, 500]


@pytest.fixture(scope="module")
def told() -> pd.DataFrame:
    orders = [order("rising", 300 - age, check) for age, check in zip(AGES, CHECKS, strict=True)]
    orders += [order("rare", when, check) for when, check in [(10, 80), (60, 120), (110, 90), (160, 60)]]
    orders += [order("three", when) for when in (10, 60, 110)]
    orders += [order("two", 100, 50), order("two", 200, 150)]
    orders += [order("split", 290, 30), order("split", 290.5, 70)]
    orders += [order("free", 100, 0), order("free", 200, 0)]
    orders += [order("free lately", 100, 10), order("free lately", 290, 0)]
    orders += [
        order("edge", 300 - 365, 1),
        order("edge", 300 - 366, 1),
        order("edge", 210),
        order("edge", 209),
    ]
    return features_at(day(300), orders=orders)


def test_checks_are_means_and_sums_of_order_days(told: pd.DataFrame) -> None:
    rising = told.loc["rising"]
    assert rising["average_check"] == 300
    assert rising["amount_90"] == 1_200
    assert rising["amount_365"] == rising["amount_ever"] == 1_500
    assert rising["largest_check_ratio"] == pytest.approx(500 / 300)
    assert rising["last_check_log_ratio"] == pytest.approx(log(500 / 300))
    assert told.loc["split", "average_check"] == 100


def test_drift_is_the_last_ninety_days_against_the_time_before(told: pd.DataFrame) -> None:
    # Ages 80, 40, 10 have a mean of 400, ages 200 and 150 one of 150.
    assert told.loc["rising", "check_drift"] == pytest.approx(log(400 / 150))


def test_drift_of_who_orders_rarely_takes_the_last_three(told: pd.DataFrame) -> None:
    # All four are older than 90 days: 120, 90, 60 against 80.
    assert told.loc["rare", "check_drift"] == pytest.approx(log(90 / 80))


def test_drift_of_few_orders_is_missing_not_zero(told: pd.DataFrame) -> None:
    assert told.loc[["three", "two", "split", "free"], "check_drift"].isna().all()


def test_slope_is_that_of_a_straight_line_through_log_checks(told: pd.DataFrame) -> None:
    slope, _ = np.polyfit([-age for age in AGES], np.log(CHECKS), 1)
    assert told.loc["rising", "check_slope"] == pytest.approx(slope * 365, rel=1e-4)
    assert told.loc["three", "check_slope"] == pytest.approx(0, abs=1e-9)
    assert told.loc[["two", "split", "free"], "check_slope"].isna().all()


def test_spread_is_the_deviation_of_log_checks(told: pd.DataFrame) -> None:
    assert told.loc["two", "check_spread"] == pytest.approx(log(3) / 2, rel=1e-5)
    assert told.loc["three", "check_spread"] == 0
    assert np.isnan(told.loc["split", "check_spread"])


def test_where_nothing_was_paid_ratios_are_missing(told: pd.DataFrame) -> None:
    ratios = ["last_check_log_ratio", "largest_check_ratio"]
    assert told.loc["free", ratios].isna().all()
    assert told.loc["free", "average_check"] == 0
    assert told.loc["free lately", ratios].isna().tolist() == [True, False]


def test_windows_of_money_count_their_last_day(told: pd.DataFrame) -> None:
    assert told.loc["edge", "amount_90"] == 100
    assert told.loc["edge", "amount_365"] == 201
    assert told.loc["edge", "amount_ever"] == 202
