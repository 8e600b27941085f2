"""What was planned, with those held out of it, so that its worth can be judged later."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pandas as pd
from sqlalchemy import Connection, insert, select

from serving.ledger.database import Database, moment
from serving.ledger.episodes import checked_clients
from serving.ledger.tables import Plan, PlanRow

#: Columns of a plan that are kept where they are given; names, telephones and texts never are.
OPTIONAL = tuple(
    column.name
    for column in PlanRow.__table__.columns
    if column.name not in ("plan_id", "client_id", "held_out")
)


@dataclass(frozen=True)
class PlanRecord:
    """A plan as a whole.

    Attributes
    ----------
    plan_id : str
        The same plan has the same id.
    list_name : str
        `at_risk` or `recoverable`.
    as_of : date
        Day of the scores.
    model_version : str
        What scored.
    budget : float or None
        Money allowed, in the company's currency; None: unlimited.
    value, cost, bound : float
        Expected net value and win-back cost of the listed, and the LP bound of the value, in money.
    """

    plan_id: str
    list_name: str
    as_of: date
    model_version: str
    budget: float | None
    value: float
    cost: float
    bound: float


class PlanBook(Database):
    """The plans."""

    def record_plan(self, record: PlanRecord, rows: pd.DataFrame, *, now: datetime) -> bool:
        """Keep a plan, before its list is shown.

        Parameters
        ----------
        record : PlanRecord
            The plan as a whole.
        rows : DataFrame
            One row a client, those held out among them: `client_id`, `held_out`, and any of `rank`,
            `episode`, `action`, `channel`, `executor`, `win_back_cost`, `uplift`, `uplift_basis`,
            `expected_net_value`, `propensity`. Other columns are left out.
        now : datetime
            The time, with offset.

        Returns
        -------
        bool
            Whether it was written; False if a plan of that id stands already, which stays as it is.

        Raises
        ------
        UsageError
            If a column is missing or a client stands there twice.
        BusyError
            If the ledger cannot be used; then nothing was changed.
        """
        listed = checked_clients(rows, ("client_id", "held_out"), "rows")
        head = {
            "plan_id": record.plan_id,
            "list": record.list_name,
            "as_of": record.as_of,
            "model_version": record.model_version,
            "created_at": moment(now),
            "budget": record.budget,
            "value": record.value,
            "cost": record.cost,
            "bound": record.bound,
        }

        def write(connection: Connection) -> bool:
            if connection.execute(select(Plan.plan_id).where(Plan.plan_id == record.plan_id)).first():
                return False
            connection.execute(insert(Plan).values(head))
            if len(listed):
                connection.execute(insert(PlanRow), _plan_rows(record.plan_id, listed))
            return True

        return self.changed(write)

    def plan_rows(self, plan_id: str) -> pd.DataFrame:
        """Give the rows of a recorded plan by rank, those held out last; no rows for an unknown plan."""
        asked = select(PlanRow.__table__).where(PlanRow.plan_id == plan_id)
        ordered = asked.order_by(PlanRow.held_out, PlanRow.rank, PlanRow.client_id)
        with self.reading() as connection:
            found = connection.execute(ordered)
            return pd.DataFrame(found.all(), columns=list(found.keys()))


def _plan_rows(plan_id: str, listed: pd.DataFrame) -> list[dict[str, Any]]:
    kept = listed.reindex(columns=["client_id", "held_out", *OPTIONAL])
    plain = kept.astype("object").where(kept.notna(), None)
    for whole in ("rank", "episode"):
        numbers = [None if value is None else int(value) for value in plain[whole]]
        plain[whole] = pd.Series(numbers, plain.index, dtype="object")
    plain["held_out"] = plain["held_out"].map(bool)
    return [
        {"plan_id": plan_id, **dict(zip(plain.columns, row, strict=True))}
        for row in plain.itertuples(index=False, name=None)
    ]
