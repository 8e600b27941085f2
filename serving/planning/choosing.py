"""Who gets which action by whom: the plan over clients, actions and executors, part of it drawn by chance."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from features.settings import Settings
from serving.options.executors import BETWEEN_NAMES, MANAGEMENT, hours_of
from serving.planning.desk import Desk, Grid
from serving.planning.exploring import Draw, Room, draw
from serving.planning.limits import IntArray
from serving.planning.plan import PlanChoice


@dataclass(frozen=True)
class Chosen:
    """A plan, and how good it is.

    Attributes
    ----------
    rows : DataFrame
        ``client_id, action, executor, explored, propensity``, one row a chosen client, by client.
    value, cost, bound : float
        Money, of all chosen, those drawn by chance included; no plan under these limits with these draws is
        worth more than `bound`.
    binding : tuple of str
        The limits that are used up.
    multipliers : mapping of str to float
        What one more unit of each would bring: of money, of an executor's hours, of an action's places.
    """

    rows: pd.DataFrame
    value: float
    cost: float
    bound: float
    binding: tuple[str, ...]
    multipliers: Mapping[str, float]

    @property
    def gap(self) -> float:
        """Money between the plan and its bound, ≥ 0."""
        return max(self.bound - self.value, 0.0)


def grid_of(options: pd.DataFrame, executors: pd.Series, settings: Settings) -> Grid:
    """Lay options out as tables.

    Parameters
    ----------
    options : DataFrame
        Of one list: ``client_id, action, channel, eligible, expected_net_value, win_back_cost``.
    executors : Series
        Names joined by `BETWEEN_NAMES`, by `client_id`; missing where the company names no managers.
    settings : Settings
        Section actions.
    """
    actions = sorted(options["action"].unique())
    codes, ids = pd.factorize(options["client_id"], sort=True)
    places = (codes, pd.Categorical(options["action"], actions).codes)
    shape = (len(ids), len(actions))
    net, cost, eligible = np.zeros(shape), np.zeros(shape), np.zeros(shape, dtype=bool)
    known = options["expected_net_value"].notna() & options["win_back_cost"].notna()
    may = (options["eligible"].astype(bool) & known).to_numpy()
    eligible[places] = may
    net[places] = np.where(may, options["expected_net_value"].to_numpy(dtype="float64"), 0.0)
    cost[places] = np.where(may, options["win_back_cost"].to_numpy(dtype="float64"), 0.0)
    told = [settings.actions.get(name) for name in actions]
    joined = pd.Series(ids).map(executors)
    codes, names = pd.factorize(joined)
    pools = [[name for name in text.split(BETWEEN_NAMES) if name] for text in names]
    pool = np.repeat(codes.astype("int64")[:, None], len(actions), axis=1)
    channels = options.drop_duplicates("action").set_index("action")["channel"]
    for place, name in enumerate(actions):
        if channels[name] == "management_call":
            pool[:, place] = len(pools)
    return Grid(
        client_ids=pd.Series(ids, dtype="str"),
        actions=actions,
        net=net,
        cost=cost,
        eligible=eligible,
        hours=np.array([0.0 if one is None else one.hours for one in told]),
        capacity=np.array([np.inf if one is None or one.capacity is None else one.capacity for one in told]),
        pools=[*pools, [MANAGEMENT]],
        pool=pool,
    )


def choose(grid: Grid, *, budget: float | None, settings: Settings, salt: str) -> Chosen:
    """Draw a part by chance, plan the rest, and say who does it.

    Parameters
    ----------
    grid : Grid
    budget : float or None
        Money for all, None for no limit.
    settings : Settings
        Sections plan (`explore_share`, `hours_per_manager`) and executors.
    salt : str
        Of the draws.

    References
    ----------
    M9, M29, M31; method.md, "Which clients, which action".
    """
    names = sorted({name for pool in grid.pools for name in pool})
    hours = hours_of(names, settings.executors, settings.plan.hours_per_manager)
    desk = Desk(grid, names, hours)
    drawn = draw(
        grid.client_ids,
        grid.actions,
        grid.cost,
        grid.eligible,
        Room(budget, grid.capacity),
        spend=settings.plan.explore_share * _spent_on_all(grid, budget),
        salt=salt,
    )
    explored, by = desk.seat(drawn.action)
    clients = np.flatnonzero(explored >= 0)
    spent = float(grid.cost[clients, explored[clients]].sum())
    left = None if budget is None else max(budget - spent, 0.0)
    taken = np.bincount(explored[clients], minlength=len(grid.actions))
    choice, planned, executor = desk.plan(
        explored < 0, budget=left, capacity=grid.capacity - taken, free=hours - desk.used(explored, by)
    )
    action, by = np.where(explored >= 0, explored, planned), np.where(explored >= 0, by, executor)
    would_be = np.where(explored >= 0, desk.best_at(choice.multipliers), planned)
    return _chosen(grid, desk, drawn, (action, explored, would_be, by), choice)


def _spent_on_all(grid: Grid, budget: float | None) -> float:
    """Give the money of which a share is drawn: the budget, or what every gainful client would cost."""
    if not grid.net.size:
        return 0.0
    worth = np.where(grid.eligible, grid.net, -np.inf)
    best = worth.argmax(axis=1)
    clients = np.arange(len(best))
    cost = np.where(worth[clients, best] > 0, grid.cost[clients, best], 0.0).sum()
    return float(cost if budget is None else min(budget, cost))


def _chosen(
    grid: Grid,
    desk: Desk,
    drawn: Draw,
    given: tuple[IntArray, IntArray, IntArray, IntArray],
    choice: PlanChoice,
) -> Chosen:
    action, explored, would_be, by = given
    taken = np.flatnonzero(action >= 0)
    names = np.array([*desk.names, None], dtype="object")
    by_chance = np.flatnonzero(explored >= 0)
    more_value = float(grid.net[by_chance, explored[by_chance]].sum())
    rows = pd.DataFrame(
        {
            "client_id": grid.client_ids.to_numpy()[taken],
            "action": [grid.actions[place] for place in action[taken]],
            "executor": pd.Series(names[by[taken]], dtype="object"),
            "explored": explored[taken] >= 0,
            "propensity": drawn.propensity(action, would_be)[taken],
        }
    ).astype({"client_id": "str", "action": "str"})
    return Chosen(
        rows,
        choice.value + more_value,
        float(grid.cost[taken, action[taken]].sum()),
        choice.bound + more_value,
        choice.binding,
        choice.multipliers,
    )
