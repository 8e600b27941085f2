"""Rows of many as-of days in a Parquet file of their own: written as they come, read back in stretches.

The file has no name, so that nothing of a client stays on the disk, whatever ends the process.
"""

import tempfile
import weakref
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Self

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from features.errors import BusyError, UsageError

#: Rows of a stretch: with 60 features a matrix of 31 MB.
ROWS_AT_A_TIME = 65_536


@dataclass(frozen=True)
class RowFile:
    """Rows on the disk, in the order in which they were written.

    Attributes
    ----------
    columns : tuple of str
    lengths : tuple of int
        Rows of each stretch, at most `ROWS_AT_A_TIME`.
    """

    columns: tuple[str, ...]
    lengths: tuple[int, ...]
    _file: IO[bytes]

    @classmethod
    def written(cls, tables: Iterable[pa.Table], folder: Path | None = None) -> Self:
        """Write tables one after the other; only one of them is in memory at a time.

        Parameters
        ----------
        tables : iterable of pyarrow Table
            All with the columns and types of the first; at least one.
        folder : Path, optional
            On whose disk; default: where the system keeps passing files.

        Raises
        ------
        BusyError
            If the disk is full or cannot be written.
        """
        try:
            file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115  # it lives as long as its reader
        except OSError as fault:
            raise _unwritable(folder, fault) from fault
        try:
            _write(tables, file)
        except OSError as fault:
            file.close()
            raise _unwritable(folder, fault) from fault
        except BaseException:
            file.close()
            raise
        return cls.of(file)

    @classmethod
    def of(cls, file: IO[bytes]) -> Self:
        """Take an open Parquet file whose row groups are small; it is closed with the last reader."""
        told = pq.ParquetFile(file).metadata
        lengths = tuple(told.row_group(number).num_rows for number in range(told.num_row_groups))
        made = cls(tuple(told.schema.to_arrow_schema().names), lengths, file)
        weakref.finalize(made, file.close)
        return made

    def __len__(self) -> int:
        """Give the number of rows."""
        return sum(self.lengths)

    def stretch(self, number: int, columns: Sequence[str] | None = None) -> pd.DataFrame:
        """Read one stretch, all columns or those named; the index is the row's place in the file."""
        with pq.ParquetFile(self._file) as reader:
            names = None if columns is None else list(columns)
            frame: pd.DataFrame = reader.read_row_group(number, columns=names, use_threads=False).to_pandas()
        frame.index = pd.RangeIndex(first := sum(self.lengths[:number]), first + len(frame))
        return frame

    def stretches(self, columns: Sequence[str] | None = None) -> Iterator[pd.DataFrame]:
        """Read stretch after stretch."""
        for number in range(len(self.lengths)):
            yield self.stretch(number, columns)

    def read(self, columns: Sequence[str] | None = None, *, chosen: np.ndarray | None = None) -> pd.DataFrame:
        """Read the rows chosen, or all, into one frame, index from 0.

        Parameters
        ----------
        columns : sequence of str, optional
            Default: all.
        chosen : ndarray of bool, optional
            Which rows, one a row of the file.
        """
        if chosen is None:
            with pq.ParquetFile(self._file) as reader:
                table = reader.read(columns=None if columns is None else list(columns))
            whole: pd.DataFrame = table.to_pandas(split_blocks=True, self_destruct=True)
            return whole
        kept = [frame[chosen[frame.index]] for frame in self.stretches(columns)]
        return pd.concat(kept, ignore_index=True)


def _write(tables: Iterable[pa.Table], file: IO[bytes]) -> None:
    with ExitStack() as open_writer:
        writer = None
        for table in tables:
            writer = writer or open_writer.enter_context(
                pq.ParquetWriter(file, table.schema, compression="zstd")
            )
            writer.write_table(table, row_group_size=ROWS_AT_A_TIME)
    if writer is None:
        raise UsageError("There are no rows to write: no as-of day was given. Give at least one.")


def _unwritable(folder: Path | None, fault: OSError) -> BusyError:
    return BusyError(
        f"The snapshots could not be written to {folder or tempfile.gettempdir()}: {fault.strerror}."
        " Make room there, or give the right to it, and train again."
    )
