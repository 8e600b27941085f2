"""Population context: what a client's features need of the other clients, as a table that can be published.

It has three parts. The market is known before any client is summed (what things cost today); the population
is one row of numbers over all clients' sums (the prior of the cycle, the limits of ABC); peers are read off
the clients' standing (how a branch fares). At the edge all three are one table, `CONTEXT`, one row a number.
"""

from collections.abc import Iterable, Mapping
from datetime import date

import ibis
import pyarrow as pa
import pyarrow.compute as pc
from ibis.expr import types as ir

from features import segments
from features.families import own_cycle
from features.family import Peers
from features.settings import Settings

#: The numbers over all clients, and the engine's type of each.
POPULATION = {
    "cycle_log": "float64",
    "cycle_weight": "float64",
    "cycle_log_spread": "float64",
    "abc_a_from": "int64",
    "abc_b_from": "int64",
    "abc_a_from_before": "int64",
    "abc_b_from_before": "int64",
}
#: Numbers that go with a key: a product's, a branch's.
KEYED = ibis.schema({"name": "string", "key": "string", "value": "float64"})
CONTEXT = pa.schema(
    [("as_of", pa.date32()), ("name", pa.string()), ("key", pa.string()), ("value", pa.float64())]
)


def population_of(sums: ir.Table, settings: Settings) -> ir.Table:
    """Compute the one row of `POPULATION` from the clients' sums."""
    moments = sums.agg(**own_cycle.context(sums))
    prior = moments.select(**own_cycle.prior(moments))
    wide = prior.cross_join(segments.context(sums, settings.segments))
    return wide.select(**{name: wide[name].cast(kind) for name, kind in POPULATION.items()})


def as_rows(population: Mapping[str, float | None], keyed: pa.Table, as_of: date) -> pa.Table:
    """Write the context of a day as rows of `CONTEXT`, those without a key first.

    Parameters
    ----------
    population : mapping of str to float
        The numbers of `POPULATION`.
    keyed : pyarrow Table
        Rows of `KEYED`.
    as_of : date
    """
    single = pa.table(
        {
            "name": list(POPULATION),
            "key": pa.array([""] * len(POPULATION), pa.string()),
            "value": pa.array([population[name] for name in POPULATION], pa.float64()),
        }
    )
    rows = pa.concat_tables(
        [single, keyed.cast(single.schema).sort_by([("name", "ascending"), ("key", "ascending")])]
    )
    return rows.add_column(0, "as_of", pa.repeat(pa.scalar(as_of), rows.num_rows)).cast(CONTEXT)


def parts_of(context: pa.Table) -> tuple[dict[str, float | None], pa.Table]:
    """Take the context of one day apart again: the numbers of `POPULATION`, and the rows of `KEYED`.

    Examples
    --------
    >>> rows = as_rows(dict.fromkeys(POPULATION, 2.0), KEYED.to_pyarrow().empty_table(), date(2026, 1, 1))
    >>> parts_of(rows)[0]["cycle_weight"]
    2.0
    """
    single = pc.equal(context["key"], "")
    numbers = context.filter(single).select(["name", "value"]).to_pylist()
    found = {row["name"]: row["value"] for row in numbers}
    return {name: found[name] for name in POPULATION}, context.filter(pc.invert(single)).drop_columns("as_of")


def together(parts: Iterable[ir.Table], nobody: ir.Table) -> ir.Table:
    """Stack tables of keyed numbers.

    Parameters
    ----------
    parts : iterable of ibis Table
        ``name, key, value`` each; rows without a key say nothing of anybody and go.
    nobody : ibis Table
        Any table: without parts, its columns are the engine's own way of saying "no rows".
    """
    none = nobody.limit(0).select(**{name: ibis.null(kind) for name, kind in KEYED.items()})
    typed = (part.select(**{name: part[name].cast(kind) for name, kind in KEYED.items()}) for part in parts)
    return ibis.union(none, *(part.filter(part.key.notnull() & (part.key != "")) for part in typed))


def beside(clients: ir.Table, peers: ir.Table, groups: Iterable[Peers]) -> ir.Table:
    """Put each group's numbers beside its clients; null where the key is unknown."""
    for group in groups:
        here = peers.filter(peers.name.isin(group.names)).group_by(peer=peers.key)
        numbers = here.agg(
            **{
                name: ibis.ifelse(peers.name == name, peers.value, ibis.null("float64")).max()
                for name in group.names
            }
        )
        clients = clients.left_join(numbers, clients[group.key] == numbers.peer).drop("peer")
    return clients
