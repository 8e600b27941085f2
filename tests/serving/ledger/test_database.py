"""Where the ledger cannot be used, it says so, changes nothing and keeps the password to itself."""

import secrets
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import psycopg
import pytest
from sqlalchemy import inspect

from features.errors import BusyError, SettingsError, UsageError
from serving.ledger import Ledger
from serving.ledger.tables import Base
from tests.serving.ledger.conftest import NOW, direct_engine, run_sql


def test_the_tables_are_made_once_and_kept(open_ledger: Callable[..., Ledger], ledger_url: str) -> None:
    new = open_ledger().add_key("crm", now=NOW)
    assert open_ledger().check_key(new.key, NOW) is not None
    engine = direct_engine(ledger_url)
    assert set(Base.metadata.tables) <= set(inspect(engine).get_table_names())
    engine.dispose()


def test_many_first_starts_at_once_make_one_ledger(open_ledger: Callable[..., Ledger]) -> None:
    faults: list[Exception] = []

    def start() -> None:
        try:
            open_ledger().list_keys()
        except Exception as fault:  # noqa: BLE001 - any fault at all fails the test below
            faults.append(fault)

    threads = [threading.Thread(target=start) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []


def test_the_folder_of_a_new_sqlite_ledger_is_made(tmp_path: Path) -> None:
    Ledger(f"sqlite:///{tmp_path}/a/b/ledger.db").close()
    assert (tmp_path / "a" / "b" / "ledger.db").is_file()


@pytest.mark.parametrize(
    "url",
    [
        "not a url",
        "sqlite://",
        "sqlite:///:memory:",
        "mysql://root:geheim@host/db",
        "postgresql://u:geheim@h:x/d",
    ],
)
def test_an_address_that_can_keep_no_ledger_is_refused_without_its_password(url: str) -> None:
    with pytest.raises(SettingsError, match=r"\[storage\] ledger_url is .*Write sqlite:///PATH") as told:
        Ledger(url)
    assert "geheim" not in str(told.value)


@pytest.mark.parametrize("query", ["", "?password=geheim", "?sslpassword=geheim"])
def test_a_database_that_is_down_is_told_without_its_password(query: str) -> None:
    with pytest.raises(BusyError, match=r"postgresql 127\.0\.0\.1:1/winback.*cannot be used now") as told:
        Ledger(f"postgresql://winback:geheim@127.0.0.1:1/winback{query}")
    fault: BaseException | None = told.value
    while fault:
        assert "geheim" not in str(fault)
        fault = fault.__cause__


def test_a_setting_that_postgresql_does_not_know_is_wrong_use(postgresql_url: str) -> None:
    with pytest.raises(SettingsError, match=r'ledger_url: invalid connection option "sslmod" after the'):
        Ledger(f"{postgresql_url}{'&' if '?' in postgresql_url else '?'}sslmod=require")


def test_a_database_that_goes_down_is_told_and_used_again_when_it_is_back(postgresql_url: str) -> None:
    ledger = Ledger(postgresql_url)
    new = ledger.add_key("crm", now=NOW)
    name = postgresql_url.rsplit("/", 1)[-1]
    with psycopg.connect(postgresql_url.replace(name, "postgres"), autocommit=True) as server:
        server.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
        server.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", (name,))
        try:
            with pytest.raises(BusyError, match="cannot be used now"):
                ledger.check_key(new.key, NOW)
        finally:
            server.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')
    assert ledger.check_key(new.key, NOW) is not None
    ledger.close()


def test_a_read_only_postgresql_is_read_and_told_when_written(postgresql_url: str) -> None:
    ledger = Ledger(postgresql_url)
    new = ledger.add_key("crm", now=NOW)
    ledger.close()
    reader = Ledger(f"{postgresql_url}?options=-cdefault_transaction_read_only%3Don")
    assert reader.check_key(new.key, NOW) is not None
    with pytest.raises(BusyError, match="read-only transaction"):
        reader.add_key("crm", now=NOW)
    reader.close()


def test_a_user_without_rights_is_told(postgresql_url: str) -> None:
    Ledger(postgresql_url).close()
    role = f"winback_guest_{secrets.token_hex(4)}"
    run_sql(postgresql_url, f"CREATE ROLE {role} LOGIN")
    try:
        with pytest.raises(BusyError, match="permission denied"):
            Ledger(postgresql_url.replace("postgres@", f"{role}@"))
    finally:
        run_sql(postgresql_url, f"DROP ROLE {role}")


def test_a_read_only_sqlite_is_read_and_told_when_written(tmp_path: Path) -> None:
    ledger = Ledger(f"sqlite:///{tmp_path}/ledger.db")
    new = ledger.add_key("crm", now=NOW)
    ledger.close()
    reader = Ledger(f"sqlite:///file:{tmp_path}/ledger.db?mode=ro&uri=true")
    assert reader.check_key(new.key, NOW) is not None
    with pytest.raises(BusyError, match=r"readonly database.*Nothing was changed"):
        reader.add_key("crm", now=NOW)
    reader.close()


def test_a_locked_sqlite_is_told_after_the_wait_and_readers_never_wait(tmp_path: Path) -> None:
    ledger = Ledger(f"sqlite:///{tmp_path}/ledger.db", wait_seconds=0.2)
    new = ledger.add_key("crm", now=NOW)
    other = sqlite3.connect(tmp_path / "ledger.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(BusyError, match=r"database is locked.*is not locked"):
        ledger.audit("cli", "erase", 1, NOW)
    assert ledger.check_key(new.key, NOW) is not None
    other.execute("COMMIT")
    other.close()
    ledger.audit("cli", "erase", 1, NOW)
    ledger.close()


def test_a_locked_postgresql_is_told_after_the_wait(postgresql_url: str) -> None:
    ledger = Ledger(postgresql_url, wait_seconds=0.2)
    with psycopg.connect(postgresql_url) as other:
        other.execute("LOCK TABLE audit IN ACCESS EXCLUSIVE MODE")
        with pytest.raises(BusyError, match="lock timeout"):
            ledger.audit("cli", "erase", 1, NOW)
    ledger.audit("cli", "erase", 1, NOW)
    ledger.close()


def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    (tmp_path / "ledger.db").write_bytes(b"this is not a database, surely not" * 100)
    with pytest.raises(BusyError, match="not a database"):
        Ledger(f"sqlite:///{tmp_path}/ledger.db")


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file")
    with pytest.raises(BusyError, match=r"folder of the ledger .* cannot be made"):
        Ledger(f"sqlite:///{tmp_path}/data/deep/ledger.db")


def test_a_value_that_the_database_cannot_hold_is_refused(postgresql_url: str) -> None:
    ledger = Ledger(postgresql_url)
    with pytest.raises(UsageError, match="cannot keep a value as it is"):
        ledger.take_attempt("a\0b", "at_risk", "call", None, NOW)
    ledger.close()


def test_nothing_of_a_failed_change_stays(ledger: Ledger, ledger_url: str) -> None:
    run_sql(ledger_url, "ALTER TABLE attempts RENAME TO gone")
    with pytest.raises(Exception, match="attempts"):
        ledger.take_attempt("a", "at_risk", "call", None, NOW)
    lost = pd.DataFrame({"client_id": ["a"], "status": ["lost"], "last_order_on": [None]})
    assert ledger.sync_episodes(lost, NOW.date(), NOW).opened == 1
