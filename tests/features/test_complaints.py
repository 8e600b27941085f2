"""Complaints: how many, of what, how old, and what was known of their mending."""

from typing import Any

import pandas as pd
import pytest

from features.complaints import CATEGORIES, CAUSES, RUSSIAN
from tests.features.company import at, day, features_at, order

T = 400


def complaint(client: str, when: float, closed: float | None = None, **more: Any) -> dict[str, Any]:
    return {
        "client_id": client,
        "opened_at": at(when),
        "closed_at": None if closed is None else at(closed),
        **more,
    }


@pytest.fixture(scope="module")
def told() -> pd.DataFrame:
    complaints = [complaint("edge", T - age) for age in (30, 31, 90, 91, 365, 366)]
    complaints += [complaint("kinds", 10, category=name) for name in (*CATEGORIES, None, "price")]
    complaints += [
        complaint("mended", 100, 110, severity=2),
        complaint("mended", 200, 220, severity=1),
        complaint("mended", 20, 20.5, severity=5),
    ]
    complaints += [complaint("open", 100), complaint("open", 200, T), complaint("open", 300, T - 0.001)]
    complaints += [complaint("late", 100, known_at=at(T)), complaint("late", T)]
    clients = {row["client_id"] for row in complaints} | {"content"}
    return features_at(day(T), orders=[order(client, 1) for client in clients], complaints=complaints)


def test_who_never_complained_has_noughts_and_nothing_else(told: pd.DataFrame) -> None:
    counts = ["complaints", "complaints_30", "complaints_open", "complaints_price"]
    assert told.loc["content", counts].tolist() == [0, 0, 0, 0]
    nothing = ["days_to_resolve", "days_since_complaint", "oldest_open_complaint_days", "worst_complaint_365"]
    assert told.loc["content", nothing].isna().all()


def test_windows_count_their_last_day(told: pd.DataFrame) -> None:
    windows = ["complaints_30", "complaints_90", "complaints_365", "complaints"]
    assert told.loc["edge", windows].tolist() == [1, 3, 5, 6]
    assert told.loc["edge", "days_since_complaint"] == 30


def test_every_complaint_has_a_category_and_one_without_is_another(told: pd.DataFrame) -> None:
    counts = told.loc["kinds", [f"complaints_{name}" for name in CATEGORIES]]
    assert counts.to_dict() == {
        **{f"complaints_{name}": 1 for name in CATEGORIES},
        "complaints_price": 2,
        "complaints_other": 2,
    }
    assert counts.sum() == told.loc["kinds", "complaints"]


def test_each_category_has_its_cause_and_its_words() -> None:
    assert set(CATEGORIES) == set(CAUSES) == set(RUSSIAN)


def test_days_to_resolve_are_those_of_the_closed_ones(told: pd.DataFrame) -> None:
    assert told.loc["mended", "days_to_resolve"] == 10  # 10, 20 and 0 days
    assert told.loc["mended", "complaints_open"] == 0
    assert pd.isna(told.loc["mended", "oldest_open_complaint_days"])


def test_a_complaint_closed_on_the_day_or_later_is_still_open(told: pd.DataFrame) -> None:
    assert told.loc["open", "complaints_open"] == 2
    assert told.loc["open", "oldest_open_complaint_days"] == 300
    assert told.loc["open", "days_to_resolve"] == 99


def test_the_worst_is_the_worst_of_a_year(told: pd.DataFrame) -> None:
    # The severity of 5 on day 20 is 380 days old.
    assert told.loc["mended", "worst_complaint_365"] == 2
    assert pd.isna(told.loc["open", "worst_complaint_365"])


def test_what_is_learned_on_the_day_or_later_is_no_complaint_yet(told: pd.DataFrame) -> None:
    assert told.loc["late", "complaints"] == 0
    assert told.loc["late", "complaints_open"] == 0
