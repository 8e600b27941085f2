"""Which days are simulated, and what season and prices do on them."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from features.errors import UsageError
from features.simulate.market import SEASON_PEAK, Prices, Window, season


@given(st.integers(1, 240))
def test_a_window_is_so_many_whole_months(months: int) -> None:
    window = Window.of(months)
    after = window.last_day + timedelta(days=1)
    assert after.day == 1
    assert (after.year - 2022) * 12 + after.month - 1 == months
    assert window.days == (after - date(2022, 1, 1)).days


@pytest.mark.parametrize("months", [0, -1, 241])
def test_months_out_of_range_are_refused(months: int) -> None:
    with pytest.raises(UsageError, match=rf"months is {months}; we need a whole number from 1 to 240"):
        Window.of(months)


def test_prices_rise_on_the_first_of_february_and_of_september() -> None:
    prices = Prices.of(Window.of(12))
    assert prices.index[30] == 1.0
    assert prices.index[31] == pytest.approx(1.04)
    assert prices.index[242] == pytest.approx(1.04)
    assert prices.index[243] == pytest.approx(1.04**2)
    assert prices.felt[[30, 31, 120, 121]].tolist() == [0, 1, 1, 0]


def test_a_season_is_highest_at_its_peak_and_evens_out_over_a_year() -> None:
    for industry, peak in enumerate(SEASON_PEAK):
        year = season(np.full(1461, industry), np.arange(1461))
        assert year[:366].argmax() == peak
        assert abs(year.mean()) < 1e-9
