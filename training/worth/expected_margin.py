"""What margin buy-till-you-die expects of a client over months to come, if it stays and if it leaves."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
import pandas as pd

from features.errors import UsageError
from training.models.buy_till_you_die import ExpectedOrders
from training.past.labels import DAYS_A_MONTH
from training.worth.gamma_gamma import GammaGamma
from training.worth.ranges import FloatArray, numbers_of, shares_of

ROWS_AT_ONCE = 100_000
_LEAST = 1e-12
NAMES = (
    "window",
    "tail",
    "kept_window",
    "kept_tail",
    "left_window",
    "left_tail",
    "left_probability",
    "check",
)


@dataclass(frozen=True)
class ExpectedMargin:
    """MBG/NBD orders × Gamma-Gamma check × margin share, discounted month by month.

    Attributes
    ----------
    orders : ExpectedOrders
    check : GammaGamma
    margin_share : float
        Margin in each unit of turnover, in [0, 1].
    annual_discount_rate : float
        Yearly, ≥ 0; margin in month m is worth (1 + rate)^(−m/12).
    """

    orders: ExpectedOrders
    check: GammaGamma
    margin_share: float
    annual_discount_rate: float

    @classmethod
    def fit(cls, rows: pd.DataFrame, *, annual_discount_rate: float, seed: int) -> Self:
        """Fit on the clients of one as-of day; see `ExpectedOrders.fit`.

        The margin share is that of all margin so far in all turnover so far (`margin_ever`, `amount_ever`).
        """
        turnover = float(rows["amount_ever"].sum())
        share = float(rows["margin_ever"].sum()) / turnover if turnover > 0 else 0.0
        return cls(
            ExpectedOrders.fit(rows, seed=seed),
            GammaGamma.fit(rows, seed=seed),
            float(np.clip(share, 0.0, 1.0)),
            annual_discount_rate,
        )

    def parts(self, rows: pd.DataFrame, *, window_days: float, value_days: float) -> pd.DataFrame:
        """Expect the margin of each client, within the window and beyond it.

        Left: the same client, `horizon_days` on and still without an order. Kept: what must be true of the
        others so that both, weighted by this model's own chances, give the unconditional figure.

        Parameters
        ----------
        rows : DataFrame
            Feature rows with `horizon_days`.
        window_days, value_days : float
            Days from the as-of day on; the tail runs from one to the other.

        Returns
        -------
        DataFrame
            On the index of the rows: ``window, tail`` (money, whoever the client turns out to be),
            ``kept_window, kept_tail, left_window, left_tail`` (money, left ≤ kept), ``left_probability``,
            ``check`` (money an order). nan where orders or horizon are not known.
        """
        chunks = [
            self._parts(rows.iloc[start : start + ROWS_AT_ONCE], window_days, value_days)
            for start in range(0, len(rows), ROWS_AT_ONCE)
        ]
        empty = pd.DataFrame(columns=list(NAMES), index=rows.index, dtype="float64")
        return pd.concat(chunks) if chunks else empty

    def _parts(self, rows: pd.DataFrame, window_days: float, value_days: float) -> pd.DataFrame:
        horizon = rows["horizon_days"].to_numpy(dtype="float64")
        later = rows.assign(
            tenure_days=rows["tenure_days"] + horizon, days_since_order=rows["days_since_order"] + horizon
        )
        alive, alive_later = self.orders.alive(rows), self.orders.alive(later)
        silent = self.orders.silent_if_alive(rows, horizon)
        now, after = self._curve(rows, value_days), self._curve(later, value_days)
        discount = np.exp(-self._daily_rate * horizon)
        zero = np.zeros(len(rows))
        ends = {"window": (zero, zero + window_days), "tail": (zero + window_days, zero + value_days)}
        money = self.check.predict(rows) * self.margin_share
        found: dict[str, FloatArray] = {}
        for name, (start, end) in ends.items():
            # Of clients not gone for good: P(alive) then cancels, and with it its rounding.
            whole = now(end) - now(start)
            left = (after(np.maximum(end - horizon, 0)) - after(np.maximum(start - horizon, 0))) * discount
            least = (start == 0) & (horizon <= end)  # kept: at least one order in the horizon
            kept = np.maximum(
                (whole - silent * left) / np.maximum(1 - silent, _LEAST), np.where(least, discount, 0.0)
            )
            found[name] = whole * alive * money
            found[f"left_{name}"] = left * alive_later * money
            found[f"kept_{name}"] = np.maximum(kept * money, found[f"left_{name}"])
        found["left_probability"] = 1 - alive * (1 - silent)
        found["check"] = self.check.predict(rows)
        unknown = np.isnan(horizon) | np.isnan(alive)
        return pd.DataFrame(found, index=rows.index)[list(NAMES)].mask(pd.Series(unknown, index=rows.index))

    @property
    def _daily_rate(self) -> float:
        return float(np.log1p(self.annual_discount_rate) / 12 / DAYS_A_MONTH)

    def _curve(self, rows: pd.DataFrame, last_day: float) -> "_Curve":
        """Count discounted orders up to each month's end, as if each fell into the middle of its month."""
        months = int(np.ceil(last_day / DAYS_A_MONTH))
        ends = np.arange(months + 1) * DAYS_A_MONTH
        so_far = self.orders.if_alive(rows, np.broadcast_to(ends, (len(rows), months + 1)))
        middle = (np.arange(months) + 0.5) * DAYS_A_MONTH
        worth = np.diff(so_far, axis=1) * np.exp(-self._daily_rate * middle)
        return _Curve(np.column_stack([np.zeros(len(rows)), worth.cumsum(axis=1)]))

    def to_dict(self) -> dict[str, Any]:
        """Give plain numbers that `from_dict` reads back."""
        return {
            "orders": self.orders.to_dict(),
            "check": self.check.to_dict(),
            "margin_share": self.margin_share,
            "annual_discount_rate": self.annual_discount_rate,
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read back what `to_dict` gave."""
        return cls(
            ExpectedOrders.from_dict(data["orders"]),
            GammaGamma.from_dict(data["check"]),
            float(data["margin_share"]),
            float(data["annual_discount_rate"]),
        )


@dataclass(frozen=True)
class _Curve:
    """What has come by the end of each month, one row a client; straight within a month."""

    by_month: FloatArray

    def __call__(self, days: FloatArray) -> FloatArray:
        months = np.nan_to_num(days) / DAYS_A_MONTH
        before = np.clip(np.floor(months).astype("int64"), 0, self.by_month.shape[1] - 2)
        line = np.arange(len(self.by_month))
        start, end = self.by_month[line, before], self.by_month[line, before + 1]
        return np.asarray(start + (months - before) * (end - start))


def btyd_ltv(rows: pd.DataFrame, days: float, expected: ExpectedMargin) -> FloatArray:
    """Value clients over the next `days` by buy-till-you-die alone: the yardstick of M8.

    Parameters
    ----------
    rows : DataFrame
        Feature rows.
    days : float
        Days ahead, > 0.
    expected : ExpectedMargin

    Returns
    -------
    ndarray of float
        Money; nan where orders are not known.

    Raises
    ------
    UsageError
        If `days` is not positive.

    References
    ----------
    Fader, Hardie & Lee (2005), Journal of Marketing Research 42(4), 415–430.
    """
    if not days > 0:
        raise UsageError(f"days is {days}; a value needs a positive number of days. Write for example 365.")
    return expected.parts(rows, window_days=days, value_days=days)["window"].to_numpy()


def expected_ltv(stay_probability: FloatArray, kept: FloatArray, left: FloatArray) -> FloatArray:
    """Weigh a client's two values by its chance to stay: p0 · V + (1 − p0) · V0 (M8).

    Parameters
    ----------
    stay_probability : array_like
        p0, in [0, 1].
    kept, left : array_like
        V = `value_if_kept` and V0 = `value_if_left`, money.

    Returns
    -------
    ndarray of float
        Money between `left` and `kept`.

    Raises
    ------
    UsageError
        If `stay_probability` is outside [0, 1].

    Examples
    --------
    >>> expected_ltv([0.0, 0.25, 1.0], 100.0, 20.0)
    array([ 20.,  40., 100.])
    """
    stay, high, low = shares_of("stay_probability", stay_probability), numbers_of(kept), numbers_of(left)
    between = low + stay * (high - low)
    return np.asarray(np.clip(between, np.minimum(low, high), np.maximum(low, high)))
