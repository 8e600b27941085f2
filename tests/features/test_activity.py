"""Activity: visits in the windows, against the habit before, and after the last order."""

from typing import Any

import numpy as np
import pandas as pd
import pytest

from tests.features.company import at, day, features_at, order

T = 500


def seen(client: str, when: float, visits: int | None = 1, **more: Any) -> dict[str, Any]:
    return {"client_id": client, "seen_at": at(when), "visits": visits, **more}


@pytest.fixture(scope="module")
def told() -> pd.DataFrame:
    activity = [seen("windows", T - age, 2) for age in (30, 31, 90, 91)]
    # A visit every ten days for 365 days before the last 90, then two.
    activity += [seen("fewer", T - age) for age in (*range(95, 455, 10), 80, 40)]
    activity += [seen("older", T - 456, 100), seen("older", T - 100, 73)]
    activity += [seen("young", T - 59), seen("young", T - 1), seen("just", T - 60, 3), seen("just", T - 1)]
    activity += [seen("counts", T - 5, None), seen("counts", T - 4, 0), seen("counts", T - 3, 4)]
    activity += [seen("after", when) for when in (480, 489.9, 490, 490.9, 491, 499)]
    activity += [seen("late", 100, known_at=at(T)), seen("late", T)]
    orders = [order(client, 100) for client in {row["client_id"] for row in activity} | {"nobody"}]
    orders += [order("after", 490), order("after", 495, known_at=at(T))]
    return features_at(day(T), orders=orders, activity=activity)


def test_who_was_never_seen_has_noughts_and_nothing_else(told: pd.DataFrame) -> None:
    assert told.loc["nobody", ["visits_30", "visits_90", "visits_since_order"]].tolist() == [0, 0, 0]
    assert told.loc["nobody", ["days_since_visit", "visits_drift_30", "visits_drift_90"]].isna().all()


def test_windows_count_visits_and_their_last_day(told: pd.DataFrame) -> None:
    assert told.loc["windows", ["visits_30", "visits_90", "days_since_visit"]].tolist() == [2, 6, 30]


def test_a_row_without_a_number_is_one_visit_and_a_row_of_none_is_none(told: pd.DataFrame) -> None:
    assert told.loc["counts", "visits_30"] == 5
    assert told.loc["counts", "days_since_visit"] == 3


def test_visits_are_set_against_the_habit_of_the_year_before_the_window(told: pd.DataFrame) -> None:
    # First seen 445 days ago: 36 visits in the 355 days before the window.
    assert told.loc["fewer", "visits_drift_90"] == pytest.approx(np.log(3 / (36 / 355 * 90 + 1)))
    # What lies further back than 365 days before the window is forgotten: 73 visits in 365 days are usual.
    assert told.loc["older", "visits_drift_90"] == pytest.approx(np.log(1 / (73 / 365 * 90 + 1)))


def test_a_habit_needs_as_many_days_as_the_window(told: pd.DataFrame) -> None:
    assert np.isnan(told["visits_drift_30"]["young"])
    # 3 visits in 30 days before, 1 in the 30 days since.
    assert told.loc["just", "visits_drift_30"] == pytest.approx(np.log(2 / 4))
    assert np.isnan(told["visits_drift_90"]["just"])


def test_visits_after_the_last_order_are_those_of_later_days(told: pd.DataFrame) -> None:
    # The order of day 495 is learned on the as-of day; visits of day 490 fall on the day of the order.
    assert told.loc["after", "visits_since_order"] == 2
    # Ordered 400 days ago; seen 95, 105, … 395 days ago, and twice since.
    assert told.loc["fewer", "visits_since_order"] == 31 + 2


def test_what_is_learned_on_the_day_or_later_is_no_visit_yet(told: pd.DataFrame) -> None:
    assert told.loc["late", ["visits_90", "visits_since_order"]].tolist() == [0, 0]
    assert np.isnan(told["days_since_visit"]["late"])
