"""The feature table: one row per client and as-of day, the same for training, batch and live."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

import duckdb
import ibis
import pyarrow as pa
from ibis.expr import operations as ops
from ibis.expr import types as ir

from features import leaving, segments
from features.arithmetic import number_of
from features.catalog import FAMILIES, FIRST, MARKETS, PEERS, SOURCES, switched_on
from features.events import Events
from features.facts import facts_of
from features.family import Known, Market, Peers
from features.population import KEYED, POPULATION, as_rows, beside, parts_of, population_of, together
from features.settings import Settings
from features.steps import Recorded, create, named, sql_of, temporary

KEYS = ("client_id", "as_of")
#: Columns beside the features: what labels, plan and lists need to know of each client.
STANDING = ("status", "lost_after_days", "days_lost", "abc", "xyz")
ENGINE_TYPES = {"float64": "DOUBLE", "int64": "BIGINT"}
AS_OF = ibis.schema({"as_of": "int32"})


class FeatureTable:
    """The feature table of a company, compiled once, then answered for any as-of day.

    Five steps, each a statement that reads the ones before by name: facts, the market's context, sums per
    client, the population's context, features.

    Parameters
    ----------
    events : Events
        Accepted events; the tables it has switch features on. On DuckDB.
    settings : Settings
        Sections churn, segments and value are used.
    """

    def __init__(self, events: Events, settings: Settings) -> None:
        made = Recorded()
        self.facts: Mapping[str, ir.Table] = events.facts or {
            name: made.set_aside(name, rows) for name, rows in facts_of(events, made.set_aside).items()
        }
        self._facts = made.sql
        as_of = ibis.table(AS_OF, name=temporary("as_of"))
        market, peers = (ibis.table(KEYED, name=temporary(name)) for name in ("market", "peers"))
        known = Known(self.facts, events, as_of.as_of.as_scalar(), settings.value.margin_share, market)
        sums = client_sums(known)
        population = population_of(named(sums, "sums"), settings)
        clients = standing_of(named(sums, "sums"), named(population, "population"), settings)
        self._steps = {
            "market": sql_of(together(_of(MARKETS, events, known), as_of)),
            "sums": sql_of(sums),
            "population": sql_of(population),
            "peers": sql_of(together(_of(PEERS, events, clients), as_of)),
        }
        self.names = switched_on(events.tables, empty_columns=events.empty_columns)
        features = features_of(clients, peers, events.tables).select("client_id", *STANDING, *self.names)
        self._select = str(ibis.to_sql(features.order_by("client_id"), dialect="duckdb"))
        self._schema = features.schema().to_pyarrow()

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
            A published population context of one day; default: that of the clients here.

        Returns
        -------
        features, context : pyarrow Table
            `KEYS`, `STANDING`, then the features of `names`, sorted by client; and the context they stand
            on (`features.population.CONTEXT`).
        """
        self._find_facts(connection)
        return self._answer(connection, as_of, context)

    def days(
        self, connection: duckdb.DuckDBPyConnection, as_of_days: Iterable[date]
    ) -> Iterator[tuple[pa.Table, pa.Table]]:
        """Answer several as-of days in one pass over the events, earliest first, each as `at` does."""
        self._find_facts(connection)
        for day in sorted(set(as_of_days)):
            yield self._answer(connection, day, None)

    def _find_facts(self, connection: duckdb.DuckDBPyConnection) -> None:
        for name, sql in self._facts.items():
            create(connection, name, sql)

    def _answer(
        self, connection: duckdb.DuckDBPyConnection, as_of: date, context: pa.Table | None
    ) -> tuple[pa.Table, pa.Table]:
        create(connection, "as_of", f"SELECT {number_of(as_of)}::INTEGER AS as_of")
        if context is None:
            for step in ("market", "sums", "population", "peers"):
                create(connection, step, self._steps[step])
        else:
            _place(connection, context)
            create(connection, "sums", self._steps["sums"])
        found: pa.Table = connection.sql(self._select).to_arrow_table()
        return (
            found.cast(self._schema).add_column(1, "as_of", pa.repeat(pa.scalar(as_of), found.num_rows)),
            _placed(connection, as_of),
        )


def _of(parts: Iterable[Market] | Iterable[Peers], events: Events, given: Any) -> list[ir.Table]:
    return [part.rows(given) for part in parts if part.table in events.tables]


def _place(connection: duckdb.DuckDBPyConnection, context: pa.Table) -> None:
    """Put a published context where the context of the clients here would stand."""
    population, keyed = parts_of(context)
    row = ", ".join(f"?::{ENGINE_TYPES[kind]} AS {name}" for name, kind in POPULATION.items())
    create(connection, "population", f"SELECT {row}", [population[name] for name in POPULATION])
    connection.register("winback_keyed", keyed)
    for step in ("market", "peers"):  # each reader asks for the names that it knows
        create(connection, step, "FROM winback_keyed")
    connection.unregister("winback_keyed")


def _placed(connection: duckdb.DuckDBPyConnection, as_of: date) -> pa.Table:
    """Read the context that stands there."""
    population = connection.sql(f"FROM {temporary('population')}").to_arrow_table().to_pylist()[0]
    keyed = f"FROM {temporary('market')} UNION FROM {temporary('peers')}"
    return as_rows(population, connection.sql(keyed).to_arrow_table(), as_of)


def client_sums(known: Known) -> ir.Table:
    """Sum every family's rows: one row for each client with an order day that stands.

    A client without rows in a source has totals of 0 and extremes of null there.
    """
    tables = known.events.tables
    rows = {name: source.rows(known) for name, source in SOURCES.items() if source.table in tables}
    wanted: dict[str, dict[str, ir.Scalar]] = {"order_days": dict(segments.sums(rows["order_days"]))}
    for family in FAMILIES:
        if family.source.name in rows:
            wanted.setdefault(family.source.name, {}).update(family.sums(rows[family.source.name]))
    clients = rows["order_days"].group_by("client_id").agg(**wanted.pop("order_days"))
    for source, sums in wanted.items():
        summed = rows[source].group_by("client_id").agg(**sums)
        joined = clients.left_join(summed, "client_id")
        totals = {name: joined[name].coalesce(0) for name, value in sums.items() if _is_total(value)}
        clients = joined.mutate(**totals).drop("client_id_right")
    return clients


def _is_total(value: ir.Scalar) -> bool:
    return isinstance(value.op(), ops.Sum | ops.Count | ops.CountStar)


def standing_of(sums: ir.Table, population: ir.Table, settings: Settings) -> ir.Table:
    """Finish what the others count in: own cycle, recency, status and classes, beside the sums."""
    clients = sums.cross_join(population)
    for family in FIRST:
        clients = clients.mutate(**family.finish(clients))
    standing = leaving.standing(clients, settings.churn)
    return clients.mutate(**standing, **segments.classes(clients, settings.segments))


def features_of(clients: ir.Table, peers: ir.Table, tables: Collection[str]) -> ir.Table:
    """Finish every other family's sums into features."""
    clients = beside(clients, peers, [group for group in PEERS if group.table in tables])
    finished: dict[str, ir.Value] = {}
    for family in FAMILIES:
        if family not in FIRST and family.source.table in tables:
            finished |= family.finish(clients)
    return clients.mutate(**finished)
