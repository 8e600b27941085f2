"""Files as companies really have them: each fault alone, and all of them together, has a fate that adds up."""

import os
import subprocess
import sys
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from features import materialize
from features.errors import BadDataError
from tests.features.reading import HEAD, Read, faults, read, read_orders

SEMICOLONS = HEAD.replace(",", ";")
WITH_ORDER = "client_id,ordered_at,amount,order_id\n"


def adds_up(found: Read, table: str = "orders") -> None:
    """Every row has one fate, and what was taken and set aside lies where it should."""
    report = found.report[table]
    assert report.rows_in == report.accepted + report.repaired + report.quarantined
    assert len(found.rows(table)) == report.taken
    assert len(found.aside(table)) == report.quarantined
    assert all(row["line"] and row["reason"] for row in found.aside(table))


# ---- one at a time: what is set aside, with line and reason


@pytest.mark.parametrize(
    ("line", "column", "reason"),
    [
        ("7,1970-01-01,5", "ordered_at", "before founded_on"),
        ("7,0001-01-01,5", "ordered_at", "before founded_on"),
        ("7,2026-01-02,5", "ordered_at", "in the future"),
        ("7,9999-12-31,5", "ordered_at", "in the future"),
        ("7,2025-02-29,5", "ordered_at", "unreadable"),
        ("7,2025-04-31,5", "ordered_at", "unreadable"),
        ("7,0000-00-00,5", "ordered_at", "unreadable"),
        ("7,45292,5", "ordered_at", "excel day"),
        ("7,45292.75,5", "ordered_at", "excel day"),
        ("7,01.02.2025,5", "ordered_at", "day or month first"),
        ("7,13/02/2025,5", "ordered_at", "day or month first"),
        ("7,1-2-25,5", "ordered_at", "day or month first"),
        ("7,01.02.2025 10:00,5", "ordered_at", "day or month first"),
        ('7,2025-01-01,"1,50"', "amount", "decimal comma"),
        ('7,2025-01-01,"1 234,5"', "amount", "decimal comma"),
        ("7,2025-01-01,five", "amount", "unreadable"),
        ("7,2025-01-01,5 USD", "amount", "unreadable"),
        ("7,2025-01-01,1.2.3", "amount", "unreadable"),
        ("7,2025-01-01,", "amount", "missing"),
        ("7,,5", "ordered_at", "missing"),
        (",2025-01-01,5", "client_id", "missing"),
        ("7,2025-01-01", "", "fields"),
        ("7,2025-01-01,5,6", "", "fields"),
        ('7,"2025-01-01,5', "", "quote"),
        ("7,2025-01-01,5\0", "", "encoding"),
        ("Итого,,123456", "ordered_at", "missing"),
    ],
)
def test_a_row_nobody_can_count_on_is_set_aside(tmp_path: Path, line: str, column: str, reason: str) -> None:
    found = read_orders(tmp_path, f"{HEAD}{line}\n")
    assert faults(found.report["orders"]) == [(column, reason, "quarantined", 1, (2,))]
    (row,) = found.aside()
    assert (row["file"], row["line"], row["column"], row["reason"]) == ("orders.csv", 2, column, reason)
    assert line.split(",")[0].strip("\0") in row["row"]
    assert found.ids() == set()
    adds_up(found)


@pytest.mark.parametrize("amount", ["-5", "0", "-0", "0.00", "-1 000.5"])
def test_returns_and_gifts_are_taken_and_noted(tmp_path: Path, amount: str) -> None:
    found = read_orders(tmp_path, f"{HEAD}7,2025-01-01,{amount}\n")
    assert found.report["orders"].faults == ()
    about = "returns" if float(amount.replace(" ", "")) < 0 else "nothing paid"
    assert [(note.about, note.rows, note.clients) for note in found.report["orders"].notes] == [(about, 1, 1)]


def test_the_29th_of_february_of_a_leap_year_is_a_day(tmp_path: Path) -> None:
    assert read_orders(tmp_path, HEAD + "7,2024-02-29,5\n").ids() == {"7"}


def test_another_currency_is_set_aside_and_our_own_is_read_however_it_is_written(tmp_path: Path) -> None:
    text = "client_id,ordered_at,amount,currency\n" + "".join(
        f"c{n},2025-01-01,5,{currency}\n"
        for n, currency in enumerate(["RUB", "rub", "руб.", "RUR", "₽", "", "USD", "€"] + [""] * 40)
    )
    found = read(tmp_path, {"orders.csv": text})
    assert faults(found.report["orders"]) == [
        ("currency", "spelling", "repaired", 4, (3, 4, 5, 6)),
        ("currency", "other currency", "quarantined", 2, (8, 9)),
    ]
    assert {row["currency"] for row in found.rows()} == {"RUB", None}
    adds_up(found)


# ---- dates: told by a setting, never guessed


@pytest.mark.parametrize(
    ("date_format", "written", "meant"),
    [
        ("%d.%m.%Y", "01.02.2025", datetime(2025, 2, 1)),
        ("%m/%d/%Y", "01/02/2025", datetime(2025, 1, 2)),
        ("%d.%m.%Y", "1.2.2025 9:05", datetime(2025, 2, 1, 9, 5)),
        ("%d.%m.%Y %H:%M:%S", "01.02.2025", datetime(2025, 2, 1)),
        ("%d.%m.%Y %H:%M", "01.02.2025 10:20:30", datetime(2025, 2, 1, 10, 20, 30)),
        ("%m/%d/%Y %I:%M %p", "01/02/2025 1:05 PM", datetime(2025, 1, 2, 13, 5)),
        ("%d.%m.%y", "01.02.25", datetime(2025, 2, 1)),
        ("%d.%m.%Y", "\u00a001.02.2025 ", datetime(2025, 2, 1)),
        ("excel", "45292", datetime(2024, 1, 1)),
        ("excel", "45292.75", datetime(2024, 1, 1, 18)),
        ("excel", "45292.4236111111", datetime(2024, 1, 1, 10, 10)),
    ],
)
def test_a_configured_format_is_the_one_that_counts(
    tmp_path: Path, date_format: str, written: str, meant: datetime
) -> None:
    found = read_orders(tmp_path, f"{HEAD}7,{written},5\n", {"date_format": date_format}, fill=0)
    assert [row["ordered_at"] for row in found.rows()] == [meant]
    assert found.report["orders"].faults == ()


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        (
            HEAD + "7,01.02.2025,5\n",
            r"may be day first or month first.*Set date_format in \[source\.tables\.ord",
        ),
        (
            HEAD + "7,45292,5\n",
            r"as Excel counts days.*Set date_format = 'excel' in \[source\.tables\.orders\]",
        ),
        (HEAD + "7,soon,5\n", r"ordered_at cannot be read.*or set date_format in \[source\.tables\.orders\]"),
        (SEMICOLONS + "7;2025-01-01;1,5\n", r"amount has a decimal comma.*Set decimal = ',' in \[source"),
        (HEAD + "7,2025-01-01,5 $\n", r"amount cannot be read.*without signs of currency"),
        (HEAD + "7,2025-01-01\n", r"the line has too many or too few fields.*Set delimiter in \[source"),
    ],
)
def test_a_stop_says_which_setting_would_help(tmp_path: Path, text: str, advice: str) -> None:
    with pytest.raises(BadDataError, match=rf"1 of 1 rows cannot be used.*{advice}"):
        read_orders(tmp_path, text, fill=0)


def test_a_format_that_reads_only_some_days_stops_the_run(tmp_path: Path) -> None:
    text = HEAD + "".join(f"7,{day:02d}/03/2025,{day}\n" for day in range(1, 32))
    with pytest.raises(
        BadDataError, match=r"19 of 31 rows .* ordered_at cannot be read: 19 rows, first in line 14"
    ):
        read_orders(tmp_path, text, {"date_format": "%m/%d/%Y"}, fill=0)


# ---- numbers


@pytest.mark.parametrize(
    ("decimal", "written", "hundredths"),
    [
        (",", "1 234,50", 123450),
        (",", "1\u00a0234\u00a0567,5", 123456750),
        (",", "1\u202f234,50", 123450),
        (",", "1\u2009234,5", 123450),
        (",", "1.234,50", 123450),
        (",", "12", 1200),
        (",", "-0,5", -50),
        (".", "1 234.50", 123450),
        (".", "1,234.50", 123450),
        (".", "1,234,567.5", 123456750),
    ],
)  # fmt: skip
def test_thousands_are_parted_by_any_blank(
    tmp_path: Path, decimal: str, written: str, hundredths: int
) -> None:
    text = f"{SEMICOLONS}7;2025-01-01;{written}\n"
    found = read_orders(tmp_path, text, {"decimal": decimal, "delimiter": ";"}, fill=0)
    assert [row["amount_hundredths"] for row in found.rows()] == [hundredths]


@pytest.mark.parametrize(
    ("decimal", "written", "reason"),
    [
        (",", "1.5", "decimal point"),
        (",", "1.234", "decimal point"),
        (".", "1,234", "decimal comma"),
        (",", "12 34,5", "unreadable"),
    ],
)
def test_what_could_be_two_numbers_is_none(tmp_path: Path, decimal: str, written: str, reason: str) -> None:
    text = f"{SEMICOLONS}7;2025-01-01;{written}\n"
    found = read_orders(tmp_path, text, {"decimal": decimal, "delimiter": ";"})
    assert next((f.column, f.reason) for f in found.report["orders"].faults) == ("amount", reason)
    assert found.ids() == set()


# ---- duplicates


def test_exact_copies_are_left_out_and_counted(tmp_path: Path) -> None:
    line = "7,2025-01-01,5,o1\n"
    found = read(tmp_path, {"orders.csv": WITH_ORDER + line + "8,2025-01-01,5,o2\n" + line * 2})
    assert faults(found.report["orders"]) == [("", "duplicate", "repaired", 2, (4, 5))]
    assert len(found.rows()) == 2
    adds_up(found)


def test_lines_of_one_order_are_no_contradiction(tmp_path: Path) -> None:
    lines = "7,2025-01-01,5,o1\n7,2025-01-01,6,o1\n7,2025-01-03,5,o1\n"
    found = read(tmp_path, {"orders.csv": WITH_ORDER + lines})
    assert (len(found.rows()), found.report["orders"].faults) == (3, ())


def test_an_order_of_two_clients_is_set_aside_whole(tmp_path: Path) -> None:
    good = "".join(f"c{n},2025-01-01,5,g{n}\n" for n in range(60))
    lines = "7,2025-01-01,5,o1\n8,2025-01-01,6,o1\n7,2025-01-02,5,o2\n8,2025-02-02,5,o2\n"
    found = read(tmp_path, {"orders.csv": WITH_ORDER + lines + good})
    assert faults(found.report["orders"]) == [("order_id", "contradiction", "quarantined", 2, (2, 3))]
    assert {row["order_id"] for row in found.rows() if row["client_id"] in "78"} == {"o2"}
    adds_up(found)


def test_branches_may_number_their_orders_alike(tmp_path: Path) -> None:
    text = "client_id,ordered_at,amount,order_id,branch\n7,2025-01-01,5,1,Omsk\n8,2025-01-01,5,1,Tomsk\n"
    assert len(read(tmp_path, {"orders.csv": text}).rows()) == 2


# ---- tables beside each other


def test_orders_of_clients_nobody_lists_and_complaints_of_nobody_are_taken_and_noted(tmp_path: Path) -> None:
    files = {
        "orders.csv": HEAD + "7,2025-01-01,5\n8,2025-01-01,5\n8,2025-01-02,5\n",
        "clients.csv": "client_id,name\n7,A\n9,B\n",
        "complaints.csv": "client_id,opened_at\n7,2025-01-01\nnobody,2025-01-01\n",
        "nps.csv": "client_id,answered_at,score\n7,2025-01-01,10\n",
        "order_lines.csv": "order_id,product,amount\nx,box,5\n",
    }
    found = read(tmp_path, files)
    notes = {table.name: [(n.about, n.rows, n.clients) for n in table.notes] for table in found.report.tables}
    assert notes == {
        "orders": [("client not listed", 2, 1)],
        "order_lines": [("order not listed", 1, 0)],
        "clients": [("client without orders", 1, 1)],
        "complaints": [("client without orders", 1, 1)],
        "nps": [],
    }
    assert all(table.accepted == table.rows_in for table in found.report.tables)


@pytest.mark.parametrize("score", ["-1", "11", "9.5", "ten"])
def test_nps_knows_whole_numbers_from_0_to_10(tmp_path: Path, score: str) -> None:
    answers = "".join(f"7,2025-01-{1 + n % 28:02d},{n % 11}\n" for n in range(30))
    text = f"client_id,answered_at,score\n{answers}8,2025-01-01,{score}\n"
    found = read(tmp_path, {"orders.csv": HEAD + "7,2025-01-01,5\n", "nps.csv": text})
    assert [(f.column, f.outcome, f.first_lines) for f in found.report["nps"].faults] == [
        ("score", "quarantined", (32,))
    ]
    adds_up(found, "nps")


# ---- times


def test_times_with_and_without_offset_stand_in_one_column(tmp_path: Path) -> None:
    times = ["2025-01-31T22:30:00Z", "2025-02-01 01:30", "2025-02-01T01:30:00+03:00", "2025-01-31 22:30:5Z"]
    text = HEAD + "".join(f"{n},{time},{n}\n" for n, time in enumerate(times, 1))
    taken = [row["ordered_at"] for row in read_orders(tmp_path, text, fill=0).rows()]
    moment = datetime(2025, 2, 1, 1, 30)
    assert taken == [moment, moment, moment, moment.replace(second=5)]


def test_a_blank_before_the_offset_is_passed_over(tmp_path: Path) -> None:
    times = ["2025-01-31 17:30:00 -0500", "2025-01-31 22:30:00 +00:00", "2025-01-31 22:30:00 Z"]
    text = HEAD + "".join(f"{n},{time},{n}\n" for n, time in enumerate(times, 1))
    taken = [row["ordered_at"] for row in read_orders(tmp_path, text, fill=0).rows()]
    assert taken == 3 * [datetime(2025, 2, 1, 1, 30)]


def test_the_zone_of_the_process_changes_nothing(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from tests.features.reading import HEAD, read_orders;"
        "text = HEAD + '1,2025-01-31T22:30:00Z,1\\n2,2025-01-31 23:30,2\\n3,2025-02-01,3\\n4,45292,4\\n';"
        "print([r['ordered_at'].isoformat() for r in read_orders(Path(sys.argv[1]), text).rows()][-3:])"
    )
    root = Path(materialize.__file__).parents[1]
    said = {
        subprocess.run(
            [sys.executable, "-W", "ignore", "-c", script, str(tmp_path)],
            env={**os.environ, "TZ": zone, "PYTHONPATH": str(root)}, capture_output=True, text=True, check=True,
        ).stdout
        for zone in ("Pacific/Kiritimati", "America/Los_Angeles")
    }  # fmt: skip
    assert len(said) == 1


# ---- whole files


@pytest.mark.parametrize("encoding", ["cp1251", "utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_the_usual_encodings_are_read(tmp_path: Path, encoding: str) -> None:
    text = "client_id;ordered_at;amount;branch\nООО «Ёлка» №5;2025-01-05;1;Орёл\n"
    table = {"encoding": encoding} if encoding == "utf-16-le" else {}
    found = read_orders(tmp_path, text.encode(encoding), table, fill=0)
    assert [(row["client_id"], row["branch"]) for row in found.rows()] == [("ООО «Ёлка» №5", "Орёл")]


def test_a_damaged_utf_8_file_is_not_taken_for_cp1251(tmp_path: Path) -> None:
    lines = "".join(f"Иванов {n},2025-01-01,5\n" for n in range(60)).encode()
    found = read_orders(tmp_path, HEAD.encode() + b"\xd0\xd1,2025-01-01,5\n" + lines, fill=0)
    assert faults(found.report["orders"]) == [("", "encoding", "quarantined", 1, (2,))]
    assert {row["client_id"] for row in found.rows()} == {f"Иванов {n}" for n in range(60)}
    adds_up(found)


def test_a_type_that_changes_at_row_60001_costs_one_row(tmp_path: Path) -> None:
    text = HEAD + "".join(f"{n},2025-01-01,{n}\n" for n in range(60_000))
    found = read_orders(tmp_path, text + "00123,2025-01-01 10:00:00,abc\nA1,2025-01-01,5.5\n", fill=0)
    assert faults(found.report["orders"]) == [("amount", "unreadable", "quarantined", 1, (60_002,))]
    assert found.report["orders"].accepted == 60_001


def test_identifiers_stay_text(tmp_path: Path) -> None:
    text = HEAD + "00123,2025-01-01,1\n123,2025-01-01,1\n1e3,2025-01-01,1\n+7,2025-01-01,1\n"
    assert read_orders(tmp_path, text, fill=0).ids() == {"00123", "123", "1e3", "+7"}


def test_rows_with_nothing_in_them_are_no_rows_of_anybody(tmp_path: Path) -> None:
    found = read_orders(tmp_path, HEAD + ",,\n \t,\u00a0, \n7,2025-01-01,5\n\n\n")
    assert faults(found.report["orders"]) == [("", "empty row", "repaired", 2, (2, 3))]
    assert found.ids() == {"7"}
    adds_up(found)


def test_a_client_with_one_order_stands_beside_one_with_a_million(tmp_path: Path) -> None:
    duckdb.execute(
        f"COPY (SELECT CASE WHEN i = 7 THEN 'once' ELSE 'often' END AS client_id,"
        f" TIMESTAMP '2020-01-01' + to_seconds(CAST(i AS BIGINT)) AS ordered_at, 5 AS amount"
        f" FROM range(1000001) t(i)) TO '{tmp_path / 'orders.csv'}' (HEADER)"
    )
    found = read(tmp_path, {})
    report = found.report["orders"]
    assert (report.rows_in, report.accepted, report.clients) == (1_000_001, 1_000_001, 2)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (b"", r"orders\.csv is empty; a header line is needed"),
        (b"\n  \n", r"first line of orders\.csv is blank"),
        (b"\xef\xbb\xbf", r"first line of orders\.csv is blank"),
        (HEAD.encode(), "Table orders has a header but no rows"),
        (b"client_id,ordered_at\n7,2025-01-01\n", r"column 'amount' \(for amount\) is not in the source"),
        (b"client_id,ordered_at,amount,amount\n7,2025-01-01,5,6\n", "has 'amount' twice. Rename one"),
        (b"Client_ID,CLIENT_ID,ordered_at,amount\n7,8,2025-01-01,5\n", "the columns 'Client_ID' and 'CLIENT_ID'"),
        (b"7,2025-01-01,5\n8,2025-01-02,6\n", "whose first line looks like data"),
        (b'"client_id,ordered_at,amount\n7,2025-01-01,5\n', "a quote in the first line of orders.csv does not"),
        (b"sep=;\nclient_id;ordered_at;amount\n", "a hint for Excel; a header line is needed. Delete that line"),
        (HEAD.encode("utf-16-le"), r"looks like UTF-16 without the mark.*Set encoding = 'utf-16-le'"),
        (HEAD.encode("utf-16-be"), r"looks like UTF-16 without the mark.*Set encoding = 'utf-16-be'"),
        (b"PK\x03\x04" + bytes(99), "orders.csv is an Excel workbook or an archive, not text"),
        (b"\x1f\x8b\x08" + bytes(99), "orders.csv is a gzip archive, not text"),
        (HEAD.encode() + b"7,2025-01-01,\x98\xff\n", r"bytes that are no text in the file's encoding.*Set encoding"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_table_stops_the_run(tmp_path: Path, text: bytes, message: str) -> None:
    with pytest.raises(BadDataError, match=message) as caught:
        read_orders(tmp_path, text, fill=0)
    assert "2025-01-01" not in str(caught.value)


# ---- and all at once

TOGETHER: Mapping[str, tuple[str, str]] = {
    "7,1970-01-01,5,,": ("ordered_at", "before founded_on"),
    "7,0001-01-01,5,,": ("ordered_at", "before founded_on"),
    "7,2026-02-01,5,,": ("ordered_at", "in the future"),
    "7,2025-02-29,5,,": ("ordered_at", "unreadable"),
    "7,45292,5,,": ("ordered_at", "excel day"),
    "7,01.02.2025,5,,": ("ordered_at", "day or month first"),
    '7,2025-01-01,"1,50",,': ("amount", "decimal comma"),
    "7,2025-01-01,abc,,": ("amount", "unreadable"),
    "7,2025-01-01,5,,USD": ("currency", "other currency"),
    ",2025-01-01,5,,": ("client_id", "missing"),
    "7,2025-01-01": ("", "fields"),
    "7,2025-01-01,5,,,,": ("", "fields"),
    "\udcff7,2025-01-01,5,,": ("", "encoding"),
    "7,2025-01-01,5,zero\0,": ("", "encoding"),
    "7,2025-01-01,5,twice,": ("order_id", "contradiction"),
    "8,2025-01-01,5,twice,": ("order_id", "contradiction"),
    '7,"2025-01-01,5,,': ("", "quote"),
    "8,2025-01-02,9,copy,": ("", "duplicate"),
    ",,,,": ("", "empty row"),
    " 00123 ,2025-01-01,-5,,": ("client_id", "blanks"),
    "old,2025-01-01,0,,": ("client_id", "merged id"),
    "9,2025-01-01,1 234.50,,руб.": ("currency", "spelling"),
}


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_file_with_every_fault_gives_every_row_its_own_fate(tmp_path: Path, end: str) -> None:
    good = [f"Клиент {n},2025-03-03,{n + 1},g{n}," for n in range(700)]
    lines = [*good[:300], "8,2025-01-02,9,copy,", *TOGETHER, *good[300:]]
    body = end.join(["client_id,ordered_at,amount,order_id,currency", *lines]) + end
    files: dict[str, Any] = {
        "orders.csv": body.encode("utf-8", "surrogateescape"),
        "aliases.csv": "client_id,alias_of\nold,new\n",
    }
    found = read(tmp_path, files)
    first = 303  # the header, 300 good rows and the row that is copied come before
    expected = sorted((*told, first + at) for at, told in enumerate(TOGETHER.values()))
    told = [(f.column, f.reason, line) for f in found.report["orders"].faults for line in f.first_lines]
    assert sorted(told) == expected
    aside = sorted((row["column"], row["reason"], row["line"]) for row in found.aside())
    kept = {"duplicate", "empty row", "blanks", "merged id", "spelling"}
    assert aside == [one for one in expected if one[1] not in kept]
    assert found.ids() >= {"00123", "new", "9", "8"}
    adds_up(found)
