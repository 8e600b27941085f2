"""Who wishes not to be contacted, from the moment at which they said so."""

from datetime import datetime
from typing import get_args

from sqlalchemy import Connection, String, delete, insert, select
from sqlalchemy.orm import Mapped, mapped_column

from features.errors import UsageError
from features.settings import Channel
from serving.ledger.database import Database, moment
from serving.ledger.tables import Base

#: Stands for every channel.
EVERY = ""


class OptOut(Base):
    """One client's wish, for one channel or for all."""

    __tablename__ = "opt_outs"

    client_id: Mapped[str] = mapped_column(primary_key=True)
    channel: Mapped[str] = mapped_column(String(16), primary_key=True)
    since: Mapped[datetime]
    recorded_by: Mapped[str] = mapped_column(String(80))


class OptOutBook(Database):
    """The wishes that came to us directly; those of the source count from the next scoring."""

    def opt_out(self, client_id: str, channel: str | None, now: datetime, *, by: str) -> bool:
        """Write down that a client is not to be contacted.

        Parameters
        ----------
        client_id : str
            The client.
        channel : str or None
            `call`, `visit`, `management_call`, `email` or `message`; None: by none of them.
        now : datetime
            The time, with offset.
        by : str
            Who writes it down: a code such as a key's id.

        Returns
        -------
        bool
            Whether it is news.

        Raises
        ------
        UsageError
            If there is no such channel.
        BusyError
            If the ledger cannot be used.
        """
        named = _channel(channel)

        def write(connection: Connection) -> bool:
            same = (OptOut.client_id == client_id) & (OptOut.channel == named)
            if connection.execute(select(OptOut.since).where(same)).first():
                return False
            row = {"client_id": client_id, "channel": named, "since": moment(now), "recorded_by": by}
            connection.execute(insert(OptOut).values(row))
            return True

        return self.changed(write)

    def opt_in(self, client_id: str, channel: str | None) -> bool:
        """Take a wish back, as the client asked, or (None) all of the client's; tell whether it is news."""
        named = _channel(channel)
        theirs = OptOut.client_id == client_id
        which = theirs if named == EVERY else theirs & (OptOut.channel == named)
        with self.writing() as connection:
            return bool(connection.execute(delete(OptOut).where(which)).rowcount)

    def opt_outs(self) -> frozenset[tuple[str, str]]:
        """Give all wishes as (client, channel); the channel is empty where it is every one."""
        with self.reading() as connection:
            found = connection.execute(select(OptOut.client_id, OptOut.channel)).all()
        return frozenset((row.client_id, row.channel) for row in found)


def _channel(channel: str | None) -> str:
    if channel is not None and channel not in get_args(Channel):
        raise UsageError(
            f"There is no such channel; there are: {', '.join(get_args(Channel))}. Name one, or none."
        )
    return channel or EVERY
