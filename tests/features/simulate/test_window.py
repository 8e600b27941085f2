"""Which days are simulated, and what the season and bad times do on them."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from features.errors import UsageError
from features.simulate.draws import Draws
from features.simulate.window import SEASON_PEAK, Window, bad_share, bad_times, season


@given(st.integers(1, 240))
def test_a_window_is_so_many_whole_months_and_never_ends_beyond_2025(months: int) -> None:
    window = Window.of(months)
    after = window.last_day + timedelta(days=1)
    assert (window.first_day.day, after.day) == (1, 1)
    assert (after.year - window.first_day.year) * 12 + after.month - window.first_day.month == months
    assert window.days == (after - window.first_day).days
    assert window.last_day <= date(2025, 12, 31)
    assert window.first_day == date(2022, 1, 1) or window.last_day == date(2025, 12, 31)


@pytest.mark.parametrize("months", [0, -1, 241])
def test_months_out_of_range_are_refused(months: int) -> None:
    with pytest.raises(UsageError, match=rf"months is {months}; we need a whole number from 1 to 240"):
        Window.of(months)


def test_a_season_is_highest_at_its_peak_and_evens_out_over_a_year() -> None:
    for industry, peak in enumerate(SEASON_PEAK):
        year = season(np.full(1461, industry), np.arange(1461))
        assert year[:366].argmax() == peak
        assert abs(year.mean()) < 1e-9


def test_bad_times_last_as_long_and_are_as_common_as_they_should_be() -> None:
    bad = bad_times(Draws(3), "bad", 200, Window.of(48), monthly_share=0.05, length=40)
    assert abs(bad.mean() - bad_share(0.05, 40)) < 0.006
    inner = bad[:, 1:] & ~bad[:, :-1]
    lengths = [len(run) for row in bad for run in "".join("x" if day else " " for day in row).split()]
    assert np.median(lengths) == 40
    assert inner.any()
    assert not bad_times(Draws(3), "bad", 200, Window.of(48), monthly_share=0.0, length=40).any()


def test_a_bad_time_that_began_before_the_window_reaches_into_it() -> None:
    bad = bad_times(Draws(3), "bad", 500, Window.of(2), monthly_share=0.3, length=60)
    assert 0.2 < bad[:, 0].mean() < 0.7
