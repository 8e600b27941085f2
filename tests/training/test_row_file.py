"""Rows on the disk: read back the same, without a name, closed with their reader; a full disk is told."""

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from features.errors import BusyError, UsageError
from training.past import row_file
from training.past.row_file import RowFile


@pytest.fixture(autouse=True)
def small_stretches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(row_file, "ROWS_AT_A_TIME", 4)


FRAME = pd.DataFrame(
    {"client_id": [f"c{number}" for number in range(10)], "days": [None, *map(float, range(9))]}
)


def days() -> Iterator[pa.Table]:
    for first in (0, 5):
        yield pa.Table.from_pandas(FRAME.iloc[first : first + 5], preserve_index=False)


def test_what_was_written_day_by_day_is_read_back_the_same() -> None:
    file = RowFile.written(days())
    assert (len(file), file.columns, file.lengths) == (10, ("client_id", "days"), (4, 1, 4, 1))
    pd.testing.assert_frame_equal(file.read(), FRAME)
    pd.testing.assert_frame_equal(file.read(["days"]), FRAME[["days"]])
    chosen = np.arange(10) % 3 == 0
    pd.testing.assert_frame_equal(file.read(chosen=chosen), FRAME[chosen].reset_index(drop=True))
    pd.testing.assert_frame_equal(pd.concat(file.stretches()), FRAME)


def test_days_are_written_as_they_come_and_one_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(row_file, "ROWS_AT_A_TIME", 50_000)
    alive: list[int] = []

    def counted() -> Iterator[pa.Table]:
        for first in range(6):
            before = pa.total_allocated_bytes()
            yield pa.table({"x": np.arange(100_000) + first})
            alive.append(pa.total_allocated_bytes() - before)

    file = RowFile.written(counted())
    assert len(file) == 600_000
    # The first day opens the file, too.
    assert max(alive[1:]) < 2 * 800_000


def test_the_file_has_no_name_and_goes_with_its_reader(tmp_path: Path) -> None:
    file = RowFile.written(days(), tmp_path)
    assert list(tmp_path.iterdir()) == []
    held = file._file.fileno()
    os.fstat(held)
    del file
    gc.collect()
    with pytest.raises(OSError, match="Bad file descriptor"):
        os.fstat(held)


def test_a_folder_that_is_not_there_and_a_full_disk_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(BusyError, match=r"could not be written to .*missing: No such file.*Make room"):
        RowFile.written(days(), tmp_path / "missing")

    def full(*given: object, **more: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(row_file.pq.ParquetWriter, "write_table", full)
    with pytest.raises(BusyError, match="No space left on device"):
        RowFile.written(days(), tmp_path)


def test_no_day_at_all_is_refused() -> None:
    with pytest.raises(UsageError, match="no as-of day was given"):
        RowFile.written([])
