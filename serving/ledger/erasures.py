"""Which people were to be erased, how far it went, and the rows of theirs that the ledger holds."""

import json
import time
import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, String, Text, delete, or_, select, text, update
from sqlalchemy.orm import Mapped, mapped_column

from features.errors import BusyError
from serving.ledger.audit import AuditBook
from serving.ledger.database import TRIES, insert_missing, moment
from serving.ledger.opt_outs import OptOut
from serving.ledger.outbox import Message
from serving.ledger.risk import RiskClient
from serving.ledger.tables import Attempt, Base, Episode, Holdout, Outcome, PlanRow, Reply

#: Tables with a client's rows, in an order in which they may go.
OF_CLIENTS: tuple[type[Base], ...] = (PlanRow, Message, RiskClient, OptOut, Attempt, Holdout, Episode)
#: How long to wait for readers before the log of writes is tried to be emptied again, seconds.
PAUSE_SECONDS = 0.3
#: Shortest id that is looked for within an `Idempotency-Key`.
TELLING = 4


class Erasure(Base):
    """One erasure; who it is about stands there only until it is done."""

    __tablename__ = "erasures"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    mark: Mapped[str] = mapped_column(String(64), unique=True)
    person: Mapped[str | None] = mapped_column(Text)
    asked_at: Mapped[datetime]
    asked_by: Mapped[str] = mapped_column(String(80))
    done_at: Mapped[datetime | None]
    gone: Mapped[str | None] = mapped_column(Text)


@dataclass(frozen=True)
class ErasureEntry:
    """An erasure as it stands.

    Attributes
    ----------
    id : str
        To ask for it by.
    mark : str
        Keyed digest of the client's id.
    person : str or None
        By what the person is known, until it is done.
    asked_at : datetime
    asked_by : str
        A code such as a key's id.
    done_at : datetime or None
        None while it is under way.
    gone : mapping of str to int
        What went, by place.
    """

    id: str
    mark: str
    person: str | None
    asked_at: datetime
    asked_by: str
    done_at: datetime | None
    gone: Mapping[str, int]


class ErasureBook(AuditBook):
    """The erasures."""

    def ask_erasure(self, mark: str, person: str, now: datetime, *, by: str) -> ErasureEntry:
        """Write down that a person is to be erased; one that was asked for before is taken up again.

        Parameters
        ----------
        mark : str
            `features.privacy.erased.Erased.mark` of the client's id.
        person : str
            By what the person is known (`features.privacy.person.Person.to_json`); kept until it is done.
        now : datetime
            The time, with offset.
        by : str
            Who asks: a code.
        """
        row = {"id": uuid.uuid4().hex, "mark": mark, "asked_at": moment(now), "asked_by": by}
        with self.writing() as connection:
            insert_missing(connection, Erasure, [row])
            same = update(Erasure).where(Erasure.mark == mark)
            connection.execute(same.values(person=person, done_at=None))
            return _entry(connection, Erasure.mark == mark)

    def erasure(self, which: str) -> ErasureEntry | None:
        """Give an erasure by its id or its mark, or None."""
        with self.reading() as connection:
            named = or_(Erasure.id == which, Erasure.mark == which)
            known = connection.execute(select(Erasure.id).where(named)).first()
            return _entry(connection, Erasure.id == known.id) if known else None

    def pending_erasures(self) -> list[ErasureEntry]:
        """Give the erasures that are under way, the oldest first."""
        with self.reading() as connection:
            asked = select(Erasure.id).where(Erasure.done_at.is_(None)).order_by(Erasure.asked_at, Erasure.id)
            return [_entry(connection, Erasure.id == row.id) for row in connection.execute(asked).all()]

    def forget_person(self, erasure_id: str, gone: Mapping[str, int]) -> None:
        """Write down what went, and delete by what the person was known: nothing here tells it any more."""
        with self.writing() as connection:
            standing = _entry(connection, Erasure.id == erasure_id)
            whole = {
                place: standing.gone.get(place, 0) + gone.get(place, 0) for place in {*standing.gone, *gone}
            }
            change = update(Erasure).where(Erasure.id == erasure_id)
            told = json.dumps(dict(sorted(whole.items())))
            connection.execute(change.values(person=None, gone=told))

    def finish_erasure(self, erasure_id: str, now: datetime) -> None:
        """Write the deed."""
        with self.writing() as connection:
            standing = _entry(connection, Erasure.id == erasure_id)
            change = update(Erasure).where(Erasure.id == erasure_id)
            connection.execute(change.values(done_at=moment(now)))
            self.write_audit(connection, standing.asked_by, f"client.erase:{erasure_id}", 1, now)

    def rows_of_clients(self, client_ids: Collection[str]) -> dict[str, list[dict[str, Any]]]:
        """Give every row of some clients by table; tables without any are left out."""
        with self.reading() as connection:
            attempts = _attempts(connection, client_ids)
            found: dict[str, list[dict[str, Any]]] = {}
            for table, which in _theirs(client_ids, attempts):
                rows = connection.execute(select(table.__table__).where(which)).mappings().all()
                if rows:
                    found[table.__tablename__] = [dict(row) for row in rows]
        return found

    def forget_clients(self, client_ids: Collection[str]) -> dict[str, int]:
        """Delete every row of some clients; give how many went, by table."""
        with self.writing() as connection:
            attempts = _attempts(connection, client_ids)
            gone = {
                table.__tablename__: connection.execute(delete(table).where(which)).rowcount
                for table, which in _theirs(client_ids, attempts)
            }
        return {name: count for name, count in gone.items() if count}

    def leave_no_trace(self) -> None:
        """Overwrite what deleted rows left in the database's own files.

        SQLite: rows are overwritten as they are deleted, and the log of writes is emptied here. PostgreSQL:
        the tables are vacuumed, and its statistics, which hold values of rows, are made anew; its log,
        replicas and copies are its administrator's.

        Raises
        ------
        BusyError
            If another process reads the ledger without end.
        """
        on_server = self._engine.dialect.name == "postgresql"
        way = {"isolation_level": "AUTOCOMMIT"} if on_server else {"bare": True}
        for _ in range(TRIES):
            emptied = self._cleared(way, on_server)
            if emptied is None or not emptied[0]:
                return
            time.sleep(PAUSE_SECONDS)
        raise BusyError(
            f"The ledger ({self.place}) is being read, so its log still holds what was erased. "
            "Run the erasure again; it goes on where it stopped."
        )

    def _cleared(self, way: Mapping[str, Any], on_server: bool) -> Any:
        with self._told(), self._engine.execution_options(**way).connect() as connection:
            if on_server:
                tables: tuple[type[Base], ...] = (*OF_CLIENTS, Outcome, Reply, Erasure)
                names = sorted(table.__tablename__ for table in tables)
                connection.execute(text(f"VACUUM (ANALYZE) {', '.join(names)}"))
                for name in names:
                    _forget_statistics(connection, name)
                return None
            return connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").first()


def _forget_statistics(connection: Connection, table: str) -> None:
    """Drop what PostgreSQL remembers of the rows of a table that is empty now; ANALYZE would leave it.

    A change of a column's type drops its statistics, to the same type too: on an empty table at no cost.
    """
    if connection.execute(text(f"SELECT 1 FROM {table} LIMIT 1")).first() is not None:
        return
    columns = text(
        "SELECT attname, format_type(atttypid, atttypmod) AS type FROM pg_stats "
        "JOIN pg_attribute USING (attname) WHERE schemaname = current_schema() AND tablename = :name "
        "AND attrelid = to_regclass(:name)"
    )
    for column in connection.execute(columns, {"name": table}).all():
        connection.execute(
            text(f'ALTER TABLE {table} ALTER COLUMN "{column.attname}" SET DATA TYPE {column.type}')
        )


def _attempts(connection: Connection, client_ids: Collection[str]) -> list[str]:
    asked = select(Attempt.id).where(Attempt.client_id.in_(client_ids))
    return [row.id for row in connection.execute(asked).all()]


def _theirs(client_ids: Collection[str], attempts: Collection[str]) -> list[tuple[type[Base], Any]]:
    """Give each table with the condition that is true of the clients' rows."""
    told = or_(
        False,
        *(Reply.body.contains(attempt_id, autoescape=True) for attempt_id in attempts),
        # a caller may have made its key of the client's id; a short id would be found in anybody's
        *(Reply.idempotency_key.contains(one, autoescape=True) for one in client_ids if len(one) >= TELLING),
    )
    clients = [(table, table.__table__.c.client_id.in_(client_ids)) for table in OF_CLIENTS]
    return [(Reply, told), (Outcome, Outcome.attempt_id.in_(attempts)), *clients]


def _entry(connection: Connection, which: Any) -> ErasureEntry:
    row = connection.execute(select(Erasure.__table__).where(which)).one()
    gone = json.loads(row.gone) if row.gone else {}
    return ErasureEntry(row.id, row.mark, row.person, row.asked_at, row.asked_by, row.done_at, gone)
