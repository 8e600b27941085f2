"""Trials beside what was known of each client, what it is worth, and what the attempt cost."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from features.settings import Action, Settings
from training.past.snapshots import Snapshots
from training.worth.value import ValueModel

#: What an effect may depend on beside the features.
FORETOLD = ("stay_probability", "decay")
#: More rows than these tell little more.
MOST_ROWS = 100_000
FOLDS = 3


def incentive_of(action: Action, average_check: pd.Series) -> np.ndarray:
    """Give what the action's incentive costs for each client, money."""
    if action.incentive_share is not None:
        return np.asarray(action.incentive_share * average_check.to_numpy(dtype="float64"))
    return np.full(len(average_check), action.incentive_cost or 0.0)


def evidence_of(
    trials: pd.DataFrame, snapshots: Snapshots, value: ValueModel, settings: Settings
) -> pd.DataFrame:
    """Put trials beside their clients' features and value.

    The features are those of the snapshot that the trial was read off; silence goes on until the assignment.

    Parameters
    ----------
    trials : DataFrame
        Of `training.response.trials.trials_of`.
    snapshots : Snapshots
    value : ValueModel
    settings : Settings
        Seed.

    Returns
    -------
    DataFrame
        The trials' columns and the features, then ``value_if_kept``, ``gain`` (V − V0, money), ``check``
        (average check, money) and ``fold`` (0 to `FOLDS` − 1, the same for all rows of a client).
    """
    if len(trials) > MOST_ROWS:
        trials = trials.sample(MOST_ROWS, random_state=settings.training.seed).sort_index()
    told = trials.reset_index(drop=True)
    rows = snapshots.rows.loc[told["row"]].reset_index(drop=True)
    known = rows[list(snapshots.features)].astype("float64")
    later = known["days_since_order"] + told["since_days"]
    known = known.assign(days_since_order=later, overdue_ratio=later / rows["own_cycle_days"])
    worth = value.predict(rows)
    clients, names = pd.factorize(told["client_id"], sort=True)
    folds = np.random.default_rng(settings.training.seed).permutation(len(names)) % FOLDS
    own = [name for name in told.columns if name not in known.columns]
    # A copy holds its columns together; pandas warns whoever adds one to more than a hundred apart.
    return (
        pd.concat([told[own], known[list(snapshots.features)]], axis=1)
        .copy()
        .assign(
            value_if_kept=worth["value_if_kept"].fillna(0.0),
            gain=(worth["value_if_kept"] - worth["value_if_left"]).fillna(0.0),
            check=rows["average_check"].astype("float64").fillna(0.0),
            fold=folds[clients] if len(names) else clients,
        )
    )


def inputs(rows: pd.DataFrame, features: Sequence[str]) -> np.ndarray:
    """Give what an effect may depend on as a matrix, shape (rows, features + 2); nan where missing."""
    return np.asarray(rows[[*features, *FORETOLD]].to_numpy(dtype="float64"))


def clustered(values: np.ndarray, clients: pd.Series) -> tuple[float, float]:
    """Give a mean and its standard error where a client's rows are not independent.

    Examples
    --------
    >>> clustered(np.array([0.0, 1.0, 0.0, 1.0]), pd.Series(list("abcd")))
    (0.5, 0.25)
    """
    if len(values) == 0:
        return float("nan"), float("nan")
    mean = float(values.mean())
    sums = pd.Series(values - mean).groupby(clients.to_numpy()).sum().to_numpy()
    return mean, float(np.sqrt((sums**2).sum()) / len(values))
