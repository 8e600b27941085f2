"""Who takes the one attempt of a loss episode; the database's constraints leave room for no second (M30)."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, insert, or_, select

from features.errors import ConflictError
from serving.ledger.database import Database, moment
from serving.ledger.tables import Attempt, Episode, Holdout, PlanRow


class SpentError(ConflictError):
    """The attempt of this loss was made, or the loss is over."""

    code = "spent"


class HeldOutError(ConflictError):
    """The loss is one that is left alone, to measure what the others bring."""

    code = "held_out"


@dataclass(frozen=True)
class TakenAttempt:
    """An attempt that is the taker's alone."""

    attempt_id: str
    episode: int
    taken_at: datetime


@dataclass(frozen=True)
class NewAttempt:
    """An attempt that somebody wants to take, or took; times with offset."""

    client_id: str
    list_name: str
    action: str
    executor: str | None
    taken_at: datetime
    recorded_at: datetime
    recorded_by: str | None = None
    attempted_at: datetime | None = None


class AttemptBook(Database):
    """The attempts."""

    def take_attempt(
        self,
        client_id: str,
        list_name: str,
        action: str,
        executor: str | None,
        now: datetime,
        *,
        by: str | None = None,
        beside: Callable[[Connection, TakenAttempt], None] | None = None,
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
        by : str, optional
            Who writes it down: a code such as a key's id.
        beside : callable, optional
            Writes more into the same transaction: it stands with the attempt, or neither does.

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
        taken_at = moment(now)
        attempt = NewAttempt(
            client_id,
            list_name,
            action,
            executor,
            taken_at=taken_at,
            recorded_at=taken_at,
            recorded_by=by,
        )

        def take(connection: Connection) -> TakenAttempt:
            taken = insert_attempt(connection, attempt, self.day(now))
            if beside:
                beside(connection, taken)
            return taken

        return self.changed(take)

    def attempted_of_plan(self, plan_id: str) -> frozenset[str]:
        """Give the listed clients of a recorded plan whose loss episode has its attempt by now.

        The plan was made of clients without one, so each was made since; when, would not tell: a CRM's export
        records an attempt days after it was made.

        Parameters
        ----------
        plan_id : str
            As `record_plan` keeps it; none of an unknown plan.

        Raises
        ------
        BusyError
            If the ledger cannot be used.
        """
        of_row = (Attempt.client_id == PlanRow.client_id) & (Attempt.ordinal == PlanRow.episode)
        listed = (PlanRow.plan_id == plan_id) & PlanRow.held_out.is_(False)
        with self.reading() as connection:
            found = connection.execute(select(PlanRow.client_id).join(Attempt, of_row).where(listed))
            return frozenset(found.scalars())

    def attempted_since(self, since: datetime) -> frozenset[tuple[str, int]]:
        """Give the losses, by client and episode, whose attempt was written down from a moment on.

        Parameters
        ----------
        since : datetime
            With offset. When an attempt was made does not matter: an export tells of it days later.

        Raises
        ------
        BusyError
            If the ledger cannot be used.
        """
        # a winback of before, beside this one while all are exchanged, writes no time
        known_since = or_(Attempt.recorded_at >= moment(since), Attempt.recorded_at.is_(None))
        with self.reading() as connection:
            found = connection.execute(select(Attempt.client_id, Attempt.ordinal).where(known_since))
            return frozenset((row.client_id, row.ordinal) for row in found)


def insert_attempt(connection: Connection, attempt: NewAttempt, day: date) -> TakenAttempt:
    """Write an attempt into its client's open episode, or into the first one, which it opens.

    Parameters
    ----------
    connection : Connection
        In a transaction. Where another one takes the attempt at this moment, the constraints answer with
        IntegrityError; who looks anew is told why.
    attempt : NewAttempt
        What is taken.
    day : date
        The company's day of it, on which a first episode opens.

    Raises
    ------
    SpentError
        If the attempt of the episode was made, or the newest episode is closed.
    HeldOutError
        If the episode is held out.
    """
    ordinal = _open_episode(connection, attempt, day)
    _refuse_second(connection, attempt, ordinal)
    _heed_draw(connection, attempt, ordinal)
    taken = TakenAttempt(uuid.uuid4().hex, ordinal, attempt.taken_at)
    row = {
        "id": taken.attempt_id,
        "client_id": attempt.client_id,
        "ordinal": ordinal,
        "held_out": False,
        "list": attempt.list_name,
        "action": attempt.action,
        "executor": attempt.executor,
        "taken_at": attempt.taken_at,
        "attempted_at": attempt.attempted_at,
        "recorded_by": attempt.recorded_by,
        "recorded_at": attempt.recorded_at,
    }
    connection.execute(insert(Attempt).values(row))
    return taken


def _open_episode(connection: Connection, attempt: NewAttempt, day: date) -> int:
    """Give the number of the episode that an attempt belongs to; a client's first is opened by it."""
    asked = select(Episode.ordinal, Episode.closed_on).where(Episode.client_id == attempt.client_id)
    episodes = connection.execute(asked.order_by(Episode.ordinal)).all()
    if not episodes:
        opened = {"opened_by": "assigned", "opened_on": day, "opened_at": attempt.taken_at}
        connection.execute(insert(Episode).values(client_id=attempt.client_id, ordinal=1, **opened))
        return 1
    for episode in episodes:
        # one that is told of afterwards was of the loss of its day, though an order has ended that one since
        told_afterwards = attempt.attempted_at is not None
        if episode.closed_on is None or (told_afterwards and day <= episode.closed_on):
            return int(episode.ordinal)
    raise SpentError(
        f"spent: the client's loss episode {episodes[-1].ordinal} is over. The next begins when "
        "the client is lost again and scored."
    )


def _refuse_second(connection: Connection, attempt: NewAttempt, ordinal: int) -> None:
    made = (Attempt.client_id == attempt.client_id) & (Attempt.ordinal == ordinal)
    if connection.execute(select(Attempt.id).where(made)).first():
        raise SpentError(
            f"spent: the one attempt of the client's loss episode {ordinal} was made. Take another client."
        )


def _heed_draw(connection: Connection, attempt: NewAttempt, ordinal: int) -> None:
    """Refuse an episode that is held out; where no draw has decided, decide that it is not."""
    of_episode = (Holdout.client_id == attempt.client_id) & (Holdout.ordinal == ordinal)
    held_out = connection.execute(select(Holdout.held_out).where(of_episode)).scalar()
    if held_out:
        raise HeldOutError(
            f"held_out: nobody tries to win this client back in its loss episode {ordinal}, to measure "
            "what the lists bring. Take another client."
        )
    if held_out is None:
        decision = {"held_out": False, "list": attempt.list_name, "share": 0.0, "drawn_at": attempt.taken_at}
        connection.execute(insert(Holdout).values(client_id=attempt.client_id, ordinal=ordinal, **decision))
