"""What moves all clients of the invented company alike: its calendar, the seasons and its price rises."""

import calendar
from dataclasses import dataclass
from datetime import date

import numpy as np

from features.errors import UsageError
from features.simulate.draws import Floats, Integers

FIRST_DAY = date(2022, 1, 1)
MOST_MONTHS = 240

#: Prices rise by this share on each of these days (month, day) of a year.
PRICE_RISE = 0.04
PRICE_RISE_DAYS = ((2, 1), (9, 1))
#: For so many days after a rise, clients who mind prices look around more than otherwise.
RISE_IS_FELT_DAYS = 90

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
        """
        if not 1 <= months <= MOST_MONTHS:
            raise UsageError(
                f"months is {months}; we need a whole number from 1 to {MOST_MONTHS}. Write, say, 36."
            )
        year, month = divmod(months - 1, 12)
        year += FIRST_DAY.year
        return cls(FIRST_DAY, date(year, month + 1, calendar.monthrange(year, month + 1)[1]))

    @property
    def days(self) -> int:
        """Number of simulated days."""
        return (self.last_day - self.first_day).days + 1


def season(industry: Integers, day: Integers | Floats) -> Floats:
    """Give the log factor on amounts of an industry on a day; zero on average over a year.

    Examples
    --------
    >>> float(season(np.array([2]), np.array([240]))[0].round(2))
    0.35
    """
    angle = 2 * np.pi * (day - np.take(SEASON_PEAK, industry)) / 365.25
    return np.asarray(np.take(SEASON_SWING, industry) * np.cos(angle), dtype=np.float64)


@dataclass(frozen=True)
class Prices:
    """The company's price level by day.

    Attributes
    ----------
    index : Floats
        Price level of each simulated day, 1 on the first.
    felt : Floats
        1 on days when the last rise is still felt, 0 otherwise.
    """

    index: Floats
    felt: Floats

    @classmethod
    def of(cls, window: Window) -> "Prices":
        """Work out the price level of every day of the window.

        Examples
        --------
        >>> prices = Prices.of(Window.of(months=12))
        >>> float(prices.index[0]), float(prices.index[-1].round(4))
        (1.0, 1.0816)
        """
        index = np.ones(window.days)
        felt = np.zeros(window.days)
        for year in range(window.first_day.year, window.last_day.year + 1):
            for month, day in PRICE_RISE_DAYS:
                rise = (date(year, month, day) - window.first_day).days
                index[rise:] *= 1 + PRICE_RISE
                felt[rise : rise + RISE_IS_FELT_DAYS] = 1.0
        return cls(index, felt)
