"""Companies of regular buyers whose statuses are plain: a table that answers like the real one, by one rule."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from typing import Any

import ibis
import numpy as np
import pyarrow as pa
import pytest

from features.churn_rate import ChurnRate, answer, churn_rate
from features.churn_rate.standings import ABSENT, CLIENT, LOST, Standings
from features.events import Events
from features.settings import Settings, settings_from
from tests.features.company import accepted

#: Silence of so many days makes anybody lost here.
LOST_AFTER = 40
#: A short horizon, so that a history of twenty days is past enough.
SETTINGS = settings_from({"churn": {"max_days": 60}, "value": {"margin_share": 0.5}})


class Regulars:
    """Stands for the feature table: everybody is lost after `LOST_AFTER` days, and each order brings 10."""

    def __init__(self, orders: Mapping[str, Sequence[date]]) -> None:
        self.orders = orders

    def days(self, _connection: object, as_of_days: Iterable[date]) -> Iterator[tuple[pa.Table, None]]:
        for day in sorted(set(as_of_days)):
            yield self.on(day), None

    def on(self, day: date) -> pa.Table:
        """What the feature table would say of a day."""
        known = {
            client: [when for when in days if when < day] for client, days in sorted(self.orders.items())
        }
        rows = {client: days for client, days in known.items() if days}
        silent = [(day - max(days)).days for days in rows.values()]
        return pa.table(
            {
                "client_id": pa.array(rows, pa.string()),
                "status": pa.array(
                    ["lost" if days >= LOST_AFTER else "active" for days in silent], pa.string()
                ),
                "lost_after_days": pa.array([float(LOST_AFTER)] * len(rows), pa.float64()),
                "days_since_order": pa.array(map(float, silent), pa.float64()),
                "tenure_days": pa.array(
                    [float((day - min(days)).days) for days in rows.values()], pa.float64()
                ),
                "order_days": pa.array([float(len(days)) for days in rows.values()], pa.float64()),
                "abc": pa.array(["A" if client < "c" else "B" for client in rows], pa.string()),
                "average_check": pa.array([20.0] * len(rows), pa.float64()),
                "own_cycle_days": pa.array([10.0] * len(rows), pa.float64()),
                "margin_ever": pa.array([10.0 * len(days) for days in rows.values()], pa.float64()),
            }
        )


def every_ten_days(start: date, end: date) -> list[date]:
    """Order days every ten days, both ends included."""
    return [start + timedelta(days=step) for step in range(0, (end - start).days + 1, 10)]


def events_of_orders(orders: Mapping[str, Sequence[date]], **tables: Sequence[Mapping[str, Any]]) -> Events:
    """Accepted events of these order days; an even client buys in the North, an odd one in the South."""
    rows = [
        {
            "client_id": client,
            "ordered_at": datetime.combine(when, time()),
            "amount": 20,
            "order_id": f"{client} {when}",
            "branch": "North" if int(client[1:]) % 2 == 0 else "South",
        }
        for client, days in orders.items()
        for when in days
    ]
    connection = ibis.duckdb.connect()
    named = {"orders": rows, **tables}
    made = {
        name: connection.create_table(name, accepted(name, given), temp=True) for name, given in named.items()
    }
    return Events(made, connection)


def told(
    orders: Mapping[str, Sequence[date]],
    *,
    tables: Mapping[str, Sequence[Mapping[str, Any]]] | None = None,
    settings: Settings = SETTINGS,
    **asked: Any,
) -> ChurnRate:
    """The churn of these order days, through everything but the real feature table."""
    with regular(orders):
        return churn_rate(events_of_orders(orders, **(tables or {})), settings, **asked)


@contextmanager
def regular(orders: Mapping[str, Sequence[date]]) -> Iterator[None]:
    """Put the plain rule in place of the feature table."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(answer, "FeatureTable", lambda _events, _settings, **_families: Regulars(orders))
        yield


#: A year of thirty regulars: six leave, one by one; two are lost for a time; three come, one of them leaves.
FIRST, END = date(2023, 1, 1), date(2024, 3, 1)


def year_of_thirty() -> dict[str, list[date]]:
    """Order days of a company worked by hand; see the tests."""
    orders = {f"a{number:02}": every_ten_days(FIRST, END) for number in range(30)}
    for number in range(6):  # a00 … a05 order last on the 15th of April to September 2023
        orders[f"a{number:02}"] = every_ten_days(FIRST, date(2023, 4 + number, 15))
    for number in (6, 7):  # silent from May to July
        orders[f"a{number:02}"] = every_ten_days(FIRST, date(2023, 5, 1)) + every_ten_days(
            date(2023, 7, 20), END
        )
    orders["n30"] = every_ten_days(date(2023, 6, 5), END)
    orders["n31"] = every_ten_days(date(2023, 6, 5), date(2023, 6, 25))
    orders["n33"] = every_ten_days(date(2023, 8, 5), END)
    orders["o34"] = [
        date(2023, 1, 5),
        date(2024, 1, 10),
        date(2024, 1, 30),
        date(2024, 2, 20),
    ]  # lost at the start, back
    orders["o35"] = [date(2023, 1, 6)]  # lost before, and for good
    return orders


def standings_of(rows: Mapping[str, Sequence[int]], days: Sequence[date], **more: Any) -> Standings:
    """Standings written out: state of each client on each day."""
    state = np.array([rows[client] for client in sorted(rows)], np.int8).T.reshape(len(days), len(rows))
    there = state != ABSENT
    return Standings(
        clients=pa.array(sorted(rows), pa.string()),
        days=tuple(days),
        state=state,
        silent_days=np.asarray(more.get("silent", np.where(state == LOST, 50, there * 1)), np.int32),
        could_be_lost=np.asarray(more.get("could", there), np.bool_),
        bought_again=np.asarray(more.get("again", state == CLIENT), np.bool_),
        history_days=tuple(more.get("history", [1000] * len(days))),
    )
