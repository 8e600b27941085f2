"""Rows that are plainly well are accepted as `accept_rows` would; whatever needs a second look is left to it."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

import ibis
import pyarrow as pa
import pytest

from features.acceptance.quality import accept_rows
from features.live.rows import PlannedRows
from features.live.statements import Planned
from features.schema import TABLES
from features.settings import Settings, settings_from

# ibis 12 calls a method that DuckDB 2 has renamed
pytestmark = pytest.mark.filterwarnings("ignore:fetch_arrow_table:DeprecationWarning")

NOW = datetime(2026, 1, 1, 12)
AT = datetime(2025, 5, 5, 10, 30, 0, 250000)
ORDER: Mapping[str, Any] = {"client_id": "7", "ordered_at": AT, "amount": 10.005, "status": "done"}
FULL: Mapping[str, list[dict[str, Any]]] = {
    "orders": [
        {**ORDER, "order_id": "1", "margin": -0.285, "currency": "RUB", "promised_on": date(2025, 5, 7)},
        {**ORDER, "order_id": "2", "known_at": datetime(2025, 6, 1), "discount": 1e6},
        {"client_id": "Ёлка 'и' \"Ко\"", "ordered_at": datetime(2025, 5, 6), "amount": 0.1 + 0.2},
    ],
    "clients": [
        {"client_id": "7", "kind": "b2b", "branch": "Север", "tier": "gold", "do_not_contact": False}
    ],
    "complaints": [{"client_id": "7", "opened_at": AT, "closed_at": datetime(2025, 5, 9), "severity": 5}],
    "nps": [{"client_id": "7", "answered_at": AT, "score": 10, "known_at": datetime(2025, 1, 1)}],
}


def settings() -> Settings:
    return settings_from({"source": {"tables": {"clients": {"attributes": ["tier"]}}}})


@cache
def rows() -> PlannedRows:
    return PlannedRows(settings(), ["tier"], Planned(most=20))


def by_judging(tables: Mapping[str, list[dict[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
    names = {table: dict.fromkeys(name for row in each for name in row) for table, each in tables.items()}
    raw = {
        table: pa.table({name: [row.get(name) for row in tables[table]] for name in columns})
        for table, columns in names.items()
    }
    events, report = accept_rows(raw, settings(), ibis.duckdb.connect(), now=NOW, most_quarantined=1)
    assert all(table.accepted == table.rows_in for table in report.tables)
    return {name: events[name].to_pyarrow().to_pylist() for name in tables}


def test_rows_that_are_plainly_well_come_out_as_judged_rows_do() -> None:
    for name, expected in by_judging(FULL).items():
        found = rows().accept(name, FULL[name], now=NOW)
        assert found is not None
        key = lambda row: (row["client_id"], row.get("order_id") or "")  # noqa: E731
        shown = [{column: row[column] for column in expected[0]} for row in sorted(found, key=key)]
        assert shown == sorted(expected, key=key), name


@pytest.mark.parametrize(
    ("table", "row"),
    [
        ("orders", {**ORDER, "client_id": " 7"}),
        ("orders", {**ORDER, "client_id": ""}),
        ("orders", {**ORDER, "amount": None}),
        ("orders", {"client_id": "7", "amount": 1.0}),
        ("orders", {**ORDER, "amount": float("nan")}),
        ("orders", {**ORDER, "amount": 1e15}),
        ("orders", {**ORDER, "amount": "10"}),
        ("orders", {**ORDER, "ordered_at": "2025-05-05"}),
        ("orders", {**ORDER, "ordered_at": AT.replace(tzinfo=UTC)}),
        ("orders", {**ORDER, "ordered_at": datetime(2026, 1, 1, 12, 0, 1)}),
        ("orders", {**ORDER, "ordered_at": datetime(1950, 1, 1)}),
        ("orders", {**ORDER, "known_at": datetime(2026, 1, 2)}),
        ("orders", {**ORDER, "status": "Done"}),
        ("orders", {**ORDER, "status": "waiting"}),
        ("orders", {**ORDER, "currency": "USD"}),
        ("orders", {**ORDER, "branch": "Север "}),
        ("orders", {**ORDER, "colour": "red"}),
        ("complaints", {"client_id": "7", "opened_at": AT, "severity": 6}),
        ("complaints", {"client_id": "7", "opened_at": AT, "closed_at": datetime(2025, 5, 4)}),
        ("complaints", {"client_id": "7", "opened_at": AT, "severity": True}),
        ("nps", {"client_id": "7", "answered_at": AT, "score": 11}),
        ("departures", {"client_id": "7", "left_on": date(2026, 1, 2)}),
        ("nothing of ours", {"client_id": "7"}),
    ],
)  # fmt: skip
def test_a_row_that_needs_a_second_look_is_left_to_the_judge(table: str, row: dict[str, Any]) -> None:
    assert rows().accept(table, [row], now=NOW) is None


@pytest.mark.parametrize(
    "again",
    [
        {},  # a copy
        {"order_id": "1", "client_id": "8"},  # one order of two clients
        {"order_id": "1", "amount": 3.0},  # perhaps lines of one order
    ],
)
def test_rows_that_may_repeat_or_contradict_each_other_are_left_to_the_judge(again: dict[str, Any]) -> None:
    first = {**ORDER, "order_id": "1"}
    assert rows().accept("orders", [first], now=NOW) is not None
    assert rows().accept("orders", [first, {**first, **again}], now=NOW) is None


def test_the_day_of_the_request_says_what_lies_ahead() -> None:
    assert rows().accept("orders", [dict(ORDER)], now=datetime(2025, 5, 5, 10)) is None
    assert rows().accept("orders", [dict(ORDER)], now=datetime(2025, 5, 5, 11)) is not None


def test_every_event_table_has_a_plan() -> None:
    for table in TABLES.values():
        assert rows().accept(table.name, [], now=NOW) == []
