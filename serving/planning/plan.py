"""Which client gets which action: the most net value under the budget, capacities and executors' hours."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from features.errors import UsageError
from serving.planning.alike import earliest_of_equals
from serving.planning.exact import MOST_PAIRS, best_of_all, holds
from serving.planning.limits import ROUNDING, FloatArray, IntArray, Pairs, SharedLimit, pairs_worth_choosing
from serving.planning.prices import margins
from serving.planning.relaxation import Relaxed, relaxations
from serving.planning.rounding import NONE, is_good, round_plan, use_of, value_of, with_exchanges

PROMISED_GAP_SHARE = 0.001
MOST_EXCHANGED = 50_000  # pairs; of more, exchanges take seconds and win little


@dataclass(frozen=True)
class PlanChoice:
    """The chosen action of each client, and how good the whole can be said to be.

    Parameters
    ----------
    action : ndarray of int, shape (n,)
        Index of the client's action; -1 for none.
    value, cost : float
        Sums over the chosen pairs, money.
    bound : float
        No plan under these limits is worth more, money: that of the linear programme, or for small plans a
        lower one that was proven by branching.
    gap : float
        ``bound − value``, money, ≥ 0.
    binding : tuple of str
        The limits that are used up.
    multipliers : mapping of str to float
        What one more unit of each binding limit would bring, money.
    largest_item : float
        The largest net value of a single eligible pair, money.
    """

    action: IntArray
    value: float
    cost: float
    bound: float
    gap: float
    binding: tuple[str, ...]
    multipliers: Mapping[str, float]
    largest_item: float

    @property
    def gap_share(self) -> float:
        """The gap as a share of the bound; 0 where nothing can be gained."""
        return self.gap / self.bound if self.bound > 0 else 0.0

    @property
    def promised_gap(self) -> float:
        """The largest gap we promise: 0.1 % of the bound, or the largest item for each binding limit."""
        return max(PROMISED_GAP_SHARE * self.bound, self.largest_item * len(self.binding))


def choose_plan(
    net_value: ArrayLike,
    cost: ArrayLike,
    *,
    eligible: ArrayLike | None = None,
    budget: float | None = None,
    capacity: Sequence[int | None] | None = None,
    action_names: Sequence[str] | None = None,
    shared: Sequence[SharedLimit] = (),
) -> PlanChoice:
    """Choose at most one action a client so that the sum of net value is the largest within the limits.

    Only pairs with a net value above 0 are chosen. Of clients with equal values and uses the first get the
    better action, so sort the clients by `client_id`. The same input gives the same plan.

    Parameters
    ----------
    net_value : array_like of float, shape (n, a)
        `expected_net_value` of each client and action, money; NaN or -inf forbid the pair.
    cost : array_like of float, shape (n, a)
        `win_back_cost`, money ≥ 0, wherever the pair is eligible and worth something.
    eligible : array_like of bool, shape (n, a), optional
        False forbids the pair.
    budget : float, optional
        The most that all costs may sum up to, money; no limit by default.
    capacity : sequence of int or None, length a, optional
        The most clients for each action; None for no limit.
    action_names : sequence of str, length a, optional
        Names for `binding` and `multipliers`; "0", "1", … by default.
    shared : sequence of SharedLimit
        Further limits, such as the hours of each executor.

    Returns
    -------
    PlanChoice
        Its gap is at most `promised_gap`; limits hold to a billionth of their size.

    Raises
    ------
    UsageError
        If shapes differ, or a budget, capacity, cost or value cannot be one.

    References
    ----------
    M9, M29; Sinha & Zoltners (1979), Operations Research 27(3), the multiple-choice knapsack.

    Examples
    --------
    >>> net_value = [[50.0, 80.0], [40.0, 30.0], [-5.0, 20.0]]
    >>> chosen = choose_plan(net_value, [[10, 40], [10, 40], [10, 40]], budget=60)
    >>> chosen.action.tolist(), chosen.value, chosen.cost, chosen.binding
    ([1, 0, -1], 120.0, 50.0, ('budget',))
    >>> choose_plan(net_value, [[10, 40], [10, 40], [10, 40]], budget=-1)
    Traceback (most recent call last):
    ...
    features.errors.UsageError: budget is -1; it is money of at least 0. Leave it out for no limit.
    """
    values, costs = np.asarray(net_value, dtype=np.float64), np.asarray(cost, dtype=np.float64)
    if values.ndim != 2:
        raise UsageError(f"net_value has shape {values.shape}; it needs clients × actions. Pass a table.")
    allowed = np.ones(values.shape, dtype=bool) if eligible is None else np.asarray(eligible)
    _refuse_other_shapes(values, {"cost": costs, "eligible": allowed}, shared)
    if allowed.dtype != np.bool_:
        raise UsageError(
            f"eligible holds {allowed.dtype}; it needs True or False. Compare it to what you mean."
        )
    names = [str(a) for a in range(values.shape[1])] if action_names is None else list(action_names)
    limits = [*_budget(costs, budget), *_capacities(values.shape, capacity, names), *shared]
    pairs = pairs_worth_choosing(values, allowed, limits)
    action, bound, binding = _choose(pairs, len(values))
    return _described(values, costs, action, bound, binding, budget, pairs)


def _choose(pairs: Pairs, clients: int) -> tuple[IntArray, float, dict[str, float]]:
    """Give each client's action, the bound, and the prices of the binding limits."""
    action = np.full(clients, NONE, dtype=np.int64)
    if not len(pairs.value):
        return action, 0.0, {}
    if not len(pairs.limits):
        best = pairs.best_of(pairs.value)
        hits = np.flatnonzero(pairs.value == best[pairs.owner])[::-1]  # of equal actions the first stays
        action[pairs.client[hits]] = pairs.action[hits]
        return action, float(best.sum()), {}
    chosen, relaxed = _near_the_bound(pairs)
    chosen = earliest_of_equals(pairs, chosen)
    taken = chosen[chosen >= 0]
    action[pairs.client[taken]] = pairs.action[taken]
    binding = {
        name: float(price)
        for name, price, tight in zip(pairs.names, relaxed.prices, relaxed.tight, strict=True)
        if tight
    }
    return action, relaxed.bound, binding


def _near_the_bound(pairs: Pairs) -> tuple[IntArray, Relaxed]:
    """Round relaxations, each better than the one before, until the plan is near the bound."""
    best = np.full(pairs.owners, NONE, dtype=np.int64)
    for relaxed in relaxations(pairs):
        rounded = round_plan(pairs, relaxed)
        if value_of(pairs, rounded) > value_of(pairs, best):
            best = rounded
        if is_good(pairs, best, relaxed.bound):
            return best, relaxed
    if len(pairs.value) > MOST_EXCHANGED and _promise_kept(pairs, best, relaxed):
        return best, relaxed
    best = with_exchanges(pairs, best, relaxed)
    return _branched(pairs, best, relaxed)


def _promise_kept(pairs: Pairs, chosen: IntArray, relaxed: Relaxed) -> bool:
    return relaxed.bound - value_of(pairs, chosen) <= PROMISED_GAP_SHARE * relaxed.bound


def _branched(pairs: Pairs, best: IntArray, relaxed: Relaxed) -> tuple[IntArray, Relaxed]:
    """Search among the clients nearest to a change of mind for the best of all, where much may be gained.

    Where these are all clients, what is found is proven to be the best, or the bound is proven to be lower.
    """
    if _promise_kept(pairs, best, relaxed):
        return best, relaxed
    order = np.argsort(margins(pairs, relaxed.prices), kind="stable")
    sizes = np.diff(np.append(pairs.first, len(pairs.value)))[order]
    some = np.zeros(pairs.owners, dtype=bool)
    some[order[np.cumsum(sizes) <= MOST_PAIRS]] = True
    kept = np.where(some, NONE, best)
    part = pairs.only(some[pairs.owner])
    found = best_of_all(part.within(np.maximum(pairs.limits - use_of(pairs, kept), 0.0)))
    if found is None:
        return best, relaxed
    chosen, bound = found
    kept[np.flatnonzero(some)] = np.where(chosen >= 0, np.flatnonzero(some[pairs.owner])[chosen], NONE)
    if holds(pairs, use_of(pairs, kept), ROUNDING) and value_of(pairs, kept) > value_of(pairs, best):
        best = kept
    if some.all():
        relaxed = replace(relaxed, bound=min(relaxed.bound, max(bound, value_of(pairs, best))))
    return best, relaxed


def _described(
    values: FloatArray,
    costs: FloatArray,
    action: IntArray,
    bound: float,
    binding: dict[str, float],
    budget: float | None,
    pairs: Pairs,
) -> PlanChoice:
    clients = np.flatnonzero(action >= 0)
    value = float(values[clients, action[clients]].sum())
    cost = float(costs[clients, action[clients]].sum())
    if budget is not None and budget < cost <= budget * (1 + ROUNDING):
        cost = budget  # equal but for the rounding of the sum
    bound = max(bound, value)
    return PlanChoice(
        action=action,
        value=value,
        cost=cost,
        bound=bound,
        gap=bound - value,
        binding=tuple(binding),
        multipliers=binding,
        largest_item=float(pairs.value.max(initial=0.0)),
    )


def _budget(costs: FloatArray, budget: float | None) -> list[SharedLimit]:
    if budget is not None and not 0 <= budget < np.inf:
        raise UsageError(f"budget is {budget}; it is money of at least 0. Leave it out for no limit.")
    limit = np.inf if budget is None else budget
    return [SharedLimit(["budget"], np.zeros(costs.shape, dtype=np.int64), costs, np.array([limit]))]


def _capacities(
    shape: tuple[int, ...], capacity: Sequence[int | None] | None, names: list[str]
) -> list[SharedLimit]:
    if len(names) != shape[1]:
        raise UsageError(f"action_names has {len(names)} names for {shape[1]} actions. Name each once.")
    if capacity is None:
        return []
    if len(capacity) != shape[1]:
        raise UsageError(
            f"capacity has {len(capacity)} entries; it needs one for each of {shape[1]} actions."
        )
    for name, places in zip(names, capacity, strict=True):
        if places is not None and (places < 0 or places != int(places)):
            raise UsageError(f"capacity of {name} is {places}; it is a whole number of clients, or None.")
    member = np.broadcast_to(np.arange(shape[1], dtype=np.int64), shape)
    limits = np.array([np.inf if places is None else float(places) for places in capacity])
    return [SharedLimit([f"capacity of {name}" for name in names], member, np.ones(shape), limits)]


def _refuse_other_shapes(
    values: FloatArray, tables: Mapping[str, NDArray[np.generic]], shared: Sequence[SharedLimit]
) -> None:
    shapes = {name: table.shape for name, table in tables.items()}
    for kind in shared:
        label = kind.names[0] if len(kind.names) else "shared limit"
        shapes |= {f"member of {label}": np.shape(kind.member), f"use of {label}": np.shape(kind.use)}
        if np.shape(kind.limits) != (len(kind.names),) or not np.all(np.asarray(kind.limits) >= 0):
            raise UsageError(
                f"the limits beginning with {label} are {kind.limits}; each of the {len(kind.names)} names "
                "needs one number of at least 0. Leave the limit out where there is none."
            )
    for name, shape in shapes.items():
        if shape != values.shape:
            raise UsageError(
                f"{name} has shape {shape}, net_value {values.shape}; both need clients × actions."
            )
