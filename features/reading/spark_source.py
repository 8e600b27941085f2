"""Event tables in Spark: of its catalog, or a folder of Parquet that Spark reaches."""

from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from features.engines.spark_session import SparkAddress, open_session
from features.reading.ibis_source import broken_off
from features.reading.sources import Part, missing_table
from features.reading.typed_copy import copied_part
from features.schema import EventTable
from features.settings import TableSource

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession


class SparkSource:
    """Tables and views of a Spark catalog; names may carry database and catalog (``sales.orders``).

    With a folder, a table is NAME or NAME.parquet in it. Rows are collected here a table at a time, so
    each must fit into memory.
    """

    def __init__(self, address: SparkAddress, connection: duckdb.DuckDBPyConnection, work: Path) -> None:
        self._session, self._ours = open_session(address)
        self._folder, self._connection, self._work = address.folder, connection, work

    def close(self) -> None:
        """Stop Spark, if it was started for this."""
        if self._ours:
            self._session.stop()

    def parts(self, table: EventTable, settings: TableSource) -> list[Part]:
        """Collect a table and give it as one part."""
        name = settings.from_ or table.name
        rows = spark_table(self._session, name, self._folder)
        if rows is None:
            if settings.from_ is None:
                return []
            raise missing_table(table.name, name, spark_names(self._session, self._folder))
        try:
            collected = rows.toArrow()
        except Exception as fault:  # noqa: BLE001 - Spark's own words may be pages of Java
            raise broken_off(table.name, name, fault) from None
        batches = collected.to_batches()
        return [copied_part(self._connection, self._work, name, batches, collected.schema)]


def spark_table(session: "SparkSession", name: str, folder: str | None) -> "DataFrame | None":
    """Find a table in the catalog, or in a folder of Parquet."""
    if folder is None:
        return session.table(name) if session.catalog.tableExists(name) else None
    from pyspark.errors import AnalysisException

    for path in (f"{folder.rstrip('/')}/{name}", f"{folder.rstrip('/')}/{name}.parquet"):
        try:
            return session.read.parquet(path)
        except AnalysisException:
            continue
    return None


def spark_names(session: "SparkSession", folder: str | None) -> list[str]:
    """Name the tables of the catalog's database; of a folder Spark names none."""
    return [] if folder else sorted(session.sql("SHOW TABLES").toArrow()["tableName"].to_pylist())
