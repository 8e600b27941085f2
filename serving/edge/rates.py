"""How many requests a key has left in this minute, and how that is told in headers."""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

#: Length of a window, seconds.
WINDOW_SECONDS = 60
#: Keys counted at once; what is over goes oldest first.
MOST_KEYS = 10_000


@dataclass(frozen=True)
class Quota:
    """What one key may still ask for.

    Attributes
    ----------
    limit : int
        Requests of a whole window.
    remaining : int
        Requests left in this one, -1 for the first that is too many.
    seconds : int
        Until the next window, 1 to `WINDOW_SECONDS`.
    """

    limit: int
    remaining: int
    seconds: int

    @property
    def is_spent(self) -> bool:
        """Whether this request is too many."""
        return self.remaining < 0

    def headers(self) -> dict[str, str]:
        """Tell it as draft-ietf-httpapi-ratelimit-headers does (from its 8th version on).

        Examples
        --------
        >>> Quota(600, 599, 42).headers()
        {'RateLimit-Policy': '"key";q=600;w=60', 'RateLimit': '"key";r=599;t=42'}
        """
        return {
            "RateLimit-Policy": f'"key";q={self.limit};w={WINDOW_SECONDS}',
            "RateLimit": f'"key";r={max(self.remaining, 0)};t={self.seconds}',
        }


class Rates:
    """Counts the requests of each key in windows of a minute; one count for each worker.

    Parameters
    ----------
    limit : int
        Requests of a key in a window; 0: no limit.
    clock : callable
        Gives seconds that only grow.

    Examples
    --------
    >>> rates = Rates(2, clock=lambda: 100.0)
    >>> [rates.ask("a").remaining for _ in range(3)], rates.ask("b").remaining
    ([1, 0, -1], 1)
    """

    def __init__(self, limit: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._limit = limit
        self._clock = clock
        self._turn = Lock()
        self._counts: dict[str, tuple[float, int]] = {}

    def ask(self, key_id: str) -> Quota | None:
        """Count one request of a key and give what is left; None where there is no limit."""
        if not self._limit:
            return None
        now = self._clock()
        with self._turn:
            began, count = self._counts.pop(key_id, (now, 0))
            if now - began >= WINDOW_SECONDS:
                began, count = now, 0
            self._counts[key_id] = (began, count + 1)
            if len(self._counts) > MOST_KEYS:
                del self._counts[next(iter(self._counts))]
        left = min(
            max(1, math.ceil(began + WINDOW_SECONDS - now)), WINDOW_SECONDS
        )  # floats may be a hair off
        return Quota(self._limit, max(self._limit - count - 1, -1), left)
