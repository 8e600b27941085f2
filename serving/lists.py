"""The ranked list that somebody acts on: the best plan under a budget, best client first."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from features.errors import UsageError
from features.settings import Settings
from serving.plan import PlanChoice, choose_plan

if TYPE_CHECKING:
    from serving.store import Published

LISTS = ("at_risk", "recoverable")
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
    "model_version",
)
RECORDED = ("rank", "action", "channel", "win_back_cost", "uplift", "uplift_basis", "expected_net_value")
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
    budget : float or None
    plan_id : str
        The same for the same publication, budget, filters and capacities.
    held_out : int
        Clients who would have stood here and are left alone to show what the list brings.
    record : DataFrame
        What the ledger keeps of the plan: the listed, and the held out beside them.
    as_of : date
    model_version : str
    filters : mapping
    """

    list_name: str
    rows: pd.DataFrame
    bound: float
    value: float
    cost: float
    gap: float
    binding: tuple[str, ...]
    budget: float | None
    plan_id: str
    held_out: int
    record: pd.DataFrame
    as_of: date
    model_version: str
    filters: Mapping[str, Sequence[str]]


def make_list(
    published: "Published",
    list_name: str,
    *,
    budget: float | None,
    settings: Settings,
    language: str,
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
        Capacities of the actions.
    language : str
        Of the reasons and talks: `ru` or `en`.
    filters : mapping, optional
        Column of `FILTERS` → allowed values; narrows the clients before the plan is made.
    with_contacts : bool
        Whether phone and e-mail stand in the rows.

    Raises
    ------
    UsageError
        If the list, a filter's column or the budget can't be.
    """
    wanted = {column: tuple(values) for column, values in (filters or {}).items()}
    _check(list_name, budget, wanted)
    clients = _clients(published, list_name)
    options = published.tables["options"].to_pandas()
    options = options[options["list"] == list_name]
    clients, options = _narrow(clients, options, wanted)
    chosen, choice = _choose(options, budget, settings)
    rows = _ranked(chosen.merge(clients, on="client_id", how="left"), published, language, with_contacts)
    gainful = options[(options["why_not"] == "held_out") & (options["expected_net_value"] > 0)]
    best = gainful.sort_values("expected_net_value", ascending=False).drop_duplicates("client_id")
    record = pd.concat([rows, best.assign(held_out=True)], ignore_index=True)
    return WinbackList(
        list_name,
        rows,
        choice.bound,
        choice.value,
        choice.cost,
        choice.gap,
        choice.binding,
        budget,
        _plan_id(published.state, list_name, budget, wanted, settings),
        len(best),
        record[["client_id", "held_out", *RECORDED]],
        published.as_of,
        published.model_version,
        wanted,
    )


def _check(list_name: str, budget: float | None, filters: Mapping[str, Sequence[str]]) -> None:
    if list_name not in LISTS:
        raise UsageError(f"{list_name!r} is no list. There are at-risk and recoverable.")
    if budget is not None and not (np.isfinite(budget) and budget >= 0):
        raise UsageError(f"The budget is {budget}; it is an amount of money, 0 or more.")
    for column in filters:
        if column not in FILTERS:
            raise UsageError(f"A list can't be narrowed by {column!r}. Possible are: {', '.join(FILTERS)}.")


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


def _choose(
    options: pd.DataFrame, budget: float | None, settings: Settings
) -> tuple[pd.DataFrame, PlanChoice]:
    actions = sorted(options["action"].unique())
    codes, ids = pd.factorize(options["client_id"], sort=True)
    places = (codes, pd.Categorical(options["action"], actions).codes)
    net = np.full((len(ids), len(actions)), -np.inf)
    cost = np.zeros((len(ids), len(actions)))
    eligible = np.zeros((len(ids), len(actions)), dtype=bool)
    net[places] = options["expected_net_value"].fillna(-np.inf)
    cost[places] = options["win_back_cost"].fillna(0.0)
    eligible[places] = options["eligible"].astype(bool) & options["expected_net_value"].notna()
    capacity = [settings.actions[name].capacity if name in settings.actions else None for name in actions]
    choice = choose_plan(
        np.where(eligible, net, 0.0),
        cost,
        eligible=eligible,
        budget=budget,
        capacity=capacity,
        action_names=actions,
    )
    taken = pd.DataFrame({"client_id": ids, "place": choice.action})
    taken = taken[taken["place"] >= 0]
    named = [actions[place] for place in taken["place"]]
    taken = taken.assign(action=pd.Series(named, taken.index, dtype=options["action"].dtype))
    return taken[["client_id", "action"]].merge(options, on=["client_id", "action"]), choice


def _ranked(rows: pd.DataFrame, published: "Published", language: str, with_contacts: bool) -> pd.DataFrame:
    rows = rows.sort_values(["expected_net_value", "client_id"], ascending=[False, True], ignore_index=True)
    rows["rank"] = np.arange(1, len(rows) + 1)
    rows["cumulative_cost"] = rows["win_back_cost"].cumsum()
    rows["cumulative_value"] = rows["expected_net_value"].cumsum()
    for place in (1, 2, 3):
        rows[f"reason_{place}_text"] = rows[f"reason_{place}_{language}"]
    rows["signs_text"] = rows[f"signs_{language}"]
    rows["script"], rows["questions"] = rows[f"script_{language}"], rows[f"questions_{language}"]
    rows["offer"] = rows[f"offer_{language}"]
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
    told = json.dumps([state, list_name, money, narrowed, capacities])
    return f"plan-{hashlib.sha256(told.encode()).hexdigest()[:16]}"
