"""A ledger of its own for each test, on SQLite and on a real PostgreSQL."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import Engine, create_engine, inspect, text

from serving.ledger import Ledger
from serving.ledger.forms import VERSION_TABLE
from serving.ledger.tables import Base

NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)
SERVER = {"host": "127.0.0.1", "port": 5432, "user": "postgres", "connect_timeout": 3}


@pytest.fixture(scope="session")
def postgresql_url() -> Iterator[str]:
    """A temporary database, dropped at the end of the run."""
    name = f"winback_test_{secrets.token_hex(6)}"
    try:
        server = psycopg.connect(**SERVER, dbname="postgres", autocommit=True)  # type: ignore[arg-type]
    except psycopg.OperationalError:
        pytest.skip("no PostgreSQL at 127.0.0.1:5432 for user postgres")
    with server:
        server.execute(f'CREATE DATABASE "{name}"')
        yield f"postgresql://postgres@127.0.0.1:5432/{name}"
        server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Address of a database without any table."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/ledger.db"
    url = str(request.getfixturevalue("postgresql_url"))
    empty(url)
    return url


@pytest.fixture(params=["sqlite", "postgresql"])
def ledger_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Address of an empty ledger; on PostgreSQL the tables of the test before, without rows."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/ledger.db"
    url = str(request.getfixturevalue("postgresql_url"))
    engine = direct_engine(url)
    tables = set(Base.metadata.tables)
    whole = tables | {VERSION_TABLE} == set(inspect(engine).get_table_names())
    engine.dispose()
    if whole:
        run_sql(url, f"TRUNCATE {', '.join(sorted(tables))} RESTART IDENTITY CASCADE")
    else:
        empty(url)
    return url


@pytest.fixture
def open_ledger(ledger_url: str) -> Iterator[Callable[..., Ledger]]:
    """Open the test's ledger once more."""
    opened = []

    def run(**options: Any) -> Ledger:
        opened.append(Ledger(ledger_url, **options))
        return opened[-1]

    yield run
    for ledger in opened:
        ledger.close()


@pytest.fixture
def ledger(open_ledger: Callable[..., Ledger]) -> Ledger:
    return open_ledger()


def empty(url: str) -> None:
    """Make a PostgreSQL database as it is when new."""
    for statement in (
        "DROP SCHEMA public CASCADE",
        "CREATE SCHEMA public",
        "GRANT USAGE ON SCHEMA public TO PUBLIC",
    ):
        run_sql(url, statement)


def direct_engine(url: str) -> Engine:
    """A way into the database that goes past our code, as an intruder or another program has it."""
    return create_engine(url.replace("postgresql://", "postgresql+psycopg://"))


def run_sql(url: str, statement: str, **values: object) -> None:
    engine = direct_engine(url)
    try:
        with engine.begin() as connection:
            if connection.dialect.name == "sqlite":
                connection.execute(text("PRAGMA foreign_keys = ON"))
            connection.execute(text(statement), values)
    finally:
        engine.dispose()


@contextmanager
def one_outcome_each(url: str) -> Iterator[None]:
    """A rule that is not winback's: whoever gives outcomes gives one."""
    run_sql(url, "CREATE UNIQUE INDEX one_outcome_each ON outcomes (recorded_by)")
    try:
        yield
    finally:
        run_sql(url, "DROP INDEX one_outcome_each")
