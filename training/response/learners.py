"""Who answers to an action: S-, T-, X- and DR-learners of econml over small LightGBM models."""

from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any, Self

import numpy as np

from features.errors import UsageError
from training.response.trees import TREES, parameters

#: Simplest first: on a tie the first one stays.
LEARNERS = ("s", "t", "x", "dr")
EXTRA = "response"
#: Stands for what is missing: econml warns of nan, trees split it off.
MISSING = -1e6


def learners_there() -> bool:
    """Tell whether the extra that brings econml is installed."""
    return find_spec("econml") is not None


@dataclass(frozen=True)
class Rows:
    """What each client got, and what came of it.

    Attributes
    ----------
    ordered, treated : ndarray, shape (n,)
        0 or 1.
    chance : ndarray, shape (n,)
        Of the action, among it and leaving alone.
    """

    ordered: np.ndarray
    treated: np.ndarray
    chance: np.ndarray


@dataclass(frozen=True)
class Learner:
    """A fitted learner of one action's effect."""

    name: str
    model: Any

    @classmethod
    def fit(cls, name: str, known: np.ndarray, rows: "Rows", *, seed: int) -> Self:
        """Fit on rows that got the action or were left alone.

        Parameters
        ----------
        name : str
            One of `LEARNERS`.
        known : ndarray, shape (n, p)
            nan where missing.
        rows : Rows
            What each got, and what came of it.
        seed : int

        Raises
        ------
        UsageError
            If there is no such learner, or econml is not installed.

        References
        ----------
        Künzel, Sekhon, Bickel & Yu 2019, PNAS 116(10) (S, T, X); Kennedy 2023, Electronic Journal of
        Statistics 17(2) (DR).
        """
        if name not in LEARNERS:
            raise UsageError(f"{name!r} is no learner of effects. There are {', '.join(LEARNERS)}.")
        if not learners_there():
            raise UsageError(
                "Effects are measured by econml, which is not installed. Install the extra in winback's own "
                f"folder: pip install -e '.[{EXTRA}]'."
            )
        model = _model(name, len(known), seed)
        more = {"W": rows.chance[:, None]} if name == "dr" else {}
        model.fit(rows.ordered.astype("float64"), rows.treated.astype("int64"), X=_filled(known), **more)
        return cls(name, model)

    def effect(self, known: np.ndarray) -> np.ndarray:
        """Give each row's expected effect on the chance of an order, shape (n,)."""
        return np.asarray(self.model.effect(_filled(known))).reshape(len(known))


def _filled(known: np.ndarray) -> np.ndarray:
    return np.where(np.isnan(known), MISSING, known)


def _model(name: str, rows: int, seed: int) -> Any:
    from econml.dr import DRLearner
    from econml.metalearners import SLearner, TLearner, XLearner
    from lightgbm import LGBMClassifier, LGBMRegressor

    settled = parameters(rows, seed=seed) | {"n_estimators": TREES}
    settled["n_jobs"] = settled.pop("num_threads") or -1

    def regression() -> Any:
        return LGBMRegressor(**settled)

    if name == "s":
        return SLearner(overall_model=regression())
    if name == "t":
        return TLearner(models=regression())
    if name == "x":
        return XLearner(models=regression(), propensity_model=LGBMClassifier(**settled))
    return DRLearner(
        model_propensity=_recorded_chance(),
        model_regression=regression(),
        model_final=regression(),
        min_propensity=1e-3,
        cv=2,
        random_state=seed,
    )


def _recorded_chance() -> Any:
    """Give a classifier that learns nothing: the chance of being treated stands in its last column."""
    from sklearn.base import BaseEstimator, ClassifierMixin

    class RecordedChance(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
        def fit(self, rows: np.ndarray, came: np.ndarray, sample_weight: Any = None) -> Any:
            self.classes_ = np.array([0, 1])
            return self

        def predict_proba(self, rows: np.ndarray) -> np.ndarray:
            return np.column_stack([1 - rows[:, -1], rows[:, -1]])

        def predict(self, rows: np.ndarray) -> np.ndarray:
            return np.asarray((rows[:, -1] > 0.5).astype("int64"))

    return RecordedChance()
