"""Signs: each rule at its threshold, its sentence in both languages, and no sign where nothing is known."""

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from features.errors import UsageError
from features.figures import NO_BREAK
from features.settings import Signs
from features.signs import CODES, SIGNS, sign_flags, sign_lists, sign_texts, signs, signs_text
from tests.features.company import at, day, features_at, order

#: A client of each sign and what is said of it.
CASES: dict[str, tuple[dict[str, Any], str, str]] = {
    "overdue": (
        {"overdue_ratio": 62 / 21, "days_since_order": 62, "own_cycle_days": 20.9, "order_days": 9},
        "молчит 62 дня при обычных 21",
        "silent for 62 days where 21 are usual",
    ),
    "no_repeat": (
        {"overdue_ratio": 62 / 21, "days_since_order": 62, "own_cycle_days": 21, "order_days": 1},
        "заказал один раз, 62 дня назад; обычно возвращаются через 21 день",
        "ordered once, 62 days ago; clients usually come back after 21 days",
    ),
    "conflict": (
        {"complaints_conflict": 1, "complaints_365": 2, "days_since_complaint": 33},
        "1 конфликт за всё время, последняя жалоба 33 дня назад",
        "1 conflict so far, the last complaint 33 days ago",
    ),
    "open_complaint": (
        {"complaints_open": 2, "oldest_open_complaint_days": 11},
        "2 нерешённые жалобы, самая старая ждёт 11 дней",
        "2 open complaints, the oldest waiting for 11 days",
    ),
    "slow_complaint": (
        {"days_to_resolve": 8.5, "complaints_365": 1},
        "жалобы решались в среднем 8,5 дня",
        "complaints took 8.5 days on average to resolve",
    ),
    "complaints": ({"complaints_90": 5}, "5 жалоб за 90 дней", "5 complaints in 90 days"),
    "low_nps": (
        {"nps_last": 6, "days_since_nps": 21},
        "оценка NPS 6 из 10, 21 день назад",
        "NPS answer 6 of 10, 21 days ago",
    ),
    "check_fall": (
        {"check_drift": np.log(1200 / 1900), "order_days": 7, "order_days_90": 2, "average_check": 1600},
        f"чек упал: последние 3 заказа в среднем по 1{NO_BREAK}200 против 1{NO_BREAK}900 прежде",
        "checks fall: last 3 orders at 1,200 on average against 1,900 before",
    ),
    "class_fall": (
        {"abc": "B", "xyz": "X", "abc_before": "A", "xyz_before": "X"},
        "класс упал с AX до BX",
        "class fell from AX to BX",
    ),
    "returns": (
        {"returns_365": 3, "cancellations_365": 1, "setback_share_365": 0.25},
        f"3 возврата и 1 отмена за год, 25{NO_BREAK}% заказов",
        "3 returns and 1 cancellation in a year, 25% of orders",
    ),
}


def client(**values: float | str | None) -> pd.DataFrame:
    return pd.DataFrame({"client_id": ["1"], **{name: [value] for name, value in values.items()}})


@pytest.mark.parametrize("code", CASES)
def test_each_sign_is_found_alone_and_said_with_its_numbers(code: str) -> None:
    values, russian, english = CASES[code]
    found = signs(client(**values), Signs())
    assert found["sign"].tolist() == [code]
    assert sign_texts(found, "ru") == [russian]
    assert sign_texts(found, "en") == [english]


def test_every_sign_has_a_case_here() -> None:
    assert set(CASES) == set(CODES)


@pytest.mark.parametrize(
    ("code", "values"),
    [
        ("overdue", {"overdue_ratio": 1.5 - 1e-6, "order_days": 5}),
        ("no_repeat", {"overdue_ratio": 1.5 - 1e-6, "order_days": 1}),
        ("low_nps", {"nps_last": 7}),
        ("check_fall", {"check_drift": np.log(0.81)}),
        ("complaints", {"complaints_90": 0}),
        ("returns", {"setback_share_365": 0.19, "returns_365": 1, "cancellations_365": 0}),
        ("conflict", {"complaints_conflict": 1, "complaints_365": 0}),
        ("slow_complaint", {"days_to_resolve": 30, "complaints_365": 0}),
        ("open_complaint", {"complaints_open": 0}),
        ("class_fall", {"abc": "A", "xyz": "X", "abc_before": "B", "xyz_before": "X"}),
        ("class_fall", {"abc": "A", "xyz": "Y", "abc_before": "B", "xyz_before": "X"}),
        ("class_fall", {"abc": "B", "xyz": "X", "abc_before": "B", "xyz_before": "X"}),
        ("class_fall", {"abc": "B", "xyz": "X", "abc_before": None, "xyz_before": None}),
    ],
)
def test_short_of_the_threshold_there_is_no_sign(code: str, values: dict[str, float | str | None]) -> None:
    assert not sign_flags(client(**values), Signs())[code].any()


def test_a_threshold_that_is_just_met_counts() -> None:
    values = {"overdue_ratio": 1.5, "check_drift": np.log(0.8), "complaints_90": 1}
    assert sign_lists(client(**values), Signs()) == [["overdue", "complaints", "check_fall"]]


def test_a_fall_in_regularity_alone_is_a_fall() -> None:
    values = {"abc": "A", "xyz": "Y", "abc_before": "A", "xyz_before": "X"}
    assert sign_lists(client(**values), Signs()) == [["class_fall"]]


def test_a_threshold_of_zero_finds_no_returns_and_no_fall_where_there_was_none() -> None:
    values = {"setback_share_365": 0.0, "returns_365": 0, "cancellations_365": 0, "check_drift": 0.0}
    assert sign_lists(client(**values), Signs(returns_share=0, check_fall_share=0)) == [[]]


def test_thresholds_are_the_companys() -> None:
    values = {"overdue_ratio": 2.0, "nps_last": 8, "complaints_90": 2}
    strict = Signs(overdue_ratio=2.5, nps_below=9, complaints=3)
    assert sign_lists(client(**values), strict) == [["low_nps"]]


def test_a_table_without_any_feature_gives_no_sign() -> None:
    rows = pd.DataFrame({"client_id": ["1", "2"]})
    assert sign_lists(rows, Signs()) == [[], []]
    assert signs(rows, Signs()).empty
    assert signs_text(rows, Signs(), "ru") == [None, None]


def test_missing_values_give_no_sign() -> None:
    names = {name for sign in SIGNS for name in sign.evidence} | {"overdue_ratio", "check_drift"}
    rows = pd.DataFrame({"client_id": ["1"], **{name: [np.nan] for name in sorted(names)}})
    assert sign_lists(rows, Signs()) == [[]]


def test_an_empty_table_gives_an_empty_answer() -> None:
    rows = client(nps_last=3.0).iloc[:0]
    assert sign_lists(rows, Signs()) == []
    assert signs_text(rows, Signs(), "en") == []


def test_a_clients_signs_are_joined_and_others_have_none() -> None:
    rows = pd.DataFrame(
        {
            "client_id": ["a", "b", "c"],
            "nps_last": [9.0, 3.0, 5.0],
            "days_since_nps": [1.0, 2.0, 5.0],
            "complaints_90": [0.0, 1.0, 0.0],
        }
    )
    assert signs_text(rows, Signs(), "ru") == [
        None,
        "1 жалоба за 90 дней; оценка NPS 3 из 10, 2 дня назад",
        "оценка NPS 5 из 10, 5 дней назад",
    ]


def test_rows_without_clients_are_refused() -> None:
    with pytest.raises(UsageError, match="no column client_id"):
        signs(pd.DataFrame({"nps_last": [1.0]}), Signs())


def test_the_feature_table_carries_what_signs_need() -> None:
    orders = [order("1", number, 1000) for number in range(0, 200, 10)]
    orders += [order("2", 0, 500), order("3", 150), order("3", 195)]
    orders += [order("3", 160, status="returned", status_at=at(165))]
    rows = features_at(
        day(260),
        orders=orders,
        complaints=[
            {"client_id": "1", "opened_at": at(240), "category": "conflict"},
            {"client_id": "1", "opened_at": at(150), "closed_at": at(170), "category": "delivery"},
        ],
        nps=[{"client_id": "3", "answered_at": at(200), "score": 4}],
    ).reset_index()
    given = dict(zip(rows["client_id"], sign_lists(rows, Signs()), strict=True))
    assert given["1"] == ["overdue", "conflict", "open_complaint", "slow_complaint", "complaints"]
    assert given["2"] == ["no_repeat"]
    assert "low_nps" in given["3"]
    assert "returns" in given["3"]


@given(st.permutations(range(len(CASES))))
def test_the_order_of_rows_does_not_matter(order_of_rows: list[int]) -> None:
    rows = pd.concat([client(**values) for values, _, _ in CASES.values()], ignore_index=True)
    whole = sign_lists(rows, Signs())
    assert sign_lists(rows.iloc[order_of_rows], Signs()) == [whole[i] for i in order_of_rows]


@given(st.floats(0.01, 20), st.floats(0.01, 20))
def test_longer_silence_never_takes_the_overdue_sign_away(ratio: float, more: float) -> None:
    rows = pd.DataFrame({"client_id": ["1", "2"], "overdue_ratio": [ratio, ratio + more]})
    first, second = sign_flags(rows, Signs())["overdue"]
    assert second or not first
