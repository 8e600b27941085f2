"""Rows of a request that are plainly well, accepted at once; `acceptance.quality` judges all others."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from math import isfinite
from typing import Any

import duckdb

from features.acceptance.columns import SourceColumn
from features.acceptance.judging import accepted_columns
from features.acceptance.quality import rules_of
from features.acceptance.repetitions import Rows, key_sql
from features.acceptance.rules import judgement
from features.acceptance.sql import Form, quoted
from features.live.statements import Planned, rows_of
from features.schema import TABLES, EventTable, Kind
from features.settings import Settings, TableSource

#: How a request gives each kind of column: Python's types, the engine's, and ours.
GIVEN: Mapping[Kind, tuple[tuple[type, ...], str, Form]] = {
    Kind.TEXT: ((str,), "VARCHAR", Form.TEXT),
    Kind.TIME: ((datetime,), "TIMESTAMP", Form.NAIVE),
    Kind.DAY: ((date,), "DATE", Form.DAY),
    Kind.MONEY: ((float, int), "DOUBLE", Form.REAL),
    Kind.NUMBER: ((float, int), "DOUBLE", Form.REAL),
    Kind.INTEGER: ((int,), "BIGINT", Form.INTEGER),
    Kind.FLAG: ((bool,), "BOOLEAN", Form.FLAG),
}
AGAIN = "_again"


class PlannedRows:
    """Accepts rows by the rules of `accept_rows`, where none of them needs a second look.

    Parameters
    ----------
    settings : Settings
        The company's.
    attributes : sequence of str
        The company's own columns of `clients`.
    planned : Planned
        Where it runs.
    """

    def __init__(self, settings: Settings, attributes: Sequence[str], planned: Planned) -> None:
        self._settings = settings
        self._planned = planned
        self._kinds = {
            table.name: {column.name: column.kind for column in table.columns}
            | (dict.fromkeys(attributes, Kind.TEXT) if table.name == "clients" else {})
            for table in TABLES.values()
        }

    def accept(
        self, name: str, rows: Sequence[Mapping[str, Any]], *, now: datetime
    ) -> list[dict[str, Any]] | None:
        """Accept the rows of one event table.

        Parameters
        ----------
        name : str
            The event table's.
        rows : sequence of mapping
            As `serving.edge.requests` reads them; naive times are the company's.
        now : datetime
            Events after it are not plainly well.

        Returns
        -------
        list of dict or None
            The same rows in the columns of accepted events; None if one of them is not plainly well: it has
            a fault, can be mended, repeats another one or contradicts one.
        """
        kinds = self._kinds.get(name)
        if kinds is None or not _as_given(rows, kinds):
            return None
        try:
            found = self._planned.run(f"{name} {now}", lambda: self._statement(TABLES[name], now), [rows])
        except duckdb.InvalidInputException:
            return None
        if any(row.pop(AGAIN) for row in found):
            return None
        return [{name: row[name] for name in row if name != "_fault"} for row in found]

    def _statement(self, table: EventTable, now: datetime) -> str:
        kinds = self._kinds[table.name]
        read = {name: SourceColumn(name, quoted(name), GIVEN[kind][2]) for name, kind in kinds.items()}
        relation = rows_of(1, {name: GIVEN[kind][1] for name, kind in kinds.items()})
        rules = rules_of(self._settings, TableSource(), now)
        judged = judgement(table, relation, tuple(read.values()), read, rules, only_plain=True)
        rows = Rows("judged", judged.columns, judged.others, 0)
        own = {name: "string" for name in judged.columns if name not in table.accepted_types}
        columns = ", ".join(accepted_columns(table, {**table.accepted_types, **own}, judged.columns))
        key = key_sql(table, rows, [rows])
        return (
            f"WITH judged AS MATERIALIZED ({judged.sql})"
            f" SELECT {columns}, _fault, count(*) OVER (PARTITION BY {key}) > 1 AS {AGAIN} FROM judged"
        )


def _as_given(rows: Iterable[Mapping[str, Any]], kinds: Mapping[str, Kind]) -> bool:
    """Tell whether every value is of the type that its column has in a request."""
    return all(
        name in kinds and (value is None or (type(value) in GIVEN[kinds[name]][0] and _is_plain(value)))
        for row in rows
        for name, value in row.items()
    )


def _is_plain(value: Any) -> bool:
    if isinstance(value, float):
        return isfinite(value)
    return not isinstance(value, datetime) or value.tzinfo is None
