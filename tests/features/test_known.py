"""What is known when a day begins: the cut, the ages, the gaps."""

import ibis
import pytest

from features.arithmetic import number_of
from features.known import SOURCES, known, order_days
from features.orders import order_facts
from tests.features.company import at, day, events_of, order

# ibis 12 calls a method that DuckDB 2 has renamed
pytestmark = pytest.mark.filterwarnings("ignore:fetch_arrow_table:DeprecationWarning")
T = ibis.literal(number_of(day(100)), "int32")


def test_a_source_stands_where_the_company_has_its_table() -> None:
    events = events_of(orders=[order("a", 1)], nps=[])
    facts = order_facts(events["orders"], margin_share=0.3)
    assert set(known(facts, events, T)) == {"order_days", "setbacks", "nps"}
    assert {SOURCES[name] for name in known(facts, events, T)} == {"orders", "nps"}


def test_order_days_carry_age_gap_and_place_from_the_latest() -> None:
    events = events_of(orders=[order("a", 90), order("a", 40, 2), order("a", 40.5, 1), order("a", 99)])
    facts = order_facts(events["orders"], margin_share=0.5)
    rows = known(facts, events, T)["order_days"].order_by("age").to_pyarrow().to_pylist()
    assert [(row["age"], row["gap"], row["back"]) for row in rows] == [(1, 9, 0), (10, 50, 1), (60, None, 2)]
    assert [(row["amount"], row["margin"]) for row in rows] == [(10_000, 5_000), (10_000, 5_000), (300, 150)]
    assert [row["log_gap"] for row in rows[:2]] == [2_197_225, 3_912_023]  # ln 9, ln 50


def test_order_days_of_a_later_day_of_knowledge_hold_what_was_undone_and_learned_since() -> None:
    rows = [
        order("a", 10),
        order("a", 20, status="cancelled", status_at=at(120)),
        order("a", 30, known_at=at(110)),
        order("a", 105),
    ]
    facts = order_facts(events_of(orders=rows)["orders"], margin_share=0.3)

    def stood(when: int) -> list[int]:
        found = order_days(facts, ibis.literal(number_of(day(when)), "int32")).order_by("day")
        return [row["day"] - number_of(day(0)) for row in found.to_pyarrow().to_pylist()]

    assert stood(100) == [10, 20]
    assert stood(120) == [10, 20, 30, 105]
    assert stood(121) == [10, 30, 105]


def test_ages_are_whole_days_whatever_the_hour() -> None:
    events = events_of(
        orders=[order("a", 99.999)],
        nps=[{"client_id": "a", "answered_at": at(98.999), "score": 5}],
        complaints=[{"client_id": "a", "opened_at": at(98.0)}],
    )
    sources = known(order_facts(events["orders"], margin_share=0.3), events, T)
    ages = {name: rows.age.max().to_pyarrow().as_py() for name, rows in sources.items()}
    assert ages == {"order_days": 1, "setbacks": None, "complaints": 2, "nps": 2}
