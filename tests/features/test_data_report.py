"""The data report is kept and read back as it was."""

from datetime import date

from features.data_report import DataReport, Fault, TableReport, report_from

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


def test_it_is_read_back_as_it_was_written() -> None:
    assert report_from(REPORT.to_dict()) == REPORT


def test_the_last_day_is_that_of_an_event() -> None:
    assert REPORT.last_day == date(2025, 3, 4)
    assert DataReport((CLIENTS,)).last_day is None


def test_a_table_is_found_by_name() -> None:
    assert REPORT["clients"] is CLIENTS
