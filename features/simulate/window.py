"""Which days are simulated, and what the season does on them."""

import calendar
from dataclasses import dataclass
from datetime import date

import numpy as np

from features.errors import UsageError
from features.simulate.draws import Draws, Flags, Floats, Integers

FIRST_DAY = date(2022, 1, 1)
#: No history reaches further: rows that lie ahead are no events. A longer one begins before `FIRST_DAY`.
LATEST_DAY = date(2025, 12, 31)
MOST_MONTHS = 240
YEAR_DAYS = 365.25
#: A simulated day that never comes.
NEVER = int(np.iinfo(np.int64).max)

#: Day of the year of each industry's peak, and by how much (log share) orders swing around it.
SEASON_PEAK = (105, 150, 240, 260, 330, 20)
SEASON_SWING = (0.10, 0.05, 0.35, 0.25, 0.15, 0.08)
#: Gaps swing by this share of what amounts swing: at the peak clients order more, and more often.
GAP_SWING = 0.5


@dataclass(frozen=True)
class Window:
    """The simulated days; within the simulation a day is a number, 0 for the first one.

    Attributes
    ----------
    first_day, last_day : date
        Both included. They depend on the number of months only: there is no clock here.

    Examples
    --------
    >>> Window.of(months=2)
    Window(first_day=datetime.date(2022, 1, 1), last_day=datetime.date(2022, 2, 28))
    """

    first_day: date
    last_day: date

    @classmethod
    def of(cls, months: int) -> "Window":
        """Give the window of so many whole months.

        Raises
        ------
        UsageError
            If `months` is not from 1 to 240.

        Examples
        --------
        >>> Window.of(months=60)
        Window(first_day=datetime.date(2021, 1, 1), last_day=datetime.date(2025, 12, 31))
        """
        if not 1 <= months <= MOST_MONTHS:
            raise UsageError(
                f"months is {months}; we need a whole number from 1 to {MOST_MONTHS}. Write, say, 36."
            )
        latest = LATEST_DAY.year * 12 + LATEST_DAY.month
        first = min(FIRST_DAY.year * 12, latest - months)
        last_year, last_month = divmod(first + months - 1, 12)
        return cls(
            date(first // 12, first % 12 + 1, 1),
            date(last_year, last_month + 1, calendar.monthrange(last_year, last_month + 1)[1]),
        )

    @property
    def days(self) -> int:
        """Number of simulated days."""
        return (self.last_day - self.first_day).days + 1

    def day_of(self, day: date) -> int:
        """Give the number of a calendar day, negative before the first."""
        return (day - self.first_day).days

    def months(self) -> Integers:
        """Give every calendar month from three before the window to its end, as year × 12 + month − 1."""
        first = self.first_day.year * 12 + self.first_day.month - 1
        return np.arange(first - 3, self.last_day.year * 12 + self.last_day.month, dtype=np.int64)

    def starts(self, months: Integers) -> Integers:
        """Give the first day of each month of `months`."""
        return np.array([self.day_of(date(int(m) // 12, int(m) % 12 + 1, 1)) for m in months], dtype=np.int64)


def season(industry: Integers, day: Integers | Floats) -> Floats:
    """Give the log factor on amounts of an industry on a day; zero on average over a year.

    Examples
    --------
    >>> float(season(np.array([2]), np.array([240]))[0].round(2))
    0.35
    """
    angle = 2 * np.pi * (day - np.take(SEASON_PEAK, industry)) / YEAR_DAYS
    return np.asarray(np.take(SEASON_SWING, industry) * np.cos(angle), dtype=np.float64)


def bad_times(
    draws: Draws, what: str, owners: int, window: Window, *, monthly_share: float, length: int
) -> Flags:
    """Tell for each owner (a product, a branch) and day whether it goes through a bad time.

    Parameters
    ----------
    draws : Draws
        The chance of this company.
    what : str
        Name of the draw.
    owners : int
        How many there are.
    window : Window
        The simulated days.
    monthly_share : float
        Probability that a bad time begins in a given month.
    length : int
        Days that it lasts.

    Returns
    -------
    Flags, shape (owners, days)
    """
    bad = np.zeros((owners, window.days), dtype=np.bool_)
    months, owner = window.months(), np.arange(owners)
    for month, start in zip(months, window.starts(months), strict=True):
        begins = draws.chance(what, monthly_share, owner, int(month))
        on_day = start + draws.whole(f"{what} on", 0, 27, owner, int(month))
        for which in np.flatnonzero(begins):
            bad[which, max(on_day[which], 0) : max(on_day[which] + length, 0)] = True
    return bad


def bad_share(monthly_share: float, length: int) -> float:
    """Give the expected share of days that are bad.

    Examples
    --------
    >>> round(bad_share(0.04, 45), 3)
    0.057
    """
    return -float(np.expm1(-monthly_share * length * 12 / YEAR_DAYS))
