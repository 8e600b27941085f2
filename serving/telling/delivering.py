"""How messages get to receivers of webhooks: tried again with pauses that grow, never redirected."""

import asyncio
import logging
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from serving.telling.webhooks import Receiver, headers_of

if TYPE_CHECKING:
    import httpx

    from serving.ledger import Due, Ledger

logger = logging.getLogger(__name__)

#: First pause after a failed try, what each next one is multiplied with, and the longest, seconds.
FIRST_PAUSE, GROWS, LONGEST_PAUSE = 5.0, 4.0, 12 * 3600.0
#: How far a pause is off at random, so that messages of one fault do not come back all at once.
JITTER = 0.2
#: Tries of one message: some three days, so that a weekend without the receiver loses none.
MOST_TRIES = 13
#: Messages of one receiver that are on their way at once.
AT_ONCE = 4
#: The receiver wants nothing any more.
GONE = 410

Clock = Callable[[], datetime]


def pause_after(tries: int, *, chance: float, asked_seconds: float | None = None) -> timedelta:
    """Give how long to wait after a failed try.

    Parameters
    ----------
    tries : int
        Tries so far, 1 or more.
    chance : float
        At random in [0, 1): where within the jitter.
    asked_seconds : float, optional
        What the receiver asked for by `Retry-After`; waited for where it is longer, up to the longest pause.

    Examples
    --------
    >>> [round(pause_after(tries, chance=0.5).total_seconds()) for tries in (1, 2, 3, 20)]
    [5, 20, 80, 43200]
    """
    pause = min(FIRST_PAUSE * GROWS ** (min(tries, MOST_TRIES) - 1), LONGEST_PAUSE) * (
        1 + JITTER * (2 * chance - 1)
    )
    return timedelta(seconds=max(pause, min(asked_seconds or 0, LONGEST_PAUSE)))


async def deliver_due(
    ledger: "Ledger",
    receivers: Sequence[Receiver],
    clock: Clock,
    *,
    chance: Callable[[], float] = random.random,
) -> int:
    """Send everything that is due, each receiver for itself, so that a slow one holds up nobody else.

    Parameters
    ----------
    ledger : Ledger
        The outbox.
    receivers : sequence of Receiver
    clock : callable
        Gives the time, with offset.
    chance : callable
        Gives a number at random in [0, 1), for the jitter.

    Returns
    -------
    int
        Messages that were delivered.
    """
    import httpx

    # what settings say counts: no proxy or .netrc of the environment; a redirect is a failed try
    async with httpx.AsyncClient(follow_redirects=False, trust_env=False) as client:
        ways = [_Way(ledger, receiver, client, clock, chance) for receiver in receivers]
        told = await asyncio.gather(*(way.drain() for way in ways))
    return sum(told)


@dataclass(frozen=True)
class Answer:
    """What came of a try: a status, or the kind of fault; never what the receiver said."""

    status: int | None
    fault: str = ""
    retry_after: float | None = None

    @property
    def is_taken(self) -> bool:
        """Whether the receiver has the message."""
        return self.status is not None and 200 <= self.status < 300


@dataclass(frozen=True)
class _Way:
    """How one receiver's messages go from the outbox to it."""

    ledger: "Ledger"
    receiver: Receiver
    client: "httpx.AsyncClient"
    clock: Clock
    chance: Callable[[], float]

    async def drain(self) -> int:
        """Send messages until none is due, or none of a handful gets through."""
        ledger, receiver = self.ledger, self.receiver
        if await asyncio.to_thread(ledger.receiver_is_gone, receiver.name, receiver.url):
            return 0
        lease, told = timedelta(seconds=receiver.timeout_seconds + 60), 0
        while True:
            claimed = await asyncio.to_thread(
                ledger.claim_messages, receiver.name, self.clock(), limit=AT_ONCE, lease=lease
            )
            answers = await asyncio.gather(*(self._try(due) for due in claimed))
            for due, answer in zip(claimed, answers, strict=True):
                await asyncio.to_thread(self._settle, due, answer, self.clock())
            delivered = sum(answer.is_taken for answer in answers)
            told += delivered
            if not delivered or GONE in {answer.status for answer in answers}:
                return told

    async def _try(self, due: "Due") -> Answer:
        import httpx

        receiver, body = self.receiver, due.body.encode()
        headers = headers_of(due.message_id, int(self.clock().timestamp()), body, receiver.secrets)
        limit = receiver.timeout_seconds
        try:
            async with (
                asyncio.timeout(limit),
                self.client.stream("POST", receiver.url, content=body, headers=headers, timeout=limit) as got,
            ):
                # its body goes unread
                return Answer(got.status_code, retry_after=_seconds(got.headers.get("retry-after")))
        except TimeoutError:
            return Answer(None, "timeout")
        except (httpx.HTTPError, httpx.InvalidURL) as fault:
            return Answer(None, _kind(fault))

    def _settle(self, due: "Due", answer: Answer, now: datetime) -> None:
        ledger, receiver = self.ledger, self.receiver
        said = str(answer.status) if answer.status is not None else answer.fault
        if answer.is_taken:
            ledger.settle_message(due, "delivered", now, answer=said)
        elif answer.status == GONE:
            logger.warning("webhook %s answered 410: it is told nothing any more", receiver.name)
            ledger.receiver_went(receiver.name, receiver.url, now)
        elif due.tries >= MOST_TRIES:
            logger.warning(
                "webhook %s: %s was given up after %d tries: %s",
                receiver.name,
                due.message_id,
                due.tries,
                said,
            )
            ledger.settle_message(due, "given_up", now, answer=said)
        else:
            pause = pause_after(due.tries, chance=self.chance(), asked_seconds=answer.retry_after)
            ledger.settle_message(due, "waiting", now, answer=said, again_at=now + pause)


def _kind(fault: BaseException) -> str:
    """Name a fault and what it came of, such as a wrong certificate; never what anybody said.

    Examples
    --------
    >>> fault = ConnectionError()
    >>> fault.__cause__ = TimeoutError()
    >>> _kind(fault), _kind(ValueError())
    ('ConnectionError (TimeoutError)', 'ValueError')
    """
    root = fault
    while (deeper := root.__cause__ or root.__context__) is not None:
        root = deeper
    return type(fault).__name__ if root is fault else f"{type(fault).__name__} ({type(root).__name__})"


def _seconds(retry_after: str | None) -> float | None:
    """Read `Retry-After` in seconds; its form as a date is passed over."""
    return float(retry_after) if retry_after and retry_after.isascii() and retry_after.isdigit() else None
