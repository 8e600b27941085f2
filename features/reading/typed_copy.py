"""Rows of a source that DuckDB cannot read itself, copied out as Parquet for it to read."""

import tempfile
from collections.abc import Iterable
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from features.acceptance.sql import literal
from features.errors import BadDataError
from features.reading.sources import Part, described


def copied_part(
    connection: duckdb.DuckDBPyConnection,
    work: Path,
    label: str,
    batches: Iterable[pa.RecordBatch],
    schema: pa.Schema,
) -> Part:
    """Copy batches of rows into a file and give it as one part.

    Parameters
    ----------
    connection : DuckDB connection
        The engine that is to read.
    work : Path
        Folder for copies.
    label : str
        The source's own name of the table.
    batches : iterable of pyarrow RecordBatch
        The rows; held one batch at a time.
    schema : pyarrow Schema
        Of every batch.

    Raises
    ------
    BadDataError
        If there is no column: no file can hold that.
    """
    if not schema.names:
        raise BadDataError(f"{label!r} has no column. Mend that table or view, or name another.")
    with tempfile.NamedTemporaryFile(dir=work, suffix=".parquet", delete=False) as file:
        target = Path(file.name)
    with pq.ParquetWriter(target, schema, compression="lz4") as writer:
        for batch in batches:
            writer.write_batch(batch)
    relation = f"read_parquet({literal(str(target))})"
    return Part(label, relation, described(connection, relation))
