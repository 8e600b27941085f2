"""How the feature table becomes statements: compiled once for tables of one form, whatever rows they hold."""

from collections import OrderedDict
from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass, replace

import ibis
import pyarrow as pa
from ibis.expr import operations as ops
from ibis.expr import types as ir

from features import leaving, segments
from features.catalog import FAMILIES, FIRST, categories_on, switched_on
from features.engines.engine import temporary
from features.events import Events
from features.facts import SetAside, facts_of
from features.families import attributes
from features.families.attributes import OWN, own_attributes
from features.family import Family, Known
from features.known import ORDER_DAYS
from features.population import KEYED, beside, population_of, together
from features.settings import Settings
from features.steps import Recorded, named, sql_of
from features.wanted_families import refuse_twice

#: Columns beside the features: what labels, plan and lists need to know of each client.
STANDING = ("status", "lost_after_days", "days_lost", "abc", "xyz", "abc_before", "xyz_before")
#: Sums of order days that tell the population, and a client's status, days lost and ABC: what everybody has
#: where a few clients are read.
STANDS_ON = (
    *("order_days", "oldest_age", "latest_age", "log_gap_sum", "log_gap_squares"),
    *("year_amount", "year_amount_before"),
)
#: Stands for the as-of day's number in a compiled step: a number in its place plans better than a look-up.
PLACE_OF_DAY = 2_000_000_011
#: Compiled tables that are kept; compiling one takes about a second.
KEPT = 32


@dataclass(frozen=True)
class Compiled:
    """The statements of a feature table; each reads those before it by name.

    Attributes
    ----------
    facts : mapping of str to str
        Name → statement that makes it, where facts are not kept beside the events.
    made : mapping of str to ibis Table
        These facts by name.
    steps, stages : mapping of str to str
        Name → statement, with `PLACE_OF_DAY` for the day.
    select : str
        The statement that gives the features.
    names, categories : tuple of str
        The features: numbers, texts.
    schema : pyarrow Schema
        Of what `select` gives.
    """

    facts: Mapping[str, str]
    made: Mapping[str, ir.Table]
    steps: Mapping[str, str]
    stages: Mapping[str, str]
    select: str
    names: tuple[str, ...]
    categories: tuple[str, ...]
    schema: pa.Schema


_COMPILED: OrderedDict[Hashable, Compiled] = OrderedDict()


def compile_table(events: Events, settings: Settings, dialect: str, wanted: Collection[Family]) -> Compiled:
    """Compile the feature table, or give what was compiled for tables of the same form and settings.

    Raises
    ------
    UsageError
        If a family of one's own takes a name that is taken.
    """
    form = _form(events, settings, dialect, wanted)
    compiled = _COMPILED.pop(form, None) if form else None
    compiled = compiled or _compile(events, settings, dialect, wanted)
    if form:
        _COMPILED[form] = compiled  # last again
        while len(_COMPILED) > KEPT:
            _COMPILED.popitem(last=False)
    return compiled


def _form(events: Events, settings: Settings, dialect: str, wanted: Collection[Family]) -> Hashable | None:
    """Tell everything that the statements depend on; None where that cannot be told."""
    tables = {**events.tables, **{f"fact {name}": rows for name, rows in events.facts.items()}}
    stored = [rows.op() for rows in tables.values()]
    if not all(isinstance(table, ops.UnboundTable | ops.DatabaseTable) for table in stored):
        return None
    if not all(family in FAMILIES for family in wanted):
        return None
    return (
        dialect,
        tuple(family.name for family in wanted),
        tuple(zip(tables, ((table.name, table.namespace, table.schema) for table in stored), strict=True)),
        events.empty_columns,
        tuple(part.model_dump_json() for part in (settings.churn, settings.segments, settings.value)),
    )


def _compile(events: Events, settings: Settings, dialect: str, wanted: Collection[Family]) -> Compiled:
    made = Recorded(dialect)
    own = {} if events.facts else dict(facts_of(events, made.set_aside))
    facts = events.facts or {name: made.set_aside(name, rows) for name, rows in own.items()}
    nobody = ibis.table({"as_of": "int32"}, name=temporary("as_of"))
    peers = ibis.table(KEYED, name=temporary("peers"))
    known = _known(facts, events, settings)
    sums = client_sums(known, settings, wanted)
    derived = with_derived(named(sums, "sums"), wanted)
    population = population_of(named(derived, "derived"), settings)
    stages = Recorded(dialect)
    standing = standing_of(
        named(derived, "derived"), named(population, "population"), settings, set_aside=stages.set_aside
    )
    clients = named(standing, "clients")
    steps = {
        "market": sql_of(together([of.market.rows(known) for of in wanted if of.market], nobody), dialect),
        "sums": sql_of(sums, dialect),
        "derived": sql_of(derived, dialect),
        "population": sql_of(population, dialect),
        "clients": sql_of(standing, dialect),
        "peers": sql_of(together([of.peers.rows(clients) for of in wanted if of.peers], nobody), dialect),
    }
    names, categories = _switched_on(events, wanted)
    features = features_of(clients, peers, wanted).select("client_id", *STANDING, *names, *categories)
    return Compiled(
        facts=made.sql,
        made={} if events.facts else facts,
        steps=steps,
        stages=stages.sql,
        select=sql_of(features, dialect, order=["client_id"]),
        names=names,
        categories=categories,
        schema=features.schema().to_pyarrow(),
    )


def _known(facts: Mapping[str, ir.Table], events: Events, settings: Settings) -> Known:
    day, market = ibis.literal(PLACE_OF_DAY, "int32"), ibis.table(KEYED, name=temporary("market"))
    return Known(facts, events, day, settings.value.margin_share, market)


def sums_of_few(
    facts: Mapping[str, ir.Table],
    events: Events,
    settings: Settings,
    dialect: str,
    wanted: Collection[Family],
) -> str:
    """Compile the step `sums` for days on which the features of a few clients are read.

    Who they are stands in ``read``, one `client_id` a row. The others are summed as far as the population and
    the peers need them.
    """
    read = ibis.table({"client_id": "string"}, name=temporary("read"))
    known = _known(facts, events, settings)
    return sql_of(client_sums(known, settings, wanted, few=_cut_to(known, read)), dialect)


def _cut_to(known: Known, read: ir.Table) -> Known:
    def theirs(rows: ir.Table) -> ir.Table:
        return rows.semi_join(read, "client_id") if "client_id" in rows.columns else rows

    facts = {name: theirs(rows) for name, rows in known.facts.items()}
    tables = {name: theirs(rows) for name, rows in known.events.tables.items()}
    return replace(known, facts=facts, events=replace(known.events, tables=tables))


def _switched_on(events: Events, wanted: Collection[Family]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Name the features that the events switch on, of the families wanted: numbers, and texts."""
    unwanted = {line.name for family in FAMILIES if family not in wanted for line in family.features}
    names = switched_on(events.tables, empty_columns=events.empty_columns)
    categories = categories_on(events.tables, empty_columns=events.empty_columns)
    tried = [line for family in wanted if family not in FAMILIES for line in family.features]
    return (
        (*(name for name in names if name not in unwanted), *(line.name for line in tried if line.is_number)),
        (
            *(name for name in categories if name not in unwanted),
            *_own(events, wanted),
            *(line.name for line in tried if not line.is_number),
        ),
    )


def _own(events: Events, wanted: Collection[Family]) -> list[str]:
    """Name the features that are the company's own attributes of clients."""
    if attributes.FAMILY not in wanted:
        return []
    return [f"{OWN}{name}" for name in own_attributes(events["clients"])]


def client_sums(
    known: Known, settings: Settings, wanted: Iterable[Family], *, few: Known | None = None
) -> ir.Table:
    """Sum the families' rows: one row for each client with an order day that stands.

    A client without rows in a source has totals of 0 and extremes of null there. With `few`, what is known of
    some clients, these alone have every sum; the others have those of order days that population and peers
    stand on, and all of sources that peers are read off.
    """
    summed = _summed(wanted)
    sources = {family.source.name: family.source for family in summed}
    rows = {name: source.rows(few or known) for name, source in sources.items()}
    rows |= {family.source.name: family.source.rows(known) for family in summed if family.peers}
    asked = _asked(rows, settings, summed)
    of_days = asked.pop("order_days")
    if few is None:
        clients = rows["order_days"].group_by("client_id").agg(**of_days)
    else:
        everybody = {**rows, "order_days": ORDER_DAYS.rows(known)}
        whole = _asked(everybody, settings, summed)["order_days"]
        clients = (
            everybody["order_days"].group_by("client_id").agg(**{name: whole[name] for name in STANDS_ON})
        )
        asked["order_days"] = {name: value for name, value in of_days.items() if name not in STANDS_ON}
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


def _asked(
    rows: Mapping[str, ir.Table], settings: Settings, summed: Iterable[Family]
) -> dict[str, dict[str, ir.Scalar]]:
    """Give the sums that are asked of each source's rows, by name."""
    asked: dict[str, dict[str, ir.Scalar]] = {
        "order_days": dict(segments.sums(rows["order_days"], settings.segments))
    }
    for family in summed:
        sums = family.sums(rows[family.source.name])
        refuse_twice(family, {name for others in asked.values() for name in others} & {*sums})
        asked.setdefault(family.source.name, {}).update(sums)
    return asked


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
