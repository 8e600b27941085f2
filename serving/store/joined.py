"""What belongs to each published score: its client's candidate, and the best of the options open to it."""

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from serving.store.lookup import CLIENT_ID

#: Stands for a row that is not there.
NONE = -1


class Joined:
    """Where each client's rows stand in the tables of one publication, found once for all requests.

    Parameters
    ----------
    scores, candidates, options : pyarrow.Table
        With one row, at most one and any number a client.

    Attributes
    ----------
    candidate, best : memoryview of int
        For each row of `scores` the row of `candidates`, and of `options`; `NONE` where there is none.
    """

    def __init__(self, scores: pa.Table, candidates: pa.Table, options: pa.Table) -> None:
        found = rows_in(scores, candidates)
        best = np.append(best_options(candidates, options), np.int32(NONE))  # where NONE points, too
        self.candidate = memoryview(found.data)
        self.best = memoryview(best[found].data)


def rows_in(asking: pa.Table, table: pa.Table) -> "np.ndarray[Any, np.dtype[np.int32]]":
    """Give for each row of a table the other's (first) row of the same client, `NONE` where there is none.

    Examples
    --------
    >>> rows_in(pa.table({"client_id": ["a", "b", "c"]}), pa.table({"client_id": ["b", "c"]}))
    array([-1,  0,  1], dtype=int32)
    """
    ids = [
        each.column(CLIENT_ID).cast(pa.large_string()).combine_chunks()  # one type of text, to be compared
        for each in (asking, table)
    ]
    places = pc.fill_null(pc.index_in(ids[0], value_set=ids[1]), NONE)
    return np.asarray(places, dtype=np.int32)


def best_options(candidates: pa.Table, options: pa.Table) -> "np.ndarray[Any, np.dtype[np.int32]]":
    """Give for each candidate the row of the eligible option of the highest expected net value.

    `NONE` for a held-out client, and where no option of its list is worth more than it costs. Of options that
    are worth the same, the first by name of the action.

    Examples
    --------
    >>> candidates = pa.table({"client_id": ["a"], "list": ["at_risk"], "held_out": [False]})
    >>> options = pa.table(
    ...     {
    ...         "client_id": ["a", "a", "a"],
    ...         "list": ["at_risk", "at_risk", "recoverable"],
    ...         "action": ["visit", "call", "call"],
    ...         "eligible": [True, True, True],
    ...         "expected_net_value": [10.0, 10.0, 99.0],
    ...     }
    ... )
    >>> best_options(candidates, options)
    array([1], dtype=int32)
    """
    best = np.full(candidates.num_rows, NONE, dtype=np.int32)
    asked = rows_in(options, candidates)
    of = pa.array(asked, mask=asked == NONE)
    is_open = [
        options.column("eligible"),
        pc.greater(options.column("expected_net_value"), 0.0),
        pc.equal(options.column("list"), candidates.column("list").take(of)),
        pc.invert(candidates.column("held_out").take(of)),
    ]
    rows = np.flatnonzero(np.logical_and.reduce([_true(flags) for flags in is_open]))
    if not len(rows):
        return best
    worth = options.column("expected_net_value").take(rows).to_numpy()
    _, names = np.unique(options.column("action").take(rows).to_numpy(), return_inverse=True)
    order = np.lexsort((names, -worth, asked[rows]))
    client, first = np.unique(asked[rows][order], return_index=True)
    best[client] = rows[order][first]
    return best


def _true(flags: pa.ChunkedArray) -> "np.ndarray[Any, np.dtype[np.bool_]]":
    """Tell where a flag is set; one that is not known is not."""
    return np.asarray(pc.fill_null(flags, False), dtype=bool)
