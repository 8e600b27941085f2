"""Attempts and outcomes that come back from a CRM's file: what is news, what is known, what may not be."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import Connection, select, update
from sqlalchemy.exc import IntegrityError

from features.errors import BusyError
from serving.ledger.attempts import HeldOutError, NewAttempt, SpentError, insert_attempt
from serving.ledger.audit import AuditBook
from serving.ledger.database import TRIES, UnusableError, moment
from serving.ledger.outcomes import NewOutcome, OutcomeBook, StandingAttempt, read_attempt
from serving.ledger.tables import Attempt, Episode, Holdout, Outcome

#: Rows of one transaction: whoever else writes waits no longer than these take.
AT_ONCE = 500

Verdict = Literal["recorded", "known", "spent", "held_out", "unknown_attempt"]


@dataclass(frozen=True)
class ReturnedRow:
    """One row of a CRM's file: an attempt that was made, and perhaps what became of it.

    Attributes
    ----------
    client_id, action : str
        Whom, and what was done.
    attempted_at : datetime
        When, with offset.
    executor : str or None
        By whom.
    outcome : NewOutcome or None
        What became of it, if that is known.
    list_name : str or None
        `at_risk` or `recoverable`; None: as the ledger knows.
    attempt_id : str or None
        Of an attempt that was taken before.
    """

    client_id: str
    action: str
    attempted_at: datetime
    executor: str | None = None
    outcome: NewOutcome | None = None
    list_name: str | None = None
    attempt_id: str | None = None


class PartlyRecordedError(BusyError):
    """The ledger could not be used any more when the first rows were recorded.

    Attributes
    ----------
    rows : int
        How many rows stand, from the first one on; they can all be given again.
    """

    def __init__(self, rows: int, fault: UnusableError) -> None:
        super().__init__(
            f"{fault.why} The first {rows} rows stand; the others are still to be recorded. {fault.remedy} "
            "Give the same file: rows that stand change nothing."
        )
        self.rows = rows


class ReturnBook(OutcomeBook, AuditBook):
    """What comes back."""

    def record_returned(self, rows: Sequence[ReturnedRow], now: datetime, *, by: str) -> list[Verdict]:
        """Write rows down, each for itself; the same rows again change nothing.

        Parameters
        ----------
        rows : sequence of ReturnedRow
            In the order in which they count: of two words on one attempt the later row's stands.
        now : datetime
            The time, with offset.
        by : str
            Who gives them: a code for the audit.

        Returns
        -------
        list of str
            For each row `recorded` (news), `known` (nothing new in it), or why the ledger refuses it:
            `spent`, `held_out`, `unknown_attempt`.

        Raises
        ------
        BusyError
            If the ledger cannot be used, and nothing was changed.
        PartlyRecordedError
            If it cannot be used any more after the first rows; the same rows may be given again.
        """
        verdicts: list[Verdict] = []
        for start in range(0, len(rows), AT_ONCE):
            try:
                verdicts += self._part_recorded(rows[start : start + AT_ONCE], moment(now), by)
            except UnusableError as fault:
                if start:
                    raise PartlyRecordedError(start, fault) from None
                raise
        return verdicts

    def _part_recorded(self, rows: Sequence[ReturnedRow], now: datetime, by: str) -> list[Verdict]:
        with self.writing() as connection:
            verdicts = [self._recorded(connection, row, now, by) for row in rows]
            if news := verdicts.count("recorded"):
                self.write_audit(connection, by, "attempts.record", news, now)
        return verdicts

    def _recorded(self, connection: Connection, row: ReturnedRow, now: datetime, by: str) -> Verdict:
        try:
            for _ in range(TRIES - 1):  # another one wrote the same row: what stands now is looked at
                with suppress(IntegrityError), connection.begin_nested():
                    return self._written(connection, row, now, by)
            with connection.begin_nested():
                return self._written(connection, row, now, by)
        except SpentError:
            return "spent"
        except HeldOutError:
            return "held_out"

    def _written(self, connection: Connection, row: ReturnedRow, now: datetime, by: str) -> Verdict:
        standing = self._matching(connection, row)
        news = False
        if standing is None:
            if row.attempt_id is not None:
                return "unknown_attempt"
            standing, news = self._taken(connection, row, now, by), True
        if row.outcome is not None and row.outcome not in _history(connection, standing.attempt_id):
            news |= self.add_outcome(connection, standing, row.outcome, now, by)
        unmade = (Attempt.id == standing.attempt_id) & Attempt.attempted_at.is_(None)
        made = connection.execute(update(Attempt).where(unmade).values(attempted_at=row.attempted_at))
        return "recorded" if news or made.rowcount else "known"

    def _taken(self, connection: Connection, row: ReturnedRow, now: datetime, by: str) -> StandingAttempt:
        listed = row.list_name or _listed(connection, row.client_id) or "at_risk"
        attempt = NewAttempt(
            *(row.client_id, listed, row.action, row.executor),
            taken_at=row.attempted_at,
            recorded_at=now,
            recorded_by=by,
            attempted_at=row.attempted_at,
        )
        taken = insert_attempt(connection, attempt, self.day(row.attempted_at))
        standing = read_attempt(connection, Attempt.id == taken.attempt_id)
        assert standing is not None
        return standing

    def _matching(self, connection: Connection, row: ReturnedRow) -> StandingAttempt | None:
        """Find the attempt that a row speaks of: of that id, or of that action within that loss."""
        if row.attempt_id is not None:
            return read_attempt(
                connection, (Attempt.id == row.attempt_id) & (Attempt.client_id == row.client_id)
            )
        same = (Episode.client_id == Attempt.client_id) & (Episode.ordinal == Attempt.ordinal)
        asked = select(Attempt.id, Attempt.taken_at, Attempt.attempted_at, Episode.closed_on).join(
            Episode, same
        )
        of_client = (Attempt.client_id == row.client_id) & (Attempt.action == row.action)
        day = self.day(row.attempted_at)
        for found in connection.execute(asked.where(of_client).order_by(Attempt.ordinal.desc())).all():
            began = self.day(found.taken_at)
            same_day = found.attempted_at is not None and self.day(found.attempted_at) == day
            if same_day or (began <= day and (found.closed_on is None or day <= found.closed_on)):
                return read_attempt(connection, Attempt.id == found.id)
        return None


def _history(connection: Connection, attempt_id: str) -> list[NewOutcome]:
    said = select(Outcome.outcome, Outcome.outcome_at, Outcome.cost, Outcome.incentive)
    return [NewOutcome(*row) for row in connection.execute(said.where(Outcome.attempt_id == attempt_id))]


def _listed(connection: Connection, client_id: str) -> str | None:
    drawn = select(Holdout.list).where(Holdout.client_id == client_id).order_by(Holdout.ordinal.desc())
    found: str | None = connection.execute(drawn.limit(1)).scalar()
    return found
