"""Accepted events, by table and by name only."""

import pytest

from features.events import named_events
from features.schema import event_table
from tests.features.company import accepted, engine, events_of, order

# ibis 12 calls a method that DuckDB 2 has renamed
pytestmark = pytest.mark.filterwarnings("ignore:fetch_arrow_table:DeprecationWarning")


def test_a_company_has_the_tables_that_it_gave() -> None:
    events = events_of(orders=[order("a", 1)], nps=[])
    assert events.has("orders")
    assert not events.has("complaints")
    assert events["orders"].count().to_pyarrow().as_py() == 1
    with pytest.raises(KeyError, match="complaints"):
        events["complaints"]


@pytest.mark.parametrize("name", ["orders", "complaints", "nps", "departures"])
def test_named_tables_have_the_accepted_columns_whatever_stands_there(name: str) -> None:
    connection = events_of(orders=[]).connection
    table = named_events([name], connection)[name]
    assert list(table.columns) == list(event_table(name).accepted_types)
    assert table.get_name() == name


def test_the_tests_own_companies_are_in_the_accepted_form() -> None:
    rows = accepted("orders", [order("a", 1.5, 12.345)])
    assert rows.column_names == list(event_table("orders").accepted_types)
    assert rows["amount_hundredths"].to_pylist() == [1234]
    assert rows["known_at"].to_pylist() == rows["ordered_at"].to_pylist()
    assert engine({"orders": rows}).execute("SELECT count(*) FROM orders").fetchone() == (1,)
