"""Invented orders for the benchmarks: the same rows on every run, a few clients buying most of them."""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from features.events import named_events

ROWS, CLIENTS = 5_000_000, 200_000
FIRST_SECOND, DAYS = 1_640_995_200, 1_095  # 2022-01-01, three years
DAY_SECONDS = 86_400
REFUNDED_SHARE, CANCELLED_SHARE, LATE_SHARE = 0.01, 0.01, 0.02


def orders(rows: int = ROWS, clients: int = CLIENTS, *, seed: int = 7) -> pa.Table:
    """Give accepted orders, unsorted; the last `REFUNDED_SHARE` of the rows are refunds of earlier ones.

    Clients buy in the proportions of a Pareto law and from a first day of their own on. Columns that features
    do not read stand, mostly empty, as in accepted files.
    """
    rng = np.random.default_rng(seed)
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
    text = {
        "client_id": pa.array(np.char.add("c", client.astype("U7"))),
        "order_id": pa.array(np.char.add("o", number.astype("U8"))),
        "status": pa.array(np.where(cancelled, "cancelled", "done")),
        "currency": pa.array(np.full(rows, "RUB")),
        "branch": pa.array(np.char.add("b", (client % 12).astype("U2"))),
    }
    known_columns = {
        **text,
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


def write_orders(folder: Path) -> dict[str, Path]:
    """Write the orders twice, unsorted and sorted by client and time, unless they already lie there."""
    paths = {order: folder / f"orders-{order}.parquet" for order in ("unsorted", "sorted")}
    if not all(path.exists() for path in paths.values()):
        folder.mkdir(parents=True, exist_ok=True)
        table = orders()
        by_client = table.sort_by([("client_id", "ascending"), ("ordered_at", "ascending")])
        for path, rows in zip(paths.values(), (table, by_client), strict=True):
            pq.write_table(rows, path, compression="zstd", row_group_size=122_880)
    return paths
