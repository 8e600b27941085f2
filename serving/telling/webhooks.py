"""How receivers of webhooks are told: signed, tried again with pauses that grow, never redirected."""

import asyncio
import hmac
import logging
import os
import random
import secrets
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from features.errors import SettingsError
from features.settings import Settings

if TYPE_CHECKING:
    import httpx

    from serving.ledger import Due, Ledger

logger = logging.getLogger(__name__)

PREFIX = "whsec_"
#: Length of a secret, as the standard recommends.
SECRET_BYTES = range(24, 65)
#: First pause after a failed try, what each next one is multiplied with, and the longest, seconds.
FIRST_PAUSE, GROWS, LONGEST_PAUSE = 5.0, 4.0, 12 * 3600.0
#: How far a pause is off at random, so that messages of one fault do not come back all at once.
JITTER = 0.2
#: Tries of one message: some two days.
MOST_TRIES = 11
#: Messages of one receiver that are on their way at once.
AT_ONCE = 4
#: The receiver wants nothing any more.
GONE = 410

Clock = Callable[[], datetime]


@dataclass(frozen=True)
class Receiver:
    """Where messages go, and how they are signed.

    Attributes
    ----------
    name : str
        As in ``[webhooks.NAME]``.
    url : str
    secrets : tuple of bytes
        The newest first; while two are exchanged a message carries a signature of each.
    timeout_seconds : float
        For the whole of one try.
    """

    name: str
    url: str = field(repr=False)
    secrets: tuple[bytes, ...] = field(repr=False)
    timeout_seconds: float


def wanted_events(settings: Settings) -> dict[str, tuple[str, ...]]:
    """Give what each receiver wants, as the ledger's outbox takes it."""
    return {name: tuple(one.events) for name, one in settings.webhooks.items()}


def receivers_of(settings: Settings, environment: Mapping[str, str] | None = None) -> list[Receiver]:
    """Give the receivers with their secrets.

    Parameters
    ----------
    settings : Settings
        Sections ``[webhooks.NAME]``.
    environment : mapping, optional
        Where the secrets stand; default ``os.environ``. Several secrets of one variable are parted by blanks.

    Raises
    ------
    SettingsError
        If a secret is missing, or is none.
    """
    variables = os.environ if environment is None else environment
    return [
        Receiver(
            name,
            one.url.get_secret_value(),
            tuple(
                _secret(word, one.secret_env)
                for word in _words(variables.get(one.secret_env), one.secret_env)
            ),
            one.timeout_seconds,
        )
        for name, one in settings.webhooks.items()
    ]


def new_secret() -> str:
    """Make a secret, as receivers take it.

    Examples
    --------
    >>> len(_secret(new_secret(), "VARIABLE"))
    32
    """
    return PREFIX + b64encode(secrets.token_bytes(32)).decode()


def headers_of(message_id: str, at: int, body: bytes, keys: Sequence[bytes]) -> dict[str, str]:
    """Give the headers by which a receiver knows a message.

    Parameters
    ----------
    message_id : str
        The same for every try.
    at : int
        The time of this try, seconds since 1970.
    body : bytes
        What is sent.
    keys : sequence of bytes
        Each gives a signature ``v1,`` + base64 of the HMAC-SHA256 over ``id.timestamp.body``.

    References
    ----------
    https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md

    Examples
    --------
    >>> secret = b64decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    >>> body = b'{"test": 2432232314}'
    >>> headers_of("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, body, [secret])["webhook-signature"]
    'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE='
    """
    signed = f"{message_id}.{at}.".encode() + body
    signatures = [b64encode(hmac.digest(secret, signed, sha256)).decode() for secret in keys]
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(at),
        "webhook-signature": " ".join(f"v1,{signature}" for signature in signatures),
        "content-type": "application/json",
        "user-agent": "winback-webhooks/1",
    }


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
        told = await asyncio.gather(*(_drain(ledger, one, clock, client, chance) for one in receivers))
    return sum(told)


async def _drain(
    ledger: "Ledger",
    receiver: Receiver,
    clock: Clock,
    client: "httpx.AsyncClient",
    chance: Callable[[], float],
) -> int:
    """Send a receiver's messages until none is due, or none of a handful gets through."""
    if await asyncio.to_thread(ledger.receiver_is_gone, receiver.name, receiver.url):
        return 0
    lease, told = timedelta(seconds=receiver.timeout_seconds + 60), 0
    while True:
        claimed = await asyncio.to_thread(
            ledger.claim_messages, receiver.name, clock(), limit=AT_ONCE, lease=lease
        )
        answers = await asyncio.gather(*(_try(due, receiver, clock, client) for due in claimed))
        for due, answer in zip(claimed, answers, strict=True):
            await asyncio.to_thread(_settle, ledger, receiver, due, answer, clock(), chance())
        delivered = sum(answer.is_taken for answer in answers)
        told += delivered
        if not delivered or GONE in {answer.status for answer in answers}:
            return told


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


async def _try(due: "Due", receiver: Receiver, clock: Clock, client: "httpx.AsyncClient") -> Answer:
    import httpx

    body = due.body.encode()
    headers = headers_of(due.message_id, int(clock().timestamp()), body, receiver.secrets)
    try:
        async with (
            asyncio.timeout(receiver.timeout_seconds),
            client.stream(
                "POST", receiver.url, content=body, headers=headers, timeout=receiver.timeout_seconds
            ) as got,
        ):
            return Answer(
                got.status_code, retry_after=_seconds(got.headers.get("retry-after"))
            )  # its body goes unread
    except TimeoutError:
        return Answer(None, "timeout")
    except (httpx.HTTPError, httpx.InvalidURL) as fault:
        return Answer(None, type(fault).__name__)


def _settle(
    ledger: "Ledger", receiver: Receiver, due: "Due", answer: Answer, now: datetime, chance: float
) -> None:
    said = str(answer.status) if answer.status is not None else answer.fault
    if answer.is_taken:
        ledger.settle_message(due, "delivered", now, answer=said)
    elif answer.status == GONE:
        logger.warning("webhook %s answered 410: it is told nothing any more", receiver.name)
        ledger.receiver_went(receiver.name, receiver.url, now)
    elif due.tries >= MOST_TRIES:
        logger.warning(
            "webhook %s: %s was given up after %d tries: %s", receiver.name, due.message_id, due.tries, said
        )
        ledger.settle_message(due, "given_up", now, answer=said)
    else:
        pause = pause_after(due.tries, chance=chance, asked_seconds=answer.retry_after)
        ledger.settle_message(due, "waiting", now, answer=said, again_at=now + pause)


def _seconds(retry_after: str | None) -> float | None:
    """Read `Retry-After` in seconds; its form as a date is passed over."""
    return float(retry_after) if retry_after and retry_after.isascii() and retry_after.isdigit() else None


def _words(value: str | None, variable: str) -> list[str]:
    words = (value or "").split()
    if not words:
        raise SettingsError(
            f"The variable {variable} holds no secret for webhooks. `winback webhook secret` makes one; "
            "set it, and give it to the receiver."
        )
    return words


def _secret(word: str, variable: str) -> bytes:
    try:
        found = b64decode(word.removeprefix(PREFIX), validate=True)
    except (NotBase64, ValueError):
        found = b""
    if not word.startswith(PREFIX) or len(found) not in SECRET_BYTES:
        raise SettingsError(
            f"The variable {variable} holds no secret for webhooks: that is {PREFIX} and 24 to 64 bytes in "
            "base64. `winback webhook secret` makes one."
        )
    return found
