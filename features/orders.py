"""What each order row says and from which day on it is known: purchases, and what undid them.

Both tables hold for every as-of day: a fact carries the day it became known, so a day only has to filter.
"""

from collections.abc import Callable
from dataclasses import dataclass

import ibis
from ibis import _
from ibis.expr import types as ir

from features.arithmetic import day_number

ORDER = ["client_id", "order_id"]


@dataclass(frozen=True)
class OrderFacts:
    """Facts about orders, good for any as-of day; money in hundredths, days as day numbers.

    Attributes
    ----------
    purchases : ibis Table
        ``client_id, day, known_day, void_day, amount, margin``: one row per row of an order, with the days
        on which it became known and undone (null: it stands).
    setbacks : ibis Table
        ``client_id, day, known_day, void_day, replaced_day, cancelled, amount, margin, times``: cancellations
        or returns of one order on their own day, `times` of them (an order without id is one a row); amount
        and margin are what went back. From `void_day` on the order itself is undone, so that the money no
        longer counts against the client a second time (null: it does). From `replaced_day` on a status says
        the same of the order, so that the return is no longer told twice (null: none does).
    """

    purchases: ir.Table
    setbacks: ir.Table


def _found_anew(_name: str, rows: ir.Table) -> ir.Table:
    return rows


def order_facts(
    orders: ir.Table,
    *,
    margin_share: float,
    set_aside: Callable[[str, ir.Table], ir.Table] = _found_anew,
) -> OrderFacts:
    """Read accepted orders as facts.

    A negative amount is a return: of its order, where `order_id` names one, else of nobody's. An order whose
    returns reach its amount is undone from the day that became known, and stays so. Status `cancelled` or
    `returned` undoes an order from `status_at`; without one it has no date of its own and says nothing.

    Parameters
    ----------
    orders : ibis Table
        Accepted orders (`features.schema`).
    margin_share : float
        Margin as a share of the amount, in [0, 1], for rows that carry no margin.
    set_aside : callable
        Takes the name and the rows of an intermediate result, few rows that are read more than once, and
        gives what to read instead: a table that will hold them. By default they are found anew each time.
    """
    assumed = (_.amount_hundredths.cast("float64") * margin_share).round().cast("int64")
    rows = orders.select(
        *ORDER,
        day=day_number(_.ordered_at),
        known_day=day_number(_.known_at),
        amount=_.amount_hundredths,
        margin=_.margin_hundredths.coalesce(assumed),
        cancelled=_.status == "cancelled",
        status_day=day_number(_.status_at),
        status_void=ibis.ifelse(
            _.status.isin(["cancelled", "returned"]) & _.status_at.notnull(),
            ibis.greatest(day_number(_.status_at), day_number(_.known_at)),
            ibis.null("int32"),
        ),
    )
    bought = rows.filter(_.amount >= 0)
    undoing = set_aside("undoing", rows.filter((_.amount < 0) | _.status_void.notnull()))
    refunds = undoing.filter(_.amount < 0)
    named = refunds.filter(_.order_id.notnull())
    refunded = set_aside("refunded", bought.semi_join(named.select(*ORDER).distinct(), ORDER))
    undone = set_aside("undone", _undone_orders(refunded, named))
    purchases = bought.left_join(undone, ORDER).select(
        "client_id",
        "day",
        "known_day",
        "amount",
        "margin",
        void_day=ibis.least(_.status_void, _.refund_void),
    )
    by_status = undoing.filter(_.amount >= 0).select(
        *ORDER,
        day=_.status_day,
        known_day=_.status_void,
        void_day=_.status_void,
        replaced_day=ibis.null("int32"),
        cancelled=_.cancelled,
        amount=_.amount,
        margin=_.margin,
    )
    by_refund = refunds.left_join(undone, ORDER).select(
        *ORDER,
        "day",
        "known_day",
        void_day=_.order_void,
        replaced_day=_.undone_by_status,
        cancelled=ibis.literal(False),
        amount=-_.amount,
        margin=-_.margin,
    )
    return OrderFacts(purchases, _told_once(by_status.union(by_refund)))


def _told_once(rows: ir.Table) -> ir.Table:
    """Make one setback of the rows that tell of one order on one day; a row without `order_id` is one."""
    told = rows.group_by(*ORDER, "day", "known_day", "void_day", "replaced_day", "cancelled").agg(
        rows=_.count(), amount=_.amount.sum(), margin=_.margin.sum()
    )
    return told.select(
        "client_id",
        "day",
        "known_day",
        "void_day",
        "replaced_day",
        "cancelled",
        "amount",
        "margin",
        times=ibis.ifelse(told.order_id.isnull(), told["rows"], ibis.literal(1, "int64")),
    )


def _undone_orders(refunded: ir.Table, refunds: ir.Table) -> ir.Table:
    """Give ``client_id, order_id, refund_void, undone_by_status, order_void`` of orders that have refunds.

    `refund_void` is the first day on which the refunds known by then reach what was known to be bought;
    `order_void` that day, or an earlier one on which the status undid the order.
    """
    paid = refunded.select(*ORDER, "known_day", bought=_.amount, net=_.amount)
    back = refunds.select(*ORDER, "known_day", bought=ibis.literal(0, "int64"), net=_.amount)
    daily = paid.union(back).group_by(*ORDER, "known_day").agg(bought=_.bought.sum(), net=_.net.sum())
    so_far = ibis.window(group_by=ORDER, order_by="known_day", preceding=(None, 0))
    whole = (
        daily.mutate(bought_so_far=_.bought.sum().over(so_far), net_so_far=_.net.sum().over(so_far))
        .filter(_.bought_so_far > 0, _.net_so_far <= 0)
        .group_by(*ORDER)
        .agg(refund_void=_.known_day.min())
    )
    by_status = refunded.group_by(*ORDER).agg(status_void=_.status_void.min())
    return (
        by_status.left_join(whole, ORDER)
        .select(
            *ORDER,
            "refund_void",
            undone_by_status=_.status_void,
            order_void=ibis.least(_.status_void, _.refund_void),
        )
        .filter(_.order_void.notnull())
    )
