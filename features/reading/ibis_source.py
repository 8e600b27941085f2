"""Event tables in any database that ibis connects to: a warehouse, MySQL, ClickHouse, a Spark catalog."""

from importlib.metadata import entry_points
from pathlib import Path

import duckdb
import ibis
from ibis.common.exceptions import TableNotFound

from features.engines.spark_session import missing
from features.errors import BadDataError, BusyError, SettingsError
from features.reading.sources import POSSIBLE, Part, missing_table
from features.reading.typed_copy import copied_part
from features.schema import EventTable
from features.settings import TableSource

ROWS_AT_A_TIME = 100_000
#: Schemes of addresses → ibis' backend, where it is called otherwise.
BACKEND_OF = {"postgresql": "postgres"}


class IbisSource:
    """Tables and views of an ibis backend; names may carry database and catalog (``sales.orders``).

    Rows come as Arrow and go through a file, some at a time where the backend streams. The address may hold a
    password, so no message repeats it, nor what the backend says of it.
    """

    def __init__(self, backend: ibis.BaseBackend, connection: duckdb.DuckDBPyConnection, work: Path) -> None:
        self._backend, self._connection, self._work = backend, connection, work

    def close(self) -> None:
        """Let go of the database."""
        self._backend.disconnect()

    def parts(self, table: EventTable, settings: TableSource) -> list[Part]:
        """Copy a table out and give it as one part."""
        name = settings.from_ or table.name
        rows = self._found(table.name, name)
        if rows is None:
            if settings.from_ is None:
                return []
            raise missing_table(table.name, name, self.names())
        return [self._copied(table.name, name, rows)]

    def names(self) -> list[str]:
        """Name the tables and views of the database."""
        try:
            return sorted(self._backend.list_tables())
        except Exception as fault:  # noqa: BLE001 - each backend has errors of its own
            raise BusyError(
                f"The database of [source] url would not name its tables ({type(fault).__name__})."
                " Check that it runs, and the role's rights, and try again."
            ) from None

    def glimpse(self, name: str, rows: int) -> Part:
        """Copy the first rows of a table or view out and give them as one part."""
        try:
            found = self._found(name, name)
            if found is None:
                raise missing_table(name, name, [])
            return self._copied(name, name, found.limit(rows))
        except BusyError as fault:
            self.names()  # a database that gives nothing any more is told as that
            raise BadDataError(str(fault)) from None

    def _found(self, table: str, name: str) -> ibis.Table | None:
        *database, bare = name.split(".")
        try:
            return self._backend.table(bare, database=tuple(database) if database else None)
        except TableNotFound:
            return None
        except Exception as fault:  # noqa: BLE001 - each backend has errors of its own
            raise broken_off(table, name, fault) from None

    def _copied(self, table: str, name: str, rows: ibis.Table) -> Part:
        try:
            schema = rows.schema().to_pyarrow()
            with self._backend.to_pyarrow_batches(rows, chunk_size=ROWS_AT_A_TIME) as batches:
                return copied_part(
                    self._connection, self._work, name, (batch.cast(schema) for batch in batches), schema
                )
        except BadDataError:
            raise
        except Exception as fault:  # noqa: BLE001 - each backend has errors of its own
            raise broken_off(table, name, fault) from None


def broken_off(table: str, name: str, fault: Exception) -> BusyError:
    """Say that a database would not give a table; its own words may hold the address."""
    return BusyError(
        f"Table {table}: the database would not give {name!r} ({type(fault).__name__})."
        " Check the role's rights and try again."
    )


def open_ibis(url: str, connection: duckdb.DuckDBPyConnection, work: Path) -> IbisSource:
    """Open an address that ibis knows.

    Raises
    ------
    SettingsError
        If no backend of ibis has that scheme, or its package is not installed.
    BusyError
        If the database cannot be reached.
    """
    scheme = url.partition("://")[0].lower()
    backend = BACKEND_OF.get(scheme, scheme)
    if backend not in known_backends():
        raise SettingsError(f"[source] url begins with {scheme}://; possible are {POSSIBLE}.")
    try:
        reached = ibis.connect(url)
    except ImportError:
        raise SettingsError(missing(backend)) from None
    except Exception as fault:  # noqa: BLE001 - each backend has errors of its own
        raise BusyError(
            f"The database of [source] url ({scheme}://…) cannot be reached, or refuses the address"
            f" ({type(fault).__name__}). Check that it runs, and the host, database, role and password."
        ) from None
    return IbisSource(reached, connection, work)


def known_backends() -> set[str]:
    """Name the backends of ibis."""
    return {entry.name for entry in entry_points(group="ibis.backends")}
