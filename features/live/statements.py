"""Statements that DuckDB plans once, then runs on whatever rows come: planning costs far more than few rows.

DuckDB plans a prepared statement anew whenever it reads a table, so these read none: rows come as a text of
JSON, which is the statement's parameter, and what a day decides is written into the statement.
"""

import json
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import duckdb

from features.acceptance.sql import literal, quoted

#: Rewritings that look at how many rows and which values stand there now: a plan that is kept must not.
OF_NOW = "statistics_propagation,compressed_materialization,row_group_pruner"


class Planned:
    """A DuckDB of its own that keeps plans.

    Parameters
    ----------
    most : int
        Plans that are kept; what was run longest ago goes first.

    Examples
    --------
    >>> planned = Planned(most=2)
    >>> sql = f"SELECT sum(amount) AS total FROM {rows_of(1, {'amount': 'BIGINT'})}"
    >>> planned.run("totals", lambda: sql, [[{"amount": 2}, {"amount": 5}]])
    [{'total': 7}]
    """

    def __init__(self, *, most: int) -> None:
        # one thread: on few rows a second one waits more than it works
        self._connection = duckdb.connect(config={"threads": 1})
        self._connection.execute("SET TimeZone = 'UTC'")
        self._connection.execute(f"SET disabled_optimizers = '{OF_NOW}'")
        self._most = most
        self._names: OrderedDict[str, str] = OrderedDict()
        self._made = 0

    def run(
        self, key: str, write: Callable[[], str], tables: Iterable[Sequence[Mapping[str, Any]]]
    ) -> list[dict[str, Any]]:
        """Run a statement and give its rows.

        Parameters
        ----------
        key : str
            Names the statement.
        write : callable
            Writes it, where it is not planned yet.
        tables : iterable of sequence of mapping
            Rows for ``$1, $2, …``, each read by a `rows_of`.
        """
        name = self._names.get(key) or self._plan(key, write())
        self._names.move_to_end(key)
        texts = ", ".join(f"{literal(_told(rows))}::VARCHAR" for rows in tables)
        ran = self._connection.execute(f"EXECUTE {name}({texts})")
        names = [column[0] for column in ran.description]
        return [dict(zip(names, row, strict=True)) for row in ran.fetchall()]

    def _plan(self, key: str, sql: str) -> str:
        self._made += 1
        name = f"planned_{self._made}"
        self._connection.execute(f"PREPARE {name} AS {sql}")
        self._names[key] = name
        if len(self._names) > self._most:
            _, oldest = self._names.popitem(last=False)
            self._connection.execute(f"DEALLOCATE {oldest}")
        return name


def rows_of(parameter: int, types: Mapping[str, str]) -> str:
    """Write the relation that reads the rows of a parameter.

    Parameters
    ----------
    parameter : int
        Its number, from 1.
    types : mapping of str to str
        Column → the engine's type; a column that a row leaves out is null.
    """
    form = literal(json.dumps([dict(types)], ensure_ascii=False))
    return f"(SELECT r.* FROM (SELECT unnest(from_json(${parameter}::VARCHAR, {form})) AS r))"


def constants(rows: Sequence[Mapping[str, Any]], types: Mapping[str, str]) -> str:
    """Write rows into a statement, as a relation."""
    told = literal(_told(rows))
    form = literal(json.dumps([dict(types)], ensure_ascii=False))
    columns = ", ".join(f"r.{quoted(name)}" for name in types)
    return f"(SELECT {columns} FROM (SELECT unnest(from_json({told}, {form})) AS r))"


def _told(rows: Sequence[Mapping[str, Any]]) -> str:
    return json.dumps(list(rows), ensure_ascii=False, default=_time, allow_nan=False)


def _time(value: Any) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} is no value of a row")
