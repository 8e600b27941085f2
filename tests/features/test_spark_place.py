"""With compute = "source" features come of Spark, and are what they are here."""

from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from features.engines.computing import STAYS, computing
from features.engines.spark_engine import SparkEngine
from features.errors import BusyError
from features.materialize import open_events, write_features
from features.settings import Settings
from tests.features.engines.at_hand import SPARK, spark
from tests.features.engines.test_parity import differences
from tests.features.simulated import DAYS, in_source, simulated

pytestmark = [
    # ibis 12 calls a method that DuckDB 2 has renamed
    pytest.mark.filterwarnings("ignore:fetch_arrow_table:DeprecationWarning"),
    # pyspark leaves the closing of the socket that rows came through to the garbage collector
    pytest.mark.filterwarnings("ignore:unclosed <socket.socket:ResourceWarning"),
]
LONG = "SELECT sum(hash(id)) AS s FROM range(2000000000000)"


@pytest.fixture(scope="module")
def session() -> Any:
    return spark()


@pytest.fixture(scope="module")
def here(session: Any, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return simulated(tmp_path_factory.mktemp("company"))


def test_the_file_is_the_same_wherever_it_is_computed(here: Settings, tmp_path: Path) -> None:
    events, there = open_events(here.storage.data_dir), in_source(here, SPARK)
    days = DAYS[1:]  # Spark takes seconds for a day
    rows = write_features(events, here, days, tmp_path / "here.parquet")
    assert write_features(events, there, days, tmp_path / "there.parquet") == rows > 30
    assert differences(*(pq.read_table(tmp_path / f"{name}.parquet") for name in ("here", "there"))) == []


def test_a_session_that_was_there_before_stays_as_it_was(here: Settings, session: Any) -> None:
    session.sql("SELECT 'mine' AS whose").createOrReplaceTempView("orders")
    there_before = session.catalog.tableExists("clients")
    try:
        with computing(open_events(here.storage.data_dir), in_source(here, SPARK)) as place:
            stands = place.engine.fetch("SELECT * FROM clients LIMIT 0").column_names
            assert "region" in stands
            assert not set(stands) & set(STAYS)
        assert session.sql("SELECT * FROM orders").toArrow().to_pylist() == [{"whose": "mine"}]
        assert session.catalog.tableExists("clients") == there_before
    finally:
        session.catalog.dropTempView("orders")


def test_spark_that_breaks_off_is_said_in_our_words(here: Settings, session: Any) -> None:
    with (
        pytest.raises(BusyError, match=r"Spark of \[source\] url broke off .* \(\w+\)\. Nothing half-made"),
        computing(open_events(here.storage.data_dir), in_source(here, SPARK)) as place,
    ):
        place.engine.fetch("SELECT raise_error('an executor is lost') AS gone")


@pytest.mark.parametrize("way", ["fetch", "create"])
def test_a_statement_that_takes_too_long_is_stopped(session: Any, way: str) -> None:
    engine = SparkEngine(session.newSession(), 0.5)
    with pytest.raises(BusyError, match=r"took longer than 0\.5 s\. Raise \[source\] statement_seconds"):
        engine.fetch(LONG) if way == "fetch" else engine.create("winback_long", LONG)
    assert not list(engine.session.sparkContext.getJobTags())
    assert SparkEngine(engine.session, 60).fetch("SELECT 1 AS one").to_pylist() == [{"one": 1}]
