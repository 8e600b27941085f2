"""What a request with an `Idempotency-Key` was answered, so that its repetition is answered the same."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from features.errors import BadDataError, ConflictError, WinbackError
from serving.ledger.database import Database, insert_missing, moment
from serving.ledger.tables import Reply

#: How long a reply is given again.
KEPT = timedelta(hours=24)


class ReusedKeyError(BadDataError):
    """An `Idempotency-Key` that came with another request before."""

    code = "idempotency_key_reused"


class UnderWayError(ConflictError):
    """A request of the same `Idempotency-Key` is being answered at this moment."""

    code = "under_way"


class RepliedError(WinbackError):
    """Another worker was quicker with the same request: its reply stands, and ours must not."""

    def __init__(self, reply: "KeptReply") -> None:
        super().__init__("Another worker replied first.")
        self.reply = reply


@dataclass(frozen=True)
class Asked:
    """A request with an `Idempotency-Key`: whose, which, and the SHA-256 of what it asks for."""

    key_id: str
    idempotency_key: str
    request_sha256: str


@dataclass(frozen=True)
class KeptReply:
    """A reply, word for word."""

    status: int
    body: str


class ReplyBook(Database):
    """The replies of the last 24 hours."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._answering: set[tuple[str, str]] = set()
        self._turn = Lock()

    def kept_reply(self, asked: Asked, now: datetime) -> KeptReply | None:
        """Give the reply that a request had before, or None for a new one.

        Raises
        ------
        ReusedKeyError
            If the key came with another request.
        """
        with self.reading() as connection:
            return _kept(connection, asked, now)

    def keep_reply(self, asked: Asked, reply: KeptReply, now: datetime) -> KeptReply:
        """Keep a reply that nothing else is written with; gives the one that stands, if it came first."""
        with self.writing() as connection:
            forget_old_replies(connection, now)
            insert_missing(connection, Reply, [_row(asked, reply, now)])
            return _kept(connection, asked, now) or reply

    @contextmanager
    def under_way(self, asked: Asked) -> Iterator[None]:
        """Answer one request of a key at a time; another one meanwhile gets `UnderWayError`.

        Within this process; between processes the ledger's own constraint lets one reply stand.
        """
        name = (asked.key_id, asked.idempotency_key)
        with self._turn:
            if name in self._answering:
                raise UnderWayError(
                    "under_way: a request with this Idempotency-Key is being answered. Ask again in a second."
                )
            self._answering.add(name)
        try:
            yield
        finally:
            with self._turn:
                self._answering.discard(name)


def write_reply(connection: Connection, asked: Asked, reply: KeptReply, now: datetime) -> None:
    """Keep a reply in the transaction of what it tells.

    Raises
    ------
    RepliedError
        If a reply stands by now; the transaction is to be given up.
    """
    forget_old_replies(connection, now)
    standing = _kept(connection, asked, now)
    if standing is not None:
        raise RepliedError(standing)
    connection.execute(insert(Reply).values(_row(asked, reply, now)))


def _kept(connection: Connection, asked: Asked, now: datetime) -> KeptReply | None:
    wanted = select(Reply.request_sha256, Reply.status, Reply.body).where(
        Reply.key_id == asked.key_id,
        Reply.idempotency_key == asked.idempotency_key,
        Reply.made_at > moment(now) - KEPT,
    )
    found = connection.execute(wanted).first()
    if found is None:
        return None
    if found.request_sha256 != asked.request_sha256:
        raise ReusedKeyError(
            "This Idempotency-Key came with another request within the last 24 hours. Send that request "
            "as it was, or a new key with the new one."
        )
    return KeptReply(found.status, found.body)


def forget_old_replies(connection: Connection, now: datetime) -> None:
    """Delete the replies that are not given again any more."""
    connection.execute(delete(Reply).where(Reply.made_at <= moment(now) - KEPT))


def _row(asked: Asked, reply: KeptReply, now: datetime) -> dict[str, object]:
    return {
        "key_id": asked.key_id,
        "idempotency_key": asked.idempotency_key,
        "request_sha256": asked.request_sha256,
        "status": reply.status,
        "body": reply.body,
        "made_at": moment(now),
    }
