"""Scores whose mean is what an arm brings, right if either the chances or the outcome models are (AIPW)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from features.settings import Action
from training.response.chances import LEAST_CHANCE, Chances
from training.response.evidence import incentive_of, inputs
from training.response.trees import out_of_fold


@dataclass(frozen=True)
class Scores:
    """What each trial tells of each arm.

    Attributes
    ----------
    orders, money : ndarray, shape (n, arms)
        AIPW scores: an arm's mean over rows is the share that would order, and what would come of it beyond
        V0, money. nan where the arm has no overlap.
    incentive : ndarray, shape (n, arms)
        d, money.
    fixed_cost : ndarray, shape (arms,)
        f, money.
    came : ndarray, shape (n,)
        What really came beyond V0, less what it cost, money.
    """

    orders: np.ndarray
    money: np.ndarray
    incentive: np.ndarray
    fixed_cost: np.ndarray
    came: np.ndarray

    def effect(self, arm: int) -> np.ndarray:
        """Give each row's score of the arm's effect on orders, shape (n,)."""
        return np.asarray(self.orders[:, arm] - self.orders[:, 0])

    def net_effect(self, arm: int) -> np.ndarray:
        """Give each row's score of what the arm earns beyond leaving alone, money, shape (n,)."""
        return np.asarray(self.money[:, arm] - self.money[:, 0])


def scores_of(
    evidence: pd.DataFrame,
    chances: Chances,
    actions: Mapping[str, Action],
    features: Sequence[str],
    *,
    seed: int,
) -> Scores:
    """Score every trial for every arm.

    With e the chance of arm a and m_a(x) the share expected to order under it, the score of orders is
    ``m_a + 1{got a} (ordered − m_a) / e``. An order is worth G = V − V0 by the value model, less the
    incentive and the cost that were recorded, else those of the settings.

    Parameters
    ----------
    evidence : DataFrame
        Of one list.
    chances : Chances
    actions : mapping of str to Action
        The settings' actions; all arms of `chances` but the first are among them.
    features : sequence of str
    seed : int

    References
    ----------
    Robins, Rotnitzky & Zhao 1994, JASA 89(427).
    """
    X, arms = inputs(evidence, features), len(chances.arms)
    ordered = evidence["ordered"].to_numpy(dtype="float64")
    coded = np.eye(arms)
    under = np.stack([np.column_stack([X, np.tile(coded[arm], (len(X), 1))]) for arm in range(arms)])
    told = np.column_stack([X, coded[chances.got]])
    folds = evidence["fold"].to_numpy()
    expected = out_of_fold(told, ordered, folds, seed=seed, asked=under).T
    given = np.column_stack(
        [np.zeros(len(X)), *(incentive_of(actions[name], evidence["check"]) for name in chances.arms[1:])]
    )
    fixed = np.array([0.0, *(actions[name].fixed_cost for name in chances.arms[1:])])
    gain = evidence["gain"].to_numpy(dtype="float64")
    row = np.arange(len(X))
    usual = (fixed[chances.got], ordered * given[row, chances.got])
    paid = [
        evidence[name].fillna(pd.Series(instead, evidence.index)).to_numpy(dtype="float64")
        for name, instead in zip(("cost", "incentive"), usual, strict=True)
    ]
    came = ordered * gain - np.where(chances.got > 0, paid[0] + paid[1], 0.0)
    foreseen = expected * (gain[:, None] - given) - fixed
    got = coded[chances.got]
    weight = np.where(chances.overlap, got / np.maximum(chances.table, LEAST_CHANCE), np.nan)
    return Scores(
        expected + weight * (ordered[:, None] - expected),
        foreseen + weight * (came[:, None] - foreseen),
        given,
        fixed,
        came,
    )
