"""Returns and cancellations: how many, how much, how long ago."""

import numpy as np
import pandas as pd
import pytest

from tests.features.company import at, day, features_at, order


@pytest.fixture(scope="module")
def told() -> pd.DataFrame:
    orders = [order("calm", when) for when in (10, 380)]
    # Order days 100, 200, 390; one cancelled, one returned by status, one refunded in part.
    orders += [order("uneasy", 100, 300, order_id="1"), order("uneasy", 200), order("uneasy", 390)]
    orders.append(order("uneasy", 150, 80, status="cancelled", status_at=at(151)))
    orders.append(order("uneasy", 300, 200, status="returned", status_at=at(320)))
    orders.append(order("uneasy", 395, -60, order_id="1", margin=-6))
    # Seen on day 400, day 310 is 90 days ago and day 35 is 365 days ago.
    orders += [order("edge", 399), *(order("edge", when, -1) for when in (310, 309, 35, 34))]
    orders += [order("long ago", 1), order("long ago", 20, -10)]
    orders += [
        order("all back", 1),
        order("all back", 100, order_id="1"),
        order("all back", 110, -100, order_id="1"),
    ]
    return features_at(day(400), orders=orders)


def test_who_sent_nothing_back_has_noughts_and_no_last_time(told: pd.DataFrame) -> None:
    counts = [
        "returns_365",
        "cancellations_365",
        "setbacks_90",
        "setback_share_365",
        "returned_amount_share_365",
    ]
    assert told.loc["calm", counts].tolist() == [0, 0, 0, 0, 0]
    assert pd.isna(told.loc["calm", "days_since_setback"])
    assert told.loc["calm", "margin_ever"] == 60


def test_returns_and_cancellations_are_counted_apart(told: pd.DataFrame) -> None:
    uneasy = told.loc["uneasy"]
    assert uneasy["returns_365"] == 2
    assert uneasy["cancellations_365"] == 1
    assert uneasy["setbacks_90"] == 2
    assert uneasy["setback_share_365"] == 0.5  # three beside three order days
    assert uneasy["days_since_setback"] == 5


def test_money_that_went_back_is_set_against_all_that_was_bought(told: pd.DataFrame) -> None:
    # 200 + 60 back of 300 + 100 + 100 that stand and the 200 that don't.
    assert told.loc["uneasy", "returned_amount_share_365"] == pytest.approx(260 / 700)
    assert told.loc["all back", "returned_amount_share_365"] == 1
    assert told.loc["uneasy", "margin_ever"] == 0.3 * 500 - 6


def test_windows_count_their_last_day(told: pd.DataFrame) -> None:
    assert told.loc["edge", "setbacks_90"] == 1
    assert told.loc["edge", "returns_365"] == 3


def test_the_last_90_days_are_set_against_the_rate_before(told: pd.DataFrame) -> None:
    # Before: one cancellation beside two order days. Lately: two setbacks of three, where one was to be expected.
    assert told.loc["uneasy", "setback_drift_90"] == pytest.approx(np.log(3 / 2))
    # Before: two refunds and nothing else. Lately: one of two.
    assert told.loc["edge", "setback_drift_90"] == pytest.approx(np.log(2 / 3))
    assert told.loc["all back", "setback_drift_90"].item() == 0
    assert told.loc[["calm", "long ago"], "setback_drift_90"].isna().all()


def test_shares_of_a_year_without_orders_are_missing(told: pd.DataFrame) -> None:
    shares = ["setback_share_365", "returned_amount_share_365"]
    assert told.loc["long ago", shares].isna().all()
    assert told.loc["long ago", "days_since_setback"] == 380
    assert told.loc["long ago", "margin_ever"] == 27
