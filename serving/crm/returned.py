"""What a CRM's export says of attempts, row by row, and what of it cannot be read."""

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar
from zoneinfo import ZoneInfo

from features.errors import BadDataError, UsageError
from serving.crm.marker import is_broken_in, marker_in
from serving.crm.returned_words import EXECUTOR_WORDS, HEADERS, LIST_WORDS, OUTCOME_WORDS, bare, named
from serving.crm.row_faults import RowError

if TYPE_CHECKING:
    from serving.ledger import ReturnedRow

REQUIRED = ("client_id", "action", "attempted_at")
DELIMITERS = ";,\t"
#: Longest text that is taken as a name or id.
LONGEST = 200
#: How far ahead of our clock a row may lie: a day, for exports that hold no time of day.
AHEAD = timedelta(days=1)

_RUSSIAN = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})(?:[ T](\d{1,2}):(\d{2})(?::(\d{2}))?)?")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2})?)?")
#: Days since 30 December 1899, as spreadsheets keep a date, perhaps with the hour as a share of the day.
_COUNTED = re.compile(r"\d{5}([.,]\d+)?")

T = TypeVar("T")


@dataclass(frozen=True)
class Returned:
    """A file that was read: rows with their lines, faults, and what is not ours.

    Attributes
    ----------
    rows, errors : tuple
    unused : tuple of str
        Columns that are not ours.
    not_ours : int
        Tasks without the sign that those of `winback hand-over` carry: somebody else's.
    not_made : int
        Tasks of ours that are not done yet.
    """

    rows: "tuple[tuple[int, ReturnedRow], ...]"
    errors: tuple[RowError, ...]
    unused: tuple[str, ...]
    not_ours: int = 0
    not_made: int = 0

    @property
    def rows_in(self) -> int:
        """How many rows the file has."""
        told = len(self.rows) + len({error.line for error in self.errors})
        return told + self.not_ours + self.not_made


class _FieldError(Exception):
    def __init__(self, column: str, kind: str, **parts: str | int) -> None:
        super().__init__(kind)
        self.column, self.kind, self.parts = column, kind, parts


def read_returned(path: Path, *, actions: Collection[str], zone: ZoneInfo, now: datetime) -> Returned:
    """Read a CRM's export of attempts, or of tasks with the sign of `winback hand-over` in their titles.

    Parameters
    ----------
    path : Path
        CSV with a header; UTF-8 or cp1251; `;`, `,` or tab; columns by `HEADERS`.
    actions : collection of str
        The actions that the settings name.
    zone : ZoneInfo
        Of times without an offset.
    now : datetime
        The time, with offset; rows that lie further ahead are refused.

    Raises
    ------
    UsageError
        If there is no such file, or it is a workbook.
    BadDataError
        If it is no CSV with the columns that are needed.
    """
    records = _records(path)
    header: list[str] = next(records, (0, list[str]()))[1]
    columns = _columns(path, header)
    rows, errors, aside = [], [], Counter[str]()
    for line, cells in records:
        try:
            if len(cells) != len(header):
                raise _FieldError("", "cells", cells=len(cells), header=len(header))
            told = {name: _unescaped(cells[at].strip()) for name, at in columns.items()}
            why = _of_task(told)
            if why:
                aside[why] += 1
            else:
                rows.append((line, _row(told, actions=actions, zone=zone, now=now)))
        except _FieldError as fault:
            errors.append(RowError(line, fault.column, fault.kind, fault.parts))
    ours = set(columns.values())
    unused = tuple(name for at, name in enumerate(header) if at not in ours)
    return Returned(tuple(rows), tuple(errors), unused, aside["not_ours"], aside["not_made"])


def _of_task(told: dict[str, str]) -> str:
    """Put client and action of a task's sign into its row; say why a task is left aside, else ``""``."""
    if "task" not in told:
        return ""
    marker = marker_in(told["task"])
    if is_broken_in(told["task"]):
        raise _FieldError("task", "sign")
    if marker is None:
        return "" if told.get("client_id") and told.get("action") else "not_ours"
    told["client_id"], told["action"] = marker.client_id, marker.action
    return "" if told["attempted_at"] else "not_made"


def _records(path: Path) -> Iterator[tuple[int, list[str]]]:
    if path.suffix.lower() in (".xlsx", ".xls", ".ods"):
        raise UsageError(
            f"{path.name} is a workbook; attempts come back as CSV. Save it as CSV and give that."
        )
    try:
        content = path.read_bytes()
    except FileNotFoundError as fault:
        raise UsageError(f"There is no file {path}. Give the CRM's export of attempts.") from fault
    except OSError as fault:
        raise UsageError(f"{path} cannot be read: {fault.strerror}.") from fault
    text = _decoded(path, content)
    first = text.split("\n", 1)[0]
    outside = "".join(first.split('"')[::2])
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=max(DELIMITERS, key=outside.count), strict=True
    )
    try:
        yield from ((reader.line_num, cells) for cells in reader if any(cell.strip() for cell in cells))
    except csv.Error as fault:
        raise BadDataError(
            f"{path.name}, line {reader.line_num}: the quotes are not as CSV has them. Export it again."
        ) from fault


def _decoded(path: Path, content: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1251"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise BadDataError(f"{path.name} is neither UTF-8 nor cp1251 text. Export it as CSV.")


def _columns(path: Path, header: list[str]) -> dict[str, int]:
    places: dict[str, int] = {}
    for name, words in HEADERS.items():
        found = [at for at, cell in enumerate(header) if named(cell, {name: words})]
        free = [at for at in found if at not in places.values()]
        if free:
            places[name] = min(free, key=lambda at: _likeliness(header[at], name))
    required = REQUIRED[-1:] if "task" in places else REQUIRED
    missing = [name for name in required if name not in places]
    if missing:
        raise BadDataError(
            f"{path.name} has no column {', '.join(missing)}; it has {', '.join(header) or 'no header'}. "
            f"Name the columns {', '.join(HEADERS)}."
        )
    return places


def _likeliness(cell: str, name: str) -> int:
    return [bare(name), *HEADERS[name]].index(bare(cell))


def _row(
    told: Mapping[str, str], *, actions: Collection[str], zone: ZoneInfo, now: datetime
) -> "ReturnedRow":
    from serving.ledger import NewOutcome, ReturnedRow

    for name in REQUIRED:
        if not told.get(name):
            raise _FieldError(name, "missing")
    for name in ("client_id", "action", "executor", "attempt_id"):
        _name(told.get(name, ""), name)
    if told["action"] not in actions:
        raise _FieldError("action", "unknown_action", known=", ".join(sorted(actions)))
    attempted_at = _time(told["attempted_at"], "attempted_at", zone, now)
    outcome = None
    if told.get("outcome"):
        outcome = NewOutcome(
            _word(told["outcome"], "outcome", OUTCOME_WORDS),
            _given(told, "outcome_at", lambda text: _time(text, "outcome_at", zone, now)) or attempted_at,
            _given(told, "cost", lambda text: _money(text, "cost")),
            _given(told, "incentive", lambda text: _money(text, "incentive")),
        )
    return ReturnedRow(
        told["client_id"],
        told["action"],
        attempted_at,
        executor=named(told.get("executor", ""), EXECUTOR_WORDS) or told.get("executor") or None,
        outcome=outcome,
        list_name=_given(told, "list", lambda text: _word(text, "list", LIST_WORDS)),
        attempt_id=told.get("attempt_id") or None,
    )


def _given(told: Mapping[str, str], name: str, read: Callable[[str], T]) -> T | None:
    return read(told[name]) if told.get(name) else None


def _name(text: str, column: str) -> None:
    if len(text) > LONGEST or not text.isprintable():
        raise _FieldError(column, "text", longest=LONGEST)


def _word(text: str, column: str, words: Mapping[str, tuple[str, ...]]) -> str:
    found = named(text, words)
    if found is None:
        raise _FieldError(column, "unknown_word", known=", ".join(words))
    return found


def _money(text: str, column: str) -> float:
    digits = "".join(text.split()).replace(",", ".")
    if not re.fullmatch(r"\d{1,12}(\.\d{1,6})?", digits, re.ASCII):
        raise _FieldError(column, "money")
    return float(digits)


def _time(text: str, column: str, zone: ZoneInfo, now: datetime) -> datetime:
    """Read a time as CRMs write it; without an offset it is of the company's zone."""
    russian = _RUSSIAN.fullmatch(text)
    try:
        if russian:
            day, month, year, hour, minute, second = (int(part or 0) for part in russian.groups())
            moment = datetime(year, month, day, hour, minute, second)
        elif _ISO.fullmatch(text):
            moment = datetime.fromisoformat(text)
        else:
            raise ValueError
    except ValueError:
        raise _FieldError(column, "time.counted" if _COUNTED.fullmatch(text) else "time") from None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=zone)
    if moment.year < 1990 or moment > now + AHEAD:
        raise _FieldError(column, "future")
    return moment


def _unescaped(text: str) -> str:
    """Take away the sign by which a list of ours keeps spreadsheets from running a cell."""
    return text[1:] if len(text) > 1 and text[0] == "'" and text[1] in "=+-@" else text
