"""The core features by pandas, as one would write them by hand and with care: a peer to run against."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow.parquet as pq

COLUMNS = ["client_id", "ordered_at", "known_at", "amount_hundredths", "margin_hundredths", "status"]
WINDOWS = (14, 30, 60, 90, 180, 365)
SHORT_DAYS = 90


def read(path: Path) -> pd.DataFrame:
    """Read the columns needed, clients as categories (their codes group fast), times as day numbers."""
    table = pq.read_table(path, columns=COLUMNS, read_dictionary=["client_id", "status"])
    rows = table.to_pandas()
    rows = rows[(rows["amount_hundredths"] >= 0) & (rows["status"] == "done")]
    days = {name: rows[name].to_numpy("datetime64[D]").astype("int32") for name in ("ordered_at", "known_at")}
    return pd.DataFrame(
        {
            "client": rows["client_id"].cat.codes.to_numpy(),
            "day": days["ordered_at"],
            "known_day": days["known_at"],
            "amount": rows["amount_hundredths"].to_numpy(),
            "margin": rows["margin_hundredths"].to_numpy(),
        }
    )


def core_features(rows: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """Give recency, windows, checks and their drift, and the sums of the own cycle, one row a client.

    Orders that were cancelled or are refunds are left out; what a refund undoes is not looked for, shares and
    slopes are not computed: less work than the feature table's.
    """
    today = (as_of - date(1970, 1, 1)).days
    known = rows[rows["known_day"] < today]
    days = known.groupby(["client", "day"], sort=True, as_index=False)[["amount", "margin"]].sum()
    client, day = days["client"].to_numpy(), days["day"].to_numpy()
    age, amount = today - day, days["amount"].to_numpy()
    gap = np.where(np.diff(client, prepend=-1) == 0, np.diff(day, prepend=0), 0)
    log_gap, log_amount = np.log(np.maximum(gap, 1)), np.log(np.maximum(amount, 1))
    short = age <= SHORT_DAYS
    columns = pd.DataFrame(
        {
            "orders": 1, "amount": amount, "margin": days["margin"].to_numpy(),
            **{f"orders_{window}": age <= window for window in WINDOWS},
            **{f"amount_{window}": np.where(age <= window, amount, 0) for window in (90, 365)},
            "short_orders": short, "short_amount": np.where(short, amount, 0),
            "gaps": gap > 0, "log_gaps": log_gap, "log_gap_squares": log_gap**2,
            "log_amounts": log_amount, "log_amount_squares": log_amount**2,
        }
    )  # fmt: skip
    summed = columns.groupby(client).sum()
    ages = pd.DataFrame({"age": age, "gap": gap, "amount": amount}).groupby(client)
    summed["days_since_order"], summed["tenure_days"] = ages["age"].min(), ages["age"].max()
    summed["longest_gap"], summed["largest_check"] = ages["gap"].max(), ages["amount"].max()
    summed["average_check"] = summed["amount"] / summed["orders"]
    before = (summed["amount"] - summed["short_amount"]) / (summed["orders"] - summed["short_orders"])
    summed["check_drift"] = np.log(summed["short_amount"] / summed["short_orders"] / before)
    summed["own_cycle_days"] = np.exp((3 * 3.4 + summed["log_gaps"]) / (3 + summed["gaps"]))
    summed["overdue_ratio"] = summed["days_since_order"] / summed["own_cycle_days"]
    return summed


def all_days(path: Path, days: Sequence[date]) -> int:
    """Compute every day's features from one reading; how many rows that makes."""
    rows = read(path)
    with np.errstate(divide="ignore", invalid="ignore"):
        return sum(len(core_features(rows, day)) for day in days)
