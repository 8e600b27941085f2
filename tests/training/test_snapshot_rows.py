"""Rows of snapshots come back with their weights, however many columns they have, without a warning."""

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from features.settings import Settings
from training.past.row_file import RowFile
from training.past.snapshot_rows import at_once

#: pandas warns of a column added to more than a hundred apart.
WIDE = {f"feature_{number}": np.arange(4.0) for number in range(120)}


@pytest.mark.filterwarnings("error::pandas.errors.PerformanceWarning")
@pytest.mark.parametrize(("rows_at_once", "kept"), [(4, 4), (3, 3)])
def test_weights_stand_beside_the_rows_that_they_weigh(rows_at_once: int, kept: int) -> None:
    clients = pd.Series(["ann", "bob", "cat", "dan"])
    file = RowFile.written(iter([pa.table({"client_id": clients, **WIDE})]))
    labels = pd.DataFrame({"client_id": clients, "weight": [1.0, 0.0, 2.0, 0.5]})
    for name in ("status", "left", "next_order_in", "window_margin", "as_of_day", "ends_day"):
        labels[name] = 0.0
    training = Settings().training.model_copy(update={"rows_at_once": rows_at_once})
    rows, _stored = at_once(file, labels, training)
    weights = labels.set_index("client_id")["weight"]
    assert len(rows) <= kept
    assert list(rows["weight"]) == list(weights[rows["client_id"]])
    assert list(rows.columns) == ["client_id", *WIDE, "weight"]
    assert list(rows.index) == list(range(len(rows)))
