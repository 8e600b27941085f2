"""The best plan if clients could be split: a bound on every plan, and the price of each limit.

The bound is the Lagrangian dual, ``Σ_l price_l·limit_l + Σ_i max(0, max_a value_ia − priced use_ia)``.
It holds at any prices ≥ 0 and equals the linear programme's optimum at its own prices. Small problems go to
HiGHS whole, and so do those of few kinds of clients, each kind as often as there are such clients. Other
large ones get prices from a smoothed dual (`planning.prices`); then only clients whose choice hangs on a
small change of prices (the core) go to HiGHS, all others take their best. Where too many clients are nearly
alike for that, they are shared out as the smoothed dual splits them. Both sides meet, or the core grows.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import linprog

from features.errors import WinbackError
from serving.planning.alike import Kinds
from serving.planning.limits import FloatArray, Pairs
from serving.planning.prices import (
    dual_bound,
    first_best,
    margins,
    refined_prices,
    shared_out,
    smoothed_prices,
)

WHOLE_PAIRS = 6_000  # up to here, of clients or of kinds of them, HiGHS takes all in well under a second
CORE_CLIENTS = 1_000
CORE_GROWTH = 3
MOST_CORE_CLIENTS = 9_000  # beyond, HiGHS takes minutes; the bound is honest at any prices
CLOSED = 1e-6  # the two sides of the duality meet to this share


@dataclass(frozen=True)
class Relaxed:
    """The split optimum: each pair's share, the bound, the limits' prices and which limits are used up."""

    share: FloatArray
    bound: float
    prices: FloatArray
    tight: NDArray[np.bool_]


def relaxations(pairs: Pairs) -> Iterator[Relaxed]:
    """Solve the plan's linear relaxation, ever better; the bounds never rise.

    Where clients are alike, one in which they are shared out may round better than one of a higher value.

    Parameters
    ----------
    pairs : Pairs
        At least one pair and one limit.

    Yields
    ------
    Relaxed
        The last is the best; each one's bound holds at any prices. At most as many clients are split as there
        are tight limits, unless too many are alike.

    Raises
    ------
    WinbackError
        If the solver fails.

    Examples
    --------
    >>> from serving.planning.limits import SharedLimit, pairs_worth_choosing
    >>> member = np.zeros((2, 1), dtype=np.int64)
    >>> hours = SharedLimit(["hours"], member, np.array([[2.0], [2.0]]), np.array([3.0]))
    >>> pairs = pairs_worth_choosing(np.array([[10.0], [8.0]]), np.ones((2, 1), dtype=bool), [hours])
    >>> *_, best = relaxations(pairs)
    >>> round(best.bound, 6), best.share.round(6), best.prices.round(6)
    (14.0, array([1. , 0.5]), array([4.]))
    """
    if len(pairs.value) <= WHOLE_PAIRS:
        share, prices = _solve_with_highs(pairs, pairs.limits)
        yield _relaxed(pairs, share, dual_bound(pairs, prices), prices)
        return
    kinds = Kinds.of(pairs, WHOLE_PAIRS)
    if kinds is not None:
        of_kinds, prices = _solve_with_highs(kinds.pairs, pairs.limits, kinds.clients)
        yield _relaxed(pairs, kinds.shares(pairs, of_kinds), dual_bound(pairs, prices), prices)
        return
    prices, softness = smoothed_prices(pairs)
    bound, size = dual_bound(pairs, prices), CORE_CLIENTS
    while True:
        core = _core(pairs, prices, size)
        for fixed in (first_best(pairs, prices), shared_out(pairs, prices, softness)):
            share, core_prices = _solve_core(pairs, prices, core, fixed)
            core_bound = dual_bound(pairs, core_prices)
            if core_bound < bound:
                bound, prices = core_bound, core_prices
            yield _relaxed(pairs, share, bound, prices)
            if bound - float(share @ pairs.value) <= CLOSED * bound or core.all():
                return
        if size >= MOST_CORE_CLIENTS:
            return
        prices, softness = refined_prices(pairs, prices, softness)
        bound = min(bound, dual_bound(pairs, prices))
        size *= CORE_GROWTH


def _relaxed(pairs: Pairs, share: FloatArray, bound: float, prices: FloatArray) -> Relaxed:
    tight = pairs.used(share) >= pairs.limits * (1 - CLOSED)
    return Relaxed(share=share, bound=bound, prices=prices, tight=tight | (prices > 0))


def _core(pairs: Pairs, prices: FloatArray, size: int) -> NDArray[np.bool_]:
    """Mark the owners whose choice the smallest relative change of prices would turn."""
    if size >= pairs.owners:
        return np.ones(pairs.owners, dtype=bool)
    core = np.zeros(pairs.owners, dtype=bool)
    core[np.argpartition(margins(pairs, prices), size)[:size]] = True
    return core


def _solve_core(
    pairs: Pairs, prices: FloatArray, core: NDArray[np.bool_], fixed: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Leave all owners outside the core as they are, and solve the rest in the room that is left."""
    free = core[pairs.owner]
    share = np.where(free, 0.0, fixed)
    part = pairs.only(free)
    if not len(part.value):
        return share, prices
    room = np.maximum(pairs.limits - pairs.used(share), 0.0)
    share[free], core_prices = _solve_with_highs(part, room)
    return share, core_prices


def _solve_with_highs(
    pairs: Pairs, room: FloatArray, clients: FloatArray | None = None
) -> tuple[FloatArray, FloatArray]:
    """Solve the linear programme; the dual simplex ends on a vertex, which splits few clients.

    `clients` says for how many each owner stands; default: for one.
    """
    each = np.ones(pairs.owners) if clients is None else clients
    rows = Rows.of(pairs, room, each)
    solved = linprog(
        -pairs.value / rows.money,
        A_ub=rows.matrix,
        b_ub=rows.most,
        bounds=(0.0, None),
        method="highs-ds",
    )
    if solved.status != 0:
        raise WinbackError(
            f"the plan's linear programme was not solved ({solved.message.strip()}); it has a solution. "
            "Report the values and limits it was made of."
        )
    marginals = np.maximum(-solved.ineqlin.marginals[: len(room)], 0.0)
    return np.clip(solved.x, 0.0, each[pairs.owner]), marginals * rows.money / rows.typical


@dataclass(frozen=True)
class Rows:
    """The rows of the programme, scaled: the limits, then "once a client".

    Attributes
    ----------
    matrix : sparse matrix, shape (limits + owners, pairs)
    most : ndarray of float
    typical : ndarray of float, shape (limits,)
        The mean use by which each limit is scaled.
    money : float
        The mean value by which values are to be scaled.
    """

    matrix: Any
    most: FloatArray
    typical: FloatArray
    money: float

    @classmethod
    def of(cls, pairs: Pairs, room: FloatArray, clients: FloatArray) -> Self:
        """Write the rows down; `clients` says for how many each owner stands."""
        count = len(pairs.value)
        at = np.tile(np.arange(count), len(pairs.member))
        member, use = pairs.member.ravel(), pairs.use.ravel()
        real = member < len(room)
        typical = np.bincount(member[real], use[real], minlength=len(room)) / np.maximum(
            np.bincount(member[real], minlength=len(room)), 1
        )
        typical = np.where(typical > 0, typical, 1.0)
        limits = sparse.csr_matrix(
            (use[real] / typical[member[real]], (member[real], at[real])), shape=(len(room), count)
        )
        once = sparse.csr_matrix(
            (np.ones(count), (pairs.owner, np.arange(count))), shape=(pairs.owners, count)
        )
        return cls(
            sparse.vstack([limits, once], format="csr"),
            np.concatenate([room / typical, clients]),
            typical,
            float(pairs.value.mean()),
        )
