"""Arithmetic that means the same on every engine: whole numbers up to the last division.

Sums of floats depend on the order of rows; sums of whole numbers don't. So days are day numbers since
1970-01-01, money is hundredths, logarithms are millionths, and a float appears only in a finished feature.
"""

from datetime import date, timedelta

import ibis
from ibis.expr import types as ir

MICRO = 1_000_000
EPOCH = date(1970, 1, 1)


def day_number(when: ir.Column) -> ir.IntegerColumn:
    """Give the day number (days since 1970-01-01) of a date or wall-clock time."""
    return when.cast("date").epoch_days().cast("int32")


def number_of(day: date) -> int:
    """Give the day number of a Python date.

    Examples
    --------
    >>> number_of(date(1970, 1, 31))
    30
    """
    return (day - EPOCH).days


def date_of(number: int) -> date:
    """Give the Python date of a day number, the inverse of `number_of`."""
    return EPOCH + timedelta(days=number)


def count_where(condition: ir.BooleanValue) -> ir.IntegerScalar:
    """Count rows where a condition holds: 0, not null, over no rows that match."""
    return ibis.ifelse(condition, 1, 0).sum()


def sum_where(condition: ir.BooleanValue, value: ir.IntegerValue) -> ir.IntegerScalar:
    """Sum whole numbers over the rows where a condition holds: 0 over no rows that match."""
    return ibis.ifelse(condition, value, 0).sum()


def earlier(one: ir.IntegerColumn, other: ir.IntegerColumn) -> ir.IntegerColumn:
    """Give the earlier of two days; of one that is null, the other, whatever `least` makes of null."""
    return ibis.least(one.coalesce(other), other.coalesce(one))


def later(one: ir.IntegerColumn, other: ir.IntegerColumn) -> ir.IntegerColumn:
    """Give the later of two days; of one that is null the other, which engines' own `greatest` may not."""
    return ibis.greatest(one.coalesce(other), other.coalesce(one))


def ratio(numerator: ir.NumericValue, denominator: ir.NumericValue) -> ir.FloatingValue:
    """Divide as floats; null where the denominator is 0 or null."""
    return numerator.cast("float64") / denominator.cast("float64").nullif(0)


def micro_log(value: ir.NumericValue) -> ir.IntegerValue:
    """Give the natural logarithm of a number in whole millionths; below 1, or without one, it is 0."""
    floored = ibis.greatest(value.cast("float64").coalesce(1.0), ibis.literal(1, "float64"))
    return (floored.ln() * ibis.literal(MICRO, "float64")).round().cast("int64")


def log_ratio(numerator: ir.NumericValue, denominator: ir.NumericValue) -> ir.FloatingValue:
    """Give ln(numerator / denominator); null where either is not positive."""
    quotient = ratio(numerator, denominator)
    return ibis.ifelse(quotient > 0, quotient, ibis.null("float64")).ln()
