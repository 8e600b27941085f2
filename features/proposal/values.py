"""How the values of a file are written: decimal mark and format of dates, where the values leave no doubt."""

import csv
import re
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path

import duckdb

from features.acceptance.sql import EXCEL, Form, literal
from features.errors import BadDataError
from features.reading.csv_files import TextFile, open_text
from features.reading.sources import PARQUET, Part
from features.settings import TableSource

SAMPLE_ROWS = 2_000
MOST_DAYS = 50_000
#: Share of values that a format must read to be proposed: a file may hold a few that nothing reads.
ENOUGH = 0.9
SHORT = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})")
LONG = re.compile(r"(\d{4})([./-]?)(\d{1,2})\2(\d{1,2})")
SERIAL = re.compile(r"[2-7]\d{4}([.,]\d+)?")
HOURS = re.compile(r"([ T])(\d{1,2}):(\d\d)(:\d\d)?( ?[AaPp][Mm])?")
_GROUPS = "[ \u00a0\u2007\u2009\u202f]"
COMMA = re.compile(rf"[+-]?\d+(?:{_GROUPS}\d{{3}})*,\d+|[+-]?\d{{1,3}}(?:\.\d{{3}})+,\d+")
POINT = re.compile(rf"[+-]?\d+(?:{_GROUPS}\d{{3}})*\.\d+|[+-]?\d{{1,3}}(?:,\d{{3}})+\.\d+")
THOUSANDS = re.compile(r"[+-]?\d{1,3}([.,])\d{3}(\1\d{3})*")


@dataclass(frozen=True)
class Sample:
    """The header and first rows of a file or table; columns that are typed need no values.

    Its title is the file's or table's bare name.
    """

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    delimiter: str | None = None
    text: TextFile | None = None

    def values(self, names: Iterable[str]) -> list[str]:
        """Give what stands in some columns of the first rows, blanks and empty cells apart."""
        places = [self.header.index(name) for name in names]
        return [row[at].strip() for row in self.rows for at in places if at < len(row) and row[at].strip()]

    def days(self, names: Iterable[str]) -> list[str]:
        """Give the different days of some columns, of the whole file where the engine can read it."""
        names = list(names)
        sampled = list(dict.fromkeys(value.split()[0].split("T")[0] for value in self.values(names)))
        if self.text is None or not names or self.text.damaged:
            return sampled
        columns = [f"c{self.header.index(name)}" for name in names]
        word = " UNION ".join(
            f"SELECT regexp_extract({column}, '^\\s*([^\\sT]+)', 1) AS day FROM {self.text.relation()}"
            for column in columns
        )
        try:
            with duckdb.connect() as connection:
                rows = connection.execute(
                    f"SELECT day FROM ({word}) WHERE day <> '' LIMIT {MOST_DAYS}"
                ).fetchall()
        except duckdb.Error:  # ragged lines: the sample must do
            return sampled
        return [row[0] for row in rows]


def sample_of(file: Path, work: Path) -> Sample:
    """Read the header and the first rows of a file.

    Raises
    ------
    BadDataError
        If it cannot be read at all.
    """
    if file.suffix.lower() in PARQUET:
        with duckdb.connect() as connection:
            try:
                rows = connection.execute(
                    f"DESCRIBE SELECT * FROM read_parquet({literal(str(file))})"
                ).fetchall()
            except duckdb.Error as fault:
                raise BadDataError(f"{file.name} is no Parquet file. Write it again.") from fault
        return Sample(file.stem, tuple(row[0] for row in rows), ())
    text = open_text(file, TableSource(), work, table=file.stem)
    with text.path.open(encoding="utf-8-sig", errors="replace", newline="") as source:
        try:
            rows_in = list(islice(csv.reader(source, delimiter=text.delimiter), 1, SAMPLE_ROWS))
        except csv.Error as fault:
            raise BadDataError(f"{file.name} cannot be read as rows. Export it again.") from fault
    return Sample(file.stem, text.header, tuple(map(tuple, rows_in)), text.delimiter, text)


def sample_of_table(part: Part, connection: duckdb.DuckDBPyConnection) -> Sample:
    """Take what a database's table holds as text; its other columns are typed."""
    header, rows = tuple(column.name for column in part.columns), list[tuple[str | None, ...]]()
    if header:
        shown = (column.sql if column.form is Form.TEXT else "NULL" for column in part.columns)
        rows = connection.execute(f"SELECT {', '.join(shown)} FROM {part.relation}").fetchall()
    texts = tuple(tuple(value or "" for value in row) for row in rows)
    return Sample(part.label.rpartition(".")[2], header, texts)


def work_folder() -> tempfile.TemporaryDirectory[str]:
    """Give a folder for copies in UTF-8, gone with the block that uses it."""
    return tempfile.TemporaryDirectory()


def decimal_of(values: Sequence[str]) -> tuple[str | None, str]:
    """Tell the decimal mark; None and the doubt, where the values leave one.

    Examples
    --------
    >>> decimal_of(["1 200,50", "7"]), decimal_of(["1,234.50"]), decimal_of(["5", "6"])
    ((',', ''), ('.', ''), ('.', ''))
    >>> decimal_of(["1,234"])[0], decimal_of(["1,5", "1.5"])[1]
    (None, 'some numbers have a decimal comma and some a point')
    """
    unclear = [value for value in values if THOUSANDS.fullmatch(value)]
    clear = [value for value in values if not THOUSANDS.fullmatch(value)]
    comma = sum(1 for value in clear if COMMA.fullmatch(value))
    point = sum(1 for value in clear if POINT.fullmatch(value))
    if comma and point:
        return None, "some numbers have a decimal comma and some a point"
    if comma or point:
        return ("," if comma else "."), ""
    if unclear:
        return None, "numbers like 1,234 may be thousands or decimals"
    return ".", ""


def date_format_of(days: Sequence[str], values: Sequence[str]) -> tuple[str | None, str]:
    """Tell the format of times: None alone is ISO 8601; None and the doubt, where the values leave one.

    Parameters
    ----------
    days : sequence of str
        The different days as they are written, without hours.
    values : sequence of str
        Whole values, for the hours.

    Examples
    --------
    >>> date_format_of(["31.12.2025", "01.02.2026"], ["31.12.2025 9:05"])
    ('%d.%m.%Y %H:%M', '')
    >>> date_format_of(["2026-02-01"], []), date_format_of(["45292", "45293,5"], [])
    ((None, ''), ('excel', ''))
    >>> date_format_of(["01/02/2025"], [])[1]
    'days like 01/02/2025 can be read day first (%d/%m/%Y) and month first (%m/%d/%Y)'
    """
    if not days:
        return None, ""
    readings: dict[str | None, set[str]] = {}
    for day in days:
        for form in _forms(day):
            readings.setdefault(form, set()).add(day)
    best = sorted(readings, key=lambda form: (-len(readings[form]), form is not None, form or ""))
    if not best or len(readings[best[0]]) < ENOUGH * len(set(days)):
        return None, "the days are in no one format that winback knows"
    first = best[0]
    rival = next((form for form in best[1:] if form and readings[form] - readings[first]), None)
    same = next((form for form in best[1:] if form and readings[form] == readings[first]), None)
    if first and same and "%" in first:
        day_first, month_first = sorted([first, same])
        return None, (
            f"days like {min(readings[first])} can be read day first ({day_first})"
            f" and month first ({month_first})"
        )
    if rival and first and sorted(rival) == sorted(first):
        return None, f"some days can be read only as {first}, others only as {rival}"
    if first is None or first == EXCEL:
        return first, ""
    return f"{first}{_hours_of(values)}", ""


def _forms(day: str) -> list[str | None]:
    """Give the formats that read a day."""
    if found := SHORT.fullmatch(day):
        one, mark, two, year = found.groups()
        years = "%Y" if len(year) == 4 else "%y"
        whole = int(year) if len(year) == 4 else 2000 + int(year)
        orders = [("%d", "%m", int(one), int(two))]
        if mark != ".":  # nobody writes the month first before a point
            orders.append(("%m", "%d", int(two), int(one)))
        return [f"{a}{mark}{b}{mark}{years}" for a, b, d, m in orders if _is_day(whole, m, d)]
    if found := LONG.fullmatch(day):
        year, mark, month, of_month = found.groups()
        if not _is_day(int(year), int(month), int(of_month)):
            return []
        return [None if mark in ("-", "/") else f"%Y{mark}%m{mark}%d"]
    return [EXCEL] if SERIAL.fullmatch(day) else []


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _hours_of(values: Sequence[str]) -> str:
    """Give the hours' part of a format, as most values with hours have it."""
    found = [match for value in values if (match := HOURS.search(value))]
    if not found:
        return ""
    seconds = 2 * sum(1 for match in found if match[4]) > len(found)
    half_days = 2 * sum(1 for match in found if match[5]) > len(found)
    hours = "%I:%M" if half_days else "%H:%M"
    return f"{found[0][1]}{hours}{':%S' if seconds else ''}{' %p' if half_days else ''}"
