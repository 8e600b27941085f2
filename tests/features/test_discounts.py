"""Discounts: how often, how much, and whether they dry up."""

import numpy as np
import pandas as pd
import pytest

from tests.features.company import day, features_at, order

T = 500


@pytest.fixture(scope="module")
def told() -> pd.DataFrame:
    orders = [
        order("edges", T - 365, 90, discount=10),
        order("edges", T - 366, 50, discount=50),
        order("edges", T - 10, 100),
        # Two orders of one day, one of them with a discount, are one day with a discount.
        order("two", T - 10, 60, discount=20),
        order("two", T - 9.5, 20),
        order("two", T - 20, 100, discount=0),
        # Nine tenths of the price before, all of it lately.
        order("dried up", T - 200, 90, discount=10),
        order("dried up", T - 100, 180, discount=20),
        order("dried up", T - 90, 100),
        order("dried up", T - 5, 40),
        order("negative", T - 20, 80, discount=-20),
        order("undone", T - 30, 80, discount=20, status="cancelled", status_at=day_at(T - 5)),
        order("undone", T - 20, 80),
        order("never", T - 30, 10),
        order("free", T - 30, 0),
        order("gone", T - 400, 90, discount=10),
    ]
    return features_at(day(T), orders=orders)


def day_at(number: float) -> object:
    return order("", number)["ordered_at"]


def test_the_share_of_discounted_order_days_is_that_of_a_year(told: pd.DataFrame) -> None:
    share = told["discounted_share_365"]
    assert share[["edges", "two", "never", "negative"]].tolist() == [0.5, 0.5, 0, 1]
    assert pd.isna(share["gone"])


def test_discounts_are_a_share_of_the_full_price(told: pd.DataFrame) -> None:
    share = told["discount_share_365"]
    assert share["edges"] == pytest.approx(10 / 200)
    assert share["two"] == pytest.approx(20 / 200)
    assert share["never"] == 0
    assert share[["free", "gone"]].isna().all()


def test_a_discount_written_below_zero_is_one_all_the_same(told: pd.DataFrame) -> None:
    assert told.loc["negative", "discount_share_365"] == pytest.approx(0.2)
    assert told.loc["negative", "days_since_discount"] == 20


def test_shrinking_discounts_make_the_client_pay_more_of_the_price(told: pd.DataFrame) -> None:
    assert told.loc["dried up", "discount_loss_90"] == pytest.approx(np.log(1 / 0.9))
    assert told.loc["edges", "discount_loss_90"] == pytest.approx(np.log(1 / (140 / 200)))
    assert told.loc[["never", "two", "gone", "free"], "discount_loss_90"].isna().all()


def test_days_since_the_last_discount(told: pd.DataFrame) -> None:
    since = told["days_since_discount"]
    assert since[["edges", "two", "dried up", "gone"]].tolist() == [365, 10, 100, 400]
    assert since[["never", "free"]].isna().all()


def test_the_discount_of_an_undone_order_goes_with_it(told: pd.DataFrame) -> None:
    assert told.loc["undone", "discounted_share_365"] == 0
    assert pd.isna(told.loc["undone", "days_since_discount"])


def test_before_it_was_undone_it_counted() -> None:
    orders = [
        order("a", 30, 80, discount=20, status="cancelled", status_at=day_at(60)),
        order("a", 40, 80, discount=5, known_at=day_at(70)),
        order("a", 45, 100),
    ]
    told = features_at(day(50), day(65), day(80), orders=orders)["discount_share_365"]
    assert told.tolist() == pytest.approx([20 / 200, 0, 5 / 185])
