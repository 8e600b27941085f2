"""Does a feature know the future? One that alone tells who left, far above all others, most likely does."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.stats import rankdata

from features.catalog import is_category
from features.errors import GateError
from training.models.boosting import Boosted
from training.models.levels import Levels

#: A feature this good by itself is looked at.
SUSPICIOUS_AUC = 0.9
#: So many times nearer to perfect than the next one it has to be.
TIMES_NEARER = 2.5
#: Its share of a small model's gain.
SUSPICIOUS_GAIN = 0.5
#: More features than these do not stand out together.
MOST_TOGETHER = 5
MOST_ROWS = 50_000


@dataclass(frozen=True)
class Leak:
    """A feature that stands out.

    Attributes
    ----------
    feature : str
    auc : float
        Of the feature alone, in [0.5, 1].
    next_auc : float
        Of the best feature that does not stand out.
    gain : float
        The share of a small model's gain that the features that stand out have together.
    """

    feature: str
    auc: float
    next_auc: float
    gain: float


def leaks(rows: pd.DataFrame, features: Sequence[str], *, seed: int) -> list[Leak]:
    """Find features that tell who left far better than all others.

    Parameters
    ----------
    rows : DataFrame
        Labelled rows: the features, ``left`` (0/1), ``weight``, ``as_of_day``.
    features : sequence of str
        Numbers and categories.
    seed : int

    Returns
    -------
    list of Leak
        Best first; mostly empty.
    """
    if rows["left"].nunique() < 2 or len(features) < 2:
        return []
    some = rows if len(rows) <= MOST_ROWS else rows.sample(MOST_ROWS, random_state=seed).sort_index()
    aucs = pd.Series({name: _auc(_ranked(some, name), some["left"]) for name in features})
    aucs = aucs.sort_values(ascending=False)
    short = 1 - aucs.to_numpy()
    for count in range(min(MOST_TOGETHER, len(aucs) - 1), 0, -1):
        stands_out = short[count] >= TIMES_NEARER * max(short[count - 1], 1e-6)
        if aucs.iloc[count - 1] >= SUSPICIOUS_AUC and stands_out:
            names = list(aucs.index[:count])
            gain = float(Boosted.fit(some, features, seed=seed).importance()[names].sum())
            if gain >= SUSPICIOUS_GAIN:
                return [Leak(name, float(aucs[name]), float(aucs.iloc[count]), gain) for name in names]
    return []


def refuse_leaks(
    rows: pd.DataFrame, features: Sequence[str], *, trusted: Collection[str] = (), seed: int
) -> None:
    """Stop before training where a feature seems to know the future.

    Parameters
    ----------
    rows, features, seed
        See `leaks`.
    trusted : collection of str
        Features that somebody has looked at and vouches for.

    Raises
    ------
    GateError
        Naming the features.
    """
    found = [leak for leak in leaks(rows, features, seed=seed) if leak.feature not in trusted]
    if not found:
        return
    named = ", ".join(f"{leak.feature} (AUC {leak.auc:.3f})" for leak in found)
    flags = " ".join(f"--trust {leak.feature}" for leak in found)
    raise GateError(
        f"Before training: {named} alone tells who left, while the next best feature has AUC"
        f" {found[0].next_auc:.3f}. A feature that good most likely knows the future: look at what it is made"
        f" of and at its known_at. If it is right, say so: winback train {flags}."
    )


def _ranked(rows: pd.DataFrame, name: str) -> pd.Series:
    """Give a feature as numbers: a category's values by the share that left among those who hold them."""
    if not is_category(name):
        return rows[name]
    codes = pd.Series(Levels.of(rows, [name]).codes(rows, name), index=rows.index)
    return codes.map(rows["left"].groupby(codes).mean())


def _auc(values: pd.Series, left: pd.Series) -> float:
    """Give the AUC of a feature alone, whichever way it points; being missing may tell as much."""
    numbers, leavers = values.to_numpy(dtype="float64"), left.to_numpy() == 1
    missing = np.isnan(numbers)
    if missing.all():
        return 0.5
    by_missing = 0.5 + (missing[leavers].mean() - missing[~leavers].mean()) / 2
    ranks = rankdata(np.where(missing, np.nanmedian(numbers), numbers))
    below = ranks[leavers].sum() - leavers.sum() * (leavers.sum() + 1) / 2
    by_value = below / (leavers.sum() * (~leavers).sum())
    return float(max(by_missing, 1 - by_missing, by_value, 1 - by_value))
