"""What became of each attempt: the newest word counts, and the earlier ones stay as its history."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import reduce
from typing import Any

from sqlalchemy import Connection, insert, select

from features.errors import NotFoundError
from serving.ledger.database import moment
from serving.ledger.outbox import ATTEMPT_CLOSED, OutboxBook
from serving.ledger.tables import Attempt, Outcome

#: What can become of an attempt.
OUTCOMES = ("ordered", "promised", "refused", "no_answer", "unreachable")


@dataclass(frozen=True)
class NewOutcome:
    """What somebody says became of an attempt.

    Attributes
    ----------
    outcome : str
        One of `OUTCOMES`.
    outcome_at : datetime
        When, with offset.
    cost, incentive : float or None
        What it cost and what the client was given, money, 0 or more; None: not known.
    """

    outcome: str
    outcome_at: datetime
    cost: float | None = None
    incentive: float | None = None

    def after(self, earlier: "NewOutcome | None") -> "NewOutcome":
        """Give what counts once it is told: money that is not told anew stays as it was told before."""
        if earlier is None:
            return self
        cost = earlier.cost if self.cost is None else self.cost
        incentive = earlier.incentive if self.incentive is None else self.incentive
        return replace(self, cost=cost, incentive=incentive)


@dataclass(frozen=True)
class StandingAttempt:
    """An attempt with the outcome that counts now, if there is one."""

    attempt_id: str
    client_id: str
    episode: int
    list_name: str
    action: str
    executor: str | None
    taken_at: datetime
    outcome: NewOutcome | None


class OutcomeBook(OutboxBook):
    """The outcomes of attempts."""

    def attempt(self, attempt_id: str) -> StandingAttempt | None:
        """Give an attempt with its outcome, or None for one that was never taken."""
        with self.reading() as connection:
            return read_attempt(connection, Attempt.id == attempt_id)

    def last_attempt(self, client_id: str) -> StandingAttempt | None:
        """Give the attempt of a client's newest loss episode that has one, or None."""
        with self.reading() as connection:
            return read_attempt(connection, Attempt.client_id == client_id)

    def record_outcome(
        self,
        attempt_id: str,
        told: NewOutcome,
        now: datetime,
        *,
        by: str,
        beside: Callable[[Connection], None] | None = None,
    ) -> bool:
        """Write down what became of an attempt.

        Parameters
        ----------
        attempt_id : str
            The attempt.
        told : NewOutcome
            What became of it; a later word replaces an earlier one, as when a promise becomes an order. Money
            that it does not tell stays as told before.
        now : datetime
            The time, with offset.
        by : str
            Who says so: a code such as a key's id.
        beside : callable, optional
            Writes more into the same transaction.

        Returns
        -------
        bool
            Whether it is news; False if the same stands already.

        Raises
        ------
        NotFoundError
            If there is no such attempt.
        BusyError
            If the ledger cannot be used; then nothing was changed.
        """

        def write(connection: Connection) -> bool:
            standing = read_attempt(connection, Attempt.id == attempt_id)
            if standing is None:
                raise NotFoundError("There is no such attempt. POST /v1/attempts takes one and gives its id.")
            news = self.add_outcome(connection, standing, told, moment(now), by)
            if beside:
                beside(connection)
            return news

        return self.changed(write)

    def add_outcome(
        self, connection: Connection, standing: StandingAttempt, told: NewOutcome, now: datetime, by: str
    ) -> bool:
        """Write an outcome down unless the same stands already; tell whether it is news.

        Receivers are told that the attempt is closed; a promise leaves it open.
        """
        moment(told.outcome_at)
        if standing.outcome == told.after(standing.outcome):
            return False
        row = {
            "attempt_id": standing.attempt_id,
            "outcome": told.outcome,
            "outcome_at": told.outcome_at,
            "cost": told.cost,
            "incentive": told.incentive,
            "recorded_at": now,
            "recorded_by": by,
        }
        connection.execute(insert(Outcome).values(row))
        if told.outcome != "promised":
            about = {"client_id": standing.client_id, "attempt_id": standing.attempt_id}
            self.write_messages(connection, ATTEMPT_CLOSED, [about], now)
        return True


def read_attempt(connection: Connection, which: Any) -> StandingAttempt | None:
    """Read the newest of some attempts, with the outcome that counts."""
    asked = select(Attempt).where(which).order_by(Attempt.ordinal.desc()).limit(1)
    found = connection.execute(asked.with_only_columns(*Attempt.__table__.columns)).first()
    if found is None:
        return None
    said = select(Outcome.outcome, Outcome.outcome_at, Outcome.cost, Outcome.incentive)
    of_it = said.where(Outcome.attempt_id == found.id).order_by(Outcome.id)
    told = [NewOutcome(*row) for row in connection.execute(of_it)]
    return StandingAttempt(
        attempt_id=found.id,
        client_id=found.client_id,
        episode=found.ordinal,
        list_name=found.list,
        action=found.action,
        executor=found.executor,
        taken_at=found.taken_at,
        outcome=reduce(lambda earlier, later: later.after(earlier), told) if told else None,
    )
