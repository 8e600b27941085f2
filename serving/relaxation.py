"""The best plan if clients could be split: a bound on every plan, and the price of each limit.

The bound is the Lagrangian dual, ``Σ_l price_l·limit_l + Σ_i max(0, max_a value_ia − priced use_ia)``.
It holds at any prices ≥ 0 and equals the linear programme's optimum at its own prices. Small problems go to
HiGHS whole. Large ones get prices from a smoothed dual; then only the clients whose choice hangs on a small
change of prices (the core) go to HiGHS, all others take their best; the core grows until both sides meet.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import linprog, minimize

from features.errors import WinbackError
from serving.limits import FloatArray, Pairs

WHOLE_PAIRS = 6_000  # up to here HiGHS takes the whole problem, in well under a second
CORE_CLIENTS = 1_000
CORE_GROWTH = 3
CLOSED = 1e-6  # the two sides of the duality meet to this share
SMOOTHING = (0.3, 0.03, 0.003)  # of the mean value; each solved from the one before


@dataclass(frozen=True)
class Relaxed:
    """The split optimum: each pair's share, the bound, the limits' prices and which limits are used up."""

    share: FloatArray
    bound: float
    prices: FloatArray
    tight: NDArray[np.bool_]


def relax(pairs: Pairs) -> Relaxed:
    """Solve the plan's linear relaxation.

    Parameters
    ----------
    pairs : Pairs
        At least one pair and one limit.

    Returns
    -------
    Relaxed
        With at most as many split clients as there are tight limits.

    Raises
    ------
    WinbackError
        If the solver fails.

    Examples
    --------
    >>> from serving.limits import SharedLimit, pairs_worth_choosing
    >>> member = np.zeros((2, 1), dtype=np.int64)
    >>> hours = SharedLimit(["hours"], member, np.array([[2.0], [2.0]]), np.array([3.0]))
    >>> pairs = pairs_worth_choosing(np.array([[10.0], [8.0]]), np.ones((2, 1), dtype=bool), [hours])
    >>> found = relax(pairs)
    >>> round(found.bound, 6), found.share.round(6), found.prices.round(6)
    (14.0, array([1. , 0.5]), array([4.]))
    """
    whole = len(pairs.value) <= WHOLE_PAIRS
    prices = np.zeros(len(pairs.limits)) if whole else _smoothed_prices(pairs)
    size = pairs.owners if whole else CORE_CLIENTS
    bound = dual_bound(pairs, prices)
    while True:
        core = _core(pairs, prices, size)
        solved = _solve_core(pairs, prices, core)
        if solved is not None:
            share, core_prices = solved
            core_bound = dual_bound(pairs, core_prices)
            if core_bound <= bound:
                bound, prices = core_bound, core_prices
            if core.all() or bound - float(share @ pairs.value) <= CLOSED * bound:
                tight = pairs.used(share) >= pairs.limits * (1 - CLOSED)
                return Relaxed(share=share, bound=bound, prices=prices, tight=tight | (prices > 0))
        size *= CORE_GROWTH


def dual_bound(pairs: Pairs, prices: FloatArray) -> float:
    """Bound the value of every plan from above, at prices ≥ 0 of the limits."""
    best = pairs.best_of(pairs.value - pairs.priced_use(prices))
    return float(prices @ pairs.limits + np.maximum(best, 0.0).sum())


def _smoothed_prices(pairs: Pairs) -> FloatArray:
    """Minimise the dual with each client's maximum replaced by a soft one, ever less soft."""
    money = float(pairs.value.mean())
    count = np.bincount(pairs.member.ravel(), minlength=len(pairs.limits) + 1)[:-1]
    unit = money / (pairs.used(np.ones(len(pairs.value))) / count)  # money per mean use of each limit
    scale = money * pairs.owners

    def soft_dual(scaled: FloatArray, softness: float) -> tuple[float, FloatArray]:
        prices = scaled * unit
        reduced = (pairs.value - pairs.priced_use(prices)) / softness
        top = np.maximum(pairs.best_of(reduced), 0.0)
        weight = np.exp(reduced - top[pairs.owner])
        total = np.add.reduceat(weight, pairs.first) + np.exp(-top)
        value = prices @ pairs.limits + softness * (top + np.log(total)).sum()
        slope = pairs.limits - pairs.used(weight / total[pairs.owner])
        return float(value) / scale, slope * unit / scale

    scaled = np.zeros(len(pairs.limits))
    for smoothing in SMOOTHING:
        found = minimize(
            soft_dual,
            scaled,
            args=(smoothing * money,),
            jac=True,
            method="L-BFGS-B",
            bounds=[(0.0, None)] * len(scaled),
            options={"maxiter": 100, "ftol": 1e-12, "gtol": 1e-7},
        )
        scaled = np.maximum(found.x, 0.0)
    return np.asarray(scaled * unit)


def _core(pairs: Pairs, prices: FloatArray, size: int) -> NDArray[np.bool_]:
    """Mark the owners whose choice the smallest relative change of prices would turn."""
    if size >= pairs.owners:
        return np.ones(pairs.owners, dtype=bool)
    priced = pairs.priced_use(prices)
    reduced = pairs.value - priced
    best = pairs.best_of(reduced)
    is_best = np.zeros(len(reduced), dtype=bool)
    is_best[_first_best(pairs, reduced, best)] = True
    second = pairs.best_of(np.where(is_best, -np.inf, reduced))
    margin = np.where(best > 0, best - np.maximum(second, 0.0), -best)
    stake = pairs.best_of(priced) + 1e-9 * pairs.best_of(pairs.value)
    chosen = np.argsort(margin / stake, kind="stable")[:size]
    core = np.zeros(pairs.owners, dtype=bool)
    core[chosen] = True
    return core


def _first_best(pairs: Pairs, reduced: FloatArray, best: FloatArray) -> NDArray[np.int64]:
    """Give the index of each owner's first best pair."""
    hits = np.flatnonzero(reduced == best[pairs.owner])
    _, at = np.unique(pairs.owner[hits], return_index=True)
    return np.asarray(hits[at])


def _solve_core(
    pairs: Pairs, prices: FloatArray, core: NDArray[np.bool_]
) -> tuple[FloatArray, FloatArray] | None:
    """Fix all owners outside the core at their best and solve the rest; None where they leave no room."""
    reduced = pairs.value - pairs.priced_use(prices)
    best = pairs.best_of(reduced)
    choice = _first_best(pairs, reduced, best)
    share = np.zeros(len(pairs.value))
    share[choice[~core & (best > 0)]] = 1.0
    room = pairs.limits - pairs.used(share)
    if (room < 0).any():
        return None
    free = core[pairs.owner]
    part = pairs.only(free)
    if not len(part.value):
        return share, prices
    part_share, part_prices = _solve_with_highs(part, room)
    share[free] = part_share
    return share, part_prices


def _solve_with_highs(pairs: Pairs, room: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Solve the linear programme; the dual simplex ends on a vertex, which splits few clients."""
    count = len(pairs.value)
    at = np.tile(np.arange(count), len(pairs.member))
    member, use = pairs.member.ravel(), pairs.use.ravel()
    real = member < len(room)
    typical = np.bincount(member[real], use[real], minlength=len(room)) / np.maximum(
        np.bincount(member[real], minlength=len(room)), 1
    )
    typical = np.where(typical > 0, typical, 1.0)
    money = float(pairs.value.mean())
    limits = sparse.csr_matrix(
        (use[real] / typical[member[real]], (member[real], at[real])), shape=(len(room), count)
    )
    once = sparse.csr_matrix((np.ones(count), (pairs.owner, np.arange(count))), shape=(pairs.owners, count))
    solved = linprog(
        -pairs.value / money,
        A_ub=sparse.vstack([limits, once], format="csr"),
        b_ub=np.concatenate([room / typical, np.ones(pairs.owners)]),
        bounds=(0.0, None),
        method="highs-ds",
    )
    if solved.status != 0:
        raise WinbackError(
            f"the plan's linear programme was not solved ({solved.message.strip()}); it has a solution. "
            "Report the values and limits it was made of."
        )
    marginals = np.maximum(-solved.ineqlin.marginals[: len(room)], 0.0)
    return np.clip(solved.x, 0.0, 1.0), marginals * money / typical
