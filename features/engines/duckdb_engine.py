"""Features computed in the process, by DuckDB."""

from dataclasses import dataclass
from typing import ClassVar
from weakref import WeakKeyDictionary

import duckdb
import pyarrow as pa

from features.engines.engine import Engine

#: What was last put under each name on a connection since an engine was last made of it.
_SHOWN: WeakKeyDictionary[duckdb.DuckDBPyConnection, dict[str, str]] = WeakKeyDictionary()


@dataclass(frozen=True)
class DuckDBEngine:
    """A DuckDB connection as an engine.

    Examples
    --------
    >>> engine = DuckDBEngine(duckdb.connect())
    >>> engine.create("days", "SELECT 3 AS day")
    >>> engine.fetch("SELECT day FROM days").to_pylist()
    [{'day': 3}]
    """

    connection: duckdb.DuckDBPyConnection
    dialect: ClassVar[str] = "duckdb"
    few_rows: ClassVar[int] = 10_000

    def __post_init__(self) -> None:
        self._shown.clear()

    @property
    def _shown(self) -> dict[str, str]:
        return _SHOWN.setdefault(self.connection, {})

    def create(self, name: str, sql: str) -> None:
        """Put a statement's rows under a name."""
        self._shown.pop(name, None)
        self.connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {sql}")

    def show(self, name: str, sql: str) -> None:
        """Put a statement under a name."""
        if self._shown.get(name) != sql:  # binding it again for each day takes a fifth of a small day's time
            self._shown.pop(name, None)
            self.connection.execute(f"CREATE OR REPLACE TEMP VIEW {name} AS {sql}")
            self._shown[name] = sql

    def place(self, name: str, rows: pa.Table) -> None:
        """Put given rows under a name."""
        self.connection.register("winback_placed", rows)
        try:
            self.create(name, "SELECT * FROM winback_placed")
        finally:
            self.connection.unregister("winback_placed")

    def fetch(self, sql: str) -> pa.Table:
        """Bring a statement's rows here."""
        return self.connection.sql(sql).to_arrow_table()


#: An engine, or a DuckDB connection, which is as good as one.
Where = Engine | duckdb.DuckDBPyConnection


def as_engine(given: Where) -> Engine:
    """Take a DuckDB connection for an engine; an engine is one already."""
    return DuckDBEngine(given) if isinstance(given, duckdb.DuckDBPyConnection) else given
