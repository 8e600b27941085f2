"""What each order row says, from which day on, and what undoes it; worked by hand, one client a case."""

from typing import Any

import pandas as pd
import pytest

from tests.features.company import at, day, features_at, order

T = 100
#: Every client has, beside its case, one order of 10 on day 1: margin 3 by the share of 0.3.
SEEN = ["order_days", "amount_ever", "margin_ever", "returns_365", "cancellations_365"]

CASES: dict[str, tuple[list[dict[str, Any]], list[float]]] = {
    "nothing more": ([], [1, 10, 3, 0, 0]),
    "an order": ([order("", 10)], [2, 110, 33, 0, 0]),
    "an order with its own margin": ([order("", 10, margin=12.5)], [2, 110, 15.5, 0, 0]),
    "an order of nothing is an order": ([order("", 10, 0)], [2, 10, 3, 0, 0]),
    "two orders on a day are one order day": ([order("", 10), order("", 10.9, 50)], [2, 160, 48, 0, 0]),
    "an order on the day itself": ([order("", T)], [1, 10, 3, 0, 0]),
    "an order of the day before": ([order("", T - 0.001)], [2, 110, 33, 0, 0]),
    "an order that is known too late": ([order("", 10, known_at=at(T))], [1, 10, 3, 0, 0]),
    "an order known just in time": ([order("", 10, known_at=at(T - 0.001))], [2, 110, 33, 0, 0]),
    "cancelled": ([order("", 10, status="cancelled", status_at=at(20))], [1, 10, 3, 0, 1]),
    "cancelled, no day said": ([order("", 10, status="cancelled")], [2, 110, 33, 0, 0]),
    "cancelled on the day": ([order("", 10, status="cancelled", status_at=at(T))], [2, 110, 33, 0, 0]),
    "cancelled the day before": (
        [order("", 10, status="cancelled", status_at=at(T - 0.001))],
        [1, 10, 3, 0, 1],
    ),
    "cancelled, known too late": (
        [order("", 10, status="cancelled", status_at=at(20), known_at=at(T))],
        [1, 10, 3, 0, 0],
    ),
    "returned": ([order("", 10, status="returned", status_at=at(20))], [1, 10, 3, 1, 0]),
    "returned after the day": ([order("", 10, status="returned", status_at=at(T + 5))], [2, 110, 33, 0, 0]),
    "returned, no day said": ([order("", 10, status="returned")], [2, 110, 33, 0, 0]),
    "done": ([order("", 10, status="done", status_at=at(20))], [2, 110, 33, 0, 0]),
    "two rows of one order cancelled": (
        [
            order("", 10, 60, order_id="1", status="cancelled", status_at=at(20)),
            order("", 10, 40, order_id="1", status="cancelled", status_at=at(20)),
        ],
        [1, 10, 3, 0, 1],
    ),
    "two orders without id cancelled": (
        [order("", 10, amount, status="cancelled", status_at=at(20)) for amount in (60, 40)],
        [1, 10, 3, 0, 2],
    ),
    "one of two rows cancelled": (
        [
            order("", 10, 60, order_id="1", status="cancelled", status_at=at(20)),
            order("", 10, 40, order_id="1"),
        ],
        [2, 50, 15, 0, 1],
    ),
    "refunded whole": ([order("", 10, order_id="1"), order("", 20, -100, order_id="1")], [1, 10, 3, 1, 0]),
    "refunded in part": ([order("", 10, order_id="1"), order("", 20, -40, order_id="1")], [2, 110, 21, 1, 0]),
    "refunded in part, own margin": (
        [order("", 10, order_id="1"), order("", 20, -40, order_id="1", margin=-5)],
        [2, 110, 28, 1, 0],
    ),
    "refunded whole by two rows of a day": (
        [order("", 10, order_id="1"), *(order("", 20, -part, order_id="1") for part in (40, 60))],
        [1, 10, 3, 1, 0],
    ),
    "refunded whole over two days": (
        [order("", 10, order_id="1"), order("", 20, -40, order_id="1"), order("", 30, -60, order_id="1")],
        [1, 10, 3, 2, 0],
    ),
    "the second part is known too late": (
        [
            order("", 10, order_id="1"),
            order("", 20, -40, order_id="1"),
            order("", 30, -60, order_id="1", known_at=at(T)),
        ],
        [2, 110, 21, 1, 0],
    ),
    "a refund known too late": (
        [order("", 10, order_id="1"), order("", 20, -100, order_id="1", known_at=at(T))],
        [2, 110, 33, 0, 0],
    ),
    "a refund above the order": (
        [order("", 10, order_id="1"), order("", 20, -150, order_id="1")],
        [1, 10, 3, 1, 0],
    ),
    "an order of two rows refunded whole": (
        [order("", 10, 60, order_id="1"), order("", 10, 40, order_id="1"), order("", 20, -100, order_id="1")],
        [1, 10, 3, 1, 0],
    ),
    "one of two rows refunded": (
        [order("", 10, 60, order_id="1"), order("", 10, 40, order_id="1"), order("", 20, -60, order_id="1")],
        [2, 110, 15, 1, 0],
    ),
    "an order of two days refunded whole": (
        [order("", 10, 60, order_id="1"), order("", 12, 40, order_id="1"), order("", 20, -100, order_id="1")],
        [1, 10, 3, 1, 0],
    ),
    "an order known after its refund": (
        [order("", 10, order_id="1", known_at=at(50)), order("", 20, -100, order_id="1")],
        [1, 10, 3, 1, 0],
    ),
    "a refund of no order": ([order("", 10), order("", 20, -40)], [2, 110, 21, 1, 0]),
    "two refunds of no order": ([order("", 10), order("", 20, -40), order("", 20, -50)], [2, 110, 6, 2, 0]),
    "a refund of an unknown order": (
        [order("", 10, order_id="1"), order("", 20, -100, order_id="2")],
        [2, 110, 3, 1, 0],
    ),
    "returned by status and by refund": (
        [
            order("", 10, order_id="1", status="returned", status_at=at(20)),
            order("", 20, -100, order_id="1"),
        ],
        [1, 10, 3, 1, 0],
    ),
    "refunded in part, then returned": (
        [
            order("", 10, order_id="1", status="returned", status_at=at(30)),
            order("", 20, -40, order_id="1"),
        ],
        [1, 10, 3, 1, 0],
    ),
    "refunded in part, returned after the day": (
        [
            order("", 10, order_id="1", status="returned", status_at=at(T)),
            order("", 20, -40, order_id="1"),
        ],
        [2, 110, 21, 1, 0],
    ),
    "cancelled, and the money sent back": (
        [
            order("", 10, order_id="1", status="cancelled", status_at=at(20)),
            order("", 21, -100, order_id="1"),
        ],
        [1, 10, 3, 0, 1],
    ),
}


@pytest.fixture(scope="module")
def told() -> pd.DataFrame:
    rows = [order(case, 1, 10) for case in CASES]
    rows += [{**row, "client_id": case} for case, (given, _) in CASES.items() for row in given]
    return features_at(day(T), orders=rows)


@pytest.mark.parametrize("case", CASES)
def test_what_is_known_of_an_order(told: pd.DataFrame, case: str) -> None:
    assert told.loc[case, SEEN].tolist() == CASES[case][1]


def test_an_order_number_belongs_to_its_client(told: pd.DataFrame) -> None:
    rows = [order("a", 10, order_id="1"), order("b", 1), order("b", 20, -100, order_id="1")]
    seen = features_at(day(T), orders=rows)
    assert seen.loc["a", SEEN].tolist() == [1, 100, 30, 0, 0]
    assert seen.loc["b", SEEN].tolist() == [1, 100, 0, 1, 0]


def test_what_is_learned_late_happened_on_its_own_day() -> None:
    late = order("a", 10, status="returned", status_at=at(20), known_at=at(50))
    seen = features_at(day(51), day(50), orders=[order("a", 1), late])
    assert seen.loc[("a", day(51)), "days_since_setback"] == 31
    assert seen.loc[("a", day(50)), SEEN].tolist() == [1, 100, 30, 0, 0]


def test_an_undone_order_stays_undone_when_more_of_it_is_learned() -> None:
    rows = [order("a", 1), order("a", 10, order_id="1"), order("a", 20, -100, order_id="1")]
    rows.append(order("a", 10, 70, order_id="1", known_at=at(60)))
    seen = features_at(day(30), day(99), orders=rows)
    assert seen["order_days"].tolist() == [1, 1]
