"""Which rows repeat another one, and which contradict one: what no row can tell alone.

Rows are first looked through by a key of four bytes; only where a key comes twice is more compared.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb
import numpy as np
from numpy.typing import NDArray

from features.acceptance.sql import quoted
from features.schema import EventTable

#: Fault number of rows that repeat another one exactly; they are dropped.
COPY = -1
#: Fault number of rows that contradict another one; they are set aside.
CONTRADICTION = -2
#: Fault number of rows of an id merged into another, that has such a row of its own; they are dropped.
MERGED_AWAY = -3
#: Event table → the column that names a row's thing; where it is filled, it is key enough to look for copies.
NAMED_BY = {"orders": "order_id", "complaints": "complaint_id", "attempts": "attempt_id"}
#: Bits of a key that are not looked at where its place is asked for, so that the processor's memory suffices.
UNSEEN_BITS = 8
#: Rows to compare are copied out of the table while they are at most this share of it.
FEW = 0.25
_Keys = NDArray[np.uint32]


@dataclass(frozen=True)
class OneThing:
    """Which rows of a table tell of one thing, of which there can be one account only.

    Attributes
    ----------
    key : tuple of str
        Columns that name the thing; rows without the first of them name none.
    also : tuple of str
        Columns that are part of the key where the table has them.
    same : tuple of str
        Columns in which the accounts must agree; where they don't, nobody can tell which one is true.
    prefer : tuple of str
        SQL of the order in which accounts that agree so far are preferred; the first one counts.
    lines : bool
        Whether rows that agree so far are lines of one thing, all of which count.
    """

    key: tuple[str, ...]
    also: tuple[str, ...] = ()
    same: tuple[str, ...] = ()
    prefer: tuple[str, ...] = ()
    lines: bool = False


LATEST = "known_at DESC NULLS LAST"
#: Event table → what may be told of once. An opt-out or a revocation is never lost to another account.
ONCE: Mapping[str, OneThing] = {
    "orders": OneThing(("order_id", "ordered_at"), ("branch",), ("client_id",), lines=True),
    "clients": OneThing(
        ("client_id",),
        ("valid_from",),
        (),
        ("do_not_contact IS TRUE DESC", "excluded IS NULL", "_merged", LATEST),
    ),
    "complaints": OneThing(("complaint_id", "opened_at"), (), ("client_id",), (LATEST, "closed_at IS NULL")),
    "attempts": OneThing(
        ("attempt_id",), (), ("client_id", "assigned_at", "action", "arm"), (LATEST, "outcome IS NULL")
    ),
    "consents": OneThing(
        ("client_id", "channel", "granted_at"), ("purpose",), (), ("revoked_at NULLS LAST",)
    ),
    "aliases": OneThing(("client_id",), (), ("alias_of",)),
}


@dataclass(frozen=True)
class Rows:
    """Judged rows in a table of the engine.

    Attributes
    ----------
    name : str
        The engine's table: `columns`, ``_fault``, ``_repairs``, and ``_others`` if `others`.
    columns : tuple of str
        Accepted columns.
    others : bool
        Whether there is a hash of further columns of the source.
    merged_bit : int
        Bit of ``_repairs`` that says that the row's client was known by another id.
    """

    name: str
    columns: tuple[str, ...]
    others: bool
    merged_bit: int


def mark_repetitions(connection: duckdb.DuckDBPyConnection, table: EventTable, parts: Sequence[Rows]) -> None:
    """Mark copies and contradictions among the sound rows of a table, over all its parts.

    Parameters
    ----------
    connection : DuckDB connection
        The engine.
    table : EventTable
        Which table.
    parts : sequence of Rows
        Where its rows lie; their ``_fault`` is set.
    """
    keys = [key_sql(table, part, parts) for part in parts]
    seen = [_seen(connection, part, key) for part, key in zip(parts, keys, strict=True)]
    twice, share = _twice(np.concatenate(seen))
    if not len(twice):
        return
    if share <= FEW:
        found: dict[str, NDArray[Any]] = {
            f"places_{at}": _places(part, twice) for at, part in enumerate(seen)
        }
        tests = [f"rowid IN (FROM {name})" for name in found]
    else:
        found = {"keys_twice": twice}
        tests = [f"{key} IN (FROM keys_twice)" for key in keys]
    for name, values in found.items():
        connection.register(name, {"value": values})
    try:
        _mark_all(connection, table, parts, tests, few=share <= FEW)
    finally:
        for name in found:
            connection.unregister(name)


def _seen(connection: duckdb.DuckDBPyConnection, part: Rows, key: str) -> _Keys:
    """Give the key of every row of a part, by its place: no row of a judged table is ever deleted."""
    return np.asarray(connection.execute(f"SELECT {key} AS key FROM {part.name}").fetchnumpy()["key"])


def _twice(keys: _Keys) -> tuple[_Keys, float]:
    """Give the keys that come more than once, and which share of all are such; the order of `keys` is lost.

    Sorting numbers that lie side by side is cheaper than counting them, once a table of counts outgrows the
    processor's memory.
    """
    keys.sort()
    repeated = keys[1:][keys[1:] == keys[:-1]]
    first = np.ones(len(repeated), bool)
    np.not_equal(repeated[1:], repeated[:-1], out=first[1:])
    twice = repeated[first]
    return twice, (len(repeated) + len(twice)) / max(len(keys), 1)


def _places(keys: _Keys, twice: _Keys) -> NDArray[np.intp]:
    """Give the places of all keys that are among `twice`; a few others may be there, which look like them."""
    marked = np.zeros(1 << (32 - UNSEEN_BITS), bool)
    marked[twice >> UNSEEN_BITS] = True
    return np.flatnonzero(marked[keys >> UNSEEN_BITS])


def key_sql(table: EventTable, part: Rows, parts: Sequence[Rows]) -> str:
    """Write a key of half a hash; rows that repeat or contradict each other share it, others seldom do."""
    common = set.intersection(*(set(each.columns) for each in parts))
    required = [column.accepted_name for column in table.columns if column.required]
    thing, name = ONCE.get(table.name), NAMED_BY.get(table.name)
    wanted = [*thing.key, *thing.also] if thing and not name else [*required, table.own_time or ""]
    base = [one for one in dict.fromkeys(wanted) if one in common] or required
    key = f"hash({', '.join(map(quoted, base))})"
    if name is not None and name in part.columns:
        key = f"CASE WHEN {quoted(name)} IS NULL THEN {key} ELSE hash({quoted(name)}) END"
    return f"CAST({key} >> 32 AS UINTEGER)"


def _mark_all(
    connection: duckdb.DuckDBPyConnection,
    table: EventTable,
    parts: Sequence[Rows],
    tests: Sequence[str],
    *,
    few: bool,
) -> None:
    """Mark what is found among the rows that may not be alone; if they are few, they are copied out first."""
    columns = tuple(dict.fromkeys(name for part in parts for name in part.columns))
    if any(part.others for part in parts):
        columns = (*columns, "_others")
    rows = candidates = _candidates(parts, columns, tests)
    if few:
        connection.execute(f"CREATE OR REPLACE TEMP TABLE candidates AS {candidates}")
        rows = "FROM candidates"
    copies = _mark_copies(connection, rows, columns, parts)
    thing = ONCE.get(table.name)
    if thing and set(thing.key) <= set(columns):
        if few and copies:
            connection.execute(f"CREATE OR REPLACE TEMP TABLE candidates AS {candidates}")
        _mark_contradictions(connection, thing, rows, columns, parts)
    connection.execute("DROP TABLE IF EXISTS candidates")


def _candidates(parts: Sequence[Rows], columns: Sequence[str], tests: Sequence[str]) -> str:
    """Write the sound rows that may not be alone, each with its part, its place and whether it was merged."""

    def of(part: Rows) -> str:
        there = {*part.columns, *(["_others"] if part.others else [])}
        return ", ".join(quoted(name) for name in columns if name in there)

    return " UNION ALL BY NAME ".join(
        f"SELECT {of(part)}, (_repairs >> {part.merged_bit}) & 1 AS _merged, {number} AS _part,"
        f" rowid AS _place FROM {part.name}"
        f" WHERE _fault IS NULL AND {test}"
        for number, (part, test) in enumerate(zip(parts, tests, strict=True))
    )


def _mark_copies(
    connection: duckdb.DuckDBPyConnection, rows: str, columns: Sequence[str], parts: Sequence[Rows]
) -> int:
    """Mark the rows that repeat another one in every column, and count them; the first of each stays."""
    whole = f"hash({', '.join(map(quoted, columns))})"
    twice = f"SELECT {whole} FROM ({rows}) GROUP BY 1 HAVING count(*) > 1"
    again = f"row_number() OVER (PARTITION BY {', '.join(map(quoted, columns))} ORDER BY _part, _place)"
    return mark(
        connection,
        f"SELECT _part, _place, {COPY} AS _mark FROM (SELECT _part, _place, {again} AS _copy"
        f" FROM ({rows}) WHERE {whole} IN ({twice})) WHERE _copy > 1",
        [part.name for part in parts],
    )


def _mark_contradictions(
    connection: duckdb.DuckDBPyConnection,
    thing: OneThing,
    rows: str,
    columns: Sequence[str],
    parts: Sequence[Rows],
) -> None:
    """Mark the accounts of one thing that do not count."""
    names = [*thing.key, *(name for name in thing.also if name in columns)]
    key, first = ", ".join(map(quoted, names)), quoted(thing.key[0])
    same = [quoted(name) for name in thing.same if name in columns]
    differ = " OR ".join(f"min({name}) <> max({name})" for name in same) or "false"
    odd = "false" if thing.lines else "count(*) > 1"
    odd_keys = (
        f"SELECT {key}, coalesce({differ}, false) AS _all FROM ({rows}) WHERE {first} IS NOT NULL"
        f" GROUP BY {key} HAVING {odd} OR coalesce({differ}, false)"
    )
    matched = " AND ".join(f"r.{quoted(name)} IS NOT DISTINCT FROM o.{quoted(name)}" for name in names)
    prefer = [one for one in thing.prefer if one.split()[0] in (*columns, "_merged")]
    fullest = " + ".join(f"({quoted(name)} IS NULL)::INT" for name in columns)
    order = ", ".join([*prefer, fullest, *(f"{quoted(name)} DESC NULLS LAST" for name in columns)])
    lost = f"CASE WHEN _all OR _merged = 0 THEN {CONTRADICTION} ELSE {MERGED_AWAY} END"
    mark(
        connection,
        f"SELECT _part, _place, {lost} AS _mark FROM (SELECT *, row_number() OVER (PARTITION BY {key}"
        f" ORDER BY {order}) AS _account FROM (SELECT r.*, o._all FROM ({rows}) r JOIN ({odd_keys}) o"
        f" ON {matched})) WHERE _all OR _account > 1",
        [part.name for part in parts],
    )


def mark(connection: duckdb.DuckDBPyConnection, marks: str, names: Sequence[str]) -> int:
    """Set the faults of rows, and count them; `marks` is SQL of (_part, _place, _mark), `names` by part."""
    ((marked,),) = connection.execute(f"CREATE OR REPLACE TEMP TABLE marks AS {marks}").fetchall()
    for number, name in enumerate(names if marked else ()):
        connection.execute(
            f"UPDATE {name} SET _fault = _mark FROM marks"
            f" WHERE marks._part = {number} AND marks._place = {name}.rowid"
        )
    connection.execute("DROP TABLE marks")
    return int(marked)
