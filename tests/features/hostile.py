"""Companies whose events try to mislead: late facts, returns over several rows, changes of mind."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from hypothesis import strategies as st

from tests.features.company import at, day

Row = dict[str, Any]
Tables = dict[str, list[Row]]

#: The as-of day around which events are laid: most before it, some on it and after.
T = 100
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

_days = st.sampled_from([*range(0, T, 3), *range(85, T + 20), T, T, T])
_parts = st.sampled_from([0.0, 0.0, 0.5, 0.999988])
_times = st.builds(lambda day, part: day + part, _days, _parts)
_delays = st.sampled_from([0, 0.25, 1, 2, 7, 20, 60])
_money = st.sampled_from([0, 0.01, 1, 40, 60, 100, 100, 250.5, 1_000_000])
#: When something later became known or happened: never said, after a delay, or on the as-of day itself.
_often_none = st.one_of(st.none(), st.none(), _delays, st.just("T"))
#: Answers crowd together, so that several fall on one moment.
_crowded = st.sampled_from([60, 90.5, 90.5, 95, 95, T, T + 3])


#: Days after the order for which it is promised, and on which it comes: "T" is the as-of day itself.
_promises = st.sampled_from([None, 0, 3, 14, "T"])
_deliveries = st.sampled_from([None, 0, 2, 3, 5, 20, "T"])


def _after(time: float, delay: float | str | None) -> Any:
    if isinstance(delay, str):
        return at(max(time, T))
    return None if delay is None else at(time + delay)


@st.composite
def _order(draw: st.DrawFn) -> tuple[str, Row]:
    time, amount = draw(_times), draw(_money)
    if draw(st.integers(0, 3)) == 0:
        amount = -amount
    return "orders", {
        "ordered_at": at(time),
        "amount": amount,
        "order_id": draw(st.sampled_from([None, "1", "2", "3"])),
        "margin": draw(st.sampled_from([None, None, 0.2 * amount, -5])),
        "discount": draw(st.sampled_from([None, None, 0, 5, -5])),
        "branch": draw(st.sampled_from([None, "north", "north", "south"])),
        "status": draw(st.sampled_from([None, None, "done", "cancelled", "returned"])),
        "status_at": _after(time, draw(_often_none)),
        "promised_on": _on(time, draw(_promises)),
        "delivered_on": _on(time, draw(_deliveries)),
        "known_at": _after(time, draw(_often_none)),
    }


def _on(time: float, delay: int | str | None) -> Any:
    if isinstance(delay, str):
        return day(max(int(time), T))
    return None if delay is None else day(int(time) + delay)


@st.composite
def _complaint(draw: st.DrawFn) -> tuple[str, Row]:
    time = draw(_times)
    return "complaints", {
        "opened_at": at(time),
        "closed_at": _after(time, draw(_often_none)),
        "category": draw(st.sampled_from([None, "service", "price", "quality", "conflict", "other"])),
        "severity": draw(st.sampled_from([None, 1, 5])),
        "known_at": _after(time, draw(_often_none)),
    }


@st.composite
def _answer(draw: st.DrawFn) -> tuple[str, Row]:
    time = draw(_crowded)
    return "nps", {
        "answered_at": at(time),
        "score": draw(st.integers(0, 10)),
        "topic": draw(st.sampled_from([None, "product", "service", "delivery"])),
        "known_at": _after(time, draw(_often_none)),
    }


@st.composite
def _contact(draw: st.DrawFn) -> tuple[str, Row]:
    time = draw(st.one_of(_times, _crowded))
    return "contacts", {
        "contacted_at": at(time),
        "direction": draw(st.sampled_from([None, "in", "out", "out"])),
        "outcome": draw(st.sampled_from([None, "order", "information", "none", "no_answer", "refused"])),
        "response_hours": draw(st.sampled_from([None, 0.0, 0.1, 7.25])),
        "known_at": _after(time, draw(_often_none)),
    }


@st.composite
def _visit(draw: st.DrawFn) -> tuple[str, Row]:
    time = draw(_times)
    return "activity", {
        "seen_at": at(time),
        "visits": draw(st.sampled_from([None, 0, 1, 5])),
        "known_at": _after(time, draw(_often_none)),
    }


@st.composite
def _assignment(draw: st.DrawFn) -> tuple[str, Row]:
    time = draw(st.one_of(_times, _crowded))
    return "managers", {
        "valid_from": at(time),
        "manager": draw(st.sampled_from(["m1", "m2", "m3"])),
        "valid_to": _after(time, draw(_often_none)),
        "dismissed": draw(st.sampled_from([None, False, True])),
        "known_at": _after(time, draw(_often_none)),
    }


@st.composite
def _line(draw: st.DrawFn) -> tuple[str, Row]:
    time, amount = draw(st.one_of(st.none(), _times)), draw(_money)
    if draw(st.integers(0, 3)) == 0:
        amount = -amount
    known = draw(_often_none)
    return "order_lines", {
        "client_id": None,
        "order_id": draw(st.sampled_from(["1", "2", "3"])),
        "ordered_at": None if time is None else at(time),
        "product": draw(st.sampled_from(["p", "q", "r"])),
        "category": draw(st.sampled_from([None, "x", "x", "y"])),
        "amount": amount,
        "quantity": draw(st.sampled_from([None, 0, 1, 1, 2.5, -1])),
        "known_at": _after(50 if time is None else time, known),
    }


@st.composite
def _card(draw: st.DrawFn) -> tuple[str, Row]:
    time = draw(st.one_of(st.none(), _crowded))
    return "clients", {
        "valid_from": None if time is None else at(time),
        "kind": draw(st.sampled_from([None, "b2b", "b2c"])),
        "region": draw(st.sampled_from([None, "north", "south"])),
        "created_on": draw(st.sampled_from([None, day(50), day(T), day(T + 1)])),
        "contract_ends_on": draw(st.sampled_from([None, day(50), day(T), day(T + 1)])),
        "known_at": None if time is None else _after(time, draw(_often_none)),
    }


_events = st.one_of(
    *(_order() for _ in range(4)),
    *(_complaint(), _answer(), _contact(), _contact(), _visit(), _assignment()),
    *(_line() for _ in range(4)),
    _card(),
)


def companies(clients: int) -> st.SearchStrategy[Tables]:
    """Companies of so many clients, c0, c1, …, each with a handful of events; any table may be empty."""
    one = st.lists(_events, min_size=1, max_size=15)
    return st.lists(one, min_size=clients, max_size=clients).map(_company)


def _company(clients: list[list[tuple[str, Row]]]) -> Tables:
    tables: Tables = {name: [] for name in NAMES}
    for number, events in enumerate(clients):
        # Three of four clients surely have an order day, so that their other events are seen at all.
        plain = [("orders", {"ordered_at": at(number), "amount": 50})] if number % 4 else []
        for name, row in [*plain, *events]:
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


def as_strangers(tables: Tables) -> Tables:
    """The same events of clients, and with orders, of other names."""
    named = ("client_id", "order_id", "of")
    return {
        name: [
            {**row, **{key: f"new {row[key]}" for key in named if row.get(key) is not None}} for row in rows
        ]
        for name, rows in tables.items()
    }
