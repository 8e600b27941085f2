"""The data report on a terminal."""

from typing import TYPE_CHECKING

from features.data_report.fault_words import remedy
from features.data_report.page import Around, features_told, missing_told, verdict, wanting
from features.data_report.report import DataReport
from features.data_report.words import day, number, words
from features.schema import SOURCE_TABLES

if TYPE_CHECKING:
    from rich.console import Group, RenderableType
    from rich.table import Table

COUNTS = ("rows_in", "accepted", "repaired", "quarantined", "clients")


def as_rich(report: DataReport, language: str = "en", around: Around | None = None) -> "Group":
    """Lay the report out for a terminal.

    Parameters
    ----------
    report : DataReport
    language : str
        ``"ru"`` or ``"en"``.
    around : Around, optional
        Of it the features that are on and off are told.

    Returns
    -------
    rich.console.Group
        The tables, under them the faults with what to do, the notes, the features, what is missing, and
        the verdict.
    """
    from rich.console import Group
    from rich.table import Table
    from rich.text import Text

    said, around = words(language), around or Around()
    tables = Table(title=said["title"])
    for key in ("table", *COUNTS, "first_day", "last_day"):
        tables.add_column(said[key], justify="left" if key == "table" else "right")
    for table in report.tables:
        counts = (number(getattr(table, key), language) for key in COUNTS)
        tables.add_row(table.name, *counts, day(table.first_day, language), day(table.last_day, language))
    faults = _faults(report, language)
    below = [Text(line) for line in [*_advice(report, language), *_notes(report, language)]]
    return Group(
        tables,
        faults if faults.row_count else said["no_faults"],
        *below,
        *_features(around, language),
        *(Text(told, style="bold red") for told in missing_told(report, language, around)),
        Text(" ".join(verdict(report, language))),
    )


def _faults(report: DataReport, language: str) -> "Table":
    from rich.table import Table
    from rich.text import Text

    said, faults = words(language), Table()
    for key in ("table", "column", "reason", "outcome", "rows_in", "lines"):
        faults.add_column(said[key], justify="right" if key in ("rows_in", "lines") else "left")
    for table in report.tables:
        for fault in table.faults:
            lines = fault.places
            # As texts: the terminal would take "[company]" for markup.
            what = (Text(fault.column), Text(fault.words(language)), said[fault.outcome])
            faults.add_row(table.name, *what, number(fault.rows, language), lines)
    return faults


def _features(around: Around, language: str) -> "list[RenderableType]":
    """Say how many features are on, and which are off for want of what."""
    from rich.table import Table
    from rich.text import Text

    told = features_told(around, language)
    if not told or not around.features_off:
        return [Text(told)] if told else []
    off = Table()
    for key in ("wants", "off"):
        off.add_column(words(language)[key], overflow="fold")
    for wants, names in around.features_off:
        off.add_row(Text(wanting(wants, language)), Text(", ".join(names)))
    return [Text(told), off]


def _advice(report: DataReport, language: str) -> list[str]:
    """Say once what to do about each kind of fault that set rows aside."""
    told = (
        (table.name, remedy(SOURCE_TABLES[table.name], fault.column, fault.reason, language, fault.values))
        for table in report.tables
        for fault in table.faults
        if fault.outcome == "quarantined"
    )
    return [f"{name}: {advice}" for name, advice in dict.fromkeys(told)]


def _notes(report: DataReport, language: str) -> list[str]:
    return [f"{table.name}: {note.words(language)}" for table in report.tables for note in table.notes]
