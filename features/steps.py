"""How a step of the feature table becomes a statement of the engine, and the name its result lies under."""

from collections.abc import Sequence

import ibis
from ibis.expr import types as ir

from features.engines import Where, as_engine
from features.engines.dialects import statement
from features.engines.engine import temporary


def sql_of(rows: ir.Table, dialect: str = "duckdb", *, order: Sequence[str] = ()) -> str:
    """Compile a step; a sum of whole numbers is a HUGEINT to DuckDB, and a BIGINT to whoever reads it.

    Examples
    --------
    >>> amounts = ibis.table({"amount": "int64"}, name="amounts")
    >>> print(sql_of(amounts.agg(total=amounts.amount.sum())))
    SELECT
      "total"::BIGINT AS "total"
    FROM (
    SELECT
      SUM("t0"."amount") AS "total"
    FROM "amounts" AS "t0"
    )
    """
    if dialect != "duckdb":
        return statement(rows, dialect, order=order)
    columns = ",\n  ".join(
        f'"{name}"::BIGINT AS "{name}"' if kind.is_int64() else f'"{name}"'
        for name, kind in rows.schema().items()
    )
    sql = f"SELECT\n  {columns}\nFROM (\n{ibis.to_sql(rows, dialect='duckdb')}\n)"
    return sql + (f" ORDER BY {', '.join(order)}" if order else "")


def named(step: ir.Table, name: str) -> ir.Table:
    """Stand in for a step's result by the name it will lie under."""
    return ibis.table(step.schema(), name=temporary(name))


def create(where: Where, name: str, sql: str) -> None:
    """Put a step's result under its name; what lay there goes."""
    as_engine(where).create(temporary(name), sql)


class Recorded:
    """Statements that read each other's results by name, in the order in which they must run.

    Attributes
    ----------
    sql : dict of str to str
        Name → statement in `dialect`.
    """

    def __init__(self, dialect: str = "duckdb") -> None:
        self.sql: dict[str, str] = {}
        self.dialect = dialect

    def set_aside(self, name: str, rows: ir.Table) -> ir.Table:
        """Record a statement; give what to read instead of its rows."""
        self.sql[name] = sql_of(rows, self.dialect)
        return named(rows, name)
