"""The rows of snapshots: labelled a day at a time, weighed together, read back as far as they fit."""

from datetime import date

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from features.arithmetic import number_of
from features.settings import Settings, Training
from training.past.contamination import Contamination, weigh
from training.past.labels import left
from training.past.row_file import RowFile
from training.past.stored_rows import LABELS, StoredRows

#: What labels are made of.
NEEDED = ("as_of", "horizon_days", "next_order_in", "departed_in", "window_margin")


def labelled(joined: pa.Table, known_at: date, window_days: int) -> pa.Table:
    """Finish the labels of one as-of day; nothing of another day is needed for them."""
    raw = joined.select(
        ["as_of", "horizon_days", "next_order_in", "departed_in", "window_margin"]
    ).to_pandas()
    as_of = number_of(raw["as_of"].iloc[0]) if len(raw) else 0
    day = pa.repeat(pa.scalar(as_of, pa.int64()), joined.num_rows)
    ends = pc.add(joined["horizon_days"].cast(pa.float64()), float(as_of))
    ended = as_of + raw["horizon_days"] <= number_of(known_at)
    gone = left(raw["next_order_in"], raw["departed_in"], raw["horizon_days"]).where(ended)
    margin = raw["window_margin"].astype("float64").fillna(0) / 100
    if as_of + window_days > number_of(known_at):
        margin[:] = np.nan
    place = joined.column_names.index("window_margin")
    finished = joined.set_column(place, "window_margin", pa.array(margin, pa.float64(), from_pandas=True))
    for name, values in (("as_of_day", day), ("ends_day", ends)):
        finished = finished.append_column(name, values)
    finished = finished.append_column("left", pa.array(gone, pa.float64(), from_pandas=True))
    return finished.drop_columns("departed_in")


def weighed(
    file: RowFile, assignments: pd.DataFrame, known_at: date, settings: Settings
) -> tuple[pd.DataFrame, Contamination]:
    """Weigh the rows of all days together, and give each one's labels."""
    read = ["client_id", "status", "as_of_day", "horizon_days", "next_order_in", "ends_day", "left"]
    narrow = file.read(read).astype({"status": "category"})
    ended = narrow[narrow["ends_day"] <= number_of(known_at)]
    weights, counts = weigh(ended, assignments, holdout_share=settings.plan.holdout_share)
    narrow["weight"] = weights.reindex(narrow.index, fill_value=0.0)
    return narrow[["client_id", *LABELS]], counts


def at_once(
    file: RowFile, labels: pd.DataFrame, training: Training
) -> tuple[pd.DataFrame, StoredRows | None]:
    """Read all rows, or those of as many clients as fit; and keep the file where it is still needed."""
    fits = len(file) <= training.rows_at_once
    chosen = None if fits else of_a_sample(labels["client_id"], training.rows_at_once / len(file))
    rows = file.read(chosen=chosen)
    weight = labels["weight"] if chosen is None else labels["weight"][chosen].reset_index(drop=True)
    # Set beside the others, not inserted: pandas warns of that in a frame of more than a hundred columns.
    rows = pd.concat([rows, weight], axis=1)
    if fits and not training.dask_scheduler:
        return rows, None
    return rows, StoredRows(file, labels[list(LABELS)], training.dask_scheduler)


def of_a_sample(clients: pd.Series, share: float) -> np.ndarray:
    """Tell which rows are of clients in a sample, the same ones on every day and in every training.

    Examples
    --------
    >>> of_a_sample(pd.Series(["ann", "bob", "ann"]), 1.0).tolist()
    [True, True, True]
    """
    codes, ids = pd.factorize(clients)
    hashes = pd.util.hash_array(np.asarray(ids, dtype=object))
    return np.asarray((hashes < share * 2.0**64)[codes])
