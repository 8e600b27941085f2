"""On which day each task falls due, so that no executor's day holds more hours than it has."""

from datetime import date

import numpy as np
import pandas as pd

WORKING_DAYS = 5
#: Where no hours are told, an executor's tasks are spread evenly over one working week.
LEAST_HOURS = 1e-6


def spread_due_days(tasks: pd.DataFrame, *, hours_of_week: pd.Series) -> pd.Series:
    """Spread each executor's tasks over working days, best first, none before its earliest day.

    Parameters
    ----------
    tasks : DataFrame
        ``executor`` (missing: nobody's week is known), ``earliest_on`` (date), ``hours`` (≥ 0), best first.
    hours_of_week : Series
        By executor, hours of one working week; infinite where they are not told.

    Returns
    -------
    Series of date
        On the index of `tasks`: a working day, Monday to Friday, except for tasks of nobody, which stay at
        their earliest day. A day holds a fifth of the week's hours; what is begun may end on the next.

    Examples
    --------
    >>> monday = date(2026, 3, 2)
    >>> tasks = pd.DataFrame({"executor": "Olga", "earliest_on": monday, "hours": [1.0] * 4})
    >>> days = spread_due_days(tasks, hours_of_week=pd.Series({"Olga": 10.0}))
    >>> [day.strftime("%a") for day in days]
    ['Mon', 'Mon', 'Tue', 'Tue']
    """
    due = tasks["earliest_on"].copy()
    for executor, mine in tasks[tasks["executor"].notna()].groupby("executor", sort=True):
        hours = mine["hours"].to_numpy(dtype="float64")
        week = float(hours_of_week.get(executor, np.inf))
        if not np.isfinite(week):
            # By count: a task of no hours takes its place in the day, too.
            hours, week = np.ones(len(mine)), float(len(mine))
        day_hours = max(week / WORKING_DAYS, LEAST_HOURS)
        earliest = np.array([_working_day(day) for day in mine["earliest_on"]])
        order = np.lexsort((np.arange(len(mine)), earliest))
        opens, takes = earliest[order] * day_hours, hours[order]
        done = np.cumsum(takes)
        ends = done + np.maximum.accumulate(opens - (done - takes))
        day = np.maximum(np.ceil(ends / day_hours - 1e-9).astype("int64") - 1, earliest[order])
        due.loc[mine.index[order]] = [_date_of(int(one)) for one in day]
    return due


def _working_day(day: date) -> int:
    """Count a day in working days; Saturday and Sunday count as the Monday after."""
    week, weekday = divmod(day.toordinal() - 1, 7)
    return week * WORKING_DAYS + weekday if weekday < WORKING_DAYS else (week + 1) * WORKING_DAYS


def _date_of(working_day: int) -> date:
    week, weekday = divmod(working_day, WORKING_DAYS)
    return date.fromordinal(week * 7 + weekday + 1)
