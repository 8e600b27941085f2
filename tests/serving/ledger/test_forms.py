"""An older ledger is brought to today's form with all it holds; one of a newer winback is left alone."""

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from features.errors import BusyError, SettingsError
from serving.ledger import Ledger, forms
from serving.ledger.migrations.versions import r0001_first
from serving.ledger.tables import Base
from tests.serving.ledger.conftest import NOW, direct_engine, run_sql


def make_first_form(url: str, *, told: bool) -> None:
    """Make a ledger as the first winback did, with a key, an episode and its attempt."""
    from alembic.operations import Operations

    engine = direct_engine(url)
    with engine.begin() as connection, Operations.context(MigrationContext.configure(connection)):
        r0001_first.upgrade()
        for statement in (
            "INSERT INTO episodes VALUES (1, 'a', 1, 'lost', '2026-02-01', '2026-02-01', NULL, NULL)",
            "INSERT INTO holdouts VALUES ('a', 1, FALSE, 'at_risk', NULL, 0.1, 7, '2026-02-01')",
            "INSERT INTO attempts VALUES ('x', 'a', 1, FALSE, 'at_risk', 'call', 'Olga', '2026-02-02')",
        ):
            connection.execute(text(statement))
        if told:
            connection.execute(text(f"CREATE TABLE {forms.VERSION_TABLE} (version_num VARCHAR(32))"))
            connection.execute(text(f"INSERT INTO {forms.VERSION_TABLE} VALUES ('r0001')"))
    engine.dispose()


def form_at(url: str) -> str | None:
    engine = direct_engine(url)
    with engine.connect() as connection:
        found = forms.form_of(connection)
    engine.dispose()
    return found


@pytest.fixture
def open_at(empty_url: str) -> Iterator[Callable[..., Ledger]]:
    """Open the ledger at the test's address once more."""
    opened = []

    def run(**options: Any) -> Ledger:
        opened.append(Ledger(empty_url, **options))
        return opened[-1]

    yield run
    for ledger in opened:
        ledger.close()


def test_the_newest_way_leads_to_the_form_that_the_code_names() -> None:
    assert ScriptDirectory(str(forms.MIGRATIONS)).get_heads() == [forms.HEAD]


def test_the_ways_lead_to_the_very_tables_that_the_code_uses(
    open_at: Callable[..., Ledger], empty_url: str
) -> None:
    open_at()
    engine = direct_engine(empty_url)
    with engine.connect() as connection:
        options = {"version_table": forms.VERSION_TABLE, "compare_type": True}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, Base.metadata) == []
        checks = {
            check["name"]
            for table in Base.metadata.tables
            for check in inspect(connection).get_check_constraints(table)
        }
    engine.dispose()
    assert {"attempts_never_held_out", "episodes_ordinal", "holdouts_share", "outcomes_known"} <= checks


@pytest.mark.parametrize("told", [False, True])
def test_a_ledger_of_the_first_form_is_brought_up_with_all_it_holds(
    open_at: Callable[..., Ledger], empty_url: str, told: bool
) -> None:
    make_first_form(empty_url, told=told)
    assert form_at(empty_url) == "r0001"
    ledger = open_at()
    assert form_at(empty_url) == forms.HEAD
    assert ledger.episode_states()[["client_id", "spent"]].to_numpy().tolist() == [["a", True]]
    assert open_at().add_key("crm", now=NOW).role == "crm"
    today = datetime.now(UTC)  # nobody wrote down when the attempt was recorded: now, at the latest
    assert ledger.attempted_since(today - timedelta(hours=1)) == {("a", 1)}
    assert ledger.attempted_since(today + timedelta(hours=1)) == frozenset()


def test_many_openers_of_an_older_ledger_bring_it_up_once(
    open_at: Callable[..., Ledger], empty_url: str
) -> None:
    make_first_form(empty_url, told=False)
    faults: list[Exception] = []

    def start() -> None:
        try:
            open_at(wait_seconds=30).list_keys()
        except Exception as fault:  # noqa: BLE001 - any fault at all fails the test below
            faults.append(fault)

    threads = [threading.Thread(target=start) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert form_at(empty_url) == forms.HEAD


def test_a_ledger_of_a_newer_winback_is_refused_and_left_as_it_is(
    open_at: Callable[..., Ledger], empty_url: str
) -> None:
    open_at()
    run_sql(empty_url, f"UPDATE {forms.VERSION_TABLE} SET version_num = 'r0099'")
    with pytest.raises(
        SettingsError, match=rf"has the form r0099, and this winback knows forms up to {forms.HEAD}"
    ):
        open_at()
    assert form_at(empty_url) == "r0099"


def test_where_a_way_breaks_off_the_ledger_stays_as_it_was(
    open_at: Callable[..., Ledger], empty_url: str
) -> None:
    make_first_form(empty_url, told=False)
    run_sql(empty_url, "CREATE TABLE replies (in_the_way INTEGER)")  # the last step of the way stumbles on it
    with pytest.raises(Exception, match=r"(?i)replies"):
        open_at()
    assert form_at(empty_url) == "r0001"
    engine = direct_engine(empty_url)
    assert "outcomes" not in inspect(engine).get_table_names()
    engine.dispose()
    run_sql(empty_url, "DROP TABLE replies")
    open_at()
    assert form_at(empty_url) == forms.HEAD


def test_an_older_ledger_that_is_read_only_is_told(tmp_path: "object") -> None:
    path = f"{tmp_path}/ledger.db"
    make_first_form(f"sqlite:///{path}", told=False)
    with pytest.raises(BusyError, match="readonly database"):
        Ledger(f"sqlite:///file:{path}?mode=ro&uri=true")
