"""Every row of an erased client goes from the ledger, and from the files behind it."""

import json
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pandas as pd
import pytest
from sqlalchemy import inspect

from features.errors import BusyError, UsageError
from serving.ledger import Asked, KeptReply, Ledger, NewOutcome, PlanRecord, write_reply
from serving.ledger.erasures import OF_CLIENTS
from serving.ledger.outbox import ATTEMPT_CLOSED
from tests.serving.ledger.conftest import NOW, direct_engine, empty, run_sql

WHO = "Клиент-4711"
OTHER = "Клиент-5"
RECEIVERS = {"crm": [ATTEMPT_CLOSED, "risk.entered"]}


def fill(ledger: Ledger, client_id: str) -> str:
    """Let every table know a client."""
    statuses = pd.DataFrame({"client_id": [client_id], "status": ["lost"], "last_order_on": [None]})
    ledger.sync_episodes(statuses, NOW.date(), NOW)
    candidates = pd.DataFrame({"client_id": [client_id], "list": ["recoverable"], "stratum": ["A"]})
    ledger.draw_holdouts(candidates, share=0.000001, seed=1, now=NOW)
    record = PlanRecord(f"plan-{len(client_id)}", "recoverable", NOW.date(), "7", None, 1.0, 1.0, 1.0)
    ledger.record_plan(record, pd.DataFrame({"client_id": [client_id], "held_out": [False]}), now=NOW)
    asked = Asked("1", client_id, "0" * 64)

    def reply(connection: object, taken: object) -> None:
        told = json.dumps({"attempt_id": taken.attempt_id})  # type: ignore[attr-defined]
        write_reply(connection, asked, KeptReply(201, told), NOW)  # type: ignore[arg-type]

    taken = ledger.take_attempt(client_id, "recoverable", "call", "Olga", NOW, beside=reply)
    ledger.record_outcome(taken.attempt_id, NewOutcome("refused", NOW), NOW, by="key:1")
    ledger.opt_out(client_id, "call", NOW, by="key:1")
    return taken.attempt_id


@pytest.fixture
def ledger(open_ledger: Callable[..., Ledger]) -> Ledger:
    return open_ledger(receivers=RECEIVERS)


@pytest.fixture
def filled(ledger: Ledger) -> Ledger:
    for client_id in (WHO, OTHER):
        fill(ledger, client_id)
    ledger.announce_risk([WHO, OTHER], "s", "2026-03-01", NOW)
    return ledger


def test_every_table_with_clients_is_known(ledger: Ledger, ledger_url: str) -> None:
    engine = direct_engine(ledger_url)
    there = inspect(engine)
    of_clients = {
        name
        for name in there.get_table_names()
        if "client_id" in {column["name"] for column in there.get_columns(name)}
    }
    engine.dispose()
    assert of_clients == {table.__tablename__ for table in OF_CLIENTS}


def test_all_rows_of_a_client_are_given_and_go_and_others_stay(filled: Ledger) -> None:
    held = filled.rows_of_clients([WHO])
    tables = {table.__tablename__ for table in OF_CLIENTS} | {"outcomes", "replies"}
    assert set(held) == tables
    others = filled.rows_of_clients([OTHER])
    gone = filled.forget_clients([WHO])
    assert gone == {name: len(rows) for name, rows in held.items()}
    assert filled.rows_of_clients([WHO]) == {}
    assert filled.rows_of_clients([OTHER]) == others
    assert filled.forget_clients([WHO]) == {}


def test_nothing_is_left_in_the_files_of_sqlite(tmp_path: Path) -> None:
    ledger = Ledger(f"sqlite:///{tmp_path}/ledger.db", receivers=RECEIVERS)
    attempt_id = fill(ledger, WHO)
    mark = "ab" * 32
    person = json.dumps({"client_id": WHO, "contacts": ["+7 900 123"]}, ensure_ascii=False)
    entry = ledger.ask_erasure(mark, person, NOW, by="command")

    def told() -> bytes:
        return b"".join(path.read_bytes() for path in sorted(tmp_path.iterdir()))

    assert WHO.encode() in told()
    assert ledger.forget_clients([WHO])
    ledger.forget_person(entry.id, {"events": 3})
    ledger.leave_no_trace()
    ledger.finish_erasure(entry.id, NOW)
    assert [trace for trace in (WHO, attempt_id, "+7 900 123") if trace.encode() in told()] == []
    ledger.close()


def everything_told(url: str) -> str:
    """Every row that PostgreSQL gives, and what its statistics remember of rows."""
    engine = direct_engine(url)
    with engine.connect() as connection:
        names = inspect(engine).get_table_names()
        told = [
            str(row) for name in names for row in connection.exec_driver_sql(f"SELECT * FROM {name}").all()
        ]
        stats = (
            "SELECT most_common_vals::text, histogram_bounds::text FROM pg_stats WHERE schemaname = 'public'"
        )
        told += [str(row) for row in connection.exec_driver_sql(stats).all()]
    engine.dispose()
    return "\n".join(told)


@pytest.mark.parametrize("others", [(), (OTHER,)], ids=["the only client", "one of two"])
def test_postgresql_tells_nothing_of_the_erased_in_rows_or_statistics(
    postgresql_url: str, others: tuple[str, ...]
) -> None:
    empty(postgresql_url)
    with closing(Ledger(postgresql_url, receivers=RECEIVERS)) as ledger:
        attempts = [fill(ledger, client_id) for client_id in (WHO, *others)]
        again = PlanRecord("plan-again", "recoverable", NOW.date(), "7", None, 1.0, 1.0, 1.0)
        ledger.record_plan(again, pd.DataFrame({"client_id": [WHO], "held_out": [False]}), now=NOW)
        run_sql(postgresql_url, "ANALYZE")
        assert everything_told(postgresql_url).count(WHO) > len(OF_CLIENTS)
        ledger.forget_clients([WHO])
        ledger.leave_no_trace()
        told = everything_told(postgresql_url)
        assert [trace for trace in (WHO, attempts[0]) if trace in told] == []
        assert all(client_id in told for client_id in others)
        fill(ledger, "after")  # the tables are as they were


def test_a_reader_that_keeps_the_log_of_writes_is_told_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"sqlite:///{tmp_path}/ledger.db"
    ledger, reader = Ledger(url, wait_seconds=0.05), Ledger(url)
    monkeypatch.setattr("serving.ledger.erasures.PAUSE_SECONDS", 0)
    with reader.reading() as connection:
        connection.exec_driver_sql("SELECT count(*) FROM audit").all()
        fill(ledger, WHO)
        with pytest.raises(BusyError, match="Run the erasure again"):
            ledger.leave_no_trace()
    ledger.leave_no_trace()
    ledger.close(), reader.close()


def test_an_erasure_is_pending_until_it_is_done_and_then_tells_nobody(ledger: Ledger) -> None:
    first = ledger.ask_erasure("ab" * 32, '{"client_id": "x"}', NOW, by="key:1")
    again = ledger.ask_erasure("ab" * 32, '{"client_id": "x"}', NOW + timedelta(hours=1), by="key:2")
    assert again == first
    assert ledger.pending_erasures() == [first]
    ledger.forget_person(first.id, {"orders": 2})
    (under_way,) = ledger.pending_erasures()
    assert (under_way.person, under_way.done_at) == (None, None)
    ledger.finish_erasure(first.id, NOW)
    done = ledger.erasure(first.id)
    assert done is not None
    assert (done.person, done.done_at, dict(done.gone)) == (None, NOW, {"orders": 2})
    assert ledger.pending_erasures() == []
    assert ledger.audit_rows()[-1].what == f"client.erase:{first.id}"
    reopened = ledger.ask_erasure("ab" * 32, '{"client_id": "x"}', NOW, by="key:1")
    assert (reopened.id, reopened.done_at) == (first.id, None)
    ledger.forget_person(first.id, {"orders": 1})
    twice = ledger.erasure("ab" * 32)
    assert twice is not None
    assert dict(twice.gone) == {"orders": 3}
    ledger.leave_no_trace()


def test_a_wish_is_kept_once_and_taken_back(ledger: Ledger) -> None:
    assert ledger.opt_out("a", None, NOW, by="k")
    assert not ledger.opt_out("a", None, NOW, by="k")
    assert ledger.opt_out("a", "call", NOW, by="k")
    assert ledger.opt_outs() == {("a", ""), ("a", "call")}
    assert ledger.opt_in("a", "call")
    assert not ledger.opt_in("a", "call")
    assert ledger.opt_in("a", None)
    assert ledger.opt_outs() == frozenset()
    with pytest.raises(UsageError, match="channel"):
        ledger.opt_out("a", "pigeon", NOW, by="k")
