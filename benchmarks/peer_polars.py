"""The core features by polars, as one would write them by hand and with care: a peer to run against."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import polars as pl

from benchmarks.peer_pandas import SHORT_DAYS, WINDOWS


def core_features(path: Path, as_of: date) -> pl.DataFrame:
    """Give the same columns as the pandas peer, and leave out the same."""
    today = (as_of - date(1970, 1, 1)).days
    rows = pl.scan_parquet(path).filter(
        pl.col("amount_hundredths") >= 0,
        pl.col("status") == "done",
        pl.col("known_at").dt.date() < as_of,
    )
    days = (
        rows.group_by("client_id", day=pl.col("ordered_at").dt.date().to_physical())
        .agg(amount=pl.col("amount_hundredths").sum(), margin=pl.col("margin_hundredths").sum())
        .sort("client_id", "day")
        .with_columns(
            age=today - pl.col("day"),
            gap=(pl.col("day") - pl.col("day").shift(1)).over("client_id"),
            log_amount=pl.col("amount").clip(1).log(),
        )
        .with_columns(log_gap=pl.col("gap").clip(1).log())
    )
    age, amount, short = pl.col("age"), pl.col("amount"), pl.col("age") <= SHORT_DAYS
    summed = days.group_by("client_id").agg(
        orders=pl.len(),
        amount=amount.sum(),
        margin=pl.col("margin").sum(),
        **{f"orders_{window}": (age <= window).sum() for window in WINDOWS},
        **{f"amount_{window}": amount.filter(age <= window).sum() for window in (90, 365)},
        short_orders=short.sum(),
        short_amount=amount.filter(short).sum(),
        gaps=pl.col("gap").count(),
        log_gaps=pl.col("log_gap").sum(),
        log_gap_squares=(pl.col("log_gap") ** 2).sum(),
        log_amounts=pl.col("log_amount").sum(),
        log_amount_squares=(pl.col("log_amount") ** 2).sum(),
        days_since_order=age.min(),
        tenure_days=age.max(),
        longest_gap=pl.col("gap").max(),
        largest_check=amount.max(),
    )
    before = (pl.col("amount") - pl.col("short_amount")) / (pl.col("orders") - pl.col("short_orders"))
    return (
        summed.with_columns(
            average_check=pl.col("amount") / pl.col("orders"),
            check_drift=(pl.col("short_amount") / pl.col("short_orders") / before).log(),
            own_cycle_days=((3 * 3.4 + pl.col("log_gaps")) / (3 + pl.col("gaps"))).exp(),
        )
        .with_columns(overdue_ratio=pl.col("days_since_order") / pl.col("own_cycle_days"))
        .collect()
    )


def all_days(path: Path, days: Sequence[date]) -> int:
    """Compute every day's features; how many rows that makes."""
    return sum(core_features(path, day).height for day in days)
