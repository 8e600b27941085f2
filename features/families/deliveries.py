"""Whether orders came when they were promised (M21)."""

from collections.abc import Callable, Mapping

import ibis
from ibis import _
from ibis.expr import types as ir

from features.arithmetic import count_where, day_number, earlier, later, log_ratio, ratio, sum_where
from features.family import Cause, Family, Feature, Known, Source

WINDOWS = (90, 365)
#: A delivery is forgotten after so many days.
YEAR = 365
#: A promise that nobody has kept for longer is a gap in the data, not a delivery under way.
OPEN_DAYS = 90
ORDER = ["client_id", "order_id"]
NO_DAY = ibis.null("int32")
DATES = ("promised_day", "delivered_day", "known_day", "void_day", "closed_day")


def facts(
    orders: ir.Table, *, set_aside: Callable[[str, ir.Table], ir.Table] = lambda _name, rows: rows
) -> Mapping[str, ir.Table]:
    """Make one delivery of the rows of each order that was promised for a day.

    Parameters
    ----------
    orders : ibis Table
        Accepted orders (`features.schema`).
    set_aside : callable
        See `features.orders.order_facts`.

    Returns
    -------
    mapping of str to ibis Table
        ``deliveries``: ``client_id, promised_day, delivered_day`` (null: not yet, or not told),
        ``known_day``, ``void_day`` (the order is cancelled from then on), ``closed_day`` (money or goods
        went back: nothing more is due), ``times`` (rows without `order_id` are a delivery each).
        ``split_deliveries``: the same by row, with `order_id`, for orders whose rows differ
        in a date; what they come to depends on the day.
    """
    promised = orders.filter(_.promised_on.notnull(), _.amount_hundredths >= 0)
    refunds = orders.filter(_.amount_hundredths < 0, _.order_id.notnull())
    refunded = refunds.group_by(*ORDER).agg(refund_day=day_number(refunds.known_at).min())
    status_day = later(day_number(promised.status_at), day_number(promised.known_at))
    told = promised.mutate(status_day=ibis.ifelse(promised.status_at.notnull(), status_day, NO_DAY))
    rows = told.left_join(refunded, ORDER).select(
        *ORDER,
        promised_day=day_number(_.promised_on),
        delivered_day=day_number(_.delivered_on),
        known_day=day_number(_.known_at),
        void_day=ibis.ifelse(_.status == "cancelled", _.status_day, NO_DAY),
        closed_day=earlier(ibis.ifelse(_.status == "returned", _.status_day, NO_DAY), _.refund_day),
    )
    parts = set_aside("deliveries_by_row", rows.group_by(*ORDER, *DATES).agg(rows=_.count()))
    split = parts.filter(_.order_id.notnull()).group_by(*ORDER).agg(parts=_.count()).filter(_.parts > 1)
    whole = parts.anti_join(split, ORDER)
    return {
        "deliveries": whole.select(
            "client_id", *DATES, times=ibis.ifelse(whole.order_id.isnull(), whole["rows"], 1).cast("int64")
        ),
        "split_deliveries": parts.semi_join(split, ORDER).drop("rows"),
    }


def _rows(known: Known) -> ir.Table:
    """Give the deliveries of a year, and what was overdue, as known when the day began."""
    as_of = known.as_of
    told = (_.known_day < as_of, _.void_day.isnull() | (_.void_day >= as_of))
    whole, split = (known.facts[name].filter(*told) for name in ("deliveries", "split_deliveries"))
    came, due = _came(split, as_of), _due(split, as_of)
    by_order = split.group_by(*ORDER).agg(
        parts=_.count(),
        parts_came=count_where(came),
        came_day=ibis.ifelse(came, split.delivered_day, NO_DAY).max(),
        days_late=ibis.ifelse(came, split.delivered_day - split.promised_day, NO_DAY).max(),
        due_day=ibis.ifelse(due, split.promised_day, NO_DAY).min(),
    )
    complete = by_order.parts == by_order.parts_came
    joint = by_order.select(
        "client_id",
        age=ibis.ifelse(complete, as_of - by_order.came_day, NO_DAY),
        days_late=ibis.ifelse(complete, by_order.days_late, NO_DAY),
        overdue_days=as_of - by_order.due_day,
        times=ibis.literal(1, "int64"),
    )
    came, due = _came(whole, as_of), _due(whole, as_of)
    single = whole.select(
        "client_id",
        age=ibis.ifelse(came, as_of - whole.delivered_day, NO_DAY),
        days_late=ibis.ifelse(came, whole.delivered_day - whole.promised_day, NO_DAY),
        overdue_days=ibis.ifelse(due, as_of - whole.promised_day, NO_DAY),
        times=whole.times,
    )
    rows = single.union(joint)
    return rows.filter((rows.age <= YEAR) | (rows.overdue_days <= OPEN_DAYS))


def _came(rows: ir.Table, as_of: ir.IntegerScalar) -> ir.BooleanColumn:
    return (rows.delivered_day < as_of).coalesce(False)


def _due(rows: ir.Table, as_of: ir.IntegerScalar) -> ir.BooleanColumn:
    closed = (rows.closed_day < as_of).coalesce(False)
    return ~_came(rows, as_of) & ~closed & (rows.promised_day < as_of)


DELIVERIES = Source("deliveries", "orders", _rows)


def sums(deliveries: ir.Table) -> Mapping[str, ir.Scalar]:
    """Count deliveries, late ones and overdue ones, and add up the days late."""
    age, times = deliveries.age, deliveries.times
    late = deliveries.days_late > 0
    days_late = ibis.ifelse(late, deliveries.days_late, 0)
    overdue = deliveries.overdue_days.notnull()
    return {
        **{f"delivered_{days}": sum_where(age <= days, times) for days in WINDOWS},
        **{f"late_{days}": sum_where((age <= days) & late, times) for days in WINDOWS},
        "days_late_365": sum_where(age <= YEAR, days_late * times),
        "worst_late_365": ibis.ifelse(age <= YEAR, days_late, NO_DAY).max(),
        "latest_delivery_age": age.min(),
        "latest_late_delivery_age": ibis.ifelse(late, age, NO_DAY).min(),
        "overdue_count": sum_where(overdue, times),
        "oldest_overdue_days": deliveries.overdue_days.max(),
    }


def finish(clients: ir.Table) -> Mapping[str, ir.Value]:
    """Turn counts into shares, and the last 90 days' against those before."""
    before = ratio(clients.late_365 - clients.late_90, clients.delivered_365 - clients.delivered_90)
    last_late = ibis.ifelse(clients.latest_late_delivery_age == clients.latest_delivery_age, 1.0, 0.0)
    return {
        **{
            f"late_share_{days}": ratio(clients[f"late_{days}"], clients[f"delivered_{days}"])
            for days in WINDOWS
        },
        "mean_days_late_365": ratio(clients.days_late_365, clients.delivered_365),
        "worst_days_late_365": clients.worst_late_365.cast("float64"),
        "last_delivery_late": ibis.ifelse(
            clients.latest_delivery_age.isnull(), ibis.null("float64"), last_late
        ),
        "late_deliveries_drift_90": log_ratio(clients.late_90 + 1, before * clients.delivered_90 + 1),
        "overdue_deliveries": clients.overdue_count.cast("float64"),
        "oldest_overdue_delivery_days": clients.oldest_overdue_days.cast("float64"),
    }


def _feature(name: str, unit: str, meaning: str, meaning_ru: str, null_meaning: str = "") -> Feature:
    return Feature(name, unit, meaning, meaning_ru, Cause.SERVICE, null_meaning, 1, "orders.delivered_on")


def _nothing_came(days: int) -> str:
    return f"nothing that was promised for a day was delivered in {days} days"


FAMILY = Family(
    "deliveries",
    DELIVERIES,
    sums,
    finish,
    (
        *(
            _feature(
                f"late_share_{days}",
                "share",
                f"share of deliveries in {days} days that came later than promised",
                f"доля опоздавших поставок за {days} дней",
                _nothing_came(days),
            )
            for days in WINDOWS
        ),
        _feature(
            "mean_days_late_365",
            "days",
            "mean days late of a delivery, 365 days; one in time counts 0",
            "дней опоздания поставки в среднем за год",
            _nothing_came(365),
        ),
        _feature(
            "worst_days_late_365",
            "days",
            "days late of the latest of all deliveries, 365 days",
            "самое большое опоздание за год, дней",
            _nothing_came(365),
        ),
        _feature(
            "last_delivery_late",
            "share",
            "1 if the last delivery came later than promised, 365 days",
            "последняя поставка опоздала",
            _nothing_came(365),
        ),
        _feature(
            "late_deliveries_drift_90",
            "log ratio",
            "late deliveries in 90 days against what the share of the 275 days before would give",
            "опоздания за 90 дней против обычного",
            "no delivery in the 275 days before",
        ),
        _feature(
            "overdue_deliveries",
            "count",
            f"orders that were promised in the last {OPEN_DAYS} days and have not come",
            "просроченных поставок",
        ),
        _feature(
            "oldest_overdue_delivery_days",
            "days",
            "days by which the oldest of them is overdue",
            "дней просрочена самая старая поставка",
            "none is overdue",
        ),
    ),
)
