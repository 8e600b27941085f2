"""The accepted events of a company, as tables that families of features read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import ibis
from ibis.expr import types as ir

from features.schema import event_table


@dataclass(frozen=True)
class Events:
    """Accepted event tables on one engine.

    Attributes
    ----------
    tables : mapping of str to ibis Table
        Accepted events by table name, columns and types as `features.schema` says; `orders` always stands.
    connection : ibis backend
        The engine that the tables live on.
    facts : mapping of str to ibis Table
        `features.facts` where they are kept beside the events; empty where they are to be made.
    empty_columns : frozenset of str
        ``table.column`` of columns that hold no value in any row: what only they say is switched off.
    fingerprint : str or None
        Of the accepted set they are (`features.event_sets.fingerprint`); None if they are none.
    """

    tables: Mapping[str, ir.Table]
    connection: ibis.BaseBackend
    facts: Mapping[str, ir.Table] = field(default_factory=dict)
    empty_columns: frozenset[str] = frozenset()
    fingerprint: str | None = None

    def __getitem__(self, name: str) -> ir.Table:
        """Give a table that the company has."""
        return self.tables[name]

    def has(self, name: str) -> bool:
        """Tell whether the company has that table."""
        return name in self.tables


def named_events(
    names: Iterable[str], connection: ibis.BaseBackend, *, attributes: Iterable[str] = ()
) -> Events:
    """Give tables by name only: expressions over them are compiled once, whatever rows stand there later.

    `attributes` are the company's own columns of `clients`.

    Examples
    --------
    >>> named_events(["nps"], ibis.duckdb.connect())["nps"].columns
    ('client_id', 'answered_at', 'score', 'topic', 'comment', 'known_at')
    """
    own = dict.fromkeys(attributes, "string")
    types = {name: event_table(name).accepted_types | (own if name == "clients" else {}) for name in names}
    return Events({name: ibis.table(types[name], name=name) for name in types}, connection)
