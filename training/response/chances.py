"""With which chance each trial got what it got, and where that chance is too small to tell of a policy."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from training.response.evidence import inputs
from training.response.trees import out_of_fold

#: An arm with a smaller chance has no overlap there: nothing can be told of it.
LEAST_CHANCE = 0.01
#: Recorded chances that are further from who was treated, in standard deviations, are no chances of it.
MOST_DEVIATIONS = 4


@dataclass(frozen=True)
class Chances:
    """The chance of each arm for each trial of one list.

    Attributes
    ----------
    arms : tuple of str
        `""` (left alone) first, then the actions.
    table : ndarray, shape (n, arms)
        Rows sum to 1.
    got : ndarray of int, shape (n,)
        Place in `arms` of what each got.
    recorded : bool
        Whether the chance of being treated was recorded of every row; else it is estimated, too.
    """

    arms: tuple[str, ...]
    table: np.ndarray
    got: np.ndarray
    recorded: bool

    @property
    def overlap(self) -> np.ndarray:
        """Tell where each arm could have been given, and the client left alone, shape (n, arms)."""
        could = self.table >= LEAST_CHANCE
        return np.asarray(could & could[:, :1])


def chances_of(
    evidence: pd.DataFrame, actions: Sequence[str], features: Sequence[str], *, seed: int
) -> Chances:
    """Work out the chance of each arm.

    Where the chance of being treated was recorded of every row, agrees with who was treated, and those left
    alone carry the action that they would have had, P(left alone) is the recorded one, and only which action
    such a client is given is estimated. Else the arm itself is. Estimates are out of fold.

    Parameters
    ----------
    evidence : DataFrame
        Of one list: `training.response.evidence`, rows with one of the actions or the arm `control`.
    actions : sequence of str
    features : sequence of str
    seed : int
    """
    arms = ("", *actions)
    place = evidence["action"].map({name: number for number, name in enumerate(arms)})
    treated = (evidence["arm"] == "treated").to_numpy()
    got = np.where(treated, place.fillna(0), 0).astype("int64")
    given = evidence["propensity"].to_numpy(dtype="float64")
    known = bool(((given > 0) & (given < 1)).all() and place.notna().all()) if len(evidence) else False
    recorded = known and fits(given, treated)
    X, folds = inputs(evidence, features), evidence["fold"].to_numpy()
    if recorded:
        which = _shares(X, place.to_numpy(dtype="int64") - 1, folds, len(actions), seed=seed)
        table = np.column_stack([1 - given, given[:, None] * which])
    else:
        table = _shares(X, got, folds, len(arms), seed=seed)
    return Chances(arms, table, got, recorded)


def fits(given: np.ndarray, treated: np.ndarray) -> bool:
    """Tell whether recorded chances agree with who was treated.

    A plan records the chance of what it gives to those on its list, and those held out have another record:
    then the record itself tells the arm, and is no chance between the two.

    Examples
    --------
    >>> fits(np.full(1000, 0.9), np.arange(1000) % 10 > 0)
    True
    >>> fits(np.repeat([0.98, 0.9], [900, 100]), np.arange(1000) < 900)
    False
    """
    groups = pd.DataFrame({"given": given, "treated": treated}).groupby(np.round(given, 1))
    for _, rows in groups:
        foreseen = rows["given"].sum()
        spread = float(np.sqrt((rows["given"] * (1 - rows["given"])).sum()))
        if abs(rows["treated"].sum() - foreseen) > MOST_DEVIATIONS * spread + 1:
            return False
    return True


def _shares(known: np.ndarray, had: np.ndarray, folds: np.ndarray, classes: int, *, seed: int) -> np.ndarray:
    """Estimate the chance of each class, shape (n, classes); a class nobody has gets 0."""
    present = np.unique(had)
    table = np.zeros((len(had), classes))
    if len(present) < 2:
        table[:, present] = 1.0
        return table
    table[:, present] = out_of_fold(known, np.searchsorted(present, had), folds, seed=seed)
    return table
