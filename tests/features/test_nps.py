"""NPS: the last answer, its change, the mean."""

from typing import Any

import pandas as pd
import pytest

from features.families.nps import TOPICS
from features.schema import event_table
from tests.features.company import at, day, features_at, order


def answer(client: str, when: float, score: int, **more: Any) -> dict[str, Any]:
    return {"client_id": client, "answered_at": at(when), "score": score, **more}


@pytest.fixture(scope="module")
def told() -> pd.DataFrame:
    answers = [answer("falling", 10, 10), answer("falling", 50, 9), answer("falling", 80, 6)]
    answers += [answer("once", 70, 7)]
    # Two answers of the very same moment, and one of the same day but earlier.
    answers += [answer("tie", 60.5, 3), answer("tie", 60.5, 8), answer("tie", 60.25, 10)]
    answers += [answer("late", 60, 2), answer("late", 50, 9, known_at=at(100)), answer("late", 100, 10)]
    answers += [answer("zero", 60, 0), answer("zero", 50, 0)]
    answers += [answer("topics", 10, 3, topic="product"), answer("topics", 20, 8, topic="product")]
    answers += [answer("topics", 30.5, 10, topic="service"), answer("topics", 30.5, 0, topic="service")]
    answers += [answer("topics", 40, 5), answer("topics", 45, 1, topic="delivery", known_at=at(100))]
    clients = {row["client_id"] for row in answers} | {"silent"}
    return features_at(day(100), orders=[order(client, 1) for client in clients], nps=answers)


def test_the_last_answer_and_its_change_are_told(told: pd.DataFrame) -> None:
    falling = told.loc["falling"]
    assert falling["nps_last"] == 6
    assert falling["nps_change"] == -3
    assert falling["nps_mean"] == pytest.approx(25 / 3)
    assert falling["nps_low_share"] == pytest.approx(1 / 3)
    assert falling["days_since_nps"] == 20


def test_below_seven_is_low_and_seven_is_not(told: pd.DataFrame) -> None:
    assert told.loc["falling", "nps_detractor"] == 1
    assert told.loc["once", "nps_detractor"] == 0


def test_one_answer_has_no_change(told: pd.DataFrame) -> None:
    assert told.loc["once", "nps_last"] == 7
    assert pd.isna(told.loc["once", "nps_change"])


def test_of_answers_at_one_moment_the_lowest_is_the_last(told: pd.DataFrame) -> None:
    assert told.loc["tie", "nps_last"] == 3
    assert told.loc["tie", "nps_change"] == -5


def test_an_answer_learned_on_the_day_or_later_is_none_yet(told: pd.DataFrame) -> None:
    assert told.loc["late", "nps_last"] == 2
    assert told.loc["late", "nps_mean"] == 2
    assert pd.isna(told.loc["late", "nps_change"])


def test_nought_is_an_answer(told: pd.DataFrame) -> None:
    assert told.loc["zero", ["nps_last", "nps_mean", "nps_change", "nps_low_share"]].tolist() == [0, 0, 0, 1]


def test_who_never_answered_has_no_score_of_any_kind(told: pd.DataFrame) -> None:
    names = [name for name in told.columns if "nps" in name]
    assert len(names) == 9
    assert told.loc["silent", names].isna().all()


def test_each_topic_has_its_last_answer(told: pd.DataFrame) -> None:
    assert told.loc["topics", ["nps_product", "nps_service"]].tolist() == [8, 0]
    assert pd.isna(told.loc["topics", "nps_delivery"])
    assert told.loc["topics", "nps_last"] == 5
    assert told.loc["falling", ["nps_product", "nps_service", "nps_delivery"]].isna().all()


def test_every_topic_of_the_contract_is_told() -> None:
    assert tuple(TOPICS) == event_table("nps").column("topic").choices
