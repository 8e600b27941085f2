"""What a task needs beside its reasons: who may do it, when it is best done, which products to offer."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from features.events import Events
from features.settings import Settings
from serving.options.executors import BETWEEN_NAMES, assigned_pools, lost_by, staff_today
from serving.options.products import offered_products, purchases
from serving.options.timing import best_waits, waits_ahead
from serving.scores.composing import overdue_in_days
from training.next_order.curve import NextOrder


@dataclass(frozen=True)
class TaskFacts:
    """What the events tell of managers and products.

    Attributes
    ----------
    losers : DataFrame
        Of `serving.options.executors.lost_by`.
    staff : DataFrame
        Of `serving.options.executors.staff_today`.
    bought : DataFrame or None
        Of `serving.options.products.purchases`; None where the company keeps no order lines.
    """

    losers: pd.DataFrame
    staff: pd.DataFrame
    bought: pd.DataFrame | None


def task_facts(events: Events, people: pd.DataFrame, scores: pd.DataFrame, as_of: date) -> TaskFacts:
    """Read them as of a day; `people` is today's, `scores` has ``client_id, status``."""
    losers = lost_by(events, as_of)
    status = scores.set_index("client_id")["status"]
    staff = staff_today(events, people, status, losers, as_of=as_of)
    return TaskFacts(losers, staff, purchases(events, as_of) if events.has("order_lines") else None)


def timed(
    options: pd.DataFrame,
    rows: pd.DataFrame,
    scores: pd.DataFrame,
    next_order: NextOrder,
    settings: Settings,
) -> pd.DataFrame:
    """Add to each option its best wait: ``wait_days, value_after_wait``.

    Parameters
    ----------
    options : DataFrame
        Of `serving.options.weighed`.
    rows : DataFrame
        The feature table.
    scores : DataFrame
        Of the same clients and others.
    next_order : NextOrder
    settings : Settings
    """
    wanted = ["client_id", "churn_probability", "stay_probability", "value_if_kept", "value_if_left"]
    known = rows[["client_id"]].merge(scores[wanted], on="client_id", how="left").set_axis(rows.index)
    earliest = overdue_in_days(rows).to_numpy()
    ahead = waits_ahead(rows, next_order.drawn(rows, known["churn_probability"]), earliest)
    beside = known.assign(days_lost=rows["days_lost"])
    return options.join(best_waits(options, beside, ahead, settings))


def fitting(options: pd.DataFrame, reasons: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """Forbid actions that are for other reasons than the client's (M34).

    Parameters
    ----------
    options : DataFrame
        Of `serving.options.weighed`.
    reasons : DataFrame
        ``client_id, reason_1, reason_2, reason_3``; a client without reasons gets only what is for all.
    settings : Settings
        Section actions.

    Returns
    -------
    DataFrame
        With `does_not_fit` as `why_not` where no other rule forbids the option already.
    """
    bound = {name: set(action.reasons) for name, action in settings.actions.items() if action.reasons}
    if not bound:
        return options
    found = options.copy()
    told = reasons.set_index("client_id")[["reason_1", "reason_2", "reason_3"]]
    for name, wanted in bound.items():
        fits = told.isin(wanted).any(axis=1)
        mine = (found["action"] == name) & ~found["client_id"].map(fits).eq(True)
        found.loc[mine & found["why_not"].isna(), "why_not"] = "does_not_fit"
    return found.assign(eligible=found["why_not"].isna())


def with_tasks(
    candidates: pd.DataFrame,
    facts: TaskFacts,
    people: pd.DataFrame,
    scores: pd.DataFrame,
    settings: Settings,
) -> pd.DataFrame:
    """Say of each candidate who may take the task, and who must not.

    Parameters
    ----------
    candidates : DataFrame
        ``client_id, list``.
    facts : TaskFacts
    people, scores : DataFrame
        Of the same clients and others.
    settings : Settings
        Sections executors and value.

    Returns
    -------
    DataFrame
        The candidates with ``executors`` (all who may), ``executor`` (where it can be only one) and
        ``barred_managers``.
    """
    limit = settings.value.large_client_value
    worth = candidates["client_id"].map(scores.set_index("client_id")["expected_ltv"])
    of_people = people.set_index("client_id")[["branch", "manager"]]
    asked = candidates[["client_id", "list"]].join(of_people, on="client_id")
    asked["large"] = worth >= (np.inf if limit is None else limit)
    pools = assigned_pools(asked, facts.staff, settings.executors, facts.losers)
    several = pools["executors"].str.contains(BETWEEN_NAMES, regex=False, na=False)
    return candidates.assign(
        executors=pools["executors"],
        executor=pools["executors"].where(~several, None),
        barred_managers=pools["barred_managers"],
    )


def products_for(facts: TaskFacts, clients: pd.Series) -> pd.Series:
    """Choose what to offer these clients: names, by `client_id`."""
    return pd.Series(dtype="object") if facts.bought is None else offered_products(facts.bought, clients)


def best_day(options: pd.DataFrame, as_of: date) -> pd.Series:
    """Give the day on which each client's most valuable eligible action is best done, by `client_id`."""
    may = options[options["eligible"].astype(bool) & options["expected_net_value"].notna()]
    best = may.sort_values(["expected_net_value", "action"], ascending=[False, True]).drop_duplicates(
        "client_id"
    )
    ahead = pd.to_timedelta(best["wait_days"].astype("int64"), unit="D")
    days = (pd.Timestamp(as_of) + ahead).dt.date
    return pd.Series(days.to_numpy(), best["client_id"].to_numpy(), dtype="object")
