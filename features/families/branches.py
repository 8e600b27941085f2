"""Which branch serves the client, and how many of its clients that branch has lost lately (M7, M24)."""

from collections.abc import Mapping

import ibis
from ibis import _
from ibis.expr import types as ir

from features.arithmetic import count_where
from features.family import CATEGORY, Cause, Family, Feature, Known, Peers, Source

LATELY_DAYS = 90
#: The company's share counts like so many clients of every branch: three clients prove nothing.
SHRINKAGE_CLIENTS = 20
CHURN = "branch_churn_90"
#: Ages in front of names, all of one width: the least text is then the latest row's.
_WIDTH = 1_000_000


def branch_facts(orders: ir.Table) -> ir.Table:
    """Give ``client_id, branch, day, known_day, void_day`` of the orders that say where a client buys.

    A client who only ever bought at one branch has its first order there, and those that were told late or
    undone: the others tell nothing more, on any day.

    Parameters
    ----------
    orders : ibis Table
        Every order row: `rows` of `features.orders.OrderFacts`.
    """
    names = ("client_id", "branch", "day", "known_day", "void_day")
    rows = orders.filter(~_.refund, _.branch.notnull()).select(*names).distinct()
    plain = rows.void_day.isnull() & (rows.known_day == rows.day)
    one = rows.group_by("client_id").agg(
        least=rows.branch.min(),
        most=rows.branch.max(),
        first=ibis.ifelse(plain, rows.day, ibis.null("int32")).min(),
    )
    both = rows.join(one, "client_id")
    needless = both.void_day.isnull() & (both.known_day == both.day) & (both.day > both.first)
    return both.filter((both.least != both.most) | ~needless).select(*names)


def _rows(known: Known) -> ir.Table:
    as_of = known.as_of
    told = known.facts["branches"].filter(_.known_day < as_of, _.void_day.isnull() | (_.void_day >= as_of))
    return told.select("client_id", "branch", age=as_of - told.day)


BRANCHES = Source("branches", "orders", _rows)


def sums(orders: ir.Table) -> Mapping[str, ir.Scalar]:
    """Take the branch of the last order day; of several on that day the first by name."""
    dated = (orders.age + _WIDTH).cast("string") + orders.branch
    return {"branch": dated.min().substr(len(str(_WIDTH)))}


def finish(clients: ir.Table) -> Mapping[str, ir.Value]:
    """Give the branch and its churn as they are."""
    return {CHURN: clients[CHURN], "branch": clients.branch}


def churn_of_branches(clients: ir.Table) -> ir.Table:
    """Count, of each branch's clients that were not lost 90 days ago, those who are lost now.

    Parameters
    ----------
    clients : ibis Table
        Sums of all clients with `status`, `days_lost` and `oldest_age`.

    Returns
    -------
    ibis Table
        ``name, key, value``: `CHURN`, the branch, (lost + k · company's share) / (clients + k).
    """
    lost = clients.status == "lost"
    there = (clients.oldest_age > LATELY_DAYS) & ~(lost & (clients.days_lost >= LATELY_DAYS))
    rows = clients.select("branch", there=there, lost=there & lost)
    company = rows.agg(all_there=count_where(rows.there), all_lost=count_where(rows.lost))
    branches = rows.filter(rows.branch.notnull()).group_by(key=rows.branch)
    counted = branches.agg(there=count_where(rows.there), lost=count_where(rows.lost)).cross_join(company)
    # Whole numbers up to the one division: (lost + k · all_lost / all_there) / (there + k).
    above = counted.lost * counted.all_there + SHRINKAGE_CLIENTS * counted.all_lost
    below = (counted.there + SHRINKAGE_CLIENTS) * counted.all_there
    share = above.cast("float64") / below.cast("float64").nullif(0)
    return counted.select(name=ibis.literal(CHURN), key="key", value=share)


PEERS = Peers("branch", (CHURN,), churn_of_branches)

FAMILY = Family(
    "branches",
    BRANCHES,
    sums,
    finish,
    (
        Feature(
            CHURN,
            "share",
            f"of the clients of the client's branch that were not lost {LATELY_DAYS} days ago the share lost "
            f"since; the company's share counts like {SHRINKAGE_CLIENTS} clients more",
            f"доля клиентов филиала, потерянных за {LATELY_DAYS} дней",
            Cause.SERVICE,
            f"no order names a branch, or nobody has been a client for {LATELY_DAYS} days",
            rises=1,
            table="orders.branch",
        ),
        Feature(
            "branch",
            CATEGORY,
            "branch of the last order day; of several on that day the first by name",
            "филиал последнего заказа",
            Cause.PROFILE,
            "no order names a branch",
            table="orders.branch",
        ),
    ),
    peers=PEERS,
)
