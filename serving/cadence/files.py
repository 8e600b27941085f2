"""The cadence report as files: a workbook by manager, class and client, and a CSV of whom to contact."""

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from features.whole_files import put_file
from serving.cadence.due import Cadence
from serving.cadence.words import CLASS_COLUMNS, CLIENT_COLUMNS, MANAGER_COLUMNS, word
from serving.files.cells import Cell, Sheet, sheet_with
from serving.files.exports import csv_bytes
from serving.files.suffixes import suffix_of
from serving.files.words import ColumnWords, Language
from serving.files.workbook import SheetWriter, book_bytes
from serving.web.words import percent

SUFFIXES = (".csv", ".xlsx")


def write_cadence(report: Cadence, path: Path, *, language: Language, author: str) -> None:
    """Write the report whole or not at all, in the form that the suffix names.

    Parameters
    ----------
    report : Cadence
    path : Path
        Ends with .csv or .xlsx; only its owner may read the new file.
    language : {"ru", "en"}
    author : str
        Who asked for it.

    Raises
    ------
    UsageError
        If the suffix is another.
    BusyError
        If the disk is full or the folder cannot be written to.
    """
    put_file(path, render_cadence(report, checked_suffix(path), language=language, author=author))


def checked_suffix(path: Path) -> str:
    """Give the suffix of a file to write; UsageError where it names no form of the report."""
    return suffix_of(path, SUFFIXES, "the cadence is")


def render_cadence(
    report: Cadence,
    suffix: str,
    *,
    language: Language,
    author: str,
    filters: Mapping[str, str] | None = None,
) -> bytes:
    """Give the report as the bytes of a file: `.csv` of the clients who are behind, or `.xlsx` with all."""
    if suffix == ".csv":
        return csv_bytes(_sheet(report.behind, CLIENT_COLUMNS), language)

    def fill(writer: SheetWriter) -> None:
        writer.write_rows(_sheet(report.managers, MANAGER_COLUMNS), word("managers", language))
        writer.write_rows(_sheet(report.classes, CLASS_COLUMNS), word("classes", language))
        writer.write_rows(_sheet(report.behind, CLIENT_COLUMNS), word("clients", language))
        writer.write_facts(word("about", language), _facts(report, language, author, filters or {}))

    return book_bytes(language, report.as_of, fill)


def _sheet(rows: pd.DataFrame, columns: Mapping[str, ColumnWords]) -> Sheet:
    return sheet_with(rows[list(columns)], list(columns.values()))


def headline(report: Cadence, language: Language) -> str:
    """Say in one sentence how many clients were contacted in time."""
    clients, kept = len(report.clients), len(report.clients) - len(report.behind)
    share = percent(language, kept / clients if clients else None)
    return word("headline", language).format(kept=kept, clients=clients, share=share)


def _facts(
    report: Cadence, language: Language, author: str, filters: Mapping[str, str]
) -> list[tuple[str, str, Cell]]:
    told = "; ".join(f"{column} = {value}" for column, value in filters.items())
    return [
        (word("title", language), "text", headline(report, language)),
        (word("as_of", language), "date", report.as_of),
        (word("targets", language), "text", word("targets.text", language).format(**report.targets)),
        (word("counts", language), "text", word("counts.text", language)),
        (word("author", language), "text", author),
        (word("filters", language), "text", told or "—"),
    ]
