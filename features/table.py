"""The feature table: one row per client and as-of day, the same for training, batch and live."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date

import ibis
import pyarrow as pa
from ibis.expr import operations as ops
from ibis.expr import types as ir

from features import leaving, segments
from features.arithmetic import number_of
from features.catalog import FAMILIES, FIRST, categories_on, switched_on
from features.engines import Engine, as_engine
from features.engines.duckdb_engine import Where
from features.errors import UsageError
from features.events import Events
from features.facts import SetAside, facts_of
from features.families import attributes
from features.families.attributes import OWN, own_attributes
from features.family import Family, Known
from features.population import KEYED, POPULATION, as_rows, beside, parts_of, population_of, together
from features.settings import Settings
from features.steps import Recorded, create, named, show, sql_of, temporary
from features.wanted_families import refuse_twice, wanted_families

KEYS = ("client_id", "as_of")
#: Columns beside the features: what labels, plan and lists need to know of each client.
STANDING = ("status", "lost_after_days", "days_lost", "abc", "xyz", "abc_before", "xyz_before")
#: Stands for the as-of day's number in a compiled step: a number in its place plans better than a look-up.
PLACE_OF_DAY = 2_000_000_011


class FeatureTable:
    """The feature table of a company, compiled once, then answered for any as-of day.

    Steps, each a statement that reads the ones before by name: facts, the market's context, sums per client
    and what follows from them, the population's context, the clients' standing, what that says of their
    peers, features.

    Parameters
    ----------
    events : Events
        Accepted events; the tables it has switch features on.
    settings : Settings
        Sections churn, segments and value are used.
    dialect : str
        Of the engine that is to answer; one of `features.engines.engine.DIALECTS`.
    families : collection of str or Family, optional
        The families wanted: names of the catalog's, and families of one's own, to be tried before they
        enter it. Default: each of the catalog's of which the events switch a feature on.

    Raises
    ------
    UsageError
        If there is no family of that name, or one's own takes a name that is taken or a table that is not
        there.
    """

    def __init__(
        self,
        events: Events,
        settings: Settings,
        dialect: str = "duckdb",
        *,
        families: Collection[str | Family] | None = None,
    ) -> None:
        self.dialect = dialect
        wanted = wanted_families(events, families)
        made = Recorded(dialect)
        self.facts: Mapping[str, ir.Table] = events.facts or {
            name: made.set_aside(name, rows) for name, rows in facts_of(events, made.set_aside).items()
        }
        self._facts = made.sql
        day = ibis.literal(PLACE_OF_DAY, "int32")
        nobody = ibis.table({"as_of": "int32"}, name=temporary("as_of"))
        market, peers = (ibis.table(KEYED, name=temporary(name)) for name in ("market", "peers"))
        known = Known(self.facts, events, day, settings.value.margin_share, market)
        sums = client_sums(known, settings, wanted)
        derived = with_derived(named(sums, "sums"), wanted)
        population = population_of(named(derived, "derived"), settings)
        stages = Recorded(dialect)
        standing = standing_of(
            named(derived, "derived"), named(population, "population"), settings, set_aside=stages.set_aside
        )
        self._stages = stages.sql
        clients = named(standing, "clients")
        self._steps = {
            "market": sql_of(
                together([of.market.rows(known) for of in wanted if of.market], nobody), dialect
            ),
            "sums": sql_of(sums, dialect),
            "derived": sql_of(derived, dialect),
            "population": sql_of(population, dialect),
            "clients": sql_of(standing, dialect),
            "peers": sql_of(together([of.peers.rows(clients) for of in wanted if of.peers], nobody), dialect),
        }
        unwanted = {line.name for family in FAMILIES if family not in wanted for line in family.features}
        names = switched_on(events.tables, empty_columns=events.empty_columns)
        categories = categories_on(events.tables, empty_columns=events.empty_columns)
        tried = [line for family in wanted if family not in FAMILIES for line in family.features]
        self.names = (
            *(name for name in names if name not in unwanted),
            *(line.name for line in tried if line.is_number),
        )
        self.categories = (
            *(name for name in categories if name not in unwanted),
            *_own(events, wanted),
            *(line.name for line in tried if not line.is_number),
        )
        features = features_of(clients, peers, wanted).select(
            "client_id", *STANDING, *self.names, *self.categories
        )
        self._select = sql_of(features, dialect, order=["client_id"])
        self.schema = features.schema().to_pyarrow()

    def statements(self, as_of: date) -> dict[str, str]:
        """Give what the engine is asked for an as-of day: name of each step → its statement, in order."""
        before = {name: _on(as_of, self._steps[name]) for name in ("market", "sums", "derived", "population")}
        after = {name: self._steps[name] for name in ("clients", "peers")} | {"features": self._select}
        return {**self._facts, **before, **self._stages, **after}

    def at(
        self, connection: Where, as_of: date, context: pa.Table | None = None
    ) -> tuple[pa.Table, pa.Table]:
        """Answer one as-of day.

        Parameters
        ----------
        connection : Engine or DuckDB connection
            Where the event tables stand under their names; of the table's dialect.
        as_of : date
        context : pyarrow Table, optional
            A published population context of one day; default: that of the clients here.

        Returns
        -------
        features, context : pyarrow Table
            `KEYS`, `STANDING`, then the features of `names`, numbers, and of `categories`, texts, sorted by
            client; and the context they stand on (`features.population.CONTEXT`).
        """
        return self._answer(self._with_facts(connection), as_of, context)

    def days(self, connection: Where, as_of_days: Iterable[date]) -> Iterator[tuple[pa.Table, pa.Table]]:
        """Answer several as-of days in one pass over the events, earliest first, each as `at` does."""
        engine = self._with_facts(connection)
        for day in sorted(set(as_of_days)):
            yield self._answer(engine, day, None)

    def _with_facts(self, connection: Where) -> Engine:
        engine = as_engine(connection)
        if engine.dialect != self.dialect:
            raise UsageError(
                f"The feature table is written for {self.dialect}, the engine reads {engine.dialect}."
                f" Make it with FeatureTable(events, settings, {engine.dialect!r})."
            )
        for name, sql in self._facts.items():
            create(engine, name, sql)
        return engine

    def _answer(self, engine: Engine, as_of: date, context: pa.Table | None) -> tuple[pa.Table, pa.Table]:
        create(engine, "as_of", f"SELECT CAST({number_of(as_of)} AS INTEGER) AS as_of")
        if context is None:
            create(engine, "market", _on(as_of, self._steps["market"]))
            self._sum(engine, as_of)
            create(engine, "population", self._steps["population"])
            self._stand(engine)
            create(engine, "peers", self._steps["peers"])
        else:
            _place(engine, context)
            self._sum(engine, as_of)
            self._stand(engine)
        return self.shaped(engine.fetch(self._select), as_of), _placed(engine, as_of)

    def shaped(self, found: pa.Table, as_of: date) -> pa.Table:
        """Give what the statement `features` found the table's columns and types."""
        return found.cast(self.schema).add_column(1, "as_of", pa.repeat(pa.scalar(as_of), found.num_rows))

    def _sum(self, engine: Engine, as_of: date) -> None:
        create(engine, "sums", _on(as_of, self._steps["sums"]))
        show(engine, "derived", self._steps["derived"])

    def _stand(self, engine: Engine) -> None:
        # Views: peers read a few columns, the features the rest; holding them costs more than finding them.
        for name, sql in {**self._stages, "clients": self._steps["clients"]}.items():
            show(engine, name, sql)


def _own(events: Events, wanted: Collection[Family]) -> list[str]:
    """Name the features that are the company's own attributes of clients."""
    if attributes.FAMILY not in wanted:
        return []
    return [f"{OWN}{name}" for name in own_attributes(events["clients"])]


def _on(as_of: date, sql: str) -> str:
    return sql.replace(str(PLACE_OF_DAY), str(number_of(as_of)))


def _place(engine: Engine, context: pa.Table) -> None:
    """Put a published context where the context of the clients here would stand."""
    population, keyed = parts_of(context)
    row = {
        name: pa.array([population[name]], pa.float64()).cast(_arrow(kind))
        for name, kind in POPULATION.items()
    }
    engine.place(temporary("population"), pa.table(row))
    for step in ("market", "peers"):  # each reader asks for the names that it knows
        engine.place(temporary(step), keyed)


def _arrow(kind: str) -> pa.DataType:
    return pa.int64() if kind == "int64" else pa.float64()


def _placed(engine: Engine, as_of: date) -> pa.Table:
    """Read the context that stands there."""
    population = engine.fetch(f"SELECT * FROM {temporary('population')}").to_pylist()[0]
    keyed = f"SELECT * FROM {temporary('market')} UNION SELECT * FROM {temporary('peers')}"
    return as_rows(population, engine.fetch(keyed), as_of)


def client_sums(known: Known, settings: Settings, wanted: Iterable[Family]) -> ir.Table:
    """Sum the families' rows: one row for each client with an order day that stands.

    A client without rows in a source has totals of 0 and extremes of null there.
    """
    summed = _summed(wanted)
    sources = {family.source.name: family.source for family in summed}
    rows = {name: source.rows(known) for name, source in sources.items()}
    by_month = segments.sums(rows["order_days"], settings.segments)
    asked: dict[str, dict[str, ir.Scalar]] = {"order_days": dict(by_month)}
    for family in summed:
        sums = family.sums(rows[family.source.name])
        refuse_twice(family, {name for others in asked.values() for name in others} & {*sums})
        asked.setdefault(family.source.name, {}).update(sums)
    clients = rows["order_days"].group_by("client_id").agg(**asked.pop("order_days"))
    joined = clients
    for source, sums in asked.items():
        one = rows[source].group_by(**{f"{source}_client": rows[source].client_id}).agg(**sums)
        joined = joined.left_join(one, joined.client_id == one[f"{source}_client"])
    found = {name: value for sums in asked.values() for name, value in sums.items()}
    return joined.select(
        *clients.columns,
        **{
            name: joined[name].coalesce(0) if _is_total(value) else joined[name]
            for name, value in found.items()
        },
    )


def with_derived(sums: ir.Table, wanted: Iterable[Family]) -> ir.Table:
    """Put beside the sums what follows from them.

    A step of its own: engines sum whole numbers into wider types, and only a finished step has ours.
    """
    for family in _summed(wanted):
        sums = sums.mutate(**family.derived(sums)) if family.derived else sums
    return sums


def _summed(wanted: Iterable[Family]) -> list[Family]:
    """Give the families whose sums are asked for: those wanted, and those that the others read."""
    asked = tuple(wanted)
    tried = [family for family in asked if family not in FAMILIES]
    return [*(family for family in FAMILIES if family in asked or family.read_by_others), *tried]


def _is_total(value: ir.Scalar) -> bool:
    return isinstance(value.op(), ops.Sum | ops.Count | ops.CountStar)


def standing_of(sums: ir.Table, population: ir.Table, settings: Settings, *, set_aside: SetAside) -> ir.Table:
    """Finish what the others count in: own cycle, recency, status and classes, beside the sums.

    Each stage is set aside: in one expression the cycle's formula would be written out a hundred times.
    """
    clients = sums.cross_join(population)
    for family in FIRST:
        clients = set_aside(family.name, clients.mutate(**family.finish(clients)))
    varied = set_aside("varied", clients.mutate(**segments.variations(clients, settings.segments)))
    standing = leaving.standing(varied, settings.churn)
    classes = segments.classes(varied, settings.segments)
    return varied.mutate(**standing, **classes)


def features_of(clients: ir.Table, peers: ir.Table, wanted: Iterable[Family]) -> ir.Table:
    """Finish every other family's sums into features."""
    others = [family for family in wanted if family not in FIRST]
    clients = beside(clients, peers, [family.peers for family in others if family.peers])
    finished: dict[str, ir.Value] = {}
    for family in others:
        finished |= family.finish(clients)
    return clients.mutate(**finished)
