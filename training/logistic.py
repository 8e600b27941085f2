"""Logistic regression on logarithms of counts, days and money: simple, and it extrapolates."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression

from training.rows import from_log_odds, matrix, row_weights

#: Sizes of the relation so far: they grow as clients age, so the straight line that fits them on earlier days
#: overshoots later. Rates, shares and shorter windows say how often and how much without growing.
GROWING = frozenset(
    {
        "tenure_days",
        "order_days",
        "gap_count",
        "order_days_180",
        "order_days_365",
        "amount_365",
        "amount_ever",
        "margin_ever",
        "complaints",
        "managers_ever",
        "days_since_created",
    }
)
INVERSE_PENALTY = 0.1
MISSING_SHARE_WORTH_A_COLUMN = 0.01
FARTHEST_DEVIATIONS = 8.0


@dataclass(frozen=True)
class Logistic:
    """A fitted logistic regression over named features.

    Attributes
    ----------
    features : tuple of str
    logged, flagged : ndarray of bool, one a feature
        Whether the feature enters as log(1 + x), and whether being missing is a column of its own.
    fill, centre, scale, weights, missing_weights : ndarray of float, one a feature
        What stands for a missing value, standardisation, and coefficients in log-odds.
    intercept : float
    """

    name = "logistic"

    features: tuple[str, ...]
    logged: np.ndarray
    flagged: np.ndarray
    fill: np.ndarray
    centre: np.ndarray
    scale: np.ndarray
    weights: np.ndarray
    missing_weights: np.ndarray
    intercept: float

    @classmethod
    def fit(cls, rows: pd.DataFrame, features: Sequence[str], *, seed: int) -> Self:
        """Fit on labelled rows."""
        X = matrix(rows, features)
        missing = np.isnan(X)
        with_values = np.where(missing, 0.0, X)
        logged = with_values.min(axis=0) >= 0
        with np.errstate(invalid="ignore"):
            Z = np.where(logged, np.log1p(np.where(logged, X, 0.0)), X)
        counts = np.maximum((~missing).sum(axis=0), 1)
        fill = np.where(missing, 0.0, Z).sum(axis=0) / counts
        Z = np.where(missing, fill, Z)
        centre, scale = Z.mean(axis=0), Z.std(axis=0)
        scale = np.where(scale > 1e-9, scale, 1.0)
        flagged = missing.mean(axis=0) >= MISSING_SHARE_WORTH_A_COLUMN
        # Single precision is half the work, and moves no score by more than a millionth.
        columns = [_clipped((Z - centre) / scale), missing[:, flagged]]
        A = np.hstack(columns, dtype=np.float32, casting="same_kind")
        # Newton's method with a Cholesky factor: few columns, many rows.
        model = LogisticRegression(
            C=INVERSE_PENALTY, solver="newton-cholesky", max_iter=200, random_state=seed
        )
        model.fit(A, rows["left"].to_numpy(dtype="int64"), sample_weight=row_weights(rows))
        missing_weights = np.zeros(len(features))
        missing_weights[flagged] = model.coef_[0, len(features) :]
        weights = model.coef_[0, : len(features)]
        return cls(
            tuple(features), logged, flagged, fill, centre, scale, weights, missing_weights,
            float(model.intercept_[0]),
        )  # fmt: skip

    def contributions(self, rows: pd.DataFrame) -> np.ndarray:
        """Give each feature's part of the log-odds, shape (rows, features); without the intercept."""
        X = matrix(rows, self.features)
        missing = np.isnan(X)
        with np.errstate(invalid="ignore"):
            Z = np.where(self.logged, np.log1p(np.maximum(X, 0.0)), X)
        Z = _clipped((np.where(missing, self.fill, Z) - self.centre) / self.scale)
        return np.asarray(Z * self.weights + missing * self.missing_weights)

    def log_odds(self, rows: pd.DataFrame) -> np.ndarray:
        """Give the log-odds of leaving."""
        return np.asarray(self.contributions(rows).sum(axis=1) + self.intercept)

    def predict(self, rows: pd.DataFrame) -> np.ndarray:
        """Give P(left) before calibration."""
        return from_log_odds(self.log_odds(rows))

    def to_dict(self) -> dict[str, Any]:
        """Give plain numbers that `from_dict` reads back."""
        arrays = ("logged", "flagged", "fill", "centre", "scale", "weights", "missing_weights")
        return {
            "features": list(self.features),
            "intercept": self.intercept,
            **{name: getattr(self, name).tolist() for name in arrays},
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read back what `to_dict` gave."""
        arrays = {name: np.array(value) for name, value in data.items() if isinstance(value, list)}
        arrays.pop("features")
        return cls(features=tuple(data["features"]), intercept=float(data["intercept"]), **arrays)


def _clipped(deviations: np.ndarray) -> np.ndarray:
    """Keep one wild value from deciding a client's score."""
    return np.asarray(np.clip(deviations, -FARTHEST_DEVIATIONS, FARTHEST_DEVIATIONS))
