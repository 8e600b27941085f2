"""The client's class by value (ABC) and by regularity (XYZ) (M14, M38)."""

from collections.abc import Mapping

import ibis
from ibis import _
from ibis.expr import types as ir

from features.arithmetic import sum_where
from features.family import Cause, Feature
from features.settings import Segments

MONTHS, MONTH_DAYS, YEAR_DAYS = 12, 30, 365
#: With fewer months nobody counts as regular.
LEAST_MONTHS = 3


def sums(days: ir.Table, segments: Segments) -> Mapping[str, ir.Scalar]:
    """Sum the year, the year before `before_days`, and every month of 30 days of both."""
    before = segments.before_days
    then = (days.age > before) & (days.age <= before + YEAR_DAYS)
    month = (days.age - 1) // MONTH_DAYS
    return {
        **{
            f"amount_month_{back}": sum_where(month == back, days.amount)
            for back in range(MONTHS + _months_before(segments))
        },
        "year_amount": sum_where(days.age <= YEAR_DAYS, days.amount),
        "year_amount_before": sum_where(then, days.amount),
    }


def _months_before(segments: Segments) -> int:
    """Give `before_days` in whole months, at least one."""
    return max(1, round(segments.before_days / MONTH_DAYS))


def context(client_sums: ir.Table, segments: Segments) -> ir.Table:
    """Find the least value of an A and of a B client, now and before (hundredths).

    Clients are ordered by what they bought in 365 days; class A is those that it takes to reach the first
    share of the total, B those that it takes to reach the second.

    Returns
    -------
    ibis Table
        One row ``abc_a_from, abc_b_from, abc_a_from_before, abc_b_from_before``.
    """
    now = _limits(client_sums, "year_amount", segments)
    before = _limits(client_sums, "year_amount_before", segments)
    return now.cross_join(before.rename({f"{name}_before": name for name in before.columns}))


def _limits(client_sums: ir.Table, value: str, segments: Segments) -> ir.Table:
    by_value = client_sums.group_by(value=client_sums[value]).agg(clients=_.count())
    so_far = ibis.window(order_by=ibis.desc("value"), preceding=(None, 0))
    money = by_value.mutate(worth=_.value * _.clients)
    running = money.mutate(
        before=_.worth.sum().over(so_far) - _.worth, total=_.worth.sum().over(ibis.window())
    )
    share = running.before.cast("float64") / running.total.cast("float64").nullif(0)
    a, b = segments.abc
    none = ibis.null("int64")
    return running.agg(
        abc_a_from=ibis.ifelse(share < a, running.value, none).min(),
        abc_b_from=ibis.ifelse(share < b, running.value, none).min(),
    )


def classes(clients: ir.Table, segments: Segments) -> Mapping[str, ir.Value]:
    """Give each client's classes, how far they fell, and the contact cadence that they are due (M14, M35).

    Nobody who bought nothing in 365 days is above C, or X or Y.

    Parameters
    ----------
    clients : ibis Table
        Sums, population, `tenure_days` and `variations`.
    segments : Segments

    Returns
    -------
    mapping
        ``abc, xyz``; ``abc_before, xyz_before``: the classes `before_days` earlier by what is known now (XYZ:
        so many whole months earlier), null where the first order is no older; ``abc_fall, xyz_fall``: the
        letters lost since; ``contact_every_days``.
    """
    tenure, shift = clients.tenure_days, _months_before(segments)
    abc = _abc(clients.year_amount, (clients.abc_a_from, clients.abc_b_from))
    xyz = _xyz(clients.variation, segments)
    none = ibis.null("string")
    least_before = (clients.abc_a_from_before, clients.abc_b_from_before)
    abc_before = ibis.ifelse(
        tenure > segments.before_days, _abc(clients.year_amount_before, least_before), none
    )
    xyz_before = ibis.ifelse(tenure > shift * MONTH_DAYS, _xyz(clients.variation_before, segments), none)
    for_a, for_b, for_c = segments.contact_every_days
    return {
        "abc": abc,
        "xyz": xyz,
        "abc_before": abc_before,
        "xyz_before": xyz_before,
        "abc_fall": _fall(abc, abc_before, "AB"),
        "xyz_fall": _fall(xyz, xyz_before, "XY"),
        "contact_every_days": ibis.cases((abc == "A", for_a), (abc == "B", for_b), else_=for_c),
    }


def _abc(amount: ir.IntegerColumn, least: tuple[ir.IntegerColumn, ir.IntegerColumn]) -> ir.StringValue:
    for_a, for_b = least
    bought = amount > 0
    return ibis.cases((bought & (amount >= for_a), "A"), (bought & (amount >= for_b), "B"), else_="C")


def variations(clients: ir.Table, segments: Segments) -> Mapping[str, ir.Value]:
    """Give ``variation, variation_before`` of the monthly amounts of a year; null below three months."""
    return {
        "variation": _variation(clients, 0),
        "variation_before": _variation(clients, _months_before(segments)),
    }


def _variation(clients: ir.Table, shift: int) -> ir.FloatingValue:
    """Give the variation of the year that ended so many months ago."""
    months = [clients[f"amount_month_{back}"].cast("float64") for back in range(shift, shift + MONTHS)]
    tenure = clients.tenure_days - shift * MONTH_DAYS
    known = ibis.least(ibis.literal(float(MONTHS)), ((tenure + MONTH_DAYS - 1) / MONTH_DAYS).floor())
    months_known = ibis.ifelse(known >= LEAST_MONTHS, known, ibis.null("float64"))
    total = sum(months[1:], months[0])
    squares = sum((month * month for month in months[1:]), months[0] * months[0])
    mean = total / months_known
    return (squares / months_known - mean * mean).clip(lower=0.0).sqrt() / mean.nullif(0)


def _xyz(variation: ir.FloatingColumn, segments: Segments) -> ir.StringValue:
    x, y = segments.xyz
    return ibis.cases((variation <= x, "X"), (variation <= y, "Y"), else_="Z")


def _fall(now: ir.StringValue, before: ir.StringValue, letters: str) -> ir.FloatingValue:
    """Count letters from the class before down to the one now; below 0 the client has risen."""
    none = ibis.null("float64")

    def rank(letter: ir.StringValue) -> ir.FloatingValue:
        return ibis.cases(
            (letter.isnull(), none), (letter == letters[0], 0.0), (letter == letters[1], 1.0), else_=2.0
        )

    return rank(now) - rank(before)


FEATURES = (
    Feature(
        "abc_fall",
        "score",
        "letters that the ABC class fell in the settings' segments.before_days, both by what is known now; "
        "below 0 it rose",
        "на сколько классов ABC опустился",
        Cause.SPEND,
        "the first order is not older than segments.before_days",
        rises=1,
    ),
    Feature(
        "xyz_fall",
        "score",
        "letters that the XYZ class fell in the settings' segments.before_days, in whole months of 30 days",
        "на сколько классов XYZ опустился",
        Cause.RHYTHM,
        "the first order is not older than those months",
        rises=1,
    ),
)
