"""The models that compete, each fitted beside its scores on rows it has not learned from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from sklearn.model_selection import GroupKFold

from training.blend import Blend
from training.boosting import SETTLED, Boosted, Tuned
from training.calibration import Calibrator
from training.logistic import GROWING, Logistic
from training.rows import row_weights
from training.stored_rows import StoredRows

Model = Logistic | Boosted | Blend
#: From the simplest to the least simple.
CANDIDATES = ("logistic", "lightgbm", "blend")
#: What LightGBM begins from a line on: the three numbers that buy-till-you-die models know a client by.
LINE = ("days_since_order", "tenure_days", "order_days")
LATER_DAYS, GROUPED_FOLDS = "later days", "client-grouped folds"
FOLDS = 2
#: What the slice of later days, and what the days before it, must hold of the training rows.
LATER_SHARE, EARLIER_SHARE, FEWEST_OF_A_CLASS = 0.15, 0.3, 50


def fit_models(
    rows: pd.DataFrame,
    features: Sequence[str],
    names: Sequence[str],
    *,
    seed: int,
    tuned: Tuned = SETTLED,
    everyone: StoredRows | None = None,
) -> dict[str, Model]:
    """Fit the named candidates on labelled rows.

    Parameters
    ----------
    rows, features, names, seed
    tuned : mapping
        LightGBM's.
    everyone : StoredRows, optional
        What LightGBM's trees learn from instead, where `rows` are only a sample of the clients.
    """
    models: dict[str, Model] = {}
    if {"logistic", "blend"} & set(names):
        steady = [name for name in features if name not in GROWING]
        models["logistic"] = logistic = Logistic.fit(rows, steady, seed=seed)
    if {"lightgbm", "blend"} & set(names):
        line = [name for name in LINE if name in features]
        base = Logistic.fit(rows, line, seed=seed) if line else None
        learn = rows if everyone is None else everyone
        models["lightgbm"] = boosted = Boosted.fit(learn, features, seed=seed, base=base, tuned=tuned)
    if "blend" in names:
        models["blend"] = Blend(logistic, boosted)
    return {name: models[name] for name in names}


@dataclass(frozen=True)
class HeldOut:
    """Scores of rows that the scoring model has not learned from, to calibrate on.

    Attributes
    ----------
    scores : mapping of str to ndarray
        P(left) before calibration, by candidate.
    left, weights : ndarray
    how : str
        `LATER_DAYS` or `GROUPED_FOLDS`.
    """

    scores: Mapping[str, np.ndarray]
    left: np.ndarray
    weights: np.ndarray
    how: str

    def calibrator(self, candidate: str, method: str) -> Calibrator:
        """Fit a calibrator of that method for that candidate."""
        return Calibrator.fit(method, self.scores[candidate], self.left, self.weights)


def hold_out(
    rows: pd.DataFrame, features: Sequence[str], names: Sequence[str], *, seed: int, tuned: Tuned = SETTLED
) -> HeldOut:
    """Score rows by models that have not learned from them.

    The models learn from rows whose horizons end before a later slice of as-of days begins, and score that
    slice. Where the history is too short for that, each half of the clients is scored by models that learned
    from the other half.
    """
    day = _later_slice_begins(rows)
    if day is not None:
        early, late = rows[rows["ends_day"] <= day], rows[rows["as_of_day"] >= day]
        models = fit_models(early, features, names, seed=seed, tuned=tuned)
        scores = {name: model.predict(late) for name, model in models.items()}
        return HeldOut(scores, late["left"].to_numpy(), row_weights(late), LATER_DAYS)
    folds = {name: np.zeros(len(rows)) for name in names}
    for learn, judge in GroupKFold(FOLDS).split(rows, groups=rows["client_id"]):
        models = fit_models(rows.iloc[learn], features, names, seed=seed, tuned=tuned)
        for name, model in models.items():
            folds[name][judge] = model.predict(rows.iloc[judge])
    return HeldOut(folds, rows["left"].to_numpy(), row_weights(rows), GROUPED_FOLDS)


def _later_slice_begins(rows: pd.DataFrame) -> int | None:
    """Find the latest day on which a later slice can begin and leave enough on both sides; None if none."""

    def enough(side: pd.DataFrame, share: float) -> bool:
        leavers = side["left"].sum()
        return bool(len(side) >= share * len(rows) and min(leavers, len(side) - leavers) >= FEWEST_OF_A_CLASS)

    for day in sorted(rows["as_of_day"].unique(), reverse=True):
        if enough(rows[rows["as_of_day"] >= day], LATER_SHARE):
            if enough(rows[rows["ends_day"] <= day], EARLIER_SHARE):
                return int(day)
            return None
    return None
