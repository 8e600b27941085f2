"""Order lines: whose they are, of which day, and until when they stand."""

from functools import cache
from typing import Any

import ibis
import pandas as pd
import pytest
from ibis.expr import types as ir

from features.arithmetic import number_of
from features.events import named_events
from features.facts import facts_of
from features.lines import known_lines, link_products
from features.steps import Recorded, create, sql_of
from tests.features.company import accepted, at, day, engine, order


def line(order_id: str, product: str = "p", amount: float = 10, **more: Any) -> dict[str, Any]:
    """One order line; by default it has neither client nor date of its own."""
    return {"order_id": order_id, "product": product, "amount": amount, "quantity": 1, **more}


@cache
def statements() -> tuple[dict[str, str], dict[str, ir.Table]]:
    """What makes the facts, and the names they lie under; compiled once."""
    recorded = Recorded()
    events = named_events(["orders", "order_lines"], ibis.duckdb.connect())
    facts = {
        name: recorded.set_aside(name, rows) for name, rows in facts_of(events, recorded.set_aside).items()
    }
    return recorded.sql, facts


def known(t: int, orders: list[dict[str, Any]], lines: list[dict[str, Any]]) -> pd.DataFrame:
    """The lines known when day `t` began, by client, day and product; money and quantities in units."""
    made, facts = statements()
    connection = engine({"orders": accepted("orders", orders), "order_lines": accepted("order_lines", lines)})
    for name, sql in made.items():
        create(connection, name, sql)
    rows = known_lines(facts, ibis.literal(number_of(day(t)), "int32"), "lines", link_products)
    frame = connection.sql(sql_of(rows)).to_arrow_table().to_pandas()
    units = {"paid": frame["paid"] / 100, "quantity": frame["quantity"] / 1000}
    units |= {name: t - frame[name.replace("day", "age")] for name in ("day", "next_day")}
    return frame.assign(**units).sort_values(["client_id", "day", "product"], ignore_index=True)


def told(frame: pd.DataFrame, *columns: str) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in frame[list(columns)].itertuples(index=False)]


def test_a_line_takes_client_and_day_from_its_order() -> None:
    found = known(50, [order("a", 1, order_id="1"), order("b", 2, order_id="2")], [line("1"), line("2", "q")])
    assert told(found, "client_id", "day", "product", "paid") == [("a", 1, "p", 10), ("b", 2, "q", 10)]


def test_a_client_or_a_day_of_its_own_counts_before_the_orders() -> None:
    orders = [order("a", 1, order_id="1"), order("b", 2, order_id="1")]
    mine = known(50, orders, [line("1", client_id="b"), line("1", "q", ordered_at=at(5), client_id="a")])
    assert told(mine, "client_id", "day") == [("a", 5), ("b", 2)]
    dated = known(50, orders[:1], [line("1", ordered_at=at(7))])
    assert told(dated, "client_id", "day") == [("a", 7)]


def test_a_line_that_no_order_explains_says_nothing() -> None:
    orders = [order("a", 1, order_id="1"), order("a", 2)]
    assert known(50, orders, [line("2"), line("1", client_id="b")]).empty
    # One with client and day needs no order.
    assert told(known(50, orders, [line("9", client_id="c", ordered_at=at(3))]), "client_id") == [("c",)]


def test_the_day_of_an_order_of_several_rows_is_that_of_the_row_known_first() -> None:
    rows = [order("a", 5, order_id="1"), order("a", 3, order_id="1", known_at=at(20))]
    assert told(known(50, rows, [line("1")]), "day") == [(5,)]
    assert told(known(10, rows, [line("1")]), "day") == [(5,)]


def test_a_line_is_not_known_before_its_order() -> None:
    late = [order("a", 5, order_id="1", known_at=at(20))]
    assert known(20, late, [line("1")]).empty
    assert known(20, late, [line("1", known_at=at(6))]).empty
    assert len(known(21, late, [line("1")])) == 1
    assert known(30, [order("a", 5, order_id="1")], [line("1", known_at=at(30))]).empty


def test_a_negative_line_is_no_purchase() -> None:
    orders = [order("a", 1, 100, order_id="1"), order("a", 20, -30, order_id="1")]
    found = known(50, orders, [line("1", amount=70), line("1", "q", 30), line("1", "q", -30)])
    assert told(found, "day", "product", "paid") == [(1, "p", 70), (1, "q", 30)]


@pytest.mark.parametrize(
    "undone",
    [
        [order("a", 1, order_id="1", status="cancelled", status_at=at(10))],
        [order("a", 1, order_id="1"), order("a", 10, -100, order_id="1")],
    ],
)
def test_the_lines_of_an_undone_order_count_until_that_was_known(undone: list[dict[str, Any]]) -> None:
    assert len(known(10, undone, [line("1")])) == 1
    assert known(11, undone, [line("1")]).empty


def test_an_order_of_which_a_row_still_stands_keeps_its_lines() -> None:
    rows = [order("a", 1, order_id="1", status="cancelled", status_at=at(10)), order("a", 1, order_id="1")]
    assert len(known(50, rows, [line("1")])) == 1
    both = [rows[0], order("a", 1, order_id="1", status="returned", status_at=at(30))]
    assert len(known(30, both, [line("1")])) == 1
    assert known(31, both, [line("1")]).empty


def test_another_clients_order_of_the_same_number_undoes_nothing() -> None:
    rows = [order("a", 1, order_id="1"), order("b", 1, order_id="1", status="cancelled", status_at=at(2))]
    assert told(known(50, rows, [line("1", client_id="a"), line("1", client_id="b")]), "client_id") == [
        ("a",)
    ]


def test_a_price_is_made_by_lines_with_an_amount_and_a_quantity() -> None:
    orders = [order("a", 1, order_id="1")]
    given = {"p": 2.5, "q": None, "r": float("nan"), "s": 1e300, "t": -1.0, "u": float("inf"), "v": 0.0}
    lines = [line("1", name, quantity=quantity) for name, quantity in given.items()]
    found = known(50, orders, [*lines, line("1", "free", 0)]).set_index("product")[["paid", "quantity"]]
    assert found.loc["p"].tolist() == [10, 2.5]
    assert found.drop("p").eq(0).all(axis=None)
    assert len(found) == 8


def test_rows_of_one_product_on_one_day_are_one() -> None:
    orders = [order("a", 1, order_id="1"), order("a", 1.5, order_id="2")]
    lines = [line("1", quantity=1.5), line("2", amount=20, quantity=2), line("1", amount=90, quantity=None)]
    found = known(50, orders, [*lines, line("1", amount=0)])
    assert told(found, "product", "paid", "quantity") == [("p", 30, 3.5)]


def test_a_purchase_is_linked_to_the_next_one_and_the_one_before() -> None:
    orders = [order("a", when, order_id=str(when)) for when in (1, 10, 20)]
    lines = [line(str(when), amount=when, quantity=number) for when, number in [(1, 2), (10, 2), (20, 3)]]
    found = known(50, orders, lines)
    assert found["next_day"].tolist()[:2] == [10, 20]
    assert pd.isna(found["next_day"][2])
    assert found["is_new"].tolist() == [True, False, False]
    # Two at half a unit of money, then three at five.
    assert found["cost_before"].tolist()[1:] == [100, 1500]
    assert pd.isna(found["cost_before"][0])


def test_links_are_those_that_were_known_then() -> None:
    orders = [
        order("a", 1, order_id="1", status="cancelled", status_at=at(30)),
        order("a", 10, order_id="2", known_at=at(40)),
        order("a", 20, order_id="3"),
    ]
    lines = [line("1"), line("2"), line("3")]
    # On day 25 the first stands and nobody knows of the second; from day 41 on it is the other way round.
    assert told(known(25, orders, lines), "day", "is_new") == [(1, True), (20, False)]
    assert told(known(35, orders, lines), "day", "is_new") == [(20, True)]
    assert told(known(45, orders, lines), "day", "is_new") == [(10, True), (20, False)]


def test_what_is_undone_later_is_one_purchase_with_what_stands_until_then() -> None:
    orders = [
        order("a", 1, order_id="1", status="cancelled", status_at=at(30)),
        order("a", 1, order_id="2"),
        order("a", 5, order_id="3"),
    ]
    lines = [line("1", amount=30), line("2", amount=0), line("3", amount=60)]
    assert told(known(25, orders, lines), "day", "paid", "cost_before")[1] == (5, 60, 3000)
    assert len(known(25, orders, lines)) == 2
    assert pd.isna(known(35, orders, lines)["cost_before"][1])


def test_a_purchase_that_is_undone_later_is_linked_until_then() -> None:
    orders = [order("a", 1, order_id="1", status="cancelled", status_at=at(30)), order("a", 20, order_id="2")]
    lines = [line("1"), line("2")]
    assert told(known(25, orders, lines), "day", "is_new") == [(1, True), (20, False)]
    assert told(known(35, orders, lines), "day", "is_new") == [(20, True)]
