"""LightGBM's trees, grown on rows of any number: they enter a stretch at a time, one byte a cell stays.

This is the one way by which rows reach LightGBM for learning, from a frame, from a file, or on workers.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import lightgbm as lgb
import numpy as np
import pandas as pd

from training.row_file import ROWS_AT_A_TIME
from training.rows import row_weights
from training.stored_rows import Rows, StoredRows, Stretches, labels_of, stretches_of


@dataclass(frozen=True)
class Feed:
    """How rows become what trees read.

    Attributes
    ----------
    reads : tuple of str
        Columns that must be read of stored rows.
    names : tuple of str
        The matrix's columns, as LightGBM is told them.
    matrix : callable
        Rows → matrix of floats, shape (rows, names).
    start : callable or None
        Rows → log-odds from which the trees begin.
    """

    reads: tuple[str, ...]
    names: tuple[str, ...]
    matrix: Callable[[pd.DataFrame], np.ndarray]
    start: Callable[[pd.DataFrame], np.ndarray] | None = None


def grow(rows: Rows, feed: Feed, asked: Mapping[str, Any], *, trees: int) -> lgb.Booster:
    """Grow trees on labelled rows, here or on the workers that the rows name.

    Parameters
    ----------
    rows : DataFrame or StoredRows
        With `left`, `weight` and `as_of_day`.
    feed : Feed
    asked : mapping
        LightGBM's parameters.
    trees : int
        Rounds, ≥ 1.
    """
    if isinstance(rows, StoredRows) and rows.workers:
        from training.growing_on_workers import grow_on_workers  # an extra, and slow to import

        return grow_on_workers(rows, feed, asked, trees=trees)
    return lgb.train(dict(asked), binned(rows, feed), num_boost_round=trees)


def binned(rows: Rows, feed: Feed) -> lgb.Dataset:
    """Give labelled rows as LightGBM's data; it reads them when it is trained, stretch by stretch."""
    stretches = stretches_of(rows, feed.reads)
    shelf = _Shelf(stretches, feed)
    labels = labels_of(rows)
    start = None if feed.start is None else np.concatenate([feed.start(stretch) for stretch in stretches])
    return lgb.Dataset(
        [_Stretch(shelf, number, length) for number, length in enumerate(stretches.lengths) if length],
        labels["left"].to_numpy(),
        weight=row_weights(labels),
        init_score=start,
        feature_name=list(feed.names),
        free_raw_data=True,
    )


class _Shelf:
    """The matrix of the stretch that was asked for last: LightGBM goes through them in order, twice."""

    def __init__(self, stretches: Stretches, feed: Feed) -> None:
        self._stretches, self._feed = stretches, feed
        self._number, self._matrix = -1, np.empty((0, 0))

    def matrix(self, number: int) -> np.ndarray:
        """Give a stretch as floats, rows together in memory, as LightGBM takes them."""
        if number != self._number:
            self._matrix = np.empty((0, 0))  # let go of the one before first
            X = self._feed.matrix(self._stretches.read(number))
            self._number, self._matrix = number, np.ascontiguousarray(X)
        return self._matrix


class _Stretch(lgb.Sequence):
    """One stretch as LightGBM reads it: single rows to find bins, then the whole."""

    batch_size = ROWS_AT_A_TIME

    def __init__(self, shelf: _Shelf, number: int, length: int) -> None:
        self._shelf, self._number, self._length = shelf, number, length

    def __len__(self) -> int:
        return self._length

    def __getitem__(self, wanted: int | slice | list[int]) -> np.ndarray:
        found: np.ndarray = self._shelf.matrix(self._number)[wanted]
        # A single row is kept by LightGBM until it has its bins: a view would keep the whole stretch.
        return found if isinstance(wanted, slice) else found.copy()
