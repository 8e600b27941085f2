"""What the HTTP edge asks of the ledger."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any, Protocol

from serving.edge.keys import KeyLedger


class ServingLedger(KeyLedger, Protocol):
    """What the HTTP edge asks of the ledger."""

    def audit(self, who: str, what: str, how_many: int, now: datetime) -> None:
        """Note who took how many of what."""

    @property
    def write_audit(self) -> Callable[..., None]:
        """Note it in a transaction that stands open."""

    @property
    def take_attempt(self) -> Callable[..., Any]:
        """Take the one attempt of a client's loss."""

    @property
    def attempt(self) -> Callable[[str], Any]:
        """Give an attempt by its id."""

    @property
    def last_attempt(self) -> Callable[[str], Any]:
        """Give a client's newest attempt."""

    @property
    def record_outcome(self) -> Callable[..., bool]:
        """Write down what became of an attempt."""

    @property
    def record_plan(self) -> Callable[..., bool]:
        """Keep a plan before its list is shown."""

    @property
    def attempted_of_plan(self) -> Callable[[str], frozenset[str]]:
        """Give the clients of a plan who were attempted since it was made."""

    @property
    def attempted_since(self) -> Callable[[datetime], frozenset[tuple[str, int]]]:
        """Give the losses whose attempt was written down from a moment on."""

    def opt_outs(self) -> frozenset[tuple[str, str]]:
        """Give who wishes not to be contacted, by which channel."""
        ...

    @property
    def opt_out(self) -> Callable[..., bool]:
        """Write a wish down."""

    @property
    def opt_in(self) -> Callable[..., bool]:
        """Take a wish back."""

    @property
    def erasure(self) -> Callable[[str], Any]:
        """Give an erasure by its id."""

    @property
    def pending_erasures(self) -> Callable[[], list[Any]]:
        """Give the erasures that are under way."""

    @property
    def queues(self) -> Callable[[], dict[str, Any]]:
        """Tell of each receiver of webhooks how many messages wait, and since when."""

    @property
    def kept_reply(self) -> Callable[..., Any]:
        """Give the reply that a request had before."""

    @property
    def keep_reply(self) -> Callable[..., Any]:
        """Keep a reply."""

    @property
    def under_way(self) -> Callable[..., AbstractContextManager[None]]:
        """Answer one request of an Idempotency-Key at a time."""
