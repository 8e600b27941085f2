"""Whether anybody listens at an address: MLflow itself would try for minutes before it says so."""

import socket
from urllib.parse import urlsplit
from urllib.request import getproxies

import psycopg

from features.engines.postgres_session import refusal
from features.errors import BusyError

PORTS = {"http": 80, "https": 443, "mysql": 3306, "mssql": 1433}
SECONDS = 5.0


def knock(address: str) -> None:
    """Connect once to the host of an address, and hang up; an address without a host of ours is passed over.

    PostgreSQL is also asked whether it takes the role: MLflow tries a refused password for two minutes.

    Parameters
    ----------
    address : str
        As MLflow takes it: a URL, a database, a file.

    Raises
    ------
    OSError
        If nobody listens there.
    BusyError
        If PostgreSQL does not let us in.
    ValueError
        If the port is no number.

    Examples
    --------
    >>> knock("sqlite:////var/lib/winback/mlflow.db")
    >>> knock("http://127.0.0.1:9")
    Traceback (most recent call last):
    ...
    ConnectionRefusedError: [Errno 111] Connection refused
    """
    parts = urlsplit(address)
    scheme = parts.scheme.partition("+")[0]
    if scheme == "postgresql":
        _ask(f"postgresql://{address.partition('://')[2]}")
    if scheme not in PORTS or not parts.hostname or scheme in getproxies():
        return
    socket.create_connection((parts.hostname, parts.port or PORTS[scheme]), timeout=SECONDS).close()


def _ask(address: str) -> None:
    try:
        psycopg.connect(address, connect_timeout=round(SECONDS)).close()
    except psycopg.Error as fault:
        raise BusyError(
            f"The MLflow store can't be reached: its PostgreSQL database {refusal(str(fault))}"
            " Check [storage] tracking_uri or MLFLOW_TRACKING_URI, and that its server runs."
        ) from None
