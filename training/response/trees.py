"""Small LightGBM models of what need only be roughly right: outcomes by arm, and who is given which."""

from typing import Any

import lightgbm as lgb
import numpy as np

from training.models.rows import repeatable

TREES, LEAVES, RATE = 60, 4, 0.05


def parameters(rows: int, *, seed: int) -> dict[str, Any]:
    """Give LightGBM's parameters for so many rows, the same on every run."""
    return {
        "learning_rate": RATE,
        "num_leaves": LEAVES,
        "min_data_in_leaf": int(np.clip(rows // 50, 10, 200)),
        "feature_fraction": 0.8,
        "bagging_fraction": 0.7,
        "bagging_freq": 1,
        "lambda_l2": 1.0,
        **repeatable(rows, seed=seed),
    }


def out_of_fold(
    known: np.ndarray, came: np.ndarray, folds: np.ndarray, *, seed: int, asked: np.ndarray | None = None
) -> np.ndarray:
    """Predict every row by a model that has not seen its client.

    Parameters
    ----------
    known : ndarray, shape (n, p)
        nan where missing.
    came : ndarray, shape (n,)
        0 and 1 as floats: a probability is learned; whole numbers: that of each class.
    folds : ndarray of int, shape (n,)
    seed : int
    asked : ndarray, shape (k, n, p), optional
        Several versions of each row, all of which are predicted instead of `known`.

    Returns
    -------
    ndarray
        Shape (n,) or (n, classes), or (k, n) where versions were asked for.
    """
    several = np.issubdtype(came.dtype, np.integer)
    classes = int(came.max()) + 1 if several else 1
    aim = {"objective": "multiclass", "num_class": classes} if several else {"objective": "binary"}
    versions = known[None] if asked is None else asked
    found = np.zeros((len(versions), len(came), *([classes] if several else [])))
    for fold in np.unique(folds):
        learned, here = folds != fold, folds == fold
        settled = parameters(int(learned.sum()), seed=seed) | aim
        booster = lgb.train(settled, lgb.Dataset(known[learned], came[learned]), num_boost_round=TREES)
        for place, version in enumerate(versions):
            found[place, here] = booster.predict(version[here], num_threads=settled["num_threads"])
    return found[0] if asked is None else found
