"""Rows come from folders, DuckDB files and PostgreSQL alike."""

import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import psycopg
import pytest

from features.data_report.report import DataReport
from features.errors import BadDataError, BusyError, SettingsError
from features.materialize import accept_source, open_events
from features.reading.postgres_source import PostgresSource
from features.schema import TABLES
from features.settings import Settings, TableSource, settings_from
from tests.features.engines.at_hand import POSTGRES, postgres

# ibis 12 calls a method that DuckDB 2 has renamed
pytestmark = pytest.mark.filterwarnings("ignore:fetch_arrow_table:DeprecationWarning")

NOW = datetime(2026, 1, 1)
ORDERS = "client_id,ordered_at,amount\n00123,2025-01-05,12.50\n7,2025-02-05,-3\n"


def company(
    folder: Path, tables: dict[str, Any] | None = None, *, url: str | None = None, **settings: Any
) -> Settings:
    source = {"url": url or str(folder), "tables": tables or {}}
    return settings_from({"source": source, "storage": {"data_dir": str(folder / "data")}, **settings})


def accepted(settings: Settings, table: str = "orders", *columns: str) -> list[tuple[Any, ...]]:
    accept_source(settings, now=NOW)
    rows = open_events(settings.storage.data_dir)[table].to_pyarrow().to_pylist()
    return [tuple(row[column] for column in columns or ("client_id", "amount_hundredths")) for row in rows]


def test_a_csv_of_our_own_names_needs_no_settings(tmp_path: Path) -> None:
    (tmp_path / "orders.csv").write_text(ORDERS)
    assert accepted(company(tmp_path)) == [("00123", 1250), ("7", -300)]


def test_several_files_by_glob_are_one_table(tmp_path: Path) -> None:
    (tmp_path / "sales-1.csv").write_text(ORDERS)
    (tmp_path / "sales-2.csv").write_text("amount;client_id;ordered_at\n5;9;2025-03-01\n")
    assert accepted(company(tmp_path, {"orders": {"from": "sales-*.csv"}}))[-1] == ("9", 500)


def test_a_folder_of_the_tables_name_is_read_whole(tmp_path: Path) -> None:
    (tmp_path / "orders").mkdir()
    (tmp_path / "orders" / "2025.csv").write_text(ORDERS)
    duckdb.sql("SELECT 9 AS client_id, DATE '2025-03-01' AS ordered_at, 5 AS amount").write_parquet(
        str(tmp_path / "orders" / "2026.parquet")
    )
    assert accepted(company(tmp_path))[-1] == ("9", 500)


def test_two_files_for_one_table_are_asked_about(tmp_path: Path) -> None:
    (tmp_path / "orders.csv").write_text(ORDERS)
    (tmp_path / "orders.parquet").write_bytes(b"PAR1")
    with pytest.raises(BadDataError, match=r"there are orders\.csv and orders\.parquet\. Say which counts"):
        accept_source(company(tmp_path), now=NOW)


def test_a_glob_without_files_names_what_there_is(tmp_path: Path) -> None:
    (tmp_path / "sales.csv").write_text(ORDERS)
    with pytest.raises(
        BadDataError, match=r"from = 'nothing\*' matches no file in .*There are: .*sales\.csv"
    ):
        accept_source(company(tmp_path, {"orders": {"from": "nothing*"}}), now=NOW)


def test_a_source_without_orders_is_refused(tmp_path: Path) -> None:
    (tmp_path / "nps.csv").write_text("client_id,answered_at,score\n7,2025-01-01,5\n")
    with pytest.raises(BadDataError, match=r"Table orders is missing from the source\. Put orders\.csv"):
        accept_source(company(tmp_path), now=NOW)


def test_a_mapping_to_a_missing_column_names_the_nearest(tmp_path: Path) -> None:
    (tmp_path / "orders.csv").write_text("Клиент,Дата,Сумма руб\n1,2025-01-01,5\n", encoding="utf-8")
    columns = {"client_id": "Клиент", "ordered_at": "Дата", "amount": "Сумма"}
    with pytest.raises(
        BadDataError, match=r"column 'Сумма' \(for amount\) .* Клиент, Дата, Сумма руб\. Nearest"
    ):
        accept_source(company(tmp_path, {"orders": {"columns": columns}}), now=NOW)


def test_a_mapping_of_no_column_of_ours_is_refused(tmp_path: Path) -> None:
    (tmp_path / "orders.csv").write_text(ORDERS)
    with pytest.raises(
        BadDataError, match=r"Table orders has no column 'amuont' to map to\. Did you mean amount"
    ):
        accept_source(company(tmp_path, {"orders": {"columns": {"amuont": "amount"}}}), now=NOW)


def test_a_section_of_no_event_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(
        SettingsError, match=r"\[source\.tables\.order\] names no event table; did you mean orders"
    ):
        accept_source(company(tmp_path, {"order": {}}), now=NOW)


def test_other_addresses_are_refused_without_their_passwords(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"url begins with ftp://; possible are a folder") as caught:
        accept_source(company(tmp_path, url="ftp://root:geheim@localhost/x"), now=NOW)
    assert "geheim" not in str(caught.value)


def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    (tmp_path / "sales.xls").write_bytes(bytes(100))
    with pytest.raises(SettingsError, match="is no DuckDB or SQLite file; possible are"):
        accept_source(company(tmp_path, url=str(tmp_path / "sales.xls")), now=NOW)


def test_attributes_of_clients_are_kept_as_text(tmp_path: Path) -> None:
    (tmp_path / "orders.csv").write_text(ORDERS)
    (tmp_path / "clients.csv").write_text("client_id,name,Сегмент,size\n7,Ferma,A ,5\n", encoding="utf-8")
    tables = {"clients": {"columns": {"segment": "Сегмент"}, "attributes": ["segment", "size"]}}
    assert accepted(company(tmp_path, tables), "clients", "name", "segment", "size") == [("Ferma", "A", "5")]


def test_typed_columns_of_a_duckdb_file_are_read_by_the_same_rules(tmp_path: Path) -> None:
    with duckdb.connect(str(tmp_path / "sales.duckdb")) as connection:
        connection.execute(
            "CREATE TABLE sales AS SELECT 123 AS client_id, 2.675::DOUBLE AS amount,"
            " TIMESTAMPTZ '2025-01-31 22:30:00+00' AS ordered_at, 1.005::DECIMAL(9, 3) AS margin,"
            " range AS line FROM range(20)"
        )
        connection.execute("CREATE VIEW v AS SELECT * FROM sales")
    settings = company(tmp_path, {"orders": {"from": "v"}}, url=str(tmp_path / "sales.duckdb"))
    rows = accepted(settings, "orders", "client_id", "ordered_at", "amount_hundredths", "margin_hundredths")
    assert set(rows) == {("123", datetime(2025, 2, 1, 1, 30), 268, 100)}
    assert len(rows) == 20


def test_a_missing_table_of_a_duckdb_file_names_what_there_is(tmp_path: Path) -> None:
    with duckdb.connect(str(tmp_path / "sales.duckdb")) as connection:
        connection.execute("CREATE TABLE sale (a INT)")
    settings = company(tmp_path, {"orders": {"from": "sales"}}, url=str(tmp_path / "sales.duckdb"))
    with pytest.raises(BadDataError, match=r"no table or view 'sales'; there are: sale\. Nearest is 'sale'"):
        accept_source(settings, now=NOW)


def test_of_hundreds_of_tables_the_nearest_few_are_named(tmp_path: Path) -> None:
    with duckdb.connect(str(tmp_path / "shop.duckdb")) as connection:
        connection.execute("CREATE SCHEMA sales; CREATE TABLE sales.Orders (a INT)")
        for number in range(60):
            connection.execute(f"CREATE TABLE junk_{number:02} (a INT)")
    settings = company(tmp_path, {"orders": {"from": "orders"}}, url=str(tmp_path / "shop.duckdb"))
    with pytest.raises(BadDataError, match=r"there are: sales\.Orders, .* and 53 more\. Nearest is") as told:
        accept_source(settings, now=NOW)
    assert len(str(told.value)) < 300


def test_parquet_gives_what_the_same_csv_gives(tmp_path: Path) -> None:
    (tmp_path / "orders.csv").write_text(ORDERS)
    by_csv = accepted(company(tmp_path))
    duckdb.sql(
        "SELECT * FROM (VALUES ('00123', TIMESTAMP '2025-01-05', 12.5), ('7', TIMESTAMP '2025-02-05', -3))"
        " t(client_id, ordered_at, amount)"
    ).write_parquet(str(tmp_path / "orders.parquet"))
    (tmp_path / "orders.csv").unlink()
    assert accepted(company(tmp_path)) == by_csv


@pytest.fixture
def schema() -> Iterator[tuple[psycopg.Connection[Any], str]]:
    name = f"winback_sources_{os.getpid()}"
    with postgres() as database:
        database.execute(f'CREATE SCHEMA "{name}"')
        try:
            yield database, name
        finally:
            database.execute(f'DROP SCHEMA "{name}" CASCADE')


def postgres_report(folder: Path, tables: dict[str, Any]) -> tuple[Settings, DataReport]:
    settings = company(folder, tables, url=POSTGRES)
    return settings, accept_source(settings, now=NOW)


def test_postgresql_tables_are_read_by_the_same_rules(
    tmp_path: Path, schema: tuple[psycopg.Connection[Any], str]
) -> None:
    database, name = schema
    database.execute(
        f"""CREATE TABLE "{name}".sales AS SELECT id AS client_id, TIMESTAMPTZ '2025-01-31 22:30:00+00' AS at,
        2.665::numeric AS amount, E'two\\nlines; "quoted"' AS branch FROM generate_series(1, 30) id"""
    )
    database.execute(f"""INSERT INTO "{name}".sales VALUES (99, 'infinity', 'NaN', '')""")
    tables = {"orders": {"from": f"{name}.sales", "columns": {"ordered_at": "at"}, "decimal": ","}}
    settings, report = postgres_report(tmp_path, tables)
    assert (report["orders"].accepted, report["orders"].quarantined) == (30, 1)
    rows = open_events(settings.storage.data_dir)["orders"].to_pyarrow().to_pylist()
    assert {(row["ordered_at"], row["amount_hundredths"], row["branch"]) for row in rows} == {
        (datetime(2025, 2, 1, 1, 30), 266, 'two\nlines; "quoted"')
    }


def test_postgresql_names_the_tables_there_are(
    tmp_path: Path, schema: tuple[psycopg.Connection[Any], str]
) -> None:
    database, name = schema
    database.execute(f'CREATE TABLE "{name}".sales (client_id text)')
    with pytest.raises(
        BadDataError, match=rf"no table or view '{name}\.sale'; .* Nearest is '{name}\.sales'"
    ):
        postgres_report(tmp_path, {"orders": {"from": f"{name}.sale"}})


def test_a_table_without_the_right_to_read_it_is_named_and_the_others_are_still_read(
    tmp_path: Path, schema: tuple[psycopg.Connection[Any], str]
) -> None:
    database, name = schema
    role, host = f"{name}_reader", POSTGRES.rpartition("@")[2]
    database.execute(
        f"""CREATE TABLE "{name}".complaints (client_id text); CREATE TABLE "{name}".nps (client_id text);
        CREATE TABLE "{name}".sales AS SELECT '7' AS client_id, DATE '2025-01-05' AS ordered_at, 5 AS amount;
        CREATE ROLE "{role}" LOGIN PASSWORD 'secret';
        GRANT USAGE ON SCHEMA "{name}" TO "{role}"; GRANT SELECT ON "{name}".sales TO "{role}" """
    )
    tables = {"orders": {"from": f"{name}.sales"}, "complaints": {"from": f"{name}.complaints"}}
    settings = company(
        tmp_path, {**tables, "nps": {"from": f"{name}.nps"}}, url=f"postgresql://{role}:secret@{host}"
    )
    try:
        with pytest.raises(BadDataError) as caught:
            accept_source(settings, now=NOW)
    finally:
        database.execute(f'DROP OWNED BY "{role}"; DROP ROLE "{role}"')
    assert f"Table complaints: the database role may not read '{name}.complaints'" in str(caught.value)
    assert f"Table nps: the database role may not read '{name}.nps'. Grant it SELECT" in str(caught.value)


def test_a_view_that_fails_on_a_row_is_named_without_the_row(
    tmp_path: Path, schema: tuple[psycopg.Connection[Any], str]
) -> None:
    database, name = schema
    database.execute(
        f"""CREATE VIEW "{name}".sales AS SELECT id AS client_id, DATE '2025-01-05' AS ordered_at,
        ('Anna' || id)::numeric AS amount FROM generate_series(1, 2) id"""
    )
    with pytest.raises(BadDataError, match=r"cannot give .*\.sales' \(InvalidTextRepresentation\)") as caught:
        postgres_report(tmp_path, {"orders": {"from": f"{name}.sales"}})
    assert "Anna" not in repr(caught.value)


def test_tables_are_read_as_of_one_moment_though_one_is_missing(
    tmp_path: Path, schema: tuple[psycopg.Connection[Any], str]
) -> None:
    database, name = schema
    database.execute(f'CREATE TABLE "{name}".sales (client_id text)')
    source = PostgresSource(POSTGRES, duckdb.connect(), tmp_path)
    try:
        assert source.parts(TABLES["departures"], TableSource()) == []
        database.execute(f"""INSERT INTO "{name}".sales VALUES ('7')""")
        (part,) = source.parts(TABLES["orders"], TableSource(**{"from": f"{name}.sales"}))
    finally:
        source.close()
    assert duckdb.sql(f"SELECT * FROM {part.relation}").fetchall() == []


def test_what_the_database_answers_to_a_stranger_is_repeated(tmp_path: Path) -> None:
    with postgres():
        settings = company(tmp_path, url="postgresql://winback_no_such_role@" + POSTGRES.rpartition("@")[2])
    with pytest.raises(BusyError, match=r"refuses us: .*winback_no_such_role.*\. Check that it runs"):
        accept_source(settings, now=NOW)


@pytest.mark.parametrize(
    ("place", "why"),
    [
        ("127.0.0.1:1/sales", "nobody listens at its host and port"),
        ("winback.invalid/sales", "there is no host of that name"),
        ("127.0.0.1:54x7/sales", "its port is no number"),
        (
            "127.0.0.1:1/sales?sslmod=require",
            "what stands after its question mark is no setting of PostgreSQL",
        ),
    ],
)
def test_why_no_server_answered_is_said_without_the_address(tmp_path: Path, place: str, why: str) -> None:
    settings = company(tmp_path, url=f"postgresql://role:geheim@{place}")
    with pytest.raises(BusyError, match=f"cannot be reached, or refuses the role: .*{why}") as caught:
        accept_source(settings, now=NOW)
    assert "geheim" not in repr(caught.value)


def test_a_database_that_is_down_is_said_without_the_password(tmp_path: Path) -> None:
    settings = company(tmp_path, url="postgresql://role:geheim@127.0.0.1:1/sales")
    with pytest.raises(BusyError, match="cannot be reached, or refuses the role") as caught:
        accept_source(settings, now=NOW)
    assert "geheim" not in repr(caught.value)
    assert caught.value.__cause__ is None
