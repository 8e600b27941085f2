"""Which chance falls to a client at a step: a pure function of seed, name of the draw, client and step.

A generator that is advanced would make a client's fate depend on how many clients stand before it, on the
size of a block and on the order of the code. Here each number is the mixed counter itself, so blocks of any
size, a larger company and further tables leave what was drawn before as it was.
"""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

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
_FIRST_SHIFT, _SECOND_SHIFT, _LAST_SHIFT = np.uint64(30), np.uint64(27), np.uint64(31)
#: A float has 53 bits of a word's 64.
_DROPPED_BITS = np.uint64(11)


def _mix(words: Any) -> None:
    """Spread each bit over the whole word, in place: the finaliser of SplitMix64."""
    words ^= words >> _FIRST_SHIFT
    words *= _FIRST
    words ^= words >> _SECOND_SHIFT
    words *= _SECOND
    words ^= words >> _LAST_SHIFT


@lru_cache(maxsize=1024)
def _key(seed: int, what: str) -> np.uint64:
    """Give the key of all draws of one name; making it takes longer than a small draw itself."""
    state = np.random.SeedSequence([seed, zlib.crc32(what.encode())]).generate_state(1, np.uint64)
    return np.uint64(state[0])


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
        start = _key(self.seed, what)
        words = client.astype(np.uint64)
        words *= _GOLDEN
        words += start
        _mix(words)
        steps = np.array(step, dtype=np.int64, ndmin=1).view(np.uint64)
        steps *= _SECOND
        words = words + steps
        words += start
        _mix(words)
        words >>= _DROPPED_BITS
        drawn = words.astype(np.float64)
        drawn += 0.5
        drawn *= 2.0**-53
        return drawn

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

    def wait(self, what: str, mean: Floats | float, client: Integers, step: Integers | int = 0) -> Floats:
        """Draw from the exponential distribution of this mean, one number per client."""
        return np.asarray(-np.log(self.uniform(what, client, step)) * mean, dtype=np.float64)

    def times(
        self, what: str, mean: Floats, client: Integers, step: Integers | int = 0, *, most: int
    ) -> Integers:
        """Draw how often something happens that happens `mean` times on average (Poisson), at most `most`."""
        drawn = self.uniform(what, client, step)
        chance = np.exp(-mean)
        below = chance.copy()
        counted = np.zeros(drawn.size, dtype=np.int64)
        for number in range(1, most + 1):
            exceeds = drawn > below
            if not exceeds.any():
                break
            counted += exceeds
            chance = chance * mean / number
            below = below + chance
        return counted
