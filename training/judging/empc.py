"""What ranking clients by a model would earn at best: the expected maximum profit of a churn campaign.

Those with the highest churn probability are contacted; a leaver accepts with chance γ and then brings
``value − incentive_cost``, one who would have stayed takes the incentive for nothing, everyone contacted
costs `fixed_cost`. Clients that lie on one segment of the ROC curve's convex hull share one leave rate q, so
contacting one of them earns ``γ·q·(value − d) − f − d·(1 − q)``: each segment is contacted exactly where
that is positive, and its expectation over Beta(α, β) is closed.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.optimize import isotonic_regression
from scipy.special import betaincc

from features.errors import UsageError
from training.worth.ranges import FloatArray, refuse_no_beta


@dataclass(frozen=True)
class _Segments:
    """Convex-hull segments of a ROC curve.

    Attributes
    ----------
    share : ndarray of float
        Each one's share of the clients.
    gain, cost : ndarray of float
        Money per contacted client of it: what full acceptance would bring, and what is paid in any case.
    """

    share: FloatArray
    gain: FloatArray
    cost: FloatArray


def empc(
    left: ArrayLike,
    churn_probability: ArrayLike,
    *,
    value: ArrayLike,
    fixed_cost: ArrayLike,
    incentive_cost: ArrayLike,
    alpha: float = 6.0,
    beta: float = 14.0,
    weight: ArrayLike | None = None,
) -> float:
    """Reckon the expected maximum profit for churn, exactly, with a Beta(alpha, beta) distributed acceptance.

    Parameters
    ----------
    left : array_like of shape (n,)
        1 where the client left, 0 where it stayed.
    churn_probability : array_like of shape (n,)
        The scores to be judged; only their order matters.
    value, fixed_cost, incentive_cost : array_like
        Money: what a kept client is worth (mean G = V − V0), what each contact and each accepted incentive
        costs, ≥ 0. Of arrays over clients the (weighted) mean is taken.
    alpha, beta : float
        Parameters of the acceptance, > 0.
    weight : array_like of shape (n,), optional
        Weight of each client, ≥ 0; 1 each by default.

    Returns
    -------
    float
        Money per client of the tested population, ≥ 0.

    Raises
    ------
    UsageError
        If an array has another length, a label is not 0 or 1, a score is missing or a parameter out of range.

    References
    ----------
    Verbraken, Verbeke & Baesens (2013), IEEE TKDE 25(5), 961–973.

    Examples
    --------
    >>> left, score = [0, 1, 0, 1, 0, 1, 0, 1], [0.1, 0.2, 0.3, 0.4, 0.5, 0.7, 0.8, 0.9]
    >>> round(empc(left, score, value=200, fixed_cost=1, incentive_cost=10), 4)
    23.8756
    """
    refuse_no_beta(alpha, beta)
    segments = _segments(left, churn_probability, value, fixed_cost, incentive_cost, weight)
    gain, cost = segments.gain, segments.cost
    needed = np.minimum(np.divide(cost, gain, out=np.ones_like(gain), where=gain > 0), 1.0)
    contacted = betaincc(alpha, beta, needed)
    accepted = alpha / (alpha + beta) * betaincc(alpha + 1.0, beta, needed)
    return float(segments.share @ (gain * accepted - cost * contacted))


def _segments(
    left: ArrayLike,
    churn_probability: ArrayLike,
    value: ArrayLike,
    fixed_cost: ArrayLike,
    incentive_cost: ArrayLike,
    weight: ArrayLike | None,
) -> _Segments:
    weights = _weights(weight, np.size(left))
    share, left_share = _hull(left, churn_probability, weights)
    incentive = _mean("incentive_cost", incentive_cost, weights)
    return _Segments(
        share=share,
        gain=left_share * (_mean("value", value, weights) - incentive),
        cost=_mean("fixed_cost", fixed_cost, weights) + incentive * (1.0 - left_share),
    )


def _hull(
    left: ArrayLike, churn_probability: ArrayLike, weights: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Give each hull segment's share of the clients, and the share of these who left."""
    labels = np.asarray(left, dtype=np.float64)
    scores = np.asarray(churn_probability, dtype=np.float64)
    if labels.ndim != 1 or labels.shape != scores.shape or labels.size == 0:
        raise UsageError(
            f"left has shape {labels.shape} and churn_probability {scores.shape}; "
            "both need one value per client. Pass two columns of the same rows."
        )
    if not np.isin(labels, (0.0, 1.0)).all():
        raise UsageError("left holds values other than 0 and 1; it says who left. Drop unlabelled rows.")
    if not np.isfinite(scores).all():
        missing = np.count_nonzero(~np.isfinite(scores))
        raise UsageError(
            f"churn_probability is missing in {missing} row(s); a ranking needs all. Drop these rows."
        )
    _, group = np.unique(-scores, return_inverse=True)
    group_weight = np.bincount(group, weights=weights)
    group_left = np.bincount(group, weights=weights * labels)
    known = group_weight > 0
    pooled = isotonic_regression(
        group_left[known] / group_weight[known], weights=group_weight[known], increasing=False
    )
    share = np.add.reduceat(group_weight[known], pooled.blocks[:-1]) / weights.sum()
    return share, np.asarray(pooled.x[pooled.blocks[:-1]], dtype=np.float64)


def _weights(weight: ArrayLike | None, clients: int) -> FloatArray:
    weights = np.ones(clients) if weight is None else np.asarray(weight, dtype=np.float64)
    if weights.shape != (clients,) or not np.isfinite(weights).all() or (weights < 0).any():
        raise UsageError(
            f"weight has shape {weights.shape} or a negative or missing value; it needs one number ≥ 0 "
            f"for each of the {clients} clients. Leave it out to weigh them alike."
        )
    if clients and weights.sum() == 0:
        raise UsageError("weight is 0 for every client; at least one needs to count. Leave it out.")
    return weights


def _mean(name: str, money: ArrayLike, weights: FloatArray) -> float:
    amounts = np.asarray(money, dtype=np.float64)
    if amounts.shape not in ((), weights.shape) or not np.isfinite(amounts).all():
        raise UsageError(
            f"{name} has shape {amounts.shape} or a missing entry; it needs to be one number, or one "
            f"for each of the {weights.size} clients. Drop the clients without one."
        )
    mean = float(amounts if amounts.ndim == 0 else np.average(amounts, weights=weights))
    if name != "value" and mean < 0:
        raise UsageError(f"{name} is {mean:g} on average; a cost is at least 0. Write it without a minus.")
    return mean
