"""The backtest: who is judged on what, and that nothing of a test day is known before it."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import log_loss, roc_auc_score

from features.arithmetic import number_of
from features.events import Events
from features.settings import Settings
from tests.training.spine_company import spine_settings
from training import train as training
from training.judging.backtest import CARRIED, FIRST_METHOD, backtest, predict_on
from training.models.calibration import METHODS
from training.models.candidates import CANDIDATES
from training.past.snapshots import Snapshots, take, usable
from training.trained import Trained
from training.words import BASELINES


def test_every_test_row_has_a_probability_of_every_contestant(trained: Trained) -> None:
    told, rows = trained.backtest.predictions, trained.snapshots.rows
    assert list(told.columns) == ["test_day", *CARRIED, *BASELINES, *CANDIDATES]
    wanted = pd.concat([rows[origin.test] for origin in trained.origins])
    assert told["client_id"].tolist() == wanted["client_id"].tolist()
    assert told["test_day"].tolist() == wanted["as_of"].tolist()
    said = told[[*BASELINES, *CANDIDATES]]
    assert ((said > 0) & (said < 1)).all(axis=None)


def test_every_calibrator_is_tried_on_every_test_day(trained: Trained) -> None:
    tried = trained.backtest.trials
    days = [origin.test_day for origin in trained.origins]
    wanted = {(day, name, method) for day in days for name in CANDIDATES for method in METHODS}
    assert set(tried[["test_day", "candidate", "method"]].itertuples(index=False, name=None)) == wanted
    assert set(trained.backtest.how) == set(days)


def test_the_calibrator_of_a_test_day_is_the_one_that_won_on_earlier_days_only(trained: Trained) -> None:
    tested = trained.backtest
    losses = tested.trials.set_index(["test_day", "candidate", "method"])["log_loss"]
    for origin in trained.origins:
        here = tested.predictions[tested.predictions["test_day"] == origin.test_day]
        before = tested.trials[tested.trials["test_day"] < origin.test_day]
        for name in CANDIDATES:
            means = before[before["candidate"] == name].groupby("method")["log_loss"].mean()
            method = means.idxmin() if len(means) else FIRST_METHOD
            loss = log_loss(here["left"], here[name], sample_weight=here["weight"])
            assert loss == pytest.approx(losses[origin.test_day, name, method], abs=1e-12)


def test_the_final_calibrator_is_the_one_that_won_over_all_days(trained: Trained) -> None:
    means = trained.backtest.trials.groupby(["candidate", "method"])["log_loss"].mean()
    assert trained.backtest.methods == {name: means[name].idxmin() for name in CANDIDATES}


def test_the_raw_probabilities_are_those_before_calibration(trained: Trained) -> None:
    tested, day = trained.backtest, trained.origins[0].test_day
    raw, told = tested.uncalibrated, tested.predictions
    assert raw[["test_day", "client_id"]].equals(told[["test_day", "client_id"]])
    first = told["test_day"] == day
    losses = tested.trials.set_index(["test_day", "candidate", "method"])["log_loss"]
    for name in CANDIDATES:
        loss = log_loss(told["left"][first], raw[name][first], sample_weight=told["weight"][first])
        assert loss == pytest.approx(losses[day, name, "none"], abs=1e-12)


def test_what_comes_after_a_test_day_changes_none_of_its_predictions(trained: Trained) -> None:
    origin, rows = trained.origins[0], trained.snapshots.rows
    known = rows["ends_day"] <= number_of(origin.test_day)
    random = np.random.default_rng(2)
    later = rows["left"].where(
        known | rows["left"].isna(), pd.Series(random.integers(0, 2, len(rows)), rows.index)
    )
    other = replace(trained.snapshots, rows=rows.assign(left=later.astype(float)))
    assert (later[origin.test] != rows["left"][origin.test]).any()
    light = spine_settings(training={"minimum_left": 20, "candidates": ["logistic"]})
    told = [backtest(one, [origin], light).predictions for one in (trained.snapshots, other)]
    said = [*BASELINES, "logistic"]
    assert told[0][said].equals(told[1][said])


def test_a_candidate_beats_the_baselines_where_there_is_something_to_know(trained: Trained) -> None:
    told = trained.backtest.predictions.query("status in ['new', 'active', 'overdue']")
    auc = {name: roc_auc_score(told["left"], told[name]) for name in ("silence_rule", "lightgbm")}
    assert auc["lightgbm"] > auc["silence_rule"] + 0.1
    assert trained.verdict.champion["at_risk"] in CANDIDATES


def shuffled(snapshots: Snapshots) -> Snapshots:
    """The same rows, who left dealt out anew within each day: the share that leaves still drifts."""
    rows, random = snapshots.rows.copy(), np.random.default_rng(1)
    fit = usable(rows)
    for _day, here in rows[fit].groupby("as_of"):
        rows.loc[here.index, "left"] = random.permutation(here["left"].to_numpy())
    return replace(snapshots, rows=rows)


def test_where_labels_are_dealt_out_by_chance_no_model_serves_but_the_rule(
    company: Events, trained: Trained, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(training, "take", lambda *given, **named: shuffled(trained.snapshots))
    assert take is not training.take
    by_chance = training.train(company, spine_settings())
    told = by_chance.backtest.predictions
    assert not told["left"].equals(trained.backtest.predictions["left"])
    for name in (*BASELINES, *CANDIDATES):
        within = [roc_auc_score(day["left"], day[name]) for _day, day in told.groupby("test_day")]
        assert 0.45 <= np.mean(within) <= 0.55, name
    assert not by_chance.verdict.passed
    assert by_chance.verdict.champion == {"at_risk": "silence_rule", "recoverable": "silence_rule"}
    assert by_chance.bundle.version.startswith("rule-")
    scores = by_chance.bundle.score(by_chance.population)["churn_probability"]
    assert scores.notna().all()


def test_predicting_a_day_uses_nothing_that_was_known_later(trained: Trained) -> None:
    snapshots, day = trained.snapshots, trained.origins[-1].test_day
    rows = snapshots.rows
    told = predict_on(snapshots, day, "logistic", spine_settings())
    assert told.index.equals(rows.index[rows["as_of"] == day])
    assert told.between(0, 1, inclusive="neither").all()
    later = rows["left"].mask(rows["ends_day"] > number_of(day))
    blind = predict_on(replace(snapshots, rows=rows.assign(left=later)), day, "logistic", spine_settings())
    assert blind.equals(told)


def test_predicting_with_too_little_history_gives_everyone_the_share_that_had_left(trained: Trained) -> None:
    day = trained.origins[-1].test_day
    rows = trained.snapshots.rows
    known = rows[usable(rows) & (rows["ends_day"] <= number_of(day))]
    told = predict_on(trained.snapshots, day, "logistic", Settings(training={"minimum_left": 10**6}))
    assert set(told) == {known["left"].mean()}
    first = rows["as_of"].min()
    assert set(predict_on(trained.snapshots, first, "logistic", Settings())) == {0.5}
