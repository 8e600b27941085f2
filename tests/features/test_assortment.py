"""Assortment: how many products a client takes, lately and before, and which are new to it."""

from typing import Any

import numpy as np
import pandas as pd
import pytest

from tests.features.company import at, day, features_at, order

T = 500


def bought(client: str, *purchases: tuple[int, str]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Orders and lines of a client by age in days: one order a day, one line a product."""
    ages = {age for age, _ in purchases}
    orders = [order(client, T - age, order_id=f"{client} {age}") for age in ages]
    lines = [{"order_id": f"{client} {age}", "product": product, "amount": 10} for age, product in purchases]
    return orders, lines


@pytest.fixture(scope="module")
def told() -> pd.DataFrame:
    companies = [
        bought(
            "edges",
            (-3, "p"),
            (0, "q"),
            (1, "p"),
            (180, "q"),
            (181, "r"),
            (360, "s"),
            (361, "t"),
            (365, "u"),
            (366, "v"),
        ),
        # p is bought in both halves, q and r in the earlier one only.
        bought("narrower", (10, "p"), (170, "p"), (200, "p"), (200, "q"), (300, "q"), (300, "r")),
        bought("gone", (200, "p"), (250, "q")),
        bought("beginner", (20, "p"), (80, "q")),
        bought("curious", (30, "p"), (30, "q"), (90, "r"), (91, "r"), (91, "s")),
    ]
    orders = [row for rows, _ in companies for row in rows] + [order("no lines", T - 100)]
    lines = [row for _, rows in companies for row in rows]
    lines += [
        {
            "order_id": "curious 30",
            "product": "t",
            "amount": -10,
            "client_id": "curious",
            "ordered_at": at(T - 5),
        }
    ]
    return features_at(day(T), orders=orders, order_lines=lines)


def test_products_are_counted_once_each_in_the_last_365_days(told: pd.DataFrame) -> None:
    assert told.loc["edges", "products_365"] == 6
    assert told.loc["narrower", "products_365"] == 3
    assert told.loc["no lines", "products_365"] == 0


def test_a_return_is_no_purchase(told: pd.DataFrame) -> None:
    assert told.loc["curious", "products_365"] == 4


def test_the_half_year_is_set_against_the_one_before(told: pd.DataFrame) -> None:
    # Two products at most 180 days ago, two 181 to 360 days ago.
    assert told.loc["edges", "products_drift_180"] == 0
    assert told.loc["narrower", "products_drift_180"] == pytest.approx(np.log(2 / 4))
    assert told.loc["gone", "products_drift_180"] == pytest.approx(np.log(1 / 3))
    assert told.loc[["curious", "beginner", "no lines"], "products_drift_180"].isna().all()


def test_new_products_are_those_never_bought_before(told: pd.DataFrame) -> None:
    # p and q are new, r was bought the day before the window.
    assert told.loc["curious", "new_products_share_90"] == pytest.approx(2 / 3)
    assert told.loc["narrower", "new_products_share_90"] == 0


def test_to_a_new_client_everything_is_new_and_that_says_nothing(told: pd.DataFrame) -> None:
    assert told.loc[["beginner", "gone", "no lines"], "new_products_share_90"].isna().all()
