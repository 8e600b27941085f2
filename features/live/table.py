"""The feature table of the few clients of one request: the same statements, planned once a day."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pyarrow as pa

from features.acceptance.judging import ENGINE_TYPE
from features.acceptance.sql import quoted
from features.engines.engine import temporary
from features.events import Events
from features.live.statements import Planned, constants, rows_of
from features.population import KEYED, POPULATION, parts_of
from features.table import FeatureTable

#: Steps that a published context stands for.
GIVEN = ("market", "population", "peers")
#: Steps whose rows are read more than once, so that they are made once; the last one is what is asked for.
VIEWS, LAST = ("derived", "own_cycle", "recency", "varied", "clients"), "features"


class PlannedTable:
    """A feature table on a published context, for rows that come with a request.

    Parameters
    ----------
    table : FeatureTable
        Of DuckDB's dialect.
    events : Events
        What the table was made of: names and types of the event tables.
    context : pyarrow Table
        The published population context of one day.
    planned : Planned
        Where it runs.
    """

    def __init__(self, table: FeatureTable, events: Events, context: pa.Table, planned: Planned) -> None:
        self._table = table
        self._planned = planned
        self._types = {
            name: {column: ENGINE_TYPE[str(kind)] for column, kind in rows.schema().items()}
            for name, rows in events.tables.items()
        }
        self._context = _relations(context)

    def at(self, as_of: date, rows: Mapping[str, Sequence[Mapping[str, Any]]]) -> pa.Table:
        """Answer one as-of day: `FeatureTable.at` without the context.

        Parameters
        ----------
        as_of : date
        rows : mapping of str to sequence of mapping
            Accepted rows by event table, columns as in accepted events; what is left out is null, and a
            table that is left out is empty.
        """
        tables = [rows.get(name, ()) for name in self._types]
        found = self._planned.run(f"features {as_of}", lambda: self._statement(as_of), tables)
        return self._table.shaped(pa.Table.from_pylist(found, self._table.schema), as_of)

    def _statement(self, as_of: date) -> str:
        steps = self._table.statements(as_of)
        last = steps.pop(LAST)
        parts = {
            quoted(name): ("MATERIALIZED", rows_of(place, types))
            for place, (name, types) in enumerate(self._types.items(), 1)
        }
        parts |= {temporary(name): ("MATERIALIZED", sql) for name, sql in self._context.items()}
        for name, sql in steps.items():
            if name not in GIVEN:
                parts[temporary(name)] = ("NOT MATERIALIZED" if name in VIEWS else "MATERIALIZED", sql)
        told = ",\n".join(f"{name} AS {kept} ({sql})" for name, (kept, sql) in parts.items())
        floats = [field.name for field in self._table.schema if pa.types.is_floating(field.type)]
        cast = ", ".join(f"{quoted(name)}::DOUBLE AS {quoted(name)}" for name in floats)
        return f"WITH {told}\nSELECT * REPLACE ({cast}) FROM ({last}) ORDER BY client_id"


def _relations(context: pa.Table) -> dict[str, str]:
    """Write a published context into a statement."""
    population, keyed = parts_of(context)
    one = {name: ENGINE_TYPE[kind] for name, kind in POPULATION.items()}
    named = {name: ENGINE_TYPE[str(kind)] for name, kind in KEYED.items()}
    others = constants(keyed.to_pylist(), named)
    return {"population": constants([population], one), "market": others, "peers": others}
