"""How a step is written for each engine so that it means the same everywhere.

DuckDB's reading of an expression is the one that counts; this room says where others read it differently, and
what is written for them instead:

- A literal such as ``0.5`` is a decimal to most engines, with few digits after a division: it is cast.
- Whole numbers are divided downwards; some engines' ``/`` of two of them drops the rest, or keeps six digits.
- Halves are rounded away from zero; PostgreSQL and ClickHouse round floats to the even neighbour, and ibis
  has PostgreSQL round through a decimal of fifteen digits.
- Rounding to thousandths is done on the number itself and not on the digits it is shown with.
- The greatest of a number and nothing is the number; to half of the engines it is nothing.
- Each column of a step gets its type: a sum of whole numbers is ``numeric`` to PostgreSQL.
- Text is compared by its bytes; PostgreSQL would by the language of the database.
"""

from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Any

import ibis.backends.sql.compilers as known_compilers
import sqlglot.expressions as sge
from ibis.backends.sql.compilers.base import SQLGlotCompiler
from ibis.expr import datatypes as dt
from ibis.expr import operations as ops
from ibis.expr import types as ir

#: What ibis writes for; the first three have an engine of ours.
WRITTEN = ("duckdb", "postgres", "pyspark", "snowflake", "bigquery", "clickhouse", "trino")
#: Engines whose ``round`` of a float takes a half to the even neighbour.
HALF_TO_EVEN = ("postgres", "clickhouse")
#: Engines whose ``greatest`` and ``least`` are null as soon as one argument is.
NULL_WINS = ("snowflake", "bigquery", "clickhouse", "trino")


def statement(rows: ir.Table, dialect: str, *, order: Sequence[str] = ()) -> str:
    """Write a step for an engine.

    Parameters
    ----------
    rows : ibis Table
        The step.
    dialect : str
        One of `WRITTEN`.
    order : sequence of str
        Columns to sort by.

    Examples
    --------
    >>> import ibis
    >>> amounts = ibis.table({"amount": "int64"}, name="amounts")
    >>> print(statement(amounts.agg(total=amounts.amount.sum()), "postgres"))
    SELECT
      CAST("total" AS BIGINT) AS "total"
    FROM (
    SELECT
      SUM("t0"."amount") AS "total"
    FROM "amounts" AS "t0"
    ) AS "step"
    """
    compiler = _compiler(dialect)
    query = compiler.to_sqlglot(rows.unbind()).sql(dialect=compiler.dialect, pretty=True)
    columns = ",\n  ".join(_typed(name, kind, dialect) for name, kind in rows.schema().items())
    sql = f"SELECT\n  {columns}\nFROM (\n{query}\n) AS {_name('step', dialect)}"
    return sql + (f" ORDER BY {', '.join(_name(name, dialect) for name in order)}" if order else "")


def _typed(name: str, kind: dt.DataType, dialect: str) -> str:
    """Write a column of a step with its type; small whole numbers are all of one size."""
    column = _name(name, dialect)
    if kind.is_temporal():  # an event's own; a cast would cut it to what the engine holds by default
        return column
    whole = isinstance(kind, dt.Int8 | dt.Int16)
    written = (
        _compiler(dialect)
        .type_mapper.from_ibis(dt.int32 if whole else kind)
        .sql(dialect=_compiler(dialect).dialect)
    )
    collated = ' COLLATE "C"' if dialect == "postgres" and kind.is_string() else ""
    return f"CAST({column} AS {written}){collated} AS {column}"


def _name(name: str, dialect: str) -> str:
    return sge.to_identifier(name, quoted=True).sql(dialect=_compiler(dialect).dialect)


@cache
def _compiler(dialect: str) -> Any:
    """Give ibis' writer of a dialect, with what we write otherwise."""
    known = getattr(known_compilers, dialect).compiler
    if dialect == "duckdb":
        return known
    # Without SIMPLE_OPS of its own, or ibis would write its methods over ours.
    body = {"__slots__": (), "SIMPLE_OPS": {}, "meant": dialect}
    return type(f"{type(known).__name__}AsMeant", (_AsMeant, type(known)), body)()


class _AsMeant:
    """What is written otherwise than ibis would."""

    meant = ""
    __slots__ = ()

    def visit_NonNullLiteral(self, op: Any, *, value: Any, dtype: dt.DataType) -> Any:  # noqa: N802 - ibis' name
        if dtype.is_floating():
            return self.cast(sge.convert(float(value)), dtype)  # type: ignore[attr-defined]
        return super().visit_NonNullLiteral(op, value=value, dtype=dtype)  # type: ignore[misc]

    def visit_Field(self, op: Any, *, rel: Any, name: str) -> Any:  # noqa: N802
        # Spark's own asks for an option that only an open session has.
        return SQLGlotCompiler.visit_Field(self, op, rel=rel, name=name)

    def visit_FloorDivide(self, op: Any, *, left: Any, right: Any) -> Any:  # noqa: N802
        divided = self.cast(left, dt.float64) / sge.paren(right)  # type: ignore[attr-defined]
        return self.cast(self.f.floor(divided), op.dtype)  # type: ignore[attr-defined]

    def visit_Round(self, op: Any, *, arg: Any, digits: Any) -> Any:  # noqa: N802
        places = op.digits.value if op.digits is not None else 0
        if op.arg.dtype.is_integer():
            return arg
        if not places:
            return self.cast(self._half_away(arg), op.dtype)  # type: ignore[attr-defined]
        scale = self.cast(sge.convert(10.0**places), dt.float64)  # type: ignore[attr-defined]
        return sge.paren(self._half_away(sge.paren(arg) * scale)) / scale

    def visit_DateDelta(self, op: Any, *, left: Any, right: Any, part: Any) -> Any:  # noqa: N802
        if self.meant == "postgres":
            return sge.paren(left - right)
        return super().visit_DateDelta(op, left=left, right=right, part=part)  # type: ignore[misc]

    def visit_Greatest(self, op: Any, *, arg: Any) -> Any:  # noqa: N802
        return self.f.greatest(*self._told(op, arg))  # type: ignore[attr-defined]

    def visit_Least(self, op: Any, *, arg: Any) -> Any:  # noqa: N802
        return self.f.least(*self._told(op, arg))  # type: ignore[attr-defined]

    def visit_CountDistinct(self, op: Any, *, arg: Any, where: Any) -> Any:  # noqa: N802
        if self.meant == "clickhouse" and where is None:  # ibis takes an estimate there
            return self.f.uniqExact(arg)  # type: ignore[attr-defined]
        return super().visit_CountDistinct(op, arg=arg, where=where)  # type: ignore[misc]

    def visit_DateFromYMD(self, op: Any, *, year: Any, month: Any, day: Any) -> Any:  # noqa: N802
        told = [part.value for part in op.args if isinstance(part, ops.Literal)]
        if len(told) == len(op.args):
            return self.cast(date(*told).isoformat(), dt.date)  # type: ignore[attr-defined]
        return super().visit_DateFromYMD(op, year=year, month=month, day=day)  # type: ignore[misc]

    def _told(self, op: Any, arg: Any) -> Any:
        """Put the other of two arguments in the place of one that is null; of more, none is in our steps."""
        if self.meant not in NULL_WINS or len(arg) != 2:
            return arg
        return [
            value if isinstance(node, ops.Literal) else self.f.coalesce(value, other)  # type: ignore[attr-defined]
            for node, value, other in zip(op.arg, arg, reversed(arg), strict=True)
        ]

    def _half_away(self, arg: Any) -> Any:
        if self.meant not in HALF_TO_EVEN:
            return self.f.round(arg)  # type: ignore[attr-defined]
        whole = self.f.trunc(arg)  # type: ignore[attr-defined]
        twice = 2 * sge.paren(sge.paren(arg) - whole)  # exact: a float less its whole part
        return sge.paren(whole + self.f.trunc(twice))  # type: ignore[attr-defined]
