"""How well value was foretold on a past day, beside the formula and buy-till-you-die (M8)."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd
from scipy.stats import spearmanr

from features.errors import GateError, UsageError
from features.settings import Settings
from training.past.labels import DAYS_A_MONTH
from training.past.snapshots import Snapshots, usable
from training.worth.expected_margin import btyd_ltv, expected_ltv
from training.worth.ranges import FloatArray
from training.worth.value import ValueModel, learnable
from training.worth.value_formula import formula_ltv_of, yearly_churn_by_class

METHODS = ("model", "formula", "buy_till_you_die")
TENTHS = 10
FEWEST_CLIENTS = 30


@dataclass(frozen=True)
class ValueBacktest:
    """What came of it.

    Attributes
    ----------
    test_day : date
    window_days : int
        Days over which expected and realised margin are compared.
    clients : int
        Clients judged: all whose window has ended and whom our own actions left be.
    realised : float
        Their margin in the window, money.
    methods : DataFrame
        ``method`` (`METHODS`), ``total_bias`` (expected over realised total, less 1), ``mae`` (money),
        ``rank_correlation`` (Spearman).
    deciles : DataFrame
        ``method, decile`` (1 is the least expected value)``, clients, expected, realised`` (money, means).
    """

    test_day: date
    window_days: int
    clients: int
    realised: float
    methods: pd.DataFrame
    deciles: pd.DataFrame


def value_test_days(snapshots: Snapshots) -> list[date]:
    """List the days on which value can be judged: their windows have ended, and others had before them."""
    rows = snapshots.rows
    ended = rows[learnable(snapshots, snapshots.known_at)]
    counts = ended["as_of"].value_counts()
    return [day for day in sorted(counts[counts >= FEWEST_CLIENTS].index) if learnable(snapshots, day).any()]


def judged_rows(snapshots: Snapshots, test_day: date) -> pd.Series:
    """Tell which rows a test day judges: usable, of that day, with an ended window."""
    rows = snapshots.rows
    return usable(rows) & (rows["as_of"] == test_day) & rows["window_margin"].notna()


def backtest_value(
    snapshots: Snapshots, test_day: date, settings: Settings, churn_probability: pd.Series
) -> ValueBacktest:
    """Fit on what was known on the test day, and compare with the margin that came in the window after it.

    Parameters
    ----------
    snapshots : Snapshots
    test_day : date
        One of `value_test_days`.
    settings : Settings
    churn_probability : Series of float
        P(left) as foretold on the test day, in [0, 1], on the index of `snapshots.rows`; only the rows of
        `judged_rows` are read.

    Raises
    ------
    GateError
        If no window has ended before the test day, or none after it.
    UsageError
        If a client of the test day lacks its probability.
    """
    mask = judged_rows(snapshots, test_day)
    if mask.sum() < FEWEST_CLIENTS:
        raise GateError(
            f"Only {int(mask.sum())} clients of {test_day} have a window of {snapshots.window_days} days "
            f"that has ended; {FEWEST_CLIENTS} are needed to judge value. Load more history."
        )
    rows = snapshots.rows[mask].sort_values("client_id")
    left = churn_probability.reindex(rows.index).to_numpy(dtype="float64")
    if np.isnan(left).any():
        raise UsageError(
            f"churn_probability lacks {int(np.isnan(left).sum())} of the {len(rows)} clients judged on "
            f"{test_day}. Give a Series on the index of the snapshots' rows."
        )
    model = ValueModel.fit(snapshots, settings, as_of=test_day)
    past = snapshots.rows[usable(snapshots.rows) & (snapshots.rows["ends_day"] <= rows["as_of_day"].iloc[0])]
    worth = model.predict(rows)
    told = {
        "model": expected_ltv(
            1 - left, worth["kept_in_window"].to_numpy(), worth["left_in_window"].to_numpy()
        ),
        "formula": formula_ltv_of(
            rows,
            yearly_churn_by_class(past),
            margin_share=model.expected.margin_share,
            value_months=snapshots.window_days / DAYS_A_MONTH,
        ),
        "buy_till_you_die": btyd_ltv(rows, snapshots.window_days, model.expected),
    }
    came, weight = rows["window_margin"].to_numpy(), rows["weight"].to_numpy()
    return ValueBacktest(
        test_day,
        snapshots.window_days,
        len(rows),
        float((weight * came).sum()),
        pd.DataFrame([{"method": name, **judge(told[name], came, weight)} for name in METHODS]),
        pd.concat([tenths(told[name], came, weight).assign(method=name) for name in METHODS]),
    )


def judge(expected: FloatArray, realised: FloatArray, weight: FloatArray) -> dict[str, float]:
    """Compare expected with realised money.

    Examples
    --------
    >>> judge(np.array([1.0, 3.0]), np.array([2.0, 6.0]), np.array([1.0, 1.0]))["total_bias"]
    -0.5
    """
    known = ~np.isnan(expected)
    told, came, counts = expected[known], realised[known], weight[known]
    total = float((counts * came).sum())
    varies = len(told) > 1 and np.ptp(told) > 0 and np.ptp(came) > 0
    return {
        "total_bias": float((counts * told).sum()) / total - 1 if total > 0 else np.nan,
        "mae": float(np.average(np.abs(told - came), weights=counts)),
        "rank_correlation": float(spearmanr(told, came).statistic) if varies else np.nan,
    }


def tenths(expected: FloatArray, realised: FloatArray, weight: FloatArray) -> pd.DataFrame:
    """Compare expected with realised money in tenths of the clients, least expected first.

    Examples
    --------
    >>> tenths(np.arange(10.0), np.arange(10.0), np.ones(10)).iloc[-1].tolist()
    [10.0, 1.0, 9.0, 9.0]
    """
    known = ~np.isnan(expected)
    told, came, counts = expected[known], realised[known], weight[known]
    place = np.argsort(told, kind="stable").argsort()
    tenth = place * TENTHS // max(len(told), 1) + 1
    lines = [
        {
            "decile": number,
            "clients": int((tenth == number).sum()),
            "expected": float(np.average(told[tenth == number], weights=counts[tenth == number])),
            "realised": float(np.average(came[tenth == number], weights=counts[tenth == number])),
        }
        for number in np.unique(tenth)
    ]
    return pd.DataFrame(lines)
