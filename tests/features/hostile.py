"""Companies whose events try to mislead: late facts, returns over several rows, changes of mind."""

from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st

from tests.features.company import at

Row = dict[str, Any]
Tables = dict[str, list[Row]]

#: The as-of day around which events are laid: most before it, some on it and after.
T = 100
NAMES = ("orders", "complaints", "nps")
OWN_TIME = {"orders": "ordered_at", "complaints": "opened_at", "nps": "answered_at"}
#: Facts of a row that carry a later time of their own, and what goes with them.
LATER_FACTS = {"orders": ("status_at", ("status", "status_at")), "complaints": ("closed_at", ("closed_at",))}

_days = st.sampled_from([*range(0, T, 3), *range(85, T + 20), T, T, T])
_parts = st.sampled_from([0.0, 0.0, 0.5, 0.999988])
_times = st.builds(lambda day, part: day + part, _days, _parts)
_delays = st.sampled_from([0, 0.25, 1, 2, 7, 20, 60])
_money = st.sampled_from([0, 0.01, 1, 40, 60, 100, 100, 250.5, 1_000_000])
#: When something later became known or happened: never said, after a delay, or on the as-of day itself.
_often_none = st.one_of(st.none(), st.none(), _delays, st.just("T"))
#: Answers crowd together, so that several fall on one moment.
_crowded = st.sampled_from([60, 90.5, 90.5, 95, 95, T, T + 3])


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
        "status": draw(st.sampled_from([None, None, "done", "cancelled", "returned"])),
        "status_at": _after(time, draw(_often_none)),
        "known_at": _after(time, draw(_often_none)),
    }


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
        "known_at": _after(time, draw(_often_none)),
    }


_events = st.one_of(_order(), _order(), _order(), _complaint(), _answer())


def companies(clients: int) -> st.SearchStrategy[Tables]:
    """Companies of so many clients, c0, c1, …, each with a handful of events; any table may be empty."""
    one = st.lists(_events, min_size=1, max_size=9)
    return st.lists(one, min_size=clients, max_size=clients).map(_company)


def _company(clients: list[list[tuple[str, Row]]]) -> Tables:
    tables: Tables = {name: [] for name in NAMES}
    for number, events in enumerate(clients):
        for name, row in events:
            tables[name].append({"client_id": f"c{number}", **row})
    return tables


def known_from(name: str, row: Mapping[str, Any]) -> Any:
    """When a row as such is known."""
    own = row[OWN_TIME[name]]
    return max(row.get("known_at") or own, own)


def as_written_then(tables: Tables, t: int) -> Tables:
    """What a faithful recorder had written when day `t` began: later rows and later facts are not there."""
    then: Tables = {}
    for name, rows in tables.items():
        time, facts = LATER_FACTS.get(name, (None, ()))
        then[name] = [
            {**row, **(dict.fromkeys(facts) if time and row.get(time) and row[time] >= at(t) else {})}
            for row in rows
            if known_from(name, row) < at(t)
        ]
    return then


def with_future_of(tables: Tables, other: Tables, t: int) -> Tables:
    """The same events, and of another company's those that are known from day `t` on."""
    return {
        name: rows + [row for row in other[name] if known_from(name, row) >= at(t)]
        for name, rows in tables.items()
    }


def of_clients(tables: Tables, clients: set[str]) -> Tables:
    """The events of some clients only."""
    return {name: [row for row in rows if row["client_id"] in clients] for name, rows in tables.items()}
