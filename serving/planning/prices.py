"""What one more unit of each limit is worth, nearly: the dual with each client's choice made a little soft.

A client takes each action with a probability that rises with its value less the priced use. So the dual has
a slope and a curvature everywhere. Large plans begin with a sample of clients, whose prices are near those
of all; from there Newton's steps take few evaluations.
"""

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import minimize

from serving.planning.limits import FloatArray, IntArray, Pairs

SMOOTHING = (0.3, 0.03, 0.003)  # of the usual value; each solved from the one before
SHARPENING = (0.1, 0.03, 0.01, 0.003)  # likewise, from the sample's prices to those of all
FINER = 0.1
FINEST = 1e-5  # of the usual value
SAMPLE = 30_000  # owners; more are sampled first
SAMPLE_SEED = 20261122
GRADIENT = 1e-6  # of the usual value of an owner for the mean use of a limit
LEAST_BEND = 0.003  # of a choice that is nearly sure
SOFT = 1e-4  # a choice that is surer bends the dual too little to count
MOST_STEPS, LEAST_STEP = 6, 1e-2  # of Newton's, and what is left of one before it is given up
CLOSE = 1e-6  # of the dual: a step that lowers it by less is the last
_GOLDEN = 0.6180339887498949


def smoothed_prices(pairs: Pairs) -> tuple[FloatArray, float]:
    """Find the prices at which the smoothed dual is lowest.

    Parameters
    ----------
    pairs : Pairs
        At least one pair and one limit.

    Returns
    -------
    prices : ndarray of float, shape (limits,)
        Money a unit, ≥ 0.
    softness : float
        As a share of the usual value, how soft the choices were in the end.
    """
    prices, money = np.zeros(len(pairs.limits)), _money(pairs)
    large = pairs.owners > 2 * SAMPLE
    some = _sample(pairs) if large else pairs
    for softness in SMOOTHING:
        prices = _lowest(some, prices, softness * money)
    if large:
        for softness in SHARPENING:
            prices = _by_newton(pairs, prices, softness * money)
    return prices, SMOOTHING[-1]


def refined_prices(pairs: Pairs, prices: FloatArray, softness: float) -> tuple[FloatArray, float]:
    """Find the lowest point again, from prices near it, with choices less soft."""
    finer = max(softness * FINER, FINEST)
    return _by_newton(pairs, prices, finer * _money(pairs)), finer


def dual_bound(pairs: Pairs, prices: FloatArray) -> float:
    """Bound the value of every plan from above, at prices ≥ 0 of the limits."""
    best = pairs.best_of(pairs.value - pairs.priced_use(prices))
    return float(prices @ pairs.limits + np.maximum(best, 0.0).sum())


def margins(pairs: Pairs, prices: FloatArray) -> FloatArray:
    """Give the relative change of prices that would turn each owner's choice, ≥ 0."""
    priced = pairs.priced_use(prices)
    reduced = pairs.value - priced
    best = pairs.best_of(reduced)
    others = np.where(_is_first_best(pairs, reduced, best), -np.inf, reduced)
    second = np.maximum(pairs.best_of(others), 0.0)
    margin = np.where(best > 0, best - second, -best)
    stake = pairs.best_of(priced) + 1e-9 * pairs.best_of(pairs.value)
    return np.asarray(margin / stake)


def first_best(pairs: Pairs, prices: FloatArray) -> FloatArray:
    """Mark with 1 each owner's first best pair, if it is worth its priced use; 0 else."""
    reduced = pairs.value - pairs.priced_use(prices)
    best = pairs.best_of(reduced)
    return np.asarray(_is_first_best(pairs, reduced, best) & (reduced > 0), dtype=np.float64)


def shared_out(pairs: Pairs, prices: FloatArray, softness: float) -> FloatArray:
    """Mark with 1 the one pair that each owner takes, if any, so that all together take what is soft.

    Of owners who are alike, so many get each pair as its probability says.
    """
    chance = _soft(pairs, prices, softness * _money(pairs))[0]
    reached = np.cumsum(chance)
    before = reached - chance
    start = before[pairs.first][pairs.owner]
    turn = np.mod(np.arange(1, pairs.owners + 1) * _GOLDEN, 1.0)[pairs.owner]
    return np.asarray((before - start <= turn) & (turn < reached - start), dtype=np.float64)


def _is_first_best(pairs: Pairs, reduced: FloatArray, best: FloatArray) -> NDArray[np.bool_]:
    hits = np.flatnonzero(reduced == best[pairs.owner])
    found = np.zeros(len(reduced), dtype=bool)
    owner = pairs.owner[hits]
    found[hits[np.append(True, owner[1:] != owner[:-1])]] = True
    return found


def _money(pairs: Pairs) -> float:
    """Give a usual value: the median, so that one giant doesn't make every choice soft."""
    return float(np.median(pairs.value))


def _soft(pairs: Pairs, prices: FloatArray, softness: float) -> tuple[FloatArray, float]:
    """Give each pair's probability at a softness in money, and the sum of the owners' soft maxima."""
    reduced = (pairs.value - pairs.priced_use(prices)) / softness
    top = np.maximum(pairs.best_of(reduced), 0.0)
    reduced -= top[pairs.owner]
    weight = np.exp(reduced, out=reduced)
    total = np.add.reduceat(weight, pairs.first) + np.exp(-top)
    weight /= total[pairs.owner]
    return weight, softness * float((top + np.log(total)).sum())


def _soft_dual(pairs: Pairs, prices: FloatArray, softness: float) -> tuple[float, FloatArray, FloatArray]:
    """Give the smoothed dual at some prices, its slope, and each pair's probability."""
    chance, soft_maxima = _soft(pairs, prices, softness)
    return float(prices @ pairs.limits + soft_maxima), pairs.limits - pairs.used(chance), chance


def _lowest(pairs: Pairs, start: FloatArray, softness: float) -> FloatArray:
    """Minimise the smoothed dual from any start, at a softness in money."""
    scale = _money(pairs) * pairs.owners
    unit = np.sqrt(scale / (_squared_use(pairs, _soft(pairs, start, softness)[0]) / softness))

    def scaled_dual(scaled: FloatArray) -> tuple[float, FloatArray]:
        value, slope, _ = _soft_dual(pairs, scaled * unit, softness)
        return value / scale, slope * unit / scale

    found = minimize(
        scaled_dual,
        start / unit,
        jac=True,
        method="L-BFGS-B",
        bounds=[(0.0, None)] * len(unit),
        options={"maxiter": 100, "ftol": 1e-10, "gtol": GRADIENT},
    )
    return np.asarray(np.maximum(found.x, 0.0) * unit)


def _squared_use(pairs: Pairs, chance: FloatArray) -> FloatArray:
    """Sum the squared uses of each limit, by how soft the choices are."""
    bend = np.maximum(chance * (1 - chance), LEAST_BEND)
    total = np.full(len(pairs.limits) + 1, 1e-300)
    for member, use in zip(pairs.member, pairs.use, strict=True):
        total += np.bincount(member, bend * use**2, minlength=len(total))
    return total[:-1]


def _by_newton(pairs: Pairs, start: FloatArray, softness: float) -> FloatArray:
    """Minimise the smoothed dual from prices near its lowest point, at a softness in money."""
    prices = start
    value, slope, chance = _soft_dual(pairs, prices, softness)
    for _ in range(MOST_STEPS):
        free = (prices > 0) | (slope < 0)
        bend = _curvature(pairs, chance) / softness
        bend[np.diag_indices_from(bend)] += 1e-3 * _squared_use(pairs, chance) / softness
        step = np.zeros(len(prices))
        step[free] = -np.linalg.solve(bend[np.ix_(free, free)], slope[free])
        length = 1.0
        while length > LEAST_STEP:
            tried = np.maximum(prices + length * step, 0.0)
            found, slope_there, chance_there = _soft_dual(pairs, tried, softness)
            if found <= value + 1e-4 * float(slope @ (tried - prices)):
                break
            length /= 3
        else:
            break
        gained = value - found
        prices, value, slope, chance = tried, found, slope_there, chance_there
        if gained <= CLOSE * abs(value):
            break
    return prices


def _curvature(pairs: Pairs, chance: FloatArray) -> FloatArray:
    """Give the covariance of all uses, summed over the owners whose choice is soft, limits × limits."""
    soft = np.flatnonzero((chance > SOFT) & (chance < 1 - SOFT))
    marked = np.zeros(pairs.owners, dtype=bool)
    marked[pairs.owner[soft]] = True
    at = np.flatnonzero(marked[pairs.owner])
    width = len(pairs.limits) + 1
    member, use, weight = pairs.member[:, at], pairs.use[:, at], chance[at]
    together = np.zeros(width * width)
    for one, some in zip(member, use, strict=True):
        for other, more in zip(member, use, strict=True):
            together += np.bincount(one * width + other, weight * some * more, minlength=width * width)
    mean = _mean_use(pairs.owner[at], member, use * weight, (pairs.owners, width))
    apart = together.reshape(width, width) - np.asarray((mean.T @ mean).todense())
    return np.asarray(apart[:-1, :-1])


def _mean_use(
    owner: IntArray, member: IntArray, use: FloatArray, shape: tuple[int, int]
) -> sparse.csr_matrix:
    """Give what each owner uses of each limit on average."""
    cells = (use.ravel(), (np.tile(owner, len(member)), member.ravel()))
    return sparse.csr_matrix(cells, shape=shape)


def _sample(pairs: Pairs) -> Pairs:
    """Take some owners at random, the same each time, and their part of each limit."""
    chosen = np.zeros(pairs.owners, dtype=bool)
    chosen[np.random.default_rng(SAMPLE_SEED).permutation(pairs.owners)[:SAMPLE]] = True
    part = pairs.only(chosen[pairs.owner])
    whole, some = (one.used(np.ones(len(one.value))) for one in (pairs, part))
    return part.within(pairs.limits * np.divide(some, whole, out=np.ones_like(whole), where=whole > 0))
