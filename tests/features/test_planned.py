"""Statements that are planned once: they see each call's own rows, and old plans make room."""

from datetime import date, datetime
from math import nan

import pytest

from features.live.statements import Planned, constants, rows_of

TYPES = {
    "client_id": "VARCHAR",
    "ordered_at": "TIMESTAMP",
    "amount": "DOUBLE",
    "on": "DATE",
    "flag": "BOOLEAN",
}
ROWS = [
    {"client_id": 'it\'s "Ёлка"\\', "ordered_at": datetime(2024, 1, 2, 3, 4, 5, 678901), "amount": 0.1 + 0.2},
    {"client_id": "7", "amount": 1e-17, "on": date(2024, 2, 29), "flag": False},
]


def test_rows_come_back_as_they_were_given_and_what_is_left_out_is_null() -> None:
    found = Planned(most=1).run("all", lambda: f"SELECT * FROM {rows_of(1, TYPES)}", [ROWS])
    assert found == [{**dict.fromkeys(TYPES), **row} for row in ROWS]


def test_rows_written_into_a_statement_come_back_too() -> None:
    found = Planned(most=1).run("all", lambda: f"SELECT * FROM {constants(ROWS, TYPES)}", [])
    assert found == [{**dict.fromkeys(TYPES), **row} for row in ROWS]


def test_a_plan_made_on_no_rows_sees_the_rows_of_each_call() -> None:
    planned = Planned(most=1)
    sql = f"SELECT client_id FROM {rows_of(1, TYPES)} WHERE amount > 2 OR ordered_at IS NULL ORDER BY 1"

    def asked(*amounts: float) -> list[str]:
        rows = [
            {"client_id": f"{amount:g}", "amount": amount, "ordered_at": datetime(2024, 1, 1)}
            for amount in amounts
        ]
        return [row["client_id"] for row in planned.run("dear", lambda: sql, [rows])]

    assert [asked(), asked(1, 3), asked(5), asked(), asked(9, 1, 4)] == [[], ["3"], ["5"], [], ["4", "9"]]


def test_the_plan_run_longest_ago_makes_room() -> None:
    planned, written = Planned(most=2), []

    def run(key: str) -> None:
        def write() -> str:
            written.append(key)
            return "SELECT 1"

        planned.run(key, write, [])

    for key in ("a", "b", "a", "c", "a", "b"):
        run(key)
    assert written == ["a", "b", "c", "b"]


def test_a_number_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="JSON"):
        Planned(most=1).run("all", lambda: f"SELECT * FROM {rows_of(1, TYPES)}", [[{"amount": nan}]])
