"""A database's tables are recognised as files are, by their names, columns and first rows."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import duckdb
import pytest

from features.errors import BadDataError, BusyError
from features.materialize import accept_source
from features.proposal.source import propose_of
from features.proposal.tables import Proposal
from features.reading.ibis_source import IbisSource
from features.reading.sources import Part
from features.reading.spark_source import spark_names
from features.settings import read_settings, settings_from
from features.settings.text import settings_text
from tests.features.engines.at_hand import POSTGRES, SPARK, postgres, spark
from tests.features.test_sources import NOW

pytestmark = [
    # ibis 12 calls a method that DuckDB 2 has renamed
    pytest.mark.filterwarnings("ignore:fetch_arrow_table:DeprecationWarning"),
    # pyspark leaves the closing of the socket that rows came through to the garbage collector
    pytest.mark.filterwarnings("ignore:unclosed <socket.socket:ResourceWarning"),
]

TABLES = (
    "CREATE TABLE {}sales_orders (customer_id INTEGER, order_date TEXT, total NUMERIC(10, 3), note TEXT)",
    "INSERT INTO {}sales_orders VALUES (7, '31.01.2025', 1.125, 'x'), (8, '01.02.2025', 2.5, NULL)",
    "CREATE TABLE {}clients (id INTEGER, name TEXT)",
    "CREATE TABLE {}weather (sun INTEGER, rain INTEGER)",
    "CREATE VIEW {}broken AS SELECT CAST(note AS DATE) AS order_date FROM {}sales_orders",
)


@contextmanager
def in_postgres() -> Iterator[str]:
    """A schema with the shop's tables."""
    schema = f"winback_init_{os.getpid()}"
    with postgres() as database:
        database.execute(f"CREATE SCHEMA {schema}")
        try:
            for statement in TABLES:
                database.execute(statement.replace("{}", f"{schema}."))
            yield schema
        finally:
            database.execute(f"DROP SCHEMA {schema} CASCADE")


def in_file(kind: str, path: Path) -> str:
    """A file of the shop's tables."""
    connect = sqlite3.connect if kind == "sqlite" else duckdb.connect
    with closing(connect(str(path))) as file:
        for statement in TABLES:
            file.execute(statement.replace("{}", ""))
        file.commit()
    return str(path)


@contextmanager
def in_spark(kind: str, folder: Path) -> Iterator[str]:
    """The shop's tables as a folder of Parquet, or as views of Spark's catalog on it."""
    session, names = spark(), ("sales_orders", "clients", "weather")
    folder.mkdir()
    with duckdb.connect() as file:
        for statement in TABLES:
            file.execute(statement.replace("{}", ""))
        for name in names:
            file.table(name).write_parquet(str(folder / f"{name}.parquet"))
    (folder / "broken.parquet").write_bytes(b"PAR1")
    if kind == "spark folder":
        yield f"{SPARK}&folder={folder}"
        return
    forget_views()  # of other tests: the session is one
    for name in names:
        session.read.parquet(str(folder / f"{name}.parquet")).createOrReplaceTempView(name)
    session.sql(TABLES[-1].replace("{}", "").replace("VIEW", "TEMPORARY VIEW"))
    yield SPARK
    forget_views()


def forget_views() -> None:
    """Leave nothing in Spark's catalog."""
    for name in spark_names(spark(), None):
        spark().catalog.dropTempView(name)


@pytest.fixture
def by_ibis(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have PostgreSQL read as any other database of ibis is, which are not at hand."""
    monkeypatch.setattr("features.reading.sources.POSTGRES", ())


@pytest.fixture(params=["sqlite", "duckdb", "postgres", "ibis", "spark", "spark folder"])
def shop(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[str, str]]:
    """Address of a small shop, and what stands before the names of its tables."""
    kind = str(request.param)
    if kind in ("postgres", "ibis"):
        with in_postgres() as schema:
            if kind == "ibis":
                request.getfixturevalue("by_ibis")
            yield (POSTGRES, f"{schema}.") if kind == "postgres" else (f"{POSTGRES}?schema={schema}", "")
    elif kind.startswith("spark"):
        with in_spark(kind, tmp_path / "shop") as address:
            yield address, ""
    else:
        yield in_file(kind, tmp_path / f"shop.{kind}"), ""


def proposed(address: str) -> Proposal:
    return propose_of(settings_from({"source": {"url": address}}))


def test_the_tables_of_a_database_are_proposed_with_their_columns_and_dates(shop: tuple[str, str]) -> None:
    address, before = shop
    orders, clients = proposed(address).tables
    assert (orders.name, orders.file) == ("orders", f"{before}sales_orders")
    assert orders.columns == {"client_id": "customer_id", "ordered_at": "order_date", "amount": "total"}
    assert (orders.date_format, orders.decimal, orders.unused) == ("%d.%m.%Y", ".", ("note",))
    assert (orders.delimiter, orders.to_decide) == (None, ())
    assert (clients.name, clients.file, clients.columns) == (
        *("clients", f"{before}clients"),
        {"client_id": "id"},
    )


def test_what_holds_nothing_of_ours_is_left_aside(shop: tuple[str, str]) -> None:
    address, before = shop
    assert {f"{before}weather", f"{before}broken"} <= set(proposed(address).ignored)


def test_what_is_proposed_is_read(shop: tuple[str, str], tmp_path: Path) -> None:
    address, _ = shop
    file = tmp_path / "winback.toml"
    file.write_text(settings_text(proposed(address)), encoding="utf-8")
    report = accept_source(read_settings(file, {"WINBACK_SOURCE_URL": address}), now=NOW)
    (orders,) = (table for table in report.tables if table.name == "orders")
    assert (orders.accepted, orders.quarantined) == (2, 0)


def test_a_table_that_ibis_is_not_given_is_left_aside(by_ibis: None) -> None:
    with in_postgres() as schema, postgres() as database:
        role, host = f"{schema}_clerk", POSTGRES.rpartition("@")[2]
        database.execute(
            f"""CREATE ROLE {role} LOGIN PASSWORD 'secret'; GRANT USAGE ON SCHEMA {schema} TO {role};
            GRANT INSERT ON {schema}.clients TO {role}; GRANT SELECT ON {schema}.sales_orders TO {role};
            CREATE TABLE {schema}.nothing (); GRANT SELECT ON {schema}.nothing TO {role}"""
        )
        try:
            found = proposed(f"postgresql://{role}:secret@{host}?schema={schema}")
        finally:
            database.execute(f"DROP OWNED BY {role}; DROP ROLE {role}")
    assert ([table.name for table in found.tables], found.ignored) == (["orders"], ("clients", "nothing"))


def test_a_database_of_ibis_that_breaks_off_on_the_way_is_no_table_that_cannot_be_read(
    by_ibis: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    glimpse = IbisSource.glimpse

    def cut(source: IbisSource, name: str, rows: int) -> Part:
        with postgres() as other:
            other.execute("SELECT pg_terminate_backend(%s, 5000)", [source._backend.con.info.backend_pid])
        return glimpse(source, name, rows)

    monkeypatch.setattr(IbisSource, "glimpse", cut)
    with (
        in_postgres() as schema,
        pytest.raises(BusyError, match=r"would not name its tables \(.+\)\. Check that it runs"),
    ):
        proposed(f"{POSTGRES}?schema={schema}")


def test_what_spark_passes_over_or_has_no_column_is_left_aside(tmp_path: Path) -> None:
    folder = tmp_path / "shop"
    with in_spark("spark", folder) as address:
        spark().range(1).select().createOrReplaceTempView("nothing")
        assert proposed(address).ignored == ("broken", "nothing", "weather")
    for name in ("_SUCCESS", ".part.crc"):
        (folder / name).touch()
    assert proposed(f"{SPARK}&folder={folder}").ignored == ("broken", "weather")


def test_a_folder_is_looked_at_as_one(tmp_path: Path) -> None:
    (tmp_path / "orders.csv").write_text("client_id,ordered_at,amount\n7,2025-01-01,5\n")
    (table,) = proposed(str(tmp_path)).tables
    assert table.file == "orders.csv"


def test_an_address_with_nothing_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadDataError, match="nothing is there"):
        proposed(str(tmp_path / "gone.duckdb"))


def test_of_hundreds_left_aside_the_first_are_named() -> None:
    names = tuple(f"junk_{number:03}" for number in range(500))
    assert Proposal((), names[:20]).aside.endswith("junk_018, junk_019")
    assert Proposal((), names).aside.endswith("junk_018, junk_019 and 480 more")
