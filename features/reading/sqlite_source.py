"""Event tables in an SQLite file, copied out as text: what a value is, SQLite leaves to each row."""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import duckdb
import pyarrow as pa

from features.acceptance.sql import Form, quoted
from features.errors import BadDataError, BusyError
from features.reading.sources import Part, missing_table
from features.reading.typed_copy import copied_part
from features.schema import EventTable
from features.settings import TableSource

MAGIC = b"SQLite format 3\0"
ROWS_AT_A_TIME = 50_000
WAIT_SECONDS = 10


def is_sqlite(path: Path) -> bool:
    """Tell an SQLite file by how it begins."""
    with path.open("rb") as file:
        return file.read(len(MAGIC)) == MAGIC


class SQLiteSource:
    """Tables and views of an SQLite file, opened read-only, all as of one moment.

    Values come as text. A column that holds any text is read as a CSV's would be, by the table's settings
    (`date_format`, `decimal`); numbers alone are read as SQLite writes them, with a decimal point.
    """

    def __init__(self, path: Path, connection: duckdb.DuckDBPyConnection, work: Path) -> None:
        self._path, self._connection, self._work = path, connection, work
        address = f"{path.resolve().as_uri()}?mode=ro"
        try:
            self._database = sqlite3.connect(address, uri=True, timeout=WAIT_SECONDS, isolation_level=None)
            self._tables = self._begun()
        except sqlite3.Error as fault:
            raise BusyError(
                f"{path} cannot be read as an SQLite file ({fault}). Check that no other program holds it,"
                " and that the file is whole."
            ) from fault

    def _begun(self) -> list[str]:
        """Name what there is, as of now; of a file that cannot be read let go at once."""
        try:
            self._database.execute("BEGIN")
            found = self._database.execute(
                "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view')"
                " AND name NOT LIKE 'sqlite~_%' ESCAPE '~' ORDER BY name"
            )
            return [row[0] for row in found]
        except sqlite3.Error:
            self.close()
            raise

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    def parts(self, table: EventTable, settings: TableSource) -> list[Part]:
        """Copy a table out and give it as one part."""
        name = self._named(settings.from_ or table.name)
        if name is None:
            if settings.from_ is None:
                return []
            raise missing_table(table.name, settings.from_, self._tables)
        return [self._read(table.name, name)]

    def names(self) -> list[str]:
        """Name the tables and views of the file."""
        return self._tables

    def glimpse(self, name: str, rows: int) -> Part:
        """Copy the first rows of a table or view out and give them as one part."""
        return self._read(name, name, f" LIMIT {rows}")

    def _read(self, table: str, name: str, limit: str = "") -> Part:
        try:
            return self._copied(name, limit)
        except (sqlite3.Error, UnicodeError) as fault:
            raise BadDataError(
                f"Table {table}: {name!r} of {self._path.name} cannot be read ({fault})."
                " Mend the file (PRAGMA integrity_check tells more), or export the table as CSV."
            ) from fault

    def _named(self, wanted: str) -> str | None:
        """Find a table by name as SQLite does, whatever its capital letters."""
        return next((name for name in self._tables if name.lower() == wanted.lower()), None)

    def _copied(self, name: str, limit: str) -> Part:
        columns = [
            row[1] for row in self._database.execute(f"PRAGMA table_xinfo({quoted(name)})") if row[6] != 1
        ]
        texts = ", ".join(f"CAST({quoted(column)} AS TEXT)" for column in columns)
        schema = pa.schema([(column, pa.string()) for column in columns])
        wanted = f"(SELECT * FROM {quoted(name)}{limit})"
        rows = self._database.execute(f"SELECT {texts} FROM {wanted}")
        part = copied_part(self._connection, self._work, name, _batches(rows, schema), schema)
        worded = self._with_text(wanted, columns)
        return replace(
            part,
            columns=tuple(
                column if column.name in worded else replace(column, form=Form.ISO_TEXT)
                for column in part.columns
            ),
        )

    def _with_text(self, rows: str, columns: list[str]) -> set[str]:
        """Name the columns that hold text in any row."""
        asked = ", ".join(f"max(typeof({quoted(column)}) = 'text')" for column in columns)
        found = self._database.execute(f"SELECT {asked} FROM {rows}").fetchone()
        return {column for column, worded in zip(columns, found, strict=True) if worded}


def _batches(rows: sqlite3.Cursor, schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    while some := rows.fetchmany(ROWS_AT_A_TIME):
        columns = [pa.array(values, pa.string()) for values in zip(*some, strict=True)]
        yield pa.RecordBatch.from_arrays(columns, schema=schema)
