"""Rows come from Spark: a folder of Parquet, or a table of its catalog."""

import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from features.engines.spark_session import SparkAddress, spark_address
from features.errors import BadDataError, SettingsError
from features.materialize import accept_source
from features.reading.spark_source import names_in
from tests.features.engines.at_hand import SPARK, spark
from tests.features.test_sources import NOW, accepted, company

pytestmark = [
    # ibis 12 calls a method that DuckDB 2 has renamed
    pytest.mark.filterwarnings("ignore:fetch_arrow_table:DeprecationWarning"),
    # pyspark leaves the closing of the socket that rows came through to the garbage collector
    pytest.mark.filterwarnings("ignore:unclosed <socket.socket:ResourceWarning"),
]
ORDERS = (
    "SELECT 123 AS client_id, 2.675::DOUBLE AS amount, TIMESTAMPTZ '2025-01-31 22:30:00+00' AS ordered_at,"
    " 1.005::DECIMAL(9, 3) AS margin, DATE '2025-02-03' AS promised_on, range AS line FROM range(20)"
)
READ = ("client_id", "ordered_at", "amount_hundredths", "margin_hundredths")
MEANT = {("123", datetime(2025, 2, 1, 1, 30), 268, 100)}


@pytest.fixture
def session() -> Any:
    return spark()


def test_a_folder_of_parquet_is_read_by_the_same_rules(tmp_path: Path, session: Any) -> None:
    duckdb.sql(ORDERS).write_parquet(str(tmp_path / "orders.parquet"))
    rows = accepted(company(tmp_path, url=f"{SPARK}&folder={tmp_path}"), "orders", *READ)
    assert (len(rows), set(rows)) == (20, MEANT)


def test_a_table_of_the_catalog_is_read_by_the_same_rules(tmp_path: Path, session: Any) -> None:
    duckdb.sql(ORDERS).write_parquet(str(tmp_path / "sold.parquet"))
    session.read.parquet(str(tmp_path / "sold.parquet")).createOrReplaceTempView("sold")
    settings = company(tmp_path, {"orders": {"from": "sold"}}, url=SPARK)
    assert set(accepted(settings, "orders", *READ)) == MEANT
    missing = company(tmp_path, {"orders": {"from": "solt"}}, url=SPARK)
    with pytest.raises(BadDataError, match=r"no table or view 'solt'; there are: .*Nearest is 'sold'"):
        accept_source(missing, now=NOW)


def damaged(orders: Path) -> None:
    orders.write_bytes(orders.read_bytes()[:-100])


def in_nanoseconds(orders: Path) -> None:
    rows = pq.read_table(orders)
    at = rows.schema.get_field_index("ordered_at")
    pq.write_table(rows.set_column(at, "ordered_at", rows["ordered_at"].cast(pa.timestamp("ns"))), orders)


def twice_to_spark(orders: Path) -> None:
    rows = pq.read_table(orders)
    pq.write_table(rows.append_column("AMOUNT", rows["amount"]), orders)


def of_two_types(orders: Path) -> None:
    rows = pq.read_table(orders)
    orders.unlink()
    orders.mkdir()
    pq.write_table(rows, orders / "a.parquet")
    at = rows.schema.get_field_index("amount")
    pq.write_table(rows.set_column(at, "amount", rows["amount"].cast(pa.string())), orders / "b.parquet")


def emptied(orders: Path) -> None:
    orders.unlink()
    orders.mkdir()


@pytest.mark.parametrize(
    ("spoilt", "words"),
    [
        (damaged, r"FAILED_READ_FILE\.CANNOT_READ_FILE_FOOTER, file \S+orders\.parquet\)\. It is no whole"),
        (in_nanoseconds, r"type INT64 \(TIMESTAMP\(NANOS,\w+\)\)\)\. .* write times in microseconds"),
        (twice_to_spark, "COLUMN_ALREADY_EXISTS.* differ in capital letters only"),
        (of_two_types, r"file \S+b\.parquet\)\. Its files give a column different types"),
        (emptied, "The folder holds no Parquet file"),
    ],
)
def test_what_spark_cannot_read_is_bad_data_and_no_missing_table(
    tmp_path: Path, session: Any, spoilt: Any, words: str
) -> None:
    duckdb.sql(ORDERS).write_parquet(str(tmp_path / "orders.parquet"))
    spoilt(tmp_path / "orders.parquet")
    with pytest.raises(BadDataError, match=f"Table orders: Spark cannot read 'orders' .*{words}"):
        accept_source(company(tmp_path, url=f"{SPARK}&folder={tmp_path}"), now=NOW)


def test_a_folder_that_is_not_there_is_named_and_what_lies_in_one_that_is(
    tmp_path: Path, session: Any
) -> None:
    with pytest.raises(
        BadDataError, match=rf"Spark finds no folder {tmp_path}/nowhere\. Write the whole path"
    ):
        accept_source(company(tmp_path, url=f"{SPARK}&folder={tmp_path}/nowhere"), now=NOW)
    duckdb.sql(ORDERS).write_parquet(str(tmp_path / "sold.parquet"))
    missing = company(tmp_path, {"orders": {"from": "solt"}}, url=f"{SPARK}&folder={tmp_path}")
    with pytest.raises(BadDataError, match=r"no table or view 'solt'; there are: .*Nearest is 'sold'"):
        accept_source(missing, now=NOW)


def test_values_of_rows_that_spark_refuses_are_not_printed(
    tmp_path: Path, session: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    duckdb.sql("SELECT 'Ivanov' AS client_id").write_parquet(str(tmp_path / "named.parquet"))
    session.read.parquet(str(tmp_path / "named.parquet")).createOrReplaceTempView("named")
    session.sql("SELECT CAST(client_id AS INT) AS client_id FROM named").createOrReplaceTempView("numbered")
    settings = company(tmp_path, {"orders": {"from": "numbered"}}, url=SPARK)
    with pytest.raises(BadDataError, match=r"Spark cannot read 'numbered' \(CAST_INVALID_INPUT\)") as caught:
        accept_source(settings, now=NOW)
    assert "Ivanov" not in str(caught.value) + capsys.readouterr().err


@pytest.mark.parametrize(
    ("home", "url", "words"),
    [
        ("/nowhere", "spark://local[1]", "could not start Java here: JAVA_HOME is '/nowhere'. Java 17"),
        (
            None,
            "spark://local[x]",
            "cannot be used (Py4JJavaError). Check that it runs, and the names of master",
        ),
        (None, "spark://local[1]/nowhere", "(SCHEMA_NOT_FOUND). Check"),
    ],
)
def test_a_session_that_does_not_open_says_what_to_mend(home: str | None, url: str, words: str) -> None:
    spark()  # or the test says why it was skipped
    asked = "from features.engines.spark_session import *\n"
    asked += f"try: open_session(spark_address({url!r}))\nexcept BusyError as fault: print(fault)"
    around = {**os.environ, **({"JAVA_HOME": home} if home else {})}
    done = subprocess.run(
        [sys.executable, "-c", asked], env=around, capture_output=True, text=True, check=False
    )
    assert words in done.stdout, done.stderr


@pytest.mark.parametrize(
    ("url", "meant"),
    [
        ("spark://local[2]", SparkAddress("local[2]", None, None, {})),
        ("spark://node:7077/sales", SparkAddress("spark://node:7077", "sales", None, {})),
        ("spark://yarn?folder=hdfs://a/b", SparkAddress("yarn", None, "hdfs://a/b", {})),
        (
            "spark://local[*]?spark.executor.memory=2g",
            SparkAddress("local[*]", None, None, {"spark.executor.memory": "2g"}),
        ),
        ("sc://node:15002/;token=x", SparkAddress("sc://node:15002/;token=x", None, None, {})),
    ],
)
def test_an_address_says_where_spark_is_and_what_to_read(url: str, meant: SparkAddress) -> None:
    assert spark_address(url) == meant


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("spark://local[2]?foldr=/x", "'foldr' after the question mark is no setting"),
        ("spark://", "names no master"),
    ],
)
def test_an_address_that_cannot_be_used_is_refused(url: str, words: str) -> None:
    with pytest.raises(SettingsError, match=words):
        spark_address(url)


def test_a_folder_of_spark_connect_is_not_asked_for_its_names() -> None:
    class Connected:
        """As Spark Connect's session, whose `sparkContext` is an AttributeError."""

    assert names_in(Connected(), "/data") == []  # type: ignore[arg-type]  # nothing else is asked of it
