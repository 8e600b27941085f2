"""The data report reads the same on a terminal, on a page and as data."""

import io
from datetime import date

import pytest
from rich.console import Console

from features.data_report import DataReport, Fault, TableReport, as_html, as_rich, report_from

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
)
CLIENTS = TableReport("clients", 3, 3, 0, 0, (), 3, None, date(2026, 1, 1))
REPORT = DataReport((ORDERS, CLIENTS))


def on_terminal(report: DataReport, language: str) -> str:
    console = Console(width=200, file=io.StringIO(), record=True)
    console.print(as_rich(report, language))
    return console.export_text()


def test_it_is_read_back_as_it_was_written() -> None:
    assert report_from(REPORT.to_dict()) == REPORT


def test_the_last_day_is_that_of_an_event() -> None:
    assert REPORT.last_day == date(2025, 3, 4)
    assert DataReport((CLIENTS,)).last_day is None


def test_a_table_is_found_by_name() -> None:
    assert REPORT["clients"] is CLIENTS


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en", ("12,345", "cannot be read", "14, 15, 99")), ("ru", ("12,345", "не читается", "отложено"))],
)
def test_counts_faults_and_lines_stand_on_the_terminal(language: str, expected: tuple[str, ...]) -> None:
    text = on_terminal(REPORT, language)
    assert all(part in text for part in expected)


def test_a_clean_report_says_so() -> None:
    assert "No row had a fault." in on_terminal(DataReport((CLIENTS,)), "en")
    assert "Ошибок в строках нет." in as_html(DataReport((CLIENTS,)), "ru")


def test_the_page_holds_everything_and_needs_nothing_else() -> None:
    page = as_html(REPORT, company="Ферма")
    assert all(part in page for part in ("12,345", "cannot be read", "14, 15, 99", "Ферма", "2025-03-04"))
    assert "No row had a fault." not in page
    assert not any(outside in page for outside in ("http:", "https:", "<script", "<link"))


def test_foreign_names_cannot_write_the_page() -> None:
    fault = Fault("<script>alert(1)</script>", "unreadable", "quarantined", 1, (2,))
    report = DataReport((TableReport("orders", 1, 0, 0, 1, (fault,), 0, None, None),))
    page = as_html(report, company="<b>")
    assert "<script>" not in page
    assert "<b>" not in page
    assert "&lt;script&gt;" in page
