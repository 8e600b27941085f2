"""Arrays from what callers pass, with a refusal by name of numbers outside their range; NaN stays NaN."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from features.errors import UsageError

FloatArray = NDArray[np.float64]


def numbers_of(values: ArrayLike) -> FloatArray:
    """Take numbers as they are; NaN means not known."""
    return np.asarray(values, dtype=np.float64)


def shares_of(name: str, values: ArrayLike) -> FloatArray:
    """Take shares, each in [0, 1]; raise UsageError with `name` for any other."""
    numbers = numbers_of(values)
    refuse((numbers < 0) | (numbers > 1), numbers, name, "a share in [0, 1]. Write 0.3 for 30 %")
    return numbers


def amounts_of(name: str, values: ArrayLike) -> FloatArray:
    """Take finite numbers of at least 0; raise UsageError with `name` for any other."""
    numbers = numbers_of(values)
    wrong = (numbers < 0) | np.isinf(numbers)
    refuse(wrong, numbers, name, "a finite number of at least 0. Correct it or leave it empty")
    return numbers


def refuse(wrong: NDArray[np.bool_], numbers: FloatArray, name: str, need: str) -> None:
    """Raise UsageError with the first wrong number, their count, and what `name` needs to be."""
    if np.any(wrong):
        first = float(np.atleast_1d(numbers)[np.atleast_1d(wrong)][0])
        count = int(np.count_nonzero(wrong))
        raise UsageError(f"{name} is {first:g} ({count} such value(s)); it is {need}.")


def refuse_no_beta(alpha: float, beta: float) -> None:
    """Raise UsageError unless both are parameters of a Beta distributed acceptance: positive, finite."""
    if not (0 < alpha < np.inf and 0 < beta < np.inf):
        raise UsageError(
            f"acceptance is [{alpha}, {beta}]; both parameters of a Beta distribution are positive numbers. "
            "Write for example [6, 14], a mean of 0.3."
        )
