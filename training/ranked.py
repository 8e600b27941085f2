"""Clients put together by their probability: all that figures of merit need, and quick to weigh anew."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import isotonic_regression

from training.ranges import FloatArray

#: Certainty is judged as this far from it, as in scikit-learn: one who is sure and wrong pays 36, not infinity.
NEVER_SURER = float(np.finfo(np.float64).eps)


@dataclass(frozen=True)
class Ranking:
    """Who is ranked with whom.

    Attributes
    ----------
    churn_probability : ndarray of float, shape (k,)
        The distinct probabilities, highest first.
    place : ndarray of int, shape (n,)
        Of each row, where its probability stands among them.
    """

    churn_probability: FloatArray
    place: NDArray[np.intp]

    @classmethod
    def of(cls, churn_probability: ArrayLike) -> "Ranking":
        """Rank rows by P(left)."""
        negative, place = np.unique(-np.asarray(churn_probability, dtype=np.float64), return_inverse=True)
        return cls(-negative, place)

    def weigh(self, left: FloatArray, weight: FloatArray) -> "Ranked":
        """Sum weights, leavers' weights and squared weights of the rows that share a probability."""
        count = self.churn_probability.size
        sums = [np.bincount(self.place, part, count) for part in (weight, weight * left, weight * weight)]
        return Ranked(self.churn_probability, *sums)


@dataclass(frozen=True)
class Ranked:
    """Weights by distinct probability, highest first; every array has shape (k,).

    Attributes
    ----------
    churn_probability, weight, left_weight, squared_weight : ndarray of float
        Of each distinct probability: itself, and the sums of its rows' weights, of its leavers' weights and
        of its rows' squared weights. Weights may be 0.

    Examples
    --------
    >>> ranked = Ranking.of([0.2, 0.8, 0.8]).weigh(np.array([0.0, 1.0, 0.0]), np.ones(3))
    >>> ranked.left_weight, round(ranked.average_precision, 3), round(ranked.auc, 3), round(ranked.brier, 3)
    (array([1., 0.]), 0.5, 0.75, 0.24)
    """

    churn_probability: FloatArray
    weight: FloatArray
    left_weight: FloatArray
    squared_weight: FloatArray

    @property
    def left_share(self) -> float:
        """Weighted share of leavers, nan without rows."""
        total = self.weight.sum()
        return float(self.left_weight.sum() / total) if total > 0 else np.nan

    @property
    def one_class(self) -> bool:
        """Whether there are only leavers, only stayers, or nobody: then no order can be right or wrong."""
        return not 0 < self.left_weight.sum() < self.weight.sum()

    @property
    def auc(self) -> float:
        """Area under the ROC curve, nan with one class."""
        if self.one_class:
            return np.nan
        stayed = self.weight - self.left_weight
        above = np.cumsum(self.left_weight) - self.left_weight / 2
        return float(stayed @ above / (stayed.sum() * self.left_weight.sum()))

    @property
    def average_precision(self) -> float:
        """Mean precision over the leavers, ties taken together, nan with one class."""
        if self.one_class:
            return np.nan
        called = np.cumsum(self.weight)
        found = np.cumsum(self.left_weight)
        precision = np.divide(found, called, out=np.zeros_like(found), where=called > 0)
        return float(self.left_weight @ precision / found[-1])

    @property
    def log_loss(self) -> float:
        """Mean negative log likelihood in nats, nan without rows."""
        p = np.clip(self.churn_probability, NEVER_SURER, 1 - NEVER_SURER)
        stayed = self.weight - self.left_weight
        return self._mean(-self.left_weight @ np.log(p) - stayed @ np.log1p(-p))

    @property
    def brier(self) -> float:
        """Mean squared error, nan without rows."""
        p = self.churn_probability
        return self._mean(self.left_weight @ (1 - p) ** 2 + (self.weight - self.left_weight) @ p**2)

    @property
    def recalibrated(self) -> "Ranked":
        """The same rows with the share that left among those pooled by isotonic regression as probability."""
        known = self.weight > 0
        weight, left = self.weight[known], self.left_weight[known]
        shares = left / weight
        if weight.size:
            shares = isotonic_regression(shares, weights=weight, increasing=False).x
        return Ranked(np.asarray(shares), weight, left, self.squared_weight[known])

    def recall(self, contacted_shares: Sequence[float] | FloatArray) -> FloatArray:
        """Give the share of all leavers among the most endangered; those who tie come in as a straight line.

        Parameters
        ----------
        contacted_shares : sequence of float in [0, 1]
            How many of the clients are taken, by weight.

        Returns
        -------
        ndarray of float
            In [0, 1]; nan where nobody left.
        """
        shares = np.asarray(contacted_shares, dtype=np.float64)
        if not self.left_weight.sum() > 0:
            return np.full(shares.shape, np.nan)
        called = np.concatenate([[0.0], np.cumsum(self.weight)])
        found = np.concatenate([[0.0], np.cumsum(self.left_weight)])
        return np.asarray(np.interp(shares, called / called[-1], found / found[-1]))

    def _mean(self, total: float) -> float:
        weight = self.weight.sum()
        return float(total / weight) if weight > 0 else np.nan
