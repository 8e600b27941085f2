"""Copies are left out, and of rows that contradict each other only what can be told to be true is kept."""

from collections.abc import Mapping, Sequence
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from features.acceptance.repetitions import NAMED_BY, ONCE
from features.schema import SOURCE_TABLES
from tests.features.reading import HEAD, Read, faults, read

ORDERS = HEAD + "7,2025-01-01,5\n"
#: Good rows of each table, many enough that two contradictions don't stop the run.
GOOD = {
    "clients": "client_id,name,phone,do_not_contact\n" + "".join(f"g{n},n{n},,\n" for n in range(50)),
    "complaints": "client_id,opened_at,complaint_id,closed_at,known_at\n"
    + "".join(f"g{n},2025-01-01,g{n},,\n" for n in range(50)),
    "attempts": "client_id,assigned_at,action,arm,attempt_id,outcome\n"
    + "".join(f"g{n},2025-01-01,call,control,g{n},\n" for n in range(50)),
    "consents": "client_id,channel,granted_at,revoked_at\n"
    + "".join(f"g{n},call,2025-01-01,\n" for n in range(50)),
}


def kept(folder: Path, table: str, lines: Sequence[str], columns: Sequence[str]) -> tuple[list[Any], Read]:
    """What was taken of some lines, and the rest."""
    text = GOOD[table] + "".join(f"{line}\n" for line in lines)
    found = read(folder, {"orders.csv": ORDERS, f"{table}.csv": text})
    rows = [row for row in found.rows(table) if not row["client_id"].startswith("g")]
    return [tuple(row[name] for name in columns) for row in rows], found


@pytest.mark.parametrize(
    ("table", "lines", "columns", "expected", "aside"),
    [
        # an opt-out is never lost; then the fuller row counts
        ("clients", ["7,A,12,", "7,A,,yes"], ("phone", "do_not_contact"), [(None, True)], 1),
        ("clients", ["7,A,12,", "7,A,,"], ("phone",), [("12",)], 1),
        # a complaint that was closed later; two people's complaint is nobody's
        ("complaints", ["7,2025-01-01,x,,", "7,2025-01-01,x,2025-02-01,"], ("complaint_id",), [("x",)], 1),
        ("complaints", ["7,2025-01-01,x,,", "8,2025-01-01,x,,"], ("complaint_id",), [], 2),
        ("complaints", ["7,2025-01-01,x,,", "8,2026-01-01,x,,"], ("complaint_id",), [("x",), ("x",)], 0),
        ("complaints", ["7,2025-01-01,,,", "7,2025-01-01,,2025-02-01,"], ("client_id",), [("7",), ("7",)], 0),
        # what became of an attempt may be told later; who was drawn for it may not
        ("attempts", ["7,2025-01-01,call,treated,x,", "7,2025-01-01,call,treated,x,ordered"],
         ("outcome",), [("ordered",)], 1),
        ("attempts", ["7,2025-01-01,call,treated,x,", "7,2025-01-01,call,control,x,"], ("arm",), [], 2),
        # a revoked consent stays revoked
        ("consents", ["7,call,2025-01-01,", "7,call,2025-01-01,2025-03-01"], ("channel",), [("call",)], 1),
        ("consents", ["7,call,2025-01-01,", "7,email,2025-01-01,2025-03-01"], ("channel",),
         [("call",), ("email",)], 0),
    ],
)  # fmt: skip
def test_one_account_of_a_thing_counts_in_whatever_order_they_stand(
    tmp_path: Path, table: str, lines: list[str], columns: list[str], expected: list[Any], aside: int
) -> None:
    for number, order in enumerate(permutations(lines)):
        (tmp_path / str(number)).mkdir()
        rows, found = kept(tmp_path / str(number), table, order, columns)
        assert rows == expected
        report = found.report[table]
        named = NAMED_BY.get(table, "client_id")
        told = [(f.column, f.reason, f.rows) for f in report.faults]
        assert told == ([(named, "contradiction", aside)] if aside else [])
        assert len(found.aside(table)) == report.quarantined == aside


def test_the_closed_and_the_revoked_account_is_the_one_that_counts(tmp_path: Path) -> None:
    lines = ["7,2025-01-01,x,,", "7,2025-01-01,x,2025-02-01,"]
    rows, _ = kept(tmp_path, "complaints", lines, ["closed_at"])
    assert str(rows[0][0]) == "2025-02-01 00:00:00"
    rows, _ = kept(
        tmp_path, "consents", ["7,call,2025-01-01,", "7,call,2025-01-01,2025-03-01"], ["revoked_at"]
    )
    assert str(rows[0][0]) == "2025-03-01 00:00:00"


def test_the_account_that_became_known_last_counts(tmp_path: Path) -> None:
    lines = ["7,2025-01-01,x,2025-02-01,2025-02-01", "7,2025-01-01,x,,2025-03-01"]
    assert kept(tmp_path, "complaints", lines, ["closed_at"])[0] == [(None,)]


def test_a_history_of_a_client_is_no_contradiction(tmp_path: Path) -> None:
    text = "client_id,valid_from,name\n7,2024-01-01,A\n7,2025-01-01,B\n7,,C\n"
    found = read(tmp_path, {"orders.csv": ORDERS, "clients.csv": text})
    assert [row["name"] for row in found.rows("clients")] == ["C", "A", "B"]


def test_copies_and_contradictions_are_found_across_files(tmp_path: Path) -> None:
    head = "client_id,ordered_at,amount,order_id\n"
    good = "".join(f"g{n},2025-01-01,5,g{n}\n" for n in range(60))
    files = {
        "sales-1.csv": head + good + "7,2025-01-01,5,a\n7,2025-01-01,5,b\n",
        "sales-2.csv": "amount;client_id;ordered_at;order_id\n5;7;2025-01-01;a\n5;8;2025-01-01;b\n",
    }
    found = read(tmp_path, files, {"orders": {"from": "sales-*.csv"}})
    assert faults(found.report["orders"]) == [
        ("order_id", "contradiction", "quarantined", 2, (63, 3)),  # of the first file, then of the second
        ("", "duplicate", "repaired", 1, (2,)),
    ]
    assert sorted((row["file"], row["line"]) for row in found.aside()) == [
        ("sales-1.csv", 63),
        ("sales-2.csv", 3),
    ]


def test_a_column_of_theirs_tells_rows_apart(tmp_path: Path) -> None:
    text = "client_id,ordered_at,amount,product\n7,2025-01-01,5,box\n7,2025-01-01,5,lid\n7,2025-01-01,5,box\n"
    found = read(tmp_path, {"orders.csv": text})
    assert faults(found.report["orders"]) == [("", "duplicate", "repaired", 1, (4,))]


def test_what_may_be_told_once_is_named_by_columns_of_its_table() -> None:
    for name, thing in ONCE.items():
        columns = {column.name for column in SOURCE_TABLES[name].columns} | {"_merged"}
        preferred = {one.split()[0] for one in thing.prefer}
        assert {*thing.key, *thing.also, *thing.same, *preferred} <= columns
        assert name not in NAMED_BY or thing.key[0] == NAMED_BY[name]


def test_too_many_contradictions_stop_the_run(tmp_path: Path) -> None:
    from features.errors import BadDataError

    files: Mapping[str, str] = {"orders.csv": ORDERS, "clients.csv": "client_id,name\n7,A\n7,B\n"}
    with pytest.raises(
        BadDataError, match=r"client_id contradicts another row.*Leave one row of each in the so"
    ):
        read(tmp_path, files)
