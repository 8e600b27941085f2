"""With compute = "source" features come of PostgreSQL, and are what they are here."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

import psycopg
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from features.engines import postgres_place
from features.engines.computing import STAYS, computing
from features.errors import BusyError, SettingsError
from features.events import Events
from features.materialize import open_events, write_features
from features.settings import Settings
from tests.features.engines.at_hand import POSTGRES, postgres
from tests.features.engines.test_parity import differences
from tests.features.simulated import DAYS, in_source, schema_of_tests, simulated

# ibis 12 calls a method that DuckDB 2 has renamed
pytestmark = pytest.mark.filterwarnings("ignore:fetch_arrow_table:DeprecationWarning")

POOR = "winback_test_poor"
PASSWORD = "geheim"


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    with postgres():  # skipped before anything is invented
        return simulated(tmp_path_factory.mktemp("company"))


@pytest.fixture
def database() -> Iterator[psycopg.Connection[Any]]:
    with postgres() as found:
        yield found


@pytest.fixture
def there(here: Settings, database: psycopg.Connection[Any]) -> Iterator[Settings]:
    with schema_of_tests(database, "place") as schema:
        yield in_source(here, POSTGRES, schema=schema)


@pytest.fixture
def events(here: Settings) -> Events:
    return open_events(here.storage.data_dir)


def tables(database: psycopg.Connection[Any], settings: Settings) -> dict[str, int]:
    """Name → the table's own number, which no later table has."""
    rows = database.execute(
        "SELECT relname, pg_class.oid FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace"
        " WHERE nspname = %s AND relkind = 'r'",
        [settings.source.schema_],
    ).fetchall()
    return dict(rows)


def another(events: Events) -> Events:
    """The same rows as another set."""
    return replace(events, fingerprint=f"{events.fingerprint}, later")


def put(events: Events, settings: Settings) -> None:
    with computing(events, settings):
        pass


def test_the_file_is_the_same_wherever_it_is_computed(
    here: Settings, there: Settings, events: Events, tmp_path: Path
) -> None:
    rows = write_features(events, here, DAYS, tmp_path / "here.parquet")
    assert write_features(events, there, DAYS, tmp_path / "there.parquet") == rows > 60
    assert differences(*(pq.read_table(tmp_path / f"{name}.parquet") for name in ("here", "there"))) == []


def test_a_set_is_put_there_once(there: Settings, events: Events, database: psycopg.Connection[Any]) -> None:
    few = replace(events, tables={name: events[name] for name in ("orders", "nps")})
    put(few, there)
    first = tables(database, there)
    assert {name.rpartition("_")[0] for name in first} == {"orders", "nps"}
    put(events, there)
    whole = tables(database, there)
    assert len(whole) > len(first)
    put(events, there)
    put(few, there)
    assert tables(database, there) == whole == whole | first


def test_what_says_who_a_person_is_stays_here(
    there: Settings, events: Events, database: psycopg.Connection[Any]
) -> None:
    put(events, there)
    columns = database.execute(
        "SELECT column_name FROM information_schema.columns WHERE table_schema = %s", [there.source.schema_]
    ).fetchall()
    assert {"phone", "email", "name"} <= {name for table in events.tables.values() for name in table.columns}
    assert not {name for (name,) in columns} & set(STAYS)
    assert not [name for name in tables(database, there) if name.startswith(("consents", "attempts"))]


def test_an_older_set_goes_unless_it_is_read(
    there: Settings, events: Events, database: psycopg.Connection[Any]
) -> None:
    put(events, there)
    database.execute(f"CREATE TABLE {there.source.schema_}.orders_of_mine (a int)")
    first = tables(database, there)
    with computing(events, there) as reading:
        put(another(events), there)
        assert len(tables(database, there)) == 2 * len(first) - 1
        assert reading.engine.fetch("SELECT count(*) AS n FROM orders")["n"][0].as_py() > 0
    put(another(events), there)
    assert set(tables(database, there)) & set(first) == {"orders_of_mine"}
    assert len(tables(database, there)) == len(first)


def test_an_older_set_that_a_view_depends_on_is_named(
    there: Settings, events: Events, database: psycopg.Connection[Any]
) -> None:
    put(events, there)
    before = tables(database, there)
    orders = next(name for name in before if name.startswith("orders_"))
    schema = there.source.schema_
    database.execute(f"CREATE VIEW {schema}.mine AS SELECT * FROM {schema}.{orders}")
    with pytest.raises(BusyError, match=rf"{schema}\.{orders} cannot go .*view {schema}\.mine depends on"):
        put(another(events), there)
    assert tables(database, there) == before


def test_a_role_without_the_right_is_told_what_to_ask_for(
    there: Settings, events: Events, database: psycopg.Connection[Any]
) -> None:
    database.execute(f"DROP ROLE IF EXISTS {POOR}")
    database.execute(f"CREATE ROLE {POOR} LOGIN PASSWORD '{PASSWORD}'")
    poor = in_source(
        there, POSTGRES.replace("//postgres@", f"//{POOR}:{PASSWORD}@"), schema=there.source.schema_
    )
    schema = there.source.schema_
    try:
        asked = rf'role {POOR} lacks a right .*CREATE SCHEMA {schema} AUTHORIZATION "{POOR}"; or'
        with pytest.raises(SettingsError, match=asked) as caught:
            put(events, poor)
        assert (PASSWORD in str(caught.value), tables(database, there)) == (False, {})
        database.execute(f"CREATE SCHEMA {schema} AUTHORIZATION {POOR}")
        put(events, poor)
        assert tables(database, there)
    finally:
        database.execute(f"DROP SCHEMA IF EXISTS {schema} CASCADE")
        database.execute(f"DROP ROLE {POOR}")


def gone(database: psycopg.Connection[Any], backend: int) -> None:
    database.execute("SELECT pg_terminate_backend(%s, 5000)", [backend])


def test_nothing_is_left_where_the_database_breaks_off_while_events_are_put_there(
    there: Settings, events: Events, database: psycopg.Connection[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    copied = postgres_place.copy_in
    seen: list[str] = []

    def copy(session: psycopg.Connection[Any], table: str, rows: Any) -> None:
        seen.append(table)
        if len(seen) == 3:
            gone(database, session.info.backend_pid)
        copied(session, table, rows)

    monkeypatch.setattr(postgres_place, "copy_in", copy)
    with pytest.raises(BusyError, match=r"broke off while the accepted events were put .* try again"):
        put(events, there)
    assert (len(seen), tables(database, there)) == (3, {})
    put(events, there)
    assert len(tables(database, there)) == len(seen) - 3


def test_nothing_is_written_where_the_database_breaks_off_while_it_computes(
    there: Settings,
    events: Events,
    database: psycopg.Connection[Any],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    created = postgres_place.PostgresEngine.create

    def create(engine: postgres_place.PostgresEngine, name: str, sql: str) -> None:
        if name == "winback_population":
            gone(database, engine.connection.info.backend_pid)
        created(engine, name, sql)

    monkeypatch.setattr(postgres_place.PostgresEngine, "create", create)
    with pytest.raises(BusyError, match="broke off while features were computed in the database"):
        write_features(events, there, DAYS, tmp_path / "there.parquet")
    assert list(tmp_path.iterdir()) == []


def test_a_statement_that_takes_too_long_is_stopped(
    there: Settings, events: Events, database: psycopg.Connection[Any]
) -> None:
    short = there.source.model_copy(update={"statement_seconds": 0.3})
    slow = there.model_copy(update={"source": short})
    put(events, there)
    with (
        pytest.raises(BusyError, match=r"took longer than 0\.3 s, .* Raise \[source\] statement_seconds"),
        computing(events, slow) as place,
    ):
        place.engine.fetch("SELECT CAST(pg_sleep(5) AS text) AS slept")
    with computing(events, there) as place:
        assert place.engine.fetch("SELECT 1 AS one") == pa.table({"one": pa.array([1], pa.int32())})


def test_two_sessions_read_one_set_side_by_side(
    there: Settings, events: Events, database: psycopg.Connection[Any]
) -> None:
    with ExitStack() as both:
        both.enter_context(computing(events, there))
        first = tables(database, there)
        both.enter_context(computing(events, there))
        assert tables(database, there) == first


def test_a_session_that_breaks_off_when_all_is_done_spoils_nothing(
    there: Settings, events: Events, database: psycopg.Connection[Any]
) -> None:
    with postgres_place.in_postgres(events, there) as engine:
        assert engine.fetch("SELECT count(*) AS n FROM orders")["n"][0].as_py() > 0
        gone(database, engine.connection.info.backend_pid)
