"""Which rows are gone that the published scores were made of: by table and branch, and since which day."""

from collections.abc import Iterator

import numpy as np
import pandas as pd
import pyarrow as pa
from scipy.special import bdtrc

from features.acceptance.quality import MOST_QUARANTINED
from features.data_report.report import DataReport, Gone
from features.data_report.thinned import CHANCE, MONTH
from features.events import Events
from features.schema import TABLES

#: An export may hold the last months only: its first day moves by a month at once, to new year by a year.
LONGEST_MONTH, LONGEST_YEAR = 31, 366
DAY = pd.Timedelta(days=1)
#: Where rows stand that tell no day: before all others.
NO_DAY = pd.Timestamp(1800, 1, 1)


def row_counts(events: Events, report: DataReport) -> pa.Table:
    """Count the rows of each table, and of each branch's orders, by the day on which they happened.

    Returns
    -------
    pyarrow.Table
        ``table, branch, day, fate, rows``; `day` is null where a row tells none; the fate `erased` counts
        those left out of a table because their client was erased.
    """
    parts = []
    for name, table in events.tables.items():
        branch = "branch" if name == "orders" else "NULL"
        query = f"""
            SELECT '{name}' AS "table", {branch}::VARCHAR AS branch, {TABLES[name].own_time}::DATE AS day,
                'taken' AS fate, count(*) AS rows
            FROM ({events.connection.compile(table)}) GROUP BY ALL ORDER BY ALL
        """
        parts.append(events.connection.con.sql(query).to_arrow_table())
    erased = [
        {"table": one.name, "fate": "erased", "rows": one.erased} for one in report.tables if one.erased
    ]
    return pa.concat_tables([*parts, pa.Table.from_pylist(erased, schema=parts[0].schema)])


def gone(known: pa.Table, now: pa.Table) -> list[Gone]:
    """Compare the rows that there are with those that were known.

    Rows that are only a day off, or called by another branch's name, are not gone. Nor are those before the
    first day of an export that holds the last months or years only.

    Parameters
    ----------
    known, now : pyarrow.Table
        Of `row_counts`.

    Returns
    -------
    list of Gone
        In the schema's order: of each table that lacks rows, and of each branch that lost more than
        the others, the most first.
    """
    before, after = known.to_pandas(), now.to_pandas()
    start = _window(_by_day(before, "orders"), _by_day(after, "orders"))
    found: list[Gone] = []
    for table in TABLES:
        if (before["table"] == table).any():
            found += _gone(table, before, after, start)
    return found


def _gone(
    table: str, before: pd.DataFrame, after: pd.DataFrame, start: pd.Timestamp | None
) -> Iterator[Gone]:
    erased = max(_erased(after, table) - _erased(before, table), 0)
    whole = _since(_by_day(before, table), _by_day(after, table), start)
    whole["gone"] -= erased
    of_all = _judged(table, "", whole, MOST_QUARANTINED)
    if of_all is None:
        return
    yield of_all
    share, cut = max(MOST_QUARANTINED, of_all.rows / of_all.rows_known), []
    for branch in sorted(before.loc[before["table"] == table, "branch"].dropna().unique()):
        mine = _since(_by_day(before, table, branch), _by_day(after, table, branch), start)
        everybody = whole["gone"].reindex(mine.index, method="bfill").fillna(0)
        mine["gone"] = mine["gone"].clip(upper=everybody)
        one = _judged(table, branch, mine, share)
        if one is not None and one.is_cut:
            cut.append(one)
    yield from sorted(cut, key=lambda one: -one.rows)


def _by_day(counts: pd.DataFrame, table: str, branch: str | None = None) -> "pd.Series[int]":
    """Give the rows of each day; those without a day stand before all others."""
    own = counts[(counts["table"] == table) & (counts["fate"] == "taken")]
    if branch is not None:
        own = own[own["branch"] == branch]
    days = pd.to_datetime(own["day"]).fillna(NO_DAY)
    by_day: pd.Series[int] = own["rows"].groupby(days).sum()
    return by_day


def _erased(counts: pd.DataFrame, table: str) -> int:
    return int(counts.loc[(counts["table"] == table) & (counts["fate"] == "erased"), "rows"].sum())


def _window(before: "pd.Series[int]", after: "pd.Series[int]") -> pd.Timestamp | None:
    """Give the first day of an export that holds the last months only; None where it has not moved so."""
    before, after = before.drop(NO_DAY, errors="ignore"), after.drop(NO_DAY, errors="ignore")
    if before.empty or after.empty:
        return None
    first, known = after.index[0], before.index[0]
    elapsed = max((after.index[-1] - before.index[-1]).days, 0)
    new_year = pd.Timestamp(first.year, 1, 1)
    # a file cut within January has lost earlier days of it, too; dates of the same rows may be a day off
    lost_since = before[(before.index >= new_year) & (before.index < first - DAY)]
    to_year = first.month == 1 and lost_since.empty and (new_year - known).days <= elapsed + LONGEST_YEAR
    by_month = (first - known).days <= elapsed + LONGEST_MONTH
    return first if first > known and (to_year or by_month) else None


def _since(before: "pd.Series[int]", after: "pd.Series[int]", start: pd.Timestamp | None) -> pd.DataFrame:
    """Give how many rows were ``known``, and of them are ``gone``, of each day and all after it."""
    days = pd.DataFrame({"known": before, "now": after}).fillna(0).astype("int64")
    for first in (start, _window(before, after)):
        if first is not None:
            days = days[(days.index > first) | (days.index == NO_DAY)]
    days["gone"] = days["known"] - days["now"].where(days.index <= before.index[-1], 0)
    return days.iloc[::-1].cumsum().iloc[::-1][["known", "gone"]]


def _judged(table: str, branch: str, since: pd.DataFrame, share: float) -> Gone | None:
    """Tell of the most that are gone since a day, and whether, of a month or longer, it is beyond a share."""
    lost, known = since["gone"].to_numpy(), since["known"].to_numpy()
    if not len(lost) or lost.max() <= 0:
        return None
    at = int(np.flatnonzero(lost == lost.max())[-1])
    long = np.asarray(since.index <= since.index[-1] - pd.Timedelta(days=MONTH))
    long[0] = True
    judged = long & (lost > share * known)
    is_cut = bool((bdtrc(lost[judged] - 1, known[judged], share) < CHANCE).any())
    day = pd.DatetimeIndex(since.index)[at]
    return Gone(
        table, branch, int(lost[at]), int(known[at]), None if day == NO_DAY else day.date(), is_cut=is_cut
    )
