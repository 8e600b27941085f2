"""Where tasks meet executors: who may do each, who has hours left, and what one more hour would bring."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from serving.planning.limits import ROUNDING, FloatArray, IntArray, SharedLimit
from serving.planning.plan import PlanChoice, choose_plan

NONE = -1
BUDGET, HOURS, CAPACITY = "budget", "hours of ", "capacity of "
#: Triples of client, action and executor that are weighed at most; beyond, each client is offered to fewer.
MOST_TRIPLES = 300_000
MOST_EXECUTORS = 6


@dataclass(frozen=True)
class Grid:
    """The options as tables of clients × actions, and whom each client may go to.

    Attributes
    ----------
    client_ids : Series of str, sorted
    actions : list of str, sorted
    net, cost : ndarray of float
        Money; what a rule forbids is 0.
    eligible : ndarray of bool
    hours, capacity : ndarray of float, one an action
        Capacity is infinite where there is none.
    pools : list of list of str
        The different groups of executors.
    pool : ndarray of int, shape (clients, actions)
        Which group a task goes to; -1 where the company names no managers.
    """

    client_ids: pd.Series
    actions: list[str]
    net: FloatArray
    cost: FloatArray
    eligible: np.ndarray
    hours: FloatArray
    capacity: FloatArray
    pools: list[list[str]]
    pool: IntArray


class Desk:
    """Where tasks meet executors: who could do each, and who has hours left."""

    def __init__(self, grid: Grid, names: Sequence[str], hours: FloatArray) -> None:
        self.grid, self.names, self.hours = grid, list(names), hours
        self._number = {name: place for place, name in enumerate(self.names)}
        self._pools = [np.array([self._number[name] for name in pool], dtype=np.int64) for pool in grid.pools]
        self._takes = np.where(grid.pool >= 0, grid.hours[None, :], 0.0)

    def seat(self, action: IntArray) -> tuple[IntArray, IntArray]:
        """Give drawn tasks to executors with hours left; a task that nobody has hours for falls away."""
        action, by = action.copy(), np.full(len(action), NONE, dtype=np.int64)
        used, tasks = np.zeros(len(self.names)), np.zeros(len(self.names))
        for client in np.flatnonzero(action >= 0):
            pool, hours = self.grid.pool[client, action[client]], self._takes[client, action[client]]
            if pool < 0:
                continue
            some = self._pools[pool]
            fits = some[used[some] + hours <= self.hours[some] * (1 + ROUNDING)]
            if not len(fits):
                action[client] = NONE
                continue
            one = fits[np.lexsort((fits, tasks[fits], used[fits]))[0]]
            by[client] = one
            used[one] += hours
            tasks[one] += 1
        return action, by

    def used(self, action: IntArray, by: IntArray) -> FloatArray:
        """Sum the hours that each executor's tasks take."""
        some = np.flatnonzero((action >= 0) & (by >= 0))
        return np.bincount(by[some], self._takes[some, action[some]], minlength=len(self.names)).astype(
            np.float64
        )

    def plan(
        self, free_clients: np.ndarray, *, budget: float | None, capacity: FloatArray, free: FloatArray
    ) -> tuple[PlanChoice, IntArray, IntArray]:
        """Plan the clients for whom nothing was drawn; give the choice, their actions and executors."""
        grid, width = self.grid, len(self.grid.actions)
        eligible = grid.eligible & free_clients[:, None]
        limited = bool((np.isfinite(self.hours)).any() and (self._takes > 0).any())
        slots = self._slots(eligible) if limited else np.full((*grid.net.shape, 1), NONE, dtype=np.int64)
        seats = slots.shape[2]
        shape = (len(grid.net), width * seats)
        member = slots.reshape(shape)
        takes = np.repeat(self._takes, seats, axis=1)
        shared = [
            SharedLimit(
                [f"{CAPACITY}{name}" for name in grid.actions],
                np.broadcast_to(np.repeat(np.arange(width), seats), shape),
                np.broadcast_to(1.0, shape),
                capacity,
            )
        ]
        may = np.repeat(eligible, seats, axis=1)
        if limited:
            may &= (member >= 0) | (takes == 0) | (np.repeat(grid.pool, seats, axis=1) < 0)
            may[:, 1:] &= (member[:, 1:] != member[:, :-1]) | (np.arange(1, shape[1]) % seats == 0)
            limits = np.maximum(free, 0.0)
            shared.append(SharedLimit([f"{HOURS}{name}" for name in self.names], member, takes, limits))
        choice = choose_plan(
            np.repeat(grid.net, seats, axis=1),
            np.repeat(grid.cost, seats, axis=1),
            eligible=may,
            budget=budget,
            action_names=[str(place) for place in range(shape[1])],
            shared=shared,
        )
        taken = choice.action >= 0
        action = np.where(taken, choice.action // max(seats, 1), NONE)
        by = np.where(taken, _picked(member, choice.action), NONE)
        if limited and seats < max(map(len, self._pools)):
            bound = max(self._bound(eligible, choice.multipliers, budget, capacity, free), choice.bound)
            choice = replace(choice, bound=bound, gap=bound - choice.value)
        return choice, action, self._evened(action, by)

    def _slots(self, eligible: np.ndarray) -> IntArray:
        """Offer each client to a few executors of its group: more of them the smaller the plan is.

        Who is offered most comes first where many clients share few hours: groups give each executor a part
        of their tasks such that all have alike many for their hours.
        """
        grid = self.grid
        worth = int((eligible & (grid.net > 0)).sum())
        seats = int(np.clip(MOST_TRIPLES // max(worth, 1), 1, MOST_EXECUTORS))
        seats = min(seats, max(map(len, self._pools)))
        slots = np.full((*grid.net.shape, seats), NONE, dtype=np.int64)
        best = np.where(eligible, grid.net, 0.0).max(axis=1, initial=0.0)
        shares = self._shares(eligible)
        for number, some in enumerate(self._pools):
            for place in range(len(grid.actions)):
                mine = np.flatnonzero(grid.pool[:, place] == number)
                mine = mine[np.argsort(-best[mine], kind="stable")]
                turn = np.mod((np.arange(len(mine)) + 0.5) * 0.6180339887498949, 1.0)
                first = np.searchsorted(np.cumsum(shares[number])[:-1], turn, side="right")
                for seat in range(min(seats, len(some))):
                    slots[mine, place, seat] = some[(first + seat) % len(some)]
                for seat in range(len(some), seats):
                    slots[mine, place, seat] = slots[mine, place, seat - 1]
        return slots

    def _shares(self, eligible: np.ndarray) -> list[FloatArray]:
        """Share each group's tasks out so that executors' loads are even for their hours."""
        wanted = np.where(eligible & (self.grid.net > 0), self._takes, 0.0)
        column = wanted.argmax(axis=1) if wanted.size else np.zeros(len(wanted), dtype=np.int64)
        pool, wanted = _picked(self.grid.pool, column), _picked(wanted, column)
        load = np.bincount(pool[pool >= 0], wanted[pool >= 0], minlength=len(self._pools))
        weight = np.where(np.isfinite(self.hours), self.hours, self.hours[np.isfinite(self.hours)].max())
        weight = np.maximum(weight, 1e-9)
        shares = [weight[some] / weight[some].sum() for some in self._pools]
        for _ in range(30):
            loads = np.full(len(self.names), 1e-9)
            for number, some in enumerate(self._pools):
                np.add.at(loads, some, load[number] * shares[number])
            for number, some in enumerate(self._pools):
                wanted_share = shares[number] * np.sqrt(weight[some] / loads[some])
                shares[number] = wanted_share / wanted_share.sum()
        return shares

    def _bound(
        self,
        eligible: np.ndarray,
        prices: Mapping[str, float],
        budget: float | None,
        capacity: FloatArray,
        free: FloatArray,
    ) -> float:
        """Bound every plan in which a task may go to anybody of its group, at the prices of this one."""
        reduced, (of_money, of_places, of_hours) = self._reduced(prices)
        most = np.array([*(free[some].max() for some in self._pools), np.inf])[self.grid.pool]
        fits = (self._takes <= most * (1 + ROUNDING)) & (capacity >= 1)
        if budget is not None:
            fits &= self.grid.cost <= budget * (1 + ROUNDING)
        best = np.where(eligible & fits, reduced, 0.0).max(axis=1, initial=0.0)
        paid = of_money * (budget or 0.0)
        paid += float((of_places * np.where(of_places > 0, capacity, 0.0)).sum())
        paid += float((of_hours * np.where(of_hours > 0, free, 0.0)).sum())
        return paid + float(best.sum())

    def _reduced(
        self, prices: Mapping[str, float]
    ) -> tuple[FloatArray, tuple[float, FloatArray, FloatArray]]:
        """Give net values less the priced use, by whoever of the group is cheapest, and the prices."""
        grid = self.grid
        of_money = prices.get(BUDGET, 0.0)
        of_hours = np.array([prices.get(f"{HOURS}{name}", 0.0) for name in self.names])
        of_places = np.array([prices.get(f"{CAPACITY}{name}", 0.0) for name in grid.actions])
        cheapest = np.array([*(of_hours[some].min() for some in self._pools), 0.0])[grid.pool]
        reduced = grid.net - of_money * grid.cost - of_places - cheapest * self._takes
        return reduced, (of_money, of_places, of_hours)

    def best_at(self, prices: Mapping[str, float]) -> IntArray:
        """Give the action that the plan would give each client at its prices; -1 for none."""
        reduced = np.where(self.grid.eligible, self._reduced(prices)[0], 0.0)
        if not reduced.size:
            return np.full(len(reduced), NONE, dtype=np.int64)
        best = reduced.argmax(axis=1)
        return np.where(_picked(reduced, best) > 0, best, NONE)

    def _evened(self, action: IntArray, by: IntArray) -> IntArray:
        """Give tasks that take no limited hours to whoever of the group has fewest tasks."""
        by = by.copy()
        tasks = np.bincount(by[by >= 0], minlength=len(self.names))
        pool = np.where(action >= 0, _picked(self.grid.pool, action), NONE)
        for number, some in enumerate(self._pools):
            mine = np.flatnonzero((pool == number) & (by < 0))
            if not len(mine):
                continue
            order = some[np.argsort(tasks[some], kind="stable")]
            by[mine] = order[np.arange(len(mine)) % len(order)]
            tasks += np.bincount(by[mine], minlength=len(self.names))
        return by


def _picked(table: NDArray[Any], column: IntArray) -> NDArray[Any]:
    """Take one cell of each row, the first where the column is -1."""
    if not table.size:
        return np.full(len(table), NONE, dtype=np.int64)
    return np.asarray(table[np.arange(len(table)), np.maximum(column, 0)])
