"""Does a feature know the future? One that alone tells who left, far above all others, most likely does.

So does one of which a value is held by leavers only, or by stayers only. Both are asked of each group of
clients: among all of them the lost, who are easily told, hide what is known of those at risk.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

import numpy as np
import pandas as pd
from scipy.stats import rankdata

from features.catalog import is_category
from features.errors import GateError, UsageError
from features.leaving import GROUPS
from training.models.boosting import Boosted, Recipe
from training.models.levels import Levels

#: A feature this good by itself is looked at.
SUSPICIOUS_AUC = 0.9
#: So many times nearer to perfect than the next one it has to be.
TIMES_NEARER = 2.5
#: Its share of a small model's gain. Each tree sees every feature: how many others there are dilutes nothing.
SUSPICIOUS_GAIN, SEES_ALL = 0.5, Recipe(tuned={"feature_fraction": 1.0})
#: More features than these do not stand out together.
MOST_TOGETHER = 5
MOST_ROWS = 50_000
#: Leavers, and stayers, from which a group is asked.
FEWEST_OF_A_CLASS = 50
#: Rows of a value that may have another outcome than its others; so many times more must have it elsewhere.
FEW_OTHERS, TIMES_FEWER = 0.005, 10
#: Chance that as many clients of the group as hold the value had one outcome only.
BY_CHANCE = 1e-6


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


@dataclass(frozen=True)
class TellingValue:
    """A category's value that leavers alone hold, or stayers alone.

    Attributes
    ----------
    feature : str
    value : str
    group : str
        Of clients: ``at_risk`` or ``recoverable``.
    holders : int
        Clients.
    left : bool
        Whether they left.
    usual : float
        The share of that outcome in the whole group.
    """

    feature: str
    value: str
    group: str
    holders: int
    left: bool
    usual: float


def leaks(rows: pd.DataFrame, features: Sequence[str], *, seed: int) -> list[Leak]:
    """Find features that tell who left far better than all others.

    Parameters
    ----------
    rows : DataFrame
        Labelled rows: the features, ``status``, ``client_id``, ``left`` (0/1), ``weight``, ``as_of_day``.
    features : sequence of str
        Numbers and categories.
    seed : int

    Returns
    -------
    list of Leak
        Best first, of all clients or else of the first group in which any stands out; mostly empty.
    """
    found = (_outstanding(part, features, seed=seed) for part in (rows, *groups_of(rows).values()))
    return next((some for some in found if some), [])


def telling_values(rows: pd.DataFrame, features: Sequence[str]) -> list[TellingValue]:
    """Find categories' values that leavers alone hold, or stayers alone, and not by chance.

    Parameters
    ----------
    rows, features
        As in `leaks`.
    """
    categories = [name for name in features if is_category(name)]
    return [
        value
        for group, part in groups_of(rows).items()
        for name in categories
        for value in _telling(part, name, group)
    ]


def groups_of(rows: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Give the rows of each group of which enough left and stayed."""
    parts = {name: rows[rows["status"].isin(held)] for name, held in GROUPS.items()}
    return {
        name: part
        for name, part in parts.items()
        if min(part["left"].sum(), (1 - part["left"]).sum()) >= FEWEST_OF_A_CLASS
    }


def _telling(rows: pd.DataFrame, name: str, group: str) -> Iterator[TellingValue]:
    levels = Levels.of(rows, [name])
    values = (*levels.known[name], "(rare values)")
    everyones = float(rows["left"].mean())
    codes = levels.codes(rows, name)
    for code in np.unique(codes[~np.isnan(codes)]):
        part = rows[codes == code]
        share = float(part["left"].mean())
        left = share > everyones
        others, usual = (1 - share, everyones) if left else (share, 1 - everyones)
        holders = int(part["client_id"].nunique())
        few = others <= FEW_OTHERS and others * TIMES_FEWER <= 1 - usual
        if few and usual**holders <= BY_CHANCE:
            yield TellingValue(name, values[int(code)], group, holders, left, usual)


def _outstanding(rows: pd.DataFrame, features: Sequence[str], *, seed: int) -> list[Leak]:
    if rows["left"].nunique() < 2 or len(features) < 2:
        return []
    some = rows if len(rows) <= MOST_ROWS else rows.sample(MOST_ROWS, random_state=seed).sort_index()
    aucs = pd.Series({name: ranked_auc(some, name) for name in features})
    aucs = aucs.sort_values(ascending=False)
    short = 1 - aucs.to_numpy()
    for count in range(min(MOST_TOGETHER, len(aucs) - 1), 0, -1):
        stands_out = short[count] >= TIMES_NEARER * max(short[count - 1], 1e-6)
        if aucs.iloc[count - 1] >= SUSPICIOUS_AUC and stands_out:
            names = list(aucs.index[:count])
            model = Boosted.fit(some, features, seed=seed, recipe=SEES_ALL)
            gain = float(model.importance()[names].sum())
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
    UsageError
        If one that is trusted is no feature.
    """
    _refuse_unknown(trusted, features)
    asked = [name for name in features if name not in trusted]
    found, values = leaks(rows, asked, seed=seed), telling_values(rows, asked)
    if not found and not values:
        return
    said = [_told(value) for value in values]
    if found:
        named = ", ".join(f"{leak.feature} (AUC {leak.auc:.3f})" for leak in found)
        next_auc = f"{found[0].next_auc:.3f}"
        said.insert(0, f"{named} alone tells who left, while the next best feature has AUC {next_auc}.")
    named_once = dict.fromkeys([leak.feature for leak in found] + [value.feature for value in values])
    flags = " ".join(f"--trust {name}" for name in named_once)
    raise GateError(
        f"Before training: {' '.join(said)} A feature that good most likely knows the future: look at what it"
        f" is made of and at its known_at. If it is right, say so: winback train {flags}."
    )


def _told(value: TellingValue) -> str:
    clients = {"at_risk": "clients at risk", "recoverable": "lost clients"}[value.group]
    ended = "left" if value.left else "stayed"
    return (
        f"{value.feature} = {value.value}: practically all {value.holders} {clients} who hold it {ended},"
        f" of all {clients} {value.usual:.0%}."
    )


def _refuse_unknown(trusted: Collection[str], features: Sequence[str]) -> None:
    unknown = [name for name in trusted if name not in features]
    if not unknown:
        return
    near = get_close_matches(unknown[0], features, n=3, cutoff=0.5)
    hint = f"nearest are {', '.join(near)}" if near else "`winback features --catalog` lists them"
    raise UsageError(
        f"--trust {unknown[0]}: no feature of this training is called so; {hint}. Give a feature's own name."
    )


def ranked_auc(rows: pd.DataFrame, name: str) -> float:
    """Give the AUC of a feature alone; a category's values stand in the order of those who left."""
    return _auc(_ranked(rows, name), rows["left"])


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
