"""Whose attempt was recorded since the scores were made, as one worker knows it."""

from collections.abc import Set
from datetime import datetime, timedelta
from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from serving.ledger import Ledger

#: Losses, by client and episode.
Losses = Set[tuple[str, int]]
#: From how long before a scoring on: attempts are recorded while scores are made, by clocks that differ.
BEFORE = timedelta(days=1)
#: For how many seconds a look at the ledger holds; workers look each second.
HOLDS_SECONDS = 10.0


class AttemptedSince:
    """The losses whose attempt the ledger told of: kept in memory, so that a score need not wait for it.

    Parameters
    ----------
    ledger : Ledger
        Where every worker, host and command records attempts.
    """

    def __init__(self, ledger: "Ledger") -> None:
        self._ledger = ledger
        self._turn = Lock()
        self._looked_at: float | None = None
        self.losses: Losses = frozenset()

    @property
    def known(self) -> bool:
        """Whether the ledger could be looked at just now; else attempts may have been made unseen."""
        return self._looked_at is not None and monotonic() - self._looked_at < HOLDS_SECONDS

    def look(self, scored_at: datetime) -> None:
        """Ask the ledger anew.

        Raises
        ------
        BusyError
            If the ledger cannot be used; then what was known before goes on counting.
        """
        with self._turn:  # an attempt that is taken meanwhile is added to what is found, not lost under it
            began = monotonic()
            self.losses = attempted_since(self._ledger, scored_at)
            self._looked_at = began

    def hold(self) -> None:
        """Note that nothing was written to the ledger since it was looked at: what is known holds on."""
        self._looked_at = monotonic()

    def add(self, client_id: str, episode: int) -> None:
        """Note an attempt that this very worker has recorded: it counts from the next request on."""
        with self._turn:
            self.losses = self.losses | {(client_id, episode)}


def attempted_since(ledger: "Ledger", scored_at: datetime) -> Losses:
    """Ask the ledger for the losses whose attempt was recorded since a scoring, or shortly before it."""
    return ledger.attempted_since(scored_at - BEFORE)
