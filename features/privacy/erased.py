"""Whose rows never come back: people who were erased, known only by keyed digests under a local secret."""

import hmac
import json
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Literal

import duckdb

from features.acceptance.sql import literal, quoted
from features.errors import BusyError, DamagedError
from features.whole_files import put_file

#: Below DATA_DIR; both files are made by the first erasure, and are to be backed up together.
FOLDER, SECRET, MARKS = "erased", "secret", "marks.json"
SECRET_BYTES, BLOCK_BYTES = 32, 64
#: What is marked: a client's ids, and telephones and e-mails, by which rows without an id are known.
Kind = Literal["id", "contact"]
#: Fault number of rows of people who were erased; they are dropped.
ERASED = -4
#: The engine's tables of the ids and of the orders that are dropped.
IDS, ORDERS = "_erased_ids", "_erased_orders"


@dataclass(frozen=True)
class Erased:
    """The tombstones.

    Attributes
    ----------
    secret : bytes
        The installation's own; without it a mark says nothing about anybody.
    marks : frozenset of str
        HMAC-SHA256 (hex) of everything by which an erased person was known.

    Examples
    --------
    >>> nobody = Erased(b"k" * 32, frozenset())
    >>> somebody = Erased(b"k" * 32, frozenset({nobody.mark("id", "00123")}))
    >>> somebody.holds("id", "00123"), somebody.holds("id", "123"), somebody.holds("contact", "00123")
    (True, False, False)
    """

    secret: bytes
    marks: frozenset[str]

    def mark(self, kind: Kind, value: str) -> str:
        """Give the mark of a value."""
        return hmac.new(self.secret, f"{kind}:{value}".encode(), sha256).hexdigest()

    def holds(self, kind: Kind, value: str) -> bool:
        """Tell whether a value is marked."""
        return self.mark(kind, value) in self.marks


def read_erased(data_dir: Path) -> Erased | None:
    """Read the tombstones; None where nobody was ever erased.

    Raises
    ------
    DamagedError
        If one of the two files is gone or damaged: without both, erased people would come back unseen.
    BusyError
        If they cannot be read.
    """
    folder = data_dir / FOLDER
    try:
        if not (folder / MARKS).exists():
            return None
        secret = (folder / SECRET).read_bytes()
        marks = json.loads((folder / MARKS).read_bytes())
    except OSError as fault:
        raise BusyError(
            f"{folder} cannot be read: {fault.strerror}. It says who was erased: mend its rights."
        ) from fault
    except ValueError:
        marks = None
    if len(secret) != SECRET_BYTES or not isinstance(marks, list):
        raise DamagedError(f"{folder} is damaged: it says who was erased. Restore it from your copy.")
    return Erased(secret, frozenset(map(str, marks)))


def add_erased(data_dir: Path, *, ids: Iterable[str], contacts: Iterable[str]) -> None:
    """Write tombstones that stand once this returns, whatever happens next.

    Parameters
    ----------
    data_dir : Path
        `[storage] data_dir`.
    ids : iterable of str
        Every id of the person.
    contacts : iterable of str
        Its telephones and e-mails, as they stood in the table of clients.
    """
    folder = data_dir / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    known = read_erased(data_dir) or Erased(_secret(folder / SECRET), frozenset())
    new = {known.mark("id", value) for value in ids} | {known.mark("contact", value) for value in contacts}
    if not new <= known.marks:
        _replace(folder / MARKS, json.dumps(sorted(known.marks | new), indent=0).encode())


def drop_erased(
    connection: duckdb.DuckDBPyConnection, erased: Erased, table: str, name: str, columns: Iterable[str]
) -> None:
    """Mark the judged rows of erased people, so that they are neither accepted nor set aside.

    Parameters
    ----------
    connection : DuckDB connection
        The engine.
    erased : Erased
        The tombstones.
    table : str
        The event table's name.
    name : str
        The engine's table of its judged rows.
    columns : iterable of str
        Accepted columns that it has.
    """
    there = set(columns)
    for column in ("client_id", "alias_of"):
        if column in there and (column == "client_id" or table == "aliases"):
            _gather(connection, erased, name, column)
            connection.execute(f"UPDATE {name} SET _fault = {ERASED} WHERE {quoted(column)} IN (FROM {IDS})")
    if table == "orders" and "order_id" in there:
        connection.execute(f"CREATE TEMP TABLE IF NOT EXISTS {ORDERS} (order_id VARCHAR)")
        connection.execute(
            f"INSERT INTO {ORDERS} SELECT DISTINCT order_id FROM {name} WHERE _fault = {ERASED}"
            f" AND order_id IS NOT NULL EXCEPT SELECT order_id FROM {name} WHERE _fault IS NULL"
        )
    elif table == "order_lines" and "order_id" in there and _stands(connection, ORDERS):
        nobody = "client_id IS NULL AND " if "client_id" in there else ""
        connection.execute(f"UPDATE {name} SET _fault = {ERASED} WHERE {nobody}order_id IN (FROM {ORDERS})")


def _gather(connection: duckdb.DuckDBPyConnection, erased: Erased, name: str, column: str) -> None:
    """Make the engine's table of those values that are marked; the secret is bound, never written."""
    padded = erased.secret.ljust(BLOCK_BYTES, b"\0")
    pads = [bytes(byte ^ pad for byte in padded) for pad in (0x36, 0x5C)]
    marks = ", ".join(map(literal, sorted(erased.marks)))
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE {IDS} AS SELECT value FROM"
        f" (SELECT DISTINCT {quoted(column)} AS value FROM {name})"
        " WHERE sha256($outer::BLOB || unhex(sha256($inner::BLOB || encode('id:' || value))))"
        f" IN ({marks})",
        {"inner": pads[0], "outer": pads[1]},
    )


def _stands(connection: duckdb.DuckDBPyConnection, name: str) -> bool:
    found = connection.execute("SELECT 1 FROM duckdb_tables() WHERE table_name = ?", [name]).fetchone()
    return found is not None


def _secret(path: Path) -> bytes:
    if not path.exists():
        _replace(path, secrets.token_bytes(SECRET_BYTES))
    return path.read_bytes()


def _replace(path: Path, content: bytes) -> None:
    """Write a file whole, for its owner only, or not at all."""
    try:
        put_file(path, content)
    except BusyError as fault:
        raise BusyError(f"{fault} Nobody was erased.") from fault
