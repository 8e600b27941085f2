"""From a plan that splits clients to one that doesn't: drop, fill up, and try what was left out.

A vertex of the relaxation splits at most as many clients as limits are tight; dropping these loses at most
the largest item for each. The rest only wins some of that back.
"""

import numpy as np
from numpy.typing import NDArray

from serving.planning.limits import ROUNDING, FloatArray, IntArray, Pairs
from serving.planning.relaxation import Relaxed

GOOD_ENOUGH = 1e-4  # of the bound: below it no exchange is tried
EXCHANGES = 40  # pairs of either order that are forced in, one after another
NEAREST = 5_000  # pairs that may take the room an exchange leaves
MOST_WAITING = 50_000  # pairs that may fill up the room that dropping left
CHUNK = 2_000  # waiting pairs that are looked at together
NONE = -1


def round_plan(pairs: Pairs, relaxed: Relaxed) -> IntArray:
    """Choose whole pairs near the relaxed optimum.

    Parameters
    ----------
    pairs : Pairs
        What can be chosen.
    relaxed : Relaxed
        Its split optimum.

    Returns
    -------
    ndarray of int, shape (pairs.owners,)
        The index of each owner's chosen pair, or -1.
    """
    chosen = np.full(pairs.owners, NONE, dtype=np.int64)
    whole = np.flatnonzero(relaxed.share > 1 - 1e-6)
    chosen[pairs.owner[whole]] = whole
    chosen = _within_limits(pairs, chosen, kept=NONE)
    return _filled(pairs, chosen, _waiting(pairs, chosen, _reduced(pairs, relaxed)))


def is_good(pairs: Pairs, chosen: IntArray, bound: float) -> bool:
    """Tell whether a plan is so near the bound that nothing more is tried."""
    return bound - value_of(pairs, chosen) <= GOOD_ENOUGH * bound


def _reduced(pairs: Pairs, relaxed: Relaxed) -> FloatArray:
    return np.asarray(pairs.value - pairs.priced_use(relaxed.prices))


def _waiting(pairs: Pairs, chosen: IntArray, reduced: FloatArray) -> IntArray:
    """Give the pairs nearest to being worth more than their owner's choice, best first."""
    now = chosen[pairs.owner]
    has = now >= 0
    better = np.flatnonzero(pairs.value > np.where(has, pairs.value[now], 0.0))
    change = (reduced - np.where(has, reduced[now], 0.0))[better]
    if len(better) > MOST_WAITING:
        nearest = np.argpartition(-change, MOST_WAITING)[:MOST_WAITING]
        better, change = better[nearest], change[nearest]
    return better[np.argsort(-change, kind="stable")]


def value_of(pairs: Pairs, chosen: IntArray) -> float:
    """Sum the value of the chosen pairs."""
    return float(pairs.value[chosen[chosen >= 0]].sum())


def use_of(pairs: Pairs, chosen: IntArray) -> FloatArray:
    """Sum what the chosen pairs use of each limit."""
    return _use_of(pairs, chosen[chosen >= 0])


def _room(pairs: Pairs, chosen: IntArray) -> FloatArray:
    """Reckon what is left of each limit, and endless room where no limit is used."""
    return np.append(pairs.limits * (1 + ROUNDING) - use_of(pairs, chosen), np.inf)


def _within_limits(pairs: Pairs, chosen: IntArray, kept: int) -> IntArray:
    """Drop, where a limit is exceeded, what loses least per unit that has to go; never the owner `kept`."""
    chosen = chosen.copy()
    room = _room(pairs, chosen)
    while (room < 0).any():
        limit = int(np.argmin(room))
        held = chosen[(chosen >= 0) & (np.arange(pairs.owners) != kept)]
        use = np.where(pairs.member[:, held] == limit, pairs.use[:, held], 0.0).sum(axis=0)
        held, use = held[use > 0], use[use > 0]
        loss = pairs.value[held] / np.minimum(use, -room[limit])
        order = np.lexsort((-held, loss))
        # As long as much is to go, many go at once; the last ones are weighed anew.
        many = int(np.searchsorted(np.cumsum(use[order]), -room[limit] / 2))
        drop = held[order[: max(many, 1)]]
        chosen[pairs.owner[drop]] = NONE
        room[:-1] += _use_of(pairs, drop)
    return chosen


def _use_of(pairs: Pairs, some: IntArray) -> FloatArray:
    """Sum what some pairs use of each limit."""
    total = np.zeros(len(pairs.limits) + 1)
    for member, use in zip(pairs.member[:, some], pairs.use[:, some], strict=True):
        total += np.bincount(member, use, minlength=len(total))
    return total[:-1]


def _filled(pairs: Pairs, chosen: IntArray, waiting: IntArray) -> IntArray:
    """Take, in order, every waiting pair that still fits and is worth more than its owner's choice."""
    chosen = chosen.copy()
    room = _room(pairs, chosen)
    for begin in range(0, len(waiting), CHUNK):
        chunk = waiting[begin : begin + CHUNK]
        while True:
            chunk = chunk[_fits(pairs, chosen, room, chunk)]
            if not len(chunk):
                break
            taken = chunk[0]
            given_up = chosen[pairs.owner[taken]]
            if given_up >= 0:
                room[pairs.member[:, given_up]] += pairs.use[:, given_up]
            room[pairs.member[:, taken]] -= pairs.use[:, taken]
            chosen[pairs.owner[taken]] = taken
    return chosen


def _fits(pairs: Pairs, chosen: IntArray, room: FloatArray, candidates: IntArray) -> NDArray[np.bool_]:
    """Mark the candidates worth more than their owner's choice that fit in its place."""
    now = chosen[pairs.owner[candidates]]
    better = pairs.value[candidates] > np.where(now >= 0, pairs.value[now], 0.0)
    member, use = pairs.member[:, candidates], pairs.use[:, candidates]
    freed = np.where((now >= 0) & (pairs.member[:, now] == member), pairs.use[:, now], 0.0)
    return np.asarray(better & (use <= room[member] + freed).all(axis=0))


def with_exchanges(pairs: Pairs, chosen: IntArray, relaxed: Relaxed) -> IntArray:
    """Force in pairs that were left out, drop what they displace, and keep what is worth more."""
    best, reduced, bound = value_of(pairs, chosen), _reduced(pairs, relaxed), relaxed.bound
    now = chosen[pairs.owner]
    change = reduced - np.where(now >= 0, reduced[now], 0.0)
    change[chosen[chosen >= 0]] = -np.inf
    nearest = np.argsort(-change, kind="stable")[:NEAREST]
    dearest = np.argsort(-pairs.value, kind="stable")[:EXCHANGES]
    for pair in dict.fromkeys([*nearest[:EXCHANGES].tolist(), *dearest.tolist()]):
        owner = int(pairs.owner[pair])
        if chosen[owner] == pair:
            continue
        tried = chosen.copy()
        tried[owner] = pair
        tried = _filled(pairs, _within_limits(pairs, tried, kept=owner), nearest)
        if value_of(pairs, tried) > best:
            chosen, best = tried, value_of(pairs, tried)
        if bound - best <= GOOD_ENOUGH * bound:
            break
    return chosen
