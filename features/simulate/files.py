"""How the tables of the invented company become files, block by block, whatever the size of a block."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from typing import Literal, Protocol

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet

from features.simulate.block import Block
from features.simulate.tables import EVENT_TABLES, TRUTH_TABLES, tables_of

TableFormat = Literal["csv", "parquet"]
FORMATS: tuple[TableFormat, ...] = ("csv", "parquet")
#: Rows of a group in a Parquet file; the last one may have fewer.
GROUP_ROWS = 100_000


class Writer(Protocol):
    """Something that rows of one table can be handed to."""

    def write_table(self, table: pa.Table) -> None:
        """Take the rows of one more block."""


class ParquetRows:
    """A Parquet file whose groups are of one size, wherever the blocks end."""

    def __init__(self, path: Path, schema: pa.Schema) -> None:
        self._writer = pyarrow.parquet.ParquetWriter(path, schema, compression="zstd")
        self._held: list[pa.Table] = []
        self._rows = 0

    def __enter__(self) -> "ParquetRows":
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            self._flush(self._rows)
        self._writer.close()

    def write_table(self, table: pa.Table) -> None:
        """Take the rows of one more block."""
        self._held.append(table)
        self._rows += table.num_rows
        self._flush(self._rows - self._rows % GROUP_ROWS)

    def _flush(self, rows: int) -> None:
        if rows == 0:
            return
        held = pa.concat_tables(self._held).combine_chunks()
        for start in range(0, rows, GROUP_ROWS):
            self._writer.write_table(held.slice(start, min(GROUP_ROWS, rows - start)).combine_chunks())
        rest = held.slice(rows)
        self._rows = rest.num_rows
        # A slice would keep the whole block in memory.
        self._held = [rest.take(pa.array(range(rest.num_rows), pa.int64()))] if rest.num_rows else []


def names_of(table_format: TableFormat) -> tuple[str, ...]:
    """Give the names of the files of a format, those of the truth in their folder.

    Examples
    --------
    >>> names_of("parquet")[0], names_of("csv")[-1]
    ('orders.parquet', 'truth/rival_calls.csv')
    """
    return tuple(f"{name}.{table_format}" for name in (*EVENT_TABLES, *TRUTH_TABLES))


def write_blocks(folder: Path, blocks: Iterator[Block], table_format: TableFormat) -> dict[str, int]:
    """Write the tables of all blocks into a folder that has a folder `truth`.

    Parameters
    ----------
    folder : Path
        Where to.
    blocks : iterator of Block
        In the order of their clients; only one is held at a time.
    table_format : {'csv', 'parquet'}
        Kind of files.

    Returns
    -------
    dict of str to int
        Rows of each table, by name.
    """
    rows: dict[str, int] = {}
    with ExitStack() as stack:
        writers: dict[str, Writer] = {}
        for block in blocks:
            for name, table in tables_of(block).items():
                if name not in writers:
                    path = folder / f"{name}.{table_format}"
                    writers[name] = stack.enter_context(_writer(path, table.schema, table_format))
                writers[name].write_table(table)
                rows[name] = rows.get(name, 0) + table.num_rows
    return rows


def _writer(path: Path, schema: pa.Schema, table_format: TableFormat) -> AbstractContextManager[Writer]:
    if table_format == "csv":
        writer: AbstractContextManager[Writer] = pyarrow.csv.CSVWriter(path, schema)
        return writer
    return ParquetRows(path, schema)
