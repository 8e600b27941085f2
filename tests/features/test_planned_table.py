"""The planned feature table gives what the feature table gives, to the last bit."""

from functools import cache
from typing import Any

import pyarrow.compute as pc
from hypothesis import given

from features.events import named_events
from features.live.statements import Planned
from features.live.table import PlannedTable
from features.settings import Settings
from features.table import FeatureTable
from tests.features import hostile
from tests.features.company import accepted, compiled, day, engine
from tests.features.hostile import T, Tables, of_clients
from tests.features.laws import differences, examples

CLIENTS = 20


@cache
def table() -> tuple[Any, FeatureTable]:
    import ibis

    events = named_events(hostile.NAMES, ibis.duckdb.connect())
    return events, FeatureTable(events, Settings())


@examples(2)
@given(company=hostile.companies(CLIENTS))
def test_clients_alone_get_what_they_get_of_the_feature_table_by_the_same_context(company: Tables) -> None:
    whole = {name: accepted(name, rows) for name, rows in company.items()}
    _, context = compiled(hostile.NAMES).at(engine(whole, 1), day(T))
    planned = PlannedTable(table()[1], table()[0], context, Planned(most=2))
    ids = sorted(hostile.clients_of(company))
    for some in ({ids[0]}, {ids[1]}, {*ids[2:12]}, {"nobody"}, {*ids}):
        rows = {name: accepted(name, told) for name, told in of_clients(company, some).items()}
        expected, _ = compiled(hostile.NAMES).at(engine(rows, 1), day(T), context)
        found = planned.at(day(T), {name: told.to_pylist() for name, told in rows.items()})
        assert differences(found, expected) == []


def test_another_day_is_answered_by_a_plan_of_its_own() -> None:
    company = hostile.company_of(1, 8)
    rows = {name: accepted(name, told) for name, told in company.items()}
    _, context = compiled(hostile.NAMES).at(engine(rows, 1), day(T))
    planned = PlannedTable(table()[1], table()[0], context, Planned(most=1))
    told = {name: each.to_pylist() for name, each in rows.items()}
    first, later, again = (planned.at(day(t), told) for t in (T, T + 40, T))
    assert differences(first, again) == []
    waited = (
        pc.subtract(later["days_since_order"], first["days_since_order"])
        if first.num_rows == later.num_rows
        else None
    )
    expected, _ = compiled(hostile.NAMES).at(engine(rows, 1), day(T + 40), context)
    assert differences(later, expected) == []
    assert waited is None or set(waited.to_pylist()) != {0}
