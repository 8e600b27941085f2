"""How long a client has been silent."""

from math import log, sqrt

import pandas as pd
import pytest

from tests.features.company import day, features_at, order


@pytest.fixture(scope="module")
def regular() -> pd.Series:
    # Order days 10, 40, 40 and 100, seen on day 110: gaps of 30 and 60 days, and nobody to shrink to.
    return features_at(day(110), orders=[order("a", when) for when in (10, 40, 40.5, 100)]).loc["a"]


def test_silence_is_counted_in_days_from_the_last_order_day(regular: pd.Series) -> None:
    assert regular["days_since_order"] == 10
    assert regular["tenure_days"] == 100
    assert regular["silent_share"] == 0.1


def test_silence_is_set_against_the_longest_gap(regular: pd.Series) -> None:
    assert regular["silence_to_longest_gap"] == pytest.approx(10 / 60)


def test_silence_is_set_against_the_own_cycle_and_its_spread(regular: pd.Series) -> None:
    cycle, spread = sqrt(30 * 60), log(2) / sqrt(2)
    assert regular["overdue_ratio"] == pytest.approx(10 / cycle, rel=1e-5)
    assert regular["overdue_deviations"] == pytest.approx((log(10) - log(cycle)) / spread, rel=1e-4)


def test_who_bought_once_has_been_silent_for_the_whole_relation() -> None:
    once = features_at(day(8), orders=[order("a", 7.9)]).loc["a"]
    assert once["days_since_order"] == once["tenure_days"] == once["silent_share"] == 1
    assert once[["silence_to_longest_gap", "overdue_ratio", "overdue_deviations"]].isna().all()
