"""Rows come from any database that ibis connects to; here from PostgreSQL by ibis' own backend."""

import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from features.acceptance.judging import judge
from features.acceptance.quality import rules_of
from features.errors import BadDataError, BusyError, SettingsError
from features.materialize import accept_source
from features.reading.ibis_source import IbisSource, known_backends, open_ibis
from features.schema import event_table
from features.settings import Settings, TableSource
from tests.features.engines.at_hand import POSTGRES, postgres
from tests.features.test_sources import NOW, company

# ibis 12 calls a method that DuckDB 2 has renamed
pytestmark = pytest.mark.filterwarnings("ignore:fetch_arrow_table:DeprecationWarning")


@pytest.fixture
def schema() -> Iterator[str]:
    name = f"winback_ibis_{os.getpid()}"
    with postgres() as database:
        database.execute(f'CREATE SCHEMA "{name}"')
        database.execute(
            f"""CREATE TABLE "{name}".sales AS SELECT id AS client_id, TIMESTAMPTZ '2025-01-31 22:30:00+00' AS at,
            2.665::numeric(9, 3) AS amount, 'Пермь' AS branch FROM generate_series(1, 30) id"""
        )
        try:
            yield name
        finally:
            database.execute(f'DROP SCHEMA "{name}" CASCADE')


@pytest.fixture
def source(tmp_path: Path) -> Iterator[tuple[duckdb.DuckDBPyConnection, IbisSource]]:
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        opened = open_ibis(POSTGRES, connection, tmp_path)
        yield connection, opened
        opened.close()


Opened = tuple[duckdb.DuckDBPyConnection, IbisSource]


def test_typed_rows_are_accepted_by_the_same_rules(schema: str, source: Opened) -> None:
    connection, opened = source
    table = TableSource.model_validate({"from": f"{schema}.sales", "columns": {"ordered_at": "at"}})
    parts = opened.parts(event_table("orders"), table)
    judged = judge(connection, event_table("orders"), parts, table, rules_of(Settings(), table, NOW))
    rows = connection.sql(judged.accepted_sql).to_arrow_table().to_pylist()
    assert (len(rows), judged.report.accepted) == (30, 30)
    assert {(row["ordered_at"], row["amount_hundredths"], row["branch"]) for row in rows} == {
        (datetime(2025, 2, 1, 1, 30), 266, "Пермь")
    }


def test_a_missing_table_is_said_only_where_it_was_named(schema: str, source: Opened) -> None:
    _, opened = source
    assert opened.parts(event_table("nps"), TableSource()) == []
    with pytest.raises(BadDataError, match=rf"the source has no table or view '{schema}\.sale'; there are: "):
        opened.parts(event_table("orders"), TableSource.model_validate({"from": f"{schema}.sale"}))


def test_a_database_that_breaks_off_is_said_without_its_own_words(schema: str, source: Opened) -> None:
    _, opened = source
    with postgres() as database:
        database.execute(
            f'CREATE VIEW "{schema}".broken AS SELECT 1 / (client_id - client_id) AS x FROM "{schema}".sales'
        )
    with pytest.raises(
        BusyError, match=rf"Table orders: the database would not give '{schema}\.broken' \(Div"
    ):
        opened.parts(event_table("orders"), TableSource.model_validate({"from": f"{schema}.broken"}))


def test_a_name_that_the_database_cannot_have_is_said(source: Opened) -> None:
    _, opened = source
    with pytest.raises(
        BusyError, match=r"Table orders: the database would not give 'a\.b\.c\.d' \(ValueError"
    ):
        opened.parts(event_table("orders"), TableSource.model_validate({"from": "a.b.c.d"}))


def test_a_database_that_is_down_is_said_without_the_password(tmp_path: Path) -> None:
    settings = company(tmp_path, url="materialize://role:geheim@127.0.0.1:1/sales")
    with pytest.raises(BusyError, match=r"\(materialize://…\) cannot be reached, or refuses the") as caught:
        accept_source(settings, now=NOW)
    assert "geheim" not in repr(caught.value)
    assert caught.value.__cause__ is None


@pytest.mark.parametrize(
    ("url", "extra"),
    [
        ("snowflake://u:geheim@a/b", "snowflake"),
        ("mysql://u:geheim@h/b", "mysql"),
        ("mssql://u:geheim@h/b", "mssql"),
    ],
)
def test_a_part_that_is_not_installed_is_named(tmp_path: Path, url: str, extra: str) -> None:
    with pytest.raises(SettingsError, match=rf"pip install 'ibis-framework\[{extra}\]'") as caught:
        accept_source(company(tmp_path, url=url), now=NOW)
    assert "geheim" not in str(caught.value)


def test_the_backends_are_those_of_ibis() -> None:
    assert {"duckdb", "clickhouse", "bigquery", "trino", "mysql"} <= known_backends()


def test_an_unknown_scheme_is_refused_before_anything_is_opened(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"url begins with gopher://; possible are a folder"):
        open_ibis("gopher://x", None, tmp_path)  # type: ignore[arg-type]
