"""What became of our own attempts and of those left alone, beside what the model had foretold without us."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import ibis
import numpy as np
import pandas as pd
from ibis import _

from features.arithmetic import date_of, day_number, number_of
from features.events import Events
from features.leaving import AT_RISK
from features.settings import Settings
from training.next_order.curve import NextOrder
from training.past.snapshots import Snapshots

COLUMNS = (
    *("client_id", "assigned_on", "list", "action", "arm", "stay_probability", "decay", "ordered"),
    *("propensity", "cost", "incentive", "row", "since_days"),
)
ASSIGNED = ("client_id", "assigned_day", "action", "arm", "propensity", "cost", "incentive")


def assigned_actions(events: Events, known_at: date) -> pd.DataFrame:
    """Give our own assignments that were known by a day.

    Returns
    -------
    DataFrame
        `ASSIGNED`: of several of one client and day the first by action; ``propensity`` (the recorded chance
        of being treated), ``cost`` and ``incentive`` (money) are nan where nothing was recorded.
    """
    if not events.has("attempts"):
        return pd.DataFrame({name: [] for name in ASSIGNED})
    attempts = events["attempts"].filter(day_number(_.known_at) < number_of(known_at))
    wanted = attempts.select(
        "client_id",
        "action",
        "arm",
        "propensity",
        assigned_day=day_number(attempts.assigned_at),
        cost=attempts.cost_hundredths.cast("float64") / 100,
        incentive=attempts.incentive_hundredths.cast("float64") / 100,
    )
    in_order = wanted.order_by("assigned_day", "client_id", "action", ibis.desc("arm"))
    sql = str(ibis.to_sql(in_order, dialect="duckdb"))
    frame: pd.DataFrame = events.connection.con.sql(sql).to_arrow_table().to_pandas()
    return frame.drop_duplicates(["client_id", "assigned_day"], ignore_index=True)


def trials_of(
    assigned: pd.DataFrame,
    snapshots: Snapshots,
    churn_probability: pd.Series,
    next_order: NextOrder,
    settings: Settings,
) -> pd.DataFrame:
    """Gather assignments whose horizon has ended, as assigned, reached or not.

    An assignment is read off the client's latest snapshot on or before it, at most two steps of as-of days
    old. Silence since then is known: P(order in the horizon) is that of the curve of silence from the day of
    the assignment on. Who ordered in between is left out.

    Parameters
    ----------
    assigned : DataFrame
        Of `assigned_actions`.
    snapshots : Snapshots
    churn_probability : Series
        P(no order in the horizon) without an attempt, on the index of the snapshots' rows; nan if not known.
    next_order : NextOrder
    settings : Settings

    Returns
    -------
    DataFrame
        `COLUMNS`, one row an assignment; ``row`` is the label of its snapshot, ``since_days`` the days from
        that to the assignment.
    """
    if assigned.empty:
        return pd.DataFrame(columns=list(COLUMNS))
    rows = snapshots.rows[snapshots.rows["client_id"].isin(assigned["client_id"])]
    foretold = churn_probability.reindex(rows.index)
    mine = pd.concat([rows, foretold.rename("churn_probability"), rows.index.to_series(name="row")], axis=1)
    mine = mine.astype({"as_of_day": "int64"})
    found = pd.merge_asof(
        assigned.astype({"assigned_day": "int64"}).sort_values("assigned_day"),
        mine.sort_values("as_of_day"),
        left_on="assigned_day",
        right_on="as_of_day",
        by="client_id",
        tolerance=2 * settings.training.as_of_every_days,
    )
    found = found[found["churn_probability"].notna()]
    since = (found["assigned_day"] - found["as_of_day"]).astype("int64")
    ended = found["assigned_day"] + found["horizon_days"] <= number_of(snapshots.known_at)
    still_silent = ~(found["next_order_in"] < since)
    found, since = found[ended & still_silent], since[ended & still_silent]
    until = (since + found["horizon_days"]).to_numpy().astype("int64")
    curves = next_order.drawn(found, found["churn_probability"])
    silent_then, silent_after = curves.silence(since.to_numpy()), curves.silence(until)
    lost = found["days_lost"].fillna(0).clip(lower=0) + since.where(found["status"] == "lost", 0)
    told = pd.DataFrame(
        {
            "client_id": found["client_id"],
            "assigned_on": [date_of(int(day)) for day in found["assigned_day"]],
            "list": np.where(found["status"].isin(AT_RISK), "at_risk", "recoverable"),
            "action": found["action"],
            "arm": found["arm"],
            "stay_probability": 1 - silent_after / silent_then,
            "decay": np.exp2(-lost / settings.plan.response_half_life_days),
            "ordered": (found["next_order_in"] < until).astype("float64"),
            **{name: found[name].astype("float64") for name in ("propensity", "cost", "incentive")},
            "row": found["row"],
            "since_days": since,
        }
    )
    return told.sort_values(["assigned_on", "client_id"], ignore_index=True)


def effects(trials: pd.DataFrame) -> list[Mapping[str, Any]]:
    """Give what each list has brought: how many more ordered among the treated than among those left alone.

    The difference in shares is adjusted by what the model had foretold of each side (a regression estimate
    with the model's p0 as its one input), so that chance differences between the sides count less.

    Returns
    -------
    list of dict
        ``list, treated, controls, effect`` (share of clients, treated less control), ``low, high`` (95 %).
    """
    found: list[Mapping[str, Any]] = []
    for name, rows in trials.groupby("list"):
        treated, controls = (rows[rows["arm"] == arm] for arm in ("treated", "control"))
        if min(len(treated), len(controls)) < 2:
            continue
        more = [side["ordered"] - side["stay_probability"] for side in (treated, controls)]
        effect = more[0].mean() - more[1].mean()
        error = float(np.sqrt(sum(side.var(ddof=1) / len(side) for side in more)))
        found.append(
            {
                "list": name,
                "treated": len(treated),
                "controls": len(controls),
                "effect": float(effect),
                "low": float(effect - 1.96 * error),
                "high": float(effect + 1.96 * error),
            }
        )
    return found
