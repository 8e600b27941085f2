"""The feature table: one row per client and as-of day, the same for training, batch and live."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date

import duckdb
import ibis
import pyarrow as pa
from ibis.expr import operations as ops
from ibis.expr import types as ir

from features import leaving, own_cycle, segments
from features.arithmetic import number_of
from features.catalog import FAMILIES, switched_on
from features.events import Events
from features.known import SOURCES, known
from features.orders import OrderFacts, order_facts
from features.settings import Settings

KEYS = ("client_id", "as_of")
#: Columns beside the features: what labels, plan and lists need to know of each client.
STANDING = ("status", "lost_after_days", "days_lost", "abc", "xyz")
#: What a client's features need of the other clients.
CONTEXT = {
    "cycle_log": "DOUBLE",
    "cycle_weight": "DOUBLE",
    "cycle_log_spread": "DOUBLE",
    "abc_a_from": "BIGINT",
    "abc_b_from": "BIGINT",
}
FACTS = ("purchases", "setbacks")
AS_OF = ibis.schema({"as_of": "int32"})


class FeatureTable:
    """The feature table of a company, compiled once, then answered for any as-of day.

    Four steps, each a statement that reads the one before by name: facts about orders, sums per client,
    population context, features.

    Parameters
    ----------
    events : Events
        Accepted events; the tables it has switch features on. On DuckDB.
    settings : Settings
        Sections churn, segments and value are used.
    """

    def __init__(self, events: Events, settings: Settings) -> None:
        aside: dict[str, ir.Table] = {}

        def set_aside(name: str, rows: ir.Table) -> ir.Table:
            aside[name] = rows
            return _named(rows, name)

        facts = order_facts(events["orders"], margin_share=settings.value.margin_share, set_aside=set_aside)
        named = OrderFacts(**{kind: _named(getattr(facts, kind), kind) for kind in FACTS})
        as_of = ibis.table(AS_OF, name=_temporary("as_of"))
        sums = client_sums(named, events, as_of.as_of.as_scalar())
        context = context_of(_named(sums, "sums"), settings)
        features = features_of(
            _named(sums, "sums"), _named(context, "context"), settings, tables=events.tables
        ).order_by("client_id")
        steps = {**{kind: getattr(facts, kind) for kind in FACTS}, "sums": sums, "context": context}
        self._aside = {name: ibis.to_sql(rows, dialect="duckdb") for name, rows in aside.items()}
        self._sql = {name: ibis.to_sql(step, dialect="duckdb") for name, step in steps.items()}
        self._select = ibis.to_sql(features, dialect="duckdb")
        self._schema = features.schema().to_pyarrow()
        self.names = switched_on(events.tables)

    def at(
        self, connection: duckdb.DuckDBPyConnection, as_of: date, context: pa.Table | None = None
    ) -> tuple[pa.Table, pa.Table]:
        """Answer one as-of day.

        Parameters
        ----------
        connection : DuckDB connection
            Where the event tables stand under their names.
        as_of : date
        context : pyarrow Table, optional
            A published population context (one row of `CONTEXT`); default: that of the clients here.

        Returns
        -------
        features, context : pyarrow Table
            `KEYS`, `STANDING`, then the features of `names`, sorted by client; and the context they stand on.
        """
        self._find_facts(connection, "VIEW")
        return self._answer(connection, as_of, context)

    def days(
        self, connection: duckdb.DuckDBPyConnection, as_of_days: Iterable[date]
    ) -> Iterator[tuple[pa.Table, pa.Table]]:
        """Answer several as-of days in one pass over the events, earliest first, each as `at` does."""
        self._find_facts(connection, "TABLE")
        for day in sorted(set(as_of_days)):
            yield self._answer(connection, day, None)

    def _find_facts(self, connection: duckdb.DuckDBPyConnection, kept_as: str) -> None:
        for name, sql in self._aside.items():
            _create(connection, "TABLE", name, sql)
        for name in FACTS:
            _create(connection, kept_as, name, self._sql[name])

    def _answer(
        self, connection: duckdb.DuckDBPyConnection, as_of: date, context: pa.Table | None
    ) -> tuple[pa.Table, pa.Table]:
        _create(connection, "TABLE", "as_of", f"SELECT {number_of(as_of)}::INTEGER AS as_of")
        _create(connection, "TABLE", "sums", self._sql["sums"])
        if context is None:
            _create(connection, "TABLE", "context", self._sql["context"])
        else:
            values = context.select(list(CONTEXT)).to_pylist()[0]
            row = ", ".join(f"?::{kind} AS {name}" for name, kind in CONTEXT.items())
            _create(connection, "TABLE", "context", f"SELECT {row}", [values[name] for name in CONTEXT])
        day = pa.scalar(as_of)
        found: pa.Table = connection.sql(self._select).to_arrow_table()
        columns = ", ".join(f"{name}::{kind} AS {name}" for name, kind in CONTEXT.items())
        stood_on: pa.Table = connection.sql(f"SELECT {columns} FROM {_temporary('context')}").to_arrow_table()
        return (
            found.cast(self._schema).add_column(1, "as_of", pa.repeat(day, found.num_rows)),
            stood_on.add_column(0, "as_of", pa.repeat(day, 1)),
        )


def facts_by_name() -> OrderFacts:
    """Give the facts that `FeatureTable.days` left on its connection, for others to read there."""
    types = {"client_id": "string", "day": "int32", "known_day": "int32", "void_day": "int32"}
    money = {"amount": "int64", "margin": "int64"}
    told = {"replaced_day": "int32", "cancelled": "boolean", "times": "int64"}
    return OrderFacts(
        ibis.table({**types, **money}, name=_temporary("purchases")),
        ibis.table({**types, **told, **money}, name=_temporary("setbacks")),
    )


def _temporary(name: str) -> str:
    return f"winback_{name}"


def _named(step: ir.Table, name: str) -> ir.Table:
    """Stand in for a step's result by the name it will lie under."""
    return ibis.table(step.schema(), name=_temporary(name))


def _create(
    connection: duckdb.DuckDBPyConnection, kind: str, name: str, sql: str, values: Sequence[object] = ()
) -> None:
    other = {"TABLE": "VIEW", "VIEW": "TABLE"}[kind]
    known = connection.execute(
        "SELECT count(*) FROM duckdb_tables() WHERE temporary AND table_name = ?"
        if other == "TABLE"
        else "SELECT count(*) FROM duckdb_views() WHERE temporary AND view_name = ?",
        [_temporary(name)],
    ).fetchone()
    if known and known[0]:
        connection.execute(f"DROP {other} {_temporary(name)}")
    connection.execute(f"CREATE OR REPLACE TEMP {kind} {_temporary(name)} AS {sql}", list(values))


def client_sums(facts: OrderFacts, events: Events, as_of: ir.IntegerScalar) -> ir.Table:
    """Sum every family's rows: one row for each client with an order day that stands.

    A client without rows in a source has totals of 0 and extremes of null there.
    """
    sources = known(facts, events, as_of)
    wanted: dict[str, dict[str, ir.Scalar]] = {"order_days": dict(segments.sums(sources["order_days"]))}
    for family in FAMILIES:
        if family.source in sources:
            wanted.setdefault(family.source, {}).update(family.sums(sources[family.source]))
    clients = sources["order_days"].group_by("client_id").agg(**wanted.pop("order_days"))
    for source, sums in wanted.items():
        summed = sources[source].group_by("client_id").agg(**sums)
        joined = clients.left_join(summed, "client_id")
        totals = {name: joined[name].coalesce(0) for name, value in sums.items() if _is_total(value)}
        clients = joined.mutate(**totals).drop("client_id_right")
    return clients


def _is_total(value: ir.Scalar) -> bool:
    return isinstance(value.op(), ops.Sum | ops.Count | ops.CountStar)


def context_of(sums: ir.Table, settings: Settings) -> ir.Table:
    """Compute the population context: the one row of `CONTEXT` that features need of the other clients."""
    moments = sums.agg(**own_cycle.context(sums))
    prior = moments.select(**own_cycle.prior(moments))
    return prior.cross_join(segments.context(sums, settings.segments)).select(*CONTEXT)


def features_of(
    sums: ir.Table, context: ir.Table, settings: Settings, *, tables: Collection[str]
) -> ir.Table:
    """Finish sums into features, beside a population context of one row."""
    cycle, *families = FAMILIES
    clients = sums.cross_join(context)
    clients = clients.mutate(**cycle.finish(clients))
    finished: dict[str, ir.Value] = {}
    for family in families:
        if SOURCES[family.source] in tables:
            finished |= family.finish(clients)
    clients = clients.mutate(**finished)
    standing = leaving.standing(clients, settings.churn)
    return clients.mutate(**standing, **segments.classes(clients, settings.segments)).select(
        "client_id", *STANDING, *switched_on(tables)
    )
