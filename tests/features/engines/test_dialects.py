"""What an expression means is the same on every engine, where the engines left alone would differ."""

from collections.abc import Callable, Iterator
from datetime import datetime

import ibis
import pyarrow as pa
import pytest
from ibis.expr import types as ir

from features.arithmetic import day_number, log_ratio, micro_log, ratio
from features.engines import Engine
from features.engines.dialects import WRITTEN, statement
from tests.features.engines.at_hand import at_hand

# pyspark leaves the closing of the socket that rows came through to the garbage collector
pytestmark = pytest.mark.filterwarnings("ignore:unclosed <socket.socket:ResourceWarning")

ROWS = pa.table(
    {
        "row": pa.array([1, 2, 3, 4], pa.int32()),
        "x": pa.array([2.5, -2.5, 0.1 + 0.2, None], pa.float64()),
        "n": pa.array([7, -7, 2**53 - 1, None], pa.int64()),
        "small": pa.array([1_000_000, 0, -1, None], pa.int32()),
        "when": pa.array(
            [datetime(2024, 2, 29, 23, 59, 59), datetime(1969, 12, 31), datetime(1970, 1, 1, 1), None]
        ),
        "text": pa.array(["б", "Б", "a", None]),
        "flag": pa.array([True, False, None, None]),
    }
)
GIVEN = ibis.table(ibis.Schema.from_pyarrow(ROWS.schema), name="given")
IN_TURN = ibis.window(order_by=ibis.desc("text"))

#: What is asked → the answer for each row.
MEANT: dict[str, tuple[Callable[[ir.Table], ir.Value], list[object]]] = {
    "a half is rounded away from zero": (lambda t: t.x.round(), [3, -3, 0, None]),
    "so is a share of money": (lambda t: (t.n * 0.5).round(), [4, -4, 2**52, None]),
    "thousandths are those of the number": (lambda t: (t.x * 1.0001).round(3), [2.5, -2.5, 0.3, None]),
    "whole numbers are divided downwards": (lambda t: t.n // 2, [3, -4, 2**52 - 1, None]),
    "a quotient is no whole number": (lambda t: t.n / 2, [3.5, -3.5, (2**53 - 1) / 2, None]),
    "a literal has all its digits": (lambda t: ratio(t.n, t.n) / 3.0, [1 / 3, 1 / 3, 1 / 3, None]),
    "the greater of nothing is the other": (
        lambda t: ibis.greatest(t.x, ibis.literal(-9.5)),
        [2.5, -2.5, 0.1 + 0.2, -9.5],
    ),
    "a bound is none for nothing": (lambda t: t.x.clip(lower=0.0), [2.5, 0, 0.1 + 0.2, None]),
    "a day is the calendar's": (lambda t: day_number(t.when), [19782, -1, 0, None]),
    "logarithms are whole millionths": (lambda t: micro_log(t.n), [1945910, 0, 36736801, 0]),
    "there is no logarithm of what is negative": (
        lambda t: log_ratio(t.n, ibis.literal(7)).round(9),
        [0, None, 34.790890421, None],
    ),
    "nothing over nothing is nothing": (
        lambda t: ratio(t.n, t.n - 7),
        [None, 0.5, (2**53 - 1) / (2**53 - 8), None],
    ),
    "text goes by its bytes": (lambda t: ibis.row_number().over(IN_TURN), [0, 1, 2, 3]),
    "the last text goes by its bytes": (lambda t: t.text.max().over(ibis.window()), ["б"] * 4),
    "a false is counted as none": (lambda t: ibis.ifelse(t.flag, 1, 0).sum().over(ibis.window()), [1] * 4),
    "sums of large numbers do not run over": (
        lambda t: (t.n - 1).sum().over(ibis.window()).cast("float64"),
        [float(2**53 - 4)] * 4,
    ),
    "text begins where it begins": (lambda t: t.text + "xyz", ["бxyz", "Бxyz", "axyz", None]),
    "a day as text is ISO": (
        lambda t: t.when.cast("date").cast("string"),
        ["2024-02-29", "1969-12-31", "1970-01-01", None],
    ),
}


@pytest.fixture(scope="module", params=["duckdb", "postgres", "spark"])
def on(request: pytest.FixtureRequest) -> Iterator[Engine]:
    with at_hand(request.param) as engine:
        yield engine


@pytest.fixture(scope="module")
def answers(on: Engine) -> pa.Table:
    return answered(on)


def answered(engine: Engine) -> pa.Table:
    engine.place("given", ROWS)
    asked = GIVEN.select("row", **{name: ask(GIVEN) for name, (ask, _) in MEANT.items()})
    return engine.fetch(statement(asked, engine.dialect, order=["row"]))


@pytest.mark.parametrize("asked", MEANT)
def test_every_engine_means_what_is_meant(answers: pa.Table, asked: str) -> None:
    assert answers[asked].to_pylist() == MEANT[asked][1]


def test_columns_have_the_types_of_the_step(answers: pa.Table) -> None:
    types = [
        answers[name].type
        for name in ("row", "a half is rounded away from zero", "a quotient is no whole number")
    ]
    assert types == [pa.int32(), pa.int64(), pa.float64()]


def test_no_rows_and_empty_rows_are_brought_as_they_are(on: Engine, answers: pa.Table) -> None:
    none = on.fetch(statement(GIVEN.filter(GIVEN.row > 9).select("text"), on.dialect))
    assert (none.num_rows, none.schema.names) == (0, ["text"])
    assert pa.types.is_string(none.schema.field("text").type)
    empty = on.fetch(statement(GIVEN.filter(GIVEN.row == 4).select("text"), on.dialect))
    assert empty.to_pylist() == [{"text": None}]


@pytest.mark.parametrize("dialect", WRITTEN)
def test_every_dialect_is_written_without_an_engine(dialect: str) -> None:
    asked = GIVEN.select(*(ask(GIVEN).name(name) for name, (ask, _) in MEANT.items()))
    assert statement(asked, dialect).startswith("SELECT\n  CAST(")


@pytest.mark.parametrize(
    ("dialect", "greatest"),
    [
        ("snowflake", 'GREATEST(COALESCE("t0"."x", '),
        ("trino", 'GREATEST(COALESCE("t0"."x", '),
        ("postgres", 'GREATEST("t0"."x", '),
    ],
)
def test_where_nothing_would_win_the_other_is_put_in_its_place(dialect: str, greatest: str) -> None:
    assert greatest in statement(GIVEN.select(y=ibis.greatest(GIVEN.x, ibis.literal(1.5))), dialect)


def test_clickhouse_counts_what_differs_and_does_not_estimate() -> None:
    assert "uniqExact(" in statement(GIVEN.agg(texts=GIVEN.text.nunique()), "clickhouse")
