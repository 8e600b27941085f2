"""Who the clients are today: the latest row in force, filled from orders where it is silent."""

from datetime import date
from typing import Any

import pytest

from serving.scores.people import COLUMNS, consents_today, people_today
from tests.features.company import at, day, events_of

AS_OF = day(100)


def one(key: str, when: float, **given: Any) -> dict[str, Any]:
    return {"client_id": key, "ordered_at": at(when), "amount": 10.0} | given


def today(as_of: date = AS_OF, **tables: Any) -> dict[str, dict[str, Any]]:
    people = people_today(events_of(**tables), as_of)
    assert tuple(people.columns) == COLUMNS
    assert people["client_id"].tolist() == sorted(people["client_id"])
    plain = people.astype(object).where(people.notna(), None)
    return {row["client_id"]: row for row in plain.to_dict(orient="records")}


def test_the_latest_row_in_force_is_todays() -> None:
    rows = [
        {"client_id": "a", "valid_from": at(10), "name": "Old", "do_not_contact": True},
        {"client_id": "a", "valid_from": at(90), "name": "New", "excluded": "moved"},
        {"client_id": "a", "valid_from": at(101), "name": "Not yet"},
        {"client_id": "a", "name": "Without a day"},
    ]
    person = today(orders=[one("a", 1)], clients=rows)["a"]
    assert (person["name"], person["excluded"], person["do_not_contact"]) == ("New", "moved", False)


@pytest.mark.parametrize(("valid_from", "name"), [(100.9, "New"), (101, "Old")])
def test_what_begins_on_the_day_itself_is_in_force(valid_from: float, name: str) -> None:
    rows = [
        {"client_id": "a", "valid_from": at(10), "name": "Old"},
        {"client_id": "a", "valid_from": at(valid_from), "name": "New"},
    ]
    assert today(orders=[one("a", 1)], clients=rows)["a"]["name"] == name


def test_a_row_without_a_day_serves_where_there_is_no_other() -> None:
    assert today(orders=[one("a", 1)], clients=[{"client_id": "a", "name": "A"}])["a"]["name"] == "A"


def test_branch_and_manager_come_from_the_latest_order_that_names_them_where_the_row_is_silent() -> None:
    orders = [
        one("a", 1, branch="Old", manager="Ann"),
        one("a", 5, branch="New", manager="Bob"),
        one("a", 9),
        one("b", 5, branch="New", manager="Bob"),
    ]
    people = today(orders=orders, clients=[{"client_id": "b", "branch": "Own"}])
    assert (people["a"]["branch"], people["a"]["manager"]) == ("New", "Bob")
    assert (people["b"]["branch"], people["b"]["manager"]) == ("Own", "Bob")


def test_of_orders_of_one_moment_the_same_is_taken_whatever_their_order() -> None:
    orders = [one("a", 5, branch=name) for name in ("x", "z", "y")]
    found = {today(orders=rows)["a"]["branch"] for rows in (orders, orders[::-1], orders[1:] + orders[:1])}
    assert found == {"z"}


def test_of_rows_of_one_day_the_same_is_taken_whatever_their_order() -> None:
    rows = [{"client_id": "a", "valid_from": at(5), "name": name} for name in ("x", "z", "y")]
    found = {
        today(orders=[one("a", 1)], clients=given)["a"]["name"]
        for given in (rows, rows[::-1], rows[1:] + rows[:1])
    }
    assert len(found) == 1


def test_without_a_clients_table_everybody_who_ordered_is_known_by_their_orders() -> None:
    person = today(orders=[one("a", 1, branch="North")])["a"]
    assert person == dict.fromkeys(COLUMNS) | {"client_id": "a", "branch": "North", "do_not_contact": False}


def test_whoever_is_listed_and_never_ordered_is_there_too() -> None:
    assert set(today(orders=[one("a", 1)], clients=[{"client_id": "b"}])) == {"a", "b"}


def test_where_no_consents_are_kept_there_are_none_to_ask() -> None:
    assert consents_today(events_of(orders=[one("a", 1)]), AS_OF) is None


@pytest.mark.parametrize(
    ("granted", "revoked", "stands"),
    [(10, None, True), (10, 99, False), (10, 101, True), (100.5, None, True), (101, None, False)],
)
def test_a_consent_stands_from_its_granting_until_it_is_revoked(
    granted: float, revoked: float | None, stands: bool
) -> None:
    row = {"client_id": "a", "channel": "call", "granted_at": at(granted)}
    if revoked is not None:
        row["revoked_at"] = at(revoked)
    found = consents_today(events_of(orders=[one("a", 1)], consents=[row, row]), AS_OF)
    assert found is not None
    assert found.to_dict(orient="records") == [{"client_id": "a", "channel": "call"}] * stands


@pytest.mark.parametrize(
    ("said", "excluded"), [("moved", "moved"), ("rightly_let_go", "rightly_let_go"), ("price", None)]
)
def test_who_left_for_a_reason_outside_our_reach_is_excluded(said: str, excluded: str | None) -> None:
    gone = [{"client_id": "a", "left_on": day(50), "reason": said}]
    listed = [{"client_id": "b", "excluded": "bankrupt"}]
    people = today(orders=[one("a", 1), one("b", 1)], departures=gone, clients=listed)
    assert {key: person["excluded"] for key, person in people.items()} == {"a": excluded, "b": "bankrupt"}


def test_who_came_back_since_is_excluded_no_more() -> None:
    gone = [{"client_id": "a", "left_on": day(50), "reason": "moved"}]
    assert today(orders=[one("a", 1), one("a", 60)], departures=gone)["a"]["excluded"] is None
