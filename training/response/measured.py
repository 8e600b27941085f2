"""A measured effect as serving holds it: LightGBM text and a few numbers, no pickle and no econml."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Self

import lightgbm as lgb
import numpy as np
import pandas as pd
from scipy.stats import norm

from training.models.boosting import booster_of
from training.models.rows import matrix, threads_for
from training.response.evidence import FORETOLD
from training.response.trees import parameters

#: Trees of the distilled effect; more copy it no better.
TREES, LEAVES, RATE = 150, 16, 0.1
#: Standardised effects beyond are taken for this.
FARTHEST = 3.0
_NINETY = float(norm.ppf(0.95))


def reach_of(rows: pd.DataFrame) -> np.ndarray:
    """Give how much of an action can still reach each client: (1 − p0) · decay, as in the assumed uplift."""
    reach = (1 - rows["stay_probability"]) * rows["decay"]
    return np.asarray(reach.to_numpy(dtype="float64"))


@dataclass(frozen=True)
class Line:
    """How the effect depends on a learner's: reach · (level + slope · deviation), through AIPW scores.

    Reach is (1 − p0) · decay: who comes anyway can't be won, so that what is measured on the silent does not
    promise the same of those who are not.

    Attributes
    ----------
    level, slope : float
        Share of those who would leave that the action wins at the mean deviation, and for one standard
        deviation more, ≥ 0. The level may be negative.
    level_variance, covariance, slope_variance : float
        Of the two, clustered by client.
    disagreement : float
        Mean variance, over clients, of that share between the lines of several learners: what the choice of
        a learner leaves open.
    """

    level: float
    slope: float
    level_variance: float
    covariance: float
    slope_variance: float
    disagreement: float = 0.0

    @classmethod
    def through(
        cls, deviations: np.ndarray, scores: np.ndarray, reach: np.ndarray, clients: pd.Series
    ) -> Self:
        """Fit the line; without spread, or where it would fall, the level alone.

        A learner that had seen nothing but chance gets a slope about 0, so that no client's effect is told
        that the trial does not bear out.

        Parameters
        ----------
        deviations : ndarray, shape (n,)
            A learner's standardised effect.
        scores : ndarray, shape (n,)
            AIPW scores of the effect.
        reach : ndarray, shape (n,)
            Of `reach_of`.
        clients : Series

        References
        ----------
        Chernozhukov, Demirer, Duflo & Fernández-Val 2018, NBER 24678: best linear predictor of the effect.
        """
        A = np.column_stack([reach, reach * deviations])
        if deviations.std() < 1e-12:
            A = A[:, :1]
        bread = np.linalg.inv(A.T @ A)
        found = bread @ A.T @ scores
        if len(found) == 2 and found[1] <= 0:
            return cls.through(np.zeros(len(scores)), scores, reach, clients)
        moments = pd.DataFrame(A * (scores - A @ found)[:, None]).groupby(clients.to_numpy()).sum().to_numpy()
        spread = bread @ (moments.T @ moments) @ bread
        if len(found) == 1:
            return cls(float(found[0]), 0.0, float(spread[0, 0]), 0.0, 0.0)
        return cls(*map(float, (*found, spread[0, 0], spread[0, 1], spread[1, 1])))

    def share(self, deviations: np.ndarray) -> np.ndarray:
        """Give the share of those who would leave that the action wins."""
        return self.level + self.slope * deviations

    def at(self, deviations: np.ndarray, reach: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Give the effect and its standard error."""
        variance = (
            self.level_variance + 2 * deviations * self.covariance + deviations**2 * self.slope_variance
        )
        error = np.sqrt(np.maximum(variance, 0.0) + self.disagreement)
        return reach * self.share(deviations), reach * error


@dataclass(frozen=True)
class Measured:
    """One action's measured effect on one list.

    Attributes
    ----------
    learner : str
        Who found it: `s`, `t`, `x` or `dr`.
    features : tuple of str
        What it is read off, with `FORETOLD`.
    booster : lightgbm.Booster
        The learner's standardised effect, distilled.
    line : Line
    treated, controls : int
        Trials that it was measured on.
    """

    learner: str
    features: tuple[str, ...]
    booster: lgb.Booster
    line: Line
    treated: int
    controls: int

    @classmethod
    def distilled(
        cls, rows: pd.DataFrame, deviations: np.ndarray, features: Sequence[str], *, seed: int, **found: Any
    ) -> Self:
        """Copy a learner's standardised effects into trees.

        Parameters
        ----------
        rows : DataFrame
            Clients with the features and `FORETOLD`.
        deviations : ndarray
            The learner's standardised effect of each.
        features : sequence of str
        seed : int
        found : dict
            The other attributes.
        """
        names = [*features, *FORETOLD]
        X = matrix(rows, names)
        settled = parameters(len(X), seed=seed) | {
            "objective": "regression",
            "num_leaves": LEAVES,
            "learning_rate": RATE,
            "feature_fraction": 1.0,
            "bagging_fraction": 1.0,
            "lambda_l2": 0.0,
            "min_data_in_leaf": 5,
        }
        booster = lgb.train(settled, lgb.Dataset(X, deviations, feature_name=names), num_boost_round=TREES)
        return cls(features=tuple(features), booster=booster, **found)

    def deviations(self, rows: pd.DataFrame) -> np.ndarray:
        """Give each client's standardised effect."""
        X = matrix(rows, [*self.features, *FORETOLD])
        told = np.asarray(self.booster.predict(X, num_threads=threads_for(len(X))))
        return np.asarray(np.clip(told, -FARTHEST, FARTHEST))

    def effect(self, rows: pd.DataFrame) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Give each client's effect on the chance of an order and its 5–95 % interval; it may be negative.

        Parameters
        ----------
        rows : DataFrame
            Clients with the features and `FORETOLD`.
        """
        mean, error = self.line.at(self.deviations(rows), reach_of(rows))
        return mean, mean - _NINETY * error, mean + _NINETY * error

    def to_dict(self) -> dict[str, Any]:
        """Give what is not trees, as plain values."""
        return {
            "learner": self.learner,
            "features": list(self.features),
            "line": asdict(self.line),
            "treated": self.treated,
            "controls": self.controls,
        }

    def to_text(self) -> str:
        """Give the trees in LightGBM's text form."""
        return str(self.booster.model_to_string())

    @classmethod
    def from_dict(cls, data: Mapping[str, Any], text: str) -> Self:
        """Read back what `to_dict` and `to_text` gave; the text must have been verified before."""
        features = tuple(data["features"])
        booster = booster_of(text, [*features, *FORETOLD])
        line = Line(**data["line"])
        return cls(data["learner"], features, booster, line, data["treated"], data["controls"])
