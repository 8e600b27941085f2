"""The paired bootstrap: a case by hand, an honest slow one beside it, and laws."""

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import average_precision_score, log_loss

from features.errors import UsageError
from tests.training.backtested import DAYS, company, rows_of
from training.judging.paired_gain import Gain, Metric, client_codes, client_counts, paired_gain, resample


def test_the_gain_is_the_mean_over_test_days_of_the_difference() -> None:
    first = rows_of([1, 0], [0.8, 0.2], other=0.5)
    second = rows_of([1, 0, 0, 0], [0.5, 0.5, 0.5, 0.5], other=0.5, test_day=DAYS[1])
    gain = paired_gain(pd.concat([first, second]), "blend", "other", seed=1, draws=50)
    # On the first day ln .8 − ln .5 = .470, on the second 0; each day counts alike.
    assert gain.mean == pytest.approx(np.log(0.8 / 0.5) / 2)


@pytest.mark.parametrize("metric", ["log_loss", "average_precision"])
def test_draws_are_those_of_a_slow_bootstrap_that_repeats_rows(metric: Metric) -> None:
    rows = company(60).assign(weight=lambda frame: np.where(frame["client_id"] < "c00030", 1.0, 2.5))
    rows = rows.drop(index=[3, 70, 71])  # some clients are there on one day only
    found = resample(rows, ["truth", "silence_rule"], metric, draws=20, seed=3)
    codes, clients = client_codes(rows)
    judge = log_loss if metric == "log_loss" else average_precision_score
    everyone = [np.ones(clients), *client_counts(clients, draws=20, seed=3)]
    for counts, values in zip(everyone, found.values, strict=True):
        again = rows.loc[rows.index.repeat(counts[codes].astype(int))]
        slow = [
            np.mean([judge(day["left"], day[name], sample_weight=day["weight"]) for _, day in days])
            for name, days in ((name, again.groupby("test_day")) for name in ("truth", "silence_rule"))
        ]
        assert values == pytest.approx(slow)


def test_the_interval_is_about_as_wide_as_theory_says() -> None:
    rows = company(800, seed=3)
    loss = {
        name: -np.log(np.where(rows["left"] == 1, rows[name], 1 - rows[name])) for name in ("truth", "none")
    }
    by_client = pd.Series(loss["none"] - loss["truth"]).groupby(rows["client_id"].to_numpy()).mean()
    gain = paired_gain(rows, "truth", "none", seed=5)
    assert gain.mean == pytest.approx(by_client.mean())
    assert gain.high - gain.low == pytest.approx(2 * 1.96 * by_client.std() / np.sqrt(800), rel=0.1)
    assert gain.low < gain.mean < gain.high


@pytest.mark.parametrize("metric", ["log_loss", "average_precision"])
def test_the_one_who_knows_more_gains_whichever_way_the_metric_runs(metric: Metric) -> None:
    rows = company(400)
    gain = paired_gain(rows, "truth", "none", metric, draws=100, seed=1)
    assert gain.surely_better
    back = paired_gain(rows, "none", "truth", metric, draws=100, seed=1)
    assert back.surely_worse
    assert (back.mean, back.low, back.high) == pytest.approx((-gain.mean, -gain.high, -gain.low))


@pytest.mark.parametrize("metric", ["log_loss", "average_precision"])
def test_identical_contestants_gain_nothing_at_all(metric: Metric) -> None:
    rows = company(100).assign(twin=lambda frame: frame["truth"])
    gain = paired_gain(rows, "truth", "twin", metric, draws=50, seed=1)
    assert gain == Gain(0, 0, 0)
    assert not gain.surely_better
    assert not gain.surely_worse


@pytest.mark.parametrize("metric", ["log_loss", "average_precision"])
def test_the_order_of_rows_never_matters(metric: Metric) -> None:
    rows = company(80)
    gain = paired_gain(rows, "truth", "silence_rule", metric, draws=30, seed=1)
    mixed = paired_gain(
        rows.sample(frac=1, random_state=1), "truth", "silence_rule", metric, draws=30, seed=1
    )
    assert (mixed.mean, mixed.low, mixed.high) == pytest.approx((gain.mean, gain.low, gain.high))


def test_a_clients_days_are_drawn_together() -> None:
    # Each client stands on both days; drawn apart, the days' noise would half cancel out.
    one = company(300).query("test_day == @DAYS[0]")
    twice = pd.concat([one, one.assign(test_day=DAYS[1])])
    single = paired_gain(one, "truth", "none", seed=1, draws=200)
    both = paired_gain(twice, "truth", "none", seed=1, draws=200)
    assert (both.low, both.high) == pytest.approx((single.low, single.high))


def test_a_day_without_leavers_is_left_out_of_average_precision() -> None:
    day = rows_of([1, 0, 1, 0], [0.9, 0.1, 0.8, 0.3], other=0.5)
    nobody_left = rows_of([0, 0, 0, 0], [0.9, 0.1, 0.8, 0.3], other=0.5, test_day=DAYS[1])
    alone = resample(day, ["blend"], "average_precision", draws=1, seed=1)
    found = resample(pd.concat([day, nobody_left]), ["blend"], "average_precision", draws=1, seed=1)
    assert found.observed("blend") == alone.observed("blend") == 1.0
    assert np.isnan(paired_gain(nobody_left, "blend", "other", "average_precision", draws=9, seed=1).mean)


def test_unknown_metrics_and_no_draws_are_refused() -> None:
    with pytest.raises(UsageError, match="metric is 'auc'"):
        paired_gain(company(10), "truth", "none", "auc", seed=1)  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="draws is 0"):
        paired_gain(company(10), "truth", "none", draws=0, seed=1)
