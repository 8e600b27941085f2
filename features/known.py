"""What is known at the start of an as-of day: the one place where events are cut to it."""

from collections.abc import Mapping

import ibis
from ibis import _
from ibis.expr import types as ir

from features.arithmetic import day_number, micro_log
from features.events import Events
from features.orders import OrderFacts

#: Sources of sums, and the event table that switches each on.
SOURCES = {"order_days": "orders", "setbacks": "orders", "complaints": "complaints", "nps": "nps"}


def known(facts: OrderFacts, events: Events, as_of: ir.IntegerScalar) -> Mapping[str, ir.Table]:
    """Give each source of sums as it was known when day `as_of` began.

    Families see no as-of day: what they read of it is the `age` of each row, in days, at least 1.

    Parameters
    ----------
    facts : OrderFacts
    events : Events
    as_of : ibis integer scalar
        The as-of day's number.

    Returns
    -------
    mapping of str to ibis Table
        Those of `SOURCES` whose event table the company has; each with `client_id` and `age`.
    """
    sources = {"order_days": _order_days(facts, as_of), "setbacks": _setbacks(facts, as_of)}
    if events.has("complaints"):
        sources["complaints"] = _complaints(events["complaints"], as_of)
    if events.has("nps"):
        sources["nps"] = _nps(events["nps"], as_of)
    return sources


def order_days(facts: OrderFacts, as_of: ir.IntegerScalar) -> ir.Table:
    """Give ``client_id, day, amount, margin`` of every order day that stood when day `as_of` began."""
    stands = _.void_day.isnull() | (_.void_day >= as_of)
    return (
        facts.purchases.filter(_.known_day < as_of, stands)
        .group_by("client_id", "day")
        .agg(amount=_.amount.sum(), margin=_.margin.sum())
    )


def _order_days(facts: OrderFacts, as_of: ir.IntegerScalar) -> ir.Table:
    by_day = ibis.window(group_by="client_id", order_by="day")
    of_client = ibis.window(group_by="client_id")
    days = order_days(facts, as_of)
    # The place from the latest by the same order as the gap: one that runs backwards sorts everything again.
    placed = days.mutate(
        age=as_of - days.day,
        gap=days.day - days.day.lag().over(by_day),
        place=ibis.row_number().over(by_day),
        last_place=days.day.count().over(of_client) - 1,
    )
    placed = placed.mutate(back=placed.last_place - placed.place).drop("place", "last_place")
    return placed.mutate(log_gap=micro_log(placed.gap), log_amount=micro_log(placed.amount))


def _setbacks(facts: OrderFacts, as_of: ir.IntegerScalar) -> ir.Table:
    told = _.replaced_day.isnull() | (_.replaced_day >= as_of)
    rows = facts.setbacks.filter(_.known_day < as_of, told)
    counts = rows.void_day.isnull() | (rows.void_day >= as_of)
    return rows.select(
        "client_id", "cancelled", "times", "amount", "margin", age=as_of - rows.day, counts=counts
    )


def _complaints(complaints: ir.Table, as_of: ir.IntegerScalar) -> ir.Table:
    rows = complaints.filter(day_number(_.known_at) < as_of)
    opened, closed = day_number(rows.opened_at), day_number(rows.closed_at)
    return rows.select(
        "client_id",
        "category",
        "severity",
        age=as_of - opened,
        days_to_resolve=ibis.ifelse(closed < as_of, closed - opened, ibis.null("int32")),
    )


def _nps(answers: ir.Table, as_of: ir.IntegerScalar) -> ir.Table:
    """Count answers back from the latest; of those given at one time the lowest is the last."""
    latest_first = ibis.window(group_by="client_id", order_by=[ibis.desc("answered_at"), ibis.asc("score")])
    rows = answers.filter(day_number(_.known_at) < as_of)
    return rows.select(
        "client_id",
        "score",
        age=as_of - day_number(rows.answered_at),
        back=ibis.row_number().over(latest_first),
    )
