"""Who is signed in to the pages: a signed cookie that expires when idle, and the token its forms carry."""

import hmac
import json
import os
import secrets
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

COOKIE = "winback_session"
#: Seconds without a request after which whoever is signed in no longer is.
IDLE_SECONDS = 30 * 60
#: Seconds after which a session ends whatever happens.
LONGEST_SECONDS = 12 * 3600


@dataclass(frozen=True)
class Session:
    """One browser: signed in with a key, or still anonymous where `key_id` is empty."""

    key_id: str
    nonce: str
    started: int
    seen: int

    @property
    def idle_seconds(self) -> int:
        """Seconds without a request after which it ends; a form that waits for its key may wait long."""
        return IDLE_SECONDS if self.key_id else LONGEST_SECONDS


@dataclass
class Sessions:
    """Make and check session cookies.

    Attributes
    ----------
    secret : bytes
        The installation's own secret, of `session_secret`.
    clock : callable
        Gives seconds since the epoch.

    Examples
    --------
    >>> sessions = Sessions(b"s" * 32, clock=lambda: 1000.0)
    >>> cookie = sessions.cookie(sessions.start("key-1"))
    >>> sessions.read(cookie).key_id
    'key-1'
    >>> sessions.read(cookie + "x") is None
    True
    """

    secret: bytes
    clock: Callable[[], float] = time.time
    ended: dict[str, int] = field(default_factory=dict)

    def start(self, key_id: str = "") -> Session:
        """Begin a session; without a key an anonymous one, for the sign-in form."""
        now = int(self.clock())
        return Session(key_id, secrets.token_urlsafe(16), now, now)

    def cookie(self, session: Session) -> str:
        """Give the cookie of a session as of now, signed."""
        now = int(self.clock())
        seen = replace(session, seen=now)
        body = urlsafe_b64encode(
            json.dumps([seen.key_id, seen.nonce, seen.started, seen.seen]).encode()
        ).decode()
        return f"{body}.{self._sign('cookie', body)}"

    def read(self, cookie: str | None) -> Session | None:
        """Give the session of a cookie, or none if it is forged, idle for too long, too old or ended."""
        body, _, signature = (cookie or "").partition(".")
        if not cookie or not hmac.compare_digest(signature.encode(), self._sign("cookie", body).encode()):
            return None
        session = Session(*json.loads(urlsafe_b64decode(body)))
        now = self.clock()
        fresh = now - session.seen <= session.idle_seconds and now - session.started <= LONGEST_SECONDS
        return session if fresh and session.nonce not in self.ended else None

    def end(self, session: Session) -> None:
        """Sign out: the cookie is refused from now on, even where somebody kept a copy."""
        oldest = self.clock() - LONGEST_SECONDS
        for nonce in [nonce for nonce, started in self.ended.items() if started < oldest]:
            del self.ended[nonce]
        self.ended[session.nonce] = session.started

    def form_token(self, session: Session) -> str:
        """Give the token that a form of this session must send back (against cross-site posts)."""
        return self._sign("form", session.nonce)

    def is_form_token(self, session: Session, token: str) -> bool:
        """Tell whether a form came from a page of this session."""
        return hmac.compare_digest(token.encode(), self.form_token(session).encode())

    def _sign(self, purpose: str, text: str) -> str:
        return hmac.new(self.secret, f"{purpose}:{text}".encode(), sha256).hexdigest()


def session_secret(data_dir: Path) -> bytes:
    """Read the installation's secret, and make it (readable by its owner only) where there is none.

    Parameters
    ----------
    data_dir : Path
        `DATA_DIR`; the file is `session.secret`.
    """
    path = data_dir / "session.secret"
    data_dir.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"session.secret.{os.getpid()}")
    if not path.exists():
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(secrets.token_bytes(32))
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(draft, path)  # whole or not at all, and only the first of two starters wins
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_bytes()
