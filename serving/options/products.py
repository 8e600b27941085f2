"""Which products to offer a client: what it gave up, and what those buy who buy alike (M34).

Likeness is plain co-occurrence: two products are alike if many clients buy both, for as many as buy either.
`python -m benchmarks.products` sets it against popularity and matrix factors on real orders.
"""

from datetime import date

import numpy as np
import pandas as pd
from scipy import sparse

from features.events import Events

#: Products in one cell of a list, and of them those that the client gave up, at the most.
OFFERED, GIVEN_UP = 4, 2
#: A product is given up once the client's later orders passed it by for longer than both.
PASSED_BY_DAYS, PASSED_BY_GAPS = 30, 2.0
#: How far back purchases count, days.
HISTORY_DAYS = 730
#: Likeness is read off so many clients and products at most, and off products of so many clients at least.
MOST_CLIENTS, MOST_PRODUCTS, FEWEST_CLIENTS = 100_000, 5_000, 5
#: Draws a likeness seen among few clients towards none.
SHRINK = 10.0
NEIGHBOURS = 50
BETWEEN = "; "


def purchases(events: Events, as_of: date) -> pd.DataFrame:
    """Give what each client bought, and when.

    Parameters
    ----------
    events : Events
        With `order_lines`.
    as_of : date
        What is known when it begins, at most `HISTORY_DAYS` back.

    Returns
    -------
    DataFrame
        ``client_id, product, days`` (on which it was bought), ``first_day, last_day`` (days before `as_of`).
    """
    sql = f"""
        WITH told AS (
            SELECT order_id, min(client_id) AS client_id, min(ordered_at) AS ordered_at
            FROM orders WHERE order_id IS NOT NULL AND status IS DISTINCT FROM 'cancelled' GROUP BY order_id
        ), bought AS (
            SELECT coalesce(l.client_id, t.client_id) AS client_id, l.product,
                date_diff('day', coalesce(l.ordered_at, t.ordered_at)::DATE, $1::DATE)::BIGINT AS age
            FROM order_lines l JOIN told t USING (order_id)
            WHERE l.amount_hundredths >= 0 AND coalesce(l.known_at, t.ordered_at) < $1::DATE
        )
        SELECT client_id, product, count(DISTINCT age)::BIGINT AS days, max(age) AS first_day,
            min(age) AS last_day
        FROM bought WHERE client_id IS NOT NULL AND age BETWEEN 1 AND {HISTORY_DAYS}
        GROUP BY ALL ORDER BY client_id, product
    """
    found: pd.DataFrame = events.connection.con.sql(sql, params=[as_of]).to_arrow_table().to_pandas()
    return found


def given_up(bought: pd.DataFrame) -> pd.DataFrame:
    """Find the products that a client took on several days and then passed by while it went on buying.

    Parameters
    ----------
    bought : DataFrame
        Of `purchases`.

    Returns
    -------
    DataFrame
        ``client_id, product``, each client's most bought first.

    Examples
    --------
    >>> bought = pd.DataFrame(
    ...     {"client_id": "a", "product": ["milk", "bread"], "days": [5, 9], "first_day": [200, 200],
    ...      "last_day": [120, 10]}
    ... )
    >>> given_up(bought)["product"].tolist()
    ['milk']
    """
    last = bought.groupby("client_id")["last_day"].transform("min")
    passed_by = bought["last_day"] - last
    gap = (bought["first_day"] - bought["last_day"]) / (bought["days"] - 1).clip(lower=1)
    gone = (bought["days"] >= 2) & (passed_by > PASSED_BY_DAYS) & (passed_by > PASSED_BY_GAPS * gap)
    found = bought[gone].sort_values(
        ["client_id", "days", "last_day", "product"], ascending=[True, False, True, True]
    )
    return found[["client_id", "product"]].reset_index(drop=True)


class Likeness:
    """How alike products are, by who buys them.

    Parameters
    ----------
    bought : DataFrame
        ``client_id, product``, one row a pair.
    """

    def __init__(self, bought: pd.DataFrame) -> None:
        buyers = bought["product"].value_counts()
        common = buyers[buyers >= FEWEST_CLIENTS]
        order = (
            common.to_frame("buyers")
            .reset_index()
            .sort_values(["buyers", "product"], ascending=[False, True])
        )
        self.products = pd.Index(order["product"].head(MOST_PRODUCTS))
        clients = bought["client_id"].drop_duplicates()
        if len(clients) > MOST_CLIENTS:
            clients = clients.sample(MOST_CLIENTS, random_state=0)
        baskets = self.baskets(bought[bought["client_id"].isin(clients)])[0]
        self.buyers = np.asarray(baskets.sum(axis=0)).ravel()
        self._alike = _nearest(baskets, self.buyers)

    def baskets(self, bought: pd.DataFrame) -> tuple[sparse.csr_matrix, pd.Index]:
        """Give who bought which known product, clients × products of 0 and 1, and the clients in order."""
        codes, clients = pd.factorize(bought["client_id"], sort=True)
        places = self.products.get_indexer(bought["product"])
        known = places >= 0
        cells = (np.ones(known.sum()), (codes[known], places[known]))
        return sparse.csr_matrix(cells, shape=(len(clients), len(self.products))), pd.Index(clients)

    def scores(self, baskets: sparse.csr_matrix) -> np.ndarray:
        """Score every known product for clients with these baskets; what they have is -inf."""
        found = np.asarray((baskets @ self._alike).todense())
        found[baskets.nonzero()] = -np.inf
        return found


def _nearest(baskets: sparse.csr_matrix, buyers: np.ndarray) -> sparse.csr_matrix:
    """Keep each product's `NEIGHBOURS` most alike ones."""
    both = (baskets.T @ baskets).tocsr()
    both.setdiag(0)
    both.eliminate_zeros()
    rows = np.repeat(np.arange(both.shape[0]), np.diff(both.indptr))
    both.data = both.data / (np.sqrt(buyers[rows] * buyers[both.indices]) + SHRINK)
    order = np.lexsort((both.indices, -both.data, rows))
    place = np.arange(len(order)) - np.repeat(both.indptr[:-1], np.diff(both.indptr))
    kept = order[place < NEIGHBOURS]
    return sparse.csr_matrix((both.data[kept], (rows[kept], both.indices[kept])), shape=both.shape)


def offered_products(bought: pd.DataFrame, clients: pd.Series, *, chunk: int = 5_000) -> pd.Series:
    """Choose what to offer each client.

    Parameters
    ----------
    bought : DataFrame
        Of `purchases`, of all clients.
    clients : Series of str
        Whom to choose for.
    chunk : int
        So many clients at once.

    Returns
    -------
    Series
        Up to `OFFERED` products joined by `BETWEEN`, by `client_id`: what the client gave up first, then what
        like clients buy; none for clients of whom too little is known.
    """
    mine = bought[bought["client_id"].isin(clients)]
    if mine.empty:
        return pd.Series(dtype="object")
    gone = given_up(mine).groupby("client_id")["product"].apply(lambda names: list(names[:GIVEN_UP]))
    likeness = Likeness(bought)
    ids = mine["client_id"].drop_duplicates().to_numpy()
    chosen: dict[str, str] = {}
    for begin in range(0, len(ids), chunk):
        some = mine[mine["client_id"].isin(ids[begin : begin + chunk])]
        baskets, order = likeness.baskets(some)
        for client, new in zip(order, _best(likeness, likeness.scores(baskets)), strict=True):
            names = [*gone.get(client, ()), *new][:OFFERED]
            if names:
                chosen[client] = BETWEEN.join(names)
    return pd.Series(chosen, dtype="object")


def _best(likeness: Likeness, scores: np.ndarray) -> list[list[str]]:
    """Name each client's products of the highest scores above 0, best first."""
    if not scores.shape[1]:
        return [[] for _ in range(len(scores))]
    width = min(OFFERED, scores.shape[1])
    top = np.argsort(-scores, axis=1, kind="stable")[:, :width]
    values = np.take_along_axis(scores, top, axis=1)
    names = likeness.products.to_numpy(dtype="object")
    return [list(names[row[value > 0]]) for row, value in zip(top, values, strict=True)]
