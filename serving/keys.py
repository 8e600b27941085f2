"""Who holds a key: asked of the ledger at each request, and remembered for while the ledger is down."""

import logging
from collections import OrderedDict
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Protocol

from features.errors import BusyError

logger = logging.getLogger(__name__)

#: How long an answer of the ledger may stand in for it while it is down.
REMEMBERED = timedelta(minutes=5)
#: Keys remembered at most.
MOST_REMEMBERED = 1000


class Holder(Protocol):
    """Whose key it is: `branch` limits everything to one branch."""

    @property
    def id(self) -> str:
        """What the ledger calls the key."""
        ...

    @property
    def role(self) -> str:
        """What the holder may do."""
        ...

    @property
    def branch(self) -> str | None:
        """The one branch they see, if limited."""
        ...


class Entry(Holder, Protocol):
    """A key as the ledger lists it."""

    @property
    def expires_at(self) -> datetime | None:
        """When it ends by itself."""
        ...

    @property
    def revoked_at(self) -> datetime | None:
        """When it was ended."""
        ...


class KeyLedger(Protocol):
    """What is asked of the ledger."""

    def check_key(self, key: str, now: datetime) -> Holder | None:
        """Give the holder of a key that is neither revoked nor expired."""
        ...

    def list_keys(self) -> Sequence[Entry]:
        """Give every key ever made."""
        ...


class KeyDesk:
    """Checks keys and sessions against the ledger.

    A revocation holds from the next request. Where the ledger cannot be asked (`BusyError`), a key that it
    accepted within the last five minutes goes on working; any other gets 503.

    Parameters
    ----------
    ledger : KeyLedger
        Where keys stand.
    clock : callable
        Gives the time now, with a zone.
    """

    def __init__(self, ledger: KeyLedger, clock: Callable[[], datetime]) -> None:
        self._ledger = ledger
        self._clock = clock
        self._known: OrderedDict[str, tuple[datetime, Holder]] = OrderedDict()

    def by_secret(self, secret: str) -> Holder | None:
        """Give the holder of a key, or none."""
        name = sha256(secret.encode()).hexdigest()
        return self._asked(name, lambda now: self._ledger.check_key(secret, now))

    def by_id(self, key_id: str) -> Holder | None:
        """Give the holder of a signed-in session's key, or none if it was revoked since."""
        return self._asked(f"id:{key_id}", lambda now: self._valid(key_id, now))

    def _valid(self, key_id: str, now: datetime) -> Holder | None:
        for entry in self._ledger.list_keys():
            if entry.id == key_id:
                ended = entry.revoked_at is not None or (entry.expires_at and entry.expires_at <= now)
                return None if ended else entry
        return None

    def _asked(self, name: str, ask: Callable[[datetime], Holder | None]) -> Holder | None:
        now = self._clock()
        try:
            holder = ask(now)
        except BusyError:
            asked_at, holder = self._known.get(name, (now - 2 * REMEMBERED, None))
            if holder is None or now - asked_at > REMEMBERED:
                raise
            logger.warning("The ledger cannot be asked; key %s goes on by its last answer.", holder.id)
            return holder
        if holder is None:
            self._known.pop(name, None)
            return None
        self._known[name] = (now, holder)
        self._known.move_to_end(name)
        if len(self._known) > MOST_REMEMBERED:
            self._known.popitem(last=False)
        return holder
