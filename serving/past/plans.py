"""The plans that were recorded, with all their clients, as monitoring reads them."""

from datetime import date

import pandas as pd
from sqlalchemy import select

from serving.ledger import Ledger
from serving.ledger.tables import Plan, PlanRow

HEADS = ("plan_id", "list", "as_of")
ROWS = ("plan_id", "client_id", "held_out", "uplift", "expected_net_value", "win_back_cost")


def past_plans(ledger: Ledger, *, before: date) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Read the plans of days before a day.

    Parameters
    ----------
    ledger : Ledger
    before : date

    Returns
    -------
    heads : DataFrame
        `HEADS`, earliest first.
    rows : DataFrame
        `ROWS`, those held out among them.
    """
    of_plans = select(*(getattr(Plan, name) for name in HEADS)).where(Plan.as_of < before)
    of_rows = select(*(getattr(PlanRow, name) for name in ROWS)).join(Plan).where(Plan.as_of < before)
    with ledger.reading() as connection:
        heads, rows = connection.execute(of_plans).all(), connection.execute(of_rows).all()
    numbers = dict.fromkeys(("uplift", "expected_net_value", "win_back_cost"), "float64")
    found = pd.DataFrame(rows, columns=list(ROWS)).astype({**numbers, "held_out": "bool"})
    plans = pd.DataFrame(heads, columns=list(HEADS)).sort_values(["as_of", "plan_id"], ignore_index=True)
    return plans, found.astype({"client_id": "str"})
