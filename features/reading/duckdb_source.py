"""Event tables in a DuckDB file."""

from dataclasses import dataclass
from pathlib import Path

import duckdb

from features.acceptance.sql import literal, quoted
from features.errors import BadDataError, BusyError, SettingsError
from features.reading.sources import POSSIBLE, Part, described, missing_table
from features.schema import EventTable
from features.settings import TableSource


@dataclass(frozen=True)
class DuckDBSource:
    """Tables and views of a DuckDB file, opened read-only."""

    path: Path
    connection: duckdb.DuckDBPyConnection

    def __post_init__(self) -> None:
        with self.path.open("rb") as file:
            start = file.read(16)
        if start[8:12] != b"DUCK":
            raise SettingsError(
                f"[source] url is {self.path}, which is no DuckDB or SQLite file; possible are {POSSIBLE}."
            )
        try:
            self.connection.execute(
                f"ATTACH IF NOT EXISTS {literal(str(self.path))} AS source_file (READ_ONLY)"
            )
        except duckdb.IOException as fault:
            raise BusyError(
                f"{self.path} cannot be opened: another program has it open for writing, or it is of another"
                " DuckDB version. Close that program and try again."
            ) from fault

    def parts(self, table: EventTable, settings: TableSource) -> list[Part]:
        """Give the table or view as one part."""
        name = settings.from_ or table.name
        relation = _in_file(name)
        try:
            return [Part(name, relation, described(self.connection, relation))]
        except duckdb.CatalogException:
            if settings.from_ is None:
                return []
            raise missing_table(table.name, name, self.names()) from None

    def names(self) -> list[str]:
        """Name the tables and views of the file."""
        rows = self.connection.execute(
            "SELECT CASE table_schema WHEN 'main' THEN '' ELSE table_schema || '.' END || table_name"
            " FROM information_schema.tables WHERE table_catalog = 'source_file' ORDER BY 1"
        ).fetchall()
        return [row[0] for row in rows]

    def glimpse(self, name: str, rows: int) -> Part:
        """Give the first rows of a table or view."""
        relation = f"(SELECT * FROM {_in_file(name)} LIMIT {rows})"
        try:
            return Part(name, relation, described(self.connection, relation))
        except duckdb.Error as fault:
            raise BadDataError(
                f"{name!r} of {self.path} cannot be read ({type(fault).__name__}). Mend that view or table."
            ) from fault

    def close(self) -> None:
        """Let go of the file."""
        self.connection.execute("DETACH DATABASE IF EXISTS source_file")


def _in_file(name: str) -> str:
    return ".".join(["source_file", *map(quoted, name.split("."))])
