"""Which chance falls to a client at a step: a pure function of seed, name of the draw, client and step.

A generator that is advanced would make a client's fate depend on how many clients stand before it, on the
size of a block and on the order of the code. Here each number is the mixed counter itself, so blocks of any
size, a larger company and further tables leave what was drawn before as it was.
"""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]
Words = NDArray[np.uint64]

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_FIRST = np.uint64(0xBF58476D1CE4E5B9)
_SECOND = np.uint64(0x94D049BB133111EB)


def _mixed(words: Words) -> Words:
    """Spread each bit over the whole word: the finaliser of SplitMix64."""
    words = (words ^ (words >> np.uint64(30))) * _FIRST
    words = (words ^ (words >> np.uint64(27))) * _SECOND
    return words ^ (words >> np.uint64(31))


@dataclass(frozen=True)
class Draws:
    """All chance of one invented company.

    Attributes
    ----------
    seed : int
        Any whole number from 0 on; one seed, one company.

    References
    ----------
    Salmon, Moraes, Dror & Shaw 2011, Parallel random numbers: as easy as 1, 2, 3 (counter-based draws);
    Steele, Lea & Flood 2014, Fast splittable pseudorandom number generators (the mixing).

    Examples
    --------
    >>> draws = Draws(7)
    >>> both = draws.uniform("cycle", np.array([1, 2]))
    >>> bool(draws.uniform("cycle", np.array([2]))[0] == both[1])
    True
    """

    seed: int

    def uniform(self, what: str, client: Integers, step: Integers | int = 0) -> Floats:
        """Draw evenly from the open interval (0, 1), one number per client; `step` counts its orders."""
        key = np.random.SeedSequence([self.seed, zlib.crc32(what.encode())])
        start = key.generate_state(1, np.uint64)
        steps = np.atleast_1d(np.asarray(step, dtype=np.int64)).astype(np.uint64)
        words = _mixed(start + client.astype(np.uint64) * _GOLDEN)
        words = _mixed(words + start + steps * _SECOND)
        return ((words >> np.uint64(11)).astype(np.float64) + 0.5) * 2.0**-53

    def normal(self, what: str, client: Integers, step: Integers | int = 0) -> Floats:
        """Draw from the standard normal distribution, one number per client."""
        return np.asarray(ndtri(self.uniform(what, client, step)), dtype=np.float64)

    def chance(self, what: str, share: Floats | float, client: Integers, step: Integers | int = 0) -> Flags:
        """Tell for each client whether what happens to a `share` (in [0, 1]) of them happens to it."""
        return np.asarray(self.uniform(what, client, step) < share, dtype=np.bool_)

    def choice(
        self, what: str, weights: Sequence[float], client: Integers, step: Integers | int = 0
    ) -> Integers:
        """Draw the place of one of the `weights` (which sum to 1), one per client."""
        limits = np.cumsum(np.asarray(weights, dtype=np.float64))[:-1]
        return np.searchsorted(limits, self.uniform(what, client, step), side="right").astype(np.int64)

    def whole(self, what: str, low: int, high: int, client: Integers, step: Integers | int = 0) -> Integers:
        """Draw a whole number from `low` to `high`, both included, one per client."""
        return low + (self.uniform(what, client, step) * (high - low + 1)).astype(np.int64)
