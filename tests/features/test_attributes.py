"""Attributes: what dated rows say of a client; a row without a date says nothing of any day."""

from typing import Any

import ibis
import pandas as pd
import pyarrow as pa
import pytest

from features.events import Events
from features.families.attributes import own_lines
from features.settings import Settings
from features.table import FeatureTable
from tests.features.company import accepted, at, day, features_at, order

T = 400
TEXTS = ["client_kind", "client_industry", "client_region"]
DAYS = ["days_since_created", "days_to_contract_end", "days_since_contract_end"]


def card(client: str, when: float | None, **more: Any) -> dict[str, Any]:
    return {"client_id": client, "valid_from": None if when is None else at(when), **more}


@pytest.fixture(scope="module")
def told() -> pd.DataFrame:
    cards = [
        card("moved", 10, kind="b2b", region="north", industry="farm"),
        card("moved", 200.25, kind="b2b", region="south"),
        card("moved", 100, kind="b2c", region="west"),
        card("ahead", 10, region="north"),
        card("ahead", T, region="south"),
        card("told late", 10, region="north"),
        card("told late", 20, region="south", known_at=at(T)),
        card(
            "undated",
            None,
            known_at=at(20),
            kind="b2b",
            region="north",
            created_on=day(1),
            contract_ends_on=day(500),
        ),
        # Of two rows of one moment the one told later counts.
        card("corrected", 10, region="north", known_at=at(50)),
        card("corrected", 10, region="south", known_at=at(60)),
        card("running", 10, created_on=day(T - 100), contract_ends_on=day(T + 30)),
        card("last day", 10, created_on=day(T - 1), contract_ends_on=day(T)),
        card("over", 10, created_on=day(T), contract_ends_on=day(T - 1)),
        card("no orders", 10, region="north"),
    ]
    clients = {row["client_id"] for row in cards} - {"no orders"} | {"unlisted"}
    return features_at(day(T), orders=[order(client, 1) for client in clients], clients=cards)


def test_the_latest_dated_row_counts_as_a_whole(told: pd.DataFrame) -> None:
    assert told.loc["moved", ["client_kind", "client_region"]].tolist() == ["b2b", "south"]
    assert pd.isna(told.loc["moved", "client_industry"])


def test_rows_of_the_day_or_later_and_those_told_then_do_not_count(told: pd.DataFrame) -> None:
    assert told.loc[["ahead", "told late"], "client_region"].tolist() == ["north", "north"]


def test_of_two_rows_of_one_moment_the_one_told_later_counts(told: pd.DataFrame) -> None:
    assert told.loc["corrected", "client_region"] == "south"


def test_a_row_without_a_date_is_never_a_feature(told: pd.DataFrame) -> None:
    assert told.loc[["undated", "unlisted"], [*TEXTS, *DAYS]].isna().all(axis=None)


def test_a_listed_client_without_an_order_has_no_row(told: pd.DataFrame) -> None:
    assert "no orders" not in told.index


def test_days_are_counted_from_the_card_and_to_the_contracts_end(told: pd.DataFrame) -> None:
    assert told.loc["running", ["days_since_created", "days_to_contract_end"]].tolist() == [100, 30]
    assert told.loc["last day", ["days_since_created", "days_to_contract_end"]].tolist() == [1, 0]
    assert told.loc[["running", "last day"], "days_since_contract_end"].isna().all()
    assert told.loc["over", "days_since_contract_end"] == 1
    # Entered on the day itself: not yet known to have been.
    assert told.loc["over", ["days_since_created", "days_to_contract_end"]].isna().all()


def test_the_companys_own_attributes_are_categories_under_their_name() -> None:
    connection = ibis.duckdb.connect()
    cards = accepted("clients", [card("a", 10), card("a", 20), card("b", None)])
    cards = cards.append_column("Сегмент", pa.array(["опт", "розница", "опт"]))
    events = Events(
        {
            "orders": connection.create_table("orders", accepted("orders", [order("a", 1), order("b", 1)])),
            "clients": connection.create_table("clients", cards),
        },
        connection,
    )
    table = FeatureTable(events, Settings())
    features, _ = table.at(connection.con, day(T))
    assert table.categories[-1] == "attribute_Сегмент"
    assert features["attribute_Сегмент"].to_pylist() == ["розница", None]
    assert not own_lines(["Сегмент"])[0].is_number
