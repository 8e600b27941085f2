"""Value foretold on a past day: what is judged, by which figures, and how well where the truth is known."""

from dataclasses import replace
from datetime import timedelta
from functools import cache

import numpy as np
import pandas as pd
import pytest

from features.errors import GateError, UsageError
from features.settings import settings_from
from tests.training.value_company import FIRST, snapshots_of
from training.past.snapshots import Snapshots
from training.train import _value
from training.worth.value import METHODS, Method, ValueModel
from training.worth.value_backtest import (
    ValueBacktest,
    backtest_value,
    chosen,
    judge,
    judged_rows,
    tenths,
    tried_ways,
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


def as_it_would_serve(method: Method) -> tuple[Snapshots, np.ndarray]:
    """Tell what a method would serve of the test day, and a company of which exactly that came.

    Before, each client brought five times as much, and so the model learned.
    """
    day = judged().test_day
    test, five = judged_rows(company(), day), company().rows["window_margin"] * 5
    model = ValueModel.fit(replace(company(), rows=company().rows.assign(window_margin=five)), SETTINGS)
    worth = replace(model, method=method).predict(company().rows[test], 1 - churn()[test].to_numpy())
    left = churn()[test]
    came = (1 - left) * worth["kept_in_window"] + left * worth["left_in_window"]
    return replace(company(), rows=company().rows.assign(window_margin=came.combine_first(five))), came


@pytest.mark.parametrize("method", ["formula", "buy_till_you_die"])
def test_whoever_is_surely_nearer_to_what_came_serves(method: Method) -> None:
    of_its_own, came = as_it_would_serve(method)
    found = backtest_value(of_its_own, judged().test_day, SETTINGS, churn())
    tried = found.tried.set_index("method")
    assert found.serves == method
    assert tried.loc[method, "mae"] < 0.2 * came.mean() < tried.loc["model", "mae"]
    assert 0 < tried.loc[method, "low"] < tried.loc[method, "gain"] < tried.loc[method, "high"]
    drawn = found.deciles[found.deciles["method"] == method]
    np.testing.assert_allclose(drawn["expected"], drawn["realised"], rtol=0.2)


def test_a_training_lets_the_nearest_serve() -> None:
    settings = settings_from({"training": {"candidates": ["logistic"]}})
    served, found = _value(as_it_would_serve("buy_till_you_die")[0], settings)
    assert found is not None
    assert served.method == found.serves == "buy_till_you_die"


def test_a_training_whose_history_is_too_short_to_judge_keeps_the_model() -> None:
    young = company().rows["as_of"] < FIRST + timedelta(days=120)
    first = replace(company(), rows=company().rows[young], known_at=FIRST + timedelta(days=185))
    served, found = _value(first, SETTINGS)
    assert (served.method, found) == ("model", None)


def test_what_is_judged_in_the_model_s_place_is_what_serves() -> None:
    test = judged_rows(company(), judged().test_day)
    rows, came = company().rows[test], company().rows.loc[test, "window_margin"]
    model = ValueModel.fit(company(), SETTINGS, as_of=judged().test_day)
    for line in judged().tried.to_dict(orient="records"):
        worth = replace(model, method=line["method"]).predict(rows)
        left = churn()[test]
        told = (1 - left) * worth["kept_in_window"] + left * worth["left_in_window"]
        assert (told - came).abs().mean() == pytest.approx(line["mae"])


def ways(**errors: np.ndarray) -> pd.DataFrame:
    """Judge methods that err by so much, each client having brought 100."""
    told = {name: 100 + error for name, error in errors.items()}
    clients = len(told["model"])
    return tried_ways(told, np.full(clients, 100.0), np.ones(clients), seed=1)


def test_the_model_stays_where_a_smaller_error_may_be_chance() -> None:
    random = np.random.default_rng(1)
    model = random.normal(0, 10, 200)
    found = ways(model=model, formula=model + random.normal(0, 10, 200) * (model < 0), buy_till_you_die=model)
    luckier = ways(model=model, formula=0.99 * random.permutation(model), buy_till_you_die=model)
    for tried in (found, luckier):
        assert tried["low"].max() <= 0 <= tried["high"].max()
        assert chosen(tried) == "model"
    assert luckier["gain"].max() > 0


def test_whoever_says_too_little_of_everybody_does_not_serve() -> None:
    # Nine of ten bring nothing: to foretell nothing errs least by client, and misses the whole total.
    came = np.where(np.arange(500) % 10 == 0, 100.0, 0.0)
    told = {"model": np.full(500, 10.0), "formula": np.zeros(500), "buy_till_you_die": np.full(500, 11.0)}
    tried = tried_ways(told, came, np.ones(500), seed=1)
    formula = tried.set_index("method").loc["formula"]
    assert (formula["mae"], formula["total_bias"]) == (10.0, -1.0)
    assert formula["low"] > 0
    assert chosen(tried) == "model"


def test_of_two_that_are_surely_nearer_the_nearest_serves() -> None:
    both = np.where(np.arange(100) % 2 == 0, 1.0, -1.0)
    tried = ways(model=9 * both + 1, formula=3 * both, buy_till_you_die=2 * both)
    assert tried["gain"].tolist() == [0, 6, 7]
    assert chosen(tried) == "buy_till_you_die"


def test_a_client_counts_by_its_weight_and_one_that_a_method_does_not_know_not_at_all() -> None:
    told = {"model": np.array([3.0, 5.0, 9.0]), "formula": np.array([1.0, 1.0, np.nan])}
    tried = tried_ways(told, np.zeros(3), np.array([3.0, 1.0, 9.0]), seed=1).set_index("method")
    assert tried["mae"].tolist() == [3.5, 1.0]
    assert tried.loc["formula", ["gain", "low", "high"]].tolist() == [2.5, 2.0, 4.0]
