"""Who did what to how many clients: a chain of rows in which no earlier one can be changed unseen."""

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

from sqlalchemy import Connection, insert, select

from features.errors import DamagedError, UsageError
from serving.ledger.database import AUDIT_CHAIN, Database, moment
from serving.ledger.tables import AuditRow

#: What the first row has as its predecessor's digest.
BEGINNING = "0" * 64

#: Codes, never free text, so that no client's name can slip in.
CODE = re.compile(r"[A-Za-z0-9_.:/@{}+-]{1,80}")


@dataclass(frozen=True)
class AuditEntry:
    """One deed."""

    number: int
    at: datetime
    who: str
    what: str
    how_many: int
    previous: str
    sha256: str


def digest_of(number: int, at: datetime, who: str, what: str, how_many: int, previous: str) -> str:
    """Give the digest of an audit row: SHA-256 over the previous digest and the row's fields.

    Examples
    --------
    >>> digest_of(1, datetime(2026, 3, 1, tzinfo=UTC), "key:ab12", "list.export", 40, BEGINNING)[:12]
    '30d0f1c8ebaa'
    """
    fields = [previous, number, at.astimezone(UTC).isoformat(), who, what, how_many]
    return sha256(json.dumps(fields).encode()).hexdigest()


class AuditBook(Database):
    """The audit."""

    def audit(self, who: str, what: str, how_many: int, now: datetime) -> None:
        """Write down a deed.

        Parameters
        ----------
        who : str
            A code such as a key's id; letters, digits and ``_.:/@{}+-``, at most 80.
        what : str
            A code such as `list.export`, of the same characters; never a client's name or id.
        how_many : int
            Clients concerned, 0 or more.
        now : datetime
            The time, with offset.

        Raises
        ------
        UsageError
            If `who` or `what` is free text, or `how_many` is negative.
        BusyError
            If the ledger cannot be used.
        """
        with self.writing() as connection:
            self.write_audit(connection, who, what, how_many, now)

    def write_audit(self, connection: Connection, who: str, what: str, how_many: int, now: datetime) -> None:
        """Write a deed down in the transaction that does it; takes and raises what `audit` does."""
        for name, code in (("who", who), ("what", what)):
            if not CODE.fullmatch(code):
                raise UsageError(
                    f"`{name}` of an audit row is no code of at most 80 letters, digits and _.:/@{{}}+-. "
                    "Write one such as 'list.export', so that no client's name gets in."
                )
        if how_many < 0:
            raise UsageError(f"`how_many` is {how_many}; it counts clients. Give 0 or more.")
        self.serialize(connection, AUDIT_CHAIN)
        newest = select(AuditRow.number, AuditRow.sha256).order_by(AuditRow.number.desc()).limit(1)
        last = connection.execute(newest).first()
        number, previous = (last.number + 1, last.sha256) if last else (1, BEGINNING)
        row = {
            "number": number,
            "at": moment(now),
            "who": who,
            "what": what,
            "how_many": how_many,
            "previous": previous,
        }
        digest = digest_of(number, now, who, what, how_many, previous)
        connection.execute(insert(AuditRow).values(**row, sha256=digest))

    def audit_rows(self) -> list[AuditEntry]:
        """List all deeds, oldest first."""
        with self.reading() as connection:
            found = connection.execute(select(AuditRow.__table__).order_by(AuditRow.number)).all()
        return [AuditEntry(*row) for row in found]

    def check_audit(self) -> int:
        """Prove that no row was changed, added or taken out within the chain.

        Rows cut off at its end leave no trace in it: keep the newest digest elsewhere to see that.

        Returns
        -------
        int
            How many rows were proved.

        Raises
        ------
        DamagedError
            If the chain breaks; names the first row where it does.
        """
        rows = self.audit_rows()
        previous = BEGINNING
        for expected, row in enumerate(rows, start=1):
            digest = digest_of(row.number, row.at, row.who, row.what, row.how_many, previous)
            if (row.number, row.previous, row.sha256) != (expected, previous, digest):
                raise DamagedError(
                    f"The audit breaks at row {expected}: it is not the one that was written. "
                    "Find who can write to the ledger, and restore it from a copy."
                )
            previous = digest
        return len(rows)
