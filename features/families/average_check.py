"""How much the client spends on an order day, and where that drifts (M18)."""

from collections.abc import Mapping
from functools import reduce
from operator import add

import ibis
from ibis.expr import types as ir

from features.arithmetic import MICRO, log_ratio, ratio, sum_where
from features.family import Cause, Family, Feature, Reader
from features.known import ORDER_DAYS
from features.orders import RECENT_ORDERS
from features.segments import MONTH_DAYS

SHORT_DAYS, SHORT_ORDERS = 90, RECENT_ORDERS


def sums(days: ir.Table) -> Mapping[str, ir.Scalar]:
    """Sum checks over the whole relation, the last few orders, and as a line over time."""
    # Ages stay small whole numbers, so that even a million orders sum without loss.
    return {
        "amount_sum": days.amount.sum(),
        "margin_sum": days.margin.sum(),
        "last_amount": ibis.ifelse(days.is_last, days.amount, ibis.null("int64")).max(),
        "largest_amount": days.amount.max(),
        "recent_amount": sum_where(days.is_recent, days.amount),
        "log_amount_sum": days.log_amount.sum(),
        "log_amount_squares": (days.log_amount * days.log_amount).sum(),
        "age_sum": days.age.cast("int64").sum(),
        "age_squares": (days.age.cast("int64") * days.age.cast("int64")).sum(),
        "age_log_amount": (days.age.cast("int64") * days.log_amount).sum(),
    }


def derived(clients: ir.Table) -> Mapping[str, ir.Value]:
    """Tell the short window, which reaches back to the last few orders where it holds no more than these."""
    quarter = reduce(add, (clients[f"amount_month_{back}"] for back in range(SHORT_DAYS // MONTH_DAYS)))
    lately = clients.order_days_90 >= SHORT_ORDERS
    few = ibis.least(clients.order_days, ibis.literal(SHORT_ORDERS, "int64"))
    return {
        "quarter_amount": quarter,
        "short_count": ibis.ifelse(lately, clients.order_days_90, few),
        "short_amount": ibis.ifelse(lately, quarter, clients.recent_amount),
    }


def finish(clients: ir.Table) -> Mapping[str, ir.Value]:
    """Turn the sums into checks, their drift and their slope."""
    count = clients.order_days.cast("float64")
    amount = clients.amount_sum.cast("float64")
    before_count = clients.order_days - clients.short_count
    before = ratio(clients.amount_sum - clients.short_amount, before_count)
    variance = (
        clients.age_squares.cast("float64")
        - clients.age_sum.cast("float64") * clients.age_sum.cast("float64") / count
    )
    covariance = (
        clients.age_log_amount.cast("float64")
        - clients.age_sum.cast("float64") * clients.log_amount_sum.cast("float64") / count
    )
    slope = ibis.ifelse(
        (clients.order_days >= 3) & (variance > 0.5), -covariance / variance.nullif(0), ibis.null("float64")
    )
    mean_log = clients.log_amount_sum.cast("float64") / count
    spread = ibis.ifelse(
        clients.order_days >= 2,
        (clients.log_amount_squares.cast("float64") / count - mean_log * mean_log).clip(lower=0.0).sqrt(),
        ibis.null("float64"),
    )
    return {
        "average_check": amount / count / 100,
        "check_drift": log_ratio(ratio(clients.short_amount, clients.short_count), before),
        "check_slope": slope * 365 / MICRO,
        "last_check_log_ratio": log_ratio(clients.last_amount, amount / count),
        "check_spread": spread / MICRO,
        "largest_check_ratio": ratio(clients.largest_amount, amount / count),
        "amount_90": clients.quarter_amount.cast("float64") / 100,
        "amount_365": clients.year_amount.cast("float64") / 100,
        "amount_ever": amount / 100,
    }


FAMILY = Family(
    "average_check",
    ORDER_DAYS,
    sums,
    finish,
    (
        Feature("average_check", "money", "mean amount of an order day", "средний чек", Cause.PROFILE),
        Feature(
            "check_drift",
            "log ratio",
            f"mean check of the last {SHORT_DAYS} days (or {SHORT_ORDERS} orders, if that reaches further) "
            "against the client's check before",
            "последний чек против прежнего",
            Cause.SPEND,
            "no order day before the short window, or nothing was paid in one of the two",
            rises=-1,
        ),
        Feature(
            "check_slope",
            "log ratio",
            "change of the log check in a year, by a straight line over all order days",
            "изменение чека за год",
            Cause.SPEND,
            "fewer than three order days",
        ),
        Feature(
            "last_check_log_ratio",
            "log ratio",
            "last check against the client's mean check",
            "последний чек против среднего",
            Cause.SPEND,
            "nothing was paid on the last order day",
        ),
        Feature(
            "check_spread",
            "log money",
            "standard deviation of log checks",
            "разброс чека",
            Cause.PROFILE,
            "one order day only",
        ),
        Feature(
            "largest_check_ratio",
            "ratio",
            "largest check against the mean one",
            "наибольший чек против среднего",
            Cause.PROFILE,
            "nothing was paid",
        ),
        Feature(
            "amount_90", "money", "bought in the last 90 days", "куплено за 90 дней", Cause.SPEND, rises=-1
        ),
        Feature(
            "amount_365", "money", "bought in the last 365 days", "куплено за год", Cause.PROFILE
        ).misleading(Reader.LINE, Reader.VALUE),
        Feature("amount_ever", "money", "bought ever", "куплено за всё время", Cause.PROFILE).misleading(
            Reader.LINE, Reader.VALUE
        ),
    ),
    derived=derived,
    read_by_others=True,
)
