"""The churn report as files: a page for people, a workbook to sort and filter, a CSV for programs."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from features.whole_files import put_file
from serving.files.cells import Cell, Sheet, sheet_with
from serving.files.exports import csv_bytes
from serving.files.suffixes import suffix_of
from serving.files.words import ColumnWords, Kind, Language
from serving.files.workbook import SheetWriter, book_bytes
from training.churn_report.page import cards_of, churn_page, money_of
from training.churn_report.report import ChurnReport, group_figures
from training.churn_report.text import band_text, period_name, rate_text
from training.churn_report.words import FIGURES, group_name, word

SUFFIXES = (".csv", ".xlsx", ".html")
#: Figures of a period in the workbook, in reading order.
OF_PERIOD = (
    *("start", "last_day", "clients_at_start", "lost", "churn_rate", "churn_rate_low", "churn_rate_high"),
    *("new_clients", "new_lost", "lost_to_new", "more_lost_than_new", "returned", "lost_and_back", "kept"),
    *("undone", "clients_at_end", "ever", "silent", "silent_share", "silent_share_low", "silent_share_high"),
    *("silent_before", "silent_lost", "silent_waiting", "ordered_ever", "bought_again", "once_only"),
    *("bought_again_share", "bought_again_share_low", "bought_again_share_high"),
    *("could_be_lost", "lower_bound", "gap"),
)
#: Figures of a group in the workbook.
OF_GROUP = (
    *("group", "clients_at_start", "lost", "churn_rate", "churn_rate_low", "churn_rate_high", "excess"),
    *("lost_share", "lost_profit_before", "judgement"),
)
#: Columns of the CSV: one table of the whole period, of each period and of each group.
OF_CSV = (
    *("by", "group", "start", "last_day", "clients_at_start", "lost"),
    *("churn_rate", "churn_rate_low", "churn_rate_high"),
    *("judgement", "excess", "lost_share", "lost_profit_before"),
    *(name for name in OF_PERIOD[7:]),
)
_WIDTHS: dict[str, int] = {"text": 24, "date": 12, "money": 18, "flag": 12}


def write_churn(report: ChurnReport, path: Path) -> None:
    """Write the report whole or not at all, in the form that the suffix names.

    Parameters
    ----------
    report : ChurnReport
    path : Path
        Ends with .csv, .xlsx or .html; only its owner may read the new file.

    Raises
    ------
    UsageError
        If the suffix is another.
    BusyError
        If the disk is full or the folder cannot be written to.
    """
    put_file(path, render_churn(report, checked_suffix(path)))


def checked_suffix(path: Path) -> str:
    """Give the suffix of a file to write; UsageError where it names no form of the report."""
    return suffix_of(path, SUFFIXES, "the churn report is")


def render_churn(report: ChurnReport, suffix: str) -> bytes:
    """Give the report as the bytes of a file: `.csv`, `.xlsx` or `.html`."""
    if suffix == ".html":
        return churn_page(report).encode("utf-8")
    language: Language = "ru" if report.language == "ru" else "en"
    if suffix == ".csv":
        return csv_bytes(_sheet(list(csv_rows(report)), OF_CSV), language)
    return book_bytes(language, report.rate.as_of, lambda writer: _fill(writer, report))


def csv_rows(report: ChurnReport) -> Iterator[dict[str, Any]]:
    """Give the rows of the CSV: codes and plain values, empty where a column does not apply."""
    longest = report.rate.longest
    if longest is not None:
        yield {"by": "all", **longest.figures()}
    for one in report.rate.periods:
        yield {"by": report.every, **one.figures()}
    for by, broken in report.rate.breakdowns.items():
        for group in broken.groups:
            stretch = {} if longest is None else {"start": longest.period.start}
            ends = {} if longest is None else {"last_day": longest.period.last_day}
            yield {"by": by, **stretch, **ends, **group_figures(group)}


def _fill(writer: SheetWriter, report: ChurnReport) -> None:
    """Write the sheets: what it says, period by period, and one for each kind of group."""
    language = report.language
    writer.write_facts(word("figures", language), list(_facts(report)))
    if report.rate.periods:
        rows = [_in_words(one.figures(), language) for one in report.rate.periods]
        writer.write_rows(_sheet(rows, OF_PERIOD), word(f"by.{report.every}", language))
    for by, broken in report.rate.breakdowns.items():
        rows = [_in_words(group_figures(group), language) for group in broken.groups]
        writer.write_rows(_sheet(rows, OF_GROUP, kind=by), word(f"by.{by}", language))


def _facts(report: ChurnReport) -> Iterator[tuple[str, str, Cell]]:
    """Say what the page says above its tables, a line each."""
    language, rate = report.language, report.rate
    yield word("title", language), "text", report.headline
    yield word("company", language), "text", report.company
    yield word("as_of", language), "date", rate.as_of
    yield word("acceptable", language), "text", band_text(rate.acceptable, language)
    longest = rate.longest
    if longest is not None and longest.rate is not None:
        yield word("told_for", language), "text", period_name(longest.period, language)
        yield FIGURES["churn_rate"].title(language), "text", rate_text(longest.rate, language)
        for card in (*cards_of(report, longest), *money_of(report, longest)):
            yield card.title, "text", f"{card.value}: {card.told}"
    for note in report.notes:
        yield word("notes", language), "text", note
    yield word("how", language), "text", word("how.text", language)


def _in_words(row: dict[str, Any], language: str) -> dict[str, Any]:
    """Put words in place of codes."""
    told = dict(row)
    if "group" in row:
        told["group"] = group_name(row["group"], language)
        told["judgement"] = word(f"judgement.{row['judgement']}", language)
    if row.get("gap"):
        told["gap"] = word(f"gap.{row['gap']}", language)
    return told


def _sheet(rows: Sequence[dict[str, Any]], names: Sequence[str], *, kind: str | None = None) -> Sheet:
    """Make cells of rows; a sheet of groups says over its first column what kind they are."""
    table = pd.DataFrame(
        [[row.get(name) for name in names] for row in rows], columns=list(names), dtype=object
    )
    return sheet_with(table, [_words(name, kind) for name in names])


def _words(name: str, kind: str | None) -> ColumnWords:
    figure = FIGURES[name]
    cells: Kind = figure.kind  # type: ignore[assignment]  # the same words; training knows no spreadsheet
    width = _WIDTHS.get(figure.kind, 13)
    if name == "group" and kind is not None:
        return ColumnWords(word(f"kind.{kind}", "ru"), word(f"kind.{kind}", "en"), cells, 34)
    return ColumnWords(figure.ru, figure.en, cells, width)
