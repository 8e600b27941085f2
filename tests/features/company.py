"""Small companies for tests: a few rows in, accepted events on an in-memory DuckDB out."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

import ibis
import pandas as pd
import pyarrow as pa

from features.events import Events
from features.schema import Kind, event_table
from features.settings import Settings, settings_from
from features.table import feature_batches

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
            own = [row.get(table.own_time) for row in rows]
            values = [
                max(v, o) if v is not None and o is not None else (v if v is not None else o)
                for v, o in zip(values, own, strict=True)
            ]
        columns[column.accepted_name] = pa.array(values, ARROW[column.kind])
    return pa.table(columns)


def events_of(**tables: Sequence[Mapping[str, Any]]) -> Events:
    """Accepted events of the given rows."""
    connection = ibis.duckdb.connect()
    made = {
        name: connection.create_table(name, accepted(name, rows), temp=True) for name, rows in tables.items()
    }
    return Events(made, connection)


def features_at(
    *days: date, settings: Settings | None = None, **tables: Sequence[Mapping[str, Any]]
) -> pd.DataFrame:
    """The feature table of the given rows, indexed by client (and by as-of day, if there are several)."""
    batches = feature_batches(events_of(**tables), days, settings or settings_from({}))
    frame = pd.concat([batch.to_pandas() for _, batch in batches])
    return frame.set_index("client_id" if len(days) == 1 else ["client_id", "as_of"])


def order(client: str, when: float, amount: float = 100, **more: Any) -> dict[str, Any]:
    """One order row."""
    return {"client_id": client, "ordered_at": at(when), "amount": amount, **more}
