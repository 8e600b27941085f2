"""Who came to high risk and who no longer is, so that receivers of webhooks are told of each once."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import Connection, String, bindparam, delete, insert, select
from sqlalchemy.orm import Mapped, mapped_column

from serving.ledger.database import insert_missing
from serving.ledger.outbox import OutboxBook
from serving.ledger.tables import Base

RISK_ENTERED, RISK_LEFT = "risk.entered", "risk.left"


class RiskClient(Base):
    """A client of whom receivers were told that it is at high risk, and not yet that it no longer is."""

    __tablename__ = "risk_clients"

    client_id: Mapped[str] = mapped_column(primary_key=True)


class Announced(Base):
    """The publication that receivers were told of last."""

    __tablename__ = "announced"

    name: Mapped[str] = mapped_column(String(16), primary_key=True)
    snapshot_id: Mapped[str] = mapped_column(String(64))


class RiskBook(OutboxBook):
    """Who is at high risk, as far as receivers were told."""

    def announce_risk(
        self, at_risk: Iterable[str], snapshot_id: str, as_of: str, now: datetime
    ) -> tuple[int, int]:
        """Tell who came to high risk and who no longer is, against whoever was told before.

        The first publication that a receiver is there for tells nothing: it is what later ones are compared
        with. A second run on the same publication tells nothing.

        Parameters
        ----------
        at_risk : iterable of str
            Clients of high risk in the publication.
        snapshot_id, as_of : str
            The publication, and its day.
        now : datetime
            The time, with offset.

        Returns
        -------
        tuple of (int, int)
            How many entered and left.
        """
        now_there = set(at_risk)
        with self.writing() as connection:
            before = {row.client_id for row in connection.execute(select(RiskClient.client_id))}
            first = connection.execute(select(Announced.name)).first() is None
            entered, left = sorted(now_there - before), sorted(before - now_there)
            _delete_clients(connection, left)
            insert_missing(
                connection, RiskClient, [{"client_id": one} for one in entered]
            ) if entered else None
            connection.execute(delete(Announced))
            connection.execute(insert(Announced).values(name="risk", snapshot_id=snapshot_id))
            if first:
                return 0, 0
            for kind, clients in ((RISK_ENTERED, entered), (RISK_LEFT, left)):
                about = {"snapshot_id": snapshot_id, "as_of": as_of}
                self.write_messages(connection, kind, [{"client_id": one, **about} for one in clients], now)
        return len(entered), len(left)

    def forget_risk(self) -> None:
        """Forget who was told to be at risk, as no receiver wants to know any more."""
        with self.reading() as connection:
            if connection.execute(select(Announced.name)).first() is None:
                return
        with self.writing() as connection:
            connection.execute(delete(RiskClient))
            connection.execute(delete(Announced))


def _delete_clients(connection: Connection, client_ids: Sequence[str]) -> None:
    if client_ids:
        change = delete(RiskClient).where(RiskClient.client_id == bindparam("client"))
        connection.execute(change, [{"client": one} for one in client_ids])
