"""How a number was spread over the clients on one day, and how far it has moved since."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import chi2

from training.worth.ranges import FloatArray

BINS = 10
#: Below so many known values on one side there is nothing to compare.
FEWEST_KNOWN = 50
#: A value that so many clients share is a bin of its own: many counts are 0 for most clients.
POINT_SHARE = 0.05
#: A quantile may be one client's own figure: three digits of it are enough.
DIGITS = 3


@dataclass(frozen=True)
class Distribution:
    """Counts of clients by bins that stay what they were.

    Attributes
    ----------
    edges : tuple of float
        Rising; bin k holds what is above ``edges[k − 1]`` and up to ``edges[k]``, one bin more than edges.
    counts : tuple of int
        Clients with a value, by bin.
    missing : int
        Clients without one.
    mean : float
        Of the known values; nan without any.

    Examples
    --------
    >>> then = Distribution.of([0, 0, 0, 0, 5, 7, np.nan])
    >>> then.known, then.missing, round(then.missing_share, 3)
    (6, 1, 0.143)
    >>> then.again([0, 9]).counts[-1]
    1
    """

    edges: tuple[float, ...]
    counts: tuple[int, ...]
    missing: int
    mean: float

    @classmethod
    def of(cls, values: ArrayLike, *, bins: int = BINS) -> Self:
        """Cut values at their own quantiles into about `bins` bins, and count them.

        Parameters
        ----------
        values : array_like of float, shape (n,)
            nan where missing.
        bins : int
            ≥ 2.
        """
        numbers = np.asarray(values, dtype=np.float64)
        known = numbers[np.isfinite(numbers)]
        if not known.size:
            return cls((), (0,), int(numbers.size), np.nan)
        cuts = np.quantile(known, np.arange(1, bins) / bins)
        rounded = np.unique([float(f"{cut:.{DIGITS}g}") for cut in cuts])
        points = [cut for cut in rounded if np.mean(known == cut) > POINT_SHARE]
        edges = np.unique([*rounded, *np.nextafter(points, -np.inf)])
        return cls._counted(tuple(edges.tolist()), numbers)

    def again(self, values: ArrayLike) -> "Distribution":
        """Count other values in the same bins."""
        return Distribution._counted(self.edges, np.asarray(values, dtype=np.float64))

    @classmethod
    def _counted(cls, edges: tuple[float, ...], numbers: FloatArray) -> Self:
        known = numbers[np.isfinite(numbers)]
        counts = np.bincount(np.searchsorted(edges, known, side="left"), minlength=len(edges) + 1)
        mean = float(known.mean()) if known.size else np.nan
        return cls(edges, tuple(counts.tolist()), int(numbers.size - known.size), mean)

    @property
    def known(self) -> int:
        """How many clients have a value."""
        return sum(self.counts)

    @property
    def clients(self) -> int:
        """How many clients there are."""
        return self.known + self.missing

    @property
    def missing_share(self) -> float:
        """Share of the clients without a value; nan without clients."""
        return self.missing / self.clients if self.clients else np.nan

    def to_dict(self) -> dict[str, Any]:
        """Give what JSON can carry."""
        return {
            "edges": list(self.edges),
            "counts": list(self.counts),
            "missing": self.missing,
            "mean": None if np.isnan(self.mean) else float(f"{self.mean:.6g}"),
        }

    @classmethod
    def from_dict(cls, content: Mapping[str, Any]) -> Self:
        """Read back what `to_dict` gave."""
        mean = content["mean"]
        return cls(
            tuple(map(float, content["edges"])),
            tuple(map(int, content["counts"])),
            int(content["missing"]),
            np.nan if mean is None else float(mean),
        )


@dataclass(frozen=True)
class Shift:
    """How far a spread has moved.

    Attributes
    ----------
    psi : float
        Population stability index, ≥ 0; nan where too few values are known.
    by_chance : float
        What a PSI stays below in 19 of 20 cases where nothing has changed.
    """

    psi: float
    by_chance: float


def shift(then: Distribution, now: Distribution) -> Shift:
    """Reckon the population stability index over the known values.

    ``Σ (q − p) · ln(q / p)`` over the bins, p and q being the shares then and now, each with half a client
    more a bin, so that an empty one does not make it infinite. Where nothing has changed it is about
    ``(1/n + 1/m) · χ²`` with one degree of freedom less than there are bins, n and m being the clients then
    and now: for a few hundred clients above .1 by chance alone.

    Parameters
    ----------
    then, now : Distribution
        With the same edges.

    References
    ----------
    Yurdakul & Naranjo (2020), Statistical properties of the population stability index, Journal of Risk
    Model Validation 14(4).

    Examples
    --------
    >>> then = Distribution.of(np.arange(1000))
    >>> same, moved = (shift(then, then.again(np.arange(1000) + step)) for step in (0, 300))
    >>> round(same.psi, 3), round(moved.psi, 2), round(moved.by_chance, 3)
    (0.0, 1.89, 0.034)
    """
    if min(then.known, now.known) < FEWEST_KNOWN:
        return Shift(np.nan, np.nan)
    counts = np.array([then.counts, now.counts], dtype=np.float64)
    return shift_of_counts(*counts[:, counts.sum(axis=0) > 0])


def shift_of_counts(then: FloatArray, now: FloatArray) -> Shift:
    """Reckon the same from counts of clients by bin, shape (k,), of which none is empty on both days."""
    before, after = ((part + 0.5) / (part + 0.5).sum() for part in (then, now))
    psi = float((after - before) @ np.log(after / before))
    spread = 1 / then.sum() + 1 / now.sum()
    return Shift(psi, float(chi2.ppf(0.95, max(len(then) - 1, 1)) * spread))
