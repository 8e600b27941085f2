"""Labelled rows that need not fit into memory: their labels here, their features in a file."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Self

import numpy as np
import pandas as pd

from training.past.row_file import ROWS_AT_A_TIME, RowFile

#: What is kept in memory of every row.
LABELS = ("status", "left", "weight", "as_of_day", "ends_day")


@dataclass(frozen=True)
class StoredRows:
    """Rows of a file, some or all of them, in its order.

    Attributes
    ----------
    file : RowFile
    labels : DataFrame
        `LABELS` of the rows chosen; the index is each row's place in the file, rising.
    workers : str
        Address of the Dask scheduler on whose workers models learn from them; empty: here.
    """

    file: RowFile
    labels: pd.DataFrame
    workers: str = ""

    def __len__(self) -> int:
        """Give the number of rows chosen."""
        return len(self.labels)

    def where(self, mask: np.ndarray) -> Self:
        """Choose among the rows; `mask` holds one truth a row chosen so far."""
        return type(self)(self.file, self.labels[mask], self.workers)

    def frames(self) -> Iterator[pd.DataFrame]:
        """Give the rows with all that is known of them, stretch after stretch."""
        for stretch in stretches_of(self, self.file.columns):
            yield stretch.assign(weight=self.labels["weight"].loc[stretch.index].to_numpy())

    def frame(self) -> pd.DataFrame:
        """Give the rows with all that is known of them, index from 0: they must fit into memory."""
        if self.labels.empty:
            none = self.file.stretch(0).iloc[:0].reset_index(drop=True)
            return none.assign(weight=self.labels["weight"].to_numpy())
        return pd.concat(self.frames(), ignore_index=True)


Rows = pd.DataFrame | StoredRows


def labels_of(rows: Rows) -> pd.DataFrame:
    """Give the labels of rows, wherever their features are."""
    return rows.labels if isinstance(rows, StoredRows) else rows


@dataclass(frozen=True)
class Stretches:
    """Rows cut into stretches, each small enough for a matrix.

    Attributes
    ----------
    rows : DataFrame or StoredRows
    columns : tuple of str
    """

    rows: Rows
    columns: tuple[str, ...]

    @property
    def lengths(self) -> list[int]:
        """Rows of each stretch; a stretch of a file of which no row is chosen has none."""
        if isinstance(self.rows, pd.DataFrame):
            count = len(self.rows)
            return [min(ROWS_AT_A_TIME, count - first) for first in range(0, count, ROWS_AT_A_TIME)]
        ends = np.cumsum(self.rows.file.lengths)
        places = np.searchsorted(self.rows.labels.index.to_numpy(), [0, *ends])
        return [int(after - before) for before, after in pairwise(places)]

    def read(self, number: int) -> pd.DataFrame:
        """Give the rows of a stretch, the columns that are there of those asked for."""
        if isinstance(self.rows, pd.DataFrame):
            return self.rows.iloc[number * ROWS_AT_A_TIME : (number + 1) * ROWS_AT_A_TIME]
        known = [name for name in self.columns if name in self.rows.file.columns]
        frame = self.rows.file.stretch(number, known)
        first = int(np.searchsorted(self.rows.labels.index.to_numpy(), frame.index[0]))
        return frame.loc[self.rows.labels.index[first : first + self.lengths[number]]]

    def __iter__(self) -> Iterator[pd.DataFrame]:
        """Give stretch after stretch, those without a row left out."""
        for number, length in enumerate(self.lengths):
            if length:
                yield self.read(number)


def stretches_of(rows: Rows, columns: Sequence[str]) -> Stretches:
    """Cut rows into stretches that hold these columns.

    Examples
    --------
    >>> frame = pd.DataFrame({"days": range(5)})
    >>> [len(stretch) for stretch in stretches_of(frame, ["days"])]
    [5]
    """
    return Stretches(rows, tuple(columns))
