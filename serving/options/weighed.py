"""What could be done for each client, what that would cost and bring, and what forbids it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from features.errors import UsageError
from features.leaving import GROUPS
from features.settings import Action, ListName, Settings
from training.response.acceptance import Response
from training.response.evidence import incentive_of
from training.worth.economics import break_even_uplift, expected_net_value, win_back_cost

#: Why a client × action is forbidden, in the order in which it is told; the last one is found when the
#: reasons are known (`serving.options.task_facts`).
WHY_NOT = (
    "do_not_contact",
    "excluded",
    "no_consent",
    "email_not_allowed",
    "held_out",
    "spent",
    "too_large",
    "not_large",
    "does_not_fit",
)
COLUMNS = (
    "client_id",
    "list",
    "action",
    "channel",
    "hours",
    "eligible",
    "why_not",
    "uplift",
    "uplift_from",
    "uplift_to",
    "uplift_basis",
    "win_back_cost",
    "expected_net_value",
    "break_even_uplift",
)


@dataclass(frozen=True)
class Deed:
    """One action of the settings, as it is done for the clients of one list."""

    list_name: ListName
    name: str
    action: Action


@dataclass(frozen=True)
class Circumstances:
    """What is known today of the clients beside their scores, all indexed by `client_id`.

    Attributes
    ----------
    forbidden : Series of bool
        do_not_contact, today.
    excluded : Series of bool
        Moved, bankrupt, rightly let go, or named in the settings.
    consents : DataFrame or None
        ``client_id, channel`` that stand today; None where the company keeps no consents.
    held_out, spent : Series of bool
        By the ledger.
    """

    forbidden: pd.Series
    excluded: pd.Series
    consents: pd.DataFrame | None
    held_out: pd.Series
    spent: pd.Series


def list_of(status: pd.Series) -> pd.Series:
    """Tell which list a client belongs to: `at_risk`, `recoverable`, or none."""
    lists = pd.Series(None, index=status.index, dtype="object")
    for name, held in GROUPS.items():
        lists[status.isin(held)] = name
    return lists


def options(
    scores: pd.DataFrame, circumstances: Circumstances, settings: Settings, response: Response
) -> pd.DataFrame:
    """Weigh every action that a client's list allows.

    Parameters
    ----------
    scores : DataFrame
        One row a client: `client_id, status, stay_probability, days_lost, value_if_kept, value_if_left,
        expected_ltv, average_check`, and the features that measured effects are read off.
    circumstances : Circumstances
    settings : Settings
        Sections actions, plan and value.
    response : Response
        What past attempts have told of each action.

    Returns
    -------
    DataFrame
        `COLUMNS`, sorted by client and action; money in the company's currency.

    Raises
    ------
    UsageError
        If the settings name no action.
    """
    if not settings.actions:
        raise UsageError(
            "The settings name no action. Add [actions.call] with channel and fixed_cost; `winback init` "
            "writes two examples."
        )
    lists = list_of(scores["status"])
    parts = [
        _weigh(
            scores[lists == name],
            Deed(name, action_name, action),
            response,
            circumstances,
            settings,
        )
        for name in GROUPS
        for action_name, action in settings.actions.items()
        if name in action.for_
    ]
    found = pd.concat([part for part in parts if len(part)] or [pd.DataFrame(columns=list(COLUMNS))])
    return found.sort_values(["client_id", "action"], ignore_index=True)[list(COLUMNS)]


def _weigh(
    clients: pd.DataFrame,
    deed: Deed,
    response: Response,
    circumstances: Circumstances,
    settings: Settings,
) -> pd.DataFrame:
    action = deed.action
    stay = clients["stay_probability"].to_numpy(dtype="float64")
    money: dict[str, Any] = {
        "fixed_cost": action.fixed_cost,
        "incentive_cost": incentive_of(action, clients["average_check"]),
    }
    worth: dict[str, Any] = {
        name: clients[name].to_numpy(dtype="float64") for name in ("value_if_kept", "value_if_left")
    }
    told = response.uplift(deed.list_name, deed.name, clients, settings)
    uplift = told.mean
    why_not = _why_not(clients, action, circumstances, settings)
    return pd.DataFrame(
        {
            "client_id": clients["client_id"].to_numpy(),
            "list": deed.list_name,
            "action": deed.name,
            "channel": action.channel,
            "hours": action.hours,
            "eligible": why_not.isna().to_numpy(),
            "why_not": why_not.to_numpy(),
            "uplift": uplift,
            "uplift_from": told.low,
            "uplift_to": told.high,
            "uplift_basis": told.basis,
            "win_back_cost": win_back_cost(uplift, stay, **money),
            "expected_net_value": expected_net_value(uplift, stay, **worth, **money),
            "break_even_uplift": break_even_uplift(stay, **worth, **money),
        }
    )


def _why_not(
    clients: pd.DataFrame, action: Action, circumstances: Circumstances, settings: Settings
) -> pd.Series:
    """Give the first rule that forbids the action, or None."""
    ids = clients["client_id"]

    def marked(flags: pd.Series) -> pd.Series:
        return ids.map(flags).eq(True)

    limit = settings.value.large_client_value
    large = clients["expected_ltv"] >= (np.inf if limit is None else limit)
    manages = action.channel == "management_call"
    rules: Mapping[str, pd.Series] = {
        "do_not_contact": marked(circumstances.forbidden),
        "excluded": marked(circumstances.excluded) | ids.isin(settings.plan.exclude),
        "no_consent": ~_consented(ids, action, circumstances.consents, settings),
        "email_not_allowed": pd.Series(
            action.channel == "email" and not settings.plan.allow_email, index=ids.index
        ),
        "held_out": marked(circumstances.held_out),
        "spent": marked(circumstances.spent),
        "too_large": large & (not manages),
        "not_large": ~large & manages & (limit is not None),
    }
    why = pd.Series(None, index=ids.index, dtype="object")
    for name in reversed(WHY_NOT[:-1]):
        why[rules[name]] = name
    return why


def _consented(
    ids: pd.Series, action: Action, consents: pd.DataFrame | None, settings: Settings
) -> pd.Series:
    needed = settings.plan.consent_required
    if needed is None:
        needed = () if consents is None else ("call", "message", "email")
    if action.channel not in (needed or ()):
        return pd.Series(True, index=ids.index)
    if consents is None:
        return pd.Series(False, index=ids.index)
    return ids.isin(consents.loc[consents["channel"] == action.channel, "client_id"])
