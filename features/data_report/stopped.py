"""Which tables, and which branches' orders, come no more while the rest goes on, or whether nothing comes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

import duckdb

from features.data_report.report import Stop, TableReport
from features.events import Events
from features.schema import TABLES, EventTable

#: Our own campaigns pause when we say so.
NOT_JUDGED = ("attempts",)
#: Silence of fewer days is a holiday.
FEWEST_SILENT_DAYS = 10
#: The same of the whole source: what comes once in two days may come once in three.
FEWEST_SOURCE_SILENT_DAYS = 3
#: What comes on fewer days has no rhythm yet.
FEWEST_DAYS = 30
#: Silence must be longer than the longest pause before it by so many times.
TIMES_LONGEST_PAUSE = 2
#: What ended longer ago, nobody waits for.
MOST_SILENT_DAYS = 365
#: Pauses are looked for in so many days: two years have every holiday twice.
LOOKED_BACK_DAYS = 730 + MOST_SILENT_DAYS


def with_stops(
    reports: Sequence[TableReport], rows: Mapping[str, str], con: duckdb.DuckDBPyConnection, as_of: date
) -> list[TableReport]:
    """Add what has stopped to the reports of a complete set of tables.

    Parameters
    ----------
    reports : sequence of TableReport
    rows : mapping of str to str
        The SQL of each table's accepted rows.
    con : DuckDB connection
    as_of : date
        Only what was known when this day began counts.
    """
    found = stops(con, rows, as_of)
    return [
        replace(report, stops=tuple(stop for stop in found if stop.table == report.name))
        for report in reports
    ]


def stops_of(events: Events, as_of: date) -> list[Stop]:
    """Find what has stopped among accepted events, by what was known when a day began."""
    rows = {name: f"({events.connection.compile(table)})" for name, table in events.tables.items()}
    return stops(events.connection.con, rows, as_of)


def after_last_event(events: Events) -> date | None:
    """Give the day after the last event of any table; the clients' own table tells of no events."""
    days = []
    for name, table in events.tables.items():
        if name != "clients" and (time := TABLES[name].own_time):
            last = events.connection.compile(table.aggregate(last=table[time].cast("date").max()))
            days += [day for (day,) in events.connection.con.execute(last).fetchall() if day]
    return max(days) + timedelta(days=1) if days else None


def source_silence(events: Events, today: date) -> Stop | None:
    """Find that nothing at all comes any more: for longer than ever between two days with orders.

    Parameters
    ----------
    events : Events
        Accepted events.
    today : date
        The company's day now.

    Returns
    -------
    Stop or None
        Of no table. None, too, where orders have no rhythm yet, or ended over a year ago, as past data do.
    """
    after = after_last_event(events)
    silent = 0 if after is None else (today - after).days
    if after is None or not FEWEST_SOURCE_SILENT_DAYS <= silent <= MOST_SILENT_DAYS:
        return None
    orders = f"({events.connection.compile(events.tables['orders'])})"
    query = f"""
        WITH days AS (SELECT DISTINCT ordered_at::DATE AS day FROM {orders} WHERE ordered_at >= $first)
        SELECT count(*), max(pause) FROM (SELECT day - lag(day) OVER (ORDER BY day) - 1 AS pause FROM days)
    """
    given = {"first": after - timedelta(days=LOOKED_BACK_DAYS)}
    days, pause = events.connection.con.execute(query, given).fetchall()[0]
    if days < FEWEST_DAYS or silent <= pause:
        return None
    return Stop("", "", after - timedelta(days=1), silent, pause)


def stops(con: duckdb.DuckDBPyConnection, rows: Mapping[str, str], as_of: date) -> list[Stop]:
    """Find what has stopped.

    A table, or the orders of a branch, has stopped where nothing came for longer than twice its longest
    pause, by the events' own days and by the days on which they became known; a table without any row has,
    too.

    Parameters
    ----------
    con : DuckDB connection
    rows : mapping of str to str
        The SQL of each event table's accepted rows.
    as_of : date
        Only what was known when this day began counts.

    Returns
    -------
    list of Stop
        In the schema's order; branches, the longest silence first, only where orders as a whole go on.
    """
    found: list[Stop] = []
    for table in TABLES.values():
        if table.name not in rows or table.name in NOT_JUDGED:
            continue
        if not con.execute(f"SELECT 1 FROM {rows[table.name]} LIMIT 1").fetchall():
            found.append(Stop(table.name))
            continue
        whole = list(_stopped(con, table, rows[table.name], as_of))
        found += whole
        if table.name == "orders" and not whole:
            found += _stopped(con, table, rows[table.name], as_of, by="branch")
    return found


def _stopped(
    con: duckdb.DuckDBPyConnection, table: EventTable, rows: str, as_of: date, by: str = ""
) -> Iterable[Stop]:
    """Compare each silence with the pauses before it: of the whole table, or by a column's values."""
    query = f"""
        WITH seen AS (
            SELECT {by or "''"} AS branch, {table.own_time}::DATE AS own, known_at::DATE AS known FROM {rows}
            WHERE {table.own_time} < $as_of AND known_at < $as_of AND {table.own_time} >= $first
        ), days AS (
            SELECT DISTINCT branch, 'own' AS kind, own AS day FROM seen
            UNION ALL SELECT DISTINCT branch, 'known', known FROM seen
        ), gaps AS (
            SELECT *, day - lag(day) OVER (PARTITION BY branch, kind ORDER BY day) - 1 AS pause FROM days
        ), each AS (
            SELECT branch, kind, max(day) AS last, max(pause) AS pause, count(*) AS days
            FROM gaps GROUP BY ALL
        )
        SELECT branch, max(last) AS last, $as_of::DATE - max(last) - 1 AS silent, max(pause),
            min(days) FILTER (kind = 'own') AS own_days
        FROM each WHERE branch IS NOT NULL GROUP BY branch
        HAVING silent BETWEEN {FEWEST_SILENT_DAYS} AND {MOST_SILENT_DAYS}
            AND silent > {TIMES_LONGEST_PAUSE} * max(pause) AND own_days >= {FEWEST_DAYS}
        ORDER BY silent DESC, branch
    """
    given = {"as_of": as_of, "first": as_of - timedelta(days=LOOKED_BACK_DAYS)}
    for branch, last, silent, pause, _ in con.execute(query, given).fetchall():
        yield Stop(table.name, branch, last, silent, pause)
