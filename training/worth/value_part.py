"""The margin within the window of those who were kept, or of those who left, learned from what came."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Self

import lightgbm as lgb
import numpy as np
import pandas as pd

from training.models.boosting import booster_of
from training.models.marked_trees import Trees
from training.models.rows import matrix, repeatable, row_weights
from training.worth.ranges import FloatArray

FREE_TREES, ANCHORED_TREES = 100, 40
#: Weight of the free trees: they rank better, the anchored ones keep their level as clients grow older.
FREE_SHARE = 0.3
#: The level is what came after the latest days, of at least so large a share of the rows.
LATEST_SHARE = 0.25
FEWEST_ROWS, FEWEST_PAYING, FEWEST_IN_GROUP = 300, 100, 30
MOST_ROWS = 200_000
_LEAST_MONEY = 1e-3


@dataclass(frozen=True)
class ValuePart:
    """Two small Tweedie models, one begun from the expected margin, one free; or group means.

    The free one ranks well but can't know what clients older than its training rows do. The anchored one
    bends what buy-till-you-die expects. Their geometric mean is set to the expected total of the newest
    clients, times what came over what was expected after the latest days: that ratio is steady, while what
    trees learned of clients of whom little was known lifts too much later.

    Attributes
    ----------
    features : tuple of str
    level : float
        Factor that makes totals match.
    anchored, free : lightgbm.Booster or None
        None where rows are too few: then the expected margin times `by_status`.
    by_status : mapping of str to float
        What came of each status over what was expected; used without trees.
    """

    features: tuple[str, ...]
    level: float
    anchored: lgb.Booster | None
    free: lgb.Booster | None
    by_status: Mapping[str, float]

    @classmethod
    def fit(
        cls,
        rows: pd.DataFrame,
        features: Sequence[str],
        *,
        newest: pd.DataFrame,
        newest_weight: FloatArray,
        seed: int,
    ) -> Self:
        """Fit on rows whose window has ended.

        Parameters
        ----------
        rows : DataFrame
            With the features, `expected` (money > 0), `window_margin`, `status`, `as_of_day`, `weight`,
            `client_id`.
        features : sequence of str
        newest : DataFrame
            The newest clients, with the features and `expected`: they set the level, no outcome is read.
        newest_weight : ndarray of float
            Chance that each of them belongs to this part.
        seed : int
        """
        rows = _limited(rows, seed)
        paying = int((rows["window_margin"] > 0).sum())
        if len(rows) < FEWEST_ROWS or paying < FEWEST_PAYING:
            return cls(tuple(features), 1.0, None, None, _ratios(rows))
        weights, start = row_weights(rows), _logarithm(rows["expected"])
        anchored = _boost(rows, features, weights, ANCHORED_TREES, seed=seed, start=start)
        free = _boost(rows, features, weights, FREE_TREES, seed=seed, start=None)
        part = cls(tuple(features), 1.0, anchored, free, {})
        latest = _latest(rows)
        came = float((weights * rows["window_margin"])[latest].sum())
        told = float((weights * rows["expected"])[latest].sum())
        total = float((newest_weight * newest["expected"]).sum()) * max(came, 0.0) / told
        mixed = float((newest_weight * part.predict(newest)).sum())
        level = total / mixed if mixed > 0 else max(came, 0.0) / told
        return cls(tuple(features), level, anchored, free, {})

    def anchored_margin(self, rows: pd.DataFrame) -> FloatArray:
        """Give what the anchored trees alone say, before the level is set."""
        trees = self._trees[0].raw_scores(matrix(rows, self.features))
        return np.asarray(np.exp(trees + _logarithm(rows["expected"])))

    @cached_property
    def _trees(self) -> tuple[Trees, Trees]:
        """The anchored trees and the free ones."""
        assert self.anchored is not None
        assert self.free is not None
        return Trees(self.anchored), Trees(self.free)

    def predict(self, rows: pd.DataFrame) -> FloatArray:
        """Give the margin within the window, ≥ 0, money; nan where `expected` is."""
        if self.free is None:
            ratio = rows["status"].map(dict(self.by_status)).fillna(self.by_status["all"])
            return np.asarray(rows["expected"].to_numpy() * ratio.to_numpy(dtype="float64"))
        bent = self.anchored_margin(rows)
        free = np.exp(self._trees[1].raw_scores(matrix(rows, self.features)))
        return np.asarray(self.level * bent ** (1 - FREE_SHARE) * free**FREE_SHARE)

    def to_dict(self) -> dict[str, Any]:
        """Give what is not trees, as plain values."""
        return {"features": list(self.features), "level": self.level, "by_status": dict(self.by_status)}

    def texts(self) -> dict[str, str]:
        """Give the trees in LightGBM's text form, by name; empty without trees."""
        if self.anchored is None or self.free is None:
            return {}
        return {"anchored": self.anchored.model_to_string(), "free": self.free.model_to_string()}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any], texts: Mapping[str, str]) -> Self:
        """Read back what `to_dict` and `texts` gave; the texts must have been verified before."""
        features = tuple(data["features"])
        trees = [booster_of(texts[name], features) if texts else None for name in ("anchored", "free")]
        return cls(features, float(data["level"]), trees[0], trees[1], dict(data["by_status"]))


def _boost(
    rows: pd.DataFrame,
    features: Sequence[str],
    weights: FloatArray,
    trees: int,
    *,
    seed: int,
    start: FloatArray | None,
) -> lgb.Booster:
    parameters = {
        "objective": "tweedie",
        "tweedie_variance_power": 1.4,
        "learning_rate": 0.05,
        "num_leaves": 8,
        "min_data_in_leaf": int(np.clip(len(rows) // 50, 10, 100)),
        "feature_fraction": 0.5,
        "bagging_fraction": 0.7,
        "bagging_freq": 1,
        "lambda_l2": 10.0,
        **repeatable(len(rows), seed=seed),
    }
    data = lgb.Dataset(
        matrix(rows, features),
        rows["window_margin"].clip(lower=0).to_numpy(),
        weight=weights,
        init_score=start,
        feature_name=list(features),
    )
    return lgb.train(parameters, data, num_boost_round=trees)


def _logarithm(expected: pd.Series) -> FloatArray:
    return np.asarray(np.log(np.maximum(expected.to_numpy(dtype="float64"), _LEAST_MONEY)))


def _limited(rows: pd.DataFrame, seed: int) -> pd.DataFrame:
    ordered = rows.sort_values(["as_of_day", "client_id"])
    if len(ordered) <= MOST_ROWS:
        return ordered
    return ordered.iloc[np.sort(np.random.default_rng(seed).choice(len(ordered), MOST_ROWS, replace=False))]


def _latest(rows: pd.DataFrame) -> np.ndarray:
    """Tell which rows are of the latest as-of days, so many days that they hold enough rows."""
    days = rows["as_of_day"].to_numpy()
    enough = max(FEWEST_ROWS, int(LATEST_SHARE * len(rows)))
    return np.asarray(days >= np.sort(days)[-enough])


def _ratios(rows: pd.DataFrame) -> dict[str, float]:
    """Divide what came by what was expected, by status where it has enough rows; 1 where nothing is known."""
    found = {"all": _ratio(rows, fallback=1.0)}
    for status, group in rows.groupby("status"):
        if len(group) >= FEWEST_IN_GROUP:
            found[str(status)] = _ratio(group, fallback=found["all"])
    return found


def _ratio(rows: pd.DataFrame, *, fallback: float) -> float:
    expected = float((rows["weight"] * rows["expected"]).sum())
    came = float((rows["weight"] * rows["window_margin"]).sum())
    return max(came, 0.0) / expected if len(rows) >= FEWEST_IN_GROUP and expected > 0 else fallback
