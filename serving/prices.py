"""What one more unit of each limit is worth, nearly: the dual with each client's choice made a little soft.

A client takes each action with a probability that rises with its value less the priced use. So the dual has
a slope everywhere, and a few dozen evaluations find its lowest point. Large plans begin with a sample of
clients; then only those near a change of mind are looked at again, and all only where that was not enough.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from serving.limits import FloatArray, Pairs

SMOOTHING = (0.3, 0.03, 0.003)  # of the usual value; each solved from the one before
FINER = 0.1
FINEST = 1e-5  # of the usual value
SAMPLE = 30_000  # owners; more are sampled first
SAMPLE_SEED = 20261122
NEAR = 0.1  # whose choice a change of all prices by this share would turn is looked at again
GRADIENT = 1e-6  # of the usual value of an owner for the mean use of a limit
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
        return refined_prices(pairs, prices, SMOOTHING[-1] / FINER)
    return prices, SMOOTHING[-1]


def refined_prices(pairs: Pairs, prices: FloatArray, softness: float) -> tuple[FloatArray, float]:
    """Find the lowest point again, from prices near it, with choices less soft."""
    finer = max(softness * FINER, FINEST)
    near = margins(pairs, prices) < NEAR
    if near.sum() * 2 < pairs.owners:
        found = _lowest_nearby(pairs, prices, finer * _money(pairs), near)
        if found is not None:
            return found, finer
    return _lowest(pairs, prices, finer * _money(pairs)), finer


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
    return (_is_first_best(pairs, reduced, best) & (reduced > 0)).astype(np.float64)


def shared_out(pairs: Pairs, prices: FloatArray, softness: float) -> FloatArray:
    """Mark with 1 the one pair that each owner takes, if any, so that all together take what is soft.

    Of owners who are alike, so many get each pair as its probability says.
    """
    chance = _soft(pairs, prices, softness * _money(pairs))[0]
    reached = np.cumsum(chance)
    before = reached - chance
    start = before[pairs.first][pairs.owner]
    turn = np.mod(np.arange(1, pairs.owners + 1) * _GOLDEN, 1.0)[pairs.owner]
    return ((before - start <= turn) & (turn < reached - start)).astype(np.float64)


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


def _lowest(
    pairs: Pairs,
    start: FloatArray,
    softness: float,
    *,
    room: FloatArray | None = None,
    most: FloatArray | None = None,
) -> FloatArray:
    """Minimise the smoothed dual from a start, at a softness in money, with prices of at most `most`."""
    limits = pairs.limits if room is None else room
    unit, scale = _units(pairs), _money(pairs) * pairs.owners

    def soft_dual(scaled: FloatArray) -> tuple[float, FloatArray]:
        prices = scaled * unit
        chance, soft_maxima = _soft(pairs, prices, softness)
        slope = limits - pairs.used(chance)
        return float(prices @ limits + soft_maxima) / scale, slope * unit / scale

    ends = np.full(len(unit), np.inf) if most is None else most / unit
    found = minimize(
        soft_dual,
        np.minimum(start / unit, ends),
        jac=True,
        method="L-BFGS-B",
        bounds=[(0.0, end if np.isfinite(end) else None) for end in ends],
        options={"maxiter": 100, "ftol": 1e-10, "gtol": GRADIENT},
    )
    return np.maximum(found.x, 0.0) * unit


def _units(pairs: Pairs) -> FloatArray:
    """Give a price of the usual size for each limit: the usual value for its mean use."""
    count = np.zeros(len(pairs.limits) + 1)
    for member in pairs.member:
        count += np.bincount(member, minlength=len(count))
    mean_use = pairs.used(np.ones(len(pairs.value))) / np.maximum(count[:-1], 1)
    return _money(pairs) / np.where(mean_use > 0, mean_use, 1.0)


def _sample(pairs: Pairs) -> Pairs:
    """Take some owners at random, the same each time, and their part of each limit."""
    chosen = np.zeros(pairs.owners, dtype=bool)
    chosen[np.random.default_rng(SAMPLE_SEED).permutation(pairs.owners)[:SAMPLE]] = True
    part = pairs.only(chosen[pairs.owner])
    whole, some = (one.used(np.ones(len(one.value))) for one in (pairs, part))
    return part.within(pairs.limits * np.divide(some, whole, out=np.ones_like(whole), where=whole > 0))


def _lowest_nearby(
    pairs: Pairs, prices: FloatArray, softness: float, near: NDArray[np.bool_]
) -> FloatArray | None:
    """Look at the near owners only, all others at their best; None where that would not do."""
    free = near[pairs.owner]
    fixed = first_best(pairs, prices)
    fixed[free] = 0.0
    part = pairs.only(free)
    if not len(part.value):
        return None
    most = (1 + NEAR) * prices + 1e-3 * _units(pairs)
    found = _lowest(part, prices, softness, room=pairs.limits - pairs.used(fixed), most=most)
    at_an_end = (found >= most * (1 - 1e-9)) | (found < (1 - NEAR) * prices)
    return None if at_an_end.any() else found
