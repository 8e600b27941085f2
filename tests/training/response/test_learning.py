"""A trial whose every effect is known: what is measured holds the truth, and the plan on it beats sorting."""

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from tests.training.response.made_up_trial import FEATURES, MadeUp, made_up_settings, made_up_trial
from training.response import choosing
from training.response.acceptance import Response
from training.response.choosing import Trial, refusal
from training.response.learners import LEARNERS
from training.response.learning import Learned, learn_response
from training.response.policy_value import BUDGET_SHARE, best_under
from training.response.words import why_not_measured


def expected(response: Response, today: MadeUp, action: str) -> Any:
    return response.uplift("at_risk", action, today.evidence, made_up_settings())


def test_the_interval_of_the_mean_effect_holds_the_truth(made_up: MadeUp, learned: Learned) -> None:
    call, visit = learned.actions
    assert (call["action"], call["basis"], visit["basis"]) == ("call", "measured", "measured")
    assert call["learner"] in LEARNERS
    assert call["effect_low"] < made_up.effects["call"].mean() < call["effect_high"]
    assert visit["effect_low"] < visit["effect"] < visit["effect_high"]


def test_clients_whom_no_trial_has_seen_get_their_own_effect_and_its_interval(
    today: MadeUp, learned: Learned
) -> None:
    told, truth = expected(learned.response, today, "call"), today.effects["call"]
    assert told.basis == "measured"
    assert np.corrcoef(told.mean, truth)[0, 1] > 0.8
    assert np.mean((told.low <= truth) & (truth <= told.high)) > 0.75
    fifths = pd.qcut(told.mean + 1e-9 * np.arange(len(truth)), 5, labels=False)
    groups = pd.DataFrame({"low": told.low, "truth": truth, "high": told.high}).groupby(fifths).mean()
    assert ((groups["low"] <= groups["truth"]) & (groups["truth"] <= groups["high"])).all()


def test_who_is_driven_away_gets_a_negative_effect_and_no_call(today: MadeUp, learned: Learned) -> None:
    told = expected(learned.response, today, "call")
    spurned = today.evidence["complaints"].to_numpy() >= 3
    assert np.mean(told.mean[spurned] < 0) > 0.9
    stay = today.evidence["stay_probability"].to_numpy()
    assert (told.mean >= -stay).all()
    assert (told.high <= 1 - stay).all()


def test_the_plan_on_measured_effects_really_beats_risk_value_and_risk_times_value(
    today: MadeUp, learned: Learned
) -> None:
    rows = today.evidence
    gain, stay = rows["gain"].to_numpy(), rows["stay_probability"].to_numpy()
    fixed, given = np.array([0.0, 200.0, 900.0]), np.array([0.0, 0.0, 100.0])

    def money(uplifts: list[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
        uplift = np.column_stack([np.zeros(len(rows)), *uplifts])
        cost = fixed + (stay[:, None] + uplift) * given
        return uplift * gain[:, None] - cost, cost

    truly, _ = money([today.effects[name] for name in ("call", "visit")])
    net, cost = money([expected(learned.response, today, name).mean for name in ("call", "visit")])
    budget = BUDGET_SHARE * 200 * len(rows)
    plan = float((best_under(net, cost, budget) * truly).sum())
    called = int(budget / 200)
    risk, worth = 1 - stay, rows["value_if_kept"].to_numpy()
    for key in (risk, worth, risk * worth):
        sorted_list = float(truly[np.argsort(-key, kind="stable")[:called], 1].sum())
        assert plan > 1.2 * sorted_list
    assumed, cost_then = money([expected(Response(), today, name).mean for name in ("call", "visit")])
    assert plan > 1.2 * float((best_under(assumed, cost_then, budget) * truly).sum())


def test_the_learners_contest_the_curves_and_the_policies_are_told(learned: Learned) -> None:
    contest = learned.learners.groupby("action")
    assert (contest["chosen"].sum() == 1).all()
    assert set(learned.learners["learner"]) == set(LEARNERS)
    assert set(learned.curves["kind"]) == {"orders", "money"}
    policies = learned.policies.set_index("policy")
    assert (policies["plan_more"].drop("plan") > 0).all()
    assert set(learned.tables()) == {"learners", "qini", "policy_value"}


def test_what_a_run_keeps_of_a_figure_has_its_interval_beside_it(learned: Learned) -> None:
    kept = {name: value for name, value, _step in learned.figures()}
    assert {"response/at_risk/call/qini", "response/at_risk/call/auuc_low"} <= set(kept)
    value = "policy/at_risk/risk"
    for figure in ("aipw", "ipw", "plan_more"):
        low, mean, high = (kept[f"{value}/{figure}{end}"] for end in ("_low", "", "_high"))
        assert low < mean < high, figure
    row = learned.policies.set_index("policy").loc["risk"]
    assert kept[f"{value}/plan_more_low"] == row["plan_more_low"]


def test_attempts_without_anybody_left_alone_are_never_called_measured() -> None:
    observed = made_up_trial(2000, seed=3, arms=False)
    found = learn_response(observed.evidence, observed.evidence, FEATURES, made_up_settings())
    assert found.response.measured == {}
    assert {line["basis"] for line in found.actions} == {"assumed"}
    assert {line["why_not"] for line in found.actions} == {"no_controls"}
    assert found.policies.empty
    assert "without a control group" in why_not_measured(found.actions[0], "en")


def test_fewer_than_a_hundred_left_alone_only_update(made_up: MadeUp) -> None:
    rows = made_up.evidence
    spared = rows[rows["arm"] == "control"].head(99)
    few = pd.concat([spared, rows[rows["arm"] == "treated"].head(600)], ignore_index=True)
    found = learn_response(few, few, FEATURES, made_up_settings())
    assert {line["basis"] for line in found.actions} == {"updated"}
    assert {(line["why_not"], line["controls"]) for line in found.actions} == {("few_controls", 99)}


def test_an_error_of_a_third_of_what_was_expected_is_too_large(trial: Trial) -> None:
    error = trial.effect("call")[1]
    enough = 3.01 * error / trial.expected(1.0)
    assert refusal(trial, "call", enough) is None
    code, figures = refusal(trial, "call", 0.98 * enough) or ("", {})
    assert (code, figures["error"]) == ("unsure", error)


def test_what_judges_a_learner_has_not_seen_what_became_of_the_row(trial: Trial) -> None:
    there = trial.evidence["fold"].to_numpy() == 0
    arm = trial.chances.arms.index("call")
    orders = trial.scores.orders.copy()
    orders[there, arm] += 0.5  # of those rows alone the call seems to bring half an order more
    dreamt = replace(trial, scores=replace(trial.scores, orders=orders))
    before, after = (choosing.chosen(one, "call")[1][0] for one in (trial, dreamt))
    assert after.uplift[there] == pytest.approx(before.uplift[there])
    assert (after.uplift[~there] > before.uplift[~there]).mean() > 0.9
    assert after.line.level > before.line.level + 0.1


def test_without_the_extra_the_posterior_serves_and_the_extra_is_named(
    made_up: MadeUp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(choosing, "learners_there", lambda: False)
    found = learn_response(made_up.evidence, made_up.evidence, FEATURES, made_up_settings())
    assert {line["basis"] for line in found.actions} == {"updated"}
    assert "pip install -e '.[response]'" in why_not_measured(found.refusals[0], "ru")
    assert not found.policies.empty
    assert expected(found.response, made_up, "call").basis == "updated"


def test_a_list_that_an_action_is_not_for_gets_none_of_it(made_up: MadeUp) -> None:
    settings = made_up_settings(
        actions={
            "call": {"channel": "call", "fixed_cost": 200},
            "visit": {"channel": "visit", "fixed_cost": 900, "for": ["recoverable"]},
        }
    )
    few = made_up.evidence.head(900)
    found = learn_response(few, few, FEATURES, settings)
    assert {line["action"] for line in found.actions} == {"call"}
