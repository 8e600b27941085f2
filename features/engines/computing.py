"""Where features are computed: here by DuckDB, or by the source's own engine over accepted events there."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import ibis
import pyarrow as pa

from features.catalog import FEATURES, tables_of
from features.engines import Engine, as_engine
from features.errors import UsageError
from features.events import Events
from features.family import Family
from features.settings import SPARK, Settings
from features.table import FeatureTable

#: Event tables that features and labels read; the others stay here.
READ = (*tables_of([line.name for line in FEATURES]), "departures")
#: Columns that no feature reads, and that say who a person is: they stay here, too.
STAYS = ("name", "phone", "email", "birthday", "comment")
ROWS_AT_A_TIME = 50_000


@dataclass(frozen=True)
class Place:
    """Events, and the engine on which they stand under their names.

    Attributes
    ----------
    events : Events
        As the engine knows them.
    engine : Engine
    """

    events: Events
    engine: Engine

    def table(self, settings: Settings, *, families: Collection[str | Family] | None = None) -> FeatureTable:
        """Give the feature table written for this engine (`features.table.FeatureTable`)."""
        return FeatureTable(self.events, settings, self.engine.dialect, families=families)


@contextmanager
def computing(events: Events, settings: Settings) -> Iterator[Place]:
    """Go where ``[source] compute`` says that features are computed; what was made there goes at the end.

    Parameters
    ----------
    events : Events
        Accepted events, here.
    settings : Settings
        Section source says where.

    Raises
    ------
    BusyError
        If the engine is down, breaks off or takes too long.
    SettingsError
        If the role lacks a right there, or a part is not installed.
    """
    if settings.source.compute == "here":
        yield Place(events, as_engine(events.connection.con))
        return
    if events.fingerprint is None:
        raise UsageError('compute = "source" needs accepted events. Open them with open_events(data_dir).')
    if settings.source.scheme in SPARK:
        from features.engines.spark_place import on_spark  # both are slow to import and seldom needed

        with on_spark(events, settings) as engine:
            yield Place(as_there(events), engine)
    else:
        from features.engines.postgres_place import in_postgres

        with in_postgres(events, settings) as engine:
            yield Place(as_there(events), engine)


def as_there(events: Events) -> Events:
    """Name the tables and columns that an engine elsewhere gets; facts are made there.

    Examples
    --------
    >>> from features.events import named_events
    >>> there = as_there(named_events(["clients", "consents"], ibis.duckdb.connect()))
    >>> list(there.tables), "region" in there["clients"].columns, "phone" in there["clients"].columns
    (['clients'], True, False)
    """
    tables = {
        name: ibis.table(
            {column: kind for column, kind in rows.schema().items() if column not in STAYS}, name=name
        )
        for name, rows in events.tables.items()
        if name in READ
    }
    return Events(tables, events.connection, {}, events.empty_columns, events.fingerprint)


def rows_of(events: Events, name: str) -> pa.RecordBatchReader:
    """Read what an engine elsewhere gets of a table."""
    rows = events[name].select(*as_there(events)[name].columns)
    sql = str(ibis.to_sql(rows, dialect="duckdb"))
    return events.connection.con.sql(sql).to_arrow_reader(ROWS_AT_A_TIME)
