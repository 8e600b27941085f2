"""The laws of the feature table: nothing later, no order of rows and no other client changes a row."""

from dataclasses import replace
from datetime import datetime
from random import Random
from typing import Any

import ibis
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from features.acceptance.quality import accept_rows
from features.catalog import CATEGORIES, FAMILIES, FEATURES, NAMES, categories_on, switched_on
from features.compiling import STANDING
from features.engines.duckdb_engine import DuckDBEngine
from features.errors import UsageError
from features.events import named_events
from features.population import CONTEXT, POPULATION, parts_of
from features.settings import Settings
from features.table import KEYS, FeatureTable
from tests.features import hostile
from tests.features.company import accepted, at, compiled, day, engine, features_at, order
from tests.features.hostile import T, Tables
from tests.features.laws import differences, examples

# ibis 12 calls a method that DuckDB 2 has renamed
pytestmark = pytest.mark.filterwarnings("ignore:fetch_arrow_table:DeprecationWarning")

#: Clients of one company; with the examples of the first law 500 event sets.
CLIENTS = 100


def answer(
    tables: Tables, t: int = T, context: pa.Table | None = None, threads: int = 1
) -> tuple[pa.Table, pa.Table]:
    """Features and context at day `t` through the table compiled once."""
    connection = engine({name: accepted(name, rows) for name, rows in tables.items()}, threads)
    return compiled(hostile.NAMES).at(connection, day(t), context)


def row_of(features: pa.Table, client: str) -> pa.Table:
    return features.filter(pc.equal(features["client_id"], client))


@examples(5)
@given(company=hostile.companies(CLIENTS), other=hostile.companies(6))
def test_nothing_that_is_known_from_the_day_on_changes_the_day(company: Tables, other: Tables) -> None:
    then, context_then = answer(hostile.as_written_then(company, T))
    now, context_now = answer(hostile.with_future_of(company, other, T))
    assert differences(then, now) == []
    assert differences(context_then, context_now) == []
    assert_true_to_catalog(now)


def assert_true_to_catalog(features: pa.Table) -> None:
    assert features.column_names == [*KEYS, *STANDING, *NAMES, *CATEGORIES]
    for line in FEATURES:
        column = features[line.name]
        assert line.null_meaning or column.null_count == 0, line.name
        if not line.is_number:
            continue
        assert pc.all(pc.is_finite(column)).as_py() in (True, None), line.name
        if line.unit in ("days", "count", "share", "log days", "log money"):
            assert pc.min(column).as_py() is None or pc.min(column).as_py() >= 0, line.name
    for name in ("setback_share_365", "silent_share", "active_weeks_share"):
        assert pc.max(features[name]).as_py() is None or pc.max(features[name]).as_py() <= 1, name


@examples(1)
@given(company=hostile.companies(CLIENTS))
def test_a_family_alone_gives_what_it_gives_among_all(company: Tables) -> None:
    tables = {name: accepted(name, rows) for name, rows in company.items()}
    connection = engine(tables)
    among_all, _ = compiled(hostile.NAMES).at(connection, day(T))
    # The facts stand there: they are the same whatever is made of them.
    events = replace(named_events(tables, ibis.duckdb.connect()), facts=compiled(hostile.NAMES).facts)
    for family in FAMILIES:
        found, _ = FeatureTable(events, Settings(), families=[family.name]).at(connection, day(T))
        assert {line.name for line in family.features} <= set(found.column_names), family.name
        assert differences(found, among_all.select(found.column_names)) == []


def test_a_family_that_is_not_known_is_named() -> None:
    with pytest.raises(UsageError, match=r"There is no family loyalty\. There are: activity, assortment,"):
        FeatureTable(
            named_events(["orders"], ibis.duckdb.connect()), Settings(), families=["recency", "loyalty"]
        )


@examples(2)
@given(company=hostile.companies(CLIENTS), seed=st.integers(0, 1000))
def test_neither_the_order_of_rows_nor_the_threads_change_a_bit(company: Tables, seed: int) -> None:
    shuffled = {name: Random(seed).sample(rows, len(rows)) for name, rows in company.items()}
    one, context = answer(company)
    other, other_context = answer(shuffled, threads=4)
    assert differences(one, other) == []
    assert differences(context, other_context) == []


@examples(2)
@given(
    company=hostile.companies(CLIENTS),
    picked=st.lists(st.integers(0, CLIENTS - 1), min_size=4, max_size=4, unique=True),
)
def test_a_client_scored_alone_has_the_row_of_the_batch(company: Tables, picked: list[int]) -> None:
    batch, context = answer(company)
    for client in (f"c{number}" for number in picked):
        live, stood_on = answer(hostile.of_clients(company, {client}), context=context)
        assert differences(live, row_of(batch, client)) == []
        assert differences(stood_on, context) == []


@examples(2)
@given(company=hostile.companies(CLIENTS), seed=st.integers(0, 1000), parts=st.integers(2, 5))
def test_parts_of_a_company_have_the_rows_of_the_whole(company: Tables, seed: int, parts: int) -> None:
    whole, context = answer(company)
    mixed = Random(seed).sample(clients := sorted(hostile.clients_of(company)), len(clients))
    found = [
        answer(hostile.of_clients(company, {*mixed[part::parts]}), context=context)[0]
        for part in range(parts)
    ]
    assert differences(pa.concat_tables(found).sort_by("client_id"), whole) == []


@examples(2)
@given(company=hostile.companies(CLIENTS), other=hostile.companies(40))
def test_another_client_changes_nobody_while_the_context_stands(company: Tables, other: Tables) -> None:
    renamed = hostile.as_strangers(other)
    alone, context = answer(company)
    joined = {name: rows + renamed[name] for name, rows in company.items()}
    together, _ = answer(joined, context=context)
    newcomer = pc.starts_with(together["client_id"], "new ")
    assert differences(together.filter(pc.invert(newcomer)), alone) == []


@examples(1)
@given(company=hostile.companies(CLIENTS))
def test_several_days_in_one_pass_are_the_days_one_by_one(company: Tables) -> None:
    days = [T - 140, T, T + 15]
    connection = engine({name: accepted(name, rows) for name, rows in company.items()})
    passed = list(compiled(hostile.NAMES).days(connection, [day(t) for t in reversed(days)]))
    assert [set(context["as_of"].to_pylist()) for _, context in passed] == [{day(t)} for t in days]
    for t, (features, context) in zip(days, passed, strict=True):
        alone, alone_context = answer(company, t)
        assert differences(features, alone) == []
        assert differences(context, alone_context) == []


@examples(2)
@given(company=hostile.companies(CLIENTS))
def test_a_standing_that_is_held_and_one_that_each_reader_finds_are_the_same(company: Tables) -> None:
    connection = engine({name: accepted(name, rows) for name, rows in company.items()})
    table, most = compiled(hostile.NAMES), DuckDBEngine.few_rows
    answers = []
    for few in (most, 0, most):  # over one connection, where a table and a view take the same name in turn
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(DuckDBEngine, "few_rows", few)
            answers.append(table.at(connection, day(T)))
    for features, context in answers[1:]:
        assert differences(features, answers[0][0]) == []
        assert differences(context, answers[0][1]) == []


def test_a_day_asked_for_again_after_a_pass_is_the_same() -> None:
    connection = engine({"orders": accepted("orders", [order("a", 0), order("a", 7)])})
    table = compiled(["orders"])
    before, _ = table.at(connection, day(20))
    ((passed, _),) = table.days(connection, [day(20), day(20)])
    after, _ = table.at(connection, day(20))
    assert differences(before, passed) == []
    assert differences(before, after) == []


@examples(2)
@given(company=hostile.companies(CLIENTS))
def test_the_rows_of_some_clients_are_those_that_they_have_among_all(company: Tables) -> None:
    connection = engine({name: accepted(name, rows) for name, rows in company.items()})
    table, days = compiled(hostile.NAMES), [day(T - 30), day(T)]
    whole = [features for features, _ in table.days(connection, days)]
    ids = whole[1]["client_id"].to_pylist()
    read = {days[1]: [*ids[::3], "nobody"], days[0]: ids[:2]}
    parts = list(table.rows_of(connection, read))
    assert parts[1]["client_id"].to_pylist() == ids[::3]
    for found, all_of_them, as_of in zip(parts, whole, days, strict=True):
        theirs = pc.is_in(all_of_them["client_id"], value_set=pa.array(read[as_of]))
        assert differences(found, all_of_them.filter(theirs)) == []


@examples(2)
@given(company=hostile.companies(CLIENTS), seed=st.integers(0, 1000))
def test_rows_given_twice_change_nothing_once_accepted(company: Tables, seed: int) -> None:
    twice = {
        name: Random(seed).sample(rows + rows[::2], len(rows + rows[::2])) for name, rows in company.items()
    }
    once, context = answer_of_accepted(company)
    again, other_context = answer_of_accepted(twice)
    assert differences(once, again) == []
    assert differences(context, other_context) == []


def answer_of_accepted(tables: Tables) -> tuple[pa.Table, pa.Table]:
    columns = {name: accepted(name, []).column_names for name in tables}
    given_rows = {
        name: pa.table(
            {
                our: pa.array([row.get(our) for row in rows], KINDS.get(our, pa.string()))
                for our in (column.removesuffix("_hundredths") for column in columns[name])
            }
        )
        for name, rows in tables.items()
    }
    backend = ibis.duckdb.connect()
    events, _ = accept_rows(given_rows, Settings(), backend, now=datetime(2026, 1, 1), most_quarantined=1)
    for name, table in events.tables.items():
        backend.con.execute(f"CREATE TABLE {name} AS FROM {table.get_name()}")
    return compiled(hostile.NAMES).at(backend.con, day(T))


KINDS = {
    **dict.fromkeys(["ordered_at", "opened_at", "answered_at", "known_at"], pa.timestamp("us")),
    **dict.fromkeys(["status_at", "closed_at"], pa.timestamp("us")),
    **dict.fromkeys(["contacted_at", "seen_at", "valid_from", "valid_to"], pa.timestamp("us")),
    "response_hours": pa.float64(),
    "visits": pa.int64(),
    "dismissed": pa.bool_(),
    **dict.fromkeys(["amount", "margin", "discount", "quantity"], pa.float64()),
    **dict.fromkeys(["severity", "score"], pa.int64()),
    **dict.fromkeys(["promised_on", "delivered_on", "created_on", "contract_ends_on"], pa.date32()),
}


def test_two_runs_and_any_number_of_threads_give_the_same_bits() -> None:
    # More rows than one row group of the engine, so that several threads really share the work.
    rows, draw = 260_000, np.random.default_rng(7)
    seconds = draw.integers(0, 200 * 86_400, rows) * np.timedelta64(1, "s")
    when = np.datetime64("2024-01-01", "us") + seconds
    orders = accepted("orders", [])
    filled = pa.table(
        {
            **{name: pa.nulls(rows, orders.schema.field(name).type) for name in orders.column_names},
            "client_id": pa.array(draw.integers(0, 9_000, rows).astype(str).tolist()),
            "ordered_at": pa.array(when),
            "known_at": pa.array(when),
            "order_id": pa.array(draw.integers(0, 50_000, rows).astype(str).tolist()),
            "amount_hundredths": pa.array(draw.integers(-20_000, 10_000_000, rows)),
        }
    )
    answers = []
    for threads in (1, 4, 4):
        connection = engine({}, threads)
        connection.register("given", filled)
        connection.execute("CREATE TABLE orders AS FROM given")
        answers.append(compiled(["orders"]).at(connection, day(150)))
    for features, context in answers[1:]:
        assert features.equals(answers[0][0])
        assert context.equals(answers[0][1])
    assert answers[0][0].num_rows == 9_000


def test_a_company_without_orders_has_no_rows_and_a_context_that_says_nothing() -> None:
    features, context = answer({name: [] for name in hostile.NAMES})
    assert features.num_rows == 0
    numbers, keyed = parts_of(context)
    assert numbers == dict.fromkeys(POPULATION, None) | {"cycle_weight": 3.0, "cycle_log_spread": 0.5}
    assert keyed.num_rows == 0


def test_a_client_without_an_order_day_that_stands_has_no_row() -> None:
    told = features_at(
        day(50),
        orders=[
            order("buyer", 1),
            order("cancelled", 1, status="cancelled", status_at=at(2)),
            order("refund only", 1, -5),
            order("to come", 50),
        ],
        complaints=[{"client_id": "complainer", "opened_at": at(3)}],
        nps=[{"client_id": "answerer", "answered_at": at(3), "score": 1}],
    )
    assert told.index.tolist() == ["buyer"]


@pytest.mark.parametrize("tables", [("orders",), ("orders", "nps"), ("complaints", "orders")])
def test_the_companys_tables_switch_on_its_columns(tables: tuple[str, ...]) -> None:
    rows: dict[str, Any] = {name: [order("a", 1)] if name == "orders" else [] for name in tables}
    told = features_at(day(50), **rows)
    assert [told.index.name, *told.columns] == [
        *KEYS,
        *STANDING,
        *switched_on(tables),
        *categories_on(tables),
    ]
    assert all(told[name].dtype == "float64" for name in switched_on(tables))
    assert compiled(tables).names == switched_on(tables)
    assert compiled(tables).categories == categories_on(tables)


def test_the_context_has_its_columns_and_the_day() -> None:
    _, context = answer({name: [] for name in hostile.NAMES} | {"orders": [order("a", 301), order("a", 309)]})
    assert context.schema == CONTEXT
    assert set(context["as_of"].to_pylist()) == {day(T)}
    assert parts_of(context)[0]["abc_a_from"] == 20_000
