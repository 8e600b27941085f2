"""What a way of choosing clients would have brought in the trials, against other ways, money a client."""

from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd

from training.response.chances import LEAST_CHANCE
from training.response.choosing import Trial, net_value
from training.response.evidence import clustered

#: The budget that all policies get, as a share of what contacting everybody in the usual way costs.
BUDGET_SHARE = 0.3
#: A policy that would contact more of its clients than this where the trials have no overlap is not
#: identifiable.
MOST_OUTSIDE = 0.05
POLICIES = ("plan", "risk", "value", "risk_value", "random", "nobody")
_STEPS = 60


def policies(trial: Trial, uplift: np.ndarray, allowed: np.ndarray) -> Mapping[str, np.ndarray]:
    """Give each policy as the chance with which it gives each arm to each client, shape (n, arms).

    All spend the same budget. The plan takes the action of the highest net value, and the clients who earn
    most for the money. The others rank clients by P(leaving), by V, or by their product, or contact at
    random, and take the action that such a client was most often given in the trials.

    Parameters
    ----------
    trial : Trial
    uplift : ndarray, shape (n, arms)
        Expected uplift, out of fold; the first column is 0.
    allowed : ndarray of bool, shape (arms,)
        Which arms the plan may choose.
    """
    rows, arms = trial.evidence, len(trial.chances.arms)
    weighed = [net_value(trial, arm, uplift[:, arm]) for arm in range(arms)]
    net, cost = (np.column_stack(side) for side in zip(*weighed, strict=True))
    net[:, ~allowed], net[:, 0] = -np.inf, 0.0
    usual = trial.chances.table[:, 1:].argmax(axis=1) + 1
    price = cost[np.arange(len(rows)), usual]
    budget = BUDGET_SHARE * price.sum()
    risk = 1 - rows["stay_probability"].to_numpy()
    worth = rows["value_if_kept"].to_numpy()

    def contacted(share: np.ndarray) -> np.ndarray:
        table = np.zeros((len(rows), arms))
        table[np.arange(len(rows)), usual] = share
        table[:, 0] = 1 - share
        return table

    by: Mapping[str, Callable[[], np.ndarray]] = {
        "plan": lambda: best_under(net, cost, budget),
        "risk": lambda: contacted(_from_the_top(risk, price, budget)),
        "value": lambda: contacted(_from_the_top(worth, price, budget)),
        "risk_value": lambda: contacted(_from_the_top(risk * worth, price, budget)),
        "random": lambda: contacted(np.full(len(rows), BUDGET_SHARE)),
        "nobody": lambda: contacted(np.zeros(len(rows))),
    }
    return {name: by[name]() for name in POLICIES}


def policy_values(trial: Trial, chosen: Mapping[str, np.ndarray]) -> pd.DataFrame:
    """Value policies by inverse propensity (normalised weights) and by AIPW, against contacting nobody.

    Parameters
    ----------
    trial : Trial
    chosen : mapping of str to ndarray
        Of `policies`; `plan` is among them.

    Returns
    -------
    DataFrame
        One row a policy: ``policy, contacted_share, outside_share`` (of those it would contact, without
        overlap), ``identifiable``; money a client: ``aipw, aipw_low, aipw_high, ipw, ipw_low, ipw_high``
        (95 %), and what the plan brings more, ``plan_more, plan_more_low, plan_more_high``. nan where not
        identifiable.

    References
    ----------
    Dudík, Langford & Li 2011, ICML (doubly robust policy evaluation).
    """
    told = {name: _kept(trial, table) for name, table in chosen.items()}
    found = []
    for name, table in chosen.items():
        kept, outside = told[name]
        contacted = 1 - table[:, 0]
        line = {
            "policy": name,
            "contacted_share": float(contacted.mean()),
            "outside_share": outside,
            "identifiable": outside <= MOST_OUTSIDE,
        }
        if line["identifiable"]:
            both = kept & told["plan"][0]
            line |= _interval("aipw", _doubly(trial, table)[kept], trial.clients[kept])
            line |= _interval("ipw", _inverse(trial, table, kept), trial.clients[kept])
            if told["plan"][1] <= MOST_OUTSIDE:
                more = _doubly(trial, chosen["plan"])[both] - _doubly(trial, table)[both]
                line |= _interval("plan_more", more, trial.clients[both])
        found.append(line)
    wanted = [f"{name}{end}" for name in ("aipw", "ipw", "plan_more") for end in ("", "_low", "_high")]
    head = ["policy", "contacted_share", "outside_share", "identifiable"]
    return pd.DataFrame(found).reindex(columns=[*head, *wanted])


def best_under(net: np.ndarray, cost: np.ndarray, budget: float) -> np.ndarray:
    """Give each client the arm that earns most under a budget, as 0 or 1, shape (n, arms).

    The price of money is raised until the plan fits; column 0 is leaving alone.

    Examples
    --------
    >>> best_under(np.array([[0.0, 5.0], [0.0, 2.0]]), np.array([[0.0, 1.0], [0.0, 1.0]]), 1.0)
    array([[0., 1.],
           [1., 0.]])
    """
    low, high = (
        0.0,
        float(np.max(np.where(cost > 0, net / np.where(cost > 0, cost, 1), 0.0), initial=0.0)) + 1,
    )
    taken = net.argmax(axis=1)
    if cost[np.arange(len(net)), taken].sum() > budget:
        for _ in range(_STEPS):
            price = (low + high) / 2
            taken = (net - price * cost).argmax(axis=1)
            if cost[np.arange(len(net)), taken].sum() > budget:
                low = price
            else:
                high = price
        taken = (net - high * cost).argmax(axis=1)
    return np.asarray(np.eye(net.shape[1])[taken])


def _from_the_top(key: np.ndarray, price: np.ndarray, budget: float) -> np.ndarray:
    """Contact from the largest key on until the budget is spent; the last one in part."""
    order = np.argsort(-key, kind="stable")
    before = np.cumsum(price[order]) - price[order]
    share = np.zeros(len(key))
    share[order] = np.clip((budget - before) / np.maximum(price[order], 1e-9), 0, 1)
    return share


def _kept(trial: Trial, table: np.ndarray) -> tuple[np.ndarray, float]:
    """Tell which rows have overlap for what the policy may do, and which share of its contacts has none."""
    blind = (table > 0) & ~trial.chances.overlap
    blind[:, 0] = trial.chances.table[:, 0] < LEAST_CHANCE
    contacted = 1 - table[:, 0]
    outside = float((contacted * blind.any(axis=1)).sum() / max(contacted.sum(), 1e-12))
    return ~blind.any(axis=1), outside


def _doubly(trial: Trial, table: np.ndarray) -> np.ndarray:
    money = np.where(table > 0, trial.scores.money, 0.0)
    more = (table * money).sum(axis=1) - np.where(trial.chances.overlap[:, 0], trial.scores.money[:, 0], 0.0)
    return np.where(table[:, 0] < 1, more, 0.0)


def _inverse(trial: Trial, table: np.ndarray, kept: np.ndarray) -> np.ndarray:
    """Give each row's part of the difference of two normalised inverse-propensity means (linearised)."""
    nobody = np.zeros_like(table)
    nobody[:, 0] = 1.0
    parts = []
    row, got = np.flatnonzero(kept), trial.chances.got[kept]
    for side in (table, nobody):
        weight = side[row, got] / np.maximum(trial.chances.table[row, got], LEAST_CHANCE)
        mean = (weight * trial.scores.came[row]).sum() / max(weight.sum(), 1e-12)
        parts.append(mean + weight * (trial.scores.came[row] - mean) / max(weight.mean(), 1e-12))
    return np.asarray(parts[0] - parts[1])


def _interval(name: str, values: np.ndarray, clients: pd.Series) -> dict[str, float]:
    mean, error = clustered(values, clients)
    return {name: mean, f"{name}_low": mean - 1.96 * error, f"{name}_high": mean + 1.96 * error}
