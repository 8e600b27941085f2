"""Figures of merit of every contestant, by test day and group, with their mean and spread."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from features.leaving import AT_RISK
from training.judging.calibration_figures import brier_calibration, calibration_error
from training.judging.campaigns import Campaign, expected_maximum, profit_at_budget
from training.judging.paired_gain import client_codes, client_counts
from training.judging.predictions import checked, groups_of
from training.judging.ranked import Ranked, Ranking

#: Shares of the clients, from the top, at which lift and recall are given.
TOP_SHARES = (0.05, 0.10, 0.20)
#: Figures of each action, by the name that stands before it.
MONEY = {"empc": expected_maximum, "profit": profit_at_budget}
#: Figures in the order of their columns; those of each action follow.
FIGURES = (
    *("clients", "left_share", "auc", "average_precision", "log_loss", "brier", "brier_calibration", "ece"),
    *("lift_5", "lift_10", "lift_20", "recall_5", "recall_10", "recall_20"),
)
KEYS = ("test_day", "group", "contestant")


def figures(
    predictions: pd.DataFrame,
    contestants: Sequence[str],
    *,
    campaigns: Mapping[str, Campaign] | None = None,
    by: Sequence[str] = (),
) -> pd.DataFrame:
    """Judge every contestant on every test day, all clients together and by group.

    Parameters
    ----------
    predictions : DataFrame
        As in `training.judging.predictions.checked`: one row per test day and client, weighted by `weight`.
    contestants : sequence of str
        Columns of P(left).
    campaigns : mapping of str to Campaign, optional
        By action: its EMPC is given in the column ``empc_<action>``, and what it would earn within its budget
        in ``profit_<action>``, for at-risk groups only, nan elsewhere.
    by : sequence of str
        More columns to group by (`abc`, `tenure_days`, …; see `training.judging.predictions.groups_of`).

    Returns
    -------
    DataFrame
        One row per `test_day`, `group` and `contestant` with anybody in it: `clients` (rows), `left_share`,
        `auc`, `average_precision`, `log_loss` (nats), `brier`, its part `brier_calibration`, `ece` (15 bins,
        less what chance shows), `lift_…` and `recall_…` at the top 5, 10 and 20 %, ``empc_…`` and
        ``profit_…`` (money a client). What one class alone leaves undefined is nan: `auc`,
        `average_precision`, and without leavers lift and recall.

    Raises
    ------
    UsageError
        If the predictions cannot be judged.

    References
    ----------
    method.md, "Proof"; Verbraken, Verbeke & Baesens (2013), IEEE TKDE 25(5).

    Examples
    --------
    >>> rows = pd.DataFrame({"test_day": "2024-05-01", "client_id": list("abcd"), "status": "active",
    ...                      "left": [0, 0, 1, 1], "weight": 1.0, "blend": [0.2, 0.6, 0.6, 0.9]})
    >>> found = figures(rows, ["blend"])
    >>> found["group"].tolist(), found["auc"].tolist(), found["recall_20"].round(2).tolist()
    (['all', 'at_risk', 'active'], [0.875, 0.875, 0.875], [0.4, 0.4, 0.4])
    """
    rows = checked(predictions, contestants)
    found = [
        {
            **dict(zip(KEYS, part.keys, strict=True)),
            **_figures_of(part.ranked(part.weight), part, campaigns or {}),
        }
        for part in _parts(rows, contestants, by)
    ]
    columns = [*KEYS, *FIGURES, *(f"{name}_{action}" for action in campaigns or {} for name in MONEY)]
    return pd.DataFrame(found, columns=columns)


def client_spread(
    predictions: pd.DataFrame,
    contestants: Sequence[str],
    *,
    campaigns: Mapping[str, Campaign] | None = None,
    draws: int = 100,
    seed: int,
) -> pd.DataFrame:
    """Reckon how far each figure strays when other clients had been seen, for when there is but one test day.

    Parameters
    ----------
    predictions, contestants, campaigns
        As in `figures`.
    draws : int
        Draws of clients with replacement, ≥ 2.
    seed : int
        Of the draws.

    Returns
    -------
    DataFrame
        `test_day`, `group`, `contestant`, `figure`, `spread`: the standard deviation over the draws; nan
        where fewer than two draws have the figure.

    Raises
    ------
    UsageError
        If the predictions cannot be judged.
    """
    rows = checked(predictions, contestants)
    codes, clients = client_codes(rows)
    parts = list(_parts(rows, contestants, ()))
    drawn: list[list[dict[str, float]]] = [[] for _ in parts]
    for counts in client_counts(clients, draws=draws, seed=seed):
        again = counts[codes]
        for part, kept in zip(parts, drawn, strict=True):
            kept.append(_figures_of(part.ranked(part.weight * again[part.index]), part, campaigns or {}))
    long = []
    for part, kept in zip(parts, drawn, strict=True):
        spread = pd.DataFrame(kept).drop(columns="clients").std()
        spread.index.name = "figure"
        long.append(spread.rename("spread").reset_index().assign(**dict(zip(KEYS, part.keys, strict=True))))
    if not long:
        return pd.DataFrame(columns=[*KEYS, "figure", "spread"])
    return pd.concat(long, ignore_index=True)[[*KEYS, "figure", "spread"]]


def summary(judged: pd.DataFrame, spread: pd.DataFrame | None = None) -> pd.DataFrame:
    """Give each figure's mean and spread over the test days.

    Parameters
    ----------
    judged : DataFrame
        What `figures` gave.
    spread : DataFrame, optional
        What `client_spread` gave for the same predictions; used where only one test day has the figure.

    Returns
    -------
    DataFrame
        One row per `group`, `contestant` and `figure`: `mean` and `spread` (standard deviation) over the
        `origins` test days that have it, and `spread_over`: `origins`, `clients` (by bootstrap, where there
        is one test day) or `none` (one test day, and no `spread` given). Both are nan where undefined.

    Examples
    --------
    >>> judged = pd.DataFrame({"test_day": [1, 2], "group": "all", "contestant": "blend", "auc": [0.7, 0.9]})
    >>> summary(judged).round(3).to_dict("records")
    [{'group': 'all', 'contestant': 'blend', 'figure': 'auc', 'mean': 0.8, 'spread': 0.141, 'origins': 2,
      'spread_over': 'origins'}]
    """
    long = judged.melt(id_vars=list(KEYS), var_name="figure", value_name="value")
    named = ["group", "contestant", "figure"]
    found = (
        long.groupby(named, sort=False)["value"].agg(mean="mean", spread="std", origins="count").reset_index()
    )
    found["spread_over"] = np.where(found["origins"] > 1, "origins", "none")
    if spread is None or judged.empty:
        return found
    alone = long.dropna(subset="value").merge(spread, on=[*KEYS, "figure"])
    by_clients = found[named].merge(
        alone.groupby(named)["spread"].first().reset_index(), how="left", on=named
    )
    one = (found["origins"] == 1) & by_clients["spread"].notna()
    found["spread"] = found["spread"].where(~one, by_clients["spread"])
    found["spread_over"] = found["spread_over"].where(~one, "clients")
    return found


@dataclass(frozen=True)
class _Part:
    """One contestant on one test day in one group: which rows, and how they are ranked."""

    keys: tuple[Any, str, str]
    index: np.ndarray
    left: np.ndarray
    weight: np.ndarray
    ranking: Ranking

    def pays(self, ranked: Ranked) -> bool:
        """Tell whether a campaign is reckoned: among clients at risk, where there are any."""
        return self.keys[1] in ("at_risk", *AT_RISK) and not ranked.empty

    def ranked(self, weight: np.ndarray) -> Ranked:
        return self.ranking.weigh(self.left, weight)


def _parts(rows: pd.DataFrame, contestants: Sequence[str], by: Sequence[str]) -> Iterator[_Part]:
    left, weight = (rows[name].to_numpy(dtype="float64") for name in ("left", "weight"))
    masks = groups_of(rows, by)
    for day in sorted(rows["test_day"].unique()):
        here = (rows["test_day"] == day).to_numpy()
        for group, mask in masks.items():
            index = np.flatnonzero(here & mask)
            for contestant in contestants if index.size else ():
                ranking = Ranking.of(rows[contestant].to_numpy(dtype="float64")[index])
                yield _Part((day, group, contestant), index, left[index], weight[index], ranking)


def _figures_of(ranked: Ranked, part: _Part, campaigns: Mapping[str, Campaign]) -> dict[str, float]:
    recall = ranked.recall(TOP_SHARES)
    numbers = [
        *(part.index.size, ranked.left_share, ranked.auc, ranked.average_precision, ranked.log_loss),
        *(ranked.brier, brier_calibration(ranked), calibration_error(ranked)),
        *(recall / TOP_SHARES),
        *recall,
    ]
    money = {
        f"{name}_{action}": reckon(ranked, campaign) if part.pays(ranked) else np.nan
        for action, campaign in campaigns.items()
        for name, reckon in MONEY.items()
    }
    return dict(zip(FIGURES, numbers, strict=True)) | money
