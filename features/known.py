"""What is known of orders at the start of an as-of day: the order days and setbacks that families sum."""

from collections.abc import Mapping

import ibis
from ibis import _
from ibis.expr import types as ir

from features.family import Known, Source
from features.orders import DAY_SUMS, chained

#: What a family may read of an order day.
ORDER_DAY = (
    *("client_id", "day", "age", "gap", "amount", "margin", "log_gap", "log_amount"),
    *("discount", "discounted", "is_last", "is_recent"),
)


def order_days(facts: Mapping[str, ir.Table], as_of: ir.IntegerScalar, *, margin_share: float) -> ir.Table:
    """Give every order day that stood when day `as_of` began, one row a client and day.

    Parameters
    ----------
    facts : mapping of str to ibis Table
        With `settled` and `unsettled` (see `features.orders`).
    as_of : ibis integer scalar
        The as-of day's number.
    margin_share : float
        Margin as a share of the amount, in [0, 1], for rows that carry none.

    Returns
    -------
    ibis Table
        `ORDER_DAY`: ``age`` (days, ≥ 1), ``gap`` (days since the order day before, null for the first),
        ``amount``, ``margin`` and ``discount`` (hundredths), logs of amount and gap in millionths, how many
        orders had a discount, whether it is the client's last order day, and one of its last three.
    """
    settled = facts["settled"].filter(_.day < as_of)
    restless, then = _restless(facts, as_of)
    calm = settled.anti_join(restless, "client_id")
    days = calm.select(*then.columns).union(then)
    return days.mutate(
        age=as_of - days.day,
        margin=days.margin + (days.unpriced.cast("float64") * margin_share).round().cast("int64"),
        is_last=_.next_day.isnull() | (_.next_day >= as_of),
        is_recent=_.recent_until.isnull() | (_.recent_until >= as_of),
    ).select(*ORDER_DAY)


def last_order_days(facts: Mapping[str, ir.Table], as_of: ir.IntegerScalar) -> ir.Table:
    """Give the last order day that stood when day `as_of` began: ``client_id, day``, one row a client.

    They are the last of `order_days`; found apart, so that no statement has to hold all order days for both.
    """
    restless, then = _restless(facts, as_of)
    until_then = _.next_day.isnull() | (_.next_day >= as_of)
    last = facts["settled"].filter(_.day < as_of, until_then)
    calm = last.anti_join(restless, "client_id").select("client_id", "day")
    return calm.union(then.filter(_.next_day.isnull()).select("client_id", "day"))


def _restless(facts: Mapping[str, ir.Table], as_of: ir.IntegerScalar) -> tuple[ir.Table, ir.Table]:
    """Give the clients for whom that day's knowledge differs from today's, and their order days then."""
    unsettled = facts["unsettled"].filter(_.day < as_of)
    moved = unsettled.filter((unsettled.known_day >= as_of) | (unsettled.void_day >= as_of).coalesce(False))
    restless = moved.select("client_id").distinct()
    settled = facts["settled"].filter(_.day < as_of)
    return restless, _as_told_then(settled.semi_join(restless, "client_id"), moved, as_of)


def _as_told_then(settled: ir.Table, moved: ir.Table, as_of: ir.IntegerScalar) -> ir.Table:
    """Give the order days of clients for whom that day's knowledge differs from today's."""
    # What stands in the end but was unknown then is taken off; what was undone only later is put back.
    side = ibis.cases(
        (moved.void_day.isnull() & (moved.known_day >= as_of), -1),
        ((moved.void_day >= as_of) & (moved.known_day < as_of), 1),
        else_=0,
    )
    summed = ("orders", *DAY_SUMS)
    changes = moved.select("client_id", "day", **{name: moved[name] * side for name in summed})
    typed = changes.select("client_id", "day", **{name: changes[name].cast("int64") for name in summed})
    stood = settled.select("client_id", "day", **{name: settled[name].cast("int64") for name in summed})
    rows = stood.union(typed)
    days = rows.group_by("client_id", "day").agg(**{name: rows[name].sum().cast("int64") for name in summed})
    return chained(days.filter(_.orders > 0).drop("orders"))


def _order_days(known: Known) -> ir.Table:
    return order_days(known.facts, known.as_of, margin_share=known.margin_share)


def setbacks(facts: Mapping[str, ir.Table], as_of: ir.IntegerScalar, *, margin_share: float) -> ir.Table:
    """Give every cancellation and return that was known when day `as_of` began.

    Returns
    -------
    ibis Table
        ``client_id, age, cancelled, times, amount, margin`` (hundredths), ``counts``: whether the money still
        counts against the client, since the order itself stands.
    """
    told = _.replaced_day.isnull() | (_.replaced_day >= as_of)
    rows = facts["setbacks"].filter(_.known_day < as_of, told)
    return rows.select(
        "client_id",
        "day",
        "cancelled",
        "times",
        "amount",
        margin=rows.margin + (rows.unpriced.cast("float64") * margin_share).round().cast("int64"),
        age=as_of - rows.day,
        counts=rows.void_day.isnull() | (rows.void_day >= as_of),
    )


def _setbacks(known: Known) -> ir.Table:
    return setbacks(known.facts, known.as_of, margin_share=known.margin_share)


ORDER_DAYS = Source("order_days", "orders", _order_days)
SETBACKS = Source("setbacks", "orders", _setbacks)
