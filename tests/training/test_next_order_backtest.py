"""The curve of silence is judged on past days, by what was known then."""

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from features.arithmetic import number_of
from training.next_order.backtest import NextOrderBacktest, backtest_next_order, known_then
from training.next_order.curve import SHAPES
from training.trained import Trained


def test_the_shape_of_least_loss_serves_and_is_in_the_bundle(trained: Trained) -> None:
    found = trained.next_order
    ahead = found.silence[found.silence["ahead"] != 1.0]
    losses = ahead.groupby("shape")["log_loss"].mean()
    assert set(losses.index) == set(SHAPES)
    assert found.shape == losses.idxmin()
    assert trained.bundle.next_order.shape == found.shape


def test_at_the_horizon_every_shape_says_the_champions_probability(trained: Trained) -> None:
    at_horizon = trained.next_order.silence.query("ahead == 1.0")
    by_day = at_horizon.pivot_table(index="test_day", columns="shape", values="expected")
    assert by_day["hazard"].to_numpy() == pytest.approx(by_day["own_rhythm"].to_numpy(), rel=1e-9)
    judged = {origin.test_day: trained.snapshots.rows[origin.test] for origin in trained.origins}
    left = {day: np.average(rows["left"], weights=rows["weight"]) for day, rows in judged.items()}
    observed = at_horizon.groupby("test_day")["observed"].first()
    assert observed.to_dict() == pytest.approx(left)


def test_a_row_counts_for_those_whom_our_own_actions_took_away(trained: Trained) -> None:
    (origin,) = trained.origins[-1:]
    rows = trained.snapshots.rows
    silent = origin.test & (rows["left"] == 1).to_numpy()
    heavy = replace(trained.snapshots, rows=rows.assign(weight=rows["weight"].mask(silent, 3.0)))
    found = backtest_next_order(heavy, [origin], trained.backtest, trained.verdict.champion, seed=1)
    once = backtest_next_order(
        trained.snapshots, [origin], trained.backtest, trained.verdict.champion, seed=1
    )
    share, before = (told.silence.query("ahead == 1.0")["observed"].iloc[0] for told in (found, once))
    assert share > before + 0.1


def test_expected_silence_is_near_what_came(trained: Trained) -> None:
    chosen = trained.next_order.chosen
    assert (chosen["expected"] - chosen["observed"]).abs().max() < 0.1
    assert chosen["expected"].is_monotonic_decreasing
    assert 0.7 < trained.next_order.inside <= 1


def test_orders_after_a_test_day_teach_nothing_on_it(trained: Trained) -> None:
    day = number_of(trained.origins[-1].test_day)
    rows = trained.snapshots.rows
    later = rows["as_of_day"] + rows["next_order_in"] >= day
    assert (later & (rows["as_of_day"] < day)).any()
    changed = replace(
        trained.snapshots, rows=rows.assign(next_order_in=rows["next_order_in"].where(~later, 500.0))
    )
    pd.testing.assert_frame_equal(known_then(changed, day), known_then(trained.snapshots, day))


def test_chosen_weighs_days_by_their_clients() -> None:
    def line(day: int, clients: float, expected: float, **more: Any) -> dict[str, Any]:
        return {
            "test_day": day,
            "shape": "hazard",
            "ahead": 0.5,
            "clients": clients,
            "expected": expected,
            **more,
        }

    silence = pd.DataFrame([line(1, 100.0, 0.2, observed=0.1), line(2, 300.0, 0.6, observed=0.5)])
    intervals = pd.DataFrame({"shape": "hazard", "clients": [100.0, 0.0], "inside": [0.8, np.nan]})
    found = NextOrderBacktest("hazard", silence, intervals)
    assert found.chosen.to_dict("records") == [
        {"ahead": 0.5, "expected": pytest.approx(0.5), "observed": pytest.approx(0.4), "clients": 400.0}
    ]
    assert np.isnan(replace(found, intervals=intervals.iloc[1:]).inside)
