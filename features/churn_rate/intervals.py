"""How sure a share is that was counted: its Wilson interval, good for small counts and for shares near 0."""

from dataclasses import dataclass
from math import sqrt

from features.errors import UsageError

#: Standard normal deviate of a 95 % interval.
DEVIATE_95 = 1.959963984540054


@dataclass(frozen=True)
class Rate:
    """A counted share in [0, 1] and its 95 % interval."""

    share: float
    low: float
    high: float


def rate_of(part: int, whole: int) -> Rate | None:
    """Give the share of a part in a whole with its 95 % Wilson interval.

    Parameters
    ----------
    part, whole : int
        Counts, 0 ≤ part ≤ whole.

    Returns
    -------
    Rate or None
        None of nothing: no share of no clients is known.

    Raises
    ------
    UsageError
        If the part is negative or exceeds the whole.

    References
    ----------
    Wilson (1927), Journal of the American Statistical Association 22(158), 209–212.

    Examples
    --------
    >>> found = rate_of(1, 10)
    >>> found.share, round(found.low, 4), round(found.high, 4)
    (0.1, 0.0179, 0.4042)
    >>> rate_of(0, 0) is None
    True
    """
    if not 0 <= part <= whole:
        raise UsageError(
            f"{part} of {whole} is no share; the part lies between 0 and the whole. Count again."
        )
    if whole == 0:
        return None
    share, square = part / whole, DEVIATE_95**2
    middle = (share + square / (2 * whole)) / (1 + square / whole)
    reach = DEVIATE_95 * sqrt(share * (1 - share) / whole + square / (4 * whole**2)) / (1 + square / whole)
    # The ends are exact where nobody or everybody is counted; elsewhere rounding must not pass the share.
    low = 0.0 if part == 0 else min(max(middle - reach, 0.0), share)
    high = 1.0 if part == whole else max(min(middle + reach, 1.0), share)
    return Rate(share, low, high)
