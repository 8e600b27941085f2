"""The engines that tests run on, and the companies that all of them must agree on."""

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import Any

import psycopg
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, Phase, given
from hypothesis import seed as seeded
from hypothesis import settings as law

from features.engines import DuckDBEngine, Engine
from features.engines.postgres_engine import PostgresEngine
from features.engines.spark_engine import SparkEngine
from features.engines.spark_session import open_session, spark_address
from tests.features import hostile
from tests.features.company import accepted, engine

POSTGRES = os.environ.get("WINBACK_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432/postgres")
#: Small data: what compiles code for speed would cost more than it saves.
SPARK = (
    "spark://local[1]?spark.driver.memory=700m&spark.sql.shuffle.partitions=1"
    "&spark.sql.adaptive.enabled=false&spark.sql.codegen.wholeStage=false"
    "&spark.sql.codegen.factoryMode=NO_CODEGEN&spark.driver.bindAddress=127.0.0.1"
    "&spark.driver.extraJavaOptions=-XX:TieredStopAtLevel=1 -XX:%2BUseSerialGC -Dderby.system.home=/tmp"
)


@contextmanager
def at_hand(name: str) -> Iterator[Engine]:
    """An engine by name; the test says that it was skipped where there is none."""
    if name == "duckdb":
        yield DuckDBEngine(engine({}))
    elif name == "postgres":
        with postgres() as database:
            yield PostgresEngine(database)
    else:
        yield SparkEngine(spark().newSession())  # what is put under names there hides no table from others


@contextmanager
def postgres() -> Iterator[psycopg.Connection[Any]]:
    """A session on the tests' PostgreSQL."""
    try:
        database = psycopg.connect(POSTGRES, autocommit=True, connect_timeout=3)
    except psycopg.OperationalError:
        pytest.skip("no PostgreSQL at WINBACK_TEST_POSTGRES or 127.0.0.1:5432")
    with database:
        yield database


@cache
def spark() -> Any:
    """The one Spark session of a test run; it ends with the process."""
    pytest.importorskip("pyspark", reason="pyspark is not installed (extra `spark`)")
    if shutil.which("java") is None:
        pytest.skip("no Java for Spark: install openjdk-17-jre-headless")
    return open_session(spark_address(SPARK))[0]


def hostile_company(seed: int, *, clients: int = 12, of: int = 8) -> Mapping[str, pa.Table]:
    """A company that a seed draws, made of several, as accepted tables."""
    drawn: list[hostile.Tables] = []

    @seeded(seed)
    @law(
        max_examples=of,
        phases=[Phase.generate],
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(company=hostile.companies(clients))
    def draw(company: hostile.Tables) -> None:
        drawn.append(company)

    draw()
    together: hostile.Tables = {name: [] for name in hostile.NAMES}
    for number, company in enumerate(drawn):
        for name, rows in company.items():
            together[name] += [_renamed(row, f"{'абвAbВ'[number % 6]}{number} ") for row in rows]
    return {name: accepted(name, rows) for name, rows in together.items()}


def _renamed(row: hostile.Row, before: str) -> hostile.Row:
    named = ("client_id", "order_id")
    return {**row, **{key: f"{before}{row[key]}" for key in named if row.get(key) is not None}}
