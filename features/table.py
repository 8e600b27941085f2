"""The feature table: one row per client and as-of day, the same for training, batch and live."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from functools import partial

import pyarrow as pa
from ibis.expr import types as ir

from features.arithmetic import number_of
from features.compiling import PLACE_OF_DAY, compile_table, sums_of_few
from features.engines import Engine, Where, as_engine
from features.engines.engine import temporary
from features.errors import UsageError
from features.events import Events
from features.family import Family
from features.population import POPULATION, as_rows, parts_of
from features.settings import Settings
from features.steps import create
from features.wanted_families import wanted_families

KEYS = ("client_id", "as_of")


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
        Of the engine that is to answer; one of `features.engines.dialects.WRITTEN`.
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
        compiled = compile_table(events, settings, dialect, wanted)
        self.facts: Mapping[str, ir.Table] = events.facts or compiled.made
        self.names, self.categories, self.schema = compiled.names, compiled.categories, compiled.schema
        self._facts, self._steps, self._stages = compiled.facts, compiled.steps, compiled.stages
        self._select = compiled.select
        self._sums_of_few = partial(sums_of_few, self.facts, events, settings, dialect, wanted)

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
            `KEYS`, `features.compiling.STANDING`, then the features of `names`, numbers, and of `categories`,
            texts, sorted by client; and the context they stand on (`features.population.CONTEXT`).
        """
        return self._answer(self._with_facts(connection), as_of, context)

    def days(self, connection: Where, as_of_days: Iterable[date]) -> Iterator[tuple[pa.Table, pa.Table]]:
        """Answer several as-of days in one pass over the events, earliest first, each as `at` does."""
        engine = self._with_facts(connection)
        for day in sorted(set(as_of_days)):
            yield self._answer(engine, day, None)

    def rows_of(self, connection: Where, read: Mapping[date, Collection[str]]) -> Iterator[pa.Table]:
        """Answer several as-of days for a few clients each, whose rows alone leave the engine.

        Parameters
        ----------
        connection : Engine or DuckDB connection
            As `at` takes it.
        read : mapping of date to collection of str
            As-of day → ids of the clients. They stand among all the others, as `at` has them.

        Returns
        -------
        iterator of pyarrow Table
            The features of one day, earliest first; who was not there on that day has no row.
        """
        engine, sums = self._with_facts(connection), self._sums_of_few()
        for day in sorted(read):
            engine.place(temporary("read"), pa.table({"client_id": pa.array(read[day], pa.string())}))
            self._prepare(engine, day, None, sums)
            theirs = f"client_id IN (SELECT client_id FROM {temporary('read')})"
            found = engine.fetch(f"SELECT * FROM ({self._select}) AS f WHERE {theirs} ORDER BY client_id")
            yield self.shaped(found, day)

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
        self._prepare(engine, as_of, context, self._steps["sums"])
        return self.shaped(engine.fetch(self._select), as_of), _placed(engine, as_of)

    def _prepare(self, engine: Engine, as_of: date, context: pa.Table | None, sums: str) -> None:
        """Put every step of a day under its name, but the features; `sums` is the step of that name."""
        create(engine, "as_of", f"SELECT CAST({number_of(as_of)} AS INTEGER) AS as_of")
        if context is None:
            create(engine, "market", _on(as_of, self._steps["market"]))
            self._sum(engine, as_of, sums)
            create(engine, "population", self._steps["population"])
            self._stand(engine)
            create(engine, "peers", self._steps["peers"])
        else:
            _place(engine, context)
            self._sum(engine, as_of, sums)
            self._stand(engine)

    def shaped(self, found: pa.Table, as_of: date) -> pa.Table:
        """Give what the statement `features` found the table's columns and types."""
        return found.cast(self.schema).add_column(1, "as_of", pa.repeat(pa.scalar(as_of), found.num_rows))

    def _sum(self, engine: Engine, as_of: date, sums: str) -> None:
        create(engine, "sums", _on(as_of, sums))
        engine.show(temporary("derived"), self._steps["derived"])

    def _stand(self, engine: Engine) -> None:
        # Views: peers read a few columns, the features the rest; holding many costs more than finding them.
        for name, sql in self._stages.items():
            engine.show(temporary(name), sql)
        clients = self._steps["clients"]
        if engine.few_rows and _rows(engine, "sums") <= engine.few_rows:
            create(engine, "standing", clients)
            clients = f"SELECT * FROM {temporary('standing')}"
        engine.show(temporary("clients"), clients)


def _rows(engine: Engine, name: str) -> int:
    (rows,) = engine.fetch(f"SELECT count(*) AS found FROM {temporary(name)}").column("found").to_pylist()
    return int(rows)


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
