"""What receivers of webhooks are to be told, and were told: nothing is lost by a stop or a fault."""

import json
import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Connection,
    Index,
    String,
    Text,
    UniqueConstraint,
    delete,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.orm import Mapped, mapped_column

from serving.ledger.database import Database, moment
from serving.ledger.tables import Base

WAITING, DELIVERED, GIVEN_UP = "waiting", "delivered", "given_up"
ATTEMPT_CLOSED = "attempt.closed"
#: Rows of one statement.
AT_ONCE = 1000


class Message(Base):
    """One message to one receiver."""

    __tablename__ = "outbox"

    id: Mapped[int] = mapped_column(primary_key=True)
    message_id: Mapped[str] = mapped_column(String(40))
    receiver: Mapped[str] = mapped_column(String(80))
    type: Mapped[str] = mapped_column(String(32))
    client_id: Mapped[str] = mapped_column(index=True)
    body: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime]
    due_at: Mapped[datetime]
    tries: Mapped[int]
    state: Mapped[str] = mapped_column(String(16))
    ended_at: Mapped[datetime | None]
    answer: Mapped[str | None] = mapped_column(String(80))

    __table_args__: Any = (
        UniqueConstraint("message_id", "receiver", name="outbox_once"),
        CheckConstraint("state IN ('waiting', 'delivered', 'given_up')", name="outbox_state"),
        Index("ix_outbox_due", "receiver", "state", "due_at"),
    )


class GoneReceiver(Base):
    """A receiver that answered 410; it is told nothing until it is resumed, or its address changes."""

    __tablename__ = "gone_receivers"

    name: Mapped[str] = mapped_column(String(80), primary_key=True)
    url_sha256: Mapped[str] = mapped_column(String(64))
    gone_at: Mapped[datetime]


@dataclass(frozen=True)
class Due:
    """A message that is to be sent now; `tries` counts this one."""

    id: int
    message_id: str
    body: str
    tries: int


@dataclass(frozen=True)
class Queue:
    """How many messages of a receiver stand where, and what came of the newest try of those not delivered."""

    waiting: int = 0
    delivered: int = 0
    given_up: int = 0
    oldest_waiting: datetime | None = None
    last_refusal: str | None = None
    gone_since: datetime | None = None


class OutboxBook(Database):
    """The messages.

    Parameters
    ----------
    receivers : mapping of str to collection of str
        Name of each receiver → the types it wants; no other message is ever written.
    """

    def __init__(
        self, *given: Any, receivers: Mapping[str, Collection[str]] | None = None, **named: Any
    ) -> None:
        super().__init__(*given, **named)
        self._receivers = dict(receivers or {})

    def wants(self, *types: str) -> bool:
        """Tell whether any receiver wants one of some types."""
        return any(one in wanted for wanted in self._receivers.values() for one in types)

    def write_messages(
        self, connection: Connection, kind: str, told: Sequence[Mapping[str, str]], now: datetime
    ) -> None:
        """Write messages in the transaction of what they tell.

        Parameters
        ----------
        connection : Connection
            In a transaction.
        kind : str
            `attempt.closed`, `risk.entered` or `risk.left`.
        told : sequence of mapping
            What each message says: ids only, `client_id` among them.
        now : datetime
            When it happened, with offset.
        """
        names = [name for name, wanted in self._receivers.items() if kind in wanted]
        happened = moment(now).isoformat()
        for start in range(0, len(told), AT_ONCE):
            rows = []
            for data in told[start : start + AT_ONCE]:
                body = json.dumps(
                    {"type": kind, "timestamp": happened, "data": dict(data)}, ensure_ascii=False
                )
                message = {
                    "message_id": f"msg_{uuid.uuid4().hex}",
                    "type": kind,
                    "client_id": data["client_id"],
                }
                common = {"body": body, "made_at": now, "due_at": now, "tries": 0, "state": WAITING}
                rows += [{**message, **common, "receiver": name} for name in names]
            if rows:
                connection.execute(insert(Message), rows)

    def claim_messages(self, receiver: str, now: datetime, *, limit: int, lease: timedelta) -> list[Due]:
        """Take messages that are due, the oldest first; nobody else gets them before the lease is over."""
        due = (Message.receiver == receiver) & (Message.state == WAITING) & (Message.due_at <= moment(now))
        with self.reading() as connection:
            if connection.execute(select(Message.id).where(due).limit(1)).first() is None:
                return []
        with self.writing() as connection:
            asked = select(Message.id, Message.message_id, Message.body, Message.tries).where(due)
            ordered = asked.order_by(Message.due_at, Message.id).limit(limit)
            found = connection.execute(ordered.with_for_update(skip_locked=True)).all()
            ids = [row.id for row in found]
            claimed = update(Message).where(Message.id.in_(ids))
            connection.execute(claimed.values(due_at=moment(now) + lease, tries=Message.tries + 1))
        return [Due(row.id, row.message_id, row.body, row.tries + 1) for row in found]

    def settle_message(
        self, due: Due, state: str, now: datetime, *, answer: str, again_at: datetime | None = None
    ) -> None:
        """Write down how a try went.

        Parameters
        ----------
        due : Due
            The message.
        state : str
            `delivered`, `given_up`, or `waiting` for another try.
        now : datetime
            The time, with offset.
        answer : str
            Status or kind of fault; never what the receiver said.
        again_at : datetime, optional
            When a waiting one is due again.
        """
        ended = None if state == WAITING else moment(now)
        values: dict[str, Any] = {"state": state, "answer": answer[:80], "ended_at": ended}
        if again_at is not None:
            values["due_at"] = moment(again_at)
        with self.writing() as connection:
            connection.execute(update(Message).where(Message.id == due.id).values(values))

    def receiver_is_gone(self, name: str, url: str) -> bool:
        """Tell whether a receiver answered 410 at this address and was not resumed since."""
        asked = select(GoneReceiver.name).where(
            GoneReceiver.name == name, GoneReceiver.url_sha256 == _digest(url)
        )
        with self.reading() as connection:
            return connection.execute(asked).first() is not None

    def receiver_went(self, name: str, url: str, now: datetime) -> None:
        """Write down that a receiver wants nothing any more, and give its messages up."""
        theirs = (Message.receiver == name) & (Message.state == WAITING)
        with self.writing() as connection:
            connection.execute(delete(GoneReceiver).where(GoneReceiver.name == name))
            gone = {"name": name, "url_sha256": _digest(url), "gone_at": moment(now)}
            connection.execute(insert(GoneReceiver).values(gone))
            ended = {"state": GIVEN_UP, "ended_at": moment(now), "answer": "410"}
            connection.execute(update(Message).where(theirs).values(ended))

    def resume_receiver(self, name: str, now: datetime) -> int:
        """Send to a receiver again, what was given up too; give how many messages that are."""
        given_up = (Message.receiver == name) & (Message.state == GIVEN_UP)
        again = {"state": WAITING, "due_at": moment(now), "tries": 0, "ended_at": None}
        with self.writing() as connection:
            connection.execute(delete(GoneReceiver).where(GoneReceiver.name == name))
            return int(connection.execute(update(Message).where(given_up).values(again)).rowcount)

    def queues(self) -> dict[str, Queue]:
        """Tell of each receiver how many messages wait, were delivered, or were given up."""
        counted = select(
            Message.receiver, Message.state, func.count().label("count"), func.min(Message.made_at)
        )
        refused = (
            select(Message.receiver, Message.answer)
            .where(Message.state != DELIVERED, Message.answer.is_not(None))
            .group_by(Message.receiver, Message.answer)
            .order_by(func.max(Message.due_at))
        )
        with self.reading() as connection:
            rows = connection.execute(counted.group_by(Message.receiver, Message.state)).all()
            refusals = {row.receiver: row.answer for row in connection.execute(refused)}
            gone = {row.name: row.gone_at for row in connection.execute(select(GoneReceiver.__table__))}
        found = {}
        for name in sorted({*self._receivers, *(row.receiver for row in rows)}):
            counts = {row.state: int(row[2]) for row in rows if row.receiver == name}
            oldest = [row[3] for row in rows if row.receiver == name and row.state == WAITING]
            found[name] = Queue(
                counts.get(WAITING, 0),
                counts.get(DELIVERED, 0),
                counts.get(GIVEN_UP, 0),
                oldest_waiting=oldest[0] if oldest else None,
                last_refusal=refusals.get(name),
                gone_since=gone.get(name),
            )
        return found


def _digest(url: str) -> str:
    return sha256(url.encode()).hexdigest()
