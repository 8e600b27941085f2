"""Whether anything in the ledger has changed since it was last looked at: told at once, or not at all."""

import sqlite3
from threading import Lock
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError


class Changes:
    """Watches a SQLite file by a connection of its own, which never writes; PostgreSQL does not tell.

    Parameters
    ----------
    engine : Engine
        Of the ledger.

    References
    ----------
    SQLite, ``PRAGMA data_version``: it differs after a commit of any other connection, of any process.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._turn = Lock()
        self._watching: Any = None

    def seen(self) -> int | None:
        """Give a number that differs after each commit; None where it cannot be told at once."""
        if self._engine.dialect.name != "sqlite":
            return None
        with self._turn:
            try:
                if self._watching is None:
                    self._watching = self._opened()
                return int(self._watching.execute("PRAGMA data_version").fetchone()[0])
            except (sqlite3.Error, SQLAlchemyError):  # locked or gone: whoever asks has to ask the ledger
                self._let_go()
                return None

    def close(self) -> None:
        """Give the connection back."""
        with self._turn:
            self._let_go()

    def _opened(self) -> Any:
        pooled = self._engine.raw_connection()
        pooled.detach()
        connection: Any = pooled.dbapi_connection
        connection.execute("PRAGMA busy_timeout = 0")
        return connection

    def _let_go(self) -> None:
        if self._watching is not None:
            self._watching.close()
        self._watching = None
