"""How a step of the feature table becomes a statement of the engine, and the name its result lies under."""

from collections.abc import Sequence

import duckdb
import ibis
from ibis.expr import types as ir


def sql_of(rows: ir.Table) -> str:
    """Compile a step; a sum of whole numbers is a HUGEINT to DuckDB, and a BIGINT to whoever reads it.

    Examples
    --------
    >>> amounts = ibis.table({"amount": "int64"}, name="amounts")
    >>> sql_of(amounts.agg(total=amounts.amount.sum())).split(" FROM ")[0]
    'SELECT "total"::BIGINT AS "total"'
    """
    columns = ", ".join(
        f'"{name}"::BIGINT AS "{name}"' if kind.is_int64() else f'"{name}"'
        for name, kind in rows.schema().items()
    )
    return f"SELECT {columns} FROM ({ibis.to_sql(rows, dialect='duckdb')})"


def temporary(name: str) -> str:
    """Give the name that a step's result lies under."""
    return f"winback_{name}"


def named(step: ir.Table, name: str) -> ir.Table:
    """Stand in for a step's result by the name it will lie under."""
    return ibis.table(step.schema(), name=temporary(name))


def create(connection: duckdb.DuckDBPyConnection, name: str, sql: str, values: Sequence[object] = ()) -> None:
    """Put a step's result under its name; what lay there goes."""
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {temporary(name)} AS {sql}", list(values))


class Recorded:
    """The statements that make facts, in the order in which they must run.

    Attributes
    ----------
    sql : dict of str to str
        Name → statement.
    """

    def __init__(self) -> None:
        self.sql: dict[str, str] = {}

    def set_aside(self, name: str, rows: ir.Table) -> ir.Table:
        """Record a statement; give what to read instead of its rows."""
        self.sql[name] = sql_of(rows)
        return named(rows, name)
