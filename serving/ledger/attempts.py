"""Who takes the one attempt of a loss episode; the database's constraints leave room for no second (M30)."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select

from features.errors import ConflictError
from serving.ledger.database import Database, moment
from serving.ledger.tables import Attempt, Episode, Holdout


class SpentError(ConflictError):
    """The attempt of this loss was made, or the loss is over."""

    code = "spent"


class HeldOutError(ConflictError):
    """The loss is one that is left uncontacted, to measure what the others bring."""

    code = "held_out"


@dataclass(frozen=True)
class TakenAttempt:
    """An attempt that is the taker's alone."""

    attempt_id: str
    episode: int
    taken_at: datetime


class AttemptBook(Database):
    """The attempts."""

    def take_attempt(
        self, client_id: str, list_name: str, action: str, executor: str | None, now: datetime
    ) -> TakenAttempt:
        """Take the one attempt of a client's loss episode.

        A client that never had an episode gets its first by this assignment. One whose newest episode is
        closed must be lost again first. An episode without a draw is from now on never held out.

        Parameters
        ----------
        client_id : str
            The client.
        list_name : {'at_risk', 'recoverable'}
            Where it stood.
        action : str
            Name of the action, as in `[actions.NAME]`.
        executor : str or None
            Who does it.
        now : datetime
            The time, with offset.

        Raises
        ------
        SpentError
            `spent`: the attempt was made, or the loss is over.
        HeldOutError
            `held_out`: the episode is held out.
        BusyError
            If the ledger cannot be used; then nothing was changed.

        References
        ----------
        mission.md, M30.
        """
        attempt_id = uuid.uuid4().hex
        row: dict[str, Any] = {"id": attempt_id, "client_id": client_id, "list": list_name, "action": action}
        row |= {"executor": executor, "taken_at": moment(now), "held_out": False}

        def take(connection: Connection) -> int:
            ordinal = self._ordinal(connection, client_id, now)
            _decide(connection, client_id, ordinal, list_name, now)
            connection.execute(insert(Attempt).values(**row, ordinal=ordinal))
            return ordinal

        ordinal = self.changed(take, on_clash=lambda: self._refuse(client_id))
        return TakenAttempt(attempt_id, ordinal, moment(now))

    def _ordinal(self, connection: Connection, client_id: str, now: datetime) -> int:
        asked = select(Episode.ordinal, Episode.closed_at).where(Episode.client_id == client_id)
        newest = connection.execute(asked.order_by(Episode.ordinal.desc()).limit(1)).first()
        if newest is not None:
            if newest.closed_at is not None:
                raise SpentError(
                    f"spent: the client's loss episode {newest.ordinal} is over. The next begins when "
                    "the client is lost again and scored."
                )
            return int(newest.ordinal)
        opened = {"opened_by": "assigned", "opened_on": self.day(now), "opened_at": moment(now)}
        connection.execute(insert(Episode).values(client_id=client_id, ordinal=1, **opened))
        return 1

    def _refuse(self, client_id: str) -> None:
        with self.reading() as connection:
            newest = select(Episode.ordinal).where(Episode.client_id == client_id)
            ordinal = connection.execute(newest.order_by(Episode.ordinal.desc()).limit(1)).scalar() or 1
            made = select(Attempt.id).where(Attempt.client_id == client_id, Attempt.ordinal == ordinal)
            if connection.execute(made).first():
                raise SpentError(
                    f"spent: the one attempt of the client's loss episode {ordinal} was made. "
                    "Take another client."
                )
            asked = select(Holdout.held_out).where(Holdout.client_id == client_id, Holdout.ordinal == ordinal)
            if connection.execute(asked).scalar():
                raise HeldOutError(
                    f"held_out: the client's loss episode {ordinal} is left uncontacted, to measure what the "
                    "lists bring. Take another client."
                )


def _decide(connection: Connection, client_id: str, ordinal: int, list_name: str, now: datetime) -> None:
    drawn = select(Holdout.held_out).where(Holdout.client_id == client_id, Holdout.ordinal == ordinal)
    if connection.execute(drawn).first() is None:
        decision = {"held_out": False, "list": list_name, "share": 0.0, "drawn_at": moment(now)}
        connection.execute(insert(Holdout).values(client_id=client_id, ordinal=ordinal, **decision))
