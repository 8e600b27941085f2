"""By what one person is known in the company's data, and which rows are theirs."""

import json
from collections.abc import Collection, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from features.acceptance.sql import literal, quoted
from features.errors import BadDataError
from features.event_sets import verified, verified_file
from features.reading.aliases import followed
from features.schema import SOURCE_TABLES

#: Columns of `clients` that say who a person is.
CONTACTS = ("phone", "email", "name")


@dataclass(frozen=True)
class Person:
    """By what somebody is known.

    Attributes
    ----------
    client_id : str
        The id that counts now.
    ids : frozenset of str
        It, and every id that was merged into it.
    contacts : frozenset of str
        Telephones, e-mails and names of the table of clients.
    order_ids : frozenset of str
        Numbers of its orders: lines of orders may name no client.
    """

    client_id: str
    ids: frozenset[str]
    contacts: frozenset[str] = frozenset()
    order_ids: frozenset[str] = frozenset()

    def owns(self, cells: Collection[str]) -> bool:
        """Tell whether one of a row's cells is the person's id, contact or order.

        Examples
        --------
        >>> Person("7", frozenset({"7"}), frozenset({"+7 900"})).owns(["", "+7 900"])
        True
        """
        return not (self.ids | self.contacts | self.order_ids).isdisjoint(cells)

    def joined(self, other: "Person") -> "Person":
        """Give everything by which the two know the same person."""
        return Person(
            self.client_id,
            self.ids | other.ids,
            self.contacts | other.contacts,
            self.order_ids | other.order_ids,
        )

    def to_json(self) -> str:
        """Write it down, for an erasure that is under way."""
        lists = {name: sorted(getattr(self, name)) for name in ("ids", "contacts", "order_ids")}
        return json.dumps({"client_id": self.client_id, **lists}, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> "Person":
        """Read what `to_json` wrote.

        Examples
        --------
        >>> somebody = Person("7", frozenset({"7", "5"}), order_ids=frozenset({"A-1"}))
        >>> Person.from_json(somebody.to_json()) == somebody
        True
        """
        told = json.loads(text)
        sets = {name: frozenset(told[name]) for name in ("ids", "contacts", "order_ids")}
        return cls(told["client_id"], **sets)


def merged_ids(data_dir: Path) -> Mapping[str, str]:
    """Give every id that was merged into another, and the id that counts now.

    Parameters
    ----------
    data_dir : Path
        `[storage] data_dir`.

    Returns
    -------
    mapping of str to str
        Empty where nothing was accepted yet, or the company has no table of aliases.

    Raises
    ------
    DamagedError
        If the accepted aliases are not those that were accepted.
    """
    try:
        file = verified_file(data_dir, "aliases.parquet")
    except BadDataError:
        return {}
    if file is None:
        return {}
    with closing(duckdb.connect()) as engine:
        return followed(engine.execute(f"SELECT client_id, alias_of FROM {_rows(file)}").fetchall())


def ids_of(client_id: str, merged: Mapping[str, str]) -> tuple[str, frozenset[str]]:
    """Give the id of a client that counts now, and every id that it goes or went by.

    Examples
    --------
    >>> now, every = ids_of("17", {"17": "99", "42": "99"})
    >>> now, sorted(every)
    ('99', ['17', '42', '99'])
    """
    counts = merged.get(client_id, client_id)
    return counts, frozenset({client_id, counts, *(was for was, now in merged.items() if now == counts)})


def find_person(data_dir: Path, client_id: str) -> Person:
    """Find by what a client is known in the accepted events.

    Parameters
    ----------
    data_dir : Path
        `[storage] data_dir`.
    client_id : str
        An id of the client; one that was merged into another stands for that one.

    Returns
    -------
    Person
        Known by that id alone where no event tells more.

    Raises
    ------
    DamagedError
        If a file of the accepted events is not the one that was accepted.
    """
    files = event_files(data_dir)
    with closing(duckdb.connect()) as engine:
        ends: Mapping[str, str] = {}
        if "aliases" in files:
            ends = followed(
                engine.execute(f"SELECT client_id, alias_of FROM {_rows(files['aliases'])}").fetchall()
            )
        counts, ids = ids_of(client_id, ends)
        known = Person(counts, ids)
        show(engine, known)

        def values(table: str, *columns: str) -> frozenset[str]:
            if table not in files:
                return frozenset()
            listed = ", ".join(map(quoted, columns))
            found = engine.execute(
                f"SELECT {listed} FROM {_rows(files[table])} WHERE client_id IN (FROM person_ids)"
            )
            return frozenset(cell for row in found.fetchall() for cell in row if cell)

        contacts, order_ids = values("clients", *CONTACTS), values("orders", "order_id")
    return Person(counts, known.ids, contacts, order_ids)


def event_files(data_dir: Path) -> dict[str, Path]:
    """Give the files of the accepted tables, aliases among them; none where nothing was accepted yet."""
    try:
        files, _, _ = verified(data_dir)
    except BadDataError:
        return {}
    return {name: files[f"{name}.parquet"] for name in SOURCE_TABLES if f"{name}.parquet" in files}


def show(engine: duckdb.DuckDBPyConnection, person: Person) -> None:
    """Make an engine's tables of a person's ids and orders, for `theirs_sql`."""
    for name, values in (("person_ids", person.ids), ("person_orders", person.order_ids)):
        engine.register("given", pa.table({"value": pa.array(sorted(values), pa.string())}))
        engine.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT * FROM given")
        engine.unregister("given")


def theirs_sql(table: str) -> str:
    """Write a condition that is true of a person's rows, and false of every other."""
    theirs = "coalesce(client_id IN (FROM person_ids), false)"
    if table == "aliases":
        return f"({theirs} OR coalesce(alias_of IN (FROM person_ids), false))"
    if table == "order_lines":
        nobodys = "client_id IS NULL AND coalesce(order_id IN (FROM person_orders), false)"
        return f"({theirs} OR ({nobodys}))"
    return theirs


def rows_of_person(data_dir: Path, person: Person) -> dict[str, list[dict[str, Any]]]:
    """Give a person's accepted rows by table; tables without any are left out."""
    found = {}
    with closing(duckdb.connect()) as engine:
        show(engine, person)
        for table, path in event_files(data_dir).items():
            rows = engine.sql(f"SELECT * FROM {_rows(path)} WHERE {theirs_sql(table)}").to_arrow_table()
            if rows.num_rows:
                found[table] = rows.to_pylist()
    return found


def _rows(path: Path) -> str:
    return f"read_parquet({literal(str(path))})"
