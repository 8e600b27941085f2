"""Cox's intercept and slope."""

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

from training.judging.ranked import Ranking
from training.models.rows import from_log_odds, log_odds
from training.monitoring.calibration_line import calibration_line


def drawn(slope: float, intercept: float, count: int = 4000) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(1)
    said = random.beta(2, 3, count)
    true = from_log_odds(intercept + slope * log_odds(said))
    return said, (random.random(count) < true).astype(float)


def test_the_line_is_the_one_that_scikit_learn_fits() -> None:
    said, left = drawn(0.6, 0.3)
    weight = np.linspace(0.5, 2, len(said))
    fitted = LogisticRegression(C=np.inf, tol=1e-10).fit(log_odds(said)[:, None], left, sample_weight=weight)
    _, slope = calibration_line(Ranking.of(said).weigh(left, weight))
    assert slope == pytest.approx(fitted.coef_[0, 0], abs=1e-4)


def test_honest_probabilities_give_0_and_1() -> None:
    said, left = drawn(1, 0, 40_000)
    assert calibration_line(Ranking.of(said).weigh(left, np.ones(len(said)))) == pytest.approx(
        (0, 1), abs=0.05
    )


def test_the_intercept_makes_the_sums_agree() -> None:
    said, left = drawn(1, 0.7)
    intercept, _ = calibration_line(Ranking.of(said).weigh(left, np.ones(len(said))))
    assert from_log_odds(log_odds(said) + intercept).sum() == pytest.approx(left.sum())


def test_where_nothing_can_be_said_nothing_is() -> None:
    assert np.isnan(calibration_line(Ranking.of([0.2, 0.3]).weigh([1, 1], [1, 1]))).all()
    assert np.isnan(calibration_line(Ranking.of([0.2, 0.2]).weigh([1, 0], [1, 1]))[1])
    clean = Ranking.of([0.1, 0.2, 0.8, 0.9]).weigh([0, 0, 1, 1], [1, 1, 1, 1])
    assert np.isnan(calibration_line(clean)[1])
