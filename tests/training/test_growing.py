"""Rows reach LightGBM a stretch at a time, from a frame or a file, and the trees are the same."""

import lightgbm as lgb
import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from tests.training.test_logistic import FEATURES, rows_of
from training.models import growing
from training.models.boosting import Boosted, parameters
from training.models.growing import binned
from training.models.inputs import Inputs
from training.models.logistic import Logistic
from training.models.rows import matrix, row_weights
from training.past import row_file, stored_rows
from training.past.row_file import RowFile
from training.past.stored_rows import LABELS, StoredRows, stretches_of

ROWS = rows_of(900).assign(ends_day=0, status="active")
BASE = Logistic.fit(ROWS, FEATURES[:2], seed=5)


@pytest.fixture
def small_stretches(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (row_file, stored_rows, growing):
        monkeypatch.setattr(module, "ROWS_AT_A_TIME", 128)


def stored(rows: pd.DataFrame = ROWS) -> StoredRows:
    parts = [rows.iloc[:500], rows.iloc[500:]]
    file = RowFile.written(pa.Table.from_pandas(part, preserve_index=False) for part in parts)
    return StoredRows(file, rows[list(LABELS)].reset_index(drop=True))


def trees(model: Boosted) -> str:
    return model.to_text().split("parameters:")[0]


def whole_matrix(rows: pd.DataFrame, base: Logistic | None) -> str:
    """What LightGBM makes of one matrix, without any of our stretches."""
    data = lgb.Dataset(
        matrix(rows, FEATURES),
        rows["left"].to_numpy(),
        weight=row_weights(rows),
        init_score=None if base is None else base.log_odds(rows),
        feature_name=list(FEATURES),
    )
    booster = lgb.train(parameters(len(rows), seed=5), data, num_boost_round=125)
    return str(booster.model_to_string()).split("parameters:")[0]


@pytest.mark.usefixtures("small_stretches")
@pytest.mark.parametrize("base", [None, BASE], ids=["alone", "begun from a line"])
def test_a_matrix_a_frame_and_a_file_give_the_same_trees(base: Logistic | None) -> None:
    wanted = whole_matrix(ROWS, base)
    assert trees(Boosted.fit(ROWS, FEATURES, seed=5, base=base)) == wanted
    assert trees(Boosted.fit(stored(), FEATURES, seed=5, base=base)) == wanted


@pytest.mark.usefixtures("small_stretches")
def test_rows_chosen_of_a_file_are_those_chosen_of_a_frame() -> None:
    # Whole stretches without a row, and stretches in part.
    mask = (np.arange(len(ROWS)) % 3 == 0) & ((np.arange(len(ROWS)) < 120) | (np.arange(len(ROWS)) > 700))
    chosen = stored().where(mask)
    assert len(chosen) == mask.sum()
    pd.testing.assert_frame_equal(
        chosen.frame()[list(FEATURES)], ROWS.loc[mask, list(FEATURES)].reset_index(drop=True)
    )
    assert 0 in stretches_of(chosen, FEATURES).lengths
    assert trees(Boosted.fit(chosen, FEATURES, seed=5, base=BASE)) == whole_matrix(ROWS[mask], BASE)


@pytest.mark.usefixtures("small_stretches")
def test_single_rows_do_not_hold_on_to_their_stretch() -> None:
    data = binned(stored(), Inputs(FEATURES))
    row, stretch = data.data[0][3], data.data[0][0:128]
    assert row.base is None
    assert np.array_equal(row, stretch[3], equal_nan=True)
    assert stretch.flags.c_contiguous


def test_a_column_that_the_file_lacks_is_refused_by_name() -> None:
    from features.errors import BadDataError

    with pytest.raises(BadDataError, match="lack the model's columns: unheard_of"):
        Boosted.fit(stored(), [*FEATURES, "unheard_of"], seed=5)
