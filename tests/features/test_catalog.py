"""The catalog says of every feature what it is, and the table holds exactly these."""

from typing import Any

import pandas as pd
import pytest

from features.catalog import FAMILIES, FEATURES, NAMES, feature, switched_on
from features.errors import UsageError
from features.family import Cause
from features.schema import event_table
from features.table import KEYS, STANDING
from tests.features.company import at, day, features_at, order

UNITS = {"days", "log days", "count", "share", "ratio", "log ratio", "money", "log money", "score"}
TABLES: dict[str, list[dict[str, Any]]] = {
    "complaints": [
        {"client_id": "told", "opened_at": at(300), "severity": 4},
        {"client_id": "told", "opened_at": at(200), "closed_at": at(210)},
    ],
    "nps": [{"client_id": "told", "answered_at": at(when), "score": 8} for when in (300, 350)],
}


@pytest.fixture(scope="module")
def full() -> pd.DataFrame:
    """A company in which every feature of some client has a value."""
    orders = [order("told", when) for when in (10, 100, 200, 300, 390)]
    orders.append(order("told", 380, -10))
    return features_at(day(400), orders=orders, **TABLES)


@pytest.fixture(scope="module")
def bare() -> pd.DataFrame:
    """A company in which nobody has bought twice, or said or paid anything."""
    return features_at(day(400), orders=[order("bare", 10, 0)], complaints=[], nps=[])


def test_names_are_unique_and_tell_their_unit() -> None:
    assert len(set(NAMES)) == len(NAMES)
    for line in FEATURES:
        assert not line.name.endswith("_days") or line.unit in ("days", "count"), line.name
        assert not line.name.endswith("_share") or line.unit == "share", line.name
        assert not line.name.endswith("_ratio") or line.unit in ("ratio", "log ratio"), line.name


@pytest.mark.parametrize("name", NAMES)
def test_every_line_says_what_it_is_in_both_languages(name: str) -> None:
    line = feature(name)
    assert line.unit in UNITS
    assert line.meaning
    assert line.meaning.isascii()
    assert any("а" <= letter <= "я" for letter in line.meaning_ru.lower())
    assert line.cause in Cause
    assert line.rises in (-1, 0, 1)
    table, _, column = line.table.partition(".")
    assert not column or event_table(table).column(column)


def test_the_table_holds_the_catalog_and_nothing_else(full: pd.DataFrame) -> None:
    assert [full.index.name, *full.columns] == [*KEYS, *STANDING, *NAMES]


def test_a_familys_lines_are_what_it_counts() -> None:
    in_families = [line.name for family in FAMILIES for line in family.features]
    assert in_families == [name for name in NAMES if name != "horizon_days"]
    for family in FAMILIES:
        assert {line.table.partition(".")[0] for line in family.features} == {family.source.table}


@pytest.mark.parametrize("name", NAMES)
def test_a_missing_value_has_a_meaning_where_there_can_be_one_and_only_there(
    full: pd.DataFrame, bare: pd.DataFrame, name: str
) -> None:
    assert pd.notna(full.loc["told", name])
    assert pd.isna(bare.loc["bare", name]) == bool(feature(name).null_meaning)


def test_tables_switch_features_on_in_the_catalogs_order() -> None:
    assert switched_on({"orders", "complaints", "nps"}) == NAMES
    orders_only = switched_on({"orders"})
    assert "complaints" not in orders_only
    assert set(NAMES) - set(orders_only) == {line.name for line in FEATURES if line.table != "orders"}


def test_an_unknown_feature_is_refused_by_name() -> None:
    assert feature("overdue_ratio").cause is Cause.SILENCE
    with pytest.raises(UsageError, match=r"no feature 'recency'.*winback features --catalog"):
        feature("recency")
