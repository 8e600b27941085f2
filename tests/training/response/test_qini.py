"""The Qini of a ranking, by hand, and that it tells a good ranking from none."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import settings as law
from hypothesis import strategies as st

from tests.training.response.made_up_trial import MadeUp
from training.response.choosing import Trial
from training.response.qini import qini


def names(count: int) -> pd.Series:
    return pd.Series([f"c{number}" for number in range(count)])


def test_the_curve_worked_by_hand() -> None:
    # From the top: 1, 1, 0, -1 over four clients: .25, .5, .5, .25; at random it ends at .25, too.
    found = qini(np.array([4.0, 3.0, 2.0, 1.0]), np.array([1.0, 1.0, 0.0, -1.0]), names(4), seed=1)
    area = (0 + 0.25) / 2 / 4 + (0.25 + 0.5) / 2 / 4 + (0.5 + 0.5) / 2 / 4 + (0.5 + 0.25) / 2 / 4
    assert found.auuc == pytest.approx(area)
    assert found.qini == pytest.approx(area - 0.25 / 2)
    curve = found.curve.set_index("contacted_share")
    assert curve.loc[0.5, "gain"] == pytest.approx(0.5)
    assert curve.loc[1.0, ["gain", "at_random"]].tolist() == pytest.approx([0.25, 0.25])


def test_it_is_radcliffes_where_all_had_one_chance_and_nothing_was_foreseen() -> None:
    random = np.random.default_rng(3)
    count = 2000
    treated, ranking = random.random(count) < 0.5, random.random(count)
    ordered = (random.random(count) < 0.2 + 0.3 * treated * ranking).astype(float)
    scores = np.where(treated, ordered / 0.5, -ordered / 0.5)
    found = qini(ranking, scores, names(count), seed=1)
    top = np.argsort(-ranking)[: count // 2]
    radcliffe = (ordered[top][treated[top]].sum() - ordered[top][~treated[top]].sum()) / treated.sum()
    assert found.curve.set_index("contacted_share").loc[0.5, "gain"] == pytest.approx(radcliffe, rel=0.05)


def test_equal_ranks_count_together_and_a_constant_ranking_finds_nothing() -> None:
    found = qini(np.zeros(50), np.linspace(1, -1, 50), names(50), seed=1)
    assert found.qini == pytest.approx(0)


def test_the_true_effect_ranks_better_than_chance_and_the_opposite_worse(
    made_up: MadeUp, trial: Trial
) -> None:
    truth, scores = made_up.effects["call"], trial.scores.effect(1)
    right = qini(truth, scores, trial.clients, seed=1)
    wrong = qini(-truth, scores, trial.clients, seed=1)
    assert right.qini_low > 0 > wrong.qini_high
    assert right.qini_low < right.qini < right.qini_high


@law(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.floats(-5, 5), st.floats(-3, 3)), min_size=2, max_size=20), st.floats(0.1, 9))
def test_the_unit_of_scores_scales_and_that_of_ranks_does_not(
    pairs: list[tuple[float, float]], unit: float
) -> None:
    ranking, scores = (np.array(side) for side in zip(*pairs, strict=True))
    plain = qini(ranking, scores, names(len(pairs)), seed=1)
    scaled = qini(3 * ranking, unit * scores, names(len(pairs)), seed=1)
    assert scaled.qini == pytest.approx(unit * plain.qini, abs=1e-9)
