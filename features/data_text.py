"""The data report on a terminal."""

from typing import TYPE_CHECKING

from features.data_page import day, verdict
from features.data_report import DataReport
from features.data_words import number, words
from features.fault_words import remedy
from features.schema import SOURCE_TABLES

if TYPE_CHECKING:
    from rich.console import Group

COUNTS = ("rows_in", "accepted", "repaired", "quarantined", "clients")


def as_rich(report: DataReport, language: str = "en") -> "Group":
    """Lay the report out for a terminal.

    Returns
    -------
    rich.console.Group
        What came of it in words, the tables, and under them the faults with what to do, and the notes.
    """
    from rich.console import Group
    from rich.table import Table
    from rich.text import Text

    said = words(language)
    tables, faults = Table(title=said["title"]), Table()
    for key in ("table", *COUNTS, "first_day", "last_day"):
        tables.add_column(said[key], justify="left" if key == "table" else "right")
    for key in ("table", "column", "reason", "outcome", "rows_in", "lines"):
        faults.add_column(said[key], justify="right" if key in ("rows_in", "lines") else "left")
    for table in report.tables:
        counts = (number(getattr(table, key), language) for key in COUNTS)
        tables.add_row(table.name, *counts, day(table.first_day, language), day(table.last_day, language))
        for fault in table.faults:
            lines = ", ".join(map(str, fault.first_lines))
            what = (Text(fault.column), fault.words(language), said[fault.outcome])
            faults.add_row(table.name, *what, number(fault.rows, language), lines)
    below = [Text(line) for line in [*_advice(report, language), *_notes(report, language)]]
    return Group(
        tables,
        faults if faults.row_count else said["no_faults"],
        *below,
        Text(" ".join(verdict(report, language))),
    )


def _advice(report: DataReport, language: str) -> list[str]:
    """Say once what to do about each kind of fault that set rows aside."""
    told = {
        f"{table.name}: {remedy(SOURCE_TABLES[table.name], fault.column, fault.reason, language)}": None
        for table in report.tables
        for fault in table.faults
        if fault.outcome == "quarantined"
    }
    return list(told)


def _notes(report: DataReport, language: str) -> list[str]:
    return [f"{table.name}: {note.words(language)}" for table in report.tables for note in table.notes]
