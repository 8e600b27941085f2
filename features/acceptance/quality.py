"""Whether a company's rows are fit to count on, and the same checks for rows that are already in memory."""

from collections.abc import Mapping
from datetime import datetime

import pyarrow as pa
from ibis.backends.duckdb import Backend

from features.acceptance.judging import Judged, judge
from features.acceptance.sql import Rules, quoted
from features.data_report.fault_words import remedy
from features.data_report.report import DataReport, TableReport
from features.errors import BadDataError
from features.events import Events
from features.reading.sources import Part, described
from features.schema import TABLES, EventTable, event_table
from features.settings import Settings, TableSource

#: Largest share of a table's rows that may be quarantined.
MOST_QUARANTINED = 0.05


def rules_of(settings: Settings, table: TableSource, now: datetime) -> Rules:
    """Gather what the company decided about reading one table.

    Parameters
    ----------
    settings : Settings
        Zone, currency and founding day of the company.
    table : TableSource
        Formats of the table.
    now : datetime
        Events after it are refused; without an offset it is the company's wall-clock time.

    Examples
    --------
    >>> from datetime import UTC
    >>> rules_of(Settings(), TableSource(), datetime(2026, 1, 1, 22, tzinfo=UTC)).now
    datetime.datetime(2026, 1, 2, 1, 0)
    """
    company = settings.company
    return Rules(
        company_zone=company.timezone,
        table_zone=table.timezone or company.timezone,
        decimal=table.decimal,
        date_format=table.date_format,
        founded_on=company.founded_on,
        now=now.astimezone(settings.zone).replace(tzinfo=None) if now.tzinfo else now,
        currency=company.currency,
        values=table.values,
    )


def refuse_unfit(
    table: EventTable, report: TableReport, *, most: float = MOST_QUARANTINED, where: str = ""
) -> None:
    """Refuse a table of which too many rows are unusable.

    Parameters
    ----------
    table : EventTable
        Which.
    report : TableReport
        What came of it.
    most : float
        Largest share of rows quarantined, in [0, 1].
    where : str
        Where the rows can be looked at, for the message.

    Raises
    ------
    BadDataError
        Naming table, column, count, first line and what to do.
    """
    if report.quarantined <= most * report.rows_in:
        return
    worst = next(fault for fault in report.faults if fault.outcome == "quarantined")
    column = f"{worst.column} " if worst.column else "the line "
    line = f", first in line {worst.first_lines[0]}" if worst.first_lines else ""
    file = f" of {worst.files[0]}" if worst.files else ""
    advice = remedy(table, worst.column, worst.reason, values=worst.values)
    raise BadDataError(
        f"Table {report.name}: {report.quarantined:,} of {report.rows_in:,} rows cannot be used"
        f" ({report.quarantined / report.rows_in:.1%}; at most {most:.0%} may be)."
        f" Most often {column}{worst.words()}:"
        f" {worst.rows:,} rows{line}{file}. {advice}{where}"
    )


def accept_rows(
    rows: Mapping[str, pa.Table],
    settings: Settings,
    connection: Backend,
    *,
    now: datetime,
    most_quarantined: float = MOST_QUARANTINED,
) -> tuple[Events, DataReport]:
    """Check rows in memory as a source's rows are checked: live requests, tests, notebooks.

    Columns are called as in the contract; naive times are the company's. The accepted rows become tables of
    the connection, which `forget` drops.

    Parameters
    ----------
    rows : mapping of str to pyarrow Table
        Rows by event table; `orders` must stand, and may be empty.
    settings : Settings
        The company's; of its ``[source]`` only the attributes of clients count, those that are given.
    connection : ibis DuckDB backend
        Engine that the events will live on.
    now : datetime
        Events after it are refused.
    most_quarantined : float
        Largest share of a table's rows that may be quarantined, in [0, 1]; 1 takes whatever is left.

    Returns
    -------
    tuple of (Events, DataReport)
        Lines of the report are 1-based row numbers.

    Raises
    ------
    BadDataError
        If `orders` or a required column is missing, or too many rows are unusable.
    UsageError
        If a table is no event table.

    Examples
    --------
    >>> import ibis
    >>> orders = pa.table({"client_id": ["7"], "ordered_at": ["2026-01-05"], "amount": ["12.50"]})
    >>> events, report = accept_rows(
    ...     {"orders": orders}, Settings(), ibis.duckdb.connect(), now=datetime(2026, 2, 1)
    ... )
    >>> events["orders"].amount_hundredths.sum().to_pyarrow().as_py(), report["orders"].accepted
    (1250, 1)
    """
    if "orders" not in rows:
        raise BadDataError(
            "There are no orders; at least the table orders is needed. Give it, if only empty."
        )
    clients = settings.source.tables.get("clients", TableSource())
    said = rows["clients"].column_names if "clients" in rows else []
    source = TableSource(attributes=tuple(name for name in clients.attributes if name in said))
    rules = rules_of(settings, source, now)
    order = [event_table(name) for name in rows]
    tables, reports = {}, []
    for table in sorted(order, key=list(TABLES.values()).index):
        judged = _judged_rows(connection, table, rows[table.name], rules, source)
        name = f"accepted_{judged.names[0]}"
        try:
            refuse_unfit(table, judged.report, most=most_quarantined)
            connection.con.execute(f"CREATE TABLE {quoted(name)} AS {judged.accepted_sql}")
        finally:
            judged.drop(connection.con)
        tables[table.name] = connection.table(name)
        reports.append(judged.report)
    return Events(tables, connection), DataReport(tuple(reports))


def forget(events: Events) -> None:
    """Drop the tables that `accept_rows` made."""
    for table in events.tables.values():
        events.connection.drop_table(table.get_name())


def _judged_rows(
    connection: Backend, table: EventTable, rows: pa.Table, rules: Rules, source: TableSource
) -> Judged:
    name = f"given_{table.name}_{id(rows)}"
    connection.con.register(name, rows)
    try:
        part = Part("rows", quoted(name), described(connection.con, quoted(name)))
        return judge(connection.con, table, [part], source, rules)
    finally:
        connection.con.unregister(name)
