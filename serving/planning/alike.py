"""Who is chosen of clients that are alike in all values and uses: the earlier ones."""

import numpy as np
from numpy.typing import NDArray

from serving.planning.limits import IntArray, Pairs

NONE = -1


def earliest_of_equals(pairs: Pairs, chosen: IntArray) -> IntArray:
    """Among clients who are alike in all values and uses, give the better choices to the earlier ones."""
    group = _alike(pairs)
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


def _alike(pairs: Pairs) -> IntArray:
    """Give one number to all owners who are alike: of the same values and uses of every action."""
    with np.errstate(over="ignore"):
        mixed = _mixed(pairs.action.astype(np.uint64) + np.uint64(1))
        for part in (pairs.value, *pairs.use, *pairs.member):
            mixed = _mixed(mixed * np.uint64(31) + np.ascontiguousarray(part).view(np.uint64))
        of_owner = np.add.reduceat(mixed, pairs.first)
    return np.asarray(np.unique(of_owner, return_inverse=True)[1], dtype=np.int64)


def _mixed(bits: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Spread bits over 64 places (the finaliser of SplitMix64)."""
    bits = (bits ^ (bits >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    bits = (bits ^ (bits >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return bits ^ (bits >> np.uint64(31))
