"""Rows come from an SQLite file, where each value has a type of its own."""

import sqlite3
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from features.errors import BadDataError, BusyError
from features.materialize import accept_source, open_events
from features.settings import Settings
from tests.features.test_sources import NOW, accepted, company

# ibis 12 calls a method that DuckDB 2 has renamed
pytestmark = pytest.mark.filterwarnings("ignore:fetch_arrow_table:DeprecationWarning")


def sales(folder: Path, *statements: str, rows: Sequence[Sequence[Any]] = ()) -> Path:
    path = folder / "sales.sqlite"
    database = sqlite3.connect(path)
    for statement in statements:
        database.execute(statement)
    for row in rows:
        database.execute(f"INSERT INTO orders VALUES ({', '.join('?' * len(row))})", row)
    database.commit()
    database.close()
    return path


ORDERS = "CREATE TABLE orders (client_id TEXT, ordered_at TEXT, amount REAL)"


def of_file(folder: Path, path: Path, **tables: Any) -> Settings:
    return company(folder, tables, url=str(path))


def test_values_are_read_by_the_rules_of_text(tmp_path: Path) -> None:
    rows = [("00123", "2025-01-05 10:00", 2.675), ("7", "2025-02-05", -3), ("7", "2025-02-06", 0.1 + 0.2)]
    settings = of_file(tmp_path, sales(tmp_path, ORDERS, rows=rows))
    assert accepted(settings) == [("00123", 268), ("7", -300), ("7", 30)]


def test_each_row_may_hold_another_kind_of_value(tmp_path: Path) -> None:
    rows = [(7, "2025-01-05", "12,50"), ("00123", "2025-02-05", 3), (8.0, None, 1), (9, "2025-03-01", "x")]
    rows += [(10, f"2025-03-{day:02d}", 1) for day in range(1, 31)] + [
        (11, f"2025-04-{day:02d}", 1) for day in range(1, 31)
    ]
    table = {"columns": {"amount": "sum"}, "decimal": ","}
    path = sales(tmp_path, "CREATE TABLE orders (client_id, ordered_at, sum)", rows=rows)
    settings = of_file(tmp_path, path, orders=table)
    assert accepted(settings)[:2] == [("00123", 300), ("10", 100)]
    assert ("7", 1250) in accepted(settings)
    report = accept_source(settings, now=NOW)["orders"]
    assert (report.accepted, report.quarantined) == (62, 2)


def test_numbers_alone_keep_their_decimal_point_whatever_mark_text_has(tmp_path: Path) -> None:
    path = sales(tmp_path, ORDERS, rows=[("1", "05.01.2025", 12.5)])
    table = {"decimal": ",", "date_format": "%d.%m.%Y"}
    assert accepted(of_file(tmp_path, path, orders=table)) == [("1", 1250)]


def test_views_and_other_names_are_found_whatever_their_capitals(tmp_path: Path) -> None:
    view = 'CREATE VIEW "Продажи" AS SELECT client_id, ordered_at, amount FROM orders'
    path = sales(tmp_path, ORDERS, view, rows=[("1", "2025-01-05", 1)])
    assert accepted(of_file(tmp_path, path, orders={"from": "Продажи"})) == [("1", 100)]
    assert accepted(of_file(tmp_path, path, orders={"from": "ORDERS"})) == [("1", 100)]


def test_the_address_may_be_a_url(tmp_path: Path) -> None:
    path = sales(tmp_path, ORDERS, rows=[("1", "2025-01-05", 1)])
    assert accepted(company(tmp_path, url=f"sqlite://{path}")) == [("1", 100)]


def test_a_missing_table_names_what_there_is(tmp_path: Path) -> None:
    settings = of_file(tmp_path, sales(tmp_path, ORDERS), orders={"from": "order"})
    with pytest.raises(
        BadDataError, match=r"no table or view 'order'; there are: orders\. Nearest is 'orders'"
    ):
        accept_source(settings, now=NOW)


def test_tables_that_are_not_there_are_not_asked_for(tmp_path: Path) -> None:
    settings = of_file(tmp_path, sales(tmp_path, ORDERS, rows=[("1", "2025-01-05", 1)]))
    accept_source(settings, now=NOW)
    assert list(open_events(settings.storage.data_dir).tables) == ["orders"]


def test_text_that_is_no_utf8_is_a_stop_that_names_the_table(tmp_path: Path) -> None:
    path = sales(tmp_path, ORDERS, "INSERT INTO orders VALUES (CAST(x'cff0' AS TEXT), '2025-01-05', 1)")
    with pytest.raises(
        BadDataError, match=r"Table orders: 'orders' of sales\.sqlite cannot be read .*PRAGMA"
    ):
        accept_source(of_file(tmp_path, path), now=NOW)


def test_a_damaged_file_is_said_and_let_go(tmp_path: Path) -> None:
    path = tmp_path / "sales.sqlite"
    path.write_bytes(b"SQLite format 3\0" + bytes(100))
    with pytest.raises(BusyError, match="cannot be read as an SQLite file") as told:
        accept_source(of_file(tmp_path, path), now=NOW)
    assert told.traceback  # holds what the fault went through
    assert path not in [link.resolve() for link in Path("/proc/self/fd").iterdir()]


def test_nothing_is_written_to_the_file(tmp_path: Path) -> None:
    path = sales(tmp_path, ORDERS, rows=[("1", "2025-01-05", 1)])
    before = path.read_bytes()
    accepted(of_file(tmp_path, path))
    assert (path.read_bytes(), sorted(tmp_path.glob("sales*"))) == (before, [path])


def test_more_rows_than_one_batch_come_whole(tmp_path: Path) -> None:
    many = (
        "INSERT INTO orders WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60000)"
        " SELECT i, '2025-01-05', i FROM n"
    )
    settings = of_file(tmp_path, sales(tmp_path, ORDERS, many))
    report = accept_source(settings, now=NOW)["orders"]
    assert (report.accepted, report.clients, report.last_day) == (60_000, 60_000, datetime(2025, 1, 5).date())
