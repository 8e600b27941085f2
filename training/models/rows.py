"""How rows enter a model: which columns, in which order, and how much each row weighs."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from features.errors import BadDataError
from training.models.levels import NO_LEVELS, Levels

#: A row of this age, counted back from the latest one, weighs half: behaviour drifts, and the latest rows are
#: nearest to what will be scored.
HALF_LIFE_DAYS = 180
ROWS_WORTH_THREADS = 200_000


def matrix(rows: pd.DataFrame, features: Sequence[str], levels: Levels = NO_LEVELS) -> np.ndarray:
    """Give the model's inputs, columns by name and in order, as floats; nan where missing.

    Parameters
    ----------
    rows : DataFrame
    features : sequence of str
    levels : Levels
        Of those features that are categories: their codes stand for them.

    Raises
    ------
    BadDataError
        If a column is absent or holds no numbers: LightGBM itself would score on without a word.

    Examples
    --------
    >>> matrix(pd.DataFrame({"b": [1], "a": [2]}), ["a", "b"])
    array([[2., 1.]])
    >>> matrix(pd.DataFrame({"b": [1]}), ["a", "b"])
    Traceback (most recent call last):
    ...
    features.errors.BadDataError: The rows lack the model's columns: a. Compute them with the same ...
    """
    absent = [name for name in features if name not in rows.columns]
    if absent:
        raise BadDataError(
            f"The rows lack the model's columns: {', '.join(absent)}. Compute them with the same "
            "features and event tables that the model was trained on."
        )
    numbers = [name for name in features if name not in levels.known]
    kinds = rows.dtypes.to_dict()
    texts = [name for name in numbers if not pd.api.types.is_numeric_dtype(kinds[name])]
    if texts:
        raise BadDataError(f"The columns {', '.join(texts)} hold no numbers. The model needs numbers there.")
    if not levels.known:
        return rows[list(features)].to_numpy(dtype="float64")
    inputs = np.empty((len(rows), len(features)))
    is_number = [name not in levels.known for name in features]
    inputs[:, is_number] = rows[numbers].to_numpy(dtype="float64")
    for place, name in enumerate(features):
        if name in levels.known:
            inputs[:, place] = levels.codes(rows, name)
    return inputs


def onto(parts: np.ndarray, own: Sequence[str], features: Sequence[str]) -> np.ndarray:
    """Put the columns of a model that reads only some of the features into the places they have among all.

    Examples
    --------
    >>> onto(np.array([[1.0, 2.0]]), ["c", "a"], ["a", "b", "c"])
    array([[2., 0., 1.]])
    """
    whole = np.zeros((len(parts), len(features)))
    place = {name: number for number, name in enumerate(features)}
    whole[:, [place[name] for name in own]] = parts
    return whole


def row_weights(rows: pd.DataFrame, *, half_life_days: float = HALF_LIFE_DAYS) -> np.ndarray:
    """Weigh rows by recency and by their own weight, to a mean of 1.

    Parameters
    ----------
    rows : DataFrame
        With `as_of_day` (day number) and `weight`.
    half_life_days : float
        Days that halve a row's weight, > 0.
    """
    age = (rows["as_of_day"].max() - rows["as_of_day"]).to_numpy(dtype="float64")
    weights = np.exp2(-age / half_life_days) * rows["weight"].to_numpy(dtype="float64")
    return np.asarray(weights / weights.mean())


def threads_for(rows: int) -> int:
    """Give how many threads LightGBM should use for so many rows; 0 means all cores.

    Threads that wait for each other by spinning bring little on few rows, and on a busy machine they cost
    much: the same fit of 16,000 rows took 0.3 s alone and 11 s beside other work.
    """
    return 1 if rows < ROWS_WORTH_THREADS else 0


def repeatable(rows: int, *, seed: int) -> dict[str, Any]:
    """Give LightGBM's parameters by which the same rows give the same trees on every run, in silence.

    Parameters
    ----------
    rows : int
        How many are learned from, for `threads_for`.
    seed : int
    """
    return {
        "seed": seed,
        "deterministic": True,
        "force_row_wise": True,
        "num_threads": threads_for(rows),
        "verbose": -1,
    }


def log_odds(probability: np.ndarray) -> np.ndarray:
    """Give log-odds of probabilities, kept a billionth away from 0 and 1."""
    safe = np.clip(probability, 1e-9, 1 - 1e-9)
    return np.asarray(np.log(safe / (1 - safe)))


def from_log_odds(odds: np.ndarray) -> np.ndarray:
    """Give probabilities of log-odds, the inverse of `log_odds`."""
    return np.asarray(1 / (1 + np.exp(-np.clip(odds, -30, 30))))
