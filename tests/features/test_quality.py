"""Every row has one fate, and every fault says table, column, count and line."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

import ibis
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import settings as law
from hypothesis import strategies as st

from features.acceptance.quality import accept_rows, forget
from features.data_report.report import TableReport
from features.errors import BadDataError, UsageError
from features.events import Events
from features.settings import Settings
from tests.features.reading import faults

# ibis 12 calls a method that DuckDB 2 has renamed
pytestmark = pytest.mark.filterwarnings("ignore:fetch_arrow_table:DeprecationWarning")

NOW = datetime(2026, 1, 1, 12)
ORDER: Mapping[str, Any] = {"client_id": "7", "ordered_at": "2025-05-05", "amount": "10"}
COMPLAINT: Mapping[str, Any] = {"client_id": "7", "opened_at": "2025-05-05"}
ATTEMPT: Mapping[str, Any] = {"client_id": "7", "assigned_at": "2025-05-05", "action": "call"}
DEPARTURE: Mapping[str, Any] = {"client_id": "7", "left_on": "2025-05-05"}
NPS: Mapping[str, Any] = {"client_id": "7", "answered_at": "2025-05-05", "score": "5"}


def check(
    table: str, *rows: Mapping[str, Any], now: datetime = NOW, settings: Settings | None = None
) -> tuple[list[dict[str, Any]], TableReport]:
    """Accept rows of one table; give what was taken and the report."""
    columns = list(dict.fromkeys(name for row in rows for name in row))
    given_rows = {table: pa.table({name: [row.get(name) for row in rows] for name in columns})}
    if table != "orders":
        given_rows["orders"] = pa.table({name: [value] for name, value in ORDER.items()})
    events, report = accept_rows(
        given_rows, settings or Settings(), ibis.duckdb.connect(), now=now, most_quarantined=1
    )
    taken: list[dict[str, Any]] = events[table].to_pyarrow().to_pylist()
    return taken, report[table]


@pytest.mark.parametrize(
    ("table", "row", "column", "reason"),
    [
        ("orders", {**ORDER, "client_id": None}, "client_id", "missing"),
        ("orders", {**ORDER, "client_id": "  "}, "client_id", "missing"),
        ("orders", {**ORDER, "client_id": "\u00a0"}, "client_id", "missing"),
        ("orders", {**ORDER, "ordered_at": ""}, "ordered_at", "missing"),
        ("orders", {**ORDER, "ordered_at": "yesterday"}, "ordered_at", "unreadable"),
        ("orders", {**ORDER, "ordered_at": "2025-02-30"}, "ordered_at", "unreadable"),
        ("orders", {**ORDER, "ordered_at": "05.05.2025"}, "ordered_at", "day or month first"),
        ("orders", {**ORDER, "ordered_at": "2025-05-05 10:00 PM-ish"}, "ordered_at", "unreadable"),
        ("orders", {**ORDER, "ordered_at": "1989-12-31"}, "ordered_at", "before founded_on"),
        ("orders", {**ORDER, "ordered_at": "2026-01-01 12:00:01"}, "ordered_at", "in the future"),
        ("orders", {**ORDER, "ordered_at": "infinity"}, "ordered_at", "in the future"),
        ("orders", {**ORDER, "ordered_at": "-infinity"}, "ordered_at", "before founded_on"),
        ("orders", {**ORDER, "known_at": "2026-01-02"}, "known_at", "in the future"),
        ("orders", {**ORDER, "amount": " "}, "amount", "missing"),
        ("orders", {**ORDER, "amount": "nan"}, "amount", "unreadable"),
        ("orders", {**ORDER, "amount": "inf"}, "amount", "unreadable"),
        ("orders", {**ORDER, "amount": "12 34"}, "amount", "unreadable"),
        ("orders", {**ORDER, "amount": "1,50"}, "amount", "decimal comma"),
        ("orders", {**ORDER, "amount": "1e30"}, "amount", "unreadable"),
        ("orders", {**ORDER, "amount": "90071992547409.92"}, "amount", "out of range"),
        ("orders", {**ORDER, "margin": "much"}, "margin", "unreadable"),
        ("orders", {**ORDER, "status": "waiting"}, "status", "unknown value"),
        ("orders", {**ORDER, "currency": "USD"}, "currency", "other currency"),
        ("orders", {**ORDER, "promised_on": "soon"}, "promised_on", "unreadable"),
        ("complaints", {**COMPLAINT, "severity": "6"}, "severity", "out of range"),
        ("complaints", {**COMPLAINT, "severity": "0"}, "severity", "out of range"),
        ("complaints", {**COMPLAINT, "severity": "2.5"}, "severity", "unreadable"),
        ("complaints", {**COMPLAINT, "closed_at": "2025-05-04"}, "closed_at", "before opened_at"),
        ("nps", {**NPS, "score": "11"}, "score", "out of range"),
        ("nps", {**NPS, "score": "-1"}, "score", "out of range"),
        ("attempts", {**ATTEMPT, "arm": "x"}, "arm", "unknown value"),
        ("clients", {"client_id": "7", "do_not_contact": "perhaps"}, "do_not_contact", "unreadable"),
        ("departures", {"client_id": "7", "left_on": "2026-01-02"}, "left_on", "in the future"),
    ],
)  # fmt: skip
def test_an_unusable_row_is_quarantined(table: str, row: Mapping[str, Any], column: str, reason: str) -> None:
    taken, report = check(table, row)
    assert taken == []
    assert faults(report) == [(column, reason, "quarantined", 1, (1,))]
    assert (report.rows_in, report.accepted, report.repaired, report.quarantined) == (1, 0, 0, 1)


@pytest.mark.parametrize(
    ("table", "row", "column", "value", "reason"),
    [
        ("orders", {**ORDER, "client_id": " 00123\t"}, "client_id", "00123", "blanks"),
        ("orders", {**ORDER, "client_id": "\u00a0Иванов\u00a0"}, "client_id", "Иванов", "blanks"),
        ("orders", {**ORDER, "status": " Done "}, "status", "done", "spelling"),
        ("orders", {**ORDER, "status": "Отменён"}, "status", "cancelled", "spelling"),
        ("orders", {**ORDER, "status": "Возврат"}, "status", "returned", "spelling"),
        ("orders", {**ORDER, "status": "PAID"}, "status", "done", "spelling"),
        ("orders", {**ORDER, "currency": "rub"}, "currency", "RUB", "spelling"),
        ("orders", {**ORDER, "currency": "руб."}, "currency", "RUB", "spelling"),
        ("complaints", {**COMPLAINT, "category": "Доставка"}, "category", "delivery", "spelling"),
        ("complaints", {**COMPLAINT, "category": "DELIVERY"}, "category", "delivery", "spelling"),
        ("complaints", {**COMPLAINT, "category": "rudeness"}, "category", "other", "unknown value"),
        ("departures", {**DEPARTURE, "reason": "Ушёл к конкуренту"}, "reason", "other", "spelling"),
        ("departures", {**DEPARTURE, "reason": "Дорого"}, "reason", "price", "spelling"),
        ("departures", {**DEPARTURE, "reason": "the weather"}, "reason", "other", "unknown value"),
        ("nps", {**NPS, "topic": "weather"}, "topic", None, "unknown value"),
        ("clients", {"client_id": "7", "kind": "B2B"}, "kind", "b2b", "spelling"),
    ],
)
def test_a_mended_row_is_taken_and_counted(
    table: str, row: Mapping[str, Any], column: str, value: str | None, reason: str
) -> None:
    taken, report = check(table, row)
    assert [each[column] for each in taken] == [value]
    assert faults(report) == [(column, reason, "repaired", 1, (1,))]
    assert (report.accepted, report.repaired, report.quarantined) == (0, 1, 0)


@pytest.mark.parametrize(
    ("table", "row", "column", "value"),
    [
        ("orders", {**ORDER, "client_id": "00123"}, "client_id", "00123"),
        ("orders", {**ORDER, "client_id": 123}, "client_id", "123"),
        ("orders", {**ORDER, "client_id": 123.0}, "client_id", "123"),
        ("orders", {**ORDER, "client_id": "Ивановы и сыновья"}, "client_id", "Ивановы и сыновья"),
        ("orders", {**ORDER, "order_id": ""}, "order_id", None),
        ("orders", {**ORDER, "currency": None}, "currency", None),
        ("orders", {**ORDER, "amount": "-12.5"}, "amount_hundredths", -1250),
        ("orders", {**ORDER, "amount": "1 234 567.50"}, "amount_hundredths", 123456750),
        ("orders", {**ORDER, "amount": "1\u00a0234.5"}, "amount_hundredths", 123450),
        ("orders", {**ORDER, "amount": "2.665"}, "amount_hundredths", 266),
        ("orders", {**ORDER, "amount": "2.675"}, "amount_hundredths", 268),
        ("orders", {**ORDER, "amount": "-2.665"}, "amount_hundredths", -266),
        ("orders", {**ORDER, "amount": "2.66500000000000001"}, "amount_hundredths", 267),
        ("orders", {**ORDER, "amount": 2.675}, "amount_hundredths", 268),
        ("orders", {**ORDER, "amount": 1.1}, "amount_hundredths", 110),
        ("orders", {**ORDER, "amount": 5e-3}, "amount_hundredths", 0),
        ("orders", {**ORDER, "amount": "5e-3"}, "amount_hundredths", 0),
        ("orders", {**ORDER, "amount": "1.2e3"}, "amount_hundredths", 120000),
        ("orders", {**ORDER, "amount": 12}, "amount_hundredths", 1200),
        ("orders", {**ORDER, "amount": "90071992547409.91"}, "amount_hundredths", 2**53 - 1),
        ("orders", {**ORDER, "promised_on": "2030-01-01"}, "promised_on", date(2030, 1, 1)),
        ("clients", {"client_id": "7", "birthday": "1950-01-01"}, "birthday", date(1950, 1, 1)),
        ("clients", {"client_id": "7", "do_not_contact": "Да"}, "do_not_contact", True),
        ("clients", {"client_id": "7", "do_not_contact": 0}, "do_not_contact", False),
        ("clients", {"client_id": "7"}, "known_at", None),
        ("complaints", {**COMPLAINT, "severity": "5.0"}, "severity", 5),
        ("departures", {"client_id": "7", "left_on": "2025-05-05"}, "known_at", datetime(2025, 5, 5)),
    ],
)  # fmt: skip
def test_a_fit_row_is_taken_as_it_is(table: str, row: Mapping[str, Any], column: str, value: Any) -> None:
    taken, report = check(table, row)
    assert [each[column] for each in taken] == [value]
    assert (report.accepted, report.faults) == (1, ())


@pytest.mark.parametrize(
    ("given_time", "taken_time"),
    [
        ("2025-01-31T22:30:00Z", datetime(2025, 2, 1, 1, 30)),
        ("2025-02-01 01:30+0300", datetime(2025, 2, 1, 1, 30)),
        ("2025-01-31 19:30:00.5-03", datetime(2025, 2, 1, 1, 30, 0, 500000)),
        (datetime(2025, 1, 31, 22, 30, tzinfo=UTC), datetime(2025, 2, 1, 1, 30)),
        (datetime(2025, 1, 31, 22, 30), datetime(2025, 1, 31, 22, 30)),
        (date(2025, 2, 1), datetime(2025, 2, 1)),
        ("   2025-02-01 01:30", datetime(2025, 2, 1, 1, 30)),
    ],
)
def test_times_are_the_companys_wall_clock(given_time: Any, taken_time: datetime) -> None:
    taken, report = check("orders", {**ORDER, "ordered_at": given_time})
    assert [row["ordered_at"] for row in taken] == [taken_time]
    assert report.accepted == 1


def test_knowledge_never_comes_before_the_event() -> None:
    taken, _ = check(
        "orders",
        {**ORDER, "known_at": "2025-05-04"},
        {**ORDER, "known_at": "2025-06-01"},
        {**ORDER, "known_at": None},
    )
    times = sorted(row["known_at"] for row in taken)
    assert times == [datetime(2025, 5, 5), datetime(2025, 5, 5), datetime(2025, 6, 1)]


def test_of_exact_repetitions_one_is_kept() -> None:
    taken, report = check("orders", ORDER, {**ORDER, "amount": "11"}, ORDER, ORDER)
    assert sorted(row["amount_hundredths"] for row in taken) == [1000, 1100]
    assert faults(report) == [("", "duplicate", "repaired", 2, (3, 4))]
    assert (report.accepted, report.repaired) == (2, 2)


def test_lines_that_differ_in_a_column_of_theirs_are_no_repetitions() -> None:
    taken, report = check("orders", {**ORDER, "product": "box"}, {**ORDER, "product": "lid"})
    assert (len(taken), report.accepted) == (2, 2)


def test_columns_and_types_are_those_of_the_schema() -> None:
    events, _ = accept_rows(
        {"orders": pa.table({name: [value] for name, value in ORDER.items()})},
        Settings(),
        ibis.duckdb.connect(),
        now=NOW,
    )
    types = {name: str(kind) for name, kind in events["orders"].schema().items()}
    assert {name: kind.split("(")[0] for name, kind in types.items()} == {
        "client_id": "string", "ordered_at": "timestamp", "amount_hundredths": "int64", "order_id": "string",
        "margin_hundredths": "int64", "status": "string", "status_at": "timestamp", "currency": "string",
        "discount_hundredths": "int64", "promised_on": "date", "delivered_on": "date", "branch": "string",
        "manager": "string", "channel": "string", "known_at": "timestamp",
    }  # fmt: skip


@pytest.mark.parametrize("zone", ["Asia/Vladivostok", "America/New_York", "UTC"])
def test_the_zone_of_the_session_changes_nothing(zone: str) -> None:
    connection = ibis.duckdb.connect()
    connection.con.execute(f"SET TimeZone = '{zone}'")
    times = ["2025-01-31T22:30:00Z", "2025-01-31 22:30:00", "2025-01-31", "   2025-01-31 22:30"]
    rows = pa.table({"client_id": ["7"] * 4, "ordered_at": times, "amount": ["1", "2", "3", "4"]})
    events, _ = accept_rows({"orders": rows}, Settings(), connection, now=NOW)
    taken = events["orders"].order_by("amount_hundredths").to_pyarrow().to_pydict()["ordered_at"]
    evening = datetime(2025, 1, 31, 22, 30)
    assert taken == [datetime(2025, 2, 1, 1, 30), evening, datetime(2025, 1, 31), evening]


def test_now_with_an_offset_is_turned_into_the_companys_time() -> None:
    row = {**ORDER, "ordered_at": "2026-01-01 14:59"}
    assert check("orders", row, now=datetime(2026, 1, 1, 12, tzinfo=UTC))[1].accepted == 1
    assert check("orders", row, now=datetime(2026, 1, 1, 11, tzinfo=UTC))[1].quarantined == 1


def test_the_report_knows_clients_and_days() -> None:
    _, report = check("orders", ORDER, {**ORDER, "client_id": "8", "ordered_at": "2025-06-07 23:59"})
    assert (report.clients, report.first_day, report.last_day) == (2, date(2025, 5, 5), date(2025, 6, 7))


def test_orders_must_be_given() -> None:
    with pytest.raises(BadDataError, match="There are no orders"):
        accept_rows({}, Settings(), ibis.duckdb.connect(), now=NOW)


def test_a_required_column_must_be_given() -> None:
    with pytest.raises(BadDataError, match=r"Table orders: column 'ordered_at' .* There are: client_id"):
        accept_rows({"orders": pa.table({"client_id": ["7"]})}, Settings(), ibis.duckdb.connect(), now=NOW)


def test_a_table_of_another_name_is_refused() -> None:
    orders = pa.table({name: [value] for name, value in ORDER.items()})
    with pytest.raises(UsageError, match="'sales' is no event table"):
        accept_rows({"orders": orders, "sales": orders}, Settings(), ibis.duckdb.connect(), now=NOW)


def test_accepted_rows_can_be_forgotten() -> None:
    connection = ibis.duckdb.connect()
    orders = pa.table({name: [value] for name, value in ORDER.items()})
    events, _ = accept_rows({"orders": orders}, Settings(), connection, now=NOW)
    assert isinstance(events, Events)
    forget(events)
    assert connection.con.execute("SHOW TABLES").fetchall() == []


@law(max_examples=10, deadline=None)
@given(order=st.permutations(range(8)))
def test_the_order_of_rows_changes_nothing(order: list[int]) -> None:
    rows = [
        {
            **ORDER,
            "client_id": str(n % 3),
            "amount": str(n % 2),
            "branch": f" b{n % 2}",
            "order_id": str(n % 4),
        }
        for n in range(8)
    ]
    assert check("orders", *(rows[at] for at in order))[0] == check("orders", *rows)[0]
