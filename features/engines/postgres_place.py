"""Accepted events inside PostgreSQL, in a schema of our own, and the session that computes over them.

A set of accepted events is put there once, in one transaction: its tables carry the set's fingerprint in
their names and in a comment. Older sets go in the same transaction, unless a session still reads them: each
reader holds a shared lock on its set, which goes with its session.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import psycopg
from psycopg import errors, sql

from features.engines.computing import as_there, rows_of
from features.engines.postgres_engine import PostgresEngine, columns_sql, copy_in
from features.engines.postgres_session import open_postgres, told
from features.errors import BusyError, SettingsError
from features.events import Events
from features.settings import Settings

#: Raised whenever other tables or columns are put there: sets of another version are not read.
VERSION = 1
#: How the comment on a table of ours begins; tables without it are never touched.
OURS = "winback: accepted events, set "
#: How long to wait for a session that puts a set there.
WAIT_SECONDS = 600


@contextmanager
def in_postgres(events: Events, settings: Settings) -> Iterator[PostgresEngine]:
    """Open a session of the source's PostgreSQL on which accepted events stand under their names.

    Raises
    ------
    BusyError
        If the database is down, breaks off, or a statement takes longer than ``[source] statement_seconds``.
    SettingsError
        If the role may not make our schema or temporary tables.
    """
    seconds = settings.source.statement_seconds
    database = open_postgres(settings.source.url.get_secret_value(), autocommit=True)
    try:
        for name, limit in {"statement_timeout": seconds, "lock_timeout": WAIT_SECONDS}.items():
            database.execute("SELECT set_config(%s, %s, false)", [name, str(round(limit * 1000))])
        with told("the accepted events were put into the database", seconds=seconds):
            stand = put(database, settings.source.schema_, events)
        with told("features were computed in the database", seconds=seconds):
            engine = PostgresEngine(database)
            for name, relation in stand.items():
                engine.show(name, f"SELECT * FROM {relation}")
            yield engine
    finally:
        # The server notices a closed session when it likes; until then the set would count as read. A session
        # that broke off holds nothing.
        with suppress(psycopg.Error):
            database.execute("SELECT pg_advisory_unlock_all()")
        database.close()


def put(database: psycopg.Connection[Any], schema: str, events: Events) -> dict[str, str]:
    """Put a set of accepted events into a schema, if it is not there yet, and hold it for this session.

    Parameters
    ----------
    database : psycopg connection
        In autocommit.
    schema : str
        Made if it is not there.
    events : Events
        With a fingerprint.

    Returns
    -------
    dict of str to str
        Event table → what stands after FROM.
    """
    mark = hashlib.sha256(f"{events.fingerprint} {VERSION}".encode()).hexdigest()[:12]
    names = {name: f"{name}_{mark}" for name in as_there(events).tables}
    database.execute("SELECT pg_advisory_lock_shared(hashtextextended(%s, 0))", [_lock(schema, mark)])
    with database.transaction():
        database.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [_lock(schema)])
        there = _sets(database, schema)
        stand = there.pop(mark, [])
        missing = [name for name, table in names.items() if table not in stand]
        with _rights(database, schema):
            for older, tables in there.items():
                _drop(database, schema, older, tables)
            if missing:
                _make_schema(database, schema)
            for name in missing:
                _copy(database, f"{schema}.{names[name]}", events, name, mark)
    return {name: f"{schema}.{table}" for name, table in names.items()}


def _lock(schema: str, mark: str = "") -> str:
    return f"winback {schema} {mark}"


def _sets(database: psycopg.Connection[Any], schema: str) -> dict[str, list[str]]:
    """List the sets that stand there: mark → names of tables."""
    rows = database.execute(
        "SELECT relname, obj_description(pg_class.oid, 'pg_class') FROM pg_class"
        " JOIN pg_namespace ON pg_namespace.oid = relnamespace WHERE nspname = %s AND relkind = 'r'",
        [schema],
    ).fetchall()
    found: dict[str, list[str]] = {}
    for name, comment in rows:
        mark = (comment or "").removeprefix(OURS)
        if mark != comment and name.endswith(f"_{mark}"):
            found.setdefault(mark, []).append(name)
    return found


def _make_schema(database: psycopg.Connection[Any], schema: str) -> None:
    stands = database.execute("SELECT to_regnamespace(%s)", [schema]).fetchone()
    if stands is None or stands[0] is None:  # IF NOT EXISTS asks for the right even where it stands
        database.execute(sql.SQL("CREATE SCHEMA {}").format(sql.Identifier(schema)))


def _drop(database: psycopg.Connection[Any], schema: str, mark: str, tables: list[str]) -> None:
    """Drop a set, unless another session reads it: then a later run drops it."""
    free = database.execute(
        "SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [_lock(schema, mark)]
    ).fetchone()
    if not free or not free[0]:
        return
    for table in tables:
        try:
            database.execute(sql.SQL("DROP TABLE {}").format(sql.Identifier(schema, table)))
        except errors.DependentObjectsStillExist as fault:
            raise BusyError(
                f"The older events {schema}.{table} cannot go from the database: {fault.diag.message_detail}."
                " Drop what depends on them; a view of your own reads the source's tables, not ours."
            ) from None


def _copy(database: psycopg.Connection[Any], table: str, events: Events, name: str, mark: str) -> None:
    rows = rows_of(events, name)
    database.execute(f"CREATE TABLE {table} ({columns_sql(rows.schema)})".encode())
    copy_in(database, table, rows)
    database.execute(f"COMMENT ON TABLE {table} IS '{OURS}{mark}'".encode())
    database.execute(f"ANALYZE {table}".encode())


@contextmanager
def _rights(database: psycopg.Connection[Any], schema: str) -> Iterator[None]:
    """Name the right that is missing, and how it is given."""
    role, place = database.execute("SELECT current_user, current_database()").fetchone() or ("", "")
    try:
        yield
    except errors.InsufficientPrivilege as fault:
        raise SettingsError(
            f'compute = "source" keeps the accepted events in schema {schema} of database {place}, but the'
            f" role {role} lacks a right ({fault.diag.message_primary}). Have an administrator run"
            f' CREATE SCHEMA {schema} AUTHORIZATION "{role}"; or name a schema that the role owns in [source]'
            ' schema; or write compute = "here".'
        ) from None
