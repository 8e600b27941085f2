"""The ranked list that somebody acts on: the best plan under a budget, best client first."""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from features.errors import UsageError
from features.leaving import GROUPS
from features.settings import Settings
from serving.options.executors import hours_of
from serving.planning.choosing import choose, grid_of
from serving.planning.desk import BUDGET, HOURS
from serving.planning.due_days import spread_due_days
from serving.planning.filters import check_values

if TYPE_CHECKING:
    from serving.store import Published

#: Columns that a list can be narrowed by.
FILTERS = ("branch", "manager", "status", "risk_band", "abc", "xyz", "region", "kind", "industry", "action")
PLAN_COLUMNS = (
    *("rank", "client_id", "name", "branch", "manager", "status", "abc", "xyz", "churn_probability"),
    *("expected_ltv", "value_if_kept", "action", "channel", "executor", "barred_managers"),
    *("win_back_cost", "uplift", "uplift_from", "uplift_to", "uplift_basis", "expected_net_value"),
    *("break_even_uplift", "cumulative_cost", "cumulative_value"),
    *(f"reason_{place}" for place in (1, 2, 3)),
    *(f"reason_{place}_text" for place in (1, 2, 3)),
    *("signs_text", "offer", "products", "due_on", "held_out", "script", "questions", "as_of"),
    *("model_version", "explored"),
)
RECORDED = (
    *("rank", "episode", "action", "channel", "executor", "win_back_cost", "uplift", "uplift_basis"),
    *("expected_net_value", "propensity"),
)
CONTACTS = ("phone", "email")


@dataclass(frozen=True)
class WinbackList:
    """A list and how good it is.

    Attributes
    ----------
    list_name : str
        `at_risk` or `recoverable`.
    rows : DataFrame
        `PLAN_COLUMNS`, best first; held-out clients are not among them.
    bound, value, cost, gap : float
        No plan under these limits is worth more than `bound`; `value` is this one's, money.
    binding : tuple of str
        The limits that are used up.
    multipliers : mapping of str to float
        What one more unit of each of them would bring, money: one more rouble of `budget`, one more hour of
        `hours of NAME`, one more place of `capacity of ACTION`.
    budget : float or None
    plan_id : str
        The same for the same publication, budget, filters and capacities.
    held_out : int
        Clients who would have stood here and are left alone to show what the list brings.
    record : DataFrame
        What the ledger keeps of the plan: the listed, and the held out beside them.
    snapshot_id : str
        The publication that the plan is made of.
    scored_at : datetime
        When it was made.
    as_of : date
    model_version : str
    filters : mapping
    attempted_since : int
        Clients of the plan who are not among the rows, as their attempt was made since the scoring.
    passing : int
        Clients who pass the filters, whether an action pays for them or not.
    """

    list_name: str
    rows: pd.DataFrame
    bound: float
    value: float
    cost: float
    gap: float
    binding: tuple[str, ...]
    multipliers: Mapping[str, float]
    budget: float | None
    plan_id: str
    held_out: int
    record: pd.DataFrame
    snapshot_id: str
    scored_at: datetime
    as_of: date
    model_version: str
    filters: Mapping[str, Sequence[str]]
    attempted_since: int = 0
    passing: int = 0

    def without(self, attempted: Collection[str]) -> "WinbackList":
        """Leave clients out who were attempted since; the plan, its money and its ranks stay as they were."""
        rows = self.rows[~self.rows["client_id"].isin(attempted)].reset_index(drop=True)
        return replace(self, rows=rows, attempted_since=len(self.rows) - len(rows))

    @property
    def value_of_money(self) -> float:
        """What one more unit of money would bring; 0 where the budget does not bind."""
        return self.multipliers.get(BUDGET, 0.0)

    @property
    def value_of_hour(self) -> float:
        """What one more hour would bring of the executor whose hours are scarcest; 0 if none are."""
        return max((price for name, price in self.multipliers.items() if name.startswith(HOURS)), default=0.0)


def make_list(
    published: "Published",
    list_name: str,
    *,
    budget: float | None,
    settings: Settings,
    language: str,
    hours: float | None = None,
    filters: Mapping[str, Sequence[str]] | None = None,
    with_contacts: bool = False,
) -> WinbackList:
    """Choose who is contacted and how, and put the best first.

    Parameters
    ----------
    published : Published
    list_name : str
        `at_risk` or `recoverable`.
    budget : float or None
        Money that the sum of win-back costs may reach; None: no limit.
    settings : Settings
        Capacities of the actions, executors' hours, the share that is drawn by chance.
    language : str
        Of the reasons and talks: `ru` or `en`.
    hours : float, optional
        Hours that each executor has, in the place of `[plan] hours_per_manager`.
    filters : mapping, optional
        Column of `FILTERS` → allowed values; narrows the clients before the plan is made.
    with_contacts : bool
        Whether phone and e-mail stand in the rows.

    Raises
    ------
    UsageError
        If the list, a filter's column or value, or the budget can't be.
    """
    wanted = {column: tuple(values) for column, values in (filters or {}).items()}
    _check(list_name, budget, wanted)
    settings = _with_hours(settings, hours)
    clients = _clients(published, list_name)
    options = published.tables["options"].to_pandas()
    options = options[options["list"] == list_name]
    clients, options = _narrow(clients, options, wanted)
    executors = clients.set_index("client_id")["executors"] if "executors" in clients else _nobody(clients)
    chosen = choose(
        grid_of(options, executors, settings),
        budget=budget,
        settings=settings,
        salt=f"{settings.training.seed}/{published.as_of.isoformat()}/{list_name}",
    )
    whole = chosen.rows.merge(options, on=["client_id", "action"]).merge(
        clients.drop(columns=["executor", "executors"], errors="ignore"), on="client_id", how="left"
    )
    whole = _dated(_in_order(whole), published.as_of, settings)
    rows = _told(whole, published, settings, language, with_contacts)
    held = _held_out(options, clients)
    record = pd.concat([whole, held], ignore_index=True)
    return WinbackList(
        list_name=list_name,
        rows=rows,
        bound=chosen.bound,
        value=chosen.value,
        cost=chosen.cost,
        gap=chosen.gap,
        binding=chosen.binding,
        multipliers=chosen.multipliers,
        budget=budget,
        plan_id=_plan_id(published.state, list_name, budget, wanted, settings),
        held_out=len(held),
        record=record[["client_id", "held_out", *RECORDED]],
        snapshot_id=published.snapshot_id,
        scored_at=published.scored_at,
        as_of=published.as_of,
        model_version=published.model_version,
        filters=wanted,
        passing=len(clients),
    )


def _held_out(options: pd.DataFrame, clients: pd.DataFrame) -> pd.DataFrame:
    """Give the held-out clients who would have paid, each with the best of their actions."""
    gainful = options[(options["why_not"] == "held_out") & (options["expected_net_value"] > 0)]
    best = gainful.sort_values("expected_net_value", ascending=False).drop_duplicates("client_id")
    return best.merge(clients[["client_id", "episode"]], on="client_id").assign(held_out=True)


def _check(list_name: str, budget: float | None, filters: Mapping[str, Sequence[str]]) -> None:
    if list_name not in GROUPS:
        raise UsageError(f"{list_name!r} is no list. There are at-risk and recoverable.")
    if budget is not None and not (np.isfinite(budget) and budget >= 0):
        raise UsageError(f"The budget is {budget}; it is an amount of money, 0 or more.")
    for column in filters:
        if column not in FILTERS:
            raise UsageError(f"A list can't be narrowed by {column!r}. Possible are: {', '.join(FILTERS)}.")
    check_values(filters)


def _with_hours(settings: Settings, hours: float | None) -> Settings:
    if hours is None:
        return settings
    if not (np.isfinite(hours) and hours >= 0):
        raise UsageError(f"The hours are {hours}; they are a number of hours, 0 or more.")
    plan = settings.plan.model_copy(update={"hours_per_manager": float(hours)})
    return settings.model_copy(update={"plan": plan})


def _clients(published: "Published", list_name: str) -> pd.DataFrame:
    candidates = published.tables["candidates"].to_pandas()
    candidates = candidates[candidates["list"] == list_name].drop(columns="list")
    scores = published.tables["scores"].to_pandas().drop(columns=["as_of", "model_version"])
    people = published.tables["clients"].to_pandas()
    whole: pd.DataFrame = candidates.merge(scores, on="client_id").merge(people, on="client_id", how="left")
    return whole


def _narrow(
    clients: pd.DataFrame, options: pd.DataFrame, filters: Mapping[str, Sequence[str]]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    for column, values in filters.items():
        if column == "action":
            options = options[options["action"].isin(values)]
        else:
            clients = clients[clients[column].isin(values)]
    return clients, options[options["client_id"].isin(clients["client_id"])]


def _nobody(clients: pd.DataFrame) -> pd.Series:
    """Name no executors: what was published by an older winback."""
    return pd.Series(None, index=clients["client_id"], dtype="object")


def _in_order(rows: pd.DataFrame) -> pd.DataFrame:
    rows = rows.sort_values(["expected_net_value", "client_id"], ascending=[False, True], ignore_index=True)
    return rows.assign(
        rank=np.arange(1, len(rows) + 1),
        cumulative_cost=rows["win_back_cost"].cumsum(),
        cumulative_value=rows["expected_net_value"].cumsum(),
    )


def _dated(rows: pd.DataFrame, as_of: date, settings: Settings) -> pd.DataFrame:
    """Say when each task is due: not before it is worth most, and within the executor's week."""
    if "wait_days" in rows and len(rows):
        ahead = pd.to_timedelta(rows["wait_days"].fillna(0).astype("int64"), unit="D")
        rows = rows.assign(due_on=(pd.Timestamp(as_of) + ahead).dt.date)
    names = sorted(rows["executor"].dropna().unique())
    week = pd.Series(hours_of(names, settings.executors, settings.plan.hours_per_manager), names)
    hours = rows["action"].map({name: action.hours for name, action in settings.actions.items()}).fillna(0.0)
    tasks = pd.DataFrame({"executor": rows["executor"], "earliest_on": rows["due_on"], "hours": hours})
    return rows.assign(due_on=spread_due_days(tasks, hours_of_week=week))


def _told(
    rows: pd.DataFrame, published: "Published", settings: Settings, language: str, with_contacts: bool
) -> pd.DataFrame:
    """Word the rows in a language, and keep the columns of the plan."""
    for place in (1, 2, 3):
        rows[f"reason_{place}_text"] = rows[f"reason_{place}_{language}"]
    rows["signs_text"] = rows[f"signs_{language}"]
    rows["script"], rows["questions"] = rows[f"script_{language}"], rows[f"questions_{language}"]
    own = rows["action"].map(settings.offers)
    rows["offer"] = own.where(own.notna(), rows[f"offer_{language}"])
    rows["as_of"], rows["model_version"] = published.as_of, published.model_version
    return rows[[*PLAN_COLUMNS, *(CONTACTS if with_contacts else ())]]


def _plan_id(
    state: str,
    list_name: str,
    budget: float | None,
    filters: Mapping[str, Sequence[str]],
    settings: Settings,
) -> str:
    narrowed = sorted((column, sorted(values)) for column, values in filters.items())
    capacities = sorted((name, action.capacity) for name, action in settings.actions.items())
    money = None if budget is None else float(budget)
    people = sorted((name, one.hours, one.away) for name, one in settings.executors.items())
    shares = [settings.plan.hours_per_manager, settings.plan.explore_share, settings.training.seed]
    told = json.dumps([state, list_name, money, narrowed, capacities, people, shares])
    return f"plan-{hashlib.sha256(told.encode()).hexdigest()[:16]}"
