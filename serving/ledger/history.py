"""All attempts and all that were left alone, as rows of the event table `attempts` that training reads."""

from typing import Any

import pandas as pd
from sqlalchemy import Connection, select

from serving.ledger.database import Database
from serving.ledger.episodes import read_rows
from serving.ledger.tables import Attempt, Holdout, Outcome, Plan, PlanRow

COLUMNS = (
    *("attempt_id", "client_id", "assigned_at", "action", "arm", "attempted_at", "plan_id", "propensity"),
    *("executor", "cost", "incentive", "outcome", "experiment", "known_at"),
)
#: The action of a client that was left alone and that no recorded plan had an action for.
NO_ACTION = "none"


class HistoryBook(Database):
    """What was done, and deliberately not done."""

    def attempt_rows(self) -> pd.DataFrame:
        """Give one row for each attempt (`treated`) and for each episode that is held out (`control`).

        Returns
        -------
        DataFrame
            Columns of the event table `attempts`, times in UTC, money in the company's currency. `plan_id`
            is of the last plan before an attempt, and of the first plan after a draw; `propensity` is that
            of an attempt's plan, and for a client left alone 1 − the share with which it was drawn;
            `known_at` is when the row became known: the taking, or the draw. Sorted by `assigned_at`.

        References
        ----------
        contract.md, `attempts`; method.md, "Hold-out".
        """
        with self.reading() as connection:
            treated, control = _treated(connection), _control(connection)
            plans = _plans(connection)
        treated = _with_plan(treated, plans[~plans["held_out"].astype(bool)], direction="backward")
        control = _with_plan(control, plans[plans["held_out"].astype(bool)], direction="forward")
        control["action"] = control["planned"].fillna(NO_ACTION)
        control["propensity"] = control["drawn_propensity"]
        rows = pd.concat([treated.drop(columns="planned"), control.drop(columns="planned")])
        rows = rows.assign(known_at=rows["assigned_at"], experiment=None).reindex(columns=list(COLUMNS))
        return rows.sort_values(["assigned_at", "client_id"], ignore_index=True)


def _treated(connection: Connection) -> pd.DataFrame:
    attempts = read_rows(
        connection,
        select(
            Attempt.id.label("attempt_id"),
            Attempt.client_id,
            Attempt.taken_at.label("assigned_at"),
            Attempt.action,
            Attempt.attempted_at,
            Attempt.executor,
        ),
    )
    told = _frame(
        connection, select(Outcome.attempt_id, Outcome.outcome, Outcome.cost, Outcome.incentive), Outcome.id
    )
    # The newest word counts; money that it does not tell stays as told before.
    money = ["cost", "incentive"]
    told[money] = told[money].astype("float64").groupby(told["attempt_id"]).ffill()
    last = told.drop_duplicates("attempt_id", keep="last")
    found = attempts.merge(last, on="attempt_id", how="left").assign(arm="treated")
    found["assigned_at"] = _times(found["assigned_at"])
    found["attempted_at"] = _times(found["attempted_at"]).fillna(found["assigned_at"])
    return found


def _control(connection: Connection) -> pd.DataFrame:
    drawn = (Holdout.client_id, Holdout.ordinal, Holdout.drawn_at, Holdout.share)
    found = read_rows(connection, select(*drawn).where(Holdout.held_out.is_(True)))
    names = "held-out-" + found["client_id"] + "-" + found["ordinal"].astype("str")
    return pd.DataFrame(
        {
            "attempt_id": names,
            "client_id": found["client_id"],
            "assigned_at": _times(found["drawn_at"]),
            "arm": "control",
            "drawn_propensity": 1 - found["share"].astype("float64"),
        }
    )


def _plans(connection: Connection) -> pd.DataFrame:
    attempted = select(Attempt.client_id).where(Attempt.client_id == PlanRow.client_id).exists()
    named = attempted | PlanRow.held_out.is_(True)
    asked = select(
        PlanRow.client_id,
        PlanRow.plan_id,
        PlanRow.propensity,
        PlanRow.held_out,
        PlanRow.action.label("planned"),
        Plan.created_at,
    ).join(Plan, Plan.plan_id == PlanRow.plan_id)
    found = read_rows(connection, asked.where(named))
    found["created_at"] = _times(found["created_at"])
    return found.astype({"propensity": "float64"}).sort_values("created_at", ignore_index=True)


def _with_plan(rows: pd.DataFrame, plans: pd.DataFrame, *, direction: Any) -> pd.DataFrame:
    kept = plans[["client_id", "created_at", "plan_id", "propensity", "planned"]]
    return pd.merge_asof(
        rows.sort_values("assigned_at"),
        kept,
        left_on="assigned_at",
        right_on="created_at",
        by="client_id",
        direction=direction,
    ).drop(columns="created_at")


def _frame(connection: Connection, asked: Any, order: Any) -> pd.DataFrame:
    answer = connection.execute(asked.order_by(order))
    return pd.DataFrame(answer.all(), columns=list(answer.keys()))


def _times(values: pd.Series) -> pd.Series:
    times: pd.Series = pd.to_datetime(values, utc=True).astype("datetime64[us, UTC]")
    return times
