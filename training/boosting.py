"""LightGBM, begun from a straight line that goes on where trees must stop."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Self

import lightgbm as lgb
import numpy as np
import pandas as pd

from features.errors import DamagedError
from training.growing import Feed, grow
from training.logistic import Logistic
from training.rows import from_log_odds, matrix, onto, threads_for
from training.stored_rows import Rows

TREES = 125
Tuned = Mapping[str, float]
#: Nothing differs from what is settled.
SETTLED: Tuned = MappingProxyType({})


def parameters(rows: int, *, seed: int, tuned: Tuned = SETTLED) -> dict[str, Any]:
    """Give LightGBM's parameters for so many rows: small trees, many of them, the same on every run."""
    settled = {
        "objective": "binary",
        "learning_rate": 0.06,
        "num_leaves": 8,
        "min_data_in_leaf": int(np.clip(rows // 200, 10, 200)),
        "feature_fraction": 0.4,
        "bagging_fraction": 0.6,
        "bagging_freq": 1,
        "lambda_l2": 20.0,
        "seed": seed,
        "deterministic": True,
        "force_row_wise": True,
        "num_threads": threads_for(rows),
        "verbose": -1,
    }
    return settled | {name: value for name, value in tuned.items() if name != "trees"}


@dataclass(frozen=True)
class Boosted:
    """A fitted LightGBM model of leaving.

    Attributes
    ----------
    features : tuple of str
    booster : lightgbm.Booster
    base : Logistic or None
        A small logistic regression whose log-odds the trees start from: beyond what they saw it goes on, they
        can't.
    """

    name = "lightgbm"

    features: tuple[str, ...]
    booster: lgb.Booster
    base: Logistic | None = None

    @classmethod
    def fit(
        cls,
        rows: Rows,
        features: Sequence[str],
        *,
        seed: int,
        base: Logistic | None = None,
        tuned: Tuned = SETTLED,
    ) -> Self:
        """Fit on labelled rows; `tuned` holds what differs from the settled parameters, and ``trees``."""
        names, line = tuple(features), () if base is None else base.features
        feed = Feed(
            tuple(dict.fromkeys((*names, *line))),
            names,
            lambda part: matrix(part, names),
            None if base is None else base.log_odds,
        )
        asked = parameters(len(rows), seed=seed, tuned=tuned)
        return cls(names, grow(rows, feed, asked, trees=int(tuned.get("trees", TREES))), base)

    def log_odds(self, rows: pd.DataFrame) -> np.ndarray:
        """Give the log-odds of leaving."""
        X = matrix(rows, self.features)
        trees = np.asarray(self.booster.predict(X, raw_score=True, num_threads=threads_for(len(X))))
        start = 0.0 if self.base is None else self.base.log_odds(rows)
        return np.asarray(trees + start)

    def predict(self, rows: pd.DataFrame) -> np.ndarray:
        """Give P(left) before calibration."""
        return from_log_odds(self.log_odds(rows))

    def contributions(self, rows: pd.DataFrame) -> np.ndarray:
        """Give each feature's part of the log-odds (SHAP), shape (rows, features); without the intercept."""
        X = matrix(rows, self.features)
        told = self.booster.predict(X, pred_contrib=True, num_threads=threads_for(len(X)))
        trees: np.ndarray = np.asarray(told)[:, :-1]
        if self.base is None:
            return trees
        line = onto(self.base.contributions(rows), self.base.features, self.features)
        return np.asarray(trees + line)

    def importance(self) -> pd.Series:
        """Give each feature's share of the trees' gain."""
        gain = pd.Series(self.booster.feature_importance("gain"), index=list(self.features))
        return gain / max(gain.sum(), 1e-12)

    def to_text(self) -> str:
        """Give LightGBM's own text form."""
        return str(self.booster.model_to_string())


def booster_of(text: str, features: Sequence[str]) -> lgb.Booster:
    """Read LightGBM's text form; the bytes must have been verified before (a truncated text ends us).

    Raises
    ------
    DamagedError
        If the model was made for other columns.
    """
    booster = lgb.Booster(model_str=text)
    if booster.feature_name() != list(features):
        raise DamagedError(
            "The LightGBM model and its description name different columns. Publish them again."
        )
    return booster
