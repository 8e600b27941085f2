"""Event tables in a PostgreSQL database, copied out as one stream a table."""

from pathlib import Path

import duckdb
import psycopg
from psycopg import sql

from features.engines.postgres_session import open_postgres
from features.errors import BadDataError, BusyError
from features.reading.csv_files import TextFile, new_file
from features.reading.sources import Part, iso, missing_table
from features.schema import EventTable
from features.settings import TableSource

TEXT_OIDS = {25, 1043, 1042, 19, 18}  # text, varchar, char, name, "char"


class PostgresSource:
    """Tables and views that a PostgreSQL role may read; names may carry their schema (``sales.orders``).

    Rows come by ``COPY … TO STDOUT``, the fastest way out, into a temporary file of the caller's folder:
    neither Python nor memory holds them. The address may hold a password, so no message repeats it.
    """

    def __init__(self, url: str, connection: duckdb.DuckDBPyConnection, work: Path) -> None:
        self._work = work
        self._database = open_postgres(url)
        self._database.read_only = True
        self._database.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        self._database.execute("SELECT 1")  # from here on: all tables as of one moment

    def close(self) -> None:
        """Let go of the database."""
        self._database.close()

    def parts(self, table: EventTable, settings: TableSource) -> list[Part]:
        """Copy a table out and give it as one part."""
        name = settings.from_ or table.name
        part = self._read(table.name, name, sql.SQL(""))
        if part is None and settings.from_ is not None:
            raise missing_table(table.name, name, self.names())
        return [] if part is None else [part]

    def names(self) -> list[str]:
        """Name the tables and views that the role may see."""
        rows = self._database.execute(
            "SELECT CASE table_schema WHEN 'public' THEN '' ELSE table_schema || '.' END || table_name"
            " FROM information_schema.tables WHERE table_schema NOT IN ('pg_catalog', 'information_schema')"
            " ORDER BY 1"
        ).fetchall()
        return [row[0] for row in rows]

    def glimpse(self, name: str, rows: int) -> Part:
        """Copy the first rows of a table or view out and give them as one part."""
        part = self._read(name, name, sql.SQL(" LIMIT {}").format(rows))
        if part is None:  # as where a point stands in a name
            raise missing_table(name, name, [])
        return part

    def _read(self, table: str, name: str, limit: sql.Composable) -> Part | None:
        query = sql.SQL("SELECT * FROM {}").format(sql.Identifier(*name.split("."))) + limit
        try:
            with self._database.transaction():  # a savepoint: the next table is read all the same
                return self._copied(name, query)
        except (psycopg.errors.UndefinedTable, psycopg.errors.InvalidSchemaName):
            return None
        except psycopg.errors.InsufficientPrivilege:
            raise BadDataError(
                f"Table {table}: the database role may not read {name!r}. Grant it SELECT on the table,"
                " and USAGE on its schema."
            ) from None
        except psycopg.OperationalError:
            raise BusyError(
                f"Table {table}: the database broke off while {name!r} was read. Try again."
            ) from None
        except psycopg.Error as fault:  # its words may hold a client's value
            raise BadDataError(
                f"Table {table}: PostgreSQL cannot give {name!r} ({type(fault).__name__})."
                f" Run SELECT * FROM {name} there to see why, and mend the view or name another."
            ) from None

    def _copied(self, name: str, query: sql.Composed) -> Part:
        cursor = self._database.execute(sql.SQL("SELECT * FROM ({}) AS rows LIMIT 0").format(query))
        described = cursor.description or []
        target = new_file(self._work)
        copied = sql.SQL("COPY ({}) TO STDOUT (FORMAT csv, HEADER true, ENCODING 'UTF8')").format(query)
        with target.open("wb") as file, self._database.cursor().copy(copied) as stream:
            for block in stream:
                file.write(block)
        text = TextFile(target, name, ",", tuple(column.name for column in described), lines=0)
        written = {column.name for column in described if column.type_code in TEXT_OIDS}
        return Part(name, text.relation(), iso(text.columns, written))
