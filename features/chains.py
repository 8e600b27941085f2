"""A client's events one after another, as known on a day: linked once, anew only where one was told late."""

from collections.abc import Callable

from ibis import _
from ibis.expr import types as ir

Link = Callable[[ir.Table], ir.Table]


def chain_facts(rows: ir.Table, link: Link) -> tuple[ir.Table, ir.Table]:
    """Link the events of each client, good for any as-of day.

    Parameters
    ----------
    rows : ibis Table
        With ``client_id, day, known_day`` (day numbers; an event is never known before its day).
    link : callable
        Adds columns to rows, each looking back at most: at the client's rows of the same or an earlier day.

    Returns
    -------
    linked, late : ibis Table
        All rows with their links; and ``client_id, day, known_day`` of those that were told after their day.
    """
    return link(rows), rows.filter(_.known_day > _.day).select("client_id", "day", "known_day")


def as_told(linked: ir.Table, late: ir.Table, as_of: ir.IntegerScalar, link: Link) -> ir.Table:
    """Give the linked events that were known when day `as_of` began.

    Links look back, so they hold wherever every earlier event was known by then; only the clients of whom
    something earlier was told later are linked anew.

    Parameters
    ----------
    linked, late : ibis Table
        What `chain_facts` gave.
    as_of : ibis integer scalar
        The as-of day's number.
    link : callable
        The one that `chain_facts` was given.

    Returns
    -------
    ibis Table
        Rows of `linked`, with ``age`` (days, ≥ 1).
    """
    told = linked.filter(_.known_day < as_of)
    restless = late.filter(_.day < as_of, _.known_day >= as_of).select("client_id").distinct()
    calm = told.anti_join(restless, "client_id")
    anew = link(told.semi_join(restless, "client_id")).select(*calm.columns)
    rows = calm.union(anew)
    return rows.mutate(age=as_of - rows.day)
