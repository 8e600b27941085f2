"""Products to offer: which way finds what clients really buy next, on the real orders of Complete Journey.

``python -m benchmarks.products``: on four days of 2017, each way names four products a client out of what was
known; it scores by the clients' purchases of the sixty days after. Products that a client had before and
products new to it are counted apart.
"""

import tempfile
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from pathlib import Path

import duckdb
import ibis
import numpy as np
import pandas as pd
from scipy import sparse
from scipy.sparse.linalg import svds

from features.events import Events
from serving.options.products import OFFERED, Likeness, given_up, purchases

DAYS, AHEAD_DAYS, FACTORS = (date(2017, 5, 1), date(2017, 7, 1), date(2017, 9, 1), date(2017, 11, 1)), 60, 32
Way = Callable[[sparse.csr_matrix], np.ndarray]


def journey_events(folder: Path) -> Events:
    """Write Complete Journey's tables and open them as accepted events."""
    from serving.commands.examples import journey

    journey(folder)
    connection = ibis.duckdb.connect()
    raw: duckdb.DuckDBPyConnection = connection.con
    raw.execute(
        f"CREATE VIEW orders AS SELECT client_id, order_id, ordered_at, NULL::VARCHAR AS status "
        f"FROM '{folder}/orders.parquet'"
    )
    raw.execute(
        f"CREATE VIEW order_lines AS SELECT *, (amount * 100)::BIGINT AS amount_hundredths, "
        f"ordered_at AS known_at FROM '{folder}/order_lines.parquet'"
    )
    return Events({name: connection.table(name) for name in ("orders", "order_lines")}, connection)


def factors(baskets: sparse.csr_matrix, seen: sparse.csr_matrix) -> np.ndarray:
    """Score by a truncated singular value decomposition of who bought what, as matrix factorisers do."""
    weight = 1 / np.sqrt(np.maximum(np.asarray(seen.sum(axis=0)).ravel(), 1))
    _, _, right = svds(seen @ sparse.diags(weight), k=FACTORS, random_state=0)
    return np.asarray((baskets @ sparse.diags(weight)) @ right.T @ right)


def hits(named: np.ndarray, truth: sparse.csr_matrix) -> tuple[float, float]:
    """Give the share of clients with a hit, and the share of named products that were bought."""
    found = np.take_along_axis(np.asarray(truth.todense()) > 0, named, axis=1)
    return float(found.any(axis=1).mean()), float(found.mean())


def judged(events: Events, day: date) -> pd.DataFrame:
    """Judge every way on one day."""
    known, later = purchases(events, day), purchases(events, day + timedelta(days=AHEAD_DAYS))
    later = later[later["last_day"] <= AHEAD_DAYS]
    later = later[later["client_id"].isin(known["client_id"])]
    likeness = Likeness(known)
    baskets, clients = likeness.baskets(known[known["client_id"].isin(later["client_id"])])
    truth, order = likeness.baskets(later)
    assert order.equals(clients)
    had = np.asarray(baskets.todense()) > 0
    everything = likeness.baskets(known)[0]
    scores: Mapping[str, np.ndarray] = {
        "popularity": np.tile(likeness.buyers, (len(clients), 1)),
        "co-occurrence": likeness.scores(baskets),
        "matrix factors": factors(baskets, everything),
    }
    rows = []
    for name, score in scores.items():
        named = np.argsort(-np.where(had, -np.inf, score), axis=1, kind="stable")[:, :OFFERED]
        rows.append(("new to the client", name, *hits(named, truth)))
    rows += _of_earlier(known, clients, likeness, truth)
    return pd.DataFrame(rows, columns=["products", "way", "clients with a hit", "named that were bought"])


def _of_earlier(
    known: pd.DataFrame, clients: pd.Index, likeness: Likeness, truth: sparse.csr_matrix
) -> list[tuple[str, str, float, float]]:
    """Judge what the client gave up against as many of its former products by chance, client by client."""
    random = np.random.default_rng(0)
    gone = given_up(known)
    gone = gone[gone["client_id"].isin(clients) & gone["product"].isin(likeness.products)]
    picked = gone.groupby("client_id").head(2)
    mine = known[known["client_id"].isin(picked["client_id"]) & known["product"].isin(likeness.products)]
    lots = mine.assign(lot=random.random(len(mine))).sort_values("lot")
    by_chance = lots.groupby("client_id").head(2)
    rows = []
    for name, some in (("given up, most bought first", picked), ("of its former ones, by chance", by_chance)):
        places = (
            clients.get_indexer(pd.Index(some["client_id"])),
            likeness.products.get_indexer(pd.Index(some["product"])),
        )
        found = np.asarray(truth[places]).ravel() > 0
        shares = pd.Series(found).groupby(some["client_id"].to_numpy()).max()
        rows.append(("bought before", name, float(shares.mean()), float(found.mean())))
    return rows


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        events = journey_events(Path(folder))
        told = pd.concat([judged(events, day).assign(day=str(day)) for day in DAYS])
    means = told.groupby(["products", "way"], sort=False)[["clients with a hit", "named that were bought"]]
    print(means.agg(["mean", "min", "max"]).map("{:.1%}".format).to_string())


if __name__ == "__main__":
    main()
