"""How many order days the buy-till-you-die model MBG/NBD expects of a client.

A client orders at a pace of its own, and after each order may be gone for good. The model needs no labels:
it is fitted on what is known on one day. It is the yardstick of the value models, and their continuation.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

import clvkit
import numpy as np
import pandas as pd
from scipy.special import expit, hyp2f1

from features.errors import BadDataError, GateError
from training.worth.ranges import FloatArray, amounts_of

DAYS_A_WEEK = 7
SAMPLE = 8_000
NEEDED = ("order_days", "tenure_days", "days_since_order")
PURCHASE_PARAMETERS = ("r", "alpha", "a", "b")
_NEAR_ONE = 1e-6  # the closed form divides by a − 1


def transactions(rows: pd.DataFrame) -> pd.DataFrame:
    """Summarise feature rows as these models want them, on the rows' index.

    Parameters
    ----------
    rows : DataFrame
        With `order_days`, `tenure_days`, `days_since_order`, and `average_check` if money is asked for.

    Returns
    -------
    DataFrame
        ``frequency`` (repeat order days), ``recency`` and ``T`` (weeks from the first order day to the last
        one and to the as-of day, recency in [0, T]), ``monetary_value`` (mean check of the repeat order days,
        taken to be that of all order days; 0 for one-time buyers). nan where the features are.

    Raises
    ------
    BadDataError
        If a column is absent.

    Examples
    --------
    >>> transactions(pd.DataFrame({"order_days": [3.0], "tenure_days": [70.0], "days_since_order": [14.0],
    ...                            "average_check": [100.0]})).iloc[0].tolist()
    [2.0, 8.0, 10.0, 100.0]
    """
    frequency, recency, whole = _counted(rows)
    summary = {"frequency": frequency, "recency": recency, "T": whole}
    if "average_check" in rows.columns:
        check = np.where(frequency > 0, rows["average_check"].to_numpy(dtype="float64"), 0.0)
        summary["monetary_value"] = np.where(np.isnan(frequency), np.nan, np.maximum(check, 0.0))
    return pd.DataFrame(summary, index=rows.index)


def _counted(rows: pd.DataFrame) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Give frequency, recency and T of `transactions`."""
    absent = [name for name in NEEDED if name not in rows.columns]
    if absent:
        raise BadDataError(
            f"The rows lack {', '.join(absent)}; the buy-till-you-die models need them. "
            "Pass rows of the feature table."
        )
    days, tenure, silent = (rows[name].to_numpy(dtype="float64") for name in NEEDED)
    whole = np.maximum(tenure / DAYS_A_WEEK, 0.0)
    recency = np.maximum((tenure - silent) / DAYS_A_WEEK, 0.0)
    return np.maximum(days - 1, 0.0), np.minimum(recency, whole), whole


def customer_base(summary: pd.DataFrame) -> clvkit.CustomerBase:
    """Hand a summary of `transactions` to clvkit; no row may hold a nan."""
    return clvkit.CustomerBase(
        summary,
        time_unit="W",
        collapse="D",
        observation_period_end=pd.Timestamp(0),  # not read: T is given
        has_monetary="monetary_value" in summary.columns,
        on_negative="net",
    )


@dataclass(frozen=True)
class ExpectedOrders:
    """The MBG/NBD model: order days to come, and the chance of none.

    Attributes
    ----------
    r, alpha : float
        Of the gamma distribution of paces (orders a week) over the clients, > 0.
    a, b : float
        Of the beta distribution of the chance to be gone after an order, > 0.

    References
    ----------
    Batislam, Denizel & Filiztekin (2007), IJRM 24(3), 201–209.
    Fader, Hardie & Lee (2005), Marketing Science 24(2), 275–284.

    Examples
    --------
    >>> model = ExpectedOrders(r=0.6, alpha=7.4, a=0.7, b=1.3)
    >>> rows = pd.DataFrame({"order_days": [1, 9], "tenure_days": [300, 300], "days_since_order": [300, 7]})
    >>> model.predict(rows, np.array([30, 30])).round(2)
    array([0.02, 0.66])
    """

    r: float
    alpha: float
    a: float
    b: float

    @classmethod
    def fit(cls, rows: pd.DataFrame, *, sample: int = SAMPLE, seed: int) -> Self:
        """Fit on the clients of one as-of day, by maximum likelihood.

        Parameters
        ----------
        rows : DataFrame
            Feature rows, one a client; those without orders are passed over.
        sample : int
            At most so many clients are drawn to fit on.
        seed : int
            Of the draw; row order does not matter if `client_id` is there.

        Raises
        ------
        GateError
            If nobody has ordered twice, or the likelihood has no finite maximum.
        """
        summary = transactions(drawn(rows, sample, seed))[["frequency", "recency", "T"]]
        if not (summary["frequency"] > 0).any():
            raise GateError(
                f"None of {len(summary)} clients has ordered on two days; how often they order can't be "
                "learned. Load more history."
            )
        model = clvkit.MBGNBD()
        with np.errstate(all="ignore"):  # the search steps outside floats and back
            model.fit(customer_base(summary))
        found = [] if model.params_ is None else [float(value) for value in model.params_]
        likelihood = np.nan if model.log_likelihood_ is None else model.log_likelihood_
        if not (found and min(found) > 0 and np.isfinite([*found, likelihood]).all()):
            raise GateError(
                f"The buy-till-you-die model found no maximum on {len(summary)} clients "
                f"(r, alpha, a, b = {found}). Load more history or more clients."
            )
        return cls(*found)

    def predict(self, rows: pd.DataFrame, days: FloatArray) -> FloatArray:
        """Expect order days in the next `days` of each client.

        Parameters
        ----------
        rows : DataFrame
            Feature rows, n clients.
        days : array_like of float, shape (n,) or (n, k)
            Days ahead, ≥ 0.

        Returns
        -------
        ndarray of float, shape of `days`
            Expected order days, ≥ 0; nan where orders or days are not known.
        """
        orders = self.if_alive(rows, days)
        alive = self.alive(rows)
        return np.asarray(orders * (alive if orders.ndim == 1 else alive[:, None]))

    def if_alive(self, rows: pd.DataFrame, days: FloatArray) -> FloatArray:
        """Expect order days as `predict` does, of clients who are not gone for good as yet.

        The closed form of the model's appendix, with clvkit's coefficient, for each client's own days.
        """
        ahead = amounts_of("days", days) / DAYS_A_WEEK
        frequency, _, whole = self._statistics(rows, ahead.ndim)
        a = self.a if abs(self.a - 1) > _NEAR_ONE else 1 + _NEAR_ONE
        shape, until = self.r + frequency, self.alpha + whole + ahead
        most = shape / (self.alpha + whole) * ahead
        with np.errstate(all="ignore"):
            gone = hyp2f1(shape, self.b + frequency + 1, a + self.b + frequency, ahead / until)
            silent = ((until - ahead) / until) ** shape
            orders = (a + self.b + frequency) / (a - 1) * (1 - silent * gone)
        # Thousands of orders outrun the closed form: there stands the pace without any leaving.
        outrun = ~np.isfinite(orders) & np.isfinite(most)
        return np.asarray(np.clip(np.where(outrun, most, orders), 0.0, most))

    def alive(self, rows: pd.DataFrame) -> FloatArray:
        """Give the chance that a client is not gone for good, in [0, 1]; nan where orders are not known."""
        frequency, recency, whole = self._statistics(rows, 1)
        growth = np.log(self.alpha + whole) - np.log(self.alpha + recency)
        odds = np.log(self.a) - np.log(self.b + frequency) + (self.r + frequency) * growth
        return np.asarray(expit(-odds))

    def silent_if_alive(self, rows: pd.DataFrame, days: FloatArray) -> FloatArray:
        """Give the chance that a client who is not gone orders nothing in the next `days`, in [0, 1].

        Its pace is Gamma(r + frequency, alpha + T), so this is
        ``((alpha + T) / (alpha + T + days))^(r + frequency)``.
        P(left) of this model is ``1 − alive · (1 − silent_if_alive)``.
        """
        frequency, _, whole = self._statistics(rows, 1)
        ahead = amounts_of("days", days) / DAYS_A_WEEK
        return np.asarray(((self.alpha + whole) / (self.alpha + whole + ahead)) ** (self.r + frequency))

    def _statistics(self, rows: pd.DataFrame, dimensions: int) -> tuple[FloatArray, FloatArray, FloatArray]:
        first, second, third = (column if dimensions == 1 else column[:, None] for column in _counted(rows))
        return first, second, third

    def to_dict(self) -> dict[str, float]:
        """Give the four numbers that `from_dict` reads back."""
        return {name: getattr(self, name) for name in PURCHASE_PARAMETERS}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read back what `to_dict` gave."""
        return cls(**{name: float(data[name]) for name in PURCHASE_PARAMETERS})


def drawn(rows: pd.DataFrame, sample: int, seed: int) -> pd.DataFrame:
    """Draw at most `sample` clients whose orders are known, the same ones whatever the order of the rows."""
    known = rows[rows[list(NEEDED)].notna().all(axis=1)] if set(NEEDED) <= set(rows.columns) else rows
    ordered = known.sort_values("client_id") if "client_id" in known.columns else known
    if len(ordered) <= sample:
        return ordered
    return ordered.iloc[np.sort(np.random.default_rng(seed).choice(len(ordered), sample, replace=False))]
