"""To whom a client belonged on a day: the latest known before it, and never what came after."""

from datetime import date, datetime
from typing import Any

import pyarrow as pa
import pytest

from features.churn_rate.groups import tallies_of
from features.churn_rate.membership import membership_sql
from tests.features.company import events_of

DAY = date(2024, 3, 1)
CLIENTS = ("a", "b", "c")


def on(day: int, month: int = 1) -> datetime:
    return datetime(2024, month, day)


def order(client: str, when: datetime, **more: Any) -> dict[str, Any]:
    return {"client_id": client, "ordered_at": when, "amount": 10, **more}


def members(by: str, **tables: Any) -> dict[Any, tuple[int, int, int]]:
    """Name of each group → clients, lost ones (a is lost), and those told by rows without a date."""
    events = events_of(**{"orders": [order(client, on(1)) for client in CLIENTS], **tables})
    clients = pa.table(
        {
            "client_id": CLIENTS,
            "abc": ["A", "B", "B"],
            "lost": [True, False, False],
            "profit_before": [700, 50, 9],
        }
    )
    found = tallies_of(by, events, events.connection.con, DAY, clients)
    if found is None:
        return {}
    assert sum(row["profit"] for row in found.to_pylist() if row["lost"]) in (0, 700, 1400)
    return {row["name"]: (row["clients"], row["lost"], row["undated"]) for row in found.to_pylist()}


def test_a_branch_is_that_of_the_latest_order_known_then() -> None:
    orders = [
        order("a", on(1), branch="North"),
        order("a", on(20, 2), branch="South"),
        order("a", on(1, 3), branch="Moon"),  # on the day itself
        order("a", on(25, 2), branch="Late", known_at=on(2, 3)),
        order("b", on(5), branch="North"),
        order("b", on(25, 2)),  # names no branch
        order("b", on(26, 2), branch="Refund", amount=-5),
        order("c", on(1)),
    ]
    orders[6]["amount"] = -5
    assert members("branch", orders=orders) == {"South": (1, 1, 0), "North": (1, 0, 0), None: (1, 0, 0)}


def test_the_clients_own_row_serves_where_no_order_names_one_and_says_so_without_a_date() -> None:
    orders = [order("a", on(1), branch="North"), order("b", on(1)), order("c", on(1))]
    clients = [
        {"client_id": "a", "branch": "Other"},
        {"client_id": "b", "branch": "Old", "valid_from": on(1)},
        {"client_id": "b", "branch": "New", "valid_from": on(1, 2)},
        {"client_id": "b", "branch": "Next", "valid_from": on(1, 3)},
        {"client_id": "c", "branch": "Today"},
    ]
    assert members("branch", orders=orders, clients=clients) == {
        "North": (1, 1, 0),
        "New": (1, 0, 0),
        "Today": (1, 0, 1),
    }


def test_a_region_is_that_of_the_row_in_force() -> None:
    clients = [
        {"client_id": "a", "region": "West", "valid_from": on(1)},
        {"client_id": "a", "region": "East", "valid_from": on(1, 2), "known_at": on(5, 3)},  # told too late
        {"client_id": "b", "region": "East"},
    ]
    assert members("region", clients=clients) == {"West": (1, 1, 0), "East": (1, 0, 1), None: (1, 0, 0)}
    assert members("region") == {}


def test_a_manager_is_who_was_assigned_last_then_who_took_the_order() -> None:
    orders = [order("a", on(1), manager="Anna"), order("b", on(1), manager="Boris"), order("c", on(1))]
    managers = [
        {"client_id": "a", "manager": "Vera", "valid_from": on(5)},
        {"client_id": "a", "manager": "Gleb", "valid_from": on(2, 3)},
    ]
    assert members("manager", orders=orders, managers=managers) == {
        "Vera": (1, 1, 0),
        "Boris": (1, 0, 0),
        None: (1, 0, 0),
    }


LINES = [
    {
        "order_id": "1",
        "product": "bag",
        "category": "film",
        "amount": 5,
        "client_id": "a",
        "ordered_at": on(5),
    },
    {
        "order_id": "1",
        "product": "bag",
        "category": "film",
        "amount": 5,
        "client_id": "a",
        "ordered_at": on(5),
    },
    {"order_id": "2", "product": "box", "category": "paper", "amount": 5},  # told by its order
    {"order_id": "3", "product": "box", "category": "paper", "amount": 5},
    {"order_id": "4", "product": "lid", "category": "paper", "amount": 5},
    {"order_id": "5", "product": "cup", "category": "paper", "amount": 5},
    {"order_id": "6", "product": "net", "amount": 5, "client_id": "a", "ordered_at": datetime(2023, 2, 28)},
    {"order_id": "7", "product": "jar", "amount": -5, "client_id": "a", "ordered_at": on(5)},
    {"order_id": "8", "product": "pot", "amount": 5, "client_id": "nobody", "ordered_at": on(5)},
]
LINE_ORDERS = [
    order("a", on(5), order_id="1"),
    order("a", on(6), order_id="2"),
    order("b", on(6), order_id="3"),
    order("b", on(6), order_id="4", status="cancelled", status_at=on(8)),
    order("b", on(6), order_id="5", status="returned", status_at=on(8, 3)),  # undone later than the day
    order("c", on(6)),
]


def test_a_client_belongs_to_all_that_it_bought_in_the_year_before() -> None:
    found = members("product", orders=LINE_ORDERS, order_lines=LINES)
    assert found == {"bag": (1, 1, 0), "box": (2, 1, 0), "cup": (1, 0, 0)}
    assert members("category", orders=LINE_ORDERS, order_lines=LINES) == {
        "film": (1, 1, 0),
        "paper": (2, 1, 0),
    }
    assert members("product") == {}


def test_a_class_is_that_of_the_day() -> None:
    assert members("abc") == {"A": (1, 1, 0), "B": (2, 0, 0)}


def test_a_table_that_the_company_lacks_is_not_asked() -> None:
    events = events_of(orders=[order("a", on(1))])
    assert membership_sql("region", events) is None
    assert "clients" not in (membership_sql("branch", events) or "clients")


@pytest.mark.parametrize("by", ["branch", "manager", "region", "product", "category"])
def test_nothing_of_the_day_itself_or_later_changes_a_group(by: str) -> None:
    before: dict[str, Any] = {
        "orders": [order(client, on(5), branch="N", manager="M", order_id=client) for client in CLIENTS],
        "clients": [{"client_id": "a", "region": "W", "branch": "C", "manager": "C", "valid_from": on(1)}],
        "managers": [{"client_id": "b", "manager": "V", "valid_from": on(1)}],
        "order_lines": [{"order_id": "a", "product": "bag", "category": "film", "amount": 5}],
    }
    later: dict[str, Any] = {
        "orders": [
            order(client, on(1, 3), branch="X", manager="X", order_id=f"{client}2") for client in CLIENTS
        ],
        "clients": [{"client_id": "a", "region": "X", "branch": "X", "manager": "X", "valid_from": on(1, 3)}],
        "managers": [{"client_id": "b", "manager": "X", "valid_from": on(1, 3)}],
        "order_lines": [{"order_id": "a2", "product": "box", "category": "paper", "amount": 5}],
    }
    both = {name: before[name] + later[name] for name in before}
    assert members(by, **both) == members(by, **before)
