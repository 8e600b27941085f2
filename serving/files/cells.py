"""From a table of list rows to plain cells: text, numbers, dates, yes or no, or nothing."""

import datetime as dt
import math
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd

from features.errors import UsageError
from serving.files.words import ColumnWords, Kind, column_words

Cell = str | int | float | bool | dt.date | dt.datetime | list[Any] | None

# What XML 1.0 (and so a spreadsheet) cannot hold: control characters but tab and line ends, lone surrogates.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


#: Rows that are made plain at a time: so many, and no more, stand in memory as Python values.
AT_ONCE = 5_000


class Sheet:
    """The rows of a list as plain cells, made while somebody goes through them.

    Parameters
    ----------
    rows : DataFrame
        Each column once.
    words : sequence of ColumnWords
        One for each column, in order.

    Attributes
    ----------
    names : tuple of str
    words : tuple of ColumnWords
    height : int
    removed_characters : int
        How many had to go, of the rows that were gone through last.
    """

    def __init__(self, rows: pd.DataFrame, words: Sequence[ColumnWords]) -> None:
        self._rows, self.words = rows, tuple(words)
        self.names = tuple(str(name) for name in rows.columns)
        self.height = len(rows)
        self.removed_characters = 0

    def rows(self) -> Iterator[tuple[Cell, ...]]:
        """Go through the cells row by row."""
        cleaner = _Cleaner()
        kinds = [look.kind for look in self.words]
        for start in range(0, self.height if self.names else 0, AT_ONCE):
            part = self._rows.iloc[start : start + AT_ONCE]
            columns = [_cells(part.iloc[:, place], kind, cleaner) for place, kind in enumerate(kinds)]
            self.removed_characters = cleaner.removed
            yield from zip(*columns, strict=True)


def _cells(column: pd.Series, kind: Kind, cleaner: "_Cleaner") -> list[Cell]:
    return [
        None if missing else cleaner.cell(value, kind)
        for value, missing in zip(column.tolist(), column.isna().tolist(), strict=True)
    ]


def sheet_of(rows: pd.DataFrame) -> Sheet:
    """Turn list rows into plain cells; what is not known or not finite becomes None.

    Parameters
    ----------
    rows : DataFrame
        One row per listed client; columns of the Plan or the Scores.

    Returns
    -------
    Sheet

    Raises
    ------
    UsageError
        If a column is unknown or stands twice, or a held-out client is among the rows.

    Examples
    --------
    >>> sheet = sheet_of(pd.DataFrame({"client_id": ["007"], "uplift": [float("nan")]}))
    >>> list(sheet.rows())
    [('007', None)]
    """
    names = tuple(str(name) for name in rows.columns)
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise UsageError(
            f"column {', '.join(twice)} stands twice in the list; each is needed once. Drop one."
        )
    if "held_out" in names and (held := int(rows["held_out"].eq(True).sum())):
        raise UsageError(
            f"{held} held-out client(s) are among the rows; a list for sellers holds none, or the comparison "
            "with those left alone is lost. Leave them out."
        )
    return sheet_with(rows, [column_words(name) for name in names])


def sheet_with(rows: pd.DataFrame, words: Sequence[ColumnWords]) -> Sheet:
    """Turn any rows into plain cells, given the words of each column.

    Parameters
    ----------
    rows : DataFrame
        Each column once.
    words : sequence of ColumnWords
        One for each column, in order.

    Examples
    --------
    >>> words = [ColumnWords("Потеряно", "Lost", "whole", 10)]
    >>> list(sheet_with(pd.DataFrame({"lost": [3.0, None]}), words).rows())
    [(3,), (None,)]
    """
    return Sheet(rows, words)


def clean_text(text: str) -> str:
    r"""Remove the characters that no spreadsheet can hold.

    Examples
    --------
    >>> clean_text("a\x00b\tc")
    'ab\tc'
    """
    return _ILLEGAL.sub("", text)


class _Cleaner:
    """Makes cells plain and counts the characters it removes."""

    def __init__(self) -> None:
        self.removed = 0

    def cell(self, value: Any, kind: Kind) -> Cell:
        """Give the value as this kind of column holds it; another type stays what it is."""
        if isinstance(value, list | tuple | set | np.ndarray):
            members = sorted(value) if isinstance(value, set) else list(value)
            return [self.cell(member, kind) for member in members]
        if isinstance(value, dt.date):
            return self._date(value, kind)
        if kind == "text" or not isinstance(value, bool | int | float | Decimal | np.generic):
            return self._text(str(value))
        return _number(value.item() if isinstance(value, np.generic) else value, kind)

    def _text(self, text: str) -> str:
        clean = clean_text(text)
        self.removed += len(text) - len(clean)
        return clean

    def _date(self, value: dt.date, kind: Kind) -> Cell:
        if isinstance(value, pd.Timestamp):
            value = value.to_pydatetime(warn=False)
        if kind == "text":
            return self._text(value.isoformat())
        return value.date() if kind == "date" and isinstance(value, dt.datetime) else value


def _number(value: bool | int | float | Decimal, kind: Kind) -> Cell:
    if isinstance(value, bool):
        return value
    if not math.isfinite(value):
        return None
    if isinstance(value, int) or (kind == "whole" and value == int(value)):
        return int(value)
    return float(value)
