"""How honest the probabilities are for new, active, overdue and lost clients, with intervals."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd
from scipy.special import expit

from features.leaving import GROUPS
from training.judging.calibration_figures import calibration_error
from training.judging.paired_gain import client_codes, client_counts
from training.judging.predictions import checked
from training.judging.ranked import Ranking
from training.models.rows import log_odds
from training.monitoring.calibration_line import calibration_line
from training.worth.ranges import FloatArray

DRAWS = 200
COLUMNS = (
    *("status", "contestant", "clients", "churn_probability", "left_share"),
    *("intercept", "intercept_low", "intercept_high", "slope", "slope_low", "slope_high"),
    *("ece", "ece_low", "ece_high"),
)


def status_calibration(
    predictions: pd.DataFrame, serving: Mapping[str, str], *, draws: int = DRAWS, seed: int
) -> pd.DataFrame:
    """Judge the probabilities of whoever serves each status, on all test days together.

    Parameters
    ----------
    predictions : DataFrame
        As in `training.judging.predictions.checked`: calibrated on days before the test days.
    serving : mapping of str to str
        `at_risk` and `recoverable` → the contestant that serves it.
    draws : int
        Draws of clients with replacement for the 95 % intervals, ≥ 2.
    seed : int
        Of the draws.

    Returns
    -------
    DataFrame
        `COLUMNS`, one row a status with anybody in it: `clients` (rows), the mean of what was said and the
        share that left, Cox's `intercept` (0 at best; above: more left than foretold) and `slope` (1 at best;
        below: too sure), `ece` (`calibration_figures.calibration_error`), each with the ends of its
        interval. nan where all left or all stayed, the slope also where all were told the same.

    References
    ----------
    Cox (1958), Biometrika 45; Van Calster et al. (2019), BMC Medicine 17:230.

    Examples
    --------
    >>> p = np.tile([0.2, 0.4, 0.6, 0.8], 250)
    >>> left = np.random.default_rng(1).random(1000) < p
    >>> rows = pd.DataFrame({"test_day": "2024-05-01", "client_id": range(1000), "status": "active",
    ...                      "left": left.astype(int), "weight": 1.0, "blend": p})
    >>> found = status_calibration(rows, {"at_risk": "blend"}, seed=1).iloc[0]
    >>> bool(found["slope_low"] < 1 < found["slope_high"]), bool(found["intercept_low"] < 0 <
    ...     found["intercept_high"])
    (True, True)
    """
    rows = checked(predictions, list(dict.fromkeys(serving.values())))
    found = [
        _judged(rows[rows["status"] == status], status, serving[group], draws=draws, seed=seed)
        for group, held in GROUPS.items()
        for status in held
        if group in serving and (rows["status"] == status).any()
    ]
    return pd.DataFrame(found, columns=list(COLUMNS))


def _judged(rows: pd.DataFrame, status: str, contestant: str, *, draws: int, seed: int) -> dict[str, Any]:
    p, left, weight = (rows[name].to_numpy(dtype="float64") for name in (contestant, "left", "weight"))
    ranking = Ranking.of(p)
    ranked = ranking.weigh(left, weight)
    intercept, slope = calibration_line(ranked)
    codes, clients = client_codes(rows)
    counts = list(client_counts(clients, draws=draws, seed=seed))
    errors = [calibration_error(ranking.weigh(left, weight * drawn[codes])) for drawn in counts]
    odds = log_odds(p)
    ones, line = np.ones((len(p), 1)), np.column_stack([np.ones(len(p)), odds])
    shifts = _steps(ones, odds, (intercept,), left, weight, codes, counts)
    offset = _line_intercept(line, slope, left, weight)
    slopes = _steps(line, np.zeros(len(p)), (offset, slope), left, weight, codes, counts)
    return {
        "status": status,
        "contestant": contestant,
        "clients": len(rows),
        "churn_probability": float(np.average(p, weights=weight)),
        "left_share": ranked.left_share,
        "intercept": intercept,
        "slope": slope,
        "ece": calibration_error(ranked),
        **dict(_interval("intercept", shifts[:, 0])),
        **dict(_interval("slope", slopes[:, -1])),
        **dict(_interval("ece", np.array(errors))),
    }


def _line_intercept(line: FloatArray, slope: float, left: FloatArray, weight: FloatArray) -> float:
    """Find the intercept that goes with a slope: the one at which as many leave as did."""
    low, high = -50.0, 50.0
    came = float(weight @ left)
    for _ in range(80):
        middle = (low + high) / 2
        told = float(weight @ expit(middle + slope * line[:, 1]))
        low, high = (middle, high) if told < came else (low, middle)
    return (low + high) / 2


def _steps(
    design: FloatArray,
    offset: FloatArray,
    fitted: tuple[float, ...],
    left: FloatArray,
    weight: FloatArray,
    codes: np.ndarray,
    counts: list[FloatArray],
) -> FloatArray:
    """Refit the line on each draw by one of Newton's steps from the fitted one: what differs is small."""
    beta = np.array(fitted)
    if np.isnan(beta).any():
        return np.full((len(counts), len(beta)), np.nan)
    p = expit(offset + design @ beta)
    gradient = design * (weight * (left - p))[:, None]
    curve = (design[:, :, None] * design[:, None, :]) * (weight * p * (1 - p))[:, None, None]
    width = design.shape[1]
    parts = np.hstack([gradient, curve.reshape(len(p), width * width)])
    clients = len(counts[0])
    held = np.column_stack([np.bincount(codes, part, clients) for part in parts.T])
    drawn = np.stack(counts) @ held
    slopes, curves = drawn[:, :width], drawn[:, width:].reshape(-1, width, width)
    return np.asarray(beta + np.linalg.solve(curves, slopes[:, :, None])[:, :, 0])


def _interval(name: str, values: FloatArray) -> Iterator[tuple[str, float]]:
    known = values[np.isfinite(values)]
    low, high = np.quantile(known, [0.025, 0.975]) if known.size else (np.nan, np.nan)
    yield f"{name}_low", float(low)
    yield f"{name}_high", float(high)
