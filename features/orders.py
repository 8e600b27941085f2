"""What the orders say, and from which day on it is known: order days, what unsettles them, setbacks.

All three tables hold for every as-of day: a fact carries the day on which it became known, so a day only has
to filter. An order day that nothing will undo carries its gap and its neighbours, so that for nearly every
client a day's order days are found without sorting.
"""

from collections.abc import Callable
from dataclasses import dataclass

import ibis
from ibis import _
from ibis.expr import types as ir

from features.arithmetic import day_number, earlier, micro_log

ORDER = ["client_id", "order_id"]
MONEY = ("amount", "margin", "unpriced")
#: What is summed over the rows of an order day.
DAY_SUMS = (*MONEY, "discount", "discounted")
#: How many of the last order days count as recent.
RECENT_ORDERS = 3


@dataclass(frozen=True)
class OrderFacts:
    """Facts about orders, good for any as-of day; money in hundredths, days as day numbers.

    `margin` sums what the rows carry, `unpriced` the amounts of rows that carry none; `discount` sums what
    was taken off (a source may write it below zero), `discounted` counts the rows with a discount.

    Attributes
    ----------
    settled : ibis Table
        ``client_id, day, orders`` and `DAY_SUMS` of every order day that in the end stands, made of so many
        order rows, and of its chain: ``gap`` (days since the one before), ``log_gap`` and
        ``log_amount`` (millionths), ``next_day`` and ``recent_until`` (the next order day, and the third
        after it; null where there is none).
    unsettled : ibis Table
        ``client_id, day, known_day, void_day, orders`` and `DAY_SUMS`: order rows that became known after
        their day, or are undone from `void_day` on. From `day` until the later of the two days
        the client's order days differ from the settled ones.
    setbacks : ibis Table
        ``client_id, day, known_day, void_day, replaced_day, cancelled, times, amount, margin, unpriced``:
        cancellations or returns of one order on their own day, `times` of them (an order without id is one a
        row); the money is what went back. From `void_day` on the order itself is undone, so that the money
        no longer counts against the client a second time (null: it does). From `replaced_day` on a status
        says the same of the order, so that the return is no longer told twice (null: none does).
    rows : ibis Table
        ``client_id, order_id, day, known_day, void_day, refund, branch`` of every order row; a refund is
        never void. Other facts are made of it; it is none itself.
    """

    settled: ir.Table
    unsettled: ir.Table
    setbacks: ir.Table
    rows: ir.Table


def _found_anew(_name: str, rows: ir.Table) -> ir.Table:
    return rows


def order_facts(
    orders: ir.Table, *, set_aside: Callable[[str, ir.Table], ir.Table] = _found_anew
) -> OrderFacts:
    """Read accepted orders as facts.

    A negative amount is a return: of its order, where `order_id` names one, else of nobody's. An order whose
    returns reach its amount is undone from the day that became known, and stays so. Status `cancelled` or
    `returned` undoes an order from `status_at`; without one it has no date of its own and says nothing.

    Parameters
    ----------
    orders : ibis Table
        Accepted orders (`features.schema`).
    set_aside : callable
        Takes the name and the rows of an intermediate result that is read more than once, and gives what to
        read instead: a table that will hold them. By default they are found anew each time.
    """
    rows = orders.select(
        *ORDER,
        day=day_number(_.ordered_at),
        known_day=day_number(_.known_at),
        amount=_.amount_hundredths,
        margin=_.margin_hundredths.coalesce(0),
        unpriced=ibis.ifelse(_.margin_hundredths.isnull(), _.amount_hundredths, 0),
        discount=_.discount_hundredths.coalesce(0).abs(),
        discounted=ibis.ifelse(_.discount_hundredths.coalesce(0) == 0, 0, 1),
        branch=_.branch,
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
    by_refund = undone.filter(_.refund_void.notnull()).select(*ORDER, "refund_void")
    joined = bought.left_join(by_refund, ORDER)
    purchases = joined.mutate(void_day=earlier(joined.status_void, joined.refund_void))
    setbacks = _by_status(undoing.filter(_.amount >= 0)).union(_by_refund(refunds, undone))
    told = (*ORDER, "day", "known_day", "void_day", "refund", "branch")
    every = (
        purchases.mutate(refund=False)
        .select(*told)
        .union(refunds.mutate(void_day=ibis.null("int32"), refund=True).select(*told))
    )
    return OrderFacts(_settled(purchases), _unsettled(purchases), _told_once(setbacks), every)


def _settled(purchases: ir.Table) -> ir.Table:
    standing = purchases.filter(_.void_day.isnull())
    days = standing.group_by("client_id", "day").agg(
        orders=_.count().cast("int32"), **{name: standing[name].sum().cast("int64") for name in DAY_SUMS}
    )
    return chained(days)


def chained(days: ir.Table) -> ir.Table:
    """Give order days their gap and their neighbours: those of one client, by day."""
    by_day = ibis.window(group_by="client_id", order_by="day")
    linked = days.mutate(
        gap=days.day - days.day.lag().over(by_day),
        next_day=days.day.lead().over(by_day),
        recent_until=days.day.lead(RECENT_ORDERS).over(by_day),
    )
    return linked.mutate(log_gap=micro_log(linked.gap), log_amount=micro_log(linked.amount))


def _unsettled(purchases: ir.Table) -> ir.Table:
    late = purchases.filter(_.void_day.notnull() | (_.known_day > _.day))
    return late.group_by("client_id", "day", "known_day", "void_day").agg(
        orders=_.count().cast("int32"), **{name: late[name].sum().cast("int64") for name in DAY_SUMS}
    )


def _by_status(rows: ir.Table) -> ir.Table:
    return rows.select(
        *ORDER,
        day=_.status_day,
        known_day=_.status_void,
        void_day=_.status_void,
        replaced_day=ibis.null("int32"),
        cancelled=_.cancelled,
        **{name: rows[name] for name in MONEY},
    )


def _by_refund(refunds: ir.Table, undone: ir.Table) -> ir.Table:
    return refunds.left_join(undone, ORDER).select(
        *ORDER,
        "day",
        "known_day",
        void_day=_.order_void,
        replaced_day=_.undone_by_status,
        cancelled=ibis.literal(False),
        **{name: -refunds[name] for name in MONEY},
    )


def _told_once(rows: ir.Table) -> ir.Table:
    """Make one setback of the rows that tell of one order on one day; a row without `order_id` is one."""
    told = rows.group_by(*ORDER, "day", "known_day", "void_day", "replaced_day", "cancelled").agg(
        rows=_.count(), **{name: rows[name].sum().cast("int64") for name in MONEY}
    )
    return told.select(
        "client_id",
        "day",
        "known_day",
        "void_day",
        "replaced_day",
        "cancelled",
        *MONEY,
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
    both = by_status.left_join(whole, ORDER)
    return both.select(
        *ORDER,
        "refund_void",
        undone_by_status=both.status_void,
        order_void=earlier(both.status_void, both.refund_void),
    ).filter(_.order_void.notnull())
