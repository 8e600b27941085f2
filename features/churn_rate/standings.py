"""Where every client stood on the first day of each month: not lost, lost, or not yet a client."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from features.leaving import AT_RISK, RECOVERABLE
from features.table import FeatureTable

#: A client's state on a day. `UNJUDGED`: nobody had ordered twice, so there was no rhythm to judge by.
ABSENT, CLIENT, LOST, UNJUDGED = 0, 1, 2, 3
#: What is kept of each client on the days of which more than its state is wanted.
KEPT = ("abc", "average_check", "own_cycle_days", "order_days", "tenure_days", "margin_ever")
Keep = Callable[[date, np.ndarray, int], bool]
_STATES = {**dict.fromkeys(AT_RISK, CLIENT), **dict.fromkeys(RECOVERABLE, LOST)}


@dataclass(frozen=True)
class Standings:
    """Clients on several as-of days, each as it was known when that day began.

    Attributes
    ----------
    clients : pyarrow array of string
        Everybody who had an order day that stood on one of the days, sorted.
    days : tuple of date
        As-of days, earliest first.
    state : ndarray of int8, days × clients
        `ABSENT`, `CLIENT` (new, active or overdue), `LOST` or `UNJUDGED`.
    silent_days : ndarray of int32, days × clients
        Days since the last order day; 0 where absent.
    could_be_lost : ndarray of bool, days × clients
        Whether the client was known for so long that a silence could have made it lost.
    bought_again : ndarray of bool, days × clients
        Whether the client had more than one order day.
    history_days : tuple of int
        Days since the first order day of anybody; 0 where there was none.
    kept : mapping of date to pyarrow Table
        ``client_id`` and `KEPT` on the days of which more was wanted.
    """

    clients: pa.Array
    days: tuple[date, ...]
    state: np.ndarray
    silent_days: np.ndarray
    could_be_lost: np.ndarray
    bought_again: np.ndarray
    history_days: tuple[int, ...]
    kept: Mapping[date, pa.Table] = field(default_factory=dict)

    def place(self, day: date) -> int:
        """Tell which of the days a day is."""
        return self.days.index(day)


def _nothing(_day: date, _states: np.ndarray, _history_days: int) -> bool:
    return False


def standings(
    table: FeatureTable, connection: duckdb.DuckDBPyConnection, days: Iterable[date], *, keep: Keep = _nothing
) -> Standings:
    """Ask the feature table for every client's status on several days.

    Parameters
    ----------
    table : FeatureTable
        Over `orders` at least.
    connection : DuckDB connection
        Where the event tables stand under their names.
    days : iterable of date
        As-of days.
    keep : callable
        Takes a day, the states of its clients and the days of history, and says whether `KEPT` is wanted of
        it; asked day by day, earliest first.
    """
    wanted = tuple(sorted(set(days)))
    told, kept = [], {}
    for day, (features, _) in zip(wanted, table.days(connection, wanted), strict=True):
        told.append(_told(features))
        if keep(day, told[-1]["state"], told[-1]["history"]):
            kept[day] = features.select(["client_id", *KEPT])
    everybody = pa.chunked_array([one["client_id"] for one in told], pa.string()).unique()
    clients = everybody.take(pc.sort_indices(everybody))
    shape = (len(wanted), len(clients))
    state, silent = np.zeros(shape, np.int8), np.zeros(shape, np.int32)
    could, again = np.zeros(shape, np.bool_), np.zeros(shape, np.bool_)
    for place, one in enumerate(told):
        where = pc.index_in(one["client_id"], value_set=clients).to_numpy(zero_copy_only=False)
        state[place, where], silent[place, where] = one["state"], one["silent"]
        could[place, where], again[place, where] = one["could"], one["again"]
    history = tuple(one["history"] for one in told)
    return Standings(
        clients=clients,
        days=wanted,
        state=state,
        silent_days=silent,
        could_be_lost=could,
        bought_again=again,
        history_days=history,
        kept=kept,
    )


def _told(features: pa.Table) -> dict[str, Any]:
    """Keep of a day's features what the standings hold, so that the rest can go."""
    numbers = {
        name: features[name].cast(pa.float64()).to_numpy()
        for name in ("lost_after_days", "days_since_order", "tenure_days", "order_days")
    }
    codes = features["status"].combine_chunks().dictionary_encode()
    state_of = np.array([_STATES.get(status, UNJUDGED) for status in codes.dictionary.to_pylist()], np.int8)
    return {
        "client_id": features["client_id"].cast(pa.string()).combine_chunks(),
        "state": state_of[codes.indices.to_numpy()] if len(codes) else np.zeros(0, np.int8),
        "silent": numbers["days_since_order"].astype(np.int32),
        "history": int(numbers["tenure_days"].max(initial=0)),
        "could": numbers["tenure_days"] >= numbers["lost_after_days"],  # false without a rhythm
        "again": numbers["order_days"] > 1,
    }
