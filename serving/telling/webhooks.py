"""Who receives webhooks, and by which signature a receiver knows that a message is ours."""

import hmac
import os
import secrets
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from features.errors import SettingsError
from features.settings import Settings

PREFIX = "whsec_"
#: Length of a secret, as the standard recommends.
SECRET_BYTES = range(24, 65)


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
