"""Where features are computed is a setting, and what cannot be computed there is refused at once."""

from dataclasses import replace

import ibis
import pytest

from features.catalog import FEATURES
from features.engines.computing import READ, as_there, computing
from features.errors import BusyError, SettingsError, UsageError
from features.events import Events, named_events
from features.schema import TABLES
from features.settings import Settings, known_keys, settings_from
from features.table import FeatureTable
from tests.features.company import day, events_of, order


def accepted() -> Events:
    """Every event table by name, as if of an accepted set."""
    return replace(named_events(TABLES, ibis.duckdb.connect()), fingerprint="a set")


def source(**given: object) -> Settings:
    return settings_from({"source": given})


def test_features_are_computed_here_unless_it_is_said() -> None:
    events = events_of(orders=[order("a", 0), order("a", 9)])
    with computing(events, Settings()) as place:
        assert place.events is events
        features, _ = place.table(Settings(), families=()).at(place.engine, day(20))
    assert features["client_id"].to_pylist() == ["a"]


@pytest.mark.parametrize(
    ("url", "kind"), [("exports", "a folder or file"), ("mysql://root:geheim@host/shop", "mysql://…")]
)
def test_only_an_engine_of_ours_can_compute(url: str, kind: str) -> None:
    with pytest.raises(
        SettingsError, match=f'compute is "source", but url is {kind}; .*PostgreSQL'
    ) as caught:
        source(url=url, compute="source")
    assert "geheim" not in str(caught.value)
    assert source(url=url).source.compute == "here"


@pytest.mark.parametrize("url", ["postgresql://h/d", "postgres://h/d", "spark://local[2]", "sc://h"])
def test_postgresql_and_spark_can(url: str) -> None:
    assert source(url=url, compute="source").source.schema_ == "winback"


@pytest.mark.parametrize("schema", ["Winback", "a b", "x;drop", "", "1st", "x" * 41])
def test_a_schema_has_a_plain_name(schema: str) -> None:
    with pytest.raises(SettingsError, match=r"\[source\] schema is "):
        source(url="postgresql://h/d", compute="source", schema=schema)
    assert "schema" in known_keys(["source"])


def test_a_database_that_is_down_is_said_without_the_password() -> None:
    settings = source(url="postgresql://role:geheim@127.0.0.1:1/sales", compute="source")
    with (
        pytest.raises(BusyError, match="cannot be reached, or refuses the role") as caught,
        computing(as_there(accepted()), settings),
    ):
        pass
    assert ("geheim" in repr(caught.value), caught.value.__cause__) == (False, None)


def test_events_of_no_accepted_set_are_computed_here_only() -> None:
    settings = source(url="postgresql://h/d", compute="source")
    with (
        pytest.raises(UsageError, match="needs accepted events. Open them with open_events"),
        computing(events_of(orders=[]), settings),
    ):
        pass


@pytest.mark.parametrize("dialect", ["duckdb", "postgres", "pyspark"])
def test_what_stays_here_is_read_by_no_feature(dialect: str) -> None:
    assert set(READ) < set(TABLES)
    there = FeatureTable(as_there(accepted()), Settings(), dialect)
    assert set(there.names) == {line.name for line in FEATURES if line.unit != "category"}
