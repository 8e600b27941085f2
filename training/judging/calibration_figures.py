"""Whether of those given 30 % three in ten really left: calibration error, its part in Brier, the plot."""

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from features.errors import UsageError
from training.judging.predictions import checked, group_of
from training.judging.ranked import Ranked, Ranking
from training.worth.ranges import FloatArray, numbers_of

BINS = 15
_95 = 1.959963984540054  # standard normal deviate of a two-sided 95 % interval


def brier_calibration(ranked: Ranked) -> float:
    """Give the calibration part of the Brier score, without bins: what perfect recalibration would save.

    ``Brier(p) − Brier(p*)``, p* being the isotonic regression of `left` on p. The rest is
    ``uncertainty − discrimination``, so that the three parts add up to the score exactly. Where p already
    rises with the observed shares this is Murphy's ``Σ w_k (p_k − o_k)² / Σ w`` over distinct p_k.

    Parameters
    ----------
    ranked : Ranked

    Returns
    -------
    float
        In [0, 1], 0 at best; nan without rows.

    References
    ----------
    Murphy (1973), J. Applied Meteorology 12; Dimitriadis, Gneiting & Jordan (2021), PNAS 118(8).

    Examples
    --------
    >>> ranked = Ranking.of([0.2, 0.2, 0.8, 0.8]).weigh([0, 1, 1, 1], [1, 1, 1, 1])
    >>> round(brier_calibration(ranked), 4)
    0.065
    """
    return np.nan if ranked.empty else max(ranked.brier - ranked.recalibrated.brier, 0.0)


def calibration_error(ranked: Ranked) -> float:
    """Give the expected calibration error beyond what chance alone would show, at least 0.

    Over bins b of equal weight, with p̄_b the mean probability, o_b the observed share, W_b = Σ w:
    ``max(0, Σ_b W_b/W · |o_b − p̄_b| − Σ_b W_b/W · σ_b · √(2/π))``, where
    ``σ_b² = Σ_{i in b} w_i² p_i (1 − p_i) / W_b²`` is the variance of o_b if every p_i were right, and
    σ·√(2/π) the mean distance of a N(0, σ²) from 0. So a perfectly calibrated model stands
    near 0 however few its clients are. A doubled weight is not a second client: it widens σ_b.

    Parameters
    ----------
    ranked : Ranked

    Returns
    -------
    float
        In [0, 1]; nan without rows.

    Examples
    --------
    >>> left, weight = np.repeat([1, 0], [3000, 7000]), np.ones(10000)
    >>> right, wrong = (Ranking.of(np.full(10000, p)).weigh(left, weight) for p in (0.3, 0.5))
    >>> round(calibration_error(right), 3), round(calibration_error(wrong), 3)
    (0.0, 0.196)
    """
    if ranked.empty:
        return np.nan
    parts = _binned(ranked, BINS)
    share = parts["weight"] / parts["weight"].sum()
    seen = share @ np.abs(parts["left_share"] - parts["churn_probability"])
    by_chance = share @ (np.sqrt(parts["variance"]) * np.sqrt(2 / np.pi))
    return max(float(seen - by_chance), 0.0)


def equal_mass_bins(weight: ArrayLike, bins: int = BINS) -> NDArray[np.intp]:
    """Cut probabilities that stand in order into bins of about equal weight; equal ones are never parted.

    Parameters
    ----------
    weight : array_like of shape (k,)
        Weight of each distinct probability, in their order.
    bins : int
        ≥ 1; fewer come out where one probability outweighs a bin.

    Returns
    -------
    ndarray of int
        Bin of each, from 0, in the same order: the bin that the middle of its weight falls into.

    Raises
    ------
    UsageError
        If `bins` is below 1.

    Examples
    --------
    >>> equal_mass_bins([1, 1, 1, 1], 2), equal_mass_bins([6, 1, 1], 2)
    (array([0, 0, 1, 1]), array([0, 1, 1]))
    """
    if bins < 1:
        raise UsageError(f"bins is {bins}; at least one bin is needed. Write 15.")
    weights = numbers_of(weight)
    middle = np.cumsum(weights) - weights / 2
    return np.asarray(np.minimum(middle / weights.sum() * bins, bins - 1), dtype=np.intp)


def reliability(
    predictions: pd.DataFrame, contestant: str, bins: int = BINS, *, group: str = "all"
) -> pd.DataFrame:
    """Tabulate what was said and what came, for the calibration plot.

    Parameters
    ----------
    predictions : DataFrame
        As in `training.judging.predictions.checked`; all test days in it count together.
    contestant : str
        Column of P(left).
    bins : int
        ≥ 1.
    group : str
        `all`, `at_risk`, `recoverable` or a status.

    Returns
    -------
    DataFrame
        One row a bin, lowest first: `bin` (from 1), `weight`, `churn_probability` (mean said), `left_share`
        (observed), `low`, `high` (Wilson's 95 % interval of it, on Kish's effective number of rows).

    Raises
    ------
    UsageError
        As `checked`; if there is no such group or `bins` is below 1.

    References
    ----------
    Wilson (1927), JASA 22; Kish (1965), Survey Sampling.

    Examples
    --------
    >>> rows = pd.DataFrame({"test_day": "2024-05-01", "client_id": list("abcd"), "status": "active",
    ...                      "left": [0, 0, 0, 1], "weight": 1.0, "blend": [0.1, 0.1, 0.5, 0.5]})
    >>> reliability(rows, "blend", bins=2)[["churn_probability", "left_share"]].values.tolist()
    [[0.1, 0.0], [0.5, 0.5]]
    """
    rows = group_of(checked(predictions, [contestant]), group)
    ranked = Ranking.of(rows[contestant]).weigh(*(rows[name].to_numpy(float) for name in ("left", "weight")))
    parts = _binned(ranked, bins)
    seen, effective = parts["left_share"], parts["weight"] ** 2 / parts["squared_weight"]
    middle = (seen + _95**2 / (2 * effective)) / (1 + _95**2 / effective)
    half = (
        _95 * np.sqrt(seen * (1 - seen) / effective + (_95 / effective) ** 2 / 4) / (1 + _95**2 / effective)
    )
    table = (
        pd.DataFrame(parts)[["weight", "churn_probability", "left_share"]]
        .assign(low=np.maximum(middle - half, 0.0), high=np.minimum(middle + half, 1.0))[::-1]
        .reset_index(drop=True)
    )
    table.insert(0, "bin", np.arange(1, len(table) + 1))
    return table


def _binned(ranked: Ranked, bins: int) -> dict[str, FloatArray]:
    """Sum up each bin that holds anybody, those most endangered first."""
    known = ranked.counted
    p, place = known.churn_probability, equal_mass_bins(known.weight, bins)
    full = np.unique(place)

    def summed(part: FloatArray) -> FloatArray:
        return np.asarray(np.bincount(place, part)[full], dtype=np.float64)

    held = summed(known.weight)
    return {
        "weight": held,
        "squared_weight": summed(known.squared_weight),
        "churn_probability": summed(known.weight * p) / held,
        "left_share": summed(known.left_weight) / held,
        "variance": summed(known.squared_weight * p * (1 - p)) / held**2,
    }
