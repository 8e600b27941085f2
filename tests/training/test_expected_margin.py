"""Expected margin, kept and left: what adds up, what bounds it, and the weighing of V and V0."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from features.errors import UsageError
from tests.training.test_buy_till_you_die import MODEL, company
from training.worth.expected_margin import ExpectedMargin, btyd_ltv, expected_ltv
from training.worth.gamma_gamma import GammaGamma

CHECK = GammaGamma(p=2.0, q=4.0, gamma=150.0)
UNDISCOUNTED = ExpectedMargin(MODEL, CHECK, margin_share=0.3, annual_discount_rate=0.0)
DISCOUNTED = ExpectedMargin(MODEL, CHECK, margin_share=0.3, annual_discount_rate=0.15)


def test_without_discount_it_is_orders_times_check_times_margin_share() -> None:
    rows = company()
    days = 365.25  # twelve whole months
    by_hand = MODEL.predict(rows, np.full(len(rows), days)) * CHECK.predict(rows) * 0.3
    np.testing.assert_allclose(btyd_ltv(rows, days, UNDISCOUNTED), by_hand)


def test_discount_lies_between_that_of_the_first_and_of_the_last_day() -> None:
    rows = company()
    whole, less = btyd_ltv(rows, 730.5, UNDISCOUNTED), btyd_ltv(rows, 730.5, DISCOUNTED)
    assert (less < whole).all()
    assert (less > whole * 1.15**-2).all()


def test_kept_and_left_weighed_by_the_models_own_chances_give_the_whole() -> None:
    rows = company()
    parts = UNDISCOUNTED.parts(rows, window_days=120, value_days=730)
    risk = parts["left_probability"]
    for name in ("window", "tail"):
        again = (1 - risk) * parts[f"kept_{name}"] + risk * parts[f"left_{name}"]
        np.testing.assert_allclose(again, parts[name], rtol=1e-9, atol=1e-9)


def test_window_and_tail_together_do_not_depend_on_where_the_window_ends() -> None:
    rows = company()
    near, far = (DISCOUNTED.parts(rows, window_days=days, value_days=730) for days in (60, 400))
    for name in ("kept", "left"):
        sums = [parts[f"{name}_window"] + parts[f"{name}_tail"] for parts in (near, far)]
        np.testing.assert_allclose(sums[0], sums[1], rtol=1e-9)


def test_a_kept_client_orders_at_least_once_and_is_worth_no_less_than_a_left_one() -> None:
    parts = UNDISCOUNTED.parts(company(), window_days=90, value_days=730)
    assert (parts["kept_window"] >= parts["check"] * 0.3 - 1e-9).all()
    for name in ("window", "tail"):
        assert (parts[f"kept_{name}"] >= parts[f"left_{name}"]).all()
        assert (parts[f"left_{name}"] >= 0).all()


def test_within_the_horizon_a_client_who_left_brings_nothing() -> None:
    parts = DISCOUNTED.parts(company().assign(horizon_days=90.0), window_days=60, value_days=730)
    assert (parts["left_window"] == 0).all()


def test_a_client_silent_for_ages_is_valued_without_a_warning() -> None:
    rows = company().head(1).assign(order_days=900.0, tenure_days=4000.0, days_since_order=3500.0)
    parts = DISCOUNTED.parts(rows, window_days=90, value_days=730)
    assert np.isfinite(parts.to_numpy()).all()
    assert parts["left_window"].iloc[0] == pytest.approx(0)


def test_clients_without_orders_or_horizon_stay_unknown() -> None:
    rows = company().head(3).reset_index(drop=True)
    rows.loc[1, "horizon_days"] = np.nan
    rows.loc[2, ["order_days", "tenure_days", "days_since_order", "average_check"]] = np.nan
    parts = DISCOUNTED.parts(rows, window_days=90, value_days=730)
    assert parts.notna().all(axis=1).tolist() == [True, False, False]
    assert parts.isna().all(axis=1).tolist() == [False, True, True]


def test_many_clients_are_valued_in_chunks_as_each_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = company()
    whole = DISCOUNTED.parts(rows, window_days=90, value_days=730)
    monkeypatch.setattr("training.worth.expected_margin.ROWS_AT_ONCE", 7)
    pd.testing.assert_frame_equal(DISCOUNTED.parts(rows, window_days=90, value_days=730), whole)
    assert DISCOUNTED.parts(rows.head(0), window_days=90, value_days=730).empty


def test_margin_share_is_all_margin_in_all_turnover() -> None:
    fitted = ExpectedMargin.fit(company(), annual_discount_rate=0.15, seed=1)
    assert fitted.margin_share == pytest.approx(0.3)
    assert ExpectedMargin.from_dict(fitted.to_dict()) == fitted


def test_no_days_ahead_are_refused() -> None:
    with pytest.raises(UsageError, match="days is 0; a value needs a positive number of days"):
        btyd_ltv(company(), 0, DISCOUNTED)


@given(
    stay=st.floats(0, 1),
    kept=st.floats(0, 1e9),
    share=st.floats(0, 1),
)
def test_expected_ltv_lies_between_left_and_kept(stay: float, kept: float, share: float) -> None:
    left = kept * share
    found = float(expected_ltv(np.array(stay), np.array(kept), np.array(left)))
    assert left <= found <= kept
    assert found == pytest.approx(stay * kept + (1 - stay) * left)


def test_a_stay_probability_in_percent_is_refused() -> None:
    with pytest.raises(UsageError, match="stay_probability is 30"):
        expected_ltv(np.array([30.0]), np.array([1.0]), np.array([0.0]))
