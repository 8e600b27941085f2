"""Past predictions beside what became of the clients."""

from datetime import date
from typing import Any

import pandas as pd
import pytest

from features.settings import settings_from
from tests.features.company import at, day, events_of
from training.monitoring.matured import judged_days, matured

SETTINGS = settings_from({"churn": {"min_days": 10, "max_days": 40}, "plan": {"holdout_share": 0.1}})
NOBODY = pd.DataFrame({"client_id": [], "assigned_day": [], "arm": []})


def said(client: str, on: date, horizon: float, **more: Any) -> dict[str, Any]:
    return {
        "client_id": client,
        "as_of": on,
        "model_version": "7",
        "status": "active",
        "abc": "A",
        "horizon_days": horizon,
        "churn_probability": 0.3,
        **more,
    }


def orders(*found: tuple[str, float]) -> list[dict[str, Any]]:
    return [{"client_id": client, "ordered_at": at(when), "amount": 100.0} for client, when in found]


def test_who_orders_within_the_horizon_has_stayed() -> None:
    events = events_of(orders=orders(("a", 1), ("b", 1), ("c", 1), ("a", 59), ("b", 60), ("c", 49)))
    past = pd.DataFrame([said(client, day(50), 10) for client in "abc"])
    came = matured(past, events, SETTINGS, known_at=day(70), assignments=NOBODY)
    assert came.rows.set_index("client_id")["left"].to_dict() == {"a": 0, "b": 1, "c": 1}
    assert came.rows["weight"].tolist() == [1, 1, 1]
    assert set(came.rows["test_day"]) == {day(50)}


def test_nobody_is_taken_before_the_own_horizon_has_ended_not_even_who_has_ordered() -> None:
    events = events_of(orders=orders(("a", 1), ("b", 1), ("b", 51)))
    past = pd.DataFrame([said("a", day(50), 20), said("b", day(50), 21)])
    came = matured(past, events, SETTINGS, known_at=day(70), assignments=NOBODY)
    assert came.rows["client_id"].tolist() == ["a"]


def test_what_becomes_known_later_does_not_count() -> None:
    late = {"client_id": "a", "ordered_at": at(55), "amount": 100.0, "known_at": at(75)}
    events = events_of(orders=[*orders(("a", 1)), late])
    past = pd.DataFrame([said("a", day(50), 10)])
    assert matured(past, events, SETTINGS, known_at=day(70), assignments=NOBODY).rows["left"].tolist() == [1]
    assert matured(past, events, SETTINGS, known_at=day(80), assignments=NOBODY).rows["left"].tolist() == [0]


def test_our_own_actions_are_reckoned_with_as_in_training() -> None:
    events = events_of(orders=orders(("a", 1), ("b", 1), ("c", 1), ("d", 1)))
    past = pd.DataFrame([said(client, day(50), 10) for client in "abcd"])
    first = (day(50) - date(1970, 1, 1)).days
    assigned = pd.DataFrame(
        {
            "client_id": ["a", "b", "c"],
            "assigned_day": [first - 3, first - 3, first + 2],
            "arm": ["treated", "control", "treated"],
        }
    )
    came = matured(past, events, SETTINGS, known_at=day(70), assignments=assigned)
    weights = came.rows.set_index("client_id")["weight"]
    assert set(weights.index) == {"b", "d"}  # a leaves the sample, c is cut short
    assert weights["b"] == pytest.approx(10)
    assert (came.contamination.assigned_before, came.contamination.held_out, came.contamination.censored) == (
        1,
        1,
        1,
    )


def test_clients_without_a_probability_are_left_out() -> None:
    events = events_of(orders=orders(("a", 1)))
    past = pd.DataFrame(
        [said("a", day(50), 10, churn_probability=None), said("a", day(20), 10, status="insufficient_data")]
    )
    came = matured(past, events, SETTINGS, known_at=day(70), assignments=NOBODY)
    assert came.rows.empty


def test_a_year_of_publications_is_judged_a_month_apart() -> None:
    days = judged_days([day(number) for number in range(700)])
    assert len(days) == 12
    assert days[-1] == day(699)
    assert {(later - earlier).days for earlier, later in zip(days, days[1:], strict=False)} == {28}
