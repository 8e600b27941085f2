"""The data report is kept and read back, and has words for all that it says."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from features.acceptance.columns import SourceColumn
from features.acceptance.rules import judgement
from features.acceptance.sql import Form
from features.data_report.fault_words import NOTES, REASONS, REMEDIES, remedy
from features.data_report.page import verdict
from features.data_report.report import LEFT_OUT, DataReport, Fault, Note, TableReport, report_from
from features.errors import BadDataError
from features.schema import event_table
from tests.features.reading import HEAD, read
from tests.features.test_acceptance_rules import rules

ORDERS_TABLE = event_table("orders")

ORDERS = TableReport(
    "orders",
    12_345,
    12_000,
    300,
    45,
    (
        Fault("status", "spelling", "repaired", 300, (7, 9)),
        Fault("amount", "unreadable", "quarantined", 45, (14, 15, 99)),
    ),
    640,
    date(2024, 1, 2),
    date(2025, 3, 4),
    (Note("returns", 5, 4),),
)
CLIENTS = TableReport("clients", 3, 3, 0, 0, (), 3, None, date(2026, 1, 1))
REPORT = DataReport((ORDERS, CLIENTS))


def test_it_is_read_back_as_it_was_written() -> None:
    assert report_from(REPORT.to_dict()) == REPORT


def test_the_last_day_is_that_of_an_event() -> None:
    assert REPORT.last_day == date(2025, 3, 4)
    assert DataReport((CLIENTS,)).last_day is None


def test_a_table_is_found_by_name() -> None:
    assert REPORT["clients"] is CLIENTS


def test_what_is_left_out_is_not_taken() -> None:
    left_out = tuple(Fault("", reason, "repaired", 2, (3,)) for reason in LEFT_OUT)
    report = TableReport("orders", 20, 10, 7, 3, (*ORDERS.faults[:1], *left_out), 5, None, None)
    assert report.taken == 20 - 3 - 2 * len(LEFT_OUT)


def test_rows_of_erased_people_are_told_apart_and_not_as_taken() -> None:
    faults = (Fault("client_id", "erased", "repaired", 44, (3,)), Fault("", "duplicate", "repaired", 2, (5,)))
    report = TableReport("orders", 1000, 950, 50, 0, faults, 5, None, None)
    assert (report.taken, report.mended, report.left_out, report.erased) == (954, 4, 2, 44)
    assert verdict(DataReport((report,)), "en") == [
        "954 of 1,000 rows can be counted on (95.4%).",
        "Mended: 4.",
        "Left out, because they add nothing to other rows: 2.",
        "Left out as rows of people who were erased: 44.",
    ]


@pytest.mark.parametrize("texts", [REASONS, REMEDIES, NOTES])
def test_everything_is_said_in_both_languages(texts: Mapping[str, tuple[str, str]]) -> None:
    for key, (english, russian) in texts.items():
        assert english.isascii(), key
        assert not russian.isascii(), key


def test_every_reason_of_a_check_has_words() -> None:
    names = {
        column.name: SourceColumn(column.name, column.name, Form.TEXT) for column in ORDERS_TABLE.columns
    }
    reasons = {
        check.reason
        for decimal in (".", ",")
        for check in judgement(ORDERS_TABLE, "t", list(names.values()), names, rules(decimal)).faults
    }
    assert reasons <= set(REASONS)
    assert reasons - {"empty row", "nothing read", "line of an order"} <= set(REMEDIES)


def test_remedies_name_the_table_and_the_known_values() -> None:
    assert "[source.tables.orders]" in remedy(ORDERS_TABLE, "ordered_at", "unreadable")
    assert "валюты" in remedy(ORDERS_TABLE, "amount", "unreadable", "ru")
    assert remedy(ORDERS_TABLE, "status", "unknown value", "ru").endswith("done, cancelled, returned.")
    assert remedy(ORDERS_TABLE, "x", "no reason of ours") == "Mend the source."


def test_a_note_says_rows_and_clients() -> None:
    assert Note("client not listed", 12_345, 3).words() == (
        "rows of clients who are not in the table clients: 12,345 (clients: 3)"
    )


def test_faults_of_several_files_name_the_file(tmp_path: Path) -> None:
    fill = "".join(f"good{n},2025-03-03,{n + 1}\n" for n in range(60))
    files = {"s 2023.csv": f"{HEAD}1,2025-03-03,\n{fill}", "s 2024.csv": f"{HEAD}{fill}1,2025-03-03,\n"}
    found = read(tmp_path, files, {"orders": {"from": "s *.csv"}})
    fault = next(one for one in found.report["orders"].faults if one.reason == "missing")
    assert fault.places == "s 2023.csv: 2; s 2024.csv: 62"
    assert report_from(found.report.to_dict()) == found.report
    bad = {"s 2025.csv": HEAD + "1,2025-03-03,\n" * 40}
    with pytest.raises(BadDataError, match=r"first in line 2 of s 2023\.csv"):
        read(tmp_path, files | bad, {"orders": {"from": "s *.csv"}})
