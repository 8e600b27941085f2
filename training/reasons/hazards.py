"""Causes as competing risks: each adds a hazard of its own to what makes a client leave.

A model of trees says how likely a client leaves, and its contributions share that out between features that
stand in for each other. Here leaving is a sum: what every client of this size and age runs into, and what
each cause adds from some level of its features on. So a cause's part of a client's hazard is the probability
that a client like this one who leaves does so for that cause.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self
from warnings import catch_warnings, simplefilter

import numpy as np
from numpy.typing import NDArray
from sklearn.decomposition import non_negative_factorization
from sklearn.exceptions import ConvergenceWarning
from threadpoolctl import threadpool_limits

FloatArray = NDArray[np.float64]
#: A hazard may rise at these quantiles of what is known of a feature; a step needs so many rows at least.
QUANTILES, LEAST_STEP_ROWS = (0.25, 0.5, 0.75, 0.9, 0.97), 20
#: What a client runs into whatever happens is told apart by these quantiles of its size, age and rhythm.
PARTS = (0.2, 0.4, 0.6, 0.8)
ROUNDS, TOLERANCE = 300, 1e-4
DECIMALS = 9


@dataclass(frozen=True)
class Steps:
    """Where the hazard of one feature rises, and by how much.

    Attributes
    ----------
    levels : tuple of float
        Of its reading, ascending; from each on the hazard is higher by the one beside it.
    hazards : tuple of float
        Probabilities of leaving within the horizon, ≥ 0.
    """

    levels: tuple[float, ...]
    hazards: tuple[float, ...]

    def of(self, reading: FloatArray) -> FloatArray:
        """Give the hazard at each reading; none where it is NaN."""
        risen = np.concatenate([[0.0], np.cumsum(self.hazards)])
        known = ~np.isnan(reading)
        return np.where(known, risen[np.searchsorted(self.levels, reading, side="right")], 0.0)


@dataclass(frozen=True)
class CompetingHazards:
    """What each feature adds to the hazard of leaving.

    Attributes
    ----------
    steps : mapping of str to Steps
        By feature.

    References
    ----------
    Aalen 1989, A linear regression model for the analysis of lifetimes, Statistics in Medicine 8(8) (additive
    hazards); Shepp & Vardi 1982, IEEE TMI 1(2) (how such sums are learned: EM, which as a factorization with
    known parts is scikit-learn's, after Lee & Seung 2001, NIPS 13).
    """

    steps: Mapping[str, Steps]

    @classmethod
    def fit(
        cls,
        readings: Mapping[str, FloatArray],
        standing: Mapping[str, FloatArray],
        left: FloatArray,
        weights: FloatArray,
    ) -> Self:
        """Fit by maximum likelihood of Poisson counts, no hazard below 0.

        Parameters
        ----------
        readings : mapping of str to array
            How bad each feature's number is, one a client; NaN adds nothing.
        standing : mapping of str to array
            What nobody can help: the client's size, age, rhythm. It takes what is not the causes'.
        left : array
            1 where the client left within its horizon, else 0.
        weights : array
            Of the rows, > 0.
        """
        found = {name: _levels(reading) for name, reading in readings.items()}
        columns = [reading >= level for name, reading in readings.items() for level in found[name]]
        own = len(columns)
        columns += [part for values in standing.values() for part in _parts(values)]
        design = np.vstack([*columns, np.ones(len(left), dtype=bool)]) * weights
        counts = (left * weights)[None]
        # Sums of several threads differ in their last digits; what has not quite settled serves as well.
        with threadpool_limits(1), catch_warnings():
            simplefilter("ignore", ConvergenceWarning)
            fitted, _design, _rounds = non_negative_factorization(
                counts,
                H=design,
                n_components=len(design),
                init="custom",
                update_H=False,
                solver="mu",
                beta_loss="kullback-leibler",
                max_iter=ROUNDS,
                tol=TOLERANCE,
            )
        hazards = iter(fitted[0, :own].round(DECIMALS).tolist())
        return cls(
            {name: Steps(levels, tuple(next(hazards) for _level in levels)) for name, levels in found.items()}
        )

    def of(self, readings: Mapping[str, FloatArray]) -> FloatArray:
        """Give what each feature adds, clients by features in the order of `steps`."""
        return np.column_stack([steps.of(readings[name]) for name, steps in self.steps.items()])


def _levels(reading: FloatArray) -> tuple[float, ...]:
    """Give the levels from which on enough clients, but not all, are worse off; ascending."""
    finite = reading[np.isfinite(reading)]
    if finite.size == 0:
        return ()
    levels = np.unique(np.quantile(finite, QUANTILES, method="higher"))
    worse = np.array([(reading >= level).sum() for level in levels])
    return tuple(levels[(levels > finite.min()) & (worse >= LEAST_STEP_ROWS)].tolist())


def _parts(values: FloatArray) -> list[NDArray[np.bool_]]:
    """Cut clients into a few parts of about the same size by a number; who has none is of the last."""
    known = values[~np.isnan(values)]
    if known.size == 0:
        return []
    edges = np.unique(np.quantile(known, PARTS))
    part = np.digitize(values, edges)
    return [part == number for number in range(edges.size + 1)]
