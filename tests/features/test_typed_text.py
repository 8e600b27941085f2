"""A clean file is read with its days and numbers parsed, and never means anything else than its text does."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch

import duckdb
import pytest

from features.acceptance.rules import judgement
from features.acceptance.sql import Form, Rules
from features.reading import sources
from features.reading.column_matching import match_columns
from features.reading.csv_files import open_text
from features.reading.typed_text import TypedText, typed_text
from features.schema import SOURCE_TABLES, Column, EventTable, Kind
from features.settings import TableSource
from tests.features.mutants import HOSTILE
from tests.features.reading import Read, faults, read

ORDERS = SOURCE_TABLES["orders"]
#: A table with a column of every kind that is parsed.
TABLE = EventTable(
    "orders",
    (
        *(Column("at", Kind.TIME), Column("day", Kind.DAY), Column("paid", Kind.MONEY)),
        *(Column("share", Kind.NUMBER), Column("count", Kind.INTEGER)),
    ),
    "at",
)
ONE_FIELD = tuple(value for value in HOSTILE if not set(value) & set('";\r\n'))
MOSCOW, VLADIVOSTOK = "Europe/Moscow", "Asia/Vladivostok"
TIMES = (
    "2025-01-05 10:00:00", "2025-1-5 1:2:3", "2025-01-05 24:00:00", "2025-01-05 23:59:60", "2025-02-29 10:00:00",
    "1989-12-31 23:59:59", "1900-01-01 00:00:00", "2026-01-02 00:00:00", "25-01-05 10:00:00", "2025-01-05",
    "2025-01-05 10:00", "2025-01-05T10:00:00", "2025-01-05 10:00:00Z", "2025-01-05 10:00:5Z", "2025-01-05 10:00-00",
    "2025-01-05 10:00:00.5", "epoch", "infinity", "-infinity", "05.01.2025", "05.01.2025 10:00:00", "5.1.2025 1:2:3",
)  # fmt: skip
NUMBERS = (
    "12.50", "12,50", "+7", "-0", "1.005", "0.015", "1e3", "1E-2", ".5", "5.", "00012", "1_000", "999999999.99",
    "1000000000", "9007199254740993", "0.1250000000000000001", "nan", "inf", "1e400", "0x10", "1 000", "true",
)  # fmt: skip


@pytest.fixture(scope="module")
def engine() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(config={"threads": 1}) as connection:
        connection.execute("SET TimeZone = 'UTC'")
        yield connection


def rules(date_format: str | None = None, decimal: str = ".", zone: str = MOSCOW) -> Rules:
    return Rules(MOSCOW, zone, decimal, date_format, date(1800, 1, 1), datetime(2026, 1, 1, 12), "RUB")


def orders_of(text: str, how: Rules, folder: Path) -> TypedText | None:
    """A file of orders, parsed where it can be."""
    path = folder / "orders.csv"
    path.write_text(text)
    file = open_text(path, TableSource(), folder, table="orders")
    matched = match_columns(ORDERS, file.columns, {}, ())
    return typed_text(
        file, folder, {each.sql: ORDERS.column(name).kind for name, each in matched.items()}, how
    )


@pytest.mark.parametrize(
    ("lines", "date_format", "decimal", "expected"),
    [
        (["7,2025-01-05 10:00:00,5"], None, ".", ["text", "naive", "parsed"]),
        (["7,2025-01-05,5.25"], None, ".", ["text", "day", "parsed"]),
        (["7,2025-01-05T10:00:00,-5"], None, ".", ["text", "naive", "parsed"]),
        (["7,05.01.2025 10:00,5"], "%d.%m.%Y", ".", ["text", "naive", "parsed"]),
        (["7,,5", "7,2025-01-05,"], None, ".", ["text", "day", "parsed"]),
        # of these only some have one meaning
        (["7,2025-01-05 10:00:00Z,5"], None, ".", ["text", "text", "parsed"]),
        (["7,05.01.2025,5"], None, ".", ["text", "text", "parsed"]),
        (["7,2025-01-05,1 000"], None, ".", ["text", "day", "text"]),
        (["7,45292,5"], "excel", ".", ["text", "text", "parsed"]),
        (["7,2025-01-05 10.30,5"], "%Y-%m-%d %H.%M", ".", ["text", "text", "parsed"]),
        (["7,2025-01-05T10:00:00+0300,5"], "%Y-%m-%dT%H:%M:%S%z", ".", ["text", "text", "parsed"]),
        (["7,2025-01-05,5"], None, ",", ["text", "day", "text"]),
        # and here a text need not be what stands between the delimiters
        (['7,2025-01-05,"5"', '"7,8",2025-01-05,5'], None, ".", []),
        (["7 ,2025-01-05,5"], None, ".", []),
        (['"",2025-01-05,5'], None, ".", []),
        (["7,,"], None, ".", []),
    ],
)
def test_what_has_one_meaning_is_parsed(
    tmp_path: Path, lines: list[str], date_format: str | None, decimal: str, expected: list[str]
) -> None:
    text = "\n".join(["client_id,ordered_at,amount", *lines, ""])
    typed = orders_of(text, rules(date_format, decimal), tmp_path)
    assert ([str(column.form) for column in typed.columns] if typed else []) == expected


def both_ways(
    engine: duckdb.DuckDBPyConnection, row: dict[str, str], how: Rules, folder: Path
) -> tuple[list[Any], list[Any]] | None:
    """A clean row and another one, parsed and as text; None if they are not parsed, or not plainly well."""
    moment = "2025-01-05 10:00:00" if how.date_format is None else "05.01.2025 10:00:00"
    good = {"at": moment, "day": moment[:10], "paid": "5", "share": f"0{how.decimal}5", "count": "7"}
    path = folder / "orders.csv"
    path.write_text(
        "".join(";".join(line) + "\n" for line in (good, good.values(), {**good, **row}.values()))
    )
    file = open_text(path, TableSource(delimiter=";"), folder, table="orders")
    matched = match_columns(TABLE, file.columns, {}, ())
    typed = typed_text(
        file, folder, {each.sql: TABLE.column(name).kind for name, each in matched.items()}, how
    )
    if typed is None:
        return None
    there = {column.sql: column for column in typed.columns}
    read_as = {name: there[each.sql] for name, each in matched.items()}
    try:
        parsed = engine.execute(
            judgement(TABLE, typed.relation, typed.columns, read_as, how, only_plain=True).sql
        ).fetchall()
    except (duckdb.InvalidInputException, duckdb.ConversionException):
        return None
    as_text = judgement(TABLE, file.relation(), file.columns, matched, how)
    return parsed, engine.execute(as_text.sql).fetchall()


@pytest.mark.parametrize(
    ("columns", "values", "how", "taken"),
    [
        (("at", "day"), TIMES, rules(), 4),
        (("at",), TIMES, rules("%d.%m.%Y %H:%M:%S", zone=VLADIVOSTOK), 2),
        (("at",), (*TIMES, *ONE_FIELD), rules(zone=VLADIVOSTOK), 3),
        (("paid", "share", "count"), NUMBERS, rules(), 33),
        (("paid", "share"), NUMBERS, rules(decimal=","), 16),
        (("paid",), ONE_FIELD, rules(), 5),
    ],
)
def test_a_parsed_value_is_what_its_text_is_read_as(
    engine: duckdb.DuckDBPyConnection,
    tmp_path: Path,
    columns: tuple[str, ...],
    values: tuple[str, ...],
    how: Rules,
    taken: int,
) -> None:
    found = [both_ways(engine, {column: value}, how, tmp_path) for column in columns for value in values]
    both = [each for each in found if each is not None]
    assert [repr(parsed) for parsed, _ in both] == [repr(as_text) for _, as_text in both]
    assert len(both) == taken


def read_as_text(folder: Path, files: dict[str, str]) -> Read:
    with patch.object(sources, "typed_text", lambda *_: None):
        return read(folder, files)


@pytest.mark.parametrize(
    ("last", "fault"),
    [
        ("7,2025-01-01 10:00:00,5.50,done,", None),
        ("7,2025-01-01 10:00:00,5.50,done,руб.", ("currency", "spelling", "repaired")),
        ("7,2025-01-01 10:00:00,5.50,paid,RUB", ("status", "spelling", "repaired")),
        ("7,2025-01-01 10:00:00,5.50,lost,RUB", ("status", "unknown value", "quarantined")),
        ("7,2025-01-01 10:00:00,5.50,done,USD", ("currency", "other currency", "quarantined")),
        ("7,2025-13-01 10:00:00,5.50,done,RUB", ("ordered_at", "unreadable", "quarantined")),
        ("7,2027-01-01 10:00:00,5.50,done,RUB", ("ordered_at", "in the future", "quarantined")),
        ("7,2025-01-01 10:00:00,five,done,RUB", ("amount", "unreadable", "quarantined")),
        ("7,2025-01-01 10:00:00,,done,RUB", ("amount", "missing", "quarantined")),
        ("7,2025-01-01 10:00:00,5.50,done", ("", "fields", "quarantined")),
        (",2025-01-01 10:00:00,5.50,done,RUB", ("client_id", "missing", "quarantined")),
    ],
)
def test_one_row_that_is_not_well_has_its_fate_and_its_line(
    tmp_path: Path, last: str, fault: tuple[str, str, str] | None
) -> None:
    lines = [f"c{n},2025-03-03 10:00:{n % 60:02d},{n}.25,done,RUB" for n in range(3_000)]
    text = "\n".join(["client_id,ordered_at,amount,status,currency", *lines, last, ""])
    ways = []
    for name, way in (("parsed", read), ("text", read_as_text)):
        (tmp_path / name).mkdir()
        found = way(tmp_path / name, {"orders.csv": text})
        ways.append((found.report, found.rows(), found.aside()))
    assert ways[0] == ways[1]
    assert faults(ways[0][0]["orders"]) == ([(*fault, 1, (3_002,))] if fault else [])
    assert ways[0][0]["orders"].rows_in == 3_001


def test_parts_read_in_either_way_are_compared_with_each_other(tmp_path: Path) -> None:
    (tmp_path / "orders").mkdir()
    head = "client_id,ordered_at,amount,note\n"
    (tmp_path / "orders" / "a.csv").write_text(
        head + "7,2025-01-01 10:00:00,5.50,x\n8,2025-01-01 10:00:00,5,x\n"
    )
    (tmp_path / "orders" / "b.csv").write_text(
        head + ' 7,2025-01-01 10:00,"5.5",x\n8,2025-01-01 10:00:00,5,y\n'
    )
    found = read(tmp_path, {})
    assert faults(found.report["orders"])[0][:4] == ("", "duplicate", "repaired", 1)
    assert sorted(row["client_id"] for row in found.rows()) == ["7", "8", "8"]


def test_a_clean_file_is_read_once(tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    path.write_text("client_id,ordered_at,amount\n7,2025-01-05,5\n")
    with patch("features.acceptance.judging.judgement", wraps=judgement) as judged:
        read(tmp_path, {})
    assert [call.kwargs.get("only_plain", False) for call in judged.call_args_list] == [True]
    assert Form.PARSED in {column.form for column in judged.call_args.args[2]}


def test_of_a_long_file_the_last_lines_are_tried_first(
    tmp_path: Path, engine: duckdb.DuckDBPyConnection
) -> None:
    lines = "".join(f"client {n},2025-01-05,{n % 1000}.50\n" for n in range(90_000))
    text = f"client_id,ordered_at,amount\n{lines}"
    typed = orders_of(text, rules(), tmp_path)
    assert typed is not None
    assert typed.ending is not None
    rows = engine.execute(f"SELECT * FROM {typed.ending}").fetchall()
    assert 1_000 < len(rows) < 5_000
    assert rows[-1] == ("client 89999", date(2025, 1, 5), 999.5)

    def never(*given: Any) -> TypedText | None:
        made = typed_text(*given)
        return made and replace(made, relation="what_nobody_reads")

    (tmp_path / "orders.csv").write_text(f"{text}Итого,,6000000\n")
    with patch.object(sources, "typed_text", never):
        found = read(tmp_path, {})
    assert faults(found.report["orders"]) == [("ordered_at", "missing", "quarantined", 1, (90_002,))]
    assert found.report["orders"].accepted == 90_000
