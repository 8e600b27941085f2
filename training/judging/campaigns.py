"""What a ranking is worth in money: the campaigns it would steer, and who would be chosen by it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from features.leaving import AT_RISK
from features.settings import Settings
from training.judging.empc import empc
from training.judging.ranked import Ranked
from training.worth.ranges import FloatArray
from training.worth.value import ValueModel

#: Without a budget so large a share of the clients is contacted.
CONTACTED_SHARE = 0.1


@dataclass(frozen=True)
class Campaign:
    """What contacting clients with one action costs and brings.

    Attributes
    ----------
    value : float
        Mean G = V − V0 of the clients, money.
    fixed_cost, incentive_cost : float
        Money of each contact and of each accepted incentive, ≥ 0.
    alpha, beta : float
        Beta prior of the acceptance, > 0.
    budget : float or None
        Money for one list; None: as much as contacting the first `CONTACTED_SHARE` costs.
    """

    value: float
    fixed_cost: float
    incentive_cost: float
    alpha: float = 6.0
    beta: float = 14.0
    budget: float | None = None

    @property
    def acceptance(self) -> float:
        """Mean chance that a leaver accepts."""
        return self.alpha / (self.alpha + self.beta)


def campaigns_of(value: ValueModel, population: pd.DataFrame, settings: Settings) -> dict[str, Campaign]:
    """Say what contacting the clients at risk costs and brings, by action.

    Parameters
    ----------
    value : ValueModel
    population : DataFrame
        Every client's features on the as-of day.
    settings : Settings
        Sections actions and plan.
    """
    at_risk = population[population["status"].isin(AT_RISK)]
    worth = value.predict(at_risk)
    gain = float((worth["value_if_kept"] - worth["value_if_left"]).mean())
    check = float(at_risk["average_check"].mean())
    return {
        name: Campaign(
            gain,
            action.fixed_cost,
            (action.incentive_cost or 0.0) + (action.incentive_share or 0.0) * check,
            *action.prior("at_risk"),
            budget=settings.plan.budget,
        )
        for name, action in settings.actions.items()
        if "at_risk" in action.for_ and gain > 0
    }


def expected_maximum(ranked: Ranked, campaign: Campaign) -> float:
    """Give the EMPC, money a client (`training.judging.empc`)."""
    count = ranked.weight.size
    return empc(
        np.repeat([1.0, 0.0], count),
        np.tile(ranked.churn_probability, 2),
        value=campaign.value,
        fixed_cost=campaign.fixed_cost,
        incentive_cost=campaign.incentive_cost,
        alpha=campaign.alpha,
        beta=campaign.beta,
        weight=np.concatenate([ranked.left_weight, ranked.stayed_weight]),
    )


def profit_at_budget(ranked: Ranked, campaign: Campaign) -> float:
    """Give what contacting from the top would earn until the budget is spent, money a client.

    A leaver accepts with the mean chance γ̄ and then brings G − d; a stayer takes the incentive d for nothing;
    each contact costs f. Of clients who share a probability as many are contacted as the money allows. The
    whole budget is spent, even where the last contacts lose money: EMPC is what stopping in time would earn.

    Examples
    --------
    >>> from training.judging.ranked import Ranking
    >>> ranked = Ranking.of([0.9, 0.5, 0.1, 0.1]).weigh([1, 0, 0, 0], [1, 1, 1, 1])
    >>> profit_at_budget(ranked, Campaign(100.0, 4.0, 0.0, budget=8.0))   # (.3 · 100 − 4 − 4) / 4 clients
    5.5
    """
    accepted = campaign.acceptance * ranked.left_weight
    cost = campaign.fixed_cost * ranked.weight + campaign.incentive_cost * (accepted + ranked.stayed_weight)
    if campaign.budget is None:
        taken = _within(ranked.weight, CONTACTED_SHARE * ranked.weight.sum())
    else:
        taken = _within(cost, campaign.budget)
    return float(taken @ (accepted * campaign.value - cost) / ranked.weight.sum())


def _within(amounts: FloatArray, limit: float) -> FloatArray:
    """Give which share of each amount, from the first on, fits within a limit."""
    left = limit - (np.cumsum(amounts) - amounts)
    # What costs nothing fits whole while anything is left.
    free = np.where(left >= 0, 1.0, 0.0)
    return np.clip(np.divide(left, amounts, out=free, where=amounts > 0), 0, 1)


def expected_profits(judged: pd.DataFrame, candidates: Sequence[str]) -> Mapping[str, float]:
    """Give each candidate's EMPC among clients at risk: the mean over the test days, of the best action.

    Parameters
    ----------
    judged : DataFrame
        What `training.judging.evaluation.figures` gave.
    candidates : sequence of str

    Returns
    -------
    mapping of str to float
        Money a client; empty where no action serves clients at risk.
    """
    columns = [name for name in judged.columns if name.startswith("empc_")]
    at_risk = judged[(judged["group"] == "at_risk") & judged["contestant"].isin(candidates)]
    if not columns or at_risk.empty:
        return {}
    means = at_risk.groupby("contestant")[columns].mean()
    best = means[means.max(axis=0).idxmax()].to_dict()
    return {name: float(best[name]) for name in candidates}
