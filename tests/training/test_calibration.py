"""Calibrators: they never turn the order round, never are certain, and mend what is known to be bent."""

import json

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from training.models.calibration import METHODS, Calibrator
from training.models.rows import from_log_odds, log_odds

FITTED = METHODS[1:]
COUNT = 6000


def bent(*, slope: float = 1.0, shift: float = 0.0) -> tuple[np.ndarray, np.ndarray]:
    """Scores, and who left: the true log-odds are slope × those of the score, and a shift."""
    random = np.random.default_rng(8)
    scores = from_log_odds(random.normal(-0.5, 1.5, COUNT))
    true = from_log_odds(slope * log_odds(scores) + shift)
    return scores, (random.random(COUNT) < true).astype(float)


def fitted(method: str, scores: np.ndarray, left: np.ndarray) -> Calibrator:
    return Calibrator.fit(method, scores, left, np.ones(len(scores)))


def test_none_leaves_scores_as_they_are() -> None:
    scores, left = bent()
    assert fitted("none", scores, left).apply(scores) is scores


def test_the_sigmoid_finds_slope_and_shift_again() -> None:
    calibrator = fitted("sigmoid", *bent(slope=0.6, shift=0.4))
    assert calibrator.knots == pytest.approx((0.6,), abs=0.06)
    assert calibrator.values == pytest.approx((0.4,), abs=0.08)


@pytest.mark.parametrize("method", FITTED)
def test_bent_scores_become_the_share_that_left(method: str) -> None:
    scores, left = bent(slope=0.5, shift=-0.7)
    said = fitted(method, scores, left).apply(scores)
    truth = from_log_odds(0.5 * log_odds(scores) - 0.7)
    assert np.abs(said - truth).mean() < 0.025
    assert np.abs(scores - truth).mean() > 0.1
    assert said.mean() == pytest.approx(left.mean(), abs=0.005)


def test_isotonic_gives_the_shares_worked_by_hand() -> None:
    # .3 and .4 are out of order (1 of 2, then 0 of 2): together 1 of 4. Two cases alike teach no more than 1 / 4.
    scores = np.array([0.1, 0.1, 0.3, 0.3, 0.4, 0.4, 0.9, 0.9])
    left = np.array([0, 0, 1, 0, 0, 0, 1, 1])
    said = fitted("isotonic", scores, left).apply(np.array([0.1, 0.3, 0.35, 0.4, 0.65, 0.9]))
    assert said == pytest.approx([0.25, 0.25, 0.25, 0.25, (0.25 + 0.75) / 2, 0.75])


def test_a_weight_counts_as_so_many_cases() -> None:
    scores, left = np.array([0.2, 0.2, 0.8, 0.8]), np.array([0.0, 1.0, 1.0, 1.0])
    weighed = Calibrator.fit("isotonic", scores, left, np.array([3.0, 1.0, 1.0, 1.0]))
    assert weighed.apply(np.array([0.2])) == pytest.approx([0.25])


cases = st.lists(
    st.tuples(st.floats(0, 1, allow_subnormal=False), st.integers(0, 1)), min_size=8, max_size=60
).filter(lambda rows: 2 <= sum(label for _, label in rows) <= len(rows) - 2)


@pytest.mark.parametrize("method", FITTED)
@settings(deadline=None, max_examples=40, phases=[Phase.generate])
@given(rows=cases)
def test_no_calibrator_turns_the_order_round_or_is_ever_certain(
    method: str, rows: list[tuple[float, int]]
) -> None:
    scores, left = (np.array(column, dtype=float) for column in zip(*rows, strict=True))
    said = fitted(method, scores, left).apply(np.linspace(0, 1, 200))
    assert (np.diff(said) >= -1e-12).all()
    assert (said > 0).all()
    assert (said < 1).all()


@pytest.mark.parametrize("method", FITTED)
def test_scores_that_say_the_opposite_become_the_share_of_all(method: str) -> None:
    scores, left = bent(slope=-1.0)
    said = fitted(method, scores, left).apply(scores)
    assert np.quantile(said, [0.05, 0.95]) == pytest.approx(left.mean(), abs=0.03)


@pytest.mark.parametrize("method", METHODS)
def test_what_is_written_is_read_back_the_same(method: str) -> None:
    scores, left = bent(slope=0.7)
    calibrator = fitted(method, scores, left)
    again = Calibrator.from_dict(json.loads(json.dumps(calibrator.to_dict())))
    assert again == calibrator
    assert again.apply(scores) == pytest.approx(calibrator.apply(scores), abs=1e-12)


@pytest.mark.parametrize("method", FITTED)
def test_scores_beyond_those_seen_get_the_nearest_ones_or_go_on(method: str) -> None:
    scores, left = bent()
    calibrator = fitted(method, scores, left)
    low, high = calibrator.apply(np.array([0.0, 1.0]))
    assert 0 < low <= calibrator.apply(scores).min()
    assert calibrator.apply(scores).max() <= high < 1


@pytest.mark.parametrize("method", FITTED)
def test_one_score_for_all_becomes_the_share_that_left(method: str) -> None:
    left = np.array([0.0, 1.0, 1.0, 1.0] * 50)
    said = fitted(method, np.full(200, 0.4), left).apply(np.array([0.4]))
    assert said == pytest.approx([0.75], abs=0.01)


@pytest.mark.parametrize("method", ["isotonic", "venn_abers"])
def test_clear_cut_cases_teach_no_more_than_their_number_allows(method: str) -> None:
    scores = np.repeat([0.1, 0.9], 49)
    said = fitted(method, scores, np.repeat([0.0, 1.0], 49)).apply(np.array([0.1, 0.9]))
    assert said[0] >= 0.01
    assert said[1] <= 0.99
