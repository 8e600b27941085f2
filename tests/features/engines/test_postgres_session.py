"""What PostgreSQL has against us is said in our words, and by the class that tells what to do."""

import socket
from collections.abc import Iterator
from threading import Thread
from typing import Any

import psycopg
import pytest

from features.engines.postgres_session import open_postgres, told
from features.errors import BusyError, SettingsError, WinbackError
from tests.features.engines.at_hand import POSTGRES, postgres

LOCK = 726_955


@pytest.fixture
def session() -> Iterator[psycopg.Connection[Any]]:
    with postgres(), open_postgres(POSTGRES, autocommit=True) as opened:
        yield opened


def test_a_session_counts_in_utc(session: psycopg.Connection[Any]) -> None:
    assert session.execute("SELECT TIMESTAMPTZ '2024-07-01 00:00+03'::text").fetchone() == (
        "2024-06-30 21:00:00+00",
    )


@pytest.mark.parametrize(
    ("statement", "kind", "words"),
    [
        (
            "SET statement_timeout = 50; SELECT pg_sleep(5)",
            BusyError,
            "longer than 7 s, or somebody ended it",
        ),
        (
            f"SET lock_timeout = 50; SELECT pg_advisory_lock({LOCK})",
            BusyError,
            r"While it was tried, another session held a table of ours for too long\. Try again",
        ),
        (
            "SET ROLE pg_monitor; CREATE SCHEMA winback_never",
            SettingsError,
            r"PostgreSQL said: permission denied for database .*GRANT TEMPORARY ON DATABASE .* compute = \"here\"",
        ),
        (
            "SELECT pg_terminate_backend(pg_backend_pid())",
            BusyError,
            r"broke off while it was tried \(AdminShutdown\)\. Nothing half-made was left",
        ),
    ],
)
def test_each_refusal_says_what_to_do(
    session: psycopg.Connection[Any], statement: str, kind: type[WinbackError], words: str
) -> None:
    with postgres() as other:
        other.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        with pytest.raises(kind, match=words) as caught, told("it was tried", seconds=7):
            session.execute(statement)
    assert caught.value.__cause__ is None


def test_a_statement_that_is_wrong_is_a_fault_of_ours(session: psycopg.Connection[Any]) -> None:
    with pytest.raises(psycopg.errors.UndefinedTable), told("it was tried", seconds=7):
        session.execute("SELECT * FROM winback_no_such_table")


def test_who_hangs_up_at_once_is_told_so_and_not_taken_for_a_refused_role() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        hangs_up = Thread(target=lambda: listening.accept()[0].close())
        hangs_up.start()
        with pytest.raises(
            BusyError, match="hangs up: the server, or what stands before it, is down"
        ) as caught:
            open_postgres(f"postgresql://me:geheim@127.0.0.1:{listening.getsockname()[1]}/shop")
        hangs_up.join()
    assert "geheim" not in str(caught.value)
