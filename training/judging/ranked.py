"""Clients put together by their probability: all that figures of merit need, and quick to weigh anew."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import isotonic_regression

from training.worth.ranges import FloatArray

#: Certainty is judged as this far from it, as in scikit-learn: to be sure and wrong costs 36, not infinity.
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

    def weigh(self, left: ArrayLike, weight: ArrayLike) -> "Ranked":
        """Sum leavers', stayers' and squared weights over the rows that share a probability."""
        labels, weights = np.asarray(left, dtype=np.float64), np.asarray(weight, dtype=np.float64)
        return Ranked(
            self.churn_probability,
            self._sum(weights * labels),
            self._sum(weights * (1.0 - labels)),
            self._sum(weights * weights),
        )

    def _sum(self, part: FloatArray) -> FloatArray:
        sums = np.bincount(self.place, part, self.churn_probability.size)
        return np.asarray(sums, dtype=np.float64)


@dataclass(frozen=True)
class Ranked:
    """Weights by distinct probability, highest first; every array has shape (k,).

    Attributes
    ----------
    churn_probability, left_weight, stayed_weight, squared_weight : ndarray of float
        Of each distinct probability: itself, and the sums of its leavers' weights, of its stayers' weights
        and of all its rows' squared weights. Weights may be 0.

    Examples
    --------
    >>> ranked = Ranking.of([0.2, 0.8, 0.8]).weigh([0, 1, 0], [1, 1, 1])
    >>> ranked.left_weight, round(ranked.average_precision, 3), round(ranked.auc, 3), round(ranked.brier, 3)
    (array([1., 0.]), 0.5, 0.75, 0.24)
    """

    churn_probability: FloatArray
    left_weight: FloatArray
    stayed_weight: FloatArray
    squared_weight: FloatArray

    @cached_property
    def weight(self) -> FloatArray:
        """Weight of each distinct probability."""
        return self.left_weight + self.stayed_weight

    @property
    def empty(self) -> bool:
        """Whether nobody counts."""
        return not self.weight.sum() > 0

    @property
    def left_share(self) -> float:
        """Weighted share of leavers, nan without rows."""
        return self._mean(self.left_weight.sum())

    @property
    def one_class(self) -> bool:
        """Whether there are only leavers, only stayers, or nobody: then no order can be right or wrong."""
        return not (self.left_weight.sum() > 0 and self.stayed_weight.sum() > 0)

    @property
    def auc(self) -> float:
        """Area under the ROC curve, nan with one class."""
        if self.one_class:
            return np.nan
        above = np.cumsum(self.left_weight) - self.left_weight / 2
        return float(self.stayed_weight @ above / (self.stayed_weight.sum() * self.left_weight.sum()))

    @property
    def average_precision(self) -> float:
        """Mean precision over the leavers, ties taken together, nan with one class."""
        if self.one_class:
            return np.nan
        called, found = np.cumsum(self.weight), np.cumsum(self.left_weight)
        precision = np.divide(found, called, out=np.zeros_like(found), where=called > 0)
        return float(self.left_weight @ precision / found[-1])

    @property
    def log_loss(self) -> float:
        """Mean negative log likelihood in nats, nan without rows."""
        p = np.clip(self.churn_probability, NEVER_SURER, 1 - NEVER_SURER)
        return self._mean(-self.left_weight @ np.log(p) - self.stayed_weight @ np.log1p(-p))

    @property
    def brier(self) -> float:
        """Mean squared error, nan without rows."""
        p = self.churn_probability
        return self._mean(self.left_weight @ (1 - p) ** 2 + self.stayed_weight @ p**2)

    @property
    def counted(self) -> "Ranked":
        """Only the probabilities that anybody with a weight has."""
        known = self.weight > 0
        return Ranked(
            self.churn_probability[known],
            self.left_weight[known],
            self.stayed_weight[known],
            self.squared_weight[known],
        )

    @property
    def recalibrated(self) -> "Ranked":
        """The same rows with the share that left among those pooled by isotonic regression as probability."""
        known = self.counted
        if known.empty:
            return known
        shares = isotonic_regression(
            known.left_weight / known.weight, weights=known.weight, increasing=False
        ).x
        return Ranked(
            np.asarray(shares, dtype=np.float64), known.left_weight, known.stayed_weight, known.squared_weight
        )

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

        Examples
        --------
        >>> Ranking.of([0.9, 0.1, 0.1, 0.1]).weigh([1, 1, 0, 0], [1, 1, 1, 1]).recall([0.25, 0.5])
        array([0.5       , 0.66666667])
        """
        shares = np.asarray(contacted_shares, dtype=np.float64)
        if not self.left_weight.sum() > 0:
            return np.full(shares.shape, np.nan)
        called = np.concatenate([[0.0], np.cumsum(self.weight)])
        found = np.concatenate([[0.0], np.cumsum(self.left_weight)])
        return np.asarray(np.interp(shares, called / called[-1], found / found[-1]), dtype=np.float64)

    def _mean(self, total: float | FloatArray) -> float:
        return np.nan if self.empty else float(total / self.weight.sum())
