"""The client's class by value (ABC) and by regularity (XYZ) (M14, M38)."""

from collections.abc import Mapping

import ibis
from ibis import _
from ibis.expr import types as ir

from features.arithmetic import sum_where
from features.settings import Segments

MONTHS, MONTH_DAYS = 12, 30


def sums(days: ir.Table) -> Mapping[str, ir.Scalar]:
    """Sum the amounts of the last twelve months of 30 days."""
    month = (days.age - 1) // MONTH_DAYS
    return {f"amount_month_{back}": sum_where(month == back, days.amount) for back in range(MONTHS)}


def context(client_sums: ir.Table, segments: Segments) -> ir.Table:
    """Find the least value of an A and of a B client: one row ``abc_a_from, abc_b_from`` (hundredths).

    Clients are ordered by what they bought in 365 days; class A is those that it takes to reach the first
    share of the total, B those that it takes to reach the second.
    """
    by_value = client_sums.group_by(value=_.year_amount).agg(clients=_.count())
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
    """Give `abc` and `xyz`; nobody who bought nothing in 365 days is above C, or X or Y."""
    months = [clients[f"amount_month_{back}"].cast("float64") for back in range(MONTHS)]
    known = ibis.least(
        ibis.literal(float(MONTHS)), ((clients.tenure_days + MONTH_DAYS - 1) / MONTH_DAYS).floor()
    )
    total = sum(months[1:], months[0])
    squares = sum((month * month for month in months[1:]), months[0] * months[0])
    mean = total / known
    variation = (squares / known - mean * mean).clip(lower=0.0).sqrt() / mean.nullif(0)
    bought = clients.year_amount > 0
    abc = ibis.cases(
        (bought & (clients.year_amount >= clients.abc_a_from), "A"),
        (bought & (clients.year_amount >= clients.abc_b_from), "B"),
        else_="C",
    )
    enough = known >= 3
    x, y = segments.xyz
    xyz = ibis.cases((enough & (variation <= x), "X"), (enough & (variation <= y), "Y"), else_="Z")
    return {"abc": abc, "xyz": xyz}
