"""Calendar periods: which are whole, which have begun with clients, and what is refused."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from features.churn_rate.periods import MONTHS, Period, months_after, periods_of
from features.errors import UsageError


def test_months_are_whole_and_begin_after_the_first_order() -> None:
    found = periods_of("month", after=date(2024, 1, 1), until=date(2024, 4, 30))
    assert found == (
        Period(date(2024, 2, 1), date(2024, 3, 1)),
        Period(date(2024, 3, 1), date(2024, 4, 1)),
    )
    assert [one.last_day for one in found] == [date(2024, 2, 29), date(2024, 3, 31)]
    assert [one.days for one in found] == [29, 31]


def test_quarters_and_years_are_those_of_the_calendar() -> None:
    quarters = periods_of("quarter", after=date(2023, 2, 5), until=date(2024, 5, 1))
    assert [one.start for one in quarters] == [
        date(2023, 4, 1),
        date(2023, 7, 1),
        date(2023, 10, 1),
        date(2024, 1, 1),
    ]
    years = periods_of("year", after=date(2021, 12, 31), until=date(2024, 12, 31))
    assert years == (Period(date(2022, 1, 1), date(2023, 1, 1)), Period(date(2023, 1, 1), date(2024, 1, 1)))
    assert [one.months for one in years] == [12, 12]


def test_the_latest_are_given_unless_fewer_are_asked_for() -> None:
    assert len(periods_of("month", after=date(2000, 1, 1), until=date(2024, 5, 1))) == 24
    (only,) = periods_of("month", after=date(2000, 1, 1), until=date(2024, 5, 1), last=1)
    assert only.start == date(2024, 4, 1)


def test_a_history_of_less_than_a_month_has_no_period() -> None:
    assert periods_of("month", after=date(2024, 1, 3), until=date(2024, 2, 20)) == ()


@given(
    every=st.sampled_from(sorted(MONTHS)),
    after=st.dates(date(1990, 1, 1), date(2030, 1, 1)),
    length=st.integers(0, 4000),
)
def test_periods_join_without_a_gap_and_lie_within(every: str, after: date, length: int) -> None:
    until = after + timedelta(days=length)
    found = periods_of(every, after=after, until=until, last=10_000)
    assert all(one.end == other.start for one, other in zip(found, found[1:], strict=False))
    assert all(after < one.start < one.end <= until and one.months == MONTHS[every] for one in found)
    assert all(months_after(one.start, one.months) == one.end for one in found)


@pytest.mark.parametrize(
    ("every", "last", "said"),
    [
        ("week", None, "--every is 'week'; churn is told by month, quarter, year. Choose one."),
        ("month", 0, "--last is 0; at least one period is told. Write --last 12, say."),
    ],
)
def test_no_such_period_is_refused(every: str, last: int | None, said: str) -> None:
    with pytest.raises(UsageError, match=f"^{said}$"):
        periods_of(every, after=date(2020, 1, 1), until=date(2024, 1, 1), last=last)
