"""How the ledger reaches its database, SQLite or PostgreSQL, and what it says when it cannot."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, date, datetime, tzinfo
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy import exc as fault_kinds
from sqlalchemy.dialects import postgresql, sqlite

from features.errors import BusyError, SettingsError, UsageError
from serving.ledger.changes import Changes
from serving.ledger.forms import HEAD, bring_up, form_of
from serving.ledger.tables import Base

#: Keys of PostgreSQL's advisory locks: one for making the tables, one for the chain of the audit.
MAKING_TABLES = 7_301_001
AUDIT_CHAIN = 7_301_002

#: PostgreSQL's codes of "insufficient privilege", and of a schema that the user may not even see.
NO_RIGHTS = ("42501", "3F000")

#: How often a change is tried anew after another one wrote the same rows.
TRIES = 5

R = TypeVar("R")


class UnusableError(BusyError):
    """The ledger cannot be used now; nothing of the transaction stands.

    Attributes
    ----------
    why, remedy : str
        What the ledger says, and what to do: sentences, for who tells more of what stands.
    """

    def __init__(self, why: str, remedy: str) -> None:
        super().__init__(f"{why} Nothing was changed. {remedy}")
        self.why, self.remedy = why, remedy


class RefusedRowError(UnusableError):
    """The database's constraints refuse a row; most often another one wrote the same at this moment."""


class Database:
    """A connection pool, and transactions that tell faults in words.

    Parameters
    ----------
    url : str
        `[storage] ledger_url`: `sqlite:///PATH` or `postgresql://…`; may hold a password, never shown.
    zone : tzinfo
        The company's time zone, in which days begin.
    wait_seconds : float
        How long to wait for another writer, or for an answer to a connection, in seconds.

    Raises
    ------
    SettingsError
        If the address is not one of these, or a newer winback has changed the ledger's tables.
    BusyError
        If the database cannot be reached or used.
    """

    def __init__(self, url: str, *, zone: tzinfo = UTC, wait_seconds: float = 5.0) -> None:
        self._url = _address(url)
        self._zone = zone
        self._engine = _engine(self._url, wait_seconds)
        self._looked_at = Changes(self._engine)
        with ExitStack() as undone:
            undone.callback(self.close)
            self._make_tables()
            undone.pop_all()

    def close(self) -> None:
        """Give the connections back."""
        self._looked_at.close()
        self._engine.dispose()

    def changes(self) -> int | None:
        """Give a number that differs after each change of the ledger, whoever makes it; see `Changes`."""
        return self._looked_at.seen()

    @property
    def place(self) -> str:
        """Where the ledger lies, without user and password."""
        url = self._url
        return f"{url.get_backend_name()} {url.host or ''}{f':{url.port}' if url.port else ''}/{url.database}"

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Run queries that change nothing, on one state of the database."""
        with self._told(), self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Run one transaction: all of it stands afterwards, or nothing."""
        writers = self._engine.execution_options(writing=True)
        with self._told(), writers.begin() as connection:
            yield connection

    def changed(self, change: Callable[[Connection], R]) -> R:
        """Run a change as one transaction, again if another one wrote a row that ours wanted to write.

        Parameters
        ----------
        change : callable
            Looks and writes; what it saw is looked at anew each time.

        Raises
        ------
        BusyError
            If the database goes on refusing a row, or cannot be used.
        """
        for _ in range(TRIES - 1):
            with suppress(RefusedRowError), self.writing() as connection:
                return change(connection)
        with self.writing() as connection:
            return change(connection)

    def serialize(self, connection: Connection, key: int) -> None:
        """Let one transaction at a time go on from here; SQLite has one writer anyway."""
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": key})

    def day(self, now: datetime) -> date:
        """Give the company's calendar day of a moment."""
        return moment(now).astimezone(self._zone).date()

    def _make_tables(self) -> None:
        with self.reading() as connection:
            if form_of(connection) == HEAD:
                return
        with self.writing() as connection:
            self.serialize(connection, MAKING_TABLES)
            if form_of(connection) != HEAD:  # somebody else was quicker
                bring_up(connection, place=self.place)

    @contextmanager
    def _told(self) -> Iterator[None]:
        # `from None` below: the driver's own words may carry a client's value or the address
        try:
            yield
        except fault_kinds.IntegrityError as fault:
            raise RefusedRowError(
                f"The ledger ({self.place}) refuses a row: {self._said(fault)}.",
                "Try again. If it stays so, its tables are not as winback made them: see whether they were "
                "restored without their sequences, or a constraint or trigger was added, and mend that.",
            ) from None
        except fault_kinds.ProgrammingError as fault:
            if str(fault.orig).startswith("invalid connection option"):
                raise SettingsError(
                    f"[storage] ledger_url: {str(fault.orig).strip()} after the question mark. Mend its name."
                ) from None
            if getattr(fault.orig, "sqlstate", None) not in NO_RIGHTS:
                raise  # a fault of ours
            raise self._unusable(fault) from None
        except fault_kinds.DataError:
            raise UsageError(
                f"The ledger ({self.place}) cannot keep a value as it is: too long, out of range, or with a "
                "NUL character. Mend that value."
            ) from None
        except (fault_kinds.DBAPIError, fault_kinds.TimeoutError) as fault:
            raise self._unusable(fault) from None

    def _unusable(self, fault: fault_kinds.SQLAlchemyError) -> UnusableError:
        return UnusableError(
            f"The ledger ({self.place}) cannot be used now: {self._said(fault)}.",
            "See that it is up, has room, and is not locked or read-only, then try again.",
        )

    def _said(self, fault: fault_kinds.SQLAlchemyError) -> str:
        """Give the driver's first line: further ones may carry a client's value."""
        said = str(getattr(fault, "orig", None) or fault).strip().splitlines() or ["no answer"]
        for secret in (self._url.password, self._url.query.get("password")):
            if secret:
                said[0] = said[0].replace(str(secret), "***")
        return said[0].rstrip(".")


def insert_missing(connection: Connection, table: type[Base], rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows, but those that another transaction was quicker with; nobody has to try again."""
    kind = postgresql if connection.dialect.name == "postgresql" else sqlite
    connection.execute(kind.insert(table).on_conflict_do_nothing(), rows)


def moment(now: datetime) -> datetime:
    """Refuse a time without an offset: the ledger would not know which moment it is.

    Raises
    ------
    UsageError
        If it has none.

    Examples
    --------
    >>> moment(datetime(2026, 3, 1, 12))
    Traceback (most recent call last):
    ...
    features.errors.UsageError: The time 2026-03-01T12:00:00 has no offset. Give one, as in ...
    """
    if now.tzinfo is None:
        raise UsageError(
            f"The time {now.isoformat()} has no offset. Give one, as in datetime.now(zone), "
            "so that everyone means the same moment."
        )
    return now


def _address(url: str) -> URL:
    try:
        address = make_url(url)
    except (fault_kinds.ArgumentError, ValueError):
        raise SettingsError(
            "[storage] ledger_url is no database address. Write sqlite:///PATH or postgresql://HOST/NAME."
        ) from None  # the driver's message repeats the address
    kind = address.get_backend_name()
    if kind in ("postgres", "postgresql"):
        return address.set(drivername="postgresql+psycopg")
    if kind == "sqlite" and address.database not in (None, "", ":memory:"):
        return address
    raise SettingsError(
        f"[storage] ledger_url is a {kind} address that cannot keep a ledger. "
        "Write sqlite:///PATH of a file, or postgresql://HOST/NAME."
    )


def _engine(url: URL, wait_seconds: float) -> Engine:
    # hidden parameters: client ids never reach a log through the driver's messages
    if url.get_backend_name() == "postgresql":
        asked = url.query.get("options", "")
        waits = asked if isinstance(asked, str) else " ".join(asked)
        waits += f" -c lock_timeout={int(wait_seconds * 1000)}"
        url = url.difference_update_query(["options"])
        return create_engine(
            url,
            hide_parameters=True,
            pool_pre_ping=True,
            pool_timeout=wait_seconds * 4,
            connect_args={"connect_timeout": max(2, round(wait_seconds)), "options": waits},
        )
    _make_folder(url)
    engine = create_engine(
        url, hide_parameters=True, pool_timeout=wait_seconds * 4, connect_args={"timeout": wait_seconds}
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _make_folder(url: URL) -> None:
    if "uri" in url.query or not url.database:
        return
    try:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise BusyError(
            f"The folder of the ledger {url.database} cannot be made: {fault.strerror}. Mend its rights."
        ) from fault


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # transactions begin where we say so, below
    cursor = connection.cursor()
    try:
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("PRAGMA synchronous = FULL")
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.execute("PRAGMA secure_delete = ON")  # what is deleted is overwritten, too
    finally:
        cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    if connection.get_execution_options().get("bare", False):
        return
    # a writer takes its turn at once: a reader that turns writer would fail instead of waiting
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
