"""Tasks over an executor's days."""

from datetime import date, timedelta

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from serving.planning.due_days import spread_due_days

FRIDAY = date(2026, 3, 6)
MONDAY = date(2026, 3, 9)


def spread(
    earliest: list[date], hours: list[float], week: float, executor: str | None = "Olga"
) -> list[date]:
    tasks = pd.DataFrame({"executor": executor, "earliest_on": earliest, "hours": hours})
    return list(spread_due_days(tasks, hours_of_week=pd.Series({"Olga": week})))


def test_a_day_that_is_full_hands_over_to_the_next_working_day() -> None:
    assert spread([FRIDAY] * 3, [4.0, 4.0, 4.0], 40) == [FRIDAY, FRIDAY, MONDAY]


def test_nothing_is_due_on_a_weekend_or_before_its_day() -> None:
    saturday, later = FRIDAY + timedelta(days=1), MONDAY + timedelta(days=3)
    assert spread([saturday, later], [1.0, 1.0], 40) == [MONDAY, later]


def test_where_no_hours_are_told_a_week_takes_all_evenly() -> None:
    days = spread([MONDAY] * 10, [0.0] * 10, float("inf"))
    assert [days.count(MONDAY + timedelta(days=ahead)) for ahead in range(5)] == [2] * 5


def test_tasks_of_nobody_stay_at_their_day() -> None:
    saturday = FRIDAY + timedelta(days=1)
    assert spread([saturday] * 2, [1.0, 1.0], 40, executor=None) == [saturday] * 2


@given(
    tasks=st.lists(st.tuples(st.integers(0, 20), st.floats(0.1, 3)), min_size=1, max_size=30),
    week=st.floats(5, 40),
)
def test_no_day_ends_more_hours_than_it_has_and_what_the_one_before_left_over(
    tasks: list[tuple[int, float]], week: float
) -> None:
    earliest = [FRIDAY + timedelta(days=ahead) for ahead, _ in tasks]
    days = pd.Series(spread(earliest, [hours for _, hours in tasks], week))
    hours = pd.Series([hours for _, hours in tasks])
    assert (days >= pd.Series(earliest)).all()
    assert all(day.weekday() < 5 for day in days)
    assert (hours.groupby(days).sum() <= week / 5 + hours.max() + 1e-6).all()
