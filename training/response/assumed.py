"""What is assumed of the response to an action, as long as no trial has told: acceptance and uplift (M9)."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import betaincinv

from features.errors import UsageError
from training.worth.ranges import FloatArray, amounts_of, refuse_no_beta, shares_of


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
    refuse_no_beta(alpha, beta)
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
