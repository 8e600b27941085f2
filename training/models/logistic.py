"""Logistic regression on logarithms of counts, days and money: simple, and it extrapolates."""

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Self

import numpy as np
import pandas as pd
from scipy.linalg import LinAlgWarning
from sklearn.linear_model import LogisticRegression

from features.catalog import is_category
from training.models.levels import NO_LEVELS, Levels
from training.models.rows import from_log_odds, matrix, row_weights

INVERSE_PENALTY = 0.1
MISSING_SHARE_WORTH_A_COLUMN = 0.01
FARTHEST_DEVIATIONS = 8.0


@dataclass(frozen=True)
class Logistic:
    """A fitted logistic regression over named features.

    Attributes
    ----------
    features : tuple of str
        Numbers and categories.
    logged, flagged : ndarray of bool, one a number
        Whether it enters as log(1 + x), and whether being missing is a column of its own.
    fill, centre, scale, weights, missing_weights : ndarray of float, one a number
        What stands for a missing value, standardisation, and coefficients in log-odds.
    intercept : float
    levels : Levels
        Of the categories; each value is a column of its own.
    level_weights : mapping of str to tuple of float
        Category → coefficient of each code; a missing value adds nothing.
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
    levels: Levels = NO_LEVELS
    level_weights: Mapping[str, tuple[float, ...]] = field(default_factory=dict)

    @classmethod
    def fit(
        cls,
        rows: pd.DataFrame,
        features: Sequence[str],
        *,
        seed: int,
        inverse_penalty: float = INVERSE_PENALTY,
    ) -> Self:
        """Fit on labelled rows; scikit-learn's `C` is the inverse penalty: the less, the flatter the line."""
        numbers = [name for name in features if not is_category(name)]
        levels = Levels.of(rows, [name for name in features if is_category(name)])
        X = matrix(rows, numbers)
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
        held = [_one_hot(levels, rows, name) for name in levels.known]
        columns = [_clipped((Z - centre) / scale), missing[:, flagged], *held]
        # Single precision is half the work; on real orders it has moved no probability by a thousandth.
        A = np.hstack(columns, dtype=np.float32, casting="same_kind")
        model = LogisticRegression(
            C=inverse_penalty, solver="newton-cholesky", max_iter=200, random_state=seed
        )
        _settle(model, A, rows["left"].to_numpy(dtype="int64"), row_weights(rows))
        places = np.cumsum([len(numbers), flagged.sum(), *(one.shape[1] for one in held)])
        weights, missed, *by_level, _ = np.split(model.coef_[0], places)
        missing_weights = np.zeros(len(numbers))
        missing_weights[flagged] = missed
        level_weights = {
            name: tuple(part.tolist()) for name, part in zip(levels.known, by_level, strict=True)
        }
        return cls(
            features=(*numbers, *levels.known),
            logged=logged,
            flagged=flagged,
            fill=fill,
            centre=centre,
            scale=scale,
            weights=weights,
            missing_weights=missing_weights,
            intercept=float(model.intercept_[0]),
            levels=levels,
            level_weights=level_weights,
        )

    def contributions(self, rows: pd.DataFrame) -> np.ndarray:
        """Give each feature's part of the log-odds, shape (rows, features); without the intercept."""
        numbers = [name for name in self.features if name not in self.levels.known]
        X = matrix(rows, numbers)
        missing = np.isnan(X)
        with np.errstate(invalid="ignore"):
            Z = np.where(self.logged, np.log1p(np.maximum(X, 0.0)), X)
        Z = _clipped((np.where(missing, self.fill, Z) - self.centre) / self.scale)
        parts = Z * self.weights + missing * self.missing_weights
        if not self.levels.known:
            return np.asarray(parts)
        held = [
            _one_hot(self.levels, rows, name) @ np.array(self.level_weights[name])
            for name in self.levels.known
        ]
        return np.column_stack([parts, *held])

    def log_odds(self, rows: pd.DataFrame) -> np.ndarray:
        """Give the log-odds of leaving."""
        return np.asarray(self.contributions(rows).sum(axis=1) + self.intercept)

    def predict(self, rows: pd.DataFrame) -> np.ndarray:
        """Give P(left) before calibration."""
        return from_log_odds(self.log_odds(rows))

    def to_dict(self) -> dict[str, Any]:
        """Give plain values that `from_dict` reads back."""
        return {
            "features": list(self.features),
            "intercept": self.intercept,
            "levels": self.levels.to_dict(),
            "level_weights": {name: list(weights) for name, weights in self.level_weights.items()},
            **{name: getattr(self, name).tolist() for name in _ARRAYS},
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read back what `to_dict` gave."""
        return cls(
            features=tuple(data["features"]),
            intercept=float(data["intercept"]),
            levels=Levels.from_dict(data["levels"]),
            level_weights={name: tuple(weights) for name, weights in data["level_weights"].items()},
            **{name: np.array(data[name]) for name in _ARRAYS},
        )


def _settle(model: LogisticRegression, columns: np.ndarray, left: np.ndarray, weights: np.ndarray) -> None:
    """Fit by Newton's method with a Cholesky factor: few columns, many rows; doubly precise where it must be.

    Columns that say nearly the same leave single precision without a Newton step, and the descent that
    scikit-learn then falls back to ends far from the least loss.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", LinAlgWarning)
            model.fit(columns, left, sample_weight=weights)
    except LinAlgWarning:
        model.fit(columns.astype("float64"), left, sample_weight=weights)


_ARRAYS = ("logged", "flagged", "fill", "centre", "scale", "weights", "missing_weights")


def _one_hot(levels: Levels, rows: pd.DataFrame, name: str) -> np.ndarray:
    """Give a column for each code of a category; a missing value stands in none."""
    codes = levels.codes(rows, name)
    return np.asarray(codes[:, None] == np.arange(levels.count(name)), dtype="float64")


def _clipped(deviations: np.ndarray) -> np.ndarray:
    """Keep one wild value from deciding a client's score."""
    return np.asarray(np.clip(deviations, -FARTHEST_DEVIATIONS, FARTHEST_DEVIATIONS))
