"""What policies would have brought: the truth inside the intervals, one budget for all, and silence without overlap."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import settings as law
from hypothesis import strategies as st

from tests.training.response.made_up_trial import MadeUp
from training.response.choosing import Trial
from training.response.policy_value import BUDGET_SHARE, POLICIES, best_under, policies, policy_values

ALLOWED = np.array([True, True, True])


def truth(made_up: MadeUp) -> np.ndarray:
    return np.column_stack([np.zeros(len(made_up.evidence)), *made_up.effects.values()])


def net_of(made_up: MadeUp) -> np.ndarray:
    """What each arm truly adds to each client, money."""
    gain, stay = made_up.evidence["gain"].to_numpy(), made_up.evidence["stay_probability"].to_numpy()
    call = made_up.effects["call"] * gain - 200
    visit = made_up.effects["visit"] * (gain - 100) - stay * 100 - 900
    return np.column_stack([np.zeros(len(gain)), call, visit])


@pytest.fixture(scope="module")
def chosen(made_up: MadeUp, trial: Trial) -> dict[str, np.ndarray]:
    return dict(policies(trial, truth(made_up), ALLOWED))


def test_both_estimates_hold_what_each_policy_truly_brings(
    made_up: MadeUp, trial: Trial, chosen: dict[str, np.ndarray]
) -> None:
    told = policy_values(trial, chosen).set_index("policy")
    assert tuple(told.index) == POLICIES
    for name, table in chosen.items():
        really = float((table * net_of(made_up)).sum(axis=1).mean())
        for kind in ("aipw", "ipw"):
            low, high = told.loc[name, [f"{kind}_low", f"{kind}_high"]]
            wide = (high - low) / 4
            assert low - wide <= really <= high + wide, (name, kind)
    assert told.loc["nobody", ["aipw", "ipw", "contacted_share"]].tolist() == pytest.approx([0, 0, 0])
    assert told["identifiable"].all()


def test_the_plan_that_knows_the_effects_is_told_to_bring_more_than_sorting(
    trial: Trial, chosen: dict[str, np.ndarray]
) -> None:
    told = policy_values(trial, chosen).set_index("policy")
    for name in ("risk", "value", "risk_value", "random"):
        assert told.loc[name, "plan_more_low"] > 0, name


def test_all_policies_spend_one_budget(made_up: MadeUp, trial: Trial, chosen: dict[str, np.ndarray]) -> None:
    asked = made_up.evidence["stay_probability"].to_numpy()[:, None] + truth(made_up)
    cost = np.array([0.0, 200.0, 900.0]) + asked * np.array([0.0, 0.0, 100.0])
    usual = trial.chances.table[:, 1:].argmax(axis=1) + 1
    budget = BUDGET_SHARE * cost[np.arange(len(cost)), usual].sum()
    for name in ("risk", "value", "risk_value", "random"):
        assert (chosen[name] * cost).sum() == pytest.approx(budget)
        assert chosen[name].sum(axis=1) == pytest.approx(1)
    assert (chosen["plan"] * cost).sum() <= budget + 1e-6


def test_what_was_never_tried_is_not_identifiable(trial: Trial, chosen: dict[str, np.ndarray]) -> None:
    table = trial.chances.table.copy()
    table[:, 2] = 0.0
    blind = replace(trial, chances=replace(trial.chances, table=table))
    visits = np.zeros_like(table)
    visits[:, 2] = 1.0
    told = policy_values(blind, {"plan": chosen["nobody"], "visits": visits}).set_index("policy")
    assert told.loc["visits", "outside_share"] == pytest.approx(1)
    assert not told.loc["visits", "identifiable"]
    assert pd.isna(told.loc["visits", "aipw"])
    assert told.loc["plan", "identifiable"]


def test_a_plan_never_takes_an_action_that_loses_or_that_the_list_is_not_for(
    made_up: MadeUp, trial: Trial
) -> None:
    losing = np.where(np.array([False, True, False]), -0.2, truth(made_up))
    assert policies(trial, losing, ALLOWED)["plan"][:, 1].sum() == 0
    forbidden = np.array([True, True, False])
    assert policies(trial, truth(made_up), forbidden)["plan"][:, 2].sum() == 0


@law(max_examples=50, deadline=None)
@given(st.integers(1, 12), st.floats(0, 30), st.integers(0, 1000))
def test_no_choice_exceeds_its_budget_and_more_money_never_brings_less(
    count: int, budget: float, seed: int
) -> None:
    random = np.random.default_rng(seed)
    net = np.column_stack([np.zeros(count), random.normal(1, 3, (count, 2))])
    cost = np.column_stack([np.zeros(count), random.uniform(0.1, 5, (count, 2))])
    first, more = best_under(net, cost, budget), best_under(net, cost, budget + 5)
    assert (first * cost).sum() <= budget + 1e-9
    assert (more * net).sum() >= (first * net).sum() - 1e-9
    assert ((first * net) >= 0).all()
