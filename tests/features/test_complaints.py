"""Complaints: how many, of what, how old, and what was known of their mending."""

from typing import Any

import numpy as np
import pandas as pd
import pytest

from features.families.complaints import CATEGORIES, CAUSES, RUSSIAN
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


@pytest.fixture(scope="module")
def slow() -> pd.DataFrame:
    complaints = [
        # Price complaints of the year took 1, 3 and 11 days: 5 are usual; the one of 400 days ago is too old.
        complaint("quick", T - 100, T - 99, category="price"),
        complaint("quick", T - 90, T - 87, category="price"),
        complaint("slow", T - 60, T - 49, category="price"),
        complaint("slow", 0, 300, category="price"),
        # Others took 0 days; one of no category is another one.
        complaint("prompt", T - 30, T - 30, category="other"),
        complaint("prompt", T - 20, T - 20),
        complaint("waiting", T - 5, category="price"),
        complaint("waiting", T - 6, category="price"),
        complaint("waiting", T - 300, category="delivery"),
        complaint("at odds", T - 10, category="conflict"),
        complaint("at odds", T - 365, T - 300, category="conflict"),
        complaint("long ago", T - 366, T - 300, category="conflict"),
        complaint("a year", T - 365, category="price"),
        complaint("forgotten", T - 366, category="price"),
    ]
    clients = {row["client_id"] for row in complaints} | {"content"}
    return features_at(day(T), orders=[order(client, 0) for client in clients], complaints=complaints)


def test_conflicts_of_a_year_are_counted_apart(slow: pd.DataFrame) -> None:
    assert slow.loc[["at odds", "long ago", "content"], "conflicts_365"].tolist() == [2, 0, 0]
    assert slow.loc[["at odds", "long ago"], "days_since_conflict"].tolist() == [10, 366]
    assert slow.loc[["content", "slow"], "days_since_conflict"].isna().all()


def test_resolution_is_set_against_what_is_usual_for_the_category(slow: pd.DataFrame) -> None:
    ratio = slow["resolution_to_usual_ratio"]
    assert ratio["slow"] == pytest.approx(np.log((11 + 1) / (5 + 1)))
    assert ratio["quick"] == pytest.approx(np.log((1 + 3 + 2) / (5 + 5 + 2)))
    assert ratio["prompt"] == 0
    assert ratio[["waiting", "long ago", "content"]].isna().all()


def test_a_complaint_open_for_longer_than_usual_is_overdue(slow: pd.DataFrame) -> None:
    # Five days are usual; of deliveries none was ever resolved.
    assert slow.loc[["waiting", "slow", "content"], "complaints_overdue"].tolist() == [1, 0, 0]


def test_nobody_waits_any_more_for_what_was_not_closed_in_a_year(slow: pd.DataFrame) -> None:
    waiting = slow.loc[["a year", "forgotten"]]
    assert waiting[["complaints_open", "complaints_overdue"]].to_numpy().tolist() == [[1, 1], [0, 0]]
    assert waiting.loc["a year", "oldest_open_complaint_days"] == 365
    assert pd.isna(waiting.loc["forgotten", "oldest_open_complaint_days"])
    assert waiting["complaints"].tolist() == [1, 1]


def test_the_last_complaint_that_took_or_waits_longer_than_usual(slow: pd.DataFrame) -> None:
    since = slow["days_since_slow_complaint"]
    assert since[["slow", "waiting", "long ago"]].tolist() == [60, 6, 366]
    assert since[["quick", "prompt", "at odds", "content"]].isna().all()


def test_the_last_complaint_about_quality(told: pd.DataFrame) -> None:
    since = told["days_since_quality_complaint"]
    assert since["kinds"] == 390
    assert since[["mended", "content"]].isna().all()
