"""Who may take a client's task: never who lost the client, always somebody more experienced (M31).

Experience is the years that a manager has been with the company, times the share of clients kept; a rank in
the settings goes before it. Who was not seen for a quarter of a year, or was dismissed, gets no task.
"""

from collections.abc import Mapping
from datetime import date

import numpy as np
import pandas as pd

from features.events import Events
from features.settings import Executor

MANAGEMENT = "management"
BETWEEN_NAMES = "; "
#: Days after which a manager of whom nothing is heard no longer counts as in office.
SEEN_DAYS = 90
#: Clients whose fate is taken to be the company's, when a manager's share of clients kept is reckoned.
PRIOR_CLIENTS = 20.0
STAFF = ("executor", "branch", "in_office", "tenure_days", "clients_kept", "clients_lost", "experience")


def lost_by(events: Events, as_of: date) -> pd.DataFrame:
    """Give each client's managers on the day of the last order: ``client_id, manager``, one row a pair.

    Parameters
    ----------
    events : Events
        `orders`, and `managers` where the company has it.
    as_of : date
        What is known when it begins.
    """
    in_charge = ""
    if events.has("managers"):
        in_charge = """
            UNION
            SELECT m.client_id, m.manager FROM managers m JOIN last_order l USING (client_id)
            WHERE m.valid_from <= l.ordered_at AND (m.valid_to IS NULL OR m.valid_to >= l.ordered_at)
        """
    sql = f"""
        WITH last_order AS (
            SELECT client_id, max(ordered_at) AS ordered_at,
                arg_max(manager, (ordered_at, manager)) AS manager
            FROM orders WHERE ordered_at < ?::DATE AND status IS DISTINCT FROM 'cancelled' GROUP BY client_id
        )
        SELECT client_id, manager FROM (SELECT client_id, manager FROM last_order {in_charge})
        WHERE manager IS NOT NULL ORDER BY client_id, manager
    """
    found: pd.DataFrame = events.connection.con.sql(sql, params=[as_of]).to_arrow_table().to_pandas()
    return found


def staff_today(
    events: Events,
    people: pd.DataFrame,
    status: pd.Series,
    losers: pd.DataFrame,
    *,
    as_of: date,
) -> pd.DataFrame:
    """Tell who looks after clients today, and how experienced each is.

    Parameters
    ----------
    events : Events
    people : DataFrame
        ``client_id, branch, manager`` of today.
    status : Series
        Each client's status, by `client_id`.
    losers : DataFrame
        Of `lost_by`; of clients with the status `lost` it counts against their managers.
    as_of : date

    Returns
    -------
    DataFrame
        `STAFF`, sorted by executor; `experience` in years of keeping clients.
    """
    seen = _seen(events, as_of)
    if seen.empty:
        return pd.DataFrame(columns=list(STAFF))
    served = people[people["manager"].notna()]
    kept = served[served["client_id"].map(status).isin(("new", "active", "overdue"))]
    lost = losers[losers["client_id"].map(status) == "lost"]
    found = seen.set_index("executor")
    found["clients_kept"] = kept.groupby("manager").size().reindex(found.index, fill_value=0)
    found["clients_lost"] = lost.groupby("manager").size().reindex(found.index, fill_value=0)
    branches = served.groupby(["manager", "branch"]).size().reset_index(name="clients")
    first = branches.sort_values(["clients", "branch"], ascending=[False, True]).drop_duplicates("manager")
    found["branch"] = first.set_index("manager")["branch"].reindex(found.index)
    found["branch"] = found["branch"].where(found["branch"].notna(), found.pop("last_branch"))
    known = found["clients_kept"] + found["clients_lost"]
    mean_share = found["clients_kept"].sum() / max(known.sum(), 1)
    share = (found["clients_kept"] + PRIOR_CLIENTS * mean_share) / (known + PRIOR_CLIENTS)
    found["experience"] = found["tenure_days"] / 365.25 * share
    return found.reset_index().sort_values("executor", ignore_index=True)[list(STAFF)]


def _seen(events: Events, as_of: date) -> pd.DataFrame:
    """Give ``executor, tenure_days, in_office, last_branch`` of every manager whom any event names."""
    sources = ["SELECT manager, ordered_at AS moment, branch, false AS ends FROM orders"]
    if events.has("contacts"):
        sources.append("SELECT manager, contacted_at, NULL, false FROM contacts")
    if events.has("managers"):
        sources.append("SELECT manager, valid_from, NULL, false FROM managers")
        sources.append("SELECT manager, valid_to, NULL, true FROM managers WHERE dismissed")
        standing = "valid_to IS NULL AND valid_from < $1::DATE"
        sources.append(f"SELECT manager, $1::TIMESTAMP, NULL, false FROM managers WHERE {standing}")
    if events.has("clients"):
        sources.append("SELECT manager, valid_from, branch, false FROM clients WHERE valid_from IS NOT NULL")
    sql = f"""
        WITH told AS ({" UNION ALL ".join(sources)}), named AS (
            SELECT manager AS executor, min(CASE WHEN NOT ends THEN moment END) AS first_seen,
                max(CASE WHEN NOT ends THEN moment END) AS last_seen,
                max(CASE WHEN ends THEN moment END) AS dismissed_on, arg_max(branch, moment) AS last_branch
            FROM told WHERE manager IS NOT NULL AND moment <= $1::TIMESTAMP GROUP BY manager
        )
        SELECT executor, date_diff('day', first_seen, $1::TIMESTAMP)::BIGINT AS tenure_days,
            last_seen >= $1::TIMESTAMP - INTERVAL {SEEN_DAYS} DAY
                AND coalesce(dismissed_on < last_seen, true) AS in_office,
            last_branch
        FROM named WHERE first_seen IS NOT NULL ORDER BY executor
    """
    found: pd.DataFrame = events.connection.con.sql(sql, params=[as_of]).to_arrow_table().to_pandas()
    return found


def assigned_pools(
    clients: pd.DataFrame, staff: pd.DataFrame, executors: Mapping[str, Executor], losers: pd.DataFrame
) -> pd.DataFrame:
    """Give whom each client's task may go to, and who must not get it.

    Parameters
    ----------
    clients : DataFrame
        ``client_id, list, branch, manager, large``: `large` clients are the management's.
    staff : DataFrame
        Of `staff_today`.
    executors : mapping of str to Executor
        Section executors.
    losers : DataFrame
        Of `lost_by`.

    Returns
    -------
    DataFrame
        ``client_id, executors, barred_managers``, on the index of `clients`. `executors` are names, most
        experienced last; empty where the company names no managers. Who is at risk stays with its own manager
        while in office. Of the lost, everybody in the branch who is more experienced than all who lost the
        client may take the task, else such of another branch, else the management.

    References
    ----------
    M31.
    """
    rank = {name: one.rank for name, one in executors.items()}
    away = {name for name, one in executors.items() if one.away}
    order = staff.assign(rank=staff["executor"].map(rank).fillna(0))
    order = order.sort_values(["rank", "experience", "executor"], ignore_index=True)
    ladder = {name: place for place, name in enumerate(order["executor"])}
    free = order[order["in_office"].astype(bool) & ~order["executor"].isin(away)]
    lost = clients["list"] == "recoverable"
    barred = _barred(clients, losers).where(lost, None)
    keys = pd.DataFrame(
        {
            "own": clients["manager"].where(~lost, None),
            "barred": barred,
            "branch": clients["branch"],
            "large": clients["large"],
            "lost": lost,
        }
    )
    alike = keys.fillna("").drop_duplicates()
    pools = {tuple(key): _pool(key, free, ladder) for key in alike.itertuples(index=False, name=None)}
    named = [pools[key] for key in keys.fillna("").itertuples(index=False, name=None)]
    return pd.DataFrame(
        {"client_id": clients["client_id"], "executors": named, "barred_managers": barred}, clients.index
    )


def _barred(clients: pd.DataFrame, losers: pd.DataFrame) -> pd.Series:
    """Join the names of today's manager and of those in charge at the last order."""
    mine = clients.loc[clients["manager"].notna(), ["client_id", "manager"]]
    both = pd.concat([mine, losers[losers["client_id"].isin(clients["client_id"])]]).drop_duplicates()
    both = both.sort_values(["client_id", "manager"])
    joined = both.groupby("client_id")["manager"].agg(BETWEEN_NAMES.join)
    named: pd.Series = clients["client_id"].map(joined).astype("object")
    return named.where(named.notna(), None)


def _pool(key: tuple[str, str, str, bool, bool], free: pd.DataFrame, ladder: Mapping[str, int]) -> str | None:
    own, barred, branch, large, lost = key
    if large:
        return MANAGEMENT
    if not ladder:
        return None
    names = free["executor"]
    here = names[(free["branch"] == branch).to_numpy()]
    if not lost:
        return own if own in set(names) else BETWEEN_NAMES.join(here if len(here) else names) or MANAGEMENT
    losers = [name for name in barred.split(BETWEEN_NAMES) if name]
    least = max((ladder.get(name, -1) for name in losers), default=-1)
    for possible in (here, names):
        found = [name for name in possible if ladder[name] > least and name not in losers]
        if found:
            return BETWEEN_NAMES.join(found)
    return MANAGEMENT


def hours_of(names: "list[str]", executors: Mapping[str, Executor], hours_each: float | None) -> np.ndarray:
    """Give the hours of each executor for one list; infinite where none are told.

    The management has those that the settings give it, and none that is told is no limit.
    """
    told = [executors[name].hours if name in executors else None for name in names]
    usual = [None if name == MANAGEMENT else hours_each for name in names]
    found = [one if one is not None else other for one, other in zip(told, usual, strict=True)]
    return np.array([np.inf if one is None else one for one in found], dtype="float64")
