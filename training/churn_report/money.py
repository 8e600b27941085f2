"""What lost clients cost (M4), how long one stays (M8), and what another would cost (M10)."""

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import pandas as pd

from features.churn_rate import ChurnRate
from features.settings import Action, Settings
from training.response.assumed import acceptance_interval
from training.worth.economics import win_back_cost
from training.worth.value_formula import ALL, formula_ltv_of

#: A new client costs so many times what bringing one back does (M10), unless the settings say.
NEW_TO_WIN_BACK = 3.0


@dataclass(frozen=True)
class ChurnMoney:
    """The money of a churn report, in the company's currency; None where it can't be told.

    Attributes
    ----------
    profit_per_client : float or None
        Profit of the longest period / mean number of clients in it.
    lost_profit : float or None
        That times the clients lost (M4).
    lost_profit_before : float or None
        What the lost clients themselves had brought in the `before_days` before the period.
    before_days : int
        365 or so; fewer where the history is shorter.
    formula_ltv : float or None
        Mean over the clients at the start: check × margin share × orders a year × lifetime (M8), the lifetime
        by the yearly churn of the client's ABC class.
    lost_ltv : float or None
        That times the clients lost (M4).
    win_back_cost : float or None
        Expected cost of one attempt, mean over the settings' actions for lost clients.
    new_client_cost : float or None
        Cost of acquiring a client (M10).
    new_client_cost_assumed : bool
        Whether that is the articles' rule of three, and not the company's own figure.
    """

    profit_per_client: float | None
    lost_profit: float | None
    lost_profit_before: float | None
    before_days: int
    formula_ltv: float | None
    lost_ltv: float | None
    win_back_cost: float | None
    new_client_cost: float | None
    new_client_cost_assumed: bool

    def figures(self) -> dict[str, Any]:
        """Give everything as plain values."""
        return asdict(self)


def churn_money(rate: ChurnRate, settings: Settings) -> ChurnMoney:
    """Put money to the clients lost.

    Parameters
    ----------
    rate : ChurnRate
    settings : Settings
        Sections value and actions.

    References
    ----------
    M4, M8, M10.
    """
    clients, longest = rate.clients.frame(), rate.longest
    lost = longest.lost if longest is not None and longest.rate is not None else None
    ltv = mean_formula_ltv(rate, clients, settings.value.margin_share)
    per_client = None
    if lost is not None and longest is not None:
        per_client = rate.clients.profit / ((longest.clients_at_start + longest.clients_at_end) / 2)
    attempt = mean_win_back_cost(settings.actions.values(), _mean_check(clients))
    given = settings.value.new_client_cost
    acquired = given if given is not None else None if attempt is None else NEW_TO_WIN_BACK * attempt
    return ChurnMoney(
        profit_per_client=per_client,
        lost_profit=None if lost is None or per_client is None else lost * per_client,
        lost_profit_before=None
        if lost is None
        else float(clients.loc[clients["lost"], "profit_before"].sum()),
        before_days=rate.clients.before_days,
        formula_ltv=ltv,
        lost_ltv=None if ltv is None or lost is None else lost * ltv,
        win_back_cost=attempt,
        new_client_cost=acquired,
        new_client_cost_assumed=given is None,
    )


def mean_formula_ltv(rate: ChurnRate, clients: pd.DataFrame, margin_share: float) -> float | None:
    """Give the mean formula LTV of the clients at the start; None where the yearly churn is not known.

    A class of too few clients, or of which nobody was lost, takes the churn of all.
    """
    if rate.yearly is None or rate.side == "too_early" or not rate.yearly.share:
        return None
    counted = clients.groupby("abc")["lost"].agg(["size", "mean"])
    known = counted[(counted["size"] >= rate.minimum_clients) & (counted["mean"] > 0)]
    churn = {ALL: rate.yearly.share, **{str(name): float(share) for name, share in known["mean"].items()}}
    return float(np.mean(formula_ltv_of(clients, churn, margin_share=margin_share)))


def mean_win_back_cost(actions: Any, average_check: float) -> float | None:
    """Give the expected cost of one attempt at a lost client, mean over the actions that serve them.

    A lost client would not come by itself, so the incentive is paid as often as the action is accepted.

    Parameters
    ----------
    actions : iterable of Action
    average_check : float
        Money; incentives may be a share of it.

    Examples
    --------
    >>> call = Action(channel="call", fixed_cost=4, incentive_cost=10, acceptance=(6, 14))
    >>> mean_win_back_cost([call], 50), mean_win_back_cost([], 50)
    (7.0, None)
    """
    costs = [_cost_of(action, average_check) for action in actions if "recoverable" in action.for_]
    return sum(costs) / len(costs) if costs else None


def _cost_of(action: Action, average_check: float) -> float:
    accepted = acceptance_interval(*action.prior("recoverable")).mean
    incentive = action.incentive_cost or (action.incentive_share or 0.0) * average_check
    return float(win_back_cost(accepted, 0.0, fixed_cost=action.fixed_cost, incentive_cost=incentive))


def _mean_check(clients: pd.DataFrame) -> float:
    return float(clients["average_check"].mean()) if len(clients) else 0.0
