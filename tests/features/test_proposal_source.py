"""A database's tables are recognised as files are, by their names, columns and first rows."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import duckdb
import pytest

from features.errors import BadDataError
from features.proposal.source import propose_of
from features.proposal.tables import Proposal
from features.settings import settings_from
from tests.features.engines.at_hand import POSTGRES, postgres

TABLES = (
    "CREATE TABLE {}sales_orders (customer_id INTEGER, order_date TEXT, total NUMERIC(10, 3), note TEXT)",
    "INSERT INTO {}sales_orders VALUES (7, '31.01.2025', 1.125, 'x'), (8, '01.02.2025', 2.5, NULL)",
    "CREATE TABLE {}clients (id INTEGER, name TEXT)",
    "CREATE TABLE {}weather (sun INTEGER, rain INTEGER)",
    "CREATE VIEW {}broken AS SELECT CAST(note AS DATE) AS order_date FROM {}sales_orders",
)


@pytest.fixture(params=["sqlite", "duckdb", "postgres"])
def shop(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[str, str]]:
    """Address of a small shop, and what stands before the names of its tables."""
    path = tmp_path / f"shop.{request.param}"
    if request.param == "postgres":
        schema = f"winback_init_{os.getpid()}"
        with postgres() as database:
            database.execute(f"CREATE SCHEMA {schema}")
            for statement in TABLES:
                database.execute(statement.replace("{}", f"{schema}."))
            yield POSTGRES, f"{schema}."
            database.execute(f"DROP SCHEMA {schema} CASCADE")
        return
    connect = sqlite3.connect if request.param == "sqlite" else duckdb.connect
    with closing(connect(str(path))) as file:
        for statement in TABLES:
            file.execute(statement.replace("{}", ""))
        file.commit()
    yield str(path), ""


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
