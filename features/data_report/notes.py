"""What is worth knowing of rows that were taken: returns, clients nobody lists, or who never ordered."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import duckdb

from features.acceptance.sql import literal
from features.data_report.report import DataReport, Note, TableReport
from features.data_report.stopped import with_stops
from features.data_report.thinned import with_thinned
from features.schema import SOURCE_TABLES

#: Event tables about clients, who will have ordered.
ABOUT_CLIENTS = ("clients", "complaints", "nps", "contacts", "activity", "managers", "departures", "consents")

#: From this share of the orders of several rows on, equal amounts in all rows of one are no chance.
REPEATED_SHARE = 0.9
#: So many rows of orders are looked at, to tell whether their amounts are repeated.
LOOKED_AT = 1_000_000


def with_notes(
    reports: Sequence[TableReport], connection: duckdb.DuckDBPyConnection, folder: Path
) -> list[TableReport]:
    """Add the notes, and what has stopped or thinned out, to the reports of a complete set of tables.

    They come in the schema's order.

    Parameters
    ----------
    reports : sequence of TableReport
        One a table.
    connection : DuckDB connection
        The engine.
    folder : Path
        Where the accepted tables lie, ``<name>.parquet``.
    """
    rows = {
        report.name: f"read_parquet({literal(str(folder / f'{report.name}.parquet'))})" for report in reports
    }
    noted = [
        replace(
            report,
            notes=tuple(
                Note(about, found[0], found[1])
                for about, query in _queries(report.name, rows)
                for found in connection.execute(query).fetchall()
                if found[0]
            ),
        )
        for report in sorted(reports, key=lambda report: list(SOURCE_TABLES).index(report.name))
    ]
    last = DataReport(tuple(noted)).last_day
    if last is None:
        return noted
    as_of = last + timedelta(days=1)
    return with_thinned(with_stops(noted, rows, connection, as_of), rows, connection, as_of)


def _queries(table: str, rows: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Give (what a note is about, the query of its rows and clients)."""
    if "orders" not in rows:
        return
    counted = f"SELECT count(*), count(DISTINCT client_id) FROM {rows[table]}"
    if table == "orders":
        yield "returns", f"{counted} WHERE amount_hundredths < 0"
        yield "nothing paid", f"{counted} WHERE amount_hundredths = 0"
        yield "total repeated", _repeated_sql(rows[table])
        if "clients" in rows:
            listed = f"SELECT client_id FROM {rows['clients']}"
            yield "client not listed", f"{counted} WHERE client_id NOT IN ({listed})"
    elif table == "order_lines":
        ordered = f"SELECT order_id FROM {rows['orders']} WHERE order_id IS NOT NULL"
        yield "order not listed", f"{counted} WHERE order_id NOT IN ({ordered})"
    elif table in ABOUT_CLIENTS:
        ordered = f"SELECT client_id FROM {rows['orders']}"
        yield "client without orders", f"{counted} WHERE client_id NOT IN ({ordered})"


def _repeated_sql(orders: str) -> str:
    """Write the query of rows that repeat their order's amount, if nearly all orders of several rows do so.

    Lines of an order seldom cost the same all: where they seem to, each row tells the order's total.
    """
    some = f"hash(order_id) % (1 + (SELECT count(*) FROM {orders}) // {LOOKED_AT}) = 0"

    def several(which: str) -> str:
        return (
            "SELECT client_id, count(*) AS lines, min(amount_hundredths) = max(amount_hundredths) AS equal"
            f" FROM {orders} WHERE order_id IS NOT NULL AND amount_hundredths > 0 AND {which}"
            " GROUP BY client_id, order_id, ordered_at HAVING count(*) > 1"
        )

    return (
        f"SELECT coalesce(sum(lines), 0)::BIGINT, count(DISTINCT client_id) FROM ({several('true')})"
        f" WHERE equal AND (SELECT avg(equal::INT) FROM ({several(some)})) >= {REPEATED_SHARE}"
    )
