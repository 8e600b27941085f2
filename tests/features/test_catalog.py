"""The catalog says of every feature what it is, and the table holds exactly these."""

from typing import Any

import pandas as pd
import pytest

from features import catalog
from features.catalog import CATEGORIES, FAMILIES, FEATURES, NAMES, categories_on, feature, switched_on
from features.compiling import STANDING
from features.errors import UsageError
from features.family import CATEGORY, Cause
from features.schema import event_table
from features.segments import FEATURES as FALLS
from features.table import KEYS
from tests.features.company import at, day, features_at, order

UNITS = {"days", "hours", "log days", "count", "share", "ratio", "log ratio", "money", "log money", "score"}
#: Lines that stand for themselves: they are made of several families.
ALONE = [*(line.name for line in FALLS), "horizon_days"]
TABLES: dict[str, list[dict[str, Any]]] = {
    "complaints": [
        {"client_id": "told", "opened_at": at(300), "severity": 4, "category": "conflict"},
        {"client_id": "told", "opened_at": at(200), "closed_at": at(210), "category": "conflict"},
        {"client_id": "told", "opened_at": at(100), "closed_at": at(101), "category": "quality"},
    ],
    "contacts": [
        {"client_id": "told", "contacted_at": at(300), "direction": "out", "outcome": "information"},
        {
            "client_id": "told",
            "contacted_at": at(380),
            "direction": "in",
            "outcome": "none",
            "response_hours": 5,
        },
    ],
    "activity": [{"client_id": "told", "seen_at": at(when)} for when in (100, 390)],
    "managers": [
        {
            "client_id": "told",
            "manager": "first",
            "valid_from": at(10),
            "valid_to": at(100),
            "dismissed": True,
        },
        {"client_id": "told", "manager": "second", "valid_from": at(100)},
    ],
    "nps": [
        {"client_id": "told", "answered_at": at(when), "score": 8, "topic": topic}
        for when, topic in [(300, "product"), (350, "service"), (360, "delivery")]
    ],
    "order_lines": [
        {"order_id": str(when), "product": "p", "category": "x", "amount": 50, "quantity": 1}
        for when in (100, 200, 390)
    ],
    "clients": [
        {"client_id": "told", "valid_from": at(10), "created_on": day(5), "contract_ends_on": day(500)},
        {"client_id": "over", "valid_from": at(10), "contract_ends_on": day(50)},
    ],
}
TABLES["contacts"] = [
    {
        "client_id": "told",
        "contacted_at": at(360),
        "direction": "in",
        "outcome": "order",
        "response_hours": 2,
    },
    {"client_id": "told", "contacted_at": at(380), "direction": "out", "outcome": "none"},
]
TABLES["activity"] = [{"client_id": "told", "seen_at": at(when)} for when in (200, 390)]
TABLES["managers"] = [
    {"client_id": "told", "manager": "m1", "valid_from": at(0), "valid_to": at(99), "dismissed": True},
    {"client_id": "told", "manager": "m2", "valid_from": at(100)},
]
DELIVERIES = [(200, 204), (370, 370), (395, None)]
TABLES["clients"][0] |= {"kind": "b2b", "industry": "farm", "region": "north"}


@pytest.fixture(scope="module")
def full() -> pd.DataFrame:
    """A company in which every feature of some client has a value."""
    days = (-50, 10, 100, 200, 300, 390)
    orders = [order("told", when, order_id=str(when), branch="north", discount=5) for when in days]
    orders += [order("told", 380, -10), order("over", 300, promised_on=day(320), delivered_on=day(325))]
    orders += [
        order("over", 390, promised_on=day(391), delivered_on=day(393)),
        order("over", 395, promised_on=day(396)),
    ]
    orders += [
        order("over", 150, promised_on=day(promised), delivered_on=None if came is None else day(came))
        for promised, came in DELIVERIES
    ]
    return features_at(day(400), orders=orders, **TABLES)


@pytest.fixture(scope="module")
def bare() -> pd.DataFrame:
    """A company in which nobody has bought twice, or said or paid anything."""
    orders = [order("bare", 10, 0), order("new", 399, 0)]
    return features_at(day(400), orders=orders, **{name: [] for name in TABLES})


def test_names_are_unique_and_tell_their_unit() -> None:
    assert len(set(NAMES)) == len(NAMES)
    for line in FEATURES:
        assert not line.name.endswith("_days") or line.unit in ("days", "count"), line.name
        assert not line.name.endswith("_share") or line.unit == "share", line.name
        assert not line.name.endswith("_ratio") or line.unit in ("ratio", "log ratio"), line.name


@pytest.mark.parametrize("name", [*NAMES, *CATEGORIES])
def test_every_line_says_what_it_is_in_both_languages(name: str) -> None:
    line = feature(name)
    assert line.unit in (UNITS if name in NAMES else {CATEGORY})
    assert line.meaning
    assert line.meaning.isascii()
    assert any("а" <= letter <= "я" for letter in line.meaning_ru.lower())
    assert line.cause in Cause
    assert line.rises in (-1, 0, 1)
    table, _, column = line.table.partition(".")
    assert not column or event_table(table).column(column)


def test_where_a_client_stands_is_told_column_by_column(full: pd.DataFrame, bare: pd.DataFrame) -> None:
    assert tuple(line.name for line in catalog.STANDING) == STANDING
    for line in catalog.STANDING:
        assert line.meaning.isascii()
        assert not line.meaning_ru.isascii()
        assert full[line.name].notna().any()
        assert bare[line.name].isna().any() == bool(line.null_meaning), line.name


def test_the_table_holds_the_catalog_and_nothing_else(full: pd.DataFrame) -> None:
    assert [full.index.name, *full.columns] == [*KEYS, *STANDING, *NAMES, *CATEGORIES]


def test_a_familys_lines_are_what_it_counts() -> None:
    in_families = [line.name for family in FAMILIES for line in family.features]
    assert in_families == [line.name for line in FEATURES if line.name not in ALONE]
    assert [line.name for line in FEATURES] == [*in_families, *ALONE]
    for family in FAMILIES:
        assert {line.table.partition(".")[0] for line in family.features} == {family.source.table}


@pytest.mark.parametrize("name", [*NAMES, *CATEGORIES])
def test_a_missing_value_has_a_meaning_where_there_can_be_one_and_only_there(
    full: pd.DataFrame, bare: pd.DataFrame, name: str
) -> None:
    assert full[name].notna().any()
    assert bare[name].isna().any() == bool(feature(name).null_meaning)


def test_tables_switch_features_on_in_the_catalogs_order() -> None:
    assert switched_on({"orders", *TABLES}) == NAMES
    assert categories_on({"orders", *TABLES}) == CATEGORIES
    assert switched_on({"orders", "clients"}) == (*switched_on({"orders"})[:-3], *_numbers("clients"), *ALONE)
    orders_only = switched_on({"orders"})
    assert "complaints" not in orders_only
    assert set(orders_only) == set(_numbers("orders"))


def _numbers(table: str) -> list[str]:
    return [line.name for line in FEATURES if line.table.partition(".")[0] == table and line.is_number]


def test_an_unknown_feature_is_refused_by_name() -> None:
    assert feature("overdue_ratio").cause is Cause.SILENCE
    with pytest.raises(UsageError, match=r"no feature 'recency'.*winback features --catalog"):
        feature("recency")
