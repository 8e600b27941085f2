"""Whole numbers up to the last division, and what happens at zero and null."""

import math
from datetime import date, datetime
from typing import Any

import ibis
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ibis.expr import types as ir

from features.arithmetic import (
    count_where,
    date_of,
    day_number,
    log_ratio,
    micro_log,
    number_of,
    ratio,
    sum_where,
)

# ibis 12 calls a method that DuckDB 2 has renamed
pytestmark = pytest.mark.filterwarnings("ignore:fetch_arrow_table:DeprecationWarning")


@pytest.fixture(scope="module")
def engine() -> ibis.BaseBackend:
    return ibis.duckdb.connect()


def value(engine: ibis.BaseBackend, expression: ir.Value) -> Any:
    return engine.to_pyarrow(expression).as_py()


def number(given_number: float | None) -> ir.FloatingScalar:
    return ibis.literal(given_number, "float64")


@given(st.dates(date(1900, 1, 1), date(2200, 1, 1)))
def test_a_day_and_its_number_tell_each_other(day: date) -> None:
    assert date_of(number_of(day)) == day


@pytest.mark.parametrize("moment", [datetime(2024, 3, 1), datetime(2024, 3, 1, 23, 59, 59, 999_999)])
def test_the_engine_numbers_days_as_python_does_at_any_hour(
    engine: ibis.BaseBackend, moment: datetime
) -> None:
    assert value(engine, day_number(ibis.literal(moment, "timestamp"))) == number_of(date(2024, 3, 1))


def test_days_before_1970_count_down_to_their_own_midnight(engine: ibis.BaseBackend) -> None:
    evening = ibis.literal(datetime(1969, 12, 31, 18), "timestamp")
    assert value(engine, day_number(evening)) == -1


def test_a_ratio_of_nothing_is_missing(engine: ibis.BaseBackend) -> None:
    assert value(engine, ratio(ibis.literal(1), ibis.literal(4))) == 0.25
    assert value(engine, ratio(ibis.literal(1), ibis.literal(0))) is None
    assert value(engine, ratio(ibis.literal(1), ibis.null("int64"))) is None
    assert value(engine, ratio(ibis.literal(0), ibis.literal(4))) == 0


def test_a_log_ratio_needs_two_positive_numbers(engine: ibis.BaseBackend) -> None:
    assert value(engine, log_ratio(number(20), number(10))) == pytest.approx(math.log(2))
    for above, below in [(0, 1), (1, 0), (-1, 1), (None, 1), (1, None)]:
        assert value(engine, log_ratio(number(above), number(below))) is None


def test_logarithms_are_whole_millionths_from_one_on(engine: ibis.BaseBackend) -> None:
    assert value(engine, micro_log(ibis.literal(7))) == 1_945_910
    assert value(engine, micro_log(ibis.literal(1))) == 0
    assert value(engine, micro_log(ibis.literal(0))) == 0


def test_counts_and_sums_over_no_rows_that_match_are_zero(engine: ibis.BaseBackend) -> None:
    rows = ibis.memtable({"age": [1, 5, 9], "amount": [10, 20, 40]})
    assert value(engine, count_where(rows.age > 4)) == 2
    assert value(engine, count_where(rows.age > 9)) == 0
    assert value(engine, sum_where(rows.age > 4, rows.amount)) == 60
    assert value(engine, sum_where(rows.age > 9, rows.amount)) == 0
