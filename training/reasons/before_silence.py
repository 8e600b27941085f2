"""Why a silent client left: hazards that do not see the silence, read when the silence began.

Once a client is silent, the silence explains its risk and hides what came before. So do slower rhythm and
smaller checks: they are how a client leaves, not why. So the clients who are overdue or lost have their
reasons from what each cause adds to leaving (`hazards`), on their features of the day on which the next order
was due: the last order day and one own cycle.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Self

import numpy as np
import pandas as pd

from features.catalog import feature, is_category
from features.family import Cause
from features.leaving import AT_RISK, RECOVERABLE
from features.signs.evidence import numbers
from training.reasons.causes import ALL, reasons
from training.reasons.hazards import CompetingHazards, Steps
from training.reasons.readings import readings, telling_causes

SILENT = ("overdue", *RECOVERABLE)
#: Features are made for a day of every four weeks of the last year, and of every twelve of the two before:
#: each client is read on the nearest.
GRID_DAYS = np.array([*range(0, 13 * 28 + 1, 28), *range(13 * 28 + 84, 13 * 28 + 9 * 84 + 1, 84)])
#: It learns from clients whose next order is about due, if there are so many; else from all at risk.
ABOUT_DUE, LEAST_DUE_ROWS, MOST_ROWS = (0.5, 2.0), 500, 40_000
#: A cause is told from this share of all that the causes add: one in twenty such leavers leaves for it.
LEAST_SHARE = 0.05
FILE = "causes_before_silence.json"


def due_days(rows: pd.DataFrame, as_of: date) -> pd.Series:
    """Give the day on which each silent client is read.

    Parameters
    ----------
    rows : DataFrame
        The feature table of `as_of`: ``status, days_since_order, own_cycle_days``.
    as_of : date

    Returns
    -------
    Series of date or None, indexed as `rows`
        The day of the grid that is nearest to last order day + own cycle; None for a client who is not
        silent, and for one whose next order was due before the grid begins.

    Examples
    --------
    >>> rows = pd.DataFrame({"status": ["lost", "active"], "days_since_order": 60.0, "own_cycle_days": 30.0})
    >>> due_days(rows, date(2026, 3, 2)).tolist()
    [datetime.date(2026, 2, 2), None]
    """
    ago = (rows["days_since_order"] - rows["own_cycle_days"].round()).clip(lower=0).to_numpy(dtype="float64")
    between = (GRID_DAYS[:-1] + GRID_DAYS[1:]) / 2
    reaches_back = GRID_DAYS[-1] + (GRID_DAYS[-1] - GRID_DAYS[-2]) / 2
    silent = rows["status"].isin(SILENT).to_numpy() & (ago < reaches_back)
    nearest = GRID_DAYS[np.searchsorted(between, ago, side="right")]
    days = [
        as_of - timedelta(days=int(back)) if known else None
        for back, known in zip(nearest, silent, strict=True)
    ]
    return pd.Series(days, index=rows.index, dtype="object")


@dataclass(frozen=True)
class BeforeSilence:
    """The hazards of leaving that the causes add, each from features of its own.

    Attributes
    ----------
    hazards : CompetingHazards
        Of features that `readings.telling_causes` chose.

    References
    ----------
    M21–M28.
    """

    hazards: CompetingHazards

    @classmethod
    def fit(cls, rows: pd.DataFrame, features: tuple[str, ...]) -> Self | None:
        """Fit on labelled rows of clients at risk; None where all left, all stayed, or no cause is seen.

        Parameters
        ----------
        rows : DataFrame
            Labelled rows of snapshots, with ``status, overdue_ratio, left, weight``.
        features : tuple of str
            The feature table's; those that tell no cause are passed over.
        """
        at_risk = rows[rows["status"].isin(AT_RISK)]
        due = at_risk[at_risk["overdue_ratio"].between(*ABOUT_DUE)]
        chosen = due if len(due) >= LEAST_DUE_ROWS else at_risk
        told = telling_causes(features)
        if chosen["left"].nunique() < 2 or not told:
            return None
        chosen = chosen.iloc[:: -(-len(chosen) // MOST_ROWS)]
        standing = [
            name for name in features if feature(name).cause is Cause.PROFILE and not is_category(name)
        ]
        hazards = CompetingHazards.fit(
            readings(chosen, told),
            {name: numbers(chosen, name) for name in standing},
            chosen["left"].to_numpy(dtype="float64"),
            chosen["weight"].to_numpy(dtype="float64"),
        )
        return cls(hazards)

    def reasons(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Find reasons on the rows of the days that `due_days` gave; see `causes.reasons`.

        Who is not silent is read on the rows of today: nothing hides the causes yet.

        ``pull_n`` is what the cause adds to the probability of leaving; causes of less than `LEAST_SHARE` of
        what all of them add are not told.
        """
        names = list(self.hazards.steps)
        added = pd.DataFrame(self.hazards.of(readings(rows, names)), index=rows.index, columns=names)
        by_cause = added.T.groupby([feature(name).cause.value for name in names]).transform("sum").T
        told = added.where(by_cause.ge(LEAST_SHARE * added.sum(axis=1), axis=0), 0.0)
        return reasons(told, rows, pd.DataFrame(0.0, index=[ALL], columns=names))

    def to_files(self) -> dict[str, bytes]:
        """Give the hazards as JSON."""
        steps = {name: asdict(steps) for name, steps in self.hazards.steps.items()}
        return {FILE: json.dumps(steps, indent=1).encode()}

    @classmethod
    def from_files(cls, files: Mapping[str, bytes]) -> Self | None:
        """Read back what `to_files` gave, verified before; None where there is no such model."""
        if FILE not in files:
            return None
        steps = json.loads(files[FILE]).items()
        return cls(
            CompetingHazards(
                {name: Steps(tuple(told["levels"]), tuple(told["hazards"])) for name, told in steps}
            )
        )
