"""Clients that are alike in all values and uses: how many are of each kind, and who of them is chosen."""

from dataclasses import dataclass
from typing import Self

import numpy as np

from serving.planning.limits import FloatArray, IntArray, Pairs

NONE = -1


def earliest_of_equals(pairs: Pairs, chosen: IntArray) -> IntArray:
    """Among clients who are alike in all values and uses, give the better choices to the earlier ones."""
    group = pairs.alike
    count = np.bincount(group)
    owners = np.flatnonzero(count[group] > 1)
    if not len(owners):
        return chosen
    group = group[owners]
    worth = np.where(chosen[owners] >= 0, pairs.value[chosen[owners]], 0.0)
    wanted = np.where(chosen[owners] >= 0, pairs.action[chosen[owners]], NONE)
    receivers = np.lexsort((owners, group))
    givers = np.lexsort((owners, wanted, -worth, group))
    width = int(pairs.action.max()) + 1
    pair_at = np.full((pairs.owners, width + 1), NONE, dtype=np.int64)  # the last column is "no action"
    pair_at[pairs.owner, pairs.action] = np.arange(len(pairs.value))
    result = chosen.copy()
    result[owners[receivers]] = pair_at[owners[receivers], wanted[givers]]
    return result


@dataclass(frozen=True)
class Kinds:
    """The kinds of clients, where there are few: clients of one kind are alike in all values and uses.

    Attributes
    ----------
    pairs : Pairs
        Those of one client of each kind, the first.
    clients : ndarray of float, shape (kinds,)
        How many there are of each.
    kind, turn : ndarray of int, shape (owners,)
        Each owner's kind, and how many of it come before.
    """

    pairs: Pairs
    clients: FloatArray
    kind: IntArray
    turn: IntArray

    @classmethod
    def of(cls, pairs: Pairs, most: int) -> Self | None:
        """Tell the kinds; None where they have more than so many pairs."""
        order = np.argsort(pairs.alike, kind="stable")
        counts = np.bincount(pairs.alike)
        begins = np.cumsum(counts) - counts
        is_first = np.zeros(pairs.owners, dtype=bool)
        is_first[order[begins]] = True
        if is_first[pairs.owner].sum() > most:
            return None
        # Kinds are counted as their first clients come, so that they stand as in `only`.
        number = np.empty(len(counts), dtype=np.int64)
        number[pairs.alike[np.flatnonzero(is_first)]] = np.arange(len(counts))
        turn = np.empty(pairs.owners, dtype=np.int64)
        turn[order] = np.arange(pairs.owners) - np.repeat(begins, counts)
        kind = number[pairs.alike]
        return cls(pairs.only(is_first[pairs.owner]), np.bincount(kind).astype(np.float64), kind, turn)

    def shares(self, pairs: Pairs, of_kinds: FloatArray) -> FloatArray:
        """Share out what the kinds take: client by client wholly, at most one split for each pair."""
        ends = np.cumsum(of_kinds)
        ends -= (ends - of_kinds)[self.pairs.first][self.pairs.owner]
        owner = pairs.owner
        at = self.pairs.first[self.kind[owner]] + np.arange(len(owner)) - pairs.first[owner]
        turn = self.turn[owner]
        covered = np.minimum(ends[at], turn + 1) - np.maximum(ends[at] - of_kinds[at], turn)
        return np.asarray(np.clip(covered, 0.0, 1.0))
