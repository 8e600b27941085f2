"""How fast a CRM may be asked, so that it never has to refuse: a leaky bucket, or a moving window."""

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Clock:
    """The time that passes, and how to wait for it, in seconds."""

    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep


class Pace(Protocol):
    """Waits until one more request is allowed."""

    def wait(self) -> None:
        """Wait, and count the request."""


class Bucket:
    """A counter that each request raises by one and that falls by some a second (Bitrix24).

    Parameters
    ----------
    size : int
        Requests that fit; one more would be refused.
    per_second : float
        By how much it falls.
    """

    def __init__(self, size: int, per_second: float, clock: Clock) -> None:
        self._size, self._per_second, self._clock = size, per_second, clock
        self._level, self._seen = 0.0, clock.now()

    def wait(self) -> None:
        """Wait until one more fits."""
        self._fall()
        beyond = self._level + 1 - self._size
        if beyond > 0:
            self._clock.sleep(beyond / self._per_second)
            self._fall()
        self._level += 1

    def _fall(self) -> None:
        now = self._clock.now()
        self._level = max(0.0, self._level - (now - self._seen) * self._per_second)
        self._seen = now


class Window:
    """So many requests in any stretch of so many seconds (amoCRM, HubSpot)."""

    def __init__(self, requests: int, seconds: float, clock: Clock) -> None:
        self._seconds, self._clock = seconds, clock
        self._last: deque[float] = deque(maxlen=requests)

    def wait(self) -> None:
        """Wait until the oldest of the last ones is out of the window."""
        if len(self._last) == self._last.maxlen:
            ahead = self._last[0] + self._seconds - self._clock.now()
            if ahead > 0:
                self._clock.sleep(ahead)
        self._last.append(self._clock.now())
