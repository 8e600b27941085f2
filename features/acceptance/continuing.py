"""Which rows of orders only go on with an order: exports with a row a line item tell its amount once.

Such a row carries no money of the order, so it adds nothing; it is left out, and counted as left out. What
it says of products is for `order_lines` to read, from the same file. That a row goes on with an order is
known by another row, which tells that order's amount, in whatever order they stand.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import duckdb

from features.acceptance.columns import Check, ReadColumn
from features.acceptance.repetitions import mark
from features.privacy.erased import ERASED
from features.schema import EventTable, Kind

#: Fault number of rows that go on with an order that another row tells; they are dropped.
GOES_ON = -5
#: Reasons of rows that go on with an order, and of rows that are empty in every column that is read.
ORDER_LINE, NOTHING_READ = "line of an order", "nothing read"


@dataclass(frozen=True)
class SeemingLines:
    """Judged rows of one part, among them some that seem to go on with an order.

    Attributes
    ----------
    name : str
        The engine's table.
    seeming : int
        Fault number of the rows that seem to.
    missing : int
        Fault number of those that don't: they lack their amount.
    """

    name: str
    seeming: int
    missing: int


def looks_of_lines(table: EventTable, columns: Sequence[ReadColumn]) -> Iterator[Check]:
    """Give what rows look like that may go on with an order; whether they do, `settle_lines` finds."""
    given = {each.column.name: each for each in columns}
    if table.name != "orders" or not {"order_id", "amount"} <= set(given):
        return
    yield Check("", NOTHING_READ, " AND ".join(f"({each.empty})" for each in columns))
    money = [f"({each.empty})" for each in columns if each.column.kind is Kind.MONEY]
    ordered = given["ordered_at"]
    dated = f"({ordered.value} IS NOT NULL OR ({ordered.empty}))"
    yield Check("amount", ORDER_LINE, " AND ".join([f"{given['order_id'].value} IS NOT NULL", *money, dated]))


def settle_lines(connection: duckdb.DuckDBPyConnection, parts: Sequence[SeemingLines]) -> None:
    """Leave out the rows that go on with an order; those of whose order no other row tells lack an amount.

    Client and day are those of the order's own row, or not given. Whether that row is set aside for a fault
    of its own changes nothing: the fault is told once.

    Parameters
    ----------
    connection : DuckDB connection
        The engine.
    parts : sequence of SeemingLines
        The parts of the table of orders; the rows of erased people are marked.
    """
    lines = " UNION ALL ".join(
        f"SELECT {number} AS _part, rowid AS _place, order_id, client_id, CAST(ordered_at AS DATE) AS day"
        f" FROM {part.name} WHERE _fault = {part.seeming}"
        for number, part in enumerate(parts)
    )
    ((seeming,),) = connection.execute(f"CREATE OR REPLACE TEMP TABLE lines AS {lines}").fetchall()
    if not seeming:
        return
    orders = " UNION ALL ".join(
        "SELECT order_id, client_id, CAST(ordered_at AS DATE) AS day,"
        f" _fault IS DISTINCT FROM {ERASED} AS stays FROM {part.name} WHERE amount_hundredths IS NOT NULL"
        " AND order_id IN (SELECT order_id FROM lines)"
        for part in parts
    )
    mark(
        connection,
        f"SELECT _part, _place, CASE WHEN bool_or(stays) THEN {GOES_ON} ELSE {ERASED} END AS _mark"
        f" FROM lines JOIN (SELECT DISTINCT * FROM ({orders})) orders ON lines.order_id = orders.order_id"
        " AND coalesce(lines.client_id = orders.client_id, true) AND coalesce(lines.day = orders.day, true)"
        " GROUP BY _part, _place",
        [part.name for part in parts],
    )
    for part in parts:
        connection.execute(f"UPDATE {part.name} SET _fault = {part.missing} WHERE _fault = {part.seeming}")
