"""From scores to probabilities: calibrators as plain numbers, and which of them wins on later days."""

import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression
from venn_abers import VennAbers

from training.models.rows import from_log_odds, log_odds

METHODS = ("none", "sigmoid", "isotonic", "venn_abers")
MOST_KNOTS = 400


@dataclass(frozen=True)
class Calibrator:
    """A map from P(left) to P(left) that never falls, and never says 0 or 1.

    Attributes
    ----------
    method : str
        One of `METHODS`.
    knots, values : tuple of float
        Probability at each score, linear in between; for `sigmoid` (slope,) and (intercept,) on log-odds.
    """

    method: str
    knots: tuple[float, ...] = ()
    values: tuple[float, ...] = ()

    @classmethod
    def fit(cls, method: str, scores: np.ndarray, left: np.ndarray, weights: np.ndarray) -> Self:
        """Fit on predictions that the model has not learned from.

        Parameters
        ----------
        method : str
            One of `METHODS`.
        scores : ndarray of float in [0, 1]
        left : ndarray of 0 and 1
        weights : ndarray of float, > 0
            Ignored by Venn–Abers, which knows none.

        References
        ----------
        Vovk & Petej 2014, Venn–Abers predictors, UAI.
        """
        if method == "none":
            return cls(method)
        if method == "sigmoid":
            model = LogisticRegression(C=np.inf, max_iter=1000)
            model.fit(log_odds(scores)[:, None], left.astype("int64"), sample_weight=weights)
            slope, shift = float(model.coef_[0, 0]), float(model.intercept_[0])
            if slope > 0:
                return cls(method, (slope,), (shift,))
            share = np.average(left, weights=weights)  # a calibrator never turns the order round
            return cls(method, (0.0,), (float(log_odds(share)),))
        if method == "isotonic":
            curve = IsotonicRegression(out_of_bounds="clip").fit(scores, left, sample_weight=weights)
            steps, said = curve.y_thresholds_, curve.predict(scores)
            extreme = (int((said <= steps[0]).sum()), int((said >= steps[-1]).sum()))
            return cls._through(method, curve.X_thresholds_, steps, extreme)
        ends = np.unique(np.quantile(scores, np.linspace(0, 1, MOST_KNOTS)))
        both = VennAbers()
        with warnings.catch_warnings():
            # its search for the tangent of a point with none: harmless, and not ours to mend
            warnings.filterwarnings("ignore", "All-NaN slice encountered", RuntimeWarning)
            both.fit(np.column_stack([1 - scores, scores]), left.astype("int64"), precision=3)
        said = both.predict_proba(np.column_stack([1 - ends, ends]))[0][:, 1]
        return cls._through(method, ends, said, (len(left), len(left)))

    @classmethod
    def _through(cls, method: str, knots: np.ndarray, values: np.ndarray, ends: tuple[int, int]) -> Self:
        """Keep away from certainty: n cases, all alike, teach no more than 1 / (n + 2), or their neighbours.

        `ends` counts the cases of the lowest and of the highest step: who comes later often lies beyond them.
        """
        rising = np.maximum.accumulate(values)
        steps = np.unique(rising)
        low = min(1 / (ends[0] + 2), steps[1] if len(steps) > 1 else 1.0)
        high = max(1 - 1 / (ends[1] + 2), steps[-2] if len(steps) > 1 else 0.0)
        safe = np.clip(rising, low, high)
        return cls(method, tuple(map(float, knots)), tuple(map(float, safe)))

    def apply(self, scores: np.ndarray) -> np.ndarray:
        """Give calibrated probabilities."""
        if self.method == "none":
            return scores
        if self.method == "sigmoid":
            odds = log_odds(scores) * self.knots[0] + self.values[0]
            return from_log_odds(odds)
        return np.asarray(np.interp(scores, self.knots, self.values))

    def to_dict(self) -> dict[str, Any]:
        """Give plain numbers that `from_dict` reads back."""
        return {"method": self.method, "knots": list(self.knots), "values": list(self.values)}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read back what `to_dict` gave."""
        return cls(data["method"], tuple(data["knots"]), tuple(data["values"]))
