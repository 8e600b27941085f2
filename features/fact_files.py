"""Facts as files beside the accepted events: made a range of clients at a time, so that memory is bounded."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import duckdb
import ibis
import pyarrow.parquet as pq
from ibis.backends.duckdb import Backend
from ibis.expr import types as ir

from features.acceptance.sql import literal, quoted
from features.events import named_events
from features.facts import facts_of
from features.steps import Recorded, create, sql_of

#: Raised whenever a fact is defined anew: files of another version are not read, the facts are made afresh.
VERSION = 3
PREFIX = "facts-"
ROWS_AT_A_TIME = 2_000_000


def write_facts(
    connection: duckdb.DuckDBPyConnection, tables: Mapping[str, Path], folder: Path
) -> dict[str, int]:
    """Write the facts of accepted events.

    Parameters
    ----------
    connection : DuckDB connection
        An engine of its own: names of event tables and steps are taken there.
    tables : mapping of str to Path
        Parquet files of accepted events by table, each sorted by client.
    folder : Path
        Where a file for each fact is put, sorted by client as well.

    Returns
    -------
    dict of str to int
        Name of each file → its rows.
    """
    recorded = Recorded()
    facts = facts_of(named_events(tables, ibis.duckdb.connect()), recorded.set_aside)
    statements = {name: f"{sql_of(rows)} ORDER BY {_order(rows)}" for name, rows in facts.items()}
    writers: dict[str, pq.ParquetWriter] = {}
    written = dict.fromkeys((f"{PREFIX}{name}.parquet" for name in facts), 0)
    try:
        for some in _ranges(tables):
            for name, path in tables.items():
                _show(connection, name, path, some)
            for name, sql in recorded.sql.items():
                create(connection, name, sql)
            for name, sql in statements.items():
                file = f"{PREFIX}{name}.parquet"
                rows = connection.sql(sql).to_arrow_table()
                if file not in writers:
                    writers[file] = pq.ParquetWriter(folder / file, rows.schema, compression="zstd")
                writers[file].write_table(rows)
                written[file] += rows.num_rows
    finally:
        for writer in writers.values():
            writer.close()
    return written


def read_facts(connection: Backend, files: Mapping[str, Path]) -> dict[str, ir.Table]:
    """Open the files of facts as tables of an engine.

    Parameters
    ----------
    connection : ibis DuckDB backend
    files : mapping of str to Path
        Name of each file → where it lies; those that are no facts are passed over.
    """
    return {
        name: connection.read_parquet(path, table_name=f"facts_{name}")
        for file, path in files.items()
        if file.startswith(PREFIX)
        for name in [file.removeprefix(PREFIX).removesuffix(".parquet")]
    }


def empty_columns(tables: Mapping[str, Path]) -> frozenset[str]:
    """Name the columns that hold no value in any row, as the files' metadata say, as ``table.column``.

    Parameters
    ----------
    tables : mapping of str to Path
        Parquet files of accepted events by table.
    """
    return frozenset(f"{name}.{column}" for name, path in tables.items() for column in _empty_columns(path))


def _empty_columns(path: Path) -> Iterator[str]:
    metadata = pq.read_metadata(path)
    groups = [metadata.row_group(number) for number in range(metadata.num_row_groups)]
    for at, name in enumerate(metadata.schema.names):
        known = [(group.num_rows, group.column(at).statistics) for group in groups]
        if all(said is not None and said.null_count == rows for rows, said in known):
            yield name.removesuffix("_hundredths")


def _order(rows: ir.Table) -> str:
    whole = [name for name in ("client_id", "day") if name in rows.columns]
    return ", ".join(quoted(name) for name in [*whole, *(name for name in rows.columns if name not in whole)])


def _show(connection: duckdb.DuckDBPyConnection, name: str, path: Path, some: str) -> None:
    connection.execute(
        f"CREATE OR REPLACE TEMP VIEW {quoted(name)} AS FROM read_parquet({literal(str(path))})"
        f" WHERE {some} OR client_id IS NULL"
    )


def _ranges(tables: Mapping[str, Path]) -> Iterator[str]:
    """Give conditions on `client_id` that together take every client once, some two million rows each.

    The largest table that knows the client of every row is counted.
    """
    starts, rows = [], 0
    sizes = {path: pq.read_metadata(path).num_rows for path in tables.values() if _has_clients(path)}
    with pq.ParquetFile(max(sizes, key=lambda path: (sizes[path], path == tables["orders"]))) as file:
        column = file.schema_arrow.get_field_index("client_id")
        for number in range(file.metadata.num_row_groups):
            group = file.metadata.row_group(number)
            known = group.column(column).statistics
            if rows >= ROWS_AT_A_TIME and known is not None and known.has_min_max:
                starts.append(known.min)
                rows = 0
            rows += group.num_rows
    for first, end in zip([None, *starts], [*starts, None], strict=True):
        bounds = [f"client_id >= {literal(first)}"] if first is not None else []
        bounds += [f"client_id < {literal(end)}"] if end is not None else []
        yield " AND ".join(bounds) or "true"


def _has_clients(path: Path) -> bool:
    """Tell whether every row of a file names its client, as the file's metadata say."""
    metadata = pq.read_metadata(path)
    column = metadata.schema.names.index("client_id")
    known = [
        metadata.row_group(number).column(column).statistics for number in range(metadata.num_row_groups)
    ]
    return all(said is not None and said.null_count == 0 for said in known)
