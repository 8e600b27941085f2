"""The accepted events of a company, as tables that families of features read."""

from collections.abc import Mapping
from dataclasses import dataclass

import ibis
from ibis.expr import types as ir

from features.schema import EventTable, event_table


@dataclass(frozen=True)
class Events:
    """Accepted event tables on one engine.

    Attributes
    ----------
    tables : mapping of str to ibis Table
        Accepted events by table name, columns and types as `features.schema` says; `orders` always stands.
    connection : ibis backend
        The engine that the tables live on.
    """

    tables: Mapping[str, ir.Table]
    connection: ibis.BaseBackend

    def __getitem__(self, name: str) -> ir.Table:
        """Give a table; one that the company does not have is an empty one of the same columns."""
        return self.tables[name] if name in self.tables else empty(event_table(name))

    def has(self, name: str) -> bool:
        """Tell whether the company has that table."""
        return name in self.tables


def empty(table: EventTable) -> ir.Table:
    """Give an accepted table without rows.

    Examples
    --------
    >>> empty(event_table("nps")).columns
    ('client_id', 'answered_at', 'score', 'topic', 'comment', 'known_at')
    """
    nulls = {name: ibis.null().cast(kind) for name, kind in table.accepted_types.items()}
    return ibis.memtable({"_": [0]}).select(**nulls).filter(ibis.literal(False))
