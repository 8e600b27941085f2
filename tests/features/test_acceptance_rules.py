"""The checks say what they find; the cheap tests that come before them never hide anything."""

import random
from collections.abc import Mapping, Sequence
from datetime import date, datetime

import duckdb
import pyarrow as pa
import pytest

from features.acceptance.columns import SourceColumn
from features.acceptance.rules import judgement
from features.acceptance.sql import Form, Rules, quoted
from features.schema import SOURCE_TABLES

ENGINE = duckdb.connect()
CELLS = (
    *(
        None,
        "",
        " ",
        "7",
        " 8",
        "00123",
        "x ",
        "\u00a0y",
        "2025-01-01",
        "2025-01-01 ",
        "2025-01-31T22:30:00Z",
    ),
    *(
        "2025-01-31 22:30+03",
        "2025-01-31 22:30:5Z",
        "2025-1-1 2:30+03:00",
        "2025-1-1 2:30:00 -0500",
        "1-2-25",
        "01.02.2025",
        "45292",
    ),
    *(
        "1999-01-01",
        "1980-01-01",
        "2030-01-01",
        "infinity",
        "-infinity",
        "nan",
        "12.5",
        "1,5",
        "1 000",
        "1e3",
    ),
    *(
        "2.675",
        "99999999999999",
        "-0.001",
        "done",
        "Done",
        " done",
        "Выполнен",
        "возврат",
        "b2b",
        "RUB",
        "руб.",
    ),
    *(
        "USD",
        "other",
        "Другое",
        "rudeness",
        "in",
        "none",
        "treated",
        "true",
        "да",
        "perhaps",
        "0",
        "10",
        "11",
    ),
)
COLUMNS = {name: [column.name for column in table.columns] for name, table in SOURCE_TABLES.items()}


#: A row that is well in every table.
GOOD = {
    "client_id": "7",
    "amount": "5",
    "order_id": "1",
    "product": "box",
    "score": "7",
    "manager": "m",
    "action": "call",
    "arm": "control",
    "channel": "call",
    "alias_of": "8",
    **dict.fromkeys(
        [table.own_time for table in SOURCE_TABLES.values() if table.own_time], "2025-01-01 10:00:00"
    ),
}


def rules(decimal: str = ".", date_format: str | None = None, table_zone: str = "Europe/Moscow") -> Rules:
    zones = ("Europe/Moscow", table_zone)
    return Rules(*zones, decimal, date_format, date(1990, 1, 1), datetime(2026, 1, 1), "RUB")


def judged(
    table: str, rows: Sequence[Mapping[str, str | None]], rule: Rules, *, shortcut: bool = True
) -> list[tuple[object, ...]]:
    """The accepted values, faults and repairs of rows of text."""
    names = COLUMNS[table]
    given_rows = pa.table({name: pa.array([row.get(name) for row in rows], pa.string()) for name in names})
    columns = [SourceColumn(name, quoted(name), Form.TEXT) for name in names]
    matched = {column.name: column for column in columns}
    query = judgement(SOURCE_TABLES[table], "given_rows", columns, matched, rule).sql
    if not shortcut:
        assert query.count("CASE WHEN _plain THEN") == 2
        query = query.replace("CASE WHEN _plain THEN", "CASE WHEN false THEN")
    ENGINE.register("given_rows", given_rows)
    found: list[tuple[object, ...]] = ENGINE.execute(query).fetchall()
    return found


@pytest.mark.parametrize("table", SOURCE_TABLES)
def test_what_is_plainly_well_has_no_fault_and_needs_no_repair(table: str) -> None:
    draw = random.Random(table)
    rows = [{name: draw.choice(CELLS) for name in COLUMNS[table]} for _ in range(60)]
    rows += [{**GOOD, draw.choice(COLUMNS[table]): draw.choice(CELLS)} for _ in range(240)]
    rule = draw.choice([rules(), rules(","), rules(date_format="%d.%m.%Y"), rules(date_format="excel")])
    for one in (rules(), rule):
        assert judged(table, rows, one) == judged(table, rows, one, shortcut=False)


def test_a_day_of_the_first_century_is_a_date_in_another_order() -> None:
    row = {**GOOD, "promised_on": "1-2-25"}
    (found,) = judged("orders", [row], rules())
    assert found[-4] is not None


@pytest.mark.parametrize(
    "text",
    [
        *(
            "1",
            "12.5",
            "-0.005",
            "0.015",
            "2.665",
            "2.675",
            "1e3",
            "1.005e2",
            "999999999.995",
            "1000000000.004",
        ),
        *("1000000000.007", "90071992547409.91", "123456789.125", "0.1", "1.", ".5", "+7", "1_000", "-1e-3"),
    ],
)
def test_money_is_the_same_by_the_short_cut_and_exactly(text: str) -> None:
    from decimal import ROUND_HALF_EVEN, Decimal

    (found,) = judged("orders", [{**GOOD, "amount": text}], rules())
    exact = (Decimal(text) * 100).quantize(Decimal(1), ROUND_HALF_EVEN)
    assert found[2] == int(exact)
