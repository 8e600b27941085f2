"""Which id each client goes by now: ids that were merged into others, followed to the end."""

from collections.abc import Iterable
from pathlib import Path

import duckdb
import pyarrow as pa

from features.acceptance.sql import literal
from features.errors import BadDataError

#: The engine's table (was, is_now) that `merge_ids` makes.
MERGED = "_merged_ids"
#: Ids that a message names at most.
MOST_NAMED = 10


def followed(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Follow each merged id to the one that counts now.

    Parameters
    ----------
    pairs : iterable of (str, str)
        An id, and the id it was merged into; one pair an id. An id merged into itself says nothing.

    Returns
    -------
    dict of str to str
        Merged id → the id at the end of its chain.

    Raises
    ------
    BadDataError
        If a chain comes back to itself; the message names its ids.

    Examples
    --------
    >>> followed([("17", "42"), ("42", "99")])
    {'17': '99', '42': '99'}
    >>> followed([("1", "2"), ("2", "1")])
    Traceback (most recent call last):
    ...
    features.errors.BadDataError: Table aliases: the ids 1 → 2 → 1 go in a circle. ...
    """
    into = {was: now for was, now in pairs if was != now}
    ends: dict[str, str] = {}
    for start in into:
        chain: dict[str, None] = {}
        here = start
        while here in into and here not in ends:
            if here in chain:
                raise BadDataError(_circle(list(chain), here))
            chain[here] = None
            here = into[here]
        ends |= dict.fromkeys(chain, ends.get(here, here))
    return {was: ends[was] for was in into}


def merge_ids(connection: duckdb.DuckDBPyConnection, accepted: Path) -> None:
    """Make the engine's table of merged ids of the accepted aliases.

    Raises
    ------
    BadDataError
        If ids go in a circle.
    """
    pairs = connection.execute(
        f"SELECT client_id, alias_of FROM read_parquet({literal(str(accepted))}) ORDER BY client_id"
    ).fetchall()
    ids = followed(pairs)
    rows = pa.table({"was": pa.array(ids, pa.string()), "is_now": pa.array(ids.values(), pa.string())})
    connection.register("given_ids", rows)
    connection.execute(f"CREATE TEMP TABLE {MERGED} AS SELECT * FROM given_ids")
    connection.unregister("given_ids")


def merged_ids(connection: duckdb.DuckDBPyConnection) -> str | None:
    """Give the name of the engine's table (was, is_now) of merged ids; None if no ids were merged."""
    try:
        connection.execute(f"SELECT 1 FROM {MERGED} LIMIT 0")
    except duckdb.CatalogException:
        return None
    return MERGED


def _circle(chain: list[str], back_at: str) -> str:
    ids = chain[chain.index(back_at) :]
    named = [*ids[:MOST_NAMED], *(["…"] if len(ids) > MOST_NAMED else []), back_at]
    return (
        f"Table aliases: the ids {' → '.join(named)} go in a circle."
        " Every id must end at one that counts now; take one of these rows out of the source."
    )
