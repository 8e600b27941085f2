"""Scores are unbiased where the chances are known, however bad the outcome models, and chances are what they were."""

import numpy as np
import pandas as pd
import pytest

from tests.training.response.made_up_trial import FEATURES, MadeUp, made_up_settings, made_up_trial
from training.response import doubly_robust
from training.response.chances import LEAST_CHANCE, chances_of
from training.response.choosing import Trial
from training.response.doubly_robust import scores_of
from training.response.evidence import clustered

ACTIONS = ["call", "visit"]


def test_recorded_chances_are_taken_and_only_the_choice_of_the_action_is_estimated(
    made_up: MadeUp, trial: Trial
) -> None:
    chances = trial.chances
    assert (chances.arms, chances.recorded) == (("", *ACTIONS), True)
    assert chances.table.sum(axis=1) == pytest.approx(1)
    assert chances.table[:, 0] == pytest.approx(1 - made_up.evidence["propensity"].to_numpy())
    assert chances.table[:, 1].mean() == pytest.approx(chances.table[:, 2].mean(), rel=0.1)
    treated = made_up.evidence["arm"] == "treated"
    assert ((chances.got > 0) == treated.to_numpy()).all()


def test_without_records_the_chances_are_estimated_from_who_got_what(made_up: MadeUp) -> None:
    unknown = made_up.evidence.assign(propensity=np.nan)
    chances = chances_of(unknown, ACTIONS, FEATURES, seed=1)
    assert not chances.recorded
    assert chances.table.sum(axis=1) == pytest.approx(1)
    often = made_up.evidence["order_days"] > 6
    told = (1 - chances.table[often, 0]).mean(), (1 - chances.table[~often, 0]).mean()
    assert told == pytest.approx((0.8, 0.6), abs=0.04)


def test_records_that_do_not_fit_who_was_treated_are_not_taken(made_up: MadeUp) -> None:
    treated = made_up.evidence["arm"] == "treated"
    planned = made_up.evidence.assign(propensity=np.where(treated, 0.98, 0.9))
    chances = chances_of(planned, ACTIONS, FEATURES, seed=1)
    assert not chances.recorded
    assert (1 - chances.table[:, 0]).mean() == pytest.approx(treated.mean(), abs=0.02)


def test_an_action_that_nobody_was_given_has_no_overlap(made_up: MadeUp) -> None:
    chances = chances_of(made_up.evidence, [*ACTIONS, "letter"], FEATURES, seed=1)
    assert chances.overlap[:, :3].all()
    assert not chances.overlap[:, 3].any()


def test_the_mean_score_holds_the_true_effect_of_each_action() -> None:
    off = []
    for seed in (21, 22, 23):
        made = made_up_trial(2000, seed=seed)
        chances = chances_of(made.evidence, ACTIONS, FEATURES, seed=1)
        scores = scores_of(made.evidence, chances, made_up_settings().actions, FEATURES, seed=1)
        for arm, name in enumerate(ACTIONS, start=1):
            mean, error = clustered(scores.effect(arm), made.evidence["client_id"])
            off.append((mean - made.effects[name].mean()) / error)
    assert np.abs(off).max() < 3
    assert abs(np.mean(off)) < 1


def test_outcome_models_that_know_nothing_cost_precision_and_not_truth(
    made_up: MadeUp, trial: Trial, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nothing(known: np.ndarray, came: np.ndarray, folds: np.ndarray, **asked: object) -> np.ndarray:
        return np.full((3, len(came)), 0.9)

    monkeypatch.setattr(doubly_robust, "out_of_fold", nothing)
    scores = scores_of(made_up.evidence, trial.chances, made_up_settings().actions, FEATURES, seed=1)
    mean, error = clustered(scores.effect(1), trial.clients)
    assert mean == pytest.approx(made_up.effects["call"].mean(), abs=3 * error)
    assert error > 1.5 * trial.effect("call")[1]


def test_money_is_worth_less_what_was_really_paid(made_up: MadeUp, trial: Trial) -> None:
    row = made_up.evidence.iloc[int(np.flatnonzero(trial.chances.got == 2)[0])]
    place = made_up.evidence.index.get_loc(row.name)
    assert trial.scores.came[place] == pytest.approx(
        row["ordered"] * row["gain"] - row["cost"] - row["ordered"] * 100
    )
    spared = trial.chances.got == 0
    worth = made_up.evidence["ordered"] * made_up.evidence["gain"]
    assert trial.scores.came[spared] == pytest.approx(worth.to_numpy()[spared])


def test_clients_with_several_trials_are_counted_once_in_the_error() -> None:
    values = np.array([1.0, 0.0, 1.0, 0.0])
    once = clustered(values, pd.Series(list("abcd")))[1]
    twice = clustered(np.repeat(values, 2), pd.Series(list("aabbccdd")))[1]
    assert twice == pytest.approx(once)
    assert LEAST_CHANCE > 0
