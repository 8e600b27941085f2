"""Where most fell away (M7): the churn of each branch, manager, region, product, category and ABC class."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

import duckdb
import pyarrow as pa
from scipy.special import bdtr

from features.churn_rate.intervals import Rate, rate_of
from features.churn_rate.losses import Balance
from features.churn_rate.membership import ONE_EACH, SEVERAL, membership_sql
from features.errors import UsageError
from features.events import Events

#: By what a breakdown can be asked for, in reading order.
BY = (*ONE_EACH, *SEVERAL)
#: Fewer clients at the start than this are too few to judge anybody by.
MINIMUM_CLIENTS = 20
#: A difference that chance brings more seldom than this is none of chance's.
SO_SELDOM = 0.025
_CLIENTS = "winback_churn_clients"
Judgement = Literal["worse", "better", "alike", "too_few", "too_early"]
_ORDER: dict[str, int] = {"worse": 0, "alike": 1, "too_early": 1, "better": 2, "too_few": 3}


@dataclass(frozen=True)
class Group:
    """The clients of one branch, manager, … at the start of the period, and what became of them.

    Attributes
    ----------
    name : str or None
        None: nothing tells to whom these clients belonged.
    clients_at_start, lost : int
    rate : Rate or None
        Lost of those at the start; None where they are too few to judge.
    excess : float
        Lost clients beyond what the company's rate explains; below 0: fewer.
    lost_share : float
        Its part in all the company lost; the parts add up to 1 where a client belongs to one group only.
    lost_profit_before : float
        What those lost had brought before the period, in money (see `ChurnRate.profit_days`).
    judgement : str
        `worse` only where the difference is no chance (`judged`), `better` likewise; `too_early` where the
        company's own rate is but a lower bound.
    """

    name: str | None
    clients_at_start: int
    lost: int
    rate: Rate | None
    excess: float
    lost_share: float
    lost_profit_before: float
    judgement: Judgement


@dataclass(frozen=True)
class Breakdown:
    """All groups of one kind, those that are surely worse than the company first.

    Attributes
    ----------
    by : str
        One of `BY`.
    groups : tuple of Group
    exclusive : bool
        Whether a client belongs to one group only, so that the groups add up to the company.
    too_small : int
        Groups of too few clients that are left out (products and categories: there may be thousands).
    undated_clients : int
        Clients whose group stands in a row without a date: it may be today's, not of the period's start.
    """

    by: str
    groups: tuple[Group, ...]
    exclusive: bool
    too_small: int
    undated_clients: int


def judged(lost: int, clients: int, *, company_rate: float, compared: int) -> Judgement:
    """Tell whether a group loses more than the company, or whether that is chance.

    It is worse only if its whole 95 % interval lies above the company's rate, and if chance would bring so
    many losses to any of the groups compared in less than one case of forty (exact binomial, Bonferroni): of
    forty managers who are all alike, one stands out by his interval alone.

    Parameters
    ----------
    lost, clients : int
        Of the group, 0 ≤ lost ≤ clients, clients > 0.
    company_rate : float
        Share in [0, 1].
    compared : int
        How many groups are looked at beside each other, ≥ 1.

    Returns
    -------
    str
        `worse`, `better` or `alike`.

    Examples
    --------
    >>> judged(5, 21, company_rate=0.057, compared=1), judged(5, 21, company_rate=0.057, compared=22)
    ('worse', 'alike')
    >>> judged(0, 300, company_rate=0.057, compared=22)
    'better'
    """
    rate = rate_of(lost, clients)
    if rate is None:
        return "alike"
    if rate.low > company_rate:
        so_many = 1 - float(bdtr(lost - 1, clients, company_rate)) if lost else 1.0
        return "worse" if so_many * compared <= SO_SELDOM else "alike"
    if rate.high < company_rate:
        so_few = float(bdtr(lost, clients, company_rate))
        return "better" if so_few * compared <= SO_SELDOM else "alike"
    return "alike"


def breakdown(by: str, tallies: pa.Table, company: Balance, *, minimum_clients: int) -> Breakdown | None:
    """Reckon the churn of each group.

    Parameters
    ----------
    by : str
        One of `BY`.
    tallies : pyarrow Table
        ``name, clients, lost, profit, undated`` of each group; see `tallies_of`.
    company : Balance
        All the company's clients in the same period.
    minimum_clients : int
        Groups of fewer clients get no rate.

    Returns
    -------
    Breakdown or None
        None where no client's group is known.

    References
    ----------
    M7.
    """
    rows = tallies.to_pylist()
    if all(row["name"] is None for row in rows):
        return None
    exclusive = by in ONE_EACH
    large = sum(row["clients"] >= minimum_clients and row["name"] is not None for row in rows)
    shown = [row for row in rows if exclusive or row["clients"] >= minimum_clients]
    groups = [_group(row, company, large, minimum_clients) for row in shown]
    groups.sort(key=lambda one: (one.name is None, _ORDER[one.judgement], -one.excess, -one.lost, one.name))
    undated = sum(row["undated"] for row in rows)
    return Breakdown(by, tuple(groups), exclusive, len(rows) - len(shown), undated)


def _group(row: Mapping[str, Any], company: Balance, compared: int, minimum_clients: int) -> Group:
    name, clients, lost = row["name"], row["clients"], row["lost"]
    enough = clients >= minimum_clients
    if not enough:
        judgement: Judgement = "too_few"
    elif company.rate is None or company.lower_bound:
        judgement = "too_early"
    elif name is None:
        judgement = "alike"  # nobody stands for the clients of whom nothing is known
    else:
        judgement = judged(lost, clients, company_rate=company.rate.share, compared=compared)
    return Group(
        name=name,
        clients_at_start=clients,
        lost=lost,
        rate=rate_of(lost, clients) if enough else None,
        excess=lost - clients * (company.lost / company.clients_at_start),
        lost_share=lost / company.lost if company.lost else 0.0,
        lost_profit_before=row["profit"] / 100,
        judgement=judgement,
    )


def wanted_kinds(by: Sequence[str] | None) -> tuple[str, ...]:
    """Check the kinds of groups that are asked for; None asks for all that the data can tell.

    Raises
    ------
    UsageError
        If there is no such kind.

    Examples
    --------
    >>> wanted_kinds(["manager", "branch", "manager"])
    ('manager', 'branch')
    """
    asked = tuple(dict.fromkeys(BY if by is None else by))
    unknown = [kind for kind in asked if kind not in BY]
    if unknown:
        raise UsageError(
            f"--by is {', '.join(unknown)!r}; churn is broken down by {', '.join(BY)}. Choose from these."
        )
    return asked


def tallies_of(
    by: str, events: Events, connection: duckdb.DuckDBPyConnection, day: date, clients: pa.Table
) -> pa.Table | None:
    """Count the clients of each group on a day, and the lost ones among them.

    Parameters
    ----------
    by : str
        One of `BY`.
    events : Events
        The tables that the company has; they stand under their names on `connection`.
    connection : DuckDB connection
    day : date
        The period's first day: who belonged where, as it was known when it began.
    clients : pyarrow Table
        The company's clients on that day: ``client_id, abc, lost`` and ``profit_before`` in hundredths.

    Returns
    -------
    pyarrow Table or None
        ``name`` (null: nothing tells), ``clients, lost``, ``profit`` (hundredths, of the lost ones) and
        ``undated`` (clients); None where no table could tell.
    """
    sql = f"SELECT client_id, abc AS name, false AS undated FROM {_CLIENTS}"
    members = sql if by == "abc" else membership_sql(by, events)
    if members is None:
        return None
    join = "LEFT JOIN" if by in ONE_EACH else "JOIN"
    connection.register(_CLIENTS, clients)
    try:
        found = connection.sql(
            f"""SELECT m.name, count(*) AS clients, count(*) FILTER (WHERE c.lost) AS lost,
                CAST(coalesce(sum(c.profit_before) FILTER (WHERE c.lost), 0) AS BIGINT) AS profit,
                count(*) FILTER (WHERE m.undated) AS undated
            FROM {_CLIENTS} c {join} ({members}) m USING (client_id) GROUP BY m.name""",
            params=None if by == "abc" else {"day": day},
        )
        tallies: pa.Table = found.to_arrow_table()
    finally:
        connection.unregister(_CLIENTS)
    return tallies
