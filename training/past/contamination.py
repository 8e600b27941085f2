"""What our own actions did to the labels: who leaves the sample, who stands for others, who is censored.

Actions go to those who are silent, so dropping contacted rows would delete leavers. Assignment decides,
not contact: rows assigned before t with an open window leave; held-out ones stay and weigh 1 / the chance
with which they were held out, as it was recorded; rows assigned inside the horizon are censored that day, and
the others of that day and status weigh for them (inverse probability of censoring).
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

#: No chance of being left alone counts as smaller.
LEAST_CHANCE = 0.01


@dataclass(frozen=True)
class Contamination:
    """Counts of what was done, for the report."""

    rows: int
    assigned_before: int
    held_out: int
    censored: int


def weigh(
    rows: pd.DataFrame, assignments: pd.DataFrame, *, holdout_share: float
) -> tuple[pd.Series, Contamination]:
    """Give each row's weight; 0 where the row cannot be used.

    Parameters
    ----------
    rows : DataFrame
        ``client_id, as_of_day`` (day number), ``status``, ``horizon_days``, ``next_order_in`` (days, nan if
        none); only rows whose horizon has ended, for the others were not watched long enough to be censored.
    assignments : DataFrame
        ``client_id, assigned_day`` (day number), ``arm`` (`treated` or `control`), and ``propensity``, the
        recorded chance of being treated (nan, or no such column: not recorded); may be empty.
    holdout_share : float
        Share of episodes held out, in [0, 1), for hold-outs whose chance was not recorded.

    Returns
    -------
    weights : Series
        On the index of `rows`.
    counts : Contamination

    References
    ----------
    Robins & Finkelstein 2000, Biometrics 56(3): inverse probability of censoring weights.
    """
    weights = pd.Series(1.0, index=rows.index)
    if assignments.empty:
        return weights, Contamination(len(rows), 0, 0, 0)
    pairs = rows[["client_id", "as_of_day", "horizon_days", "next_order_in"]].reset_index(names="row")
    if "propensity" not in assignments:
        assignments = assignments.assign(propensity=np.nan)
    pairs = pairs.merge(assignments[["client_id", "assigned_day", "arm", "propensity"]], on="client_id")
    ahead = pairs["assigned_day"] - pairs["as_of_day"]
    open_before = (ahead < 0) & (ahead > -pairs["horizon_days"])
    treated = pairs["arm"] == "treated"
    out = pd.Index(pairs.loc[open_before & treated, "row"].unique())
    spared = pairs[open_before & ~treated].sort_values(["assigned_day", "propensity"])
    spared = spared.drop_duplicates("row", keep="last")
    spared = spared[~spared["row"].isin(out)].set_index("row")
    held = spared.index
    inside = pairs.loc[treated & (ahead >= 0) & (ahead < pairs["horizon_days"])]
    censored_in = inside.assign(ahead=ahead).groupby("row")["ahead"].min().reindex(rows.index)
    seen_for = rows[["next_order_in", "horizon_days"]].min(axis=1)
    censored = censored_in.notna() & (censored_in <= seen_for)
    usable = ~rows.index.isin(out)
    weights[held] = 1 / _chance_spared(spared["propensity"], holdout_share)
    # A held-out row is safe from our actions until its episode closes: it stands for no censored one.
    exposed = usable & ~rows.index.isin(held)
    watched = pd.concat([seen_for, censored_in], axis=1).min(axis=1)
    for alike in _who_are_acted_on_alike(rows[exposed]):
        weights[alike] /= _still_uncensored(watched[alike], censored[alike], seen_for[alike])
    weights[~usable | censored] = 0.0
    return weights, Contamination(len(rows), len(out), len(held), int((censored & usable).sum()))


def _chance_spared(propensity: pd.Series, holdout_share: float) -> pd.Series:
    """Give the chance with which each was left alone: the recorded one, else the share; 1 without either.

    A recorded chance below a hundredth counts as one hundredth: no single client stands for more than 100.
    """
    usual = holdout_share if holdout_share > 0 else 1.0
    spared: pd.Series = (1 - propensity.astype("float64")).clip(lower=LEAST_CHANCE).fillna(usual)
    return spared


def _who_are_acted_on_alike(rows: pd.DataFrame) -> Iterator[pd.Index]:
    """Part rows by as-of day and status: a plan acts on the silent, and did not before there was one.

    Those who were never acted on must not water down the weights of those who stand for the censored.
    """
    for _, part in rows.groupby(["as_of_day", "status"], observed=True, dropna=False):
        yield part.index


def _still_uncensored(watched: pd.Series, censored: pd.Series, until: pd.Series) -> np.ndarray:
    """Kaplan–Meier estimate of the chance of not yet being censored just before `until`."""
    ends = np.sort(watched.to_numpy())
    moments = np.unique(watched[censored].to_numpy())
    at_risk = len(ends) - np.searchsorted(ends, moments, side="left")
    events = np.array([(watched[censored] == moment).sum() for moment in moments])
    survival = np.concatenate([[1.0], np.cumprod(1 - events / np.maximum(at_risk, 1))])
    # A censoring on day u hides an order on day u: the assignment came first.
    passed = np.searchsorted(moments, until.to_numpy(), side="right")
    return np.asarray(np.maximum(survival[passed], 0.05))
