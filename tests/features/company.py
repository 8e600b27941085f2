"""Small companies for tests: a few rows in, accepted events on an in-memory DuckDB out."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

import duckdb
import ibis
import pandas as pd
import pyarrow as pa

from features.events import Events, named_events
from features.schema import Kind, event_table
from features.settings import Settings
from features.table import FeatureTable

ARROW = {
    Kind.TEXT: pa.string(),
    Kind.TIME: pa.timestamp("us"),
    Kind.DAY: pa.date32(),
    Kind.MONEY: pa.int64(),
    Kind.NUMBER: pa.float64(),
    Kind.INTEGER: pa.int64(),
    Kind.FLAG: pa.bool_(),
}
DAY_ZERO = date(2024, 1, 1)


def day(number: int) -> date:
    """Day `number` of the tests' calendar."""
    return DAY_ZERO + timedelta(days=number)


def at(number: float) -> datetime:
    """A moment of day `number`; .5 is noon."""
    return datetime(2024, 1, 1) + timedelta(days=number)


def accepted(name: str, rows: Sequence[Mapping[str, Any]]) -> pa.Table:
    """Rows with our names (money in units) as an accepted table; `known_at` falls back to the own time."""
    table = event_table(name)
    columns = {}
    for column in table.columns:
        values = [row.get(column.name) for row in rows]
        if column.kind is Kind.MONEY:
            values = [None if value is None else round(value * 100) for value in values]
        if column.name == "known_at" and table.own_time:
            own = [_moment(row.get(table.own_time)) for row in rows]
            values = [
                max(v, o) if v is not None and o is not None else (v if v is not None else o)
                for v, o in zip(values, own, strict=True)
            ]
        columns[column.accepted_name] = pa.array(values, ARROW[column.kind])
    return pa.table(columns)


def _moment(when: date | None) -> datetime | None:
    """Begin of a day; a moment as it is."""
    if when is None or isinstance(when, datetime):
        return when
    return datetime(when.year, when.month, when.day)


def events_of(**tables: Sequence[Mapping[str, Any]]) -> Events:
    """Accepted events of the given rows."""
    connection = ibis.duckdb.connect()
    made = {
        name: connection.create_table(name, accepted(name, rows), temp=True) for name, rows in tables.items()
    }
    return Events(made, connection)


def compiled(tables: Iterable[str], settings: Settings | None = None) -> FeatureTable:
    """The feature table over tables of these names, whatever rows stand there; compiled once a test run."""
    return _compiled(tuple(sorted(tables)), (settings or Settings()).model_dump_json(by_alias=True))


@cache
def _compiled(tables: tuple[str, ...], settings_json: str) -> FeatureTable:
    return FeatureTable(
        named_events(tables, ibis.duckdb.connect()), Settings.model_validate_json(settings_json)
    )


def engine(tables: Mapping[str, pa.Table], threads: int = 1) -> duckdb.DuckDBPyConnection:
    """A connection on which accepted tables stand under their names."""
    connection = duckdb.connect(config={"threads": threads})
    for name, rows in tables.items():
        connection.register(name, rows)
    return connection


def features_at(
    *days: date, settings: Settings | None = None, **tables: Sequence[Mapping[str, Any]]
) -> pd.DataFrame:
    """The feature table of the given rows, indexed by client (and by as-of day, if there are several)."""
    connection = engine({name: accepted(name, rows) for name, rows in tables.items()})
    answers = compiled(tables, settings).days(connection, days)
    frame = pd.concat([features.to_pandas() for features, _context in answers])
    return frame.set_index("client_id" if len(days) == 1 else ["client_id", "as_of"])


def order(client: str, when: float, amount: float = 100, **more: Any) -> dict[str, Any]:
    """One order row."""
    return {"client_id": client, "ordered_at": at(when), "amount": amount, **more}
