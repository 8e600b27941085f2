"""What became of our own attempts and of those left alone, beside what the model had foretold without us."""

from collections.abc import Callable, Mapping
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
from training.snapshots import take

#: Days of assignment that are looked at, those with the most rows: each takes the features of that day.
MOST_DAYS = 30
COLUMNS = ("client_id", "assigned_on", "list", "action", "arm", "stay_probability", "decay", "ordered")


def trials_of(
    events: Events,
    settings: Settings,
    known_at: date,
    churn_probability: Callable[[pd.DataFrame], pd.Series],
) -> pd.DataFrame:
    """Gather assignments whose horizon has ended, as assigned, reached or not.

    Parameters
    ----------
    events : Events
        With `attempts`, else there are none.
    settings : Settings
    known_at : date
        What is known when this day begins.
    churn_probability : callable
        Feature rows → P(no order in the horizon) without an attempt; nan where not known.

    Returns
    -------
    DataFrame
        `COLUMNS`, one row an assignment; of several of one client and day the first by action.
    """
    assigned = _assigned(events, known_at)
    days = sorted(assigned["assigned_day"].value_counts().head(MOST_DAYS).index)
    if not days:
        return pd.DataFrame(columns=list(COLUMNS))
    found = take(events, settings, [date_of(day) for day in days], known_at=known_at, window_days=1)
    rows = found.rows[found.rows["left"].notna()].merge(
        assigned.drop_duplicates(["client_id", "assigned_day"]),
        left_on=["client_id", "as_of_day"],
        right_on=["client_id", "assigned_day"],
    )
    lost = rows["days_lost"].fillna(0).clip(lower=0)
    told = pd.DataFrame(
        {
            "client_id": rows["client_id"],
            "assigned_on": rows["as_of"],
            "list": np.where(rows["status"].isin(AT_RISK), "at_risk", "recoverable"),
            "action": rows["action"],
            "arm": rows["arm"],
            "stay_probability": 1 - churn_probability(rows),
            "decay": np.exp2(-lost / settings.plan.response_half_life_days),
            "ordered": 1 - rows["left"],
        }
    )
    return told.dropna(subset=["stay_probability"]).reset_index(drop=True)


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


def _assigned(events: Events, known_at: date) -> pd.DataFrame:
    if not events.has("attempts"):
        return pd.DataFrame({"client_id": [], "assigned_day": [], "action": [], "arm": []})
    attempts = events["attempts"].filter(day_number(_.known_at) < number_of(known_at))
    wanted = attempts.select(
        "client_id", "action", "arm", assigned_day=day_number(attempts.assigned_at)
    ).order_by("client_id", "assigned_day", "action", ibis.desc("arm"))
    sql = str(ibis.to_sql(wanted, dialect="duckdb"))
    frame: pd.DataFrame = events.connection.con.sql(sql).to_arrow_table().to_pandas()
    return frame
