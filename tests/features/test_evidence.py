"""What stands behind ratios and logarithms is got back exactly from the feature table."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
import pytest

from features.signs.evidence import evidence, numbers
from tests.features.company import at, day, features_at, order


def of_orders(*orders: Mapping[str, Any], at: int) -> pd.Series:
    rows = features_at(day(at), orders=list(orders))
    return evidence(rows.reset_index()).iloc[0]


def test_the_recent_and_the_earlier_check_are_those_of_the_orders() -> None:
    old = [order("1", number, 1900) for number in (0, 30, 60, 90)]
    new = [order("1", number, amount) for number, amount in ((200, 1100), (230, 1200), (260, 1300))]
    seen = of_orders(*old, *new, at=270)
    assert seen["recent_orders"] == 3
    assert seen["recent_check"] == pytest.approx(1200)
    assert seen["check_before"] == pytest.approx(1900)
    assert seen["last_check"] == pytest.approx(1300)


def test_the_recent_checks_reach_over_all_orders_of_the_last_90_days() -> None:
    orders = [order("1", number, 100 if number < 300 else 50) for number in range(0, 390, 10)]
    seen = of_orders(*orders, at=390)
    assert seen["recent_orders"] == 9
    assert seen["recent_check"] == pytest.approx(50)
    assert seen["check_before"] == pytest.approx(100)


def test_usual_orders_are_those_of_the_time_while_the_client_ordered() -> None:
    orders = [order("1", number, 100) for number in range(0, 195, 15)]
    seen = of_orders(*orders, at=400)
    assert seen["order_days_90"] == 0
    assert seen["usual_order_days_90"] == pytest.approx(6)
    assert seen["usual_amount_90"] == pytest.approx(600)


def test_nothing_is_usual_in_a_window_longer_than_the_orders_reach() -> None:
    seen = of_orders(order("1", 0), order("1", 40), at=100)
    assert seen["usual_order_days_30"] == pytest.approx(0.75)
    assert np.isnan(seen["usual_order_days_90"])


def test_nothing_is_usual_for_a_client_of_one_order() -> None:
    assert np.isnan(of_orders(order("1", 0), order("2", 0), order("2", 5), at=400)["usual_order_days_14"])


def test_gaps_are_in_days_again() -> None:
    seen = of_orders(order("1", 0), order("1", 10), order("1", 40), order("2", 0), order("2", 20), at=50)
    assert seen["last_gap_days"] == pytest.approx(30)
    assert seen["longest_gap_days"] == pytest.approx(30)
    assert seen["recent_gap_days"] == pytest.approx(np.sqrt(10 * 30), rel=1e-5)


def test_the_usual_visits_and_the_dearer_basket_are_got_back() -> None:
    rows = features_at(
        day(300),
        orders=[order("1", 10)],
        activity=[{"client_id": "1", "seen_at": at(300 - age), "visits": 6} for age in (200, 100, 5)],
    )
    seen = evidence(rows.reset_index()).iloc[0]
    # 12 visits in the 110 days before the last 90, and 12 in the 170 days before the last 30.
    assert seen["usual_visits_90"] == pytest.approx(12 / 110 * 90)
    assert seen["usual_visits_30"] == pytest.approx(12 / 170 * 30)
    dearer = evidence(pd.DataFrame({"basket_price_rise": [np.log(1.25)]}))
    assert dearer["basket_rise_share"].tolist() == [pytest.approx(0.25)]


def test_last_years_orders_and_the_usual_setbacks_are_got_back() -> None:
    orders = [order("1", 900 - age) for age in (5, 20, 370, 380, 390, 420, 600)]
    undone = [order("1", 900 - age, status="cancelled", status_at=at(901 - age)) for age in (10, 200, 210)]
    seen = of_orders(*orders, *undone, at=900)
    assert (seen["order_days_60"], seen["setbacks_90"]) == (2, 1)
    assert seen["order_days_year_ago_60"] == pytest.approx(4)
    rates = evidence(pd.DataFrame({"setbacks_90": [3.0], "setback_drift_90": [np.log(4 / 2.5)]}))
    assert rates["usual_setbacks_90"].tolist() == [pytest.approx(1.5)]


def test_logarithms_of_ratios_are_told_as_changes_and_shares() -> None:
    told = {"last_price_rise": 1.1, "discount_loss_90": 0.95, "products_drift_180": 0.5}
    told |= {"categories_drift_180": 2.0, "resolution_to_usual_ratio": 3.0}
    seen = evidence(pd.DataFrame({name: [np.log(value)] for name, value in told.items()})).iloc[0]
    assert seen["last_price_rise_share"] == pytest.approx(0.1)
    assert seen["discount_loss_share"] == pytest.approx(-0.05)
    assert seen["products_kept_share"] == pytest.approx(0.5)
    assert seen["categories_kept_share"] == pytest.approx(2)
    assert seen["resolution_to_usual"] == pytest.approx(3)


def test_classes_are_two_letters_or_missing() -> None:
    rows = pd.DataFrame(
        {"abc": ["A", "B"], "xyz": ["X", "Y"], "abc_before": ["A", None], "xyz_before": ["Z", "X"]}
    )
    seen = evidence(rows)
    assert seen["class_now"].tolist() == ["AX", "BY"]
    assert seen["class_before"].isna().tolist() == [False, True]


def test_rows_without_any_known_column_have_no_evidence() -> None:
    seen = evidence(pd.DataFrame({"client_id": ["1"]}))
    of_settings = [name for name in seen.columns if str(name).startswith("rarest_contact")]
    assert seen.drop(columns=["client_id", *of_settings]).isna().all(axis=None)


def test_how_often_contacts_are_due_is_the_company_s_to_say() -> None:
    seen = evidence(pd.DataFrame({"client_id": ["1"], "rarest_contact_days": [73.0]}))
    assert seen["rarest_contacts_365"].tolist() == [5.0]
    assert evidence(pd.DataFrame({"client_id": ["1"]}))["rarest_contact_days"].tolist() == [14.0]


def test_the_given_columns_stay_as_they_are() -> None:
    rows = pd.DataFrame({"client_id": ["1"], "nps_last": [4.0], "nps_change": [-4.0]}, index=[7])
    seen = evidence(rows)
    pd.testing.assert_frame_equal(seen[rows.columns], rows)
    assert seen["nps_before"].tolist() == [8.0]


def test_a_missing_number_is_nan_whatever_the_column_holds() -> None:
    rows = pd.DataFrame({"a": pd.array([1, None], dtype="Int64")})
    assert numbers(rows, "a")[0] == 1
    assert np.isnan(numbers(rows, "a")[1])
    assert np.isnan(numbers(rows, "b")).all()
