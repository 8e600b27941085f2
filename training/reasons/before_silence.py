"""Why a silent client left: a model that does not see the silence, read when the silence began.

Once a client is silent, the silence explains its risk and hides what came before. So do slower rhythm and
smaller checks: they are how a client leaves, not why. So the clients who are overdue or lost have their
reasons from a model without these, on their features of the day on which the next order was due: the last
order day and one own cycle.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

import numpy as np
import pandas as pd

from features.catalog import feature
from features.errors import DamagedError
from features.family import Cause
from features.leaving import AT_RISK, RECOVERABLE
from training.models.boosting import Boosted, Recipe, booster_of
from training.models.inputs import Inputs
from training.reasons.causes import ALL, reasons

SILENT = ("overdue", *RECOVERABLE)
#: What shows that a client leaves, and hides why.
SYMPTOMS = frozenset({Cause.SILENCE, Cause.RHYTHM, Cause.SPEND})
#: So does what the client did when we called, though its cause is attention: who leaves does not answer.
REACTIONS = frozenset(
    {
        *("fruitless_contacts", "days_fruitless", "refusals_90", "fruitful_share_365"),
        *("client_started_share_365", "days_since_inbound_contact", "days_since_informative_contact"),
        *("cadence_ratio", "cadence_kept_share"),
    }
)
#: What holds for a whole branch tells none of its clients from the others.
SHARED = frozenset({"branch_churn_90"})
#: Features are made for a day of every four weeks of the last year, and of every twelve of the two before:
#: each client is read on the nearest.
GRID_DAYS = np.array([*range(0, 13 * 28 + 1, 28), *range(13 * 28 + 84, 13 * 28 + 9 * 84 + 1, 84)])
#: It learns from clients whose next order is about due, if there are so many; else from all at risk.
ABOUT_DUE, LEAST_ROWS = (0.5, 2.0), 500
MOST_FOR_MEANS = 10_000
HEAD, TREES = "before_silence.json", "before_silence.txt"


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
    """The model, and what its features contribute on average.

    Attributes
    ----------
    model : Boosted
        Of leaving, without the features of `SYMPTOMS`, `REACTIONS` and `SHARED`.
    means : mapping of str to float
        Feature → mean contribution over the clients it learned from, raw log-odds.

    References
    ----------
    M21–M28.
    """

    model: Boosted
    means: Mapping[str, float]

    @classmethod
    def fit(cls, rows: pd.DataFrame, features: tuple[str, ...], *, seed: int) -> Self | None:
        """Fit on labelled rows of clients at risk; None where they all left or all stayed.

        Parameters
        ----------
        rows : DataFrame
            Labelled rows of snapshots, with ``status, overdue_ratio, left``.
        features : tuple of str
            The feature table's; `SYMPTOMS`, `REACTIONS` and `SHARED` are passed over.
        seed : int
        """
        at_risk = rows[rows["status"].isin(AT_RISK)]
        due = at_risk[at_risk["overdue_ratio"].between(*ABOUT_DUE)]
        chosen = due if len(due) >= LEAST_ROWS else at_risk
        if chosen["left"].nunique() < 2:
            return None
        seen = tuple(
            name
            for name in features
            if feature(name).cause not in SYMPTOMS and name not in REACTIONS | SHARED
        )
        model = Boosted.fit(chosen, seen, seed=seed, recipe=Recipe(monotone=True))
        every = -(-len(chosen) // MOST_FOR_MEANS)  # contributions are dear, and a mean needs few
        means = model.contributions(chosen.iloc[::every]).mean(axis=0)
        return cls(model, dict(zip(seen, means.tolist(), strict=True)))

    def reasons(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Find reasons on the rows of the days that `due_days` gave; see `causes.reasons`."""
        contributions = pd.DataFrame(
            self.model.contributions(rows), index=rows.index, columns=list(self.model.features)
        )
        return reasons(contributions, rows, pd.DataFrame([self.means], index=[ALL]))

    def to_files(self) -> dict[str, bytes]:
        """Give the model as LightGBM's text and JSON."""
        head = {"features": list(self.model.features), "means": dict(self.means)}
        return {
            HEAD: json.dumps(head, sort_keys=True, indent=1).encode(),
            TREES: self.model.to_text().encode(),
        }

    @classmethod
    def from_files(cls, files: Mapping[str, bytes]) -> Self | None:
        """Read back what `to_files` gave, verified before; None where there is no such model.

        Raises
        ------
        DamagedError
            If one of its files is missing.
        """
        if HEAD not in files and TREES not in files:
            return None
        if HEAD not in files or TREES not in files:
            raise DamagedError(f"The bundle needs both {HEAD} and {TREES}. Publish it again.")
        head = json.loads(files[HEAD])
        names = tuple(head["features"])
        trees = booster_of(files[TREES].decode(), names)
        return cls(Boosted(Inputs(names), trees), head["means"])
