"""Who is chosen of clients that are alike in all values and uses: the earlier ones."""

import numpy as np

from serving.planning.limits import IntArray, Pairs

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
