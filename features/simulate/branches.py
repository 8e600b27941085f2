"""How the eight branches of the invented company do: late deliveries, and how busy competitors are."""

from dataclasses import dataclass

import numpy as np

from features.simulate.draws import Draws, Floats
from features.simulate.window import Window, bad_times

#: Share of clients of each branch, and of each of its five managers.
BRANCH_WEIGHTS = (0.26, 0.18, 0.14, 0.12, 0.10, 0.08, 0.07, 0.05)
MANAGER_WEIGHTS = (0.32, 0.25, 0.19, 0.14, 0.10)

#: Bad roads, a lost carrier: such a time begins in this share of months and lasts so long.
LATE_MONTHLY, LATE_DAYS = 0.06, 60
LATE_IN_TIME, LATE_SHARE = 0.40, 0.05
#: Calls of competitors to a client in a year; spread of its logarithm between branches and years.
RIVAL_CALLS_A_YEAR, RIVAL_SPREAD = 6.0, 0.4


@dataclass(frozen=True)
class Branches:
    """What happens at each branch on each day.

    Attributes
    ----------
    late : Floats, shape (branches, days)
        Probability that a delivery is late.
    rivals : Floats, shape (branches, years)
        Calls of competitors a year to a client of average attraction, by year from the window's first day on.
    """

    late: Floats
    rivals: Floats

    @classmethod
    def of(cls, draws: Draws, window: Window) -> "Branches":
        """Work out every day of the window."""
        branch = np.arange(len(BRANCH_WEIGHTS))
        bad = bad_times(draws, "late time", branch.size, window, monthly_share=LATE_MONTHLY, length=LATE_DAYS)
        trouble = np.exp(0.25 * draws.normal("branch trouble", branch))[:, None]
        years = [
            np.exp(RIVAL_SPREAD * draws.normal("rivals", branch, window.first_day.year + ahead))
            for ahead in range(-(-window.days // 365))
        ]
        return cls(
            late=np.minimum(np.where(bad, LATE_IN_TIME, LATE_SHARE) * trouble, 0.9),
            rivals=RIVAL_CALLS_A_YEAR * np.stack(years, axis=1),
        )
