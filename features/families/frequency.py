"""How often the client orders, lately and over the whole relation (M19)."""

from collections.abc import Mapping

import ibis
from ibis.expr import types as ir

from features.arithmetic import MICRO, count_where, log_ratio, ratio
from features.family import Cause, Family, Feature, Reader
from features.known import ORDER_DAYS

WINDOWS = (14, 30, 60, 90, 180, 365)
#: No window is longer than a year: each count fits into so many bits.
BITS = 9
#: So long that they still fill while a relation is young.
GROWING_WINDOWS = (180, 365)
HALF_LIVES = (30, 90, 180)
SHORTEST_TENURE_DAYS = 90


def sums(days: ir.Table) -> Mapping[str, ir.Scalar]:
    """Count order days, in windows and with weights that halve with age."""
    # One exponential serves all half-lives: powers of it by multiplication are the same on every engine.
    longest = (days.age.cast("float64") * (-0.6931471805599453 / HALF_LIVES[-1])).exp()
    decayed = {
        f"decayed_{half_life}": (_power(longest, HALF_LIVES[-1] // half_life) * float(MICRO))
        .round()
        .cast("int64")
        .sum()
        for half_life in HALF_LIVES
    }
    # A day counts in each window that it lies in: one number a day, with some bits for each window's count.
    within = ibis.cases(*((days.age <= window, _counted_from(window)) for window in WINDOWS), else_=0)
    # A week is counted by its first order day: counting distinct weeks would read all rows again.
    another_week = (days.age - 1) % 7 + days.gap >= 7
    weeks = count_where((days.age <= 84) & (days.gap.isnull() | another_week))
    return {**decayed, "window_counts": within.cast("int64").sum(), "last_weeks": weeks}


def _counted_from(window: int) -> int:
    """Give the number that counts one in this window and every longer one."""
    return sum(1 << (BITS * at) for at, other in enumerate(WINDOWS) if other >= window)


def derived(clients: ir.Table) -> Mapping[str, ir.Value]:
    """Take the count of each window out of their common number."""
    counts = clients.window_counts
    return {
        f"order_days_{window}": ((counts >> (BITS * at)) & ((1 << BITS) - 1)).cast("int64")
        for at, window in enumerate(WINDOWS)
    }


def _power(value: ir.FloatingValue, times: int) -> ir.FloatingValue:
    result = value
    for _ in range(times - 1):
        result *= value
    return result


def finish(clients: ir.Table) -> Mapping[str, ir.Value]:
    """Turn counts into rates and into the present rate against the usual one."""
    count = clients.order_days.cast("float64")
    tenure = clients.oldest_age.cast("float64")
    features: dict[str, ir.Value] = {
        "order_days": count,
        "orders_per_year": count * 365 / ibis.greatest(tenure, ibis.literal(float(SHORTEST_TENURE_DAYS))),
        "active_weeks_share": clients.last_weeks.cast("float64") / 12,
        "one_order_only": ibis.ifelse(clients.order_days == 1, 1.0, 0.0),
    }
    for window in WINDOWS:
        features[f"order_days_{window}"] = clients[f"order_days_{window}"].cast("float64")
    for half_life in HALF_LIVES:
        features[f"decayed_orders_{half_life}"] = clients[f"decayed_{half_life}"].cast("float64") / MICRO
    for window in (30, 90):
        expected = count * ibis.least(tenure, ibis.literal(float(window))) / tenure
        features[f"frequency_drift_{window}"] = log_ratio(clients[f"order_days_{window}"] + 1, expected + 1)
    features["orders_per_cycle_90"] = ratio(clients.order_days_90, 90 / clients.own_cycle_days)
    return features


def _windowed() -> list[Feature]:
    counts = [
        Feature(
            f"order_days_{window}",
            "count",
            f"order days in the last {window} days",
            f"дней с заказами за {window} дней",
            Cause.RHYTHM,
            rises=-1,
            misleads=frozenset(Reader) if window in GROWING_WINDOWS else frozenset(),
        )
        for window in WINDOWS
    ]
    decayed = [
        Feature(
            f"decayed_orders_{half_life}",
            "count",
            f"order days, each weighing half as much every {half_life} days",
            f"заказы с весом, падающим вдвое за {half_life} дней",
            Cause.RHYTHM,
            rises=-1,
        )
        for half_life in HALF_LIVES
    ]
    drifts = [
        Feature(
            f"frequency_drift_{window}",
            "log ratio",
            f"order days in the last {window} days against the client's usual number",
            f"заказы за {window} дней против обычного",
            Cause.RHYTHM,
        )
        for window in (30, 90)
    ]
    return counts + decayed + drifts


FAMILY = Family(
    "frequency",
    ORDER_DAYS,
    sums,
    finish,
    (
        Feature(
            "order_days", "count", "order days ever", "дней с заказами за всё время", Cause.PROFILE
        ).misleading(Reader.LINE),
        Feature(
            "orders_per_year",
            "count",
            f"order days a year of the relation (at least {SHORTEST_TENURE_DAYS} days)",
            "дней с заказами в год",
            Cause.PROFILE,
        ),
        Feature(
            "active_weeks_share",
            "share",
            "share of the last 12 weeks with an order",
            "доля недель с заказами за 12 недель",
            Cause.RHYTHM,
        ),
        Feature(
            "one_order_only", "share", "1 if the client never bought again", "покупал один раз", Cause.RHYTHM
        ),
        Feature(
            "orders_per_cycle_90",
            "ratio",
            "order days in 90 days against what the own cycle says",
            "заказы за 90 дней против обычного ритма",
            Cause.RHYTHM,
            "nobody in the population has ordered twice",
        ),
        *_windowed(),
    ),
    derived=derived,
    read_by_others=True,
)
