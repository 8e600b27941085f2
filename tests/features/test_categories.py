"""Categories: breadth, what is new, and what was given up while the client went on ordering."""

from typing import Any

import numpy as np
import pandas as pd
import pytest

from tests.features.company import at, day, features_at, order

T = 500


def bought(client: str, category: str | None, *ages: int, amount: float = 10) -> list[dict[str, Any]]:
    """One line of a category at each of these ages, with client and day of its own."""
    return [
        {
            "order_id": f"{client} {age}",
            "client_id": client,
            "ordered_at": at(T - age),
            "product": f"{category} product",
            "category": category,
            "amount": amount,
        }
        for age in ages
    ]


@pytest.fixture(scope="module")
def told() -> pd.DataFrame:
    lines = [
        *bought("windows", "x", 1),
        *bought("windows", "y", 180),
        *bought("windows", "z", 181, 365),
        *bought("windows", "w", 366),
        *bought("windows", None, 5),
        # Passed by since day 120 while x goes on: 110 days, three gaps of 30 are 90.
        *bought("narrower", "x", 10, 100, 200),
        *bought("narrower", "y", 120, 150, 180),
        *bought("narrower", "once", 300),
        # Its gaps of 40 days make 110 days no absence yet.
        *bought("seldom", "x", 10),
        *bought("seldom", "y", 120, 160, 200),
        # 90 days are not over 90.
        *bought("edge", "x", 10),
        *bought("edge", "y", 100, 101),
        # All is silence: nothing was given up for something else.
        *bought("silent", "x", 300, 310),
        *bought("silent", "y", 305, 320),
        *bought("money", "x", 10, 20, amount=30),
        *bought("money", "y", 30, amount=60),
        *bought("money", "z", 40, amount=30),
        *bought("money", "z", 35, amount=-50),
        *bought("money", "w", 400, amount=150),
        *bought("free", "x", 10, amount=0),
        *bought("newcomer", "x", 90),
    ]
    clients = {row["client_id"] for row in lines} | {"no lines"}
    orders = [order(client, T - 480) for client in clients if client != "newcomer"]
    orders += [
        {"client_id": row["client_id"], "ordered_at": row["ordered_at"], "amount": 10} for row in lines
    ]
    return features_at(day(T), orders=orders, order_lines=lines)


def test_breadth_counts_categories_of_365_days(told: pd.DataFrame) -> None:
    assert told.loc["windows", "categories_365"] == 3
    assert told.loc["no lines", "categories_365"] == 0


def test_the_half_year_is_set_against_the_one_before(told: pd.DataFrame) -> None:
    assert told.loc["windows", "categories_drift_180"] == pytest.approx(np.log(3 / 2))
    assert told.loc["narrower", "categories_drift_180"] == pytest.approx(np.log(3 / 3))
    assert told.loc["silent", "categories_drift_180"] == pytest.approx(np.log(1 / 3))
    assert pd.isna(told.loc["edge", "categories_drift_180"])


def test_new_categories_are_those_first_bought_in_90_days(told: pd.DataFrame) -> None:
    assert told.loc["windows", "new_categories_90"] == 1
    assert told.loc["no lines", "new_categories_90"] == 0
    assert pd.isna(told.loc["newcomer", "new_categories_90"])


def test_a_category_is_given_up_once_later_orders_pass_it_by_for_long(told: pd.DataFrame) -> None:
    assert told.loc["narrower", ["categories_given_up", "given_up_share"]].tolist() == [1, 0.5]
    for client in ("seldom", "edge", "silent"):
        assert told.loc[client, ["categories_given_up", "given_up_share"]].tolist() == [0, 0], client


def test_a_category_bought_on_one_day_is_not_given_up(told: pd.DataFrame) -> None:
    assert told.loc["windows", "categories_given_up"] == 0
    assert told.loc["free", "categories_given_up"] == 0
    assert pd.isna(told.loc["free", "given_up_share"])


def test_the_top_category_is_that_of_all_the_money(told: pd.DataFrame) -> None:
    # x 60, y 60, z 30, w 150; what came back takes nothing off.
    assert told.loc["money", "top_category_share"] == 0.5
    assert told.loc[["free", "no lines"], "top_category_share"].isna().all()
