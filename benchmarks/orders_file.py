"""Invented orders for the benchmarks: the same rows on every run, a few clients buying most of them."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from features.events import named_events

#: Orders a client, on average; blocks of clients are made one after another, so that any size fits.
ORDERS_A_CLIENT, BLOCK_CLIENTS = 40, 50_000
FIRST_SECOND, DAYS = 1_640_995_200, 1_095  # 2022-01-01, three years
DAY_SECONDS = 86_400
REFUNDED_SHARE, CANCELLED_SHARE, LATE_SHARE = 0.01, 0.01, 0.02
ROW_GROUP = 122_880


def orders(rows: int, clients: int, *, first_client: int = 0, seed: int = 7) -> pa.Table:
    """Give accepted orders, unsorted; the last `REFUNDED_SHARE` of the rows are refunds of earlier ones.

    Clients buy in the proportions of a Pareto law and from a first day of their own on. Columns that features
    do not read stand, mostly empty, as in accepted files.
    """
    rng = np.random.default_rng([seed, first_client])
    appetite = rng.pareto(1.3, clients) + 0.05
    client = rng.choice(clients, rows, p=appetite / appetite.sum())
    begins = rng.uniform(0, DAYS * 0.9, clients)[client]
    ordered = FIRST_SECOND + ((begins + rng.random(rows) * (DAYS - begins)) * DAY_SECONDS).astype("int64")
    amount = np.maximum((rng.lognormal(8.5, 0.9, rows) * 100).astype("int64"), 100)
    number = np.arange(rows)
    refunds = slice(rows - int(rows * REFUNDED_SHARE), rows)
    original = rng.choice(refunds.start, rows - refunds.start, replace=False)
    client[refunds], number[refunds] = client[original], original
    ordered[refunds] = ordered[original] + rng.integers(1, 30, len(original)) * DAY_SECONDS
    amount[refunds] = -amount[original]
    known = ordered + np.where(rng.random(rows) < LATE_SHARE, rng.integers(0, 20, rows) * DAY_SECONDS, 0)
    cancelled = rng.random(rows) < CANCELLED_SHARE
    cancelled[refunds] = False
    ids = np.char.zfill((client + first_client).astype("U8"), 8)
    known_columns = {
        "client_id": pa.array(np.char.add("c", ids)),
        "order_id": pa.array(np.char.add("o", number.astype("U8"))),
        "status": pa.array(np.where(cancelled, "cancelled", "done")),
        "currency": pa.array(np.full(rows, "RUB")),
        "branch": pa.array(np.char.add("b", (client % 12).astype("U2"))),
        "ordered_at": _times(ordered),
        "known_at": _times(known),
        "amount_hundredths": pa.array(amount),
        "margin_hundredths": pa.array((amount * 0.3).astype("int64")),
        "status_at": pa.array((ordered + 3 * DAY_SECONDS) * 1_000_000, pa.timestamp("us"), mask=~cancelled),
    }
    schema = named_events(["orders"], connection=None)["orders"].schema().to_pyarrow()
    return pa.table(
        [
            known_columns[field.name].cast(field.type)
            if field.name in known_columns
            else pa.nulls(rows, field.type)
            for field in schema
        ],
        schema=schema,
    )


def _times(seconds: np.ndarray) -> pa.Array:
    return pa.array(seconds * 1_000_000, pa.timestamp("us"))


def _blocks(rows: int) -> Iterator[pa.Table]:
    """Give the orders of one block of clients after another, sorted by client and time."""
    clients = rows // ORDERS_A_CLIENT
    for first in range(0, clients, BLOCK_CLIENTS):
        some = min(BLOCK_CLIENTS, clients - first)
        table = orders(some * ORDERS_A_CLIENT, some, first_client=first)
        yield table.sort_by([("client_id", "ascending"), ("ordered_at", "ascending")])


def write_sorted(folder: Path, millions: int) -> Path:
    """Write the orders sorted by client and time, unless they already lie there."""
    path = folder / f"orders-{millions}m-sorted.parquet"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        unfinished, writer = path.with_suffix(".part"), None
        for block in _blocks(millions * 1_000_000):
            writer = writer or pq.ParquetWriter(unfinished, block.schema, compression="zstd")
            writer.write_table(block, row_group_size=ROW_GROUP)
        if writer:
            writer.close()
        unfinished.rename(path)
    return path


def write_unsorted(folder: Path, millions: int) -> Path:
    """Write the same orders in no order, unless they already lie there."""
    import duckdb

    path, ordered = folder / f"orders-{millions}m-unsorted.parquet", write_sorted(folder, millions)
    if not path.exists():
        duckdb.connect().execute(
            f"COPY (FROM '{ordered}' ORDER BY hash(order_id, client_id)) TO '{path}' (COMPRESSION zstd)"
        )
    return path


def write_facts(folder: Path, millions: int) -> Path:
    """Write the facts of the sorted orders, as `winback check` does; a folder that stands is taken anew."""
    import shutil

    import duckdb

    from features import fact_files

    facts = folder / f"facts-{millions}m"
    shutil.rmtree(facts, ignore_errors=True)
    facts.mkdir()
    with duckdb.connect() as connection:
        fact_files.write_facts(connection, {"orders": write_sorted(folder, millions)}, facts)
    return facts
