"""A PostgreSQL session from an address, which may hold a password: no message repeats it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg import errors

from features.errors import BusyError, SettingsError

CONNECT_SECONDS = 10
#: After so much silence the database is asked whether it is still there, three times in ten seconds each.
ALIVE_SECONDS = 30
#: What the client says where no server answered → the same without the address.
SAID: Mapping[str, str] = {
    "Connection refused": "nobody listens at its host and port",
    "resolve host": "there is no host of that name",
    "translate host name": "there is no host of that name",
    "timeout expired": "its host does not answer",
    "closed the connection unexpectedly": (
        "who listens there hangs up: the server, or what stands before it, is down"
    ),
    "not support SSL": "the server has no TLS, which sslmode asks for",
    "root certificate file": "the file of root certificates (sslrootcert) is not there",
    "certificate verify failed": "the server's certificate is of nobody whom sslrootcert trusts",
    "no password supplied": (
        "it asks for a password, and none stands in the address, PGPASSWORD or ~/.pgpass, which nobody else"
        " may read"
    ),
    "invalid port": "its port is no number",
    "invalid integer value": "its port is no number",
    "invalid URI query parameter": "what stands after its question mark is no setting of PostgreSQL",
}


def open_postgres(url: str, *, autocommit: bool = False) -> psycopg.Connection[Any]:
    """Open a session in UTC with ISO dates.

    Parameters
    ----------
    url : str
        ``postgresql://…``, ``postgres://…`` or ``postgresql+psycopg://…``.
    autocommit : bool
        Whether each statement stands by itself.

    Raises
    ------
    BusyError
        If the database cannot be reached or refuses the role.
    """
    try:
        return psycopg.connect(
            f"postgresql://{url.partition('://')[2]}",
            autocommit=autocommit,
            connect_timeout=CONNECT_SECONDS,
            options="-c TimeZone=UTC -c DateStyle=ISO",
            keepalives_idle=ALIVE_SECONDS,
            keepalives_interval=10,
            keepalives_count=3,
        )
    except psycopg.Error as fault:
        raise BusyError(
            f"The PostgreSQL database of [source] url {refusal(str(fault))} Check that it runs,"
            " and the host, port, database, role and password of the address."
        ) from None


def refusal(said: str) -> str:
    """Repeat what the server answered; what the client says of an address may hold a part of the password.

    Examples
    --------
    >>> refusal('connection failed: FATAL:  database "shopp" does not exist')
    'refuses us: database "shopp" does not exist.'
    >>> refusal("server does not support SSL, but SSL was required")
    'cannot be reached, or refuses the role: the server has no TLS, which sslmode asks for.'
    """
    answer = said.partition("FATAL:")[2].strip().partition("\n")[0]
    if answer:
        return f"refuses us: {answer}."
    why = next((f": {ours}" for theirs, ours in SAID.items() if theirs in said), "")
    return f"cannot be reached, or refuses the role{why}."


@contextmanager
def told(doing: str, *, seconds: float) -> Iterator[None]:
    """Say in our words what PostgreSQL has against a statement.

    Parameters
    ----------
    doing : str
        What was being done, as in "features were computed".
    seconds : float
        The limit of a statement, ``[source] statement_seconds``.

    Raises
    ------
    BusyError
        If a statement took too long, waited too long for a lock, or the database broke off.
    SettingsError
        If the role lacks a right.
    """
    try:
        yield
    except errors.QueryCanceled:
        raise BusyError(
            f"PostgreSQL stopped a statement while {doing}: it took longer than {seconds:g} s, or somebody"
            " ended it. Raise [source] statement_seconds, or run it when the database has less to do."
        ) from None
    except errors.LockNotAvailable:
        raise BusyError(
            f"While {doing}, another session held a table of ours for too long. Try again."
        ) from None
    except errors.InsufficientPrivilege as fault:
        said = (fault.diag.message_primary or "a right is missing").strip()
        raise SettingsError(
            f"While {doing}, PostgreSQL said: {said}. The role of [source] url needs the right to make"
            ' temporary tables (GRANT TEMPORARY ON DATABASE … TO …); or write compute = "here".'
        ) from None
    except psycopg.OperationalError as fault:
        raise BusyError(
            f"PostgreSQL broke off while {doing} ({type(fault).__name__})."
            " Nothing half-made was left. Check that it runs and has room on its disk, then try again."
        ) from None
