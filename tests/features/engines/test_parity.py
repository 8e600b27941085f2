"""The same events give the same features on DuckDB, PostgreSQL and Spark."""

import math
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache

import ibis
import pyarrow as pa
import pytest

from features.catalog import FEATURES
from features.compiling import STANDING
from features.engines import Engine
from features.errors import UsageError
from features.events import named_events
from features.settings import Settings
from features.table import FeatureTable
from tests.features import hostile
from tests.features.company import day, engine
from tests.features.engines.at_hand import at_hand, hostile_company
from tests.features.hostile import T

pytestmark = [
    # ibis 12 calls a method that DuckDB 2 has renamed
    pytest.mark.filterwarnings("ignore:fetch_arrow_table:DeprecationWarning"),
    # pyspark leaves the closing of the socket that rows came through to the garbage collector
    pytest.mark.filterwarnings("ignore:unclosed <socket.socket:ResourceWarning"),
]

#: Units of features that must be equal to the last bit; the others may differ by what an engine's logarithm does.
EXACT_UNITS = ("count", "days", "score", "category")
FORMULAS = ("own_cycle_days", "usual_contact_pause_days")
RELATIVE = 1e-9
#: Seeds and as-of days by engine: Spark takes seconds for a day.
COMPANIES = {"postgres": (1, 2, 3), "spark": (1,)}
DAYS = {"postgres": (T - 40, T, T + 30), "spark": (T - 5,)}


@pytest.fixture(scope="module", params=["postgres", "spark"])
def other(request: pytest.FixtureRequest) -> Iterator[tuple[str, Engine]]:
    with at_hand(request.param) as found:
        yield request.param, found


@cache
def table_for(dialect: str, families: tuple[str, ...] | None = None) -> FeatureTable:
    events = named_events(hostile.NAMES, ibis.duckdb.connect())
    return FeatureTable(events, Settings(), dialect, families=families)


@cache
def company(seed: int) -> Mapping[str, pa.Table]:
    return hostile_company(seed)


def differences(ours: pa.Table, theirs: pa.Table) -> list[str]:
    """Where two answers differ by more than they may."""
    if ours.schema != theirs.schema or ours.num_rows != theirs.num_rows:
        return [f"{ours.num_rows} rows of {ours.schema}", f"{theirs.num_rows} rows of {theirs.schema}"]
    return [
        f"{name} in row {row}: {one} and {two}"
        for name in ours.column_names
        for row, (one, two) in enumerate(zip(ours[name].to_pylist(), theirs[name].to_pylist(), strict=True))
        if not same(name, one, two)
    ]


def same(name: str, one: object, two: object) -> bool:
    if one == two or name in exact() or not (isinstance(one, float) and isinstance(two, float)):
        return one == two
    return math.isclose(one, two, rel_tol=RELATIVE)


@cache
def exact() -> frozenset[str]:
    counted = (line.name for line in FEATURES if line.unit in EXACT_UNITS and line.name not in FORMULAS)
    return frozenset({*counted, *STANDING, "client_id", "as_of", "key"})


def test_features_and_context_are_the_same_on_every_engine(other: tuple[str, Engine]) -> None:
    name, theirs = other
    for seed in COMPANIES[name]:
        for table, rows in company(seed).items():
            theirs.place(table, rows)
        days = [day(number) for number in DAYS[name]]
        ours = table_for("duckdb").days(engine(company(seed)), days)
        answers = table_for(theirs.dialect).days(theirs, days)
        for (features, context), (their_features, their_context) in zip(ours, answers, strict=True):
            assert features.num_rows > 15
            assert differences(features, their_features) == []
            assert differences(context, their_context) == []


def test_a_few_families_are_the_same_on_every_engine(other: tuple[str, Engine]) -> None:
    _, theirs = other
    for table, rows in company(1).items():
        theirs.place(table, rows)
    ours, _ = table_for("duckdb", ("returns",)).at(engine(company(1)), day(T))
    features, _ = table_for(theirs.dialect, ("returns",)).at(theirs, day(T))
    assert "returns_365" in ours.column_names
    assert "nps_last" not in ours.column_names
    assert differences(ours, features) == []


def test_a_published_context_is_stood_on_by_every_engine(other: tuple[str, Engine]) -> None:
    _, theirs = other
    as_of: date = day(T)
    _, published = table_for("duckdb").at(engine(company(1)), as_of)
    few = {
        table: rows.filter(pa.compute.field("client_id").isin(["а0 c1", "A3 c3", "b4 c2"]))
        if "client_id" in rows.column_names
        else rows
        for table, rows in company(1).items()
    }
    for table, rows in few.items():
        theirs.place(table, rows)
    ours, _ = table_for("duckdb").at(engine(few), as_of, published)
    features, context = table_for(theirs.dialect).at(theirs, as_of, published)
    assert differences(ours, features) == []
    assert differences(published, context) == []


def test_the_rows_of_some_clients_leave_every_engine_alike(other: tuple[str, Engine]) -> None:
    _, theirs = other
    for table, rows in company(1).items():
        theirs.place(table, rows)
    read = {day(T): ["а0 c1", "b4 c2"], day(T - 40): ["b4 c2"]}
    ours = list(table_for("duckdb").rows_of(engine(company(1)), read))
    answers = list(table_for(theirs.dialect).rows_of(theirs, read))
    assert sorted(ours[1]["client_id"].to_pylist()) == sorted(read[day(T)])
    for features, their_features in zip(ours, answers, strict=True):
        assert differences(features, their_features) == []


def test_a_table_written_for_one_engine_is_refused_by_another() -> None:
    with pytest.raises(UsageError, match=r"written for postgres, the engine reads duckdb\. Make it with"):
        table_for("postgres").at(engine({}), day(T))
