"""What was foretold of those who were tried, by models that have not learned from what became of them."""

from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd

from training.champions import Champion, churn_probability
from training.response.evidence import FOLDS

Refit = Callable[[pd.DataFrame], Mapping[str, Champion]]


def churn_probability_unseen(
    rows: pd.DataFrame,
    labelled: pd.DataFrame,
    champions: Mapping[str, Champion],
    refit: Refit,
    *,
    fewest: int,
    seed: int,
) -> pd.Series:
    """Give P(left) of each row by champions that learned from other clients only.

    Those left alone teach, and weigh for many; those treated do not. So a model that has learned from both
    knows what became of the first only, and whoever compares the two takes that for an effect.

    Parameters
    ----------
    rows : DataFrame
        Of the clients who were tried: feature rows with ``client_id`` and ``status``.
    labelled : DataFrame
        What the champions learned from, with ``client_id`` and ``left``.
    champions : mapping of str to Champion
        Of all labelled rows; they answer where the other clients are too few to learn from.
    refit : callable
        Labelled rows → champions of the same kind.
    fewest : int
        Leavers, and stayers, that the others need.
    seed : int
        Of the draw of clients into folds.

    Returns
    -------
    Series
        On the index of `rows`; nan where the status belongs to no group.

    References
    ----------
    Chernozhukov et al. 2018, The Econometrics Journal 21(1): cross-fitting.
    """
    codes, clients = pd.factorize(rows["client_id"], sort=True)
    drawn = np.random.default_rng(seed).permutation(len(clients)) % FOLDS
    told = pd.Series(np.nan, index=rows.index, dtype="float64")
    for fold in range(FOLDS):
        asked = (drawn == fold)[codes] if len(clients) else np.zeros(0, dtype=bool)
        if not asked.any():
            continue
        others = labelled[~labelled["client_id"].isin(clients[drawn == fold])]
        leavers = int(others["left"].sum())
        enough = min(leavers, len(others) - leavers) >= fewest
        told[asked] = churn_probability(refit(others) if enough else champions, rows[asked])
    return told
