"""What an action earns beyond its cost, and what a delay costs: the formulas of M9, on numpy arrays.

Every function takes numbers or arrays that broadcast against each other, so a column of clients (n × 1)
against a row of actions (a) gives the n × a table that a plan is chosen from. NaN, "not known", stays NaN.
"""

import numpy as np
from numpy.typing import ArrayLike

from features.errors import UsageError
from training.worth.ranges import FloatArray, amounts_of, numbers_of, refuse, shares_of

MONTHS_PER_YEAR = 12.0
_ROUNDING = 1e-9  # how far float sums of probabilities may stray outside [0, 1]


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


def _order_probability(uplift: ArrayLike, stay_probability: ArrayLike) -> FloatArray:
    p1 = numbers_of(uplift) + shares_of("stay_probability", stay_probability)
    refuse(
        (p1 < -_ROUNDING) | (p1 > 1.0 + _ROUNDING),
        p1,
        "stay_probability + uplift",
        "a probability in [0, 1]. Limit the uplift to [−stay_probability, 1 − stay_probability]",
    )
    return np.asarray(np.clip(p1, 0.0, 1.0))
