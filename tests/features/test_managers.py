"""Managers: changed, dismissed, how long there, and whether the client has one at all."""

from typing import Any

import pandas as pd
import pytest

from tests.features.company import at, day, features_at, order

T = 400
NAMES = ["manager_changes_90", "manager_changes_365", "days_since_manager_change"]


def manager(client: str, name: str, since: float, until: float | None = None, **more: Any) -> dict[str, Any]:
    end = None if until is None else at(until)
    return {"client_id": client, "manager": name, "valid_from": at(since), "valid_to": end, **more}


@pytest.fixture(scope="module")
def told() -> pd.DataFrame:
    rows = [manager("same", "m1", 10), manager("renewed", "m1", 10, 100), manager("renewed", "m1", 100)]
    rows += [manager("changed", "m1", 10, 310), manager("changed", "m2", 310, 380)]
    rows += [manager("changed", "m1", 380)]
    rows += [
        manager("windows", name, T - age) for name, age in (("a", 399), ("b", 365), ("c", 91), ("d", 90))
    ]
    rows += [manager("year before", "a", 20), manager("year before", "b", 34)]
    rows += [manager("left alone", "m1", 10, 390, dismissed=True)]
    rows += [manager("handed over", "m1", 10, T - 1), manager("to be ended", "m1", 10, T, dismissed=True)]
    rows += [manager("no date", "m1", 10, dismissed=True), manager("quit", "m1", 10, 300, dismissed=False)]
    rows += [manager("stand-in", "m1", 10), manager("stand-in", "m2", 350, 360)]
    rows += [manager("told late", "m1", 10), manager("told late", "m2", 380, known_at=at(T))]
    rows += [manager("told late", "m3", T)]
    orders = [order(client, 0) for client in {row["client_id"] for row in rows} | {"nobody"}]
    return features_at(day(T), orders=orders, managers=rows)


def test_who_never_had_a_manager_is_not_without_one(told: pd.DataFrame) -> None:
    assert told.loc["nobody", ["manager_changes_365", "managers_ever"]].tolist() == [0, 0]
    nothing = ["days_since_manager_change", "manager_tenure_days", "days_without_manager"]
    assert told.loc["nobody", nothing].isna().all()


def test_a_renewal_is_no_change(told: pd.DataFrame) -> None:
    for client in ("same", "renewed"):
        assert told.loc[client, ["manager_changes_365", "managers_ever"]].tolist() == [0, 1]
        assert told.loc[client, ["manager_tenure_days", "days_without_manager"]].tolist() == [390, 0]
    assert pd.isna(told["days_since_manager_change"]["renewed"])


def test_each_other_manager_than_the_one_before_is_a_change(told: pd.DataFrame) -> None:
    assert told.loc["changed", NAMES].tolist() == [2, 2, 20]
    assert told.loc["changed", ["managers_ever", "manager_tenure_days"]].tolist() == [2, 20]


def test_windows_count_their_last_day(told: pd.DataFrame) -> None:
    assert told.loc["windows", NAMES].tolist() == [1, 3, 90]
    assert told.loc["year before", NAMES].tolist() == [0, 0, 366]


def test_a_dismissal_is_known_from_the_managers_last_day_on(told: pd.DataFrame) -> None:
    assert told.loc["left alone", "days_since_manager_dismissed"] == 10
    for client in ("to be ended", "no date", "quit", "same"):
        assert pd.isna(told["days_since_manager_dismissed"][client]), client


def test_a_client_is_without_a_manager_once_the_last_ones_time_has_ended(told: pd.DataFrame) -> None:
    clients = ["left alone", "quit", "handed over", "to be ended", "no date", "stand-in"]
    # Whose last day was yesterday may be followed today.
    assert told.loc[clients, "days_without_manager"].tolist() == [10, 100, 0, 0, 0, 0]
    assert told.loc[clients, "manager_tenure_days"].isna().tolist() == [
        True,
        True,
        False,
        False,
        False,
        False,
    ]


def test_what_is_learned_on_the_day_or_later_has_not_happened_yet(told: pd.DataFrame) -> None:
    assert told.loc["told late", "manager_changes_365"] == 0
    assert told.loc["told late", "manager_tenure_days"] == 390


def test_who_was_told_late_is_one_of_the_managers_in_turn_once_known() -> None:
    rows = [manager("a", "m1", 10), manager("a", "m2", 100, known_at=at(300)), manager("a", "m1", 200)]
    before, after = (
        features_at(day(when), orders=[order("a", 0)], managers=rows).loc["a"] for when in (300, 301)
    )
    assert before[["manager_changes_365", "managers_ever"]].tolist() == [0, 1]
    assert after[["manager_changes_365", "days_since_manager_change"]].tolist() == [2, 101]
