"""Rolling origins: the test days on which models are judged, each with the rows that end before it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from features.arithmetic import number_of
from features.errors import GateError
from features.settings import Settings
from training.past.snapshots import Snapshots, usable

#: Test days stand at least so far apart: nearer ones would judge the same days twice.
ORIGINS_APART_DAYS = 28
#: One as-of day alone cannot show what of it was that day's.
FEWEST_TRAINING_DAYS = 2


@dataclass(frozen=True)
class Origin:
    """One test day: the rows to learn from end before it.

    Attributes
    ----------
    test_day : date
    train, test : ndarray of bool
        Masks over `Snapshots.rows`; every horizon in `train` ends on or before the test day.
    """

    test_day: date
    train: np.ndarray
    test: np.ndarray


def rolling_origins(snapshots: Snapshots, settings: Settings) -> list[Origin]:
    """Choose the latest test days that the history allows, each with the rows that end before it.

    A test day counts only where every horizon from it has ended, and both sides have enough clients, leavers
    and stayers.

    Parameters
    ----------
    snapshots : Snapshots
    settings : Settings

    Raises
    ------
    GateError
        If not one test day fits.
    """
    rows, training = snapshots.rows, settings.training
    fit = usable(rows)
    known = number_of(snapshots.known_at)
    origins: list[Origin] = []
    for day in sorted(rows["as_of_day"].unique(), reverse=True):
        here = rows["as_of_day"] == day
        too_near = origins and number_of(origins[-1].test_day) - day < ORIGINS_APART_DAYS
        if too_near or len(origins) == training.origins or (rows.loc[here, "ends_day"] > known).any():
            continue
        train = snapshots.teaching & (rows["ends_day"] <= day)
        test = fit & here
        seen = rows["as_of_day"][train].nunique()
        if (
            seen >= FEWEST_TRAINING_DAYS
            and _enough(rows["left"][train], settings)
            and _enough(rows["left"][test], settings)
        ):
            origins.append(Origin(rows.loc[here, "as_of"].iloc[0], train.to_numpy(), test.to_numpy()))
    if not origins:
        raise GateError(
            f"There is too little history to judge a model: no as-of day has {training.minimum_clients} "
            f"clients and {training.minimum_left} leavers and stayers on it and before it. {_fullest(rows)} "
            f"{_what_helps(rows, settings)} `winback signs` needs no model."
        )
    return origins[::-1]


def earlier_origins(
    snapshots: Snapshots, origins: Sequence[Origin], settings: Settings, *, count: int
) -> list[Origin]:
    """Choose the latest test days before the judged ones, at most `count`; none where the history has none.

    What is settled on them has seen nothing of the judged days.
    """
    more = settings.training.model_copy(update={"origins": len(origins) + count})
    found = rolling_origins(snapshots, settings.model_copy(update={"training": more}))
    return [origin for origin in found if origin.test_day < origins[0].test_day][-count:]


def _what_helps(rows: pd.DataFrame, settings: Settings) -> str:
    """Say what to do about too few labels: no setting helps where no two clients fared differently."""
    known = rows[usable(rows)]
    left = known["left"]
    if len(left) and left.nunique() == 1:
        return f"{'Everybody' if left.iloc[0] else 'Nobody'} left, so there is nothing to tell apart."
    if any(_enough(day, settings) for _, day in known.groupby("as_of")["left"]):
        return (
            "That is enough to be judged on; what lacks are days to learn from, whose horizons had ended by"
            " then. Load more history, or shorten [churn] max_days."
        )
    return (
        "Load more history, or lower [training] minimum_clients and minimum_left,"
        " or shorten [churn] max_days."
    )


def _fullest(rows: pd.DataFrame) -> str:
    """Say of the day with the most labels how many they are, and how many left."""
    days = rows[usable(rows)].groupby("as_of", sort=True)["left"].agg(["size", "sum"])
    if days.empty:
        return "On none has a horizon ended."
    fullest = days.loc[[days["size"].idxmax()]]
    ((day, clients, left),) = fullest.astype("int64").itertuples(name=None)
    return f"The fullest, {day}, has {clients} clients whose horizon has ended, of whom {left} left."


def _enough(labels: pd.Series, settings: Settings) -> bool:
    leavers = labels.sum()
    fewest = min(leavers, len(labels) - leavers)
    return len(labels) >= settings.training.minimum_clients and fewest >= settings.training.minimum_left
