"""The articles' own lifetime value of each client: check × frequency × length of the relation (M8)."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from features.families.frequency import SHORTEST_TENURE_DAYS
from training.past.snapshots import usable
from training.worth.economics import MONTHS_PER_YEAR
from training.worth.ranges import FloatArray, amounts_of, numbers_of, shares_of

DAYS_A_YEAR = 365.25
ALL = "all"


def formula_ltv(
    average_check: ArrayLike,
    orders_per_year: ArrayLike,
    *,
    margin_share: ArrayLike,
    yearly_churn_rate: ArrayLike,
    value_months: float | None = None,
) -> FloatArray:
    """Reckon lifetime value: average check × margin share × orders per year × 1 / yearly churn.

    Parameters
    ----------
    average_check : array_like
        Money per order.
    orders_per_year : array_like
        Orders per year, ≥ 0, over a tenure of at least the larger of own cycle and 90 days.
    margin_share : array_like
        Margin in each unit of turnover, in [0, 1].
    yearly_churn_rate : array_like
        Share of the client's segment that leaves in a year, in [0, 1].
    value_months : float, optional
        Cap on the lifetime in months, given when the figure is compared with `value_if_kept`.

    Returns
    -------
    ndarray of float
        Money; NaN where nobody leaves and no cap is given, for then the lifetime has no end.

    Raises
    ------
    UsageError
        If a share is outside [0, 1], or `orders_per_year` or `value_months` is negative.

    References
    ----------
    M8.

    Examples
    --------
    >>> formula_ltv(1000, 6, margin_share=0.3, yearly_churn_rate=[0.5, 0.1], value_months=24)
    array([3600., 3600.])
    """
    churn = shares_of("yearly_churn_rate", yearly_churn_rate)
    lifetime_years = np.divide(1.0, churn, out=np.full(churn.shape, np.inf), where=churn != 0)
    if value_months is not None:
        cap_years = amounts_of("value_months", value_months) / MONTHS_PER_YEAR
        lifetime_years = np.minimum(lifetime_years, cap_years)
    lifetime_years = np.where(np.isinf(lifetime_years), np.nan, lifetime_years)
    yearly_turnover = numbers_of(average_check) * amounts_of("orders_per_year", orders_per_year)
    return np.asarray(yearly_turnover * shares_of("margin_share", margin_share) * lifetime_years)


def yearly_churn(left_share: FloatArray, horizon_days: FloatArray) -> FloatArray:
    """Stretch a share of leavers over a horizon to a year: 1 − (1 − share)^(year / horizon).

    Parameters
    ----------
    left_share : array_like
        Share that left within the horizon, in [0, 1].
    horizon_days : array_like
        Days, > 0.

    Examples
    --------
    >>> yearly_churn([0.5], [365.25]), yearly_churn([0.1], [365.25 / 2]).round(2)
    (array([0.5]), array([0.19]))
    """
    share, days = shares_of("left_share", left_share), amounts_of("horizon_days", horizon_days)
    return np.asarray(1 - (1 - share) ** (DAYS_A_YEAR / days))


def yearly_churn_by_class(rows: pd.DataFrame) -> dict[str, float]:
    """Reckon the yearly churn of each ABC class, and of all, from labelled rows of `training.past.snapshots`.

    Examples
    --------
    >>> rows = pd.DataFrame({"abc": ["A", "A"], "left": [0.0, 1.0], "horizon_days": 365.25, "weight": 1.0})
    >>> yearly_churn_by_class(rows)
    {'all': 0.5, 'A': 0.5}
    """
    known = rows[usable(rows)]
    groups = [(ALL, known), *((str(name), group) for name, group in known.groupby("abc"))]
    return {
        name: float(
            yearly_churn(
                np.average(group["left"], weights=group["weight"]),
                np.average(group["horizon_days"], weights=group["weight"]),
            )
        )
        for name, group in groups
        if len(group)
    }


def formula_ltv_of(
    rows: pd.DataFrame,
    churn_by_class: Mapping[str, float],
    *,
    margin_share: float,
    value_months: float | None = None,
) -> FloatArray:
    """Value clients by the articles' formula.

    Parameters
    ----------
    rows : DataFrame
        Feature rows with `abc`.
    churn_by_class : mapping of str to float
        Yearly churn of each ABC class, in [0, 1]; `all` for classes that are not named.
    margin_share : float
        Margin in each unit of turnover, in [0, 1].
    value_months : float, optional
        Cap on the lifetime, given when the figure is compared with the model's.

    Returns
    -------
    ndarray of float
        Money; orders per year are counted over a tenure of at least the larger of own cycle and 90 days.

    Examples
    --------
    >>> rows = pd.DataFrame({"abc": ["A"], "average_check": [1000.0], "order_days": [6.0],
    ...                      "tenure_days": [365.25], "own_cycle_days": [60.0]})
    >>> formula_ltv_of(rows, {"A": 0.5}, margin_share=0.3)
    array([3600.])
    """
    shortest = rows["own_cycle_days"].clip(lower=SHORTEST_TENURE_DAYS)
    years = np.maximum(rows["tenure_days"], shortest) / DAYS_A_YEAR
    churn = rows["abc"].map(dict(churn_by_class)).fillna(churn_by_class.get(ALL, np.nan))
    return formula_ltv(
        rows["average_check"].to_numpy(dtype="float64"),
        (rows["order_days"] / years).to_numpy(dtype="float64"),
        margin_share=margin_share,
        yearly_churn_rate=churn.to_numpy(dtype="float64"),
        value_months=value_months,
    )
