"""Event tables in Spark: of its catalog, or a folder of Parquet that Spark reaches."""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from features.engines.spark_session import SparkAddress, condition_of, open_session
from features.errors import BadDataError, WinbackError
from features.reading.ibis_source import broken_off
from features.reading.sources import Part, missing_table
from features.reading.typed_copy import copied_part
from features.schema import EventTable
from features.settings import TableSource

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

#: Spark's name of what is wrong with a table → what to do.
ADVICE = {
    "FAILED_READ_FILE.CANNOT_READ_FILE_FOOTER": "It is no whole Parquet file: write it again.",
    "FAILED_READ_FILE.NO_HINT": "The file is damaged, or cannot be reached: write it again.",
    "FAILED_READ_FILE.PARQUET_COLUMN_DATA_TYPE_MISMATCH": (
        "Its files give a column different types: write them again with one type a column."
    ),
    "PARQUET_TYPE_ILLEGAL": (
        "Spark has no such type: write times in microseconds, and leave out columns that are times of day."
    ),
    "COLUMN_ALREADY_EXISTS": (
        "To Spark, names that differ in capital letters only are one: give each column a name of its own."
    ),
    "UNABLE_TO_INFER_SCHEMA": "The folder holds no Parquet file: put the table there, or take it away.",
}
#: How names begin that Spark passes over in a folder.
HIDDEN = (".", "_")
OTHERWISE = "Read it in Spark to see why, and mend the table or name another."


class SparkSource:
    """Tables and views of a Spark catalog; names may carry database and catalog (``sales.orders``).

    With a folder, a table is NAME or NAME.parquet in it. Rows are collected here a table at a time, so
    each must fit into memory.

    Raises
    ------
    BadDataError
        If Spark finds no such folder.
    """

    def __init__(self, address: SparkAddress, connection: duckdb.DuckDBPyConnection, work: Path) -> None:
        self._session, self._ours = open_session(address)
        self._folder, self._connection, self._work = address.folder, connection, work
        if self._folder is not None and names_in(self._session, self._folder) is None:
            self.close()
            raise BadDataError(
                f"[source] url: Spark finds no folder {self._folder}. Write the whole path after folder=, as"
                " every machine of Spark sees it, with hdfs://…, s3a://… or file:///… before it where it is"
                " not on Spark's own file system."
            )

    def close(self) -> None:
        """Stop Spark, if it was started for this."""
        if self._ours:
            self._session.stop()

    def parts(self, table: EventTable, settings: TableSource) -> list[Part]:
        """Collect a table and give it as one part."""
        name = settings.from_ or table.name
        part = self._read(table.name, name)
        if part is None and settings.from_ is not None:
            raise missing_table(table.name, name, self.names())
        return [] if part is None else [part]

    def names(self) -> list[str]:
        """Name the tables of the catalog's database, or what lies in the folder."""
        return spark_names(self._session, self._folder)

    def glimpse(self, name: str, rows: int) -> Part:
        """Collect the first rows of a table and give them as one part."""
        part = self._read(name, name, rows)
        if part is None:
            raise missing_table(name, name, [])
        return part

    def _read(self, table: str, name: str, first: int | None = None) -> Part | None:
        try:
            rows = spark_table(self._session, name, self._folder)
            if rows is None:
                return None
            collected = (rows if first is None else rows.limit(first)).toArrow()
        except Exception as fault:  # noqa: BLE001 - Spark's own words may be pages of Java
            raise refused(table, name, fault) from None
        batches = collected.to_batches()
        return copied_part(self._connection, self._work, name, batches, collected.schema)


def spark_table(session: "SparkSession", name: str, folder: str | None) -> "DataFrame | None":
    """Find a table in the catalog, or in a folder of Parquet."""
    if folder is None:
        return session.table(name) if session.catalog.tableExists(name) else None
    from pyspark.errors import AnalysisException

    for path in (f"{folder.rstrip('/')}/{name}", f"{folder.rstrip('/')}/{name}.parquet"):
        try:
            return session.read.parquet(path)
        except AnalysisException as fault:
            if condition_of(fault) != "PATH_NOT_FOUND":
                raise
    return None


def spark_names(session: "SparkSession", folder: str | None) -> list[str]:
    """Name the tables of the catalog's database, or what lies in the folder."""
    if folder is not None:
        there = names_in(session, folder) or []
        return [name.removesuffix(".parquet") for name in there if not name.startswith(HIDDEN)]
    return sorted(session.sql("SHOW TABLES").toArrow()["tableName"].to_pylist())


def names_in(session: "SparkSession", folder: str) -> list[str] | None:
    """Name what lies in a folder that Spark reaches; None if there is no such folder.

    Spark Connect has no Java here to ask: it names nothing.
    """
    java: Any = getattr(session, "sparkContext", None)
    if java is None:
        return []
    path = java._jvm.org.apache.hadoop.fs.Path(folder)
    files = path.getFileSystem(java._jsc.hadoopConfiguration())
    return sorted(one.getPath().getName() for one in files.listStatus(path)) if files.exists(path) else None


def refused(table: str, name: str, fault: Exception) -> WinbackError:
    """Say that Spark would not give a table; its own words may hold a client's value."""
    condition = condition_of(fault)
    if condition is None:
        return broken_off(table, name, fault)
    file = re.search(r"reading file (\S+?)\.?\s", str(fault))
    illegal = re.search(r"Illegal Parquet type: (\w+ \([A-Z0-9_,a-z()]*\))", str(fault))
    of = f", type {illegal[1]}" if illegal else f", file {file[1]}" if file else ""
    return BadDataError(
        f"Table {table}: Spark cannot read {name!r} ({condition}{of}). {ADVICE.get(condition, OTHERWISE)}"
    )
