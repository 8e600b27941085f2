"""How what the ledger knows of attempts joins the company's events, so that training learns of it."""

from dataclasses import replace
from zoneinfo import ZoneInfo

import ibis
import pandas as pd
import pyarrow as pa
from ibis.expr import types as ir

from features.events import Events
from features.schema import event_table

TABLE = "attempts"


def with_ledger_attempts(events: Events, attempts: pd.DataFrame, zone: ZoneInfo) -> Events:
    """Add the ledger's attempts and hold-outs to the event table `attempts`.

    Parameters
    ----------
    events : Events
        What the company's source gives; its own table `attempts` stays, but for rows of the same
        `attempt_id`, of which the ledger's counts.
    attempts : DataFrame
        As `Ledger.attempt_rows` gives them, times in UTC, money in the company's currency.
    zone : ZoneInfo
        The company's zone; events have its wall-clock times.

    Returns
    -------
    Events
        The same events where the ledger knows of no attempt.
    """
    if attempts.empty:
        return events
    events.connection.con.register("ledger_attempts", _accepted(attempts, zone))
    ours: ir.Table = events.connection.table("ledger_attempts")
    if events.has(TABLE):
        given = events[TABLE].select(ours.columns)
        told = given.attempt_id.isnull() | given.attempt_id.notin(ours.attempt_id)
        ours = ibis.union(given.filter(told), ours)
    return replace(events, tables={**events.tables, TABLE: ours})


def _accepted(attempts: pd.DataFrame, zone: ZoneInfo) -> pa.Table:
    frame = attempts.copy()
    for name in ("assigned_at", "attempted_at", "known_at"):
        frame[name] = frame[name].dt.tz_convert(zone).dt.tz_localize(None)
    for name in ("cost", "incentive"):
        frame[f"{name}_hundredths"] = (frame[name].astype("float64") * 100).round().astype("Int64")
    kinds = {
        "string": pa.string(),
        "timestamp": pa.timestamp("us"),
        "float64": pa.float64(),
        "int64": pa.int64(),
    }
    types = event_table(TABLE).accepted_types
    columns = {name: pa.array(frame[name], kinds[kind], from_pandas=True) for name, kind in types.items()}
    return pa.table(columns)
