"""When in the year and in the week the client orders: the silence of a seasonal buyer has a good reason."""

from collections.abc import Mapping
from functools import reduce

import ibis
from ibis.expr import types as ir

from features.arithmetic import count_where, log_ratio, ratio
from features.family import Cause, Family, Feature
from features.known import ORDER_DAYS

SEASON_DAYS, YEAR_DAYS = 60, 365
#: With fewer order days a commonest weekday says nothing.
LEAST_DAYS = 4
#: Day number 0 was a Thursday.
WEEKEND = (2, 3)
#: A weekday comes at most 53 times in a year: seven counts fit into one whole number of so many bits each.
BITS = 8


def sums(days: ir.Table) -> Mapping[str, ir.Scalar]:
    """Count the order days of a season now and a year ago, and those of each weekday."""
    year_ago = (days.age > YEAR_DAYS, days.age <= YEAR_DAYS + SEASON_DAYS)
    weekday = (days.day + 7 * 10_000) % 7
    one = reduce(
        lambda otherwise, number: ibis.ifelse(weekday == number, 1 << (BITS * number), otherwise),
        range(6),
        ibis.literal(1 << (BITS * 6), "int64"),
    )
    return {
        "season_days_ahead": count_where((days.age > YEAR_DAYS - SEASON_DAYS) & (days.age <= YEAR_DAYS)),
        "season_days_year_ago": count_where(year_ago[0] & year_ago[1]),
        "weekday_counts": ibis.ifelse(days.age <= YEAR_DAYS, one, 0).sum(),
    }


def finish(clients: ir.Table) -> Mapping[str, ir.Value]:
    """Set the season against the year, and the commonest weekday against the week."""
    none = ibis.null("float64")
    year = clients.order_days_365
    counts = [(clients.weekday_counts >> (BITS * number)) & ((1 << BITS) - 1) for number in range(7)]
    commonest = ibis.greatest(*(count.cast("int64") for count in counts))
    weekend = counts[WEEKEND[0]] + counts[WEEKEND[1]]
    year_on_year = log_ratio(clients[f"order_days_{SEASON_DAYS}"] + 1, clients.season_days_year_ago + 1)
    return {
        "season_ahead_share": ibis.ifelse(
            clients.oldest_age >= YEAR_DAYS, ratio(clients.season_days_ahead, year), none
        ),
        f"year_on_year_{SEASON_DAYS}": ibis.ifelse(
            clients.oldest_age > YEAR_DAYS + SEASON_DAYS, year_on_year, none
        ),
        "weekday_share": ibis.ifelse(year >= LEAST_DAYS, ratio(commonest, year), none),
        "weekend_share": ratio(weekend, year),
    }


FAMILY = Family(
    "season",
    ORDER_DAYS,
    sums,
    finish,
    (
        Feature(
            "season_ahead_share",
            "share",
            f"share of the order days of {YEAR_DAYS} days that fell into the {SEASON_DAYS} days now ahead",
            f"доля заказов года, которая пришлась на ближайшие {SEASON_DAYS} дней",
            Cause.RHYTHM,
            "the first order is not a year old, or there was none in 365 days",
            rises=-1,
        ),
        Feature(
            f"year_on_year_{SEASON_DAYS}",
            "log ratio",
            f"order days of the last {SEASON_DAYS} days against those of the same days a year ago",
            f"заказы за {SEASON_DAYS} дней против тех же дней год назад",
            Cause.RHYTHM,
            f"the first order is not older than {YEAR_DAYS + SEASON_DAYS} days",
            rises=-1,
        ),
        Feature(
            "weekday_share",
            "share",
            "share of the commonest weekday in the order days of 365 days",
            "доля самого частого дня недели в заказах за год",
            Cause.PROFILE,
            f"fewer than {LEAST_DAYS} order days in 365 days",
        ),
        Feature(
            "weekend_share",
            "share",
            "share of Saturdays and Sundays in the order days of 365 days",
            "доля выходных в заказах за год",
            Cause.PROFILE,
            "nothing was ordered in 365 days",
        ),
    ),
)
