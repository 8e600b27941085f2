"""A family of one's own is computed beside the catalog's, changes none of them, and takes nobody's place."""

from dataclasses import replace

import pandas as pd
import pytest

from features.arithmetic import count_where
from features.errors import UsageError
from features.events import Events
from features.families.nps import ANSWERS
from features.family import Cause, Family, Feature
from features.known import ORDER_DAYS
from features.settings import Settings
from features.table import FeatureTable
from tests.features.company import day, events_of, order

# ibis 12 calls a method that DuckDB 2 has renamed
pytestmark = pytest.mark.filterwarnings("ignore:fetch_arrow_table:DeprecationWarning")

#: Order days of at least 500, and whether there is one at all: a number and a text.
OWN = Family(
    "large_orders",
    ORDER_DAYS,
    lambda days: {"large_days": count_where(days.amount >= 50_000)},
    lambda clients: {
        "large_order_days": clients.large_days.cast("float64"),
        "buys_large": (clients.large_days > 0).ifelse("yes", "no"),
    },
    (
        Feature("large_order_days", "count", "order days of 500 and more", "крупных заказов", Cause.SPEND),
        Feature("buys_large", "category", "whether there is one", "есть ли крупные", Cause.SPEND),
    ),
)


@pytest.fixture(scope="module")
def events() -> Events:
    large = [order("large", when, 600) for when in (10, 40, 70)]
    return events_of(orders=[*large, order("large", 90, 20), *(order("small", when, 30) for when in (5, 50))])


def table_of(events: Events, *families: str | Family) -> FeatureTable:
    return FeatureTable(events, Settings(), families=families)


def read(events: Events, *families: str | Family) -> pd.DataFrame:
    table, _context = table_of(events, *families).at(events.connection.con, day(100))
    return table.to_pandas().set_index("client_id")


def test_a_family_of_ones_own_stands_beside_the_catalogs_and_changes_none(events: Events) -> None:
    beside, alone = read(events, "frequency", OWN), read(events, "frequency")
    assert beside["large_order_days"].to_dict() == {"large": 3.0, "small": 0.0}
    assert beside["buys_large"].to_dict() == {"large": "yes", "small": "no"}
    pd.testing.assert_frame_equal(beside[alone.columns], alone)


def test_its_numbers_are_inputs_of_models_and_its_texts_are_not(events: Events) -> None:
    table = table_of(events, OWN)
    assert "large_order_days" in table.names
    assert (table.categories, "buys_large" in table.names) == (("buys_large",), False)


def test_it_sees_nothing_from_the_day_on(events: Events) -> None:
    table, _context = table_of(events, OWN).at(events.connection.con, day(70))
    assert table.to_pandas().set_index("client_id").loc["large", "large_order_days"] == 2


def test_names_that_are_taken_are_refused(events: Events) -> None:
    line = replace(OWN.features[0], name="order_days")
    with pytest.raises(UsageError, match=r"'large_orders' takes a name that the catalog has: order_days\."):
        table_of(events, replace(OWN, features=(line,)))
    with pytest.raises(UsageError, match=r"takes a name that the catalog has: frequency\."):
        table_of(events, replace(OWN, name="frequency"))
    counted_again = replace(OWN, sums=lambda days: {"large_days": days.count(), "oldest_age": days.age.max()})
    with pytest.raises(UsageError, match=r"sums oldest_age, as another family does already\."):
        table_of(events, counted_again)


def test_rows_that_the_company_has_not_are_named(events: Events) -> None:
    with pytest.raises(UsageError, match=r"'large_orders' sums rows of nps, which the company has not\."):
        table_of(events, replace(OWN, source=ANSWERS))
