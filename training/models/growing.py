"""LightGBM's trees, grown on rows of any number: they enter a stretch at a time, one byte a cell stays.

This is the one way by which rows reach LightGBM for learning, from a frame, from a file, or on workers.
"""

from collections.abc import Mapping
from typing import Any

import lightgbm as lgb
import numpy as np
import pandas as pd

from training.models.inputs import Inputs, column_names
from training.models.logistic import Logistic
from training.models.rows import row_weights
from training.past.row_file import ROWS_AT_A_TIME
from training.past.stored_rows import Rows, StoredRows, Stretches, labels_of, stretches_of

#: Trees without a gain on later rows after which no more are grown.
PATIENCE = 30


def grow(
    rows: Rows,
    inputs: Inputs,
    asked: Mapping[str, Any],
    *,
    trees: int,
    later: pd.DataFrame | None = None,
) -> lgb.Booster:
    """Grow trees on labelled rows, here or on the workers that the rows name.

    Parameters
    ----------
    rows : DataFrame or StoredRows
        With `left`, `weight` and `as_of_day`.
    inputs : Inputs
    asked : mapping
        LightGBM's parameters.
    trees : int
        Rounds, ≥ 1; with `later` the most.
    later : DataFrame, optional
        Labelled rows of later days: growing stops `PATIENCE` trees after the last that gained on them. Those
        rows are here, so no workers grow.
    """
    if isinstance(rows, StoredRows) and rows.workers and later is None:
        from training.models.growing_on_workers import grow_on_workers  # an extra, and slow to import

        return grow_on_workers(rows, inputs, asked, trees=trees)
    data = binned(rows, inputs)
    if later is None:
        return lgb.train(dict(asked), data, num_boost_round=trees)
    return lgb.train(
        dict(asked),
        data,
        num_boost_round=trees,
        valid_sets=[binned(later, inputs, reference=data)],
        callbacks=[lgb.early_stopping(PATIENCE, verbose=False)],
    )


def binned(rows: Rows, inputs: Inputs, *, reference: lgb.Dataset | None = None) -> lgb.Dataset:
    """Give labelled rows as LightGBM's data; it reads them when it is trained, stretch by stretch."""
    stretches = stretches_of(rows, inputs.needed)
    shelf = _Shelf(stretches, inputs)
    labels = labels_of(rows)
    return lgb.Dataset(
        [_Stretch(shelf, number, length) for number, length in enumerate(stretches.lengths) if length],
        labels["left"].to_numpy(),
        weight=row_weights(labels),
        init_score=None if inputs.base is None else start_of(rows, inputs.base),
        reference=reference,
        feature_name=column_names(inputs.columns),
        categorical_feature=inputs.categories,
        free_raw_data=True,
    )


def start_of(rows: Rows, base: Logistic) -> np.ndarray:
    """Give the log-odds from which the trees begin, one a row."""
    return np.concatenate([base.log_odds(stretch) for stretch in stretches_of(rows, base.features)])


class _Shelf:
    """The matrix of the stretch that was asked for last: LightGBM goes through them in order, twice."""

    def __init__(self, stretches: Stretches, inputs: Inputs) -> None:
        self._stretches, self._inputs = stretches, inputs
        self._number, self._matrix = -1, np.empty((0, 0))

    def matrix(self, number: int) -> np.ndarray:
        """Give a stretch as floats, rows together in memory, as LightGBM takes them."""
        if number != self._number:
            self._matrix = np.empty((0, 0))  # let go of the one before first
            X = self._inputs.matrix(self._stretches.read(number))
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
