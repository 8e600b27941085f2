"""Which tables, or branches' orders, have thinned out: fewer rows than their own past makes likely."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

import duckdb
import numpy as np
import numpy.typing as npt
from scipy.special import pdtr, stdtr

from features.data_report.report import Stop, TableReport, Thinned
from features.data_report.stopped import NOT_JUDGED
from features.events import Events
from features.schema import TABLES, EventTable

Counts = npt.NDArray[np.int64]

#: How likely healthy data may be taken for thinned out, on a day and in a table.
CHANCE = 1e-4
#: Days of the periods that are counted: whole weeks each, as a week has its own rhythm.
WEEK, MONTH = 7, 28
#: The usual count is the median of so many periods before; of fewer than the second, none is told.
PERIODS, FEWEST_PERIODS = 6, 3
#: The same season a year before, in weeks: holidays move.
YEAR_WEEKS = (51, 52, 53)
#: So many weeks are looked back on: two years of errors, and a year and the periods before it.
LOOKED_BACK_WEEKS = 104 + max(YEAR_WEEKS) + 4 * PERIODS


def with_thinned(
    reports: Sequence[TableReport], rows: Mapping[str, str], con: duckdb.DuckDBPyConnection, as_of: date
) -> list[TableReport]:
    """Add what has thinned out to the reports of a complete set of tables, of which the stops are known.

    Parameters
    ----------
    reports : sequence of TableReport
    rows : mapping of str to str
        The SQL of each table's accepted rows.
    con : DuckDB connection
    as_of : date
        Only what was known when this day began counts.
    """
    found = thinned(con, rows, as_of, [stop for report in reports for stop in report.stops])
    return [
        replace(report, thinned=tuple(one for one in found if one.table == report.name)) for report in reports
    ]


def thinned_of(events: Events, as_of: date, stops: Sequence[Stop] = ()) -> list[Thinned]:
    """Find what has thinned out among accepted events, by what was known when a day began."""
    rows = {name: f"({events.connection.compile(table)})" for name, table in events.tables.items()}
    return thinned(events.connection.con, rows, as_of, stops)


def thinned(
    con: duckdb.DuckDBPyConnection, rows: Mapping[str, str], as_of: date, stops: Sequence[Stop] = ()
) -> list[Thinned]:
    """Find what has thinned out.

    The newest four weeks, and the newest week where a year before is known, are set against what was usual:
    the median of the periods before, or less where the same season a year before was lower. They have thinned
    out where three things agree: chance alone (Poisson) does not bring so few, the count falls further below
    what is usual than its own past errors allow (a t tail), and further than ever before.

    Parameters
    ----------
    con : DuckDB connection
    rows : mapping of str to str
        The SQL of each event table's accepted rows.
    as_of : date
        Only what was known when this day began counts; each earlier period is counted by what was known at
        its own end, so that rows that are told late look like a fall nowhere.
    stops : sequence of Stop
        What has stopped altogether is not told again.

    Returns
    -------
    list of Thinned
        In the schema's order, the whole table before its branches, those that lack the most first; of
        each the longest period.
    """
    gone = {(stop.table, stop.branch) for stop in stops}
    found: list[Thinned] = []
    for table in TABLES.values():
        if table.name not in rows or table.name in (*NOT_JUDGED, "clients") or (table.name, "") in gone:
            continue
        found += _thinned(con, table, rows[table.name], as_of, "''", gone)
        if any(column.name == "branch" for column in table.columns):
            found += _thinned(con, table, rows[table.name], as_of, "branch", gone)
    return found


def _thinned(
    con: duckdb.DuckDBPyConnection,
    table: EventTable,
    rows: str,
    as_of: date,
    by: str,
    gone: set[tuple[str, str]],
) -> list[Thinned]:
    """Judge a table, or the rows of each of a column's values."""
    end, series = _counted(con, table, rows, as_of, by)
    judged = [branch for branch in series if (table.name, branch) not in gone]
    found = []
    for branch in judged:
        for days in (MONTH, WEEK):
            usual = _too_few(series[branch][days], days // WEEK, CHANCE / len(judged))
            if usual is not None:
                first, last = end - timedelta(days=days), end - timedelta(days=1)
                count = int(series[branch][days][0])
                found.append(Thinned(table.name, branch, first, last, count, round(usual)))
                break
    return sorted(found, key=lambda one: one.rows - one.usual_rows)


def _counted(
    con: duckdb.DuckDBPyConnection, table: EventTable, rows: str, as_of: date, by: str
) -> tuple[date, dict[str, dict[int, Counts]]]:
    """Count the rows of weeks, and of four weeks, that end so many weeks ago; since the first row.

    They end before the table's last day with rows: it may not be over.
    """
    weeks = LOOKED_BACK_WEEKS
    query = f"""
        WITH seen AS (
            SELECT {by} AS branch, {table.own_time}::DATE AS own, known_at::DATE AS known, count(*) AS n
            FROM {rows}
            WHERE {table.own_time} < $as_of AND known_at < $as_of AND {table.own_time} >= $first
                AND {by} IS NOT NULL
            GROUP BY ALL
        ), ends AS (
            SELECT back, days, (SELECT max(own) FROM seen) - (7 * back)::INT AS until
            FROM range(0, {weeks}) AS b(back), (VALUES ({WEEK}), ({MONTH})) AS d(days)
        )
        SELECT branch, days, back, sum(n)::BIGINT, (SELECT max(own) FROM seen)
        FROM seen JOIN ends ON own >= until - days AND own < until AND known < until
        GROUP BY ALL
    """
    first = as_of - timedelta(days=WEEK * weeks + MONTH)
    found = con.execute(query, {"as_of": as_of, "first": first}).fetchall()
    series: dict[str, dict[int, Counts]] = {}
    for branch, days, back, count, _ in found:
        of_branch = series.setdefault(branch, {d: np.zeros(weeks, dtype=np.int64) for d in (WEEK, MONTH)})
        of_branch[days][back] = count
    for of_branch in series.values():
        whole = int(np.flatnonzero(of_branch[WEEK])[-1]) if of_branch[WEEK].any() else 0
        for days in (WEEK, MONTH):  # the first week may have begun before the first row
            of_branch[days] = of_branch[days][: max(whole - days // WEEK + 1, 0)]
    return (found[0][4] if found else as_of), series


def _too_few(counts: Counts, step: int, chance: float) -> float | None:
    """Give what is usual where the newest count is too low; None where it is not, or nobody can tell."""
    expected = [_usual(counts, at, step) for at in range(0, len(counts), step)]
    newest, in_season = expected[0] if expected else (0.0, False)
    if not expected or counts[0] >= newest or (step == 1 and not in_season):
        return None
    past = [(counts[at * step], usual) for at, (usual, _) in enumerate(expected) if at and usual > 0]
    errors = np.array([_error(*one) for one in past])
    if len(errors) < 2 or pdtr(counts[0], newest) >= chance:
        return None
    error, spread = _error(counts[0], newest), float(np.std(errors, ddof=1))
    strays = (error - min(float(errors.mean()), 0.0)) / max(spread * np.sqrt(1 + 1 / len(errors)), 1e-9)
    if error >= errors.min() or stdtr(len(errors) - 1, strays) >= chance:
        return None
    return newest


def _usual(counts: Counts, at: int, step: int) -> tuple[float, bool]:
    """Give what is usual of a period, by those before it, and whether the year before is known, too."""
    level = _level(counts, at, step)
    if level is None:
        return 0.0, False
    seasons = []
    for weeks in YEAR_WEEKS:
        then = _level(counts, at + weeks, step)
        if then:
            seasons.append(level * counts[at + weeks] / then)
    return min([level, *seasons]), bool(seasons)


def _level(counts: Counts, at: int, step: int) -> float | None:
    """Give the median of the periods before one."""
    before = counts[at + step : at + step * PERIODS + 1 : step]
    return float(np.median(before)) if len(before) >= FEWEST_PERIODS else None


def _error(count: int, usual: float) -> float:
    """Give how far a count is from what was usual, as a logarithm."""
    return float(np.log((count + 0.5) / (usual + 0.5)))
