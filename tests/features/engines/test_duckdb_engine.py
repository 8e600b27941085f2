"""A view is bound once, unless something else was put under its name meanwhile."""

import duckdb
import pytest

from features.engines.duckdb_engine import DuckDBEngine


@pytest.fixture
def engine() -> DuckDBEngine:
    made = DuckDBEngine(duckdb.connect())
    made.create("orders", "SELECT 1 AS amount")
    made.show("doubled", "SELECT amount * 2 AS amount FROM orders")
    return made


def read(engine: DuckDBEngine) -> list[dict[str, int]]:
    rows: list[dict[str, int]] = engine.fetch("FROM doubled").to_pylist()
    return rows


def test_a_view_reads_the_table_that_stands_there_now(engine: DuckDBEngine) -> None:
    engine.create("orders", "SELECT 5 AS amount")
    engine.show("doubled", "SELECT amount * 2 AS amount FROM orders")
    assert read(engine) == [{"amount": 10}]


def test_another_statement_under_the_name_replaces_the_view(engine: DuckDBEngine) -> None:
    engine.show("doubled", "SELECT amount * 20 AS amount FROM orders")
    assert read(engine) == [{"amount": 20}]


def test_what_another_engine_of_the_connection_put_there_does_not_stay(engine: DuckDBEngine) -> None:
    other = DuckDBEngine(engine.connection)
    other.create("orders", "SELECT CAST(7 AS DECIMAL(9, 2)) AS amount")
    other.show("doubled", "SELECT amount * 200 AS amount FROM orders")
    engine.create("orders", "SELECT 1 AS amount")
    engine.show("doubled", "SELECT amount * 2 AS amount FROM orders")
    assert read(engine) == [{"amount": 2}]
