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
from features.signs.found import CODES, SIGNS, sign_flags, sign_lists, sign_texts, signs, signs_text
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
        {"conflicts_365": 1, "days_since_conflict": 33},
        "1 конфликт за год, последний 33 дня назад",
        "1 conflict in a year, the last one 33 days ago",
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
    "late_deliveries": (
        {"late_share_90": 0.4, "worst_days_late_365": 9},
        f"за 90 дней опоздало 40{NO_BREAK}% поставок, худшее опоздание за год — 9 дней",
        "40% of deliveries in 90 days came late, the worst of a year by 9 days",
    ),
    "overdue_delivery": (
        {"overdue_deliveries": 2, "oldest_overdue_delivery_days": 1},
        "2 просроченные поставки, самая старая ждёт 1 день",
        "2 overdue deliveries, the oldest by 1 day",
    ),
    "slow_answers": (
        {"hours_to_answer_90": 31},
        "на запросы клиента отвечаем в среднем за 31 час",
        "the client's requests are answered in 31 hours on average",
    ),
    "low_nps": (
        {"nps_last": 6, "days_since_nps": 21},
        "оценка NPS 6 из 10, 21 день назад",
        "NPS answer 6 of 10, 21 days ago",
    ),
    "contact_pause": (
        {"contact_pause_ratio": 4.4, "days_since_contact": 62, "usual_contact_pause_days": 14},
        "пауза в контактах 62 дня при обычных 14",
        "no contact for 62 days where 14 are usual",
    ),
    "fruitless_contacts": (
        {"fruitless_contacts": 3, "days_fruitless": 21},
        "3 контакта подряд без результата, первый из них 21 день назад",
        "3 contacts in a row without result, the first of them 21 days ago",
    ),
    "refusals": ({"refusals_90": 2}, "2 отказа от предложений за 90 дней", "2 refusals in 90 days"),
    "manager_changed": (
        {"days_since_manager_change": 30},
        "менеджер клиента сменился 30 дней назад",
        "the client's manager changed 30 days ago",
    ),
    "manager_dismissed": (
        {"days_since_manager_dismissed": 2},
        "менеджера клиента уволили 2 дня назад",
        "a manager of the client was dismissed 2 days ago",
    ),
    "price_rise": (
        {"basket_price_rise": np.log(1.14)},
        f"привычная корзина подорожала для клиента на 14{NO_BREAK}%",
        "the client's own basket costs 14% more than it paid",
    ),
    "fewer_visits": (
        {"visits_90": 4, "visits_drift_90": np.log(5 / 12)},
        "4 визита за 90 дней при обычных 11",
        "4 visits in 90 days where 11 are usual",
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
    "more_returns": (
        {"setbacks_90": 3, "setback_drift_90": np.log(4 / 2)},
        "возвратов и отмен за 90 дней: 3 при обычном 1",
        "returns and cancellations in 90 days: 3 where 1 is usual",
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


def test_every_sign_of_leaving_has_a_rule() -> None:
    assert {f"M{number}" for number in range(11, 21)} <= {sign.rule for sign in SIGNS}


@pytest.mark.parametrize(
    ("code", "values"),
    [
        ("overdue", {"overdue_ratio": 1.5 - 1e-6, "order_days": 5}),
        ("no_repeat", {"overdue_ratio": 1.5 - 1e-6, "order_days": 1}),
        ("low_nps", {"nps_last": 7}),
        ("check_fall", {"check_drift": np.log(0.81)}),
        ("complaints", {"complaints_90": 0}),
        ("returns", {"setback_share_365": 0.19, "returns_365": 1, "cancellations_365": 0}),
        ("conflict", {"conflicts_365": 0, "complaints_conflict": 3}),
        ("late_deliveries", {"late_share_90": 0.29}),
        ("overdue_delivery", {"overdue_deliveries": 0}),
        ("slow_answers", {"hours_to_answer_90": 23.9}),
        ("contact_pause", {"contact_pause_ratio": 1.99, "days_since_contact": 60}),
        ("contact_pause", {"contact_pause_ratio": 9.0, "days_since_contact": 13}),
        ("fruitless_contacts", {"fruitless_contacts": 1}),
        ("refusals", {"refusals_90": 1}),
        ("manager_changed", {"days_since_manager_change": 91}),
        ("manager_dismissed", {"days_since_manager_dismissed": 91}),
        ("price_rise", {"basket_price_rise": np.log(1.099)}),
        ("fewer_visits", {"visits_90": 6, "visits_drift_90": np.log(7 / 12)}),
        ("fewer_visits", {"visits_90": 0, "visits_drift_90": np.log(1 / 3.9)}),
        ("slow_complaint", {"days_to_resolve": 30, "complaints_365": 0}),
        ("slow_complaint", {"days_to_resolve": 6.9, "complaints_365": 1}),
        ("contact_pause", {"contact_pause_ratio": 9, "days_since_contact": 13}),
        ("more_returns", {"setbacks_90": 3, "setback_drift_90": np.log(4 / 2.6)}),
        ("more_returns", {"setbacks_90": 1, "setback_drift_90": np.log(2)}),
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
    values = {"overdue_ratio": 1.5, "check_drift": np.log(0.8), "complaints_90": 1, "late_share_90": 0.3}
    values |= {"basket_price_rise": np.log(1.1), "visits_90": 2, "visits_drift_90": np.log(3 / 5)}
    values |= {"fruitless_contacts": 2, "days_since_manager_change": 90, "hours_to_answer_90": 24}
    values |= {"contact_pause_ratio": 2, "days_since_contact": 14}
    expected = ["overdue", "complaints", "late_deliveries", "slow_answers", "contact_pause"]
    expected += ["fruitless_contacts", "manager_changed", "price_rise", "fewer_visits", "check_fall"]
    assert sign_lists(client(**values), Signs()) == [expected]


def test_a_fall_in_regularity_alone_is_a_fall() -> None:
    values = {"abc": "A", "xyz": "Y", "abc_before": "A", "xyz_before": "X"}
    assert sign_lists(client(**values), Signs()) == [["class_fall"]]


def test_a_threshold_of_zero_finds_nothing_where_there_was_nothing() -> None:
    values = {"setback_share_365": 0.0, "returns_365": 0, "cancellations_365": 0, "check_drift": 0.0}
    values |= {"late_share_90": 0.0, "basket_price_rise": 0.0, "visits_90": 9, "visits_drift_90": 0.0}
    noughts = ("returns_share", "check_fall_share", "late_share", "price_rise_share", "visits_fall_share")
    assert sign_lists(client(**values), Signs(**dict.fromkeys(noughts, 0))) == [[]]


def test_thresholds_are_the_companys() -> None:
    values = {"overdue_ratio": 2.0, "nps_last": 8, "complaints_90": 2}
    strict = Signs(overdue_ratio=2.5, nps_below=9, complaints=3)
    assert sign_lists(client(**values), strict) == [["low_nps"]]


def test_what_is_slow_a_pause_or_too_few_is_the_companys_too() -> None:
    values = {"days_to_resolve": 9.0, "complaints_365": 1, "contact_pause_ratio": 3, "days_since_contact": 15}
    values |= {"visits_90": 0, "visits_drift_90": np.log(1 / 5), "setbacks_90": 4}
    values |= {"setback_drift_90": np.log(5 / 2.5)}
    rows = client(**values)
    shown = ["slow_complaint", "contact_pause", "fewer_visits", "more_returns"]
    assert sign_lists(rows, Signs()) == [shown]
    patient = Signs(slow_complaint_days=10, contact_pause_days=16, usual_visits=5, returns_rise_ratio=3)
    assert sign_lists(rows, patient) == [[]]


def test_a_table_without_any_feature_gives_no_sign() -> None:
    rows = pd.DataFrame({"client_id": ["1", "2"]})
    assert sign_lists(rows, Signs()) == [[], []]
    assert signs(rows, Signs()).empty
    assert signs_text(rows, Signs(), "ru") == [None, None]


def test_missing_values_give_no_sign() -> None:
    names = {name for sign in SIGNS for name in sign.evidence} | {"overdue_ratio", "check_drift"}
    names |= {"contact_pause_ratio", "visits_drift_90", "basket_price_rise", "setback_drift_90"}
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
    orders += [order("4", when, promised_on=day(when + 5), delivered_on=day(when + 8)) for when in (200, 220)]
    orders += [order("4", 250, promised_on=day(255))]
    contacts = [{"client_id": "4", "contacted_at": at(when), "outcome": "information"} for when in (0, 7, 14)]
    contacts += [{"client_id": "4", "contacted_at": at(when), "outcome": "no_answer"} for when in (220, 230)]
    rows = features_at(
        day(260),
        orders=orders,
        complaints=[
            {"client_id": "1", "opened_at": at(240), "category": "conflict"},
            {"client_id": "1", "opened_at": at(150), "closed_at": at(170), "category": "delivery"},
        ],
        nps=[{"client_id": "3", "answered_at": at(200), "score": 4}],
        contacts=contacts,
        activity=[{"client_id": "4", "seen_at": at(when)} for when in range(60, 171, 10)],
        managers=[
            {"client_id": "4", "manager": "m1", "valid_from": at(0), "valid_to": at(200), "dismissed": True},
            {"client_id": "4", "manager": "m2", "valid_from": at(200)},
        ],
    ).reset_index()
    given = dict(zip(rows["client_id"], sign_lists(rows, Signs()), strict=True))
    assert given["1"] == [
        "overdue",
        "conflict",
        "open_complaint",
        "slow_complaint",
        "complaints",
        "class_fall",
    ]
    assert given["2"] == ["no_repeat"]
    assert "low_nps" in given["3"]
    assert "returns" in given["3"]
    of_ours = ["late_deliveries", "overdue_delivery", "contact_pause", "fruitless_contacts"]
    assert given["4"] == [*of_ours, "manager_changed", "manager_dismissed", "fewer_visits"]


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
