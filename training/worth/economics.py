"""What an action, a client and a delay are worth in money: the formulas of M8 and M9, on numpy arrays.

Every function takes numbers or arrays that broadcast against each other, so a column of clients (n × 1)
against a row of actions (a) gives the n × a table that a plan is chosen from. NaN, "not known", stays NaN.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import betaincinv

from features.errors import UsageError
from training.worth.ranges import FloatArray, amounts_of, numbers_of, refuse, shares_of

MONTHS_PER_YEAR = 12.0
_ROUNDING = 1e-9  # how far float sums of probabilities may stray outside [0, 1]


@dataclass(frozen=True)
class AcceptanceInterval:
    """How many of the leaving clients take an action up: the mean share and its 5–95 % interval."""

    mean: float
    low: float
    high: float


def acceptance_interval(alpha: float, beta: float) -> AcceptanceInterval:
    """Describe a Beta(alpha, beta) distributed acceptance by its mean and 5–95 % interval.

    Parameters
    ----------
    alpha, beta : float
        Parameters of the Beta distribution, both > 0; the published assumption is 6 and 14.

    Returns
    -------
    AcceptanceInterval
        Shares in [0, 1].

    Raises
    ------
    UsageError
        If a parameter is not a positive number.

    References
    ----------
    Verbraken, Verbeke & Baesens (2013), IEEE TKDE 25(5), 961–973.

    Examples
    --------
    >>> found = acceptance_interval(6, 14)
    >>> round(found.mean, 3), round(found.low, 3), round(found.high, 3)
    (0.3, 0.147, 0.476)
    """
    if not (0 < alpha < np.inf and 0 < beta < np.inf):
        raise UsageError(
            f"acceptance is [{alpha}, {beta}]; both parameters of a Beta distribution are positive numbers. "
            "Write for example [6, 14], a mean of 0.3."
        )
    low, high = betaincinv(alpha, beta, [0.05, 0.95])
    return AcceptanceInterval(mean=alpha / (alpha + beta), low=float(low), high=float(high))


def assumed_uplift(
    stay_probability: ArrayLike, days_lost: ArrayLike, *, gamma: ArrayLike, half_life_days: float
) -> FloatArray:
    """Assume how much an action raises the chance of an order, as long as no trial has measured it.

    ``(1 − p0) · γ · 2^(−days_lost / half_life_days)``: only those who would leave can be won, a share γ of
    them accepts, and the longer they have been lost the fewer.

    Parameters
    ----------
    stay_probability : array_like
        p0, the chance of an order within the horizon without any action, in [0, 1].
    days_lost : array_like
        Days since the status became lost, ≥ 0; 0 for those not lost.
    gamma : array_like
        Acceptance, in [0, 1]: its mean, or a bound of its interval.
    half_life_days : float
        Days after which the response has halved, > 0.

    Returns
    -------
    ndarray of float
        Uplift in [0, 1 − stay_probability].

    Raises
    ------
    UsageError
        If a share is outside [0, 1], `days_lost` is negative or `half_life_days` not positive.

    Examples
    --------
    >>> assumed_uplift([0.2, 0.2], [0, 365], gamma=0.3, half_life_days=365)
    array([0.24, 0.12])
    """
    stay, accept = shares_of("stay_probability", stay_probability), shares_of("gamma", gamma)
    days = amounts_of("days_lost", days_lost)
    if not 0 < half_life_days < np.inf:
        raise UsageError(
            f"response_half_life_days is {half_life_days}; it is a positive number of days. Write 365."
        )
    return np.asarray((1.0 - stay) * accept * np.exp2(-days / half_life_days))


def win_back_cost(
    uplift: ArrayLike, stay_probability: ArrayLike, *, fixed_cost: ArrayLike, incentive_cost: ArrayLike
) -> FloatArray:
    """Reckon what an action is expected to cost: ``f + p1 · d``, with ``p1 = p0 + uplift``.

    The incentive is paid on every first order in the horizon, so also to those who would have come anyway.

    Parameters
    ----------
    uplift : array_like
        p1 − p0; may be negative, p1 stays in [0, 1].
    stay_probability : array_like
        p0, in [0, 1].
    fixed_cost : array_like
        f, money ≥ 0, always paid: hours, calls, travel.
    incentive_cost : array_like
        d, money ≥ 0, paid once on an order: a number, or an array where it is a share of each average check.

    Returns
    -------
    ndarray of float
        Money.

    Raises
    ------
    UsageError
        If a share or a cost is out of range, or ``p0 + uplift`` is no probability.

    References
    ----------
    M9.

    Examples
    --------
    >>> win_back_cost(0.25, 0.25, fixed_cost=100, incentive_cost=40)
    array(120.)
    """
    p1 = _order_probability(uplift, stay_probability)
    fixed = amounts_of("fixed_cost", fixed_cost)
    return np.asarray(fixed + p1 * amounts_of("incentive_cost", incentive_cost))


def expected_net_value(
    uplift: ArrayLike,
    stay_probability: ArrayLike,
    value_if_kept: ArrayLike,
    value_if_left: ArrayLike,
    *,
    fixed_cost: ArrayLike,
    incentive_cost: ArrayLike,
) -> FloatArray:
    """Reckon what an action is expected to earn beyond its cost: ``uplift · (V − V0) − p1 · d − f``.

    Parameters
    ----------
    uplift, stay_probability, fixed_cost, incentive_cost : array_like
        As in `win_back_cost`.
    value_if_kept, value_if_left : array_like
        V and V0: discounted margin, money, if the client orders within its horizon and if it doesn't.

    Returns
    -------
    ndarray of float
        Money; negative where the action loses.

    Raises
    ------
    UsageError
        As `win_back_cost`.

    References
    ----------
    M9, M29; Lemmens & Gupta (2020), Marketing Science 39(5).

    Examples
    --------
    >>> expected_net_value(0.25, 0.25, 1000, 200, fixed_cost=100, incentive_cost=40)
    array(80.)
    """
    cost = win_back_cost(uplift, stay_probability, fixed_cost=fixed_cost, incentive_cost=incentive_cost)
    gain = numbers_of(value_if_kept) - numbers_of(value_if_left)
    return np.asarray(numbers_of(uplift) * gain - cost)


def break_even_uplift(
    stay_probability: ArrayLike,
    value_if_kept: ArrayLike,
    value_if_left: ArrayLike,
    *,
    fixed_cost: ArrayLike,
    incentive_cost: ArrayLike,
) -> FloatArray:
    """Find the smallest uplift at which an action pays: ``(p0·d + f) / (G − d)``, NaN where there is none.

    There is none if the incentive eats the gain (G ≤ d) or if more than all who leave had to be won.

    Parameters
    ----------
    stay_probability, value_if_kept, value_if_left, fixed_cost, incentive_cost : array_like
        p0, V, V0, f and d as in `expected_net_value`; G = V − V0.

    Returns
    -------
    ndarray of float
        Uplift in [0, 1 − stay_probability], or NaN.

    Raises
    ------
    UsageError
        If a share or a cost is out of range.

    References
    ----------
    M9.

    Examples
    --------
    >>> break_even_uplift(0.25, [1000, 230], 190, fixed_cost=67, incentive_cost=40)
    array([0.1, nan])
    """
    stay = shares_of("stay_probability", stay_probability)
    incentive = amounts_of("incentive_cost", incentive_cost)
    needed = stay * incentive + amounts_of("fixed_cost", fixed_cost)
    margin = numbers_of(value_if_kept) - numbers_of(value_if_left) - incentive
    pays = (margin > 0) & (needed <= margin * (1.0 - stay))
    return np.asarray(np.divide(needed, margin, out=np.full(pays.shape, np.nan), where=pays))


def discount_factor(months: ArrayLike, annual_rate: float) -> FloatArray:
    """Reckon what a unit of margin in month m is worth today: ``(1 + annual_rate)^(−m / 12)``.

    Parameters
    ----------
    months : array_like
        Months from the as-of day, ≥ 0; fractions are allowed.
    annual_rate : float
        Yearly discount rate as a share, > −1; 0.15 is 15 %.

    Returns
    -------
    ndarray of float
        Factors.

    Raises
    ------
    UsageError
        If `months` is negative or `annual_rate` is no rate.

    Examples
    --------
    >>> discount_factor([0, 12], 0.25)
    array([1. , 0.8])
    """
    if not -1 < annual_rate < np.inf:
        raise UsageError(
            f"annual_discount_rate is {annual_rate}; it is a yearly share above -1. Write 0.15 for 15 %."
        )
    return np.asarray((1.0 + annual_rate) ** (-amounts_of("months", months) / MONTHS_PER_YEAR))


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


def _order_probability(uplift: ArrayLike, stay_probability: ArrayLike) -> FloatArray:
    p1 = numbers_of(uplift) + shares_of("stay_probability", stay_probability)
    refuse(
        (p1 < -_ROUNDING) | (p1 > 1.0 + _ROUNDING),
        p1,
        "stay_probability + uplift",
        "a probability in [0, 1]. Limit the uplift to [−stay_probability, 1 − stay_probability]",
    )
    return np.asarray(np.clip(p1, 0.0, 1.0))
