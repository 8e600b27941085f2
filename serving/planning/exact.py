"""The best of all small plans, or one that is proven to be near it."""

import numpy as np
from scipy.optimize import LinearConstraint, milp

from serving.planning.limits import FloatArray, IntArray, Pairs
from serving.planning.relaxation import Rows

MOST_PAIRS = 2_000  # beyond, branching takes long, and rounding is near the bound anyway
MOST_NODES = 200  # a count and no time, so that the same input gives the same plan
NEAR = 1e-4  # of the value: near enough


def best_of_all(pairs: Pairs) -> tuple[IntArray, float] | None:
    """Search for the best plan by branching.

    Parameters
    ----------
    pairs : Pairs
        At most `MOST_PAIRS`.

    Returns
    -------
    chosen : ndarray of int, shape (pairs.owners,)
        The index of each owner's pair, or -1; limits hold as far as the solver's tolerance goes.
    bound : float
        No plan is worth more, money.
        None instead of both where too little was found within `MOST_NODES`.
    """
    rows = Rows.of(pairs, pairs.limits, np.ones(pairs.owners))
    solved = milp(
        -pairs.value / rows.money,
        constraints=LinearConstraint(rows.matrix, ub=rows.most),
        integrality=np.ones(len(pairs.value)),
        bounds=(0, 1),
        options={"node_limit": MOST_NODES, "mip_rel_gap": NEAR},
    )
    if solved.x is None or solved.mip_dual_bound is None:
        return None
    chosen = np.full(pairs.owners, -1, dtype=np.int64)
    taken = np.flatnonzero(solved.x > 0.5)
    chosen[pairs.owner[taken]] = taken
    return chosen, -float(solved.mip_dual_bound) * rows.money


def holds(pairs: Pairs, used: FloatArray, rounding: float) -> bool:
    """Tell whether a use of the limits holds them."""
    return bool((used <= pairs.limits * (1 + rounding)).all())
