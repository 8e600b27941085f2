"""Which departures stand on a day: the newest told of, known by then, with no order since."""

from datetime import date
from typing import Any

from features.departures import COLUMNS, standing_departures
from tests.features.company import at, day, events_of

AS_OF = day(100)


def order(when: float, **given: Any) -> dict[str, Any]:
    return {"client_id": "a", "ordered_at": at(when), "amount": 10.0} | given


def gone(when: int, **given: Any) -> dict[str, Any]:
    return {"client_id": "a", "left_on": day(when), "known_at": at(when)} | given


def standing(
    orders: list[dict[str, Any]], departures: list[dict[str, Any]], as_of: date = AS_OF
) -> list[tuple[Any, ...]]:
    found = standing_departures(events_of(orders=orders, departures=departures), as_of)
    assert tuple(found.columns) == COLUMNS
    plain = found.astype(object).where(found.notna(), None)
    return list(plain[["client_id", "left_on", "reason"]].itertuples(index=False, name=None))


def test_the_newest_stands() -> None:
    told = [gone(20, reason="price"), gone(60, reason="manager"), gone(40, reason="service")]
    assert standing([order(10)], told) == [("a", day(60), "manager")]


def test_what_is_known_later_is_not_yet_told() -> None:
    told = [gone(20, reason="price"), gone(60, reason="manager", known_at=at(100.0))]
    assert standing([order(10)], told) == [("a", day(20), "price")]
    assert standing([order(10)], told, day(101)) == [("a", day(60), "manager")]


def test_an_order_of_a_later_day_is_a_return() -> None:
    told = [gone(50, reason="price")]
    assert standing([order(50.9)], told) == [("a", day(50), "price")]
    assert standing([order(51)], told) == []


def test_an_order_cancelled_or_of_the_future_is_no_return() -> None:
    told = [gone(50, reason="price")]
    later = [order(60, status="cancelled"), order(70, amount=-10.0), order(100.5)]
    assert standing([order(10), *later], told) == [("a", day(50), "price")]


def test_who_gives_no_reason_and_who_never_ordered_have_left_all_the_same() -> None:
    told = [gone(50), gone(40, client_id="b", reason="other")]
    assert standing([order(10)], told) == [("a", day(50), None), ("b", day(40), "other")]


def test_without_the_table_nobody_told_of_leaving() -> None:
    found = standing_departures(events_of(orders=[order(10)]), AS_OF)
    assert (tuple(found.columns), len(found)) == (COLUMNS, 0)
