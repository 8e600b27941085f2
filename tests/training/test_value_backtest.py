"""Value foretold on a past day: what is judged, by which figures, and how well where the truth is known."""

from datetime import timedelta
from functools import cache

import numpy as np
import pandas as pd
import pytest

from features.errors import GateError, UsageError
from features.settings import settings_from
from tests.training.value_company import FIRST, snapshots_of
from training.past.snapshots import Snapshots
from training.worth.value_backtest import (
    METHODS,
    ValueBacktest,
    backtest_value,
    judge,
    judged_rows,
    tenths,
    value_test_days,
)

SETTINGS = settings_from({})


@cache
def company() -> Snapshots:
    return snapshots_of(1500)


def churn() -> pd.Series:
    rows = company().rows
    return rows.groupby(["status", "as_of"])["left"].transform("mean")


@cache
def judged() -> ValueBacktest:
    return backtest_value(company(), value_test_days(company())[-1], SETTINGS, churn())


def test_bias_error_and_rank_by_hand() -> None:
    found = judge(np.array([1.0, 2.0, 9.0]), np.array([2.0, 0.0, 4.0]), np.array([1.0, 1.0, 2.0]))
    assert found["total_bias"] == pytest.approx(21 / 10 - 1)
    assert found["mae"] == pytest.approx((1 + 2 + 2 * 5) / 4)
    assert found["rank_correlation"] == pytest.approx(0.5)


def test_unknown_expectations_are_not_judged_and_nothing_realised_has_no_bias() -> None:
    found = judge(np.array([1.0, np.nan]), np.array([0.0, 5.0]), np.ones(2))
    assert np.isnan(found["total_bias"])
    assert found["mae"] == 1
    assert np.isnan(found["rank_correlation"])


def test_tenths_hold_every_client_once_and_rise() -> None:
    random = np.random.default_rng(1)
    told, came = random.gamma(2, 50, 95), random.gamma(2, 50, 95)
    found = tenths(told, came, np.ones(95))
    assert found["clients"].sum() == 95
    assert found["expected"].is_monotonic_increasing
    assert (found["realised"] * found["clients"]).sum() == pytest.approx(came.sum())


def test_a_day_is_judged_only_with_windows_ended_before_and_after_it() -> None:
    days = value_test_days(company())
    assert days[-1] == FIRST + timedelta(days=240)
    assert days[0] == FIRST + timedelta(days=120)


def test_all_clients_of_the_day_are_judged_by_all_three_methods() -> None:
    day = judged().test_day
    assert judged().clients == int((company().rows["as_of"] == day).sum())
    assert tuple(judged().methods["method"]) == METHODS
    assert judged().deciles.groupby("method")["clients"].sum().eq(judged().clients).all()
    realised = company().rows.loc[judged_rows(company(), day), "window_margin"].sum()
    assert judged().realised == pytest.approx(realised)


def test_where_clients_live_as_the_model_says_totals_and_ranks_are_met() -> None:
    methods = judged().methods.set_index("method")
    assert abs(methods.loc["model", "total_bias"]) < 0.1
    assert methods.loc["model", "rank_correlation"] > methods.loc["formula", "rank_correlation"]
    assert methods.loc["model", "mae"] < methods.loc["formula", "mae"]


def test_a_client_without_probability_is_refused() -> None:
    day = judged().test_day
    all_but_one = churn()[judged_rows(company(), day)].iloc[1:]
    with pytest.raises(UsageError, match=f"churn_probability lacks 1 of the {judged().clients} clients"):
        backtest_value(company(), day, SETTINGS, all_but_one)


def test_a_day_whose_window_has_not_ended_is_refused() -> None:
    day = FIRST + timedelta(days=270)
    with pytest.raises(GateError, match="Only 0 clients of 2024-09-27 have a window of 90 days"):
        backtest_value(company(), day, SETTINGS, churn())
