"""A Spark session from an address: Spark itself does not know ``spark://…`` of winback.toml as a URL."""

import logging
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from features.errors import BusyError, SettingsError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

FOLDER = "folder"
#: What we set where the address doesn't: one zone, errors where a number overflows, and a quiet terminal.
ALWAYS = {
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.ansi.enabled": "true",
    "spark.ui.showConsoleProgress": "false",
    "spark.driver.maxResultSize": "0",
}
#: For a session in the process itself: no page of its own, and no more parts than cores.
LOCALLY = {"spark.ui.enabled": "false", "spark.sql.shuffle.partitions": "4", "spark.driver.host": "127.0.0.1"}
#: Loggers of pyspark that print every error of a statement, the value of a row that it is about, too.
TALKATIVE = ("SQLQueryContextLogger", "DataFrameQueryContextLogger")


@dataclass(frozen=True)
class SparkAddress:
    """Where Spark is, and where in it the tables are.

    Attributes
    ----------
    master : str
        What Spark calls a master (``local[2]``, ``spark://host:7077``, ``yarn``), or a Spark Connect address
        (``sc://host:15002``).
    database : str or None
        Of the session's catalog; default: the session's own.
    folder : str or None
        Of Parquet files, in place of a database.
    options : mapping of str to str
        Further Spark settings.
    """

    master: str
    database: str | None
    folder: str | None
    options: Mapping[str, str]


def spark_address(url: str) -> SparkAddress:
    """Read an address.

    Parameters
    ----------
    url : str
        ``spark://MASTER[/DATABASE][?folder=PATH&spark.…=…]``, or Spark Connect's own ``sc://…``. MASTER is
        ``local[N]``, ``yarn``, or host and port of a cluster's master.

    Raises
    ------
    SettingsError
        If a name after the question mark is neither ``folder`` nor a setting of Spark.

    Examples
    --------
    >>> spark_address("spark://local[2]/sales").master, spark_address("spark://local[2]/sales").database
    ('local[2]', 'sales')
    >>> spark_address("spark://node:7077?folder=/data&spark.executor.memory=2g").folder
    '/data'
    """
    scheme, _, rest = url.partition("://")
    if scheme == "sc":
        return SparkAddress(url, None, None, {})
    place, _, query = rest.partition("?")
    host, _, database = place.partition("/")
    options = dict(parse_qsl(query))
    folder = options.pop(FOLDER, None)
    unknown = [name for name in options if not name.startswith("spark.")]
    if unknown or not host:
        raise SettingsError(
            f"[source] url: {unknown[0]!r} after the question mark is no setting."
            if unknown
            else "[source] url begins with spark:// but names no master."
            " Write spark://MASTER/DATABASE?folder=PATH&spark.NAME=VALUE, where MASTER is local[2], yarn or"
            " HOST:PORT; all but MASTER may be left out."
        )
    master = host if host.startswith(("local", "yarn")) else f"spark://{host}"
    return SparkAddress(master, database or None, folder, options)


def open_session(address: SparkAddress) -> "tuple[SparkSession, bool]":
    """Open a session, or take the one that this process already has.

    Returns
    -------
    tuple of (SparkSession, bool)
        The session, and whether it was opened here and so is to be stopped here.

    Raises
    ------
    SettingsError
        If pyspark is not installed.
    BusyError
        If Java or Spark cannot be reached or started.
    """
    try:
        from py4j.protocol import Py4JError  # type: ignore[import-untyped]  # it has no types
        from pyspark.errors import PySparkException
        from pyspark.logger import PySparkLogger
        from pyspark.sql import SparkSession
    except ImportError:
        raise SettingsError(missing("pyspark")) from None
    for name in TALKATIVE:
        PySparkLogger.getLogger(name).setLevel(logging.CRITICAL + 1)
    builder = SparkSession.builder
    remote = address.master.startswith("sc://")
    builder = builder.remote(address.master) if remote else builder.master(address.master).appName("winback")
    local = LOCALLY if address.master.startswith("local") else {}
    for name, value in {**ALWAYS, **local, **address.options}.items():
        if not remote:
            builder = builder.config(name, value)
    before = None if remote else SparkSession.getActiveSession()
    try:
        session = builder.getOrCreate()
        if not remote:
            session.sparkContext.setLogLevel("OFF")  # pages of Java, with values of rows; we tell what failed
        if address.database:
            session.catalog.setCurrentDatabase(address.database)
    except ImportError:
        raise SettingsError(
            "Spark Connect (sc://…) needs more than pyspark alone: pip install 'pyspark[connect]'."
        ) from None
    except (PySparkException, Py4JError) as fault:
        raise BusyError(_not_opened(fault, address)) from None
    return session, before is None


def _not_opened(fault: Exception, address: SparkAddress) -> str:
    """Say what to mend where there is no session."""
    if condition_of(fault) == "JAVA_GATEWAY_EXITED":
        home = os.environ.get("JAVA_HOME")
        java = f"JAVA_HOME is {home!r}" if home else "JAVA_HOME is not set, and java is looked for in PATH"
        return (
            f"Spark of [source] url could not start Java here: {java}. Java 17 or newer is needed: install it"
            " (openjdk-17-jre-headless) and have JAVA_HOME name its folder. If Java is there, mend what the"
            " address sets of spark.driver.…."
        )
    return (
        f"Spark at [source] url cannot be used ({condition_of(fault) or type(fault).__name__})."
        f" Check that it runs, and the names of master ({address.master.partition('/;')[0]}),"
        f" database ({address.database or 'none'}) and settings."
    )


def condition_of(fault: Exception) -> str | None:
    """Give Spark's name of what went wrong, without the values of which its message tells.

    Examples
    --------
    >>> condition_of(Exception("[CAST_INVALID_INPUT] The value 'Ivanov' cannot be cast"))
    'CAST_INVALID_INPUT'
    >>> condition_of(ConnectionError("refused")) is None
    True
    """
    found = re.search(r"\[([A-Z][A-Z_0-9]+(?:\.[A-Z_0-9]+)?)\]", str(fault))
    return found[1] if found else None


def missing(backend: str) -> str:
    """Say what to install for a backend of ibis.

    Examples
    --------
    >>> missing("mysql")
    "[source] url needs a part that is not installed: pip install 'ibis-framework[mysql]'."
    """
    return f"[source] url needs a part that is not installed: pip install 'ibis-framework[{backend}]'."
