"""Whether probabilities are too high, too low, too sure or too cautious: Cox's intercept and slope."""

import numpy as np

from training.judging.ranked import Ranked
from training.models.rows import log_odds
from training.worth.ranges import FloatArray

STEPS = 50
CONVERGED = 1e-8
#: Beyond it leavers and stayers are parted clean, and no line fits.
STEEPEST = 100.0


def calibration_line(ranked: Ranked) -> tuple[float, float]:
    """Fit ``log-odds(left) = a + b · log-odds(p)``: the intercept a with b held at 1, and the slope b.

    Parameters
    ----------
    ranked : Ranked

    Returns
    -------
    intercept, slope : float
        0 and 1 for honest probabilities. An intercept above 0: more leave than foretold; a slope below 1: the
        model is too sure of itself. nan with one class; the slope also where all probabilities are equal.

    References
    ----------
    Cox (1958), Biometrika 45; Van Calster et al. (2019), BMC Medicine 17:230.

    Examples
    --------
    >>> from training.judging.ranked import Ranking
    >>> p, left = np.repeat([0.2, 0.8], 10), [1] * 2 + [0] * 8 + [1] * 8 + [0] * 2
    >>> [round(part, 6) + 0.0 for part in calibration_line(Ranking.of(p).weigh(left, np.ones(20)))]
    [0.0, 1.0]
    >>> surer = np.repeat([0.2**2 / (0.2**2 + 0.8**2), 0.8**2 / (0.2**2 + 0.8**2)], 10)
    >>> round(calibration_line(Ranking.of(surer).weigh(left, np.ones(20)))[1], 6)
    0.5
    """
    known = ranked.counted
    if known.one_class:
        return np.nan, np.nan
    odds = log_odds(known.churn_probability)
    ones = np.ones((odds.size, 1))
    intercept = _fit(ones, odds, known)
    if np.ptp(odds) < CONVERGED:
        return float(intercept[0]), np.nan
    line = _fit(np.column_stack([ones, odds]), np.zeros(odds.size), known)
    return float(intercept[0]), float(line[1])


def _fit(design: FloatArray, offset: FloatArray, ranked: Ranked) -> FloatArray:
    """Newton's method on the weighted log likelihood; halved steps keep it from leaping over the top."""
    beta: FloatArray = np.zeros(design.shape[1])
    step: FloatArray = np.zeros(design.shape[1])
    worth = -np.inf
    for _ in range(STEPS):
        odds = np.clip(offset + design @ beta, -STEEPEST, STEEPEST)
        lost = ranked.left_weight @ np.logaddexp(0, -odds) + ranked.stayed_weight @ np.logaddexp(0, odds)
        gained = -float(lost)
        if gained < worth - CONVERGED * abs(worth):
            step = step / 2
            beta = beta - step
            continue
        worth, p = gained, 1 / (1 + np.exp(-odds))
        slope = design.T @ (ranked.left_weight - ranked.weight * p)
        curve = (design * (ranked.weight * p * (1 - p))[:, None]).T @ design
        if np.linalg.cond(curve) > 1 / CONVERGED**1.5:
            return np.full_like(beta, np.nan)
        step = np.asarray(np.linalg.solve(curve, slope), dtype=np.float64)
        beta = np.asarray(beta + step)
        if np.abs(step).max() < CONVERGED:
            return beta if np.abs(beta).max() < STEEPEST else np.full_like(beta, np.nan)
    return np.full_like(beta, np.nan)
