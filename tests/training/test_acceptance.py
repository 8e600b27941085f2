"""An action's acceptance is learned from those treated against those left alone, and from nothing else."""

import json

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import settings as law
from hypothesis import strategies as st
from scipy.special import expit, logit

from features.settings import Settings, settings_from
from training.response.acceptance import FEWEST, Acceptance, Response, assumed, learned_response, updated

PRIOR = (6.0, 14.0)


def side(count: int, gamma: float, *, shift: float = 0.0, seed: int = 1) -> pd.DataFrame:
    """Clients of whom a share would have come by themselves; the model's p0 is off by `shift` in log-odds."""
    random = np.random.default_rng([seed, int(gamma * 1000)])
    told, decay = random.beta(2, 4, count), random.uniform(0.3, 1, count)
    stay = expit(logit(told) + shift)
    came = random.random(count) < stay + (1 - stay) * gamma * decay
    return pd.DataFrame({"stay_probability": told, "decay": decay, "ordered": came.astype(float)})


def settings_of(prior: tuple[float, float] = PRIOR) -> Settings:
    return settings_from(
        {"actions": {"call": {"channel": "call", "fixed_cost": 1, "acceptance": list(prior)}}}
    )


@pytest.mark.parametrize("gamma", [0.02, 0.15, 0.5])
@pytest.mark.parametrize("shift", [-0.5, 0.0, 0.5])
def test_many_trials_find_the_acceptance_whatever_the_models_shift(gamma: float, shift: float) -> None:
    found = updated((1.0, 2.0), side(6000, gamma, shift=shift), side(6000, 0.0, shift=shift))
    assert (found.basis, found.treated, found.controls) == ("updated", 6000, 6000)
    assert found.mean == pytest.approx(gamma, abs=0.04)
    assert found.low - 0.02 <= gamma <= found.high + 0.02
    assert found.high - found.low < 0.15


def test_who_would_have_come_anyway_is_no_success() -> None:
    treated, controls = side(3000, 0.1), side(3000, 0.0)
    assert treated["ordered"].mean() > 0.35  # what counting orders would call acceptance
    assert updated(PRIOR, treated, controls).mean == pytest.approx(0.1, abs=0.03)


def test_ninety_percent_intervals_hold_the_truth_about_so_often() -> None:
    held = 0
    for seed in range(60):
        gamma = float(np.random.default_rng(seed).beta(*PRIOR))
        shift = float(np.random.default_rng(seed + 1000).normal(0, 0.5))
        found = updated(
            PRIOR, side(150, gamma, shift=shift, seed=seed), side(150, 0.0, shift=shift, seed=seed)
        )
        held += found.low <= gamma <= found.high
    assert 48 <= held <= 60


def test_few_trials_leave_the_assumption_and_say_how_few() -> None:
    found = updated(PRIOR, side(FEWEST - 1, 0.9), side(500, 0.0))
    assert found == assumed(PRIOR, treated=FEWEST - 1, controls=500)
    assert updated(PRIOR, side(500, 0.9), side(0, 0.0)).basis == "assumed"


@law(max_examples=20, deadline=None)
@given(st.floats(0.5, 30), st.floats(0.5, 30), st.integers(FEWEST, 60))
def test_the_interval_holds_the_mean_and_stays_inside(alpha: float, beta: float, count: int) -> None:
    found = updated((alpha, beta), side(count, 0.3), side(count, 0.0))
    assert 0 <= found.low < found.mean < found.high <= 1


def test_controls_belong_to_the_list_and_attempts_to_their_action() -> None:
    settings = settings_from(
        {"actions": {name: {"channel": name, "fixed_cost": 1} for name in ("call", "visit")}}
    )
    parts = [
        side(900, 0.5).assign(list="at_risk", action="call", arm="treated"),
        side(900, 0.05, seed=2).assign(list="at_risk", action="visit", arm="treated"),
        side(900, 0.0, seed=3).assign(list="at_risk", action="call", arm="control"),
    ]
    found = learned_response(pd.concat(parts), settings)
    assert set(found.learned) == {("at_risk", "call"), ("at_risk", "visit")}
    call, visit = (found.of("at_risk", name, settings) for name in ("call", "visit"))
    assert call.mean > 0.4 > 0.15 > visit.mean
    assert found.of("recoverable", "call", settings) == assumed((6, 14))


def test_what_was_learned_under_another_prior_no_longer_counts() -> None:
    known = Acceptance(0.4, 0.3, 0.5, "updated", 100, 100, PRIOR)
    response = Response({("at_risk", "call"): known})
    assert response.of("at_risk", "call", settings_of()) == known
    assert response.of("at_risk", "call", settings_of((8, 12))).basis == "assumed"


def test_what_is_written_is_read_back_the_same() -> None:
    response = Response({("at_risk", "call"): Acceptance(0.4, 0.3, 0.5, "updated", 100, 90, PRIOR)})
    assert Response.from_list(json.loads(json.dumps(response.to_list()))) == response
