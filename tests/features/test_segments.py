"""ABC by value, XYZ by regularity."""

import pandas as pd
import pytest

from features.settings import Settings, settings_from
from tests.features.company import day, features_at, order

T = 400


def classes(amounts: dict[str, float], settings: Settings | None = None, when: float = 390) -> dict[str, str]:
    orders = [order(client, when, amount) for client, amount in amounts.items()]
    told: dict[str, str] = features_at(day(T), settings=settings, orders=orders)["abc"].to_dict()
    return told


def monthly(client: str, *amounts: float) -> list[dict[str, object]]:
    """One order in the middle of each month of 30 days, the latest last."""
    months = len(amounts)
    return [order(client, T - 30 * (months - 1 - month) - 15, amount) for month, amount in enumerate(amounts)]


def test_a_is_who_it_takes_to_reach_the_first_share() -> None:
    # 800 alone reach 80 %, 950 reach 95 %.
    assert classes({"big": 800, "middle": 150, "small": 50}) == {"big": "A", "middle": "B", "small": "C"}
    assert classes({"a": 799, "b": 150, "c": 51}) == {"a": "A", "b": "A", "c": "B"}
    assert classes({"only": 1}) == {"only": "A"}


def test_equal_clients_are_in_one_class() -> None:
    assert set(classes({f"c{number}": 10 for number in range(10)}).values()) == {"A"}
    shared = classes({"big": 700, "x": 100, "y": 100, "z": 100})
    assert shared == {"big": "A", "x": "A", "y": "A", "z": "A"}


def test_who_bought_nothing_in_a_year_is_c() -> None:
    orders = [
        order("now", 399, 1),
        order("then", T - 366, 1_000),
        order("edge", T - 365, 1),
        order("free", 399, 0),
    ]
    told = features_at(day(T), orders=orders)["abc"]
    assert told.to_dict() == {"edge": "A", "free": "C", "now": "A", "then": "C"}
    assert classes({"free": 0}) == {"free": "C"}


def test_the_limits_are_settings() -> None:
    halves = settings_from({"segments": {"abc": [0.5, 0.6]}})
    assert classes({"a": 500, "b": 300, "c": 200}, halves) == {"a": "A", "b": "B", "c": "C"}


@pytest.fixture(scope="module")
def regularity() -> pd.Series:
    orders = [
        *monthly("even", *[100] * 12),
        *monthly("at x", *[90, 110] * 6),  # mean 100, deviation 10
        *monthly("above x", *[89, 111] * 6),
        *monthly("at y", *[75, 125] * 6),
        *monthly("above y", *[74, 126] * 6),
        *monthly("missed", *[100] * 11, 0),
        *monthly("three months", 100, 100, 100),
        *monthly("two months", 100, 100),
        # Ages 1, 30 | 31, 60 | 61: the first and the last day of a month are in it.
        *(
            order("edges", T - age, amount)
            for age, amount in [(1, 50), (30, 50), (31, 50), (60, 50), (61, 100)]
        ),
        *(order("long gone", when) for when in (-200, -100)),
    ]
    told: pd.Series = features_at(day(T), orders=orders)["xyz"]
    return told


@pytest.mark.parametrize(
    ("client", "expected"),
    [
        ("even", "X"),
        ("at x", "X"),
        ("above x", "Y"),
        ("at y", "Y"),
        ("above y", "Z"),
        ("missed", "Z"),
        ("three months", "X"),
        ("two months", "Z"),
        ("edges", "X"),
        ("long gone", "Z"),
    ],
)
def test_regularity_is_the_variation_of_monthly_amounts(
    regularity: pd.Series, client: str, expected: str
) -> None:
    assert regularity[client] == expected


@pytest.fixture(scope="module")
def falls() -> pd.DataFrame:
    months = 15
    histories = {
        # A client of 90 days ago is one of months 3 to 14 back; the rows are the latest last.
        "fallen": [900] * (months - 3) + [0, 0, 0],
        "even": [300] * months,
        "risen": [1] * (months - 3) + [4000] * 3,
        "grown uneven": [300] * (months - 3) + [10, 600, 10],
    }
    orders = [row for client, amounts in histories.items() for row in monthly(client, *amounts)]
    orders += [order("at the edge", T - 91, 1), order("younger", T - 90, 1)]
    return features_at(day(T), orders=orders)


def test_a_fall_is_counted_in_letters_below_the_class_before(falls: pd.DataFrame) -> None:
    # A year's money before, of 18,013: 10,800, 3,600 and 3,600 make A; `risen` with 12 is C.
    # Now, of 27,031: risen 12,009, fallen 8,100 and even 3,600 make A; grown uneven has 3,320.
    assert falls["abc"].to_dict() == {
        "at the edge": "C",
        "even": "A",
        "fallen": "A",
        "grown uneven": "B",
        "risen": "A",
        "younger": "C",
    }
    assert falls.loc[["even", "fallen", "grown uneven", "risen"], "abc_fall"].tolist() == [0, 0, 1, -2]
    assert falls.loc[["even", "grown uneven", "risen"], "xyz_fall"].tolist() == [0, 2, 2]


def test_who_was_no_client_then_has_not_fallen(falls: pd.DataFrame) -> None:
    assert falls.loc["at the edge", "abc_fall"] == 0
    assert falls.loc["younger", ["abc_fall", "xyz_fall"]].isna().all()


def test_how_far_back_is_a_setting() -> None:
    orders = [*monthly("a", 10, 10, 1000, 10), *monthly("b", 100, 100, 100, 100)]
    told = {
        days: features_at(day(T), settings=settings_from({"segments": {"before_days": days}}), orders=orders)[
            "abc_fall"
        ].to_dict()
        for days in (40, 70)
    }
    # 40 days back a had bought 1020 of 1320 and b 300: b was A, too (77 %). 70 days back 20 against 200: B.
    assert told == {40: {"a": 0, "b": 0}, 70: {"a": -1, "b": 0}}


def test_the_year_before_ends_where_the_time_since_begins() -> None:
    orders = [
        order("a", T - 200),
        order("a", T - 90, 10_000),
        order("b", T - 200),
        order("b", T - 10, 10_000),
    ]
    told = features_at(day(T), orders=orders)["abc_fall"]
    # What a bought 90 days ago is of the time since: before, both had bought for 100 and were A.
    assert told.to_dict() == {"a": 0, "b": 0}
