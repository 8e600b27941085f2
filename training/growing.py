"""LightGBM's trees, grown on rows of any number: they enter a stretch at a time, one byte a cell stays.

This is the one way by which rows reach LightGBM for learning, from a frame, from a file, or on workers.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import lightgbm as lgb
import numpy as np

from training.logistic import Logistic
from training.row_file import ROWS_AT_A_TIME
from training.rows import matrix, row_weights
from training.stored_rows import Rows, StoredRows, Stretches, labels_of, stretches_of


def grow(
    rows: Rows, features: Sequence[str], asked: Mapping[str, Any], *, trees: int, base: Logistic | None
) -> lgb.Booster:
    """Grow trees on labelled rows, here or on the workers that the rows name.

    Parameters
    ----------
    rows : DataFrame or StoredRows
        With `left`, `weight` and `as_of_day`.
    features : sequence of str
        Inputs, in order.
    asked : mapping
        LightGBM's parameters.
    trees : int
        Rounds, ≥ 1.
    base : Logistic or None
        Whose log-odds the trees begin from.
    """
    if isinstance(rows, StoredRows) and rows.workers:
        from training.growing_on_workers import grow_on_workers  # an extra, and slow to import

        return grow_on_workers(rows, features, asked, trees=trees, base=base)
    return lgb.train(dict(asked), binned(rows, features, base=base), num_boost_round=trees)


def binned(rows: Rows, features: Sequence[str], *, base: Logistic | None = None) -> lgb.Dataset:
    """Give labelled rows as LightGBM's data; it reads them when it is trained, stretch by stretch."""
    stretches = stretches_of(rows, features)
    shelf = _Shelf(stretches)
    labels = labels_of(rows)
    return lgb.Dataset(
        [_Stretch(shelf, number, length) for number, length in enumerate(stretches.lengths) if length],
        labels["left"].to_numpy(),
        weight=row_weights(labels),
        init_score=None if base is None else start_of(rows, base),
        feature_name=list(features),
        free_raw_data=True,
    )


def start_of(rows: Rows, base: Logistic) -> np.ndarray:
    """Give the log-odds from which the trees begin, one a row."""
    return np.concatenate([base.log_odds(stretch) for stretch in stretches_of(rows, base.features)])


class _Shelf:
    """The matrix of the stretch that was asked for last: LightGBM goes through them in order, twice."""

    def __init__(self, stretches: Stretches) -> None:
        self._stretches = stretches
        self._number, self._matrix = -1, np.empty((0, 0))

    def matrix(self, number: int) -> np.ndarray:
        """Give a stretch as floats, rows together in memory, as LightGBM takes them."""
        if number != self._number:
            self._matrix = np.empty((0, 0))  # let go of the one before first
            X = matrix(self._stretches.read(number), self._stretches.columns)
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
