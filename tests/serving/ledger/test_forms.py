"""An older ledger is brought to today's form with all it holds; one of a newer winback is left alone."""

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from sqlalchemy import MetaData, inspect, select, text

from features.errors import BusyError, SettingsError
from serving.ledger import HeldOutError, Ledger, NewOutcome, PlanRecord, SpentError, forms
from serving.ledger.migrations.versions import r0001_first
from serving.ledger.tables import Base
from tests.serving.ledger.conftest import NOW, direct_engine, run_sql

#: Every form that a ledger may have had before today's.
OLDER = [script.revision for script in ScriptDirectory(str(forms.MIGRATIONS)).walk_revisions()][:0:-1]


def make_first_form(url: str, *, told: bool) -> None:
    """Make a ledger as the first winback did, with a key, an episode and its attempt."""
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


def fill(ledger: Ledger) -> str:
    """Write down something of everything; gives a key. Client a is spent, h held out, f free."""
    key = ledger.add_key("marketer", branch="North", now=NOW).key
    lost = pd.DataFrame({"client_id": ["a", "f"], "status": "lost", "last_order_on": date(2025, 6, 1)})
    ledger.sync_episodes(lost, date(2026, 3, 1), NOW)
    assert not ledger.draw_holdouts(drawn(["a", "f"]), share=0.0, seed=7, now=NOW)["held_out"].any()
    assert ledger.draw_holdouts(drawn(["h"]), share=0.999999, seed=1, now=NOW)["held_out"].all()
    shown = pd.DataFrame(
        {"client_id": ["a", "h"], "rank": [1, None], "held_out": [False, True], "episode": 1}
    )
    plan = PlanRecord("p1", "at_risk", date(2026, 3, 1), "7", 10_000.0, 5_250.5, 9_800.0, 5_251.0)
    ledger.record_plan(plan, shown, now=NOW)
    taken = ledger.take_attempt("a", "at_risk", "call", "Olga", NOW, by="key:k1")
    for said in (NewOutcome("promised", NOW, 120.0), NewOutcome("ordered", NOW)):
        ledger.record_outcome(taken.attempt_id, said, NOW, by="key:k1")
    ledger.opt_out("f", "email", NOW, by="key:k1")
    for what in ("list.export", "list.export", "attempt"):
        ledger.audit("key:k1", what, 2, NOW)
    return key


def drawn(client_ids: list[str]) -> pd.DataFrame:
    return pd.DataFrame({"client_id": client_ids, "list": "at_risk", "stratum": "A"})


def rows_at(url: str, tables: MetaData) -> dict[str, list[tuple[Any, ...]]]:
    """Give the rows of tables, of the columns that `tables` has."""
    engine = direct_engine(url)
    with engine.connect() as connection:
        found = {
            table.name: [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key))]
            for table in tables.sorted_tables
            if table.name != forms.VERSION_TABLE
        }
    engine.dispose()
    return found


def make_older(url: str, form: str, today: str) -> MetaData:
    """Make a ledger of an older form that holds all that it has room for of today's at another address."""
    scripts, tables = ScriptDirectory(str(forms.MIGRATIONS)), MetaData()
    engine = direct_engine(url)
    with engine.begin() as connection, Operations.context(MigrationContext.configure(connection)):
        for script in reversed(list(scripts.walk_revisions("base", form))):
            script.module.upgrade()
        tables.reflect(connection)
        for name, rows in rows_at(today, tables).items():
            columns = tables.tables[name].columns.keys()
            if rows:
                values = [dict(zip(columns, row, strict=True)) for row in rows]
                connection.execute(tables.tables[name].insert(), values)
        connection.execute(text(f"CREATE TABLE {forms.VERSION_TABLE} (version_num VARCHAR(32))"))
        connection.execute(text(f"INSERT INTO {forms.VERSION_TABLE} VALUES ('{form}')"))
    engine.dispose()
    return tables


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


@pytest.mark.parametrize("form", OLDER)
def test_a_full_ledger_of_any_older_form_loses_nothing_and_keeps_its_promises(
    open_at: Callable[..., Ledger], empty_url: str, tmp_path: Path, form: str
) -> None:
    today = f"sqlite:///{tmp_path}/today.db"
    key = fill(filled := Ledger(today))
    filled.close()
    tables = make_older(empty_url, form, today)
    before = rows_at(empty_url, tables)
    assert all(
        before[name] for name in ("attempts", "audit", "plan_rows", "holdouts", "api_keys", "episodes")
    )

    ledger = open_at()

    assert (form_at(empty_url), rows_at(empty_url, tables)) == (forms.HEAD, before)
    assert ledger.check_audit() == 3
    ledger.audit("key:k1", "list.export", 1, NOW)
    assert ledger.check_audit() == 4
    holder = ledger.check_key(key, NOW)
    assert holder is not None
    assert (holder.role, holder.branch) == ("marketer", "North")
    with pytest.raises(SpentError, match="spent"):
        ledger.take_attempt("a", "at_risk", "call", "Ivan", NOW)
    with pytest.raises(HeldOutError, match="held_out"):
        ledger.take_attempt("h", "at_risk", "call", "Ivan", NOW)
    ledger.take_attempt("f", "at_risk", "call", "Ivan", NOW)
    assert set(ledger.attempt_rows()["arm"]) == {"treated", "control"}


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
