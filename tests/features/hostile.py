"""Companies whose events try to mislead: late facts, returns over several rows, changes of mind."""

from collections.abc import Mapping
from datetime import datetime
from random import Random
from typing import Any

from hypothesis import strategies as st

from tests.features.company import at, day
from tests.features.hostile_lives import Event, Row, T, events

__all__ = ["NAMES", "Row", "T", "Tables", "companies"]

Tables = dict[str, list[Row]]

NAMES = ("orders", "complaints", "nps", "contacts", "activity", "managers", "order_lines", "clients")
OWN_TIME = {"orders": "ordered_at", "complaints": "opened_at", "nps": "answered_at"}
OWN_TIME |= {"contacts": "contacted_at", "activity": "seen_at", "managers": "valid_from"}
OWN_TIME |= {"order_lines": "ordered_at", "clients": "valid_from"}
#: Facts of a row that carry a later time of their own, and what goes with them.
LATER_FACTS = {
    "orders": {"status_at": ("status", "status_at"), "delivered_on": ("delivered_on",)},
    "complaints": {"closed_at": ("closed_at",)},
    "managers": {"valid_to": ("valid_to", "dismissed")},
}


def companies(clients: int) -> st.SearchStrategy[Tables]:
    """Companies of so many clients, c0, c1, …, each with events of a few themes; any table may be empty.

    Hypothesis draws the seed only: of a whole company it would draw short lists, and give up on long ones.
    """
    return st.integers(0, 2**32 - 1).map(lambda seed: company_of(seed, clients))


def company_of(seed: int, clients: int) -> Tables:
    """The company of a seed."""
    random = Random(seed)
    return Drawn(_company([events(random) for _ in range(clients)]), seed, clients)


class Drawn(dict[str, list[Row]]):
    """A company that says how to draw it again."""

    def __init__(self, tables: Tables, seed: int, clients: int) -> None:
        super().__init__(tables)
        self._drawn = (seed, clients)

    def __repr__(self) -> str:
        """Give the call: all its rows would fill many screens."""
        return f"company_of{self._drawn}"


def _company(clients: list[list[Event]]) -> Tables:
    tables: Tables = {name: [] for name in NAMES}
    for number, told in enumerate(clients):
        # Three of four clients surely have an order day, so that their other events are seen at all.
        plain = [("orders", {"ordered_at": at(number % T), "amount": 50})] if number % 4 else []
        for name, row in [*plain, *told]:
            tables[name].append(_owned(number, name, row))
    return tables


def _owned(number: int, name: str, row: Row) -> Row:
    """Say whose a row is, in `of` also where the row itself doesn't tell.

    Half of the clients share their orders' numbers with each other; then a line must name its client.
    """
    client = f"c{number}"
    row = {"client_id": client, **row, "of": client}
    if number % 2 == 0:
        row["client_id"] = client
    elif row.get("order_id") is not None:
        row["order_id"] = f"{number}-{row['order_id']}"
    return row


def known_from(name: str, row: Mapping[str, Any]) -> Any:
    """When a row as such is known."""
    # A line without a time is as old as its order, and a card without one tells nothing.
    own = row[OWN_TIME[name]] or at(0)
    return max(row.get("known_at") or own, own)


def as_written_then(tables: Tables, t: int) -> Tables:
    """What a faithful recorder had written when day `t` began: later rows and later facts are not there."""
    then: Tables = {}
    for name, rows in tables.items():
        then[name] = [
            {**row, **dict.fromkeys(_later_facts(name, row, t))}
            for row in rows
            if known_from(name, row) < at(t)
        ]
    return then


def _later_facts(name: str, row: Mapping[str, Any], t: int) -> list[str]:
    """Columns of a row that speak of day `t` or a later one."""
    told = {time: row.get(time) for time in LATER_FACTS.get(name, {})}
    later = [
        time
        for time, when in told.items()
        if when is not None and when >= (at(t) if isinstance(when, datetime) else day(t))
    ]
    return [column for time in later for column in LATER_FACTS[name][time]]


def with_future_of(tables: Tables, other: Tables, t: int) -> Tables:
    """The same events, and of another company's those that are known from day `t` on."""
    return {
        name: rows + [row for row in other[name] if known_from(name, row) >= at(t)]
        for name, rows in tables.items()
    }


def of_clients(tables: Tables, clients: set[str]) -> Tables:
    """The events of some clients only."""
    return {name: [row for row in rows if row["of"] in clients] for name, rows in tables.items()}


def clients_of(tables: Tables) -> set[str]:
    """Whoever has an event."""
    return {row["of"] for rows in tables.values() for row in rows}


def as_strangers(tables: Tables) -> Tables:
    """The same events of clients, and with orders, of other names."""
    named = ("client_id", "order_id", "of")
    return {
        name: [
            {**row, **{key: f"new {row[key]}" for key in named if row.get(key) is not None}} for row in rows
        ]
        for name, rows in tables.items()
    }
