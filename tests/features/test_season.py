"""Season: the same days a year ago, and the days of the week."""

import numpy as np
import pandas as pd
import pytest

from tests.features.company import day, features_at, order

T = 800


@pytest.fixture(scope="module")
def told() -> pd.DataFrame:
    ages = {
        # Ahead lie the days that were 306 to 365 days old; the season now began 425 days ago.
        "edges": (1, 60, 61, 305, 306, 365, 366, 425, 426),
        "year old": (100, 365),
        "younger": (100, 364),
        "silent": (430, 500),
        "christmas": (367, 380, 395, 410, 425, 426),
    }
    orders = [order(client, T - age) for client, those in ages.items() for age in those]
    # Day 0 is Monday, 1 January 2024; day 700 a Monday, too.
    orders += [order("mondays", day) for day in (700, 707, 714, 721, 726, 720)]
    orders += [order("every day", T - age) for age in range(1, 366)]
    orders += [order("seldom", day) for day in (705, 712, 719)]
    return features_at(day(T), orders=orders)


def test_the_coming_days_are_read_off_the_year_before(told: pd.DataFrame) -> None:
    # Of six order days in 365 two fell there.
    assert told.loc["edges", "season_ahead_share"] == pytest.approx(2 / 6)
    assert told.loc["year old", "season_ahead_share"] == 0.5
    assert pd.isna(told.loc["younger", "season_ahead_share"])
    assert pd.isna(told.loc["silent", "season_ahead_share"])


def test_these_days_are_set_against_those_a_year_ago(told: pd.DataFrame) -> None:
    assert told.loc["edges", "year_on_year_60"] == pytest.approx(np.log(3 / 3))
    assert told.loc["christmas", "year_on_year_60"] == pytest.approx(np.log(1 / 6))
    assert told.loc["silent", "year_on_year_60"] == 0
    assert told.loc[["year old", "younger"], "year_on_year_60"].isna().all()


def test_the_commonest_weekday_and_the_weekend(told: pd.DataFrame) -> None:
    # Four Mondays, a Saturday and a Sunday.
    assert [day(number).weekday() for number in (700, 726, 720)] == [0, 5, 6]
    assert told.loc["mondays", "weekday_share"] == pytest.approx(4 / 6)
    assert told.loc["mondays", "weekend_share"] == pytest.approx(2 / 6)


def test_a_full_year_counts_every_weekday(told: pd.DataFrame) -> None:
    days = [day(T - age).weekday() for age in range(1, 366)]
    commonest = max(days.count(weekday) for weekday in range(7))
    assert commonest == 53
    assert told.loc["every day", "weekday_share"] == pytest.approx(commonest / 365)
    assert told.loc["every day", "weekend_share"] == pytest.approx((days.count(5) + days.count(6)) / 365)


def test_three_order_days_have_no_commonest_weekday(told: pd.DataFrame) -> None:
    assert told.loc[["seldom", "silent"], "weekday_share"].isna().all()
    assert told.loc["seldom", "weekend_share"] == 1
    assert pd.isna(told.loc["silent", "weekend_share"])
