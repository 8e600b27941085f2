"""Rows come from Spark: a folder of Parquet, or a table of its catalog."""

from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from features.engines.spark_session import SparkAddress, spark_address
from features.errors import BadDataError, SettingsError
from features.materialize import accept_source
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
