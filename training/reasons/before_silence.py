"""Why a silent client left: hazards that do not see the silence, read when the silence began.

Once a client is silent, the silence explains its risk and hides what came before. So do slower rhythm and
smaller checks: they are how a client leaves, not why. So the clients who are overdue or lost have their
reasons from what each cause adds to leaving (`hazards`), on their features of the day on which the next order
was due: the last order day and one own cycle.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Self

import numpy as np
import pandas as pd

from features.catalog import feature, is_category
from features.families import nps
from features.family import Cause
from features.leaving import AT_RISK, RECOVERABLE
from features.signs.evidence import numbers
from training.reasons.causes import ALL, reasons
from training.reasons.hazards import CompetingHazards, FloatArray, Steps
from training.reasons.reason_words import TELLINGS

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
#: And how it answers when it is asked: whatever drives a client away, it recommends us less.
ANSWERS = frozenset(line.name for line in nps.FAMILY.features)
#: Contacts of either side, while who orders less also asks less: passed over where ours are told apart.
EITHER_SIDE = frozenset(
    {
        *("contacts_30", "contacts_90", "contacts_365", "days_since_contact", "contact_pause_ratio"),
        *("usual_contact_pause_days", "longest_contact_pause_365"),
    }
)
OURS = "longest_outbound_pause_365"
#: What holds for a whole branch tells none of its clients from the others.
SHARED = frozenset({"branch_churn_90"})
#: Features are made for a day of every four weeks of the last year, and of every twelve of the two before:
#: each client is read on the nearest.
GRID_DAYS = np.array([*range(0, 13 * 28 + 1, 28), *range(13 * 28 + 84, 13 * 28 + 9 * 84 + 1, 84)])
#: It learns from clients whose next order is about due, if there are so many; else from all at risk.
ABOUT_DUE, LEAST_ROWS, MOST_ROWS = (0.5, 2.0), 500, 40_000
#: Names of features that count days since something; who never had it has no number.
DAYS_SINCE = "days_since_"
#: Want of reward hurts as prices rise (M22): of who had no discount for so long, the rise is read.
LAST_REWARD, PRICE_RISE, UNREWARDED_DAYS = "days_since_discount", "basket_price_rise", 365
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
        Of features that are neither of `SYMPTOMS` nor of `REACTIONS`, `ANSWERS`, `SHARED` or `EITHER_SIDE`.

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
        chosen = due if len(due) >= LEAST_ROWS else at_risk
        passed_over = EITHER_SIDE if OURS in features else frozenset()
        told = [name for name in features if worse_way(name) and name not in passed_over]
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


def worse_way(name: str) -> int:
    """Say which way a feature tells of a cause of leaving: +1 higher, −1 lower is worse, 0 it tells of none.

    Examples
    --------
    >>> [worse_way(name) for name in ("late_share_90", "contacts_90", "overdue_ratio", "nps_last", "branch")]
    [1, -1, 0, 0, 0]
    """
    line = feature(name)
    if line.cause in {*SYMPTOMS, Cause.PROFILE} or name in REACTIONS | ANSWERS | SHARED or is_category(name):
        return 0
    return line.rises or (TELLINGS[name].worse if name in TELLINGS else 0)


def readings(rows: pd.DataFrame, names: Sequence[str]) -> dict[str, FloatArray]:
    """Give how bad each feature's number is, one a client: the higher the worse, NaN says nothing.

    What happened so many days ago counts in own cycles; what ought to happen and never did was forever ago.

    Examples
    --------
    >>> rows = pd.DataFrame({"days_since_complaint": [30.0], "late_share_90": 0.5, "own_cycle_days": 15.0})
    >>> readings(rows, ["days_since_complaint", "late_share_90"])
    {'days_since_complaint': array([-2.]), 'late_share_90': array([0.5])}
    """
    return {name: _reading(rows, name) for name in names}


def _reading(rows: pd.DataFrame, name: str) -> FloatArray:
    values, worse = numbers(rows, name), worse_way(name)
    if not name.startswith(DAYS_SINCE):
        return np.asarray(worse * values)
    if worse > 0:
        values = np.where(np.isnan(values), np.inf, values)
    if name == LAST_REWARD and PRICE_RISE in rows:
        return np.where(values > UNREWARDED_DAYS, numbers(rows, PRICE_RISE), np.nan)
    return np.asarray(worse * values / numbers(rows, "own_cycle_days"))
