"""Writes a ranked list as XLSX for people, CSV for spreadsheets and CRMs, and JSON for programs."""

import csv
import datetime as dt
import io
import json
import math
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, BinaryIO, Literal, get_args

import pandas as pd

from features.errors import UsageError
from features.whole_files import put_file
from serving.files.cells import Cell, Sheet, clean_text, sheet_of
from serving.files.codes import code_words
from serving.files.suffixes import suffix_of
from serving.files.words import COLUMNS, Language, label
from serving.files.workbook import write_workbook

Format = Literal["xlsx", "csv", "json"]

# A text that begins so is run as a formula by spreadsheets that open a CSV.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class ExportNote:
    """The facts about a list that travel with it.

    Parameters
    ----------
    title : str
        What the list is: "Clients at risk".
    language : {"ru", "en"}
        Language of titles and labels, and of the CSV's conventions.
    as_of : date
        The day whose knowledge the list rests on.
    model_version : str
        The version that made the scores.
    author : str
        Who asked for the list.
    currency : str
        ISO 4217 code of all money.
    filters : mapping of str to str
        Column and value of each filter that was set.
    budget, bound, gap : float, optional
        Money: what could be spent, what no list can exceed, and how far this one is below that.
    value_of_money, value_of_hour : float, optional
        What one more unit of money, and one more hour of the scarcest executor, would bring, money.
    attempted_since : int, optional
        Clients of the plan who are left out, as they were attempted since the scoring.
    assumptions : str
        What is assumed or invented: an uplift no trial has measured, a simulated company.
    """

    title: str
    language: Language
    as_of: dt.date
    model_version: str
    author: str = ""
    currency: str = ""
    filters: Mapping[str, str] = field(default_factory=dict)
    budget: float | None = None
    bound: float | None = None
    gap: float | None = None
    assumptions: str = ""
    value_of_money: float | None = None
    value_of_hour: float | None = None
    attempted_since: int | None = None


@dataclass(frozen=True)
class WrittenList:
    """Where a list lies, how many clients it holds, and what could not be written as it was."""

    path: Path
    clients: int
    removed_characters: int
    shortened_cells: int


def write_list(rows: pd.DataFrame, note: ExportNote, path: Path) -> WrittenList:
    """Write a list whole or not at all, in the format that the suffix names.

    Parameters
    ----------
    rows : DataFrame
        One row per listed client, best first; columns of the Plan.
    note : ExportNote
        Facts about the list.
    path : Path
        Ends with .xlsx, .csv or .json; an older file there is replaced. Only its owner may read the new one.

    Returns
    -------
    WrittenList
        With the counts of characters removed (illegal in XML) and of texts cut to a spreadsheet's limit.

    Raises
    ------
    UsageError
        If the suffix is another, the folder is missing, or the rows cannot be a list.
    BusyError
        If the disk is full or the folder cannot be written to; nothing is left half-written.

    Examples
    --------
    >>> note = ExportNote("At risk", "en", dt.date(2026, 3, 1), "7")
    >>> rows = pd.DataFrame({"rank": [1], "client_id": ["007"], "expected_net_value": [1250.5]})
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     written = write_list(rows, note, Path(folder, "list.csv"))
    ...     print(written.clients, written.path.read_text(encoding="utf-8-sig"))
    1 rank,client_id,expected_net_value
    1,007,1250.5
    >>> write_list(rows, note, Path("list.pdf"))
    Traceback (most recent call last):
    ...
    features.errors.UsageError: list.pdf ends with '.pdf'; lists are written as .xlsx, .csv or .json. ...
    """
    suffix = checked_format(path)
    if not path.parent.is_dir():
        raise UsageError(
            f"The folder of {path} does not exist; the list is written into it. Create it first."
        )
    sheet, shortened = sheet_of(rows), 0

    def fill(file: BinaryIO) -> None:
        nonlocal shortened
        shortened = _write(file, sheet, note, suffix, folder=path.parent)

    put_file(path, fill)
    return WrittenList(path, sheet.height, sheet.removed_characters, shortened)


def checked_format(path: Path) -> str:
    """Give the format that a file's suffix names; UsageError where it names none."""
    return suffix_of(path, [f".{name}" for name in get_args(Format)], "lists are").removeprefix(".")


def render_list(rows: pd.DataFrame, note: ExportNote, format: str) -> bytes:
    r"""Give a list as the bytes of a file, for a download.

    Parameters
    ----------
    rows : DataFrame
        One row per listed client, best first; columns of the Plan.
    note : ExportNote
        Facts about the list.
    format : {"xlsx", "csv", "json"}
        As the suffix in `write_list`.

    Returns
    -------
    bytes

    Raises
    ------
    UsageError
        If the format is another or the rows cannot be a list.

    Examples
    --------
    >>> note = ExportNote("Под угрозой", "ru", dt.date(2026, 3, 1), "7")
    >>> render_list(pd.DataFrame({"client_id": ["007"], "uplift": [0.25]}), note, "csv").decode("utf-8-sig")
    'client_id;uplift\r\n007;0,25\r\n'
    """
    file = io.BytesIO()
    _write(file, sheet_of(rows), note, format)
    return file.getvalue()


def _write(file: BinaryIO, sheet: Sheet, note: ExportNote, suffix: str, *, folder: Path | None = None) -> int:
    """Write a list row by row, and tell how many cells were cut to fit."""
    if suffix == "xlsx":
        return write_workbook(
            file, sheet, note.language, note.as_of, lambda: _facts(sheet, note), folder=folder
        )
    if suffix == "csv":
        write_csv(file, sheet, note.language)
        return 0
    if suffix == "json":
        _write_json(file, sheet, note)
        return 0
    raise UsageError(f"format is {suffix!r}; lists are written as xlsx, csv or json. Choose one of them.")


def _facts(sheet: Sheet, note: ExportNote) -> list[tuple[str, str, Cell]]:
    """List what the about sheet says: the label, the kind of its cell, the fact."""
    filters = "; ".join(_filter(column, value, note.language) for column, value in note.filters.items())
    facts: list[tuple[str, str, Cell]] = [
        ("title", "text", note.title),
        ("as_of", "date", note.as_of),
        ("model_version", "text", note.model_version),
        ("author", "text", note.author),
        ("filters", "text", filters or "—"),
        ("clients", "whole", sheet.height),
        *([] if note.attempted_since is None else [("attempted_since", "whole", note.attempted_since)]),
        ("currency", "text", note.currency),
        ("budget", "money", note.budget),
        ("bound", "money", note.bound),
        ("gap", "money", note.gap),
        ("value_of_money", "money", note.value_of_money),
        ("value_of_hour", "money", note.value_of_hour),
        ("assumptions", "text", note.assumptions or "—"),
        ("removed_characters", "whole", sheet.removed_characters),
    ]
    return [(label(name, note.language), kind, _plain_fact(fact)) for name, kind, fact in facts]


def _filter(column: str, values: str, language: Language) -> str:
    """Say one filter in words; a column or a value that has none stands as it is."""
    said, look = code_words(column, language), COLUMNS.get(column)
    title = column if look is None else look.ru if language == "ru" else look.en
    told = ", ".join(said.get(value, value) for value in values.split(", ")) if said else values
    return f"{title} = {told}"


def csv_bytes(sheet: Sheet, language: Language) -> bytes:
    """Give cells as CSV, as `write_csv` does."""
    file = io.BytesIO()
    write_csv(file, sheet, language)
    return file.getvalue()


def write_csv(file: BinaryIO, sheet: Sheet, language: Language) -> None:
    """Write cells as CSV: for `ru` with `;` and decimal comma, else with `,` and point; always with a BOM."""
    with _texts(file, "utf-8-sig") as text:
        writer = csv.writer(text, delimiter=";" if language == "ru" else ",", lineterminator="\r\n")
        writer.writerow(sheet.names)
        writer.writerows([_csv_cell(cell, language) for cell in row] for row in sheet.rows())


@contextmanager
def _texts(file: BinaryIO, encoding: str) -> Iterator[io.TextIOWrapper]:
    """Write text into a file that stays open."""
    text = io.TextIOWrapper(file, encoding=encoding, newline="", write_through=False)
    try:
        yield text
    finally:
        text.flush()
        text.detach()


def _csv_cell(cell: Cell, language: Language) -> str:
    russian = language == "ru"
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return label("yes" if cell else "no", language)
    if isinstance(cell, int | float):
        return repr(cell).replace(".", ",") if russian else repr(cell)
    if isinstance(cell, dt.datetime):
        return cell.strftime("%d.%m.%Y %H:%M") if russian else cell.isoformat(timespec="seconds")
    if isinstance(cell, dt.date):
        return cell.strftime("%d.%m.%Y") if russian else cell.isoformat()
    text = ", ".join(str(member) for member in cell) if isinstance(cell, list) else cell
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def _write_json(file: BinaryIO, sheet: Sheet, note: ExportNote) -> None:
    facts = {name: getattr(note, name) for name in (entry.name for entry in fields(note))}
    about = {name: _plain_fact(fact) for name, fact in facts.items()} | {"clients": sheet.height}
    written = json.JSONEncoder(ensure_ascii=False, allow_nan=False, default=_iso).encode
    with _texts(file, "utf-8") as text:
        text.write(f'{{"about": {written(about)}, "items": [')
        for place, row in enumerate(sheet.rows()):
            text.write(f"{', ' if place else ''}{written(dict(zip(sheet.names, row, strict=True)))}")
        text.write("]}")


def _plain_fact(fact: Any) -> Any:
    if isinstance(fact, Mapping):
        return {clean_text(str(name)): clean_text(str(value)) for name, value in fact.items()}
    if isinstance(fact, float) and not math.isfinite(fact):
        return None
    return clean_text(fact) if isinstance(fact, str) else fact


def _iso(value: Any) -> str:
    if isinstance(value, dt.date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in JSON")
