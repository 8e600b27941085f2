"""Who holds a key: asked of the ledger after each change of it, and remembered for while it is down."""

import logging
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Protocol

from features.errors import BusyError
from serving.edge.event_log import tell

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

    @property
    def expires_at(self) -> datetime | None:
        """When the key ends by itself."""
        ...


class Entry(Holder, Protocol):
    """A key as the ledger lists it."""

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

    def changes(self) -> int | None:
        """Give a number that differs after each change; None where it cannot be told."""
        ...


class KeyDesk:
    """Checks keys and sessions against the ledger.

    A revocation holds from the next request: an answer is given again only while nothing in the ledger has
    changed since. Where the ledger cannot be asked (`BusyError`), a key that it
    accepted within the last five minutes goes on working; any other gets 503, and the log the reason.

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
        self._known: OrderedDict[str, _Answer] = OrderedDict()

    def at_once(self, secret: str) -> Holder | None:
        """Give the holder of a key if it is known without asking; none says nothing of the key."""
        answer = self._known.get(_name(secret))
        if answer is None or answer.changes is None or answer.changes != self._ledger.changes():
            return None
        ends = answer.holder.expires_at
        return None if ends is not None and ends <= self._clock() else answer.holder

    def by_secret(self, secret: str) -> Holder | None:
        """Give the holder of a key, or none."""
        return self._asked(_name(secret), lambda now: self._ledger.check_key(secret, now))

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
        changes = self._ledger.changes()  # before it is asked: what changes meanwhile is a change since
        try:
            holder = ask(now)
        except BusyError as fault:
            known = self._known.get(name)
            if known is None or now - known.asked_at > REMEMBERED:
                # Who asks may be anybody: where the ledger stands, and what ails it, is for the log.
                tell(logger, logging.WARNING, "keys_unchecked", str(fault), why=str(fault))
                raise BusyError(
                    "Keys cannot be checked now, as the ledger does not answer; the log says why. "
                    "Ask again in a few seconds."
                ) from None
            logger.warning("The ledger cannot be asked; key %s goes on by its last answer.", known.holder.id)
            return known.holder
        if holder is None:
            self._known.pop(name, None)
            return None
        self._known[name] = _Answer(now, changes, holder)
        self._known.move_to_end(name)
        if len(self._known) > MOST_REMEMBERED:
            self._known.popitem(last=False)
        return holder


@dataclass(frozen=True)
class _Answer:
    asked_at: datetime
    changes: int | None
    holder: Holder


def _name(secret: str) -> str:
    return sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
