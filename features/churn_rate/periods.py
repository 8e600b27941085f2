"""Over which stretches of the calendar churn is told: whole months, quarters and years."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, get_args

from features.errors import UsageError

Every = Literal["month", "quarter", "year"]
#: Calendar months in one period.
MONTHS: dict[str, int] = {"month": 1, "quarter": 3, "year": 12}
#: Periods shown unless asked otherwise.
SHOWN: dict[str, int] = {"month": 24, "quarter": 12, "year": 6}


@dataclass(frozen=True, order=True)
class Period:
    """A stretch of whole calendar months: from the first day on, up to the day before `end`."""

    start: date
    end: date

    @property
    def last_day(self) -> date:
        """The last day that belongs to it."""
        return self.end - timedelta(days=1)

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.end - self.start).days

    @property
    def months(self) -> int:
        """How many calendar months it has."""
        return 12 * (self.end.year - self.start.year) + self.end.month - self.start.month


def month_start(day: date) -> date:
    """Give the first day of a day's month."""
    return day.replace(day=1)


def months_after(first: date, months: int) -> date:
    """Go some months on from (or, if negative, back from) the first day of a month.

    Examples
    --------
    >>> months_after(date(2024, 11, 1), 3), months_after(date(2024, 1, 1), -12)
    (datetime.date(2025, 2, 1), datetime.date(2023, 1, 1))
    """
    number = 12 * first.year + first.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)


def first_month_from(day: date) -> date:
    """Give the first day of a month that is not before a day.

    Examples
    --------
    >>> first_month_from(date(2024, 3, 1)), first_month_from(date(2024, 3, 2))
    (datetime.date(2024, 3, 1), datetime.date(2024, 4, 1))
    """
    return day if day.day == 1 else months_after(month_start(day), 1)


def counted(every: str, last: int | None = None) -> int:
    """Give how many periods are told of.

    Raises
    ------
    UsageError
        If there is no such period, or fewer than one is asked for.

    Examples
    --------
    >>> counted("year"), counted("year", 2)
    (6, 2)
    """
    if every not in get_args(Every):
        raise UsageError(f"--every is {every!r}; churn is told by {', '.join(get_args(Every))}. Choose one.")
    count = SHOWN[every] if last is None else last
    if count < 1:
        raise UsageError(f"--last is {count}; at least one period is told. Write --last 12, say.")
    return count


def periods_of(every: str, *, after: date, until: date, last: int | None = None) -> tuple[Period, ...]:
    """List the whole calendar periods that begin after a day and have ended by another, earliest first.

    Parameters
    ----------
    every : str
        `month`, `quarter` or `year`.
    after : date
        The day of the first order: who began that very day was nobody's client when it began.
    until : date
        The day that must have come for a period to have ended.
    last : int, optional
        How many of the latest are given; default `SHOWN`.

    Raises
    ------
    UsageError
        If there is no such period, or fewer than one is asked for.

    Examples
    --------
    >>> periods_of("quarter", after=date(2024, 1, 1), until=date(2024, 7, 3))
    (Period(start=datetime.date(2024, 4, 1), end=datetime.date(2024, 7, 1)),)
    """
    count, length = counted(every, last), MONTHS[every]
    end = month_start(until)
    end = months_after(end, -((end.month - 1) % length))
    found: list[Period] = []
    while len(found) < count and (start := months_after(end, -length)) > after:
        found.append(Period(start, end))
        end = start
    return tuple(reversed(found))
