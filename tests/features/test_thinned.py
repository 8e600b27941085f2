"""A table, or a branch's orders, that brings far fewer rows than usual is found, and healthy ones are not."""

from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest

from features.data_report.gap_words import thinned_told
from features.data_report.report import DataReport, Stop, TableReport, Thinned
from features.data_report.thinned import thinned_of
from tests.features.company import at, day, events_of

DAYS = 700


def orders(a_day: "np.ndarray[Any, Any]", branch: str | None = None, seed: int = 1) -> list[dict[str, Any]]:
    """So many orders a day, by chance."""
    counts = np.random.default_rng(seed).poisson(a_day)
    return [
        {"client_id": "1", "ordered_at": at(number), "amount": 9.0, "branch": branch}
        for number, count in enumerate(counts)
        for _ in range(count)
    ]


def usual(a_day: float, days: int = DAYS) -> "np.ndarray[Any, Any]":
    return np.full(days, float(a_day))


def cut(a_day: float, keep: float, last: int, days: int = DAYS) -> "np.ndarray[Any, Any]":
    made = usual(a_day, days)
    made[-last:-1] *= keep  # the last day may not be over, and is not looked at
    return made


def found(*tables: list[dict[str, Any]], as_of: int = DAYS) -> list[Thinned]:
    return thinned_of(events_of(orders=[row for rows in tables for row in rows]), day(as_of))


def test_a_month_with_fewer_than_half_of_the_usual_rows_is_told_with_what_came_and_what_is_usual() -> None:
    (one,) = found(orders(cut(10, 0.4, 29)))
    assert (one.table, one.branch) == ("orders", "")
    assert (one.first_day, one.last_day) == (day(DAYS - 29), day(DAYS - 2))
    assert 80 < one.rows < 150
    assert 240 < one.usual_rows < 300


def test_a_week_is_told_once_the_year_before_is_known() -> None:
    (one,) = found(orders(cut(10, 0.3, 8)))
    assert (one.first_day, one.last_day) == (day(DAYS - 8), day(DAYS - 2))
    assert found(orders(cut(10, 0.3, 8, 300)), as_of=300) == []


def test_a_branch_of_which_orders_are_missing_is_told_by_its_name() -> None:
    whole = [orders(usual(5), branch, seed) for seed, branch in enumerate(("North", "East", "West"))]
    found_now = found(*whole, orders(cut(5, 0, 29), "South", 9))
    assert [(one.branch, one.rows) for one in found_now if one.branch] == [("South", 0)]


def test_what_has_stopped_is_not_told_again() -> None:
    events = events_of(orders=[*orders(usual(5), "North"), *orders(cut(5, 0, 29), "South", 2)])
    assert any(one.branch == "South" for one in thinned_of(events, day(DAYS)))
    stopped = [Stop("orders", "South", day(DAYS - 30), 29, 1)]
    assert not any(one.branch for one in thinned_of(events, day(DAYS), stopped))
    assert thinned_of(events, day(DAYS), [Stop("orders")]) == []


def _growing() -> "np.ndarray[Any, Any]":
    return np.linspace(1, 20, DAYS)


def _seasonal() -> "np.ndarray[Any, Any]":
    return 10 * (1 + 0.8 * np.cos(2 * np.pi * np.arange(DAYS) / 364))


def _lumpy() -> "np.ndarray[Any, Any]":
    large, small = np.full(56, 20.0), np.full(28, 5.0)
    return np.tile(np.concatenate([large, small, large, small, small]), 4)[-DAYS:]


def _strikes() -> "np.ndarray[Any, Any]":
    made = usual(20)
    for start in (DAYS - 148, DAYS - 8):
        made[start : start + 7] = 4 + 2 * (start == DAYS - 8)
    return made


def _holidays() -> "np.ndarray[Any, Any]":
    made = usual(20)
    for start in (DAYS - 8 - 364, DAYS - 8):
        made[start : start + 7] = 2
    return made


@pytest.mark.parametrize(
    ("case", "a_day"),
    [
        ("as usual", usual(10)),
        ("growth", _growing()),
        ("growth that ended", np.minimum(_growing(), 12)),
        ("a season that comes every year", _seasonal()),
        ("a holiday week that the year before had, too", _holidays()),
        ("business that comes in lumps", _lumpy()),
        ("a week as a deeper one before", _strikes()),
        ("five orders a week, of which two come", cut(5 / 7, 0.4, 29)),
        ("too short a past", cut(10, 0.3, 29, 200)),
        ("a past of which nothing was foretold yet", cut(10, 0.3, 29, 130)),
    ],
)
def test_healthy_business_is_not_told(case: str, a_day: "np.ndarray[Any, Any]") -> None:
    assert found(orders(a_day), as_of=len(a_day)) == [], case


def test_rows_that_are_told_late_look_like_no_fall() -> None:
    rows = orders(usual(10))
    late = [
        {**row, "known_at": row["ordered_at"] + timedelta(days=20 * (number % 4 > 0))}
        for number, row in enumerate(rows)
    ]
    assert found(late) == []


def test_one_day_in_ten_thousand_is_taken_for_thinned_out_at_most() -> None:
    events = events_of(orders=orders(usual(8), seed=5))
    assert [as_of for as_of in range(300, DAYS, 4) if thinned_of(events, day(as_of))] == []


def test_the_words_say_what_came_what_is_usual_and_what_to_do() -> None:
    days = (date(2026, 1, 1), date(2026, 1, 28))
    branches = [Thinned("orders", f"B{n}", *days, 3, 1200) for n in range(7)]
    table = TableReport(
        "orders", 9, 9, 0, 0, (), 1, None, None, thinned=(Thinned("orders", "", *days, 12, 3000), *branches)
    )
    whole, of_branches = thinned_told(DataReport((table,)), "en")
    assert (
        "orders has thinned out: 12 rows from 2026-01-01 to 2026-01-28, where some 3,000 are usual." in whole
    )
    assert "run it again" in whole
    assert "B0 (3 from 2026-01-01 to 2026-01-28, some 1,200 are usual), B1" in of_branches
    assert of_branches.index("B4") < of_branches.index("+2")
    assert (
        "Таблица orders поредела: строк с 01.01.2026 по 28.01.2026 – 12"
        in thinned_told(DataReport((table,)), "ru")[0]
    )
