"""The event tables are those of the contract."""

import pytest

from features.errors import UsageError
from features.schema import ACCEPTED_TYPE, TABLES, Kind, event_table

REQUIRED = {
    "orders": ["client_id", "ordered_at", "amount"],
    "order_lines": ["order_id", "product", "amount"],
    "clients": ["client_id"],
    "complaints": ["client_id", "opened_at"],
    "nps": ["client_id", "answered_at", "score"],
    "contacts": ["client_id", "contacted_at"],
    "activity": ["client_id", "seen_at"],
    "managers": ["client_id", "manager", "valid_from"],
    "departures": ["client_id", "left_on"],
    "attempts": ["client_id", "assigned_at", "action", "arm"],
    "consents": ["client_id", "channel", "granted_at"],
}


def test_there_are_the_contracts_tables_and_only_orders_are_required() -> None:
    assert list(TABLES) == list(REQUIRED)
    assert [name for name, table in TABLES.items() if table.required] == ["orders"]


@pytest.mark.parametrize("name", REQUIRED)
def test_a_table_requires_what_the_contract_prints_bold(name: str) -> None:
    table = event_table(name)
    assert [column.name for column in table.columns if column.required] == REQUIRED[name]


@pytest.mark.parametrize("name", TABLES)
def test_every_table_has_its_own_time_and_carries_known_at(name: str) -> None:
    table = event_table(name)
    names = [column.name for column in table.columns]
    assert len(set(names)) == len(names)
    assert names[-1] == "known_at"
    assert table.own_time is not None
    assert table.column(table.own_time).kind in (Kind.TIME, Kind.DAY)


def test_accepted_money_is_whole_hundredths_and_says_so() -> None:
    types = event_table("orders").accepted_types
    assert types["amount_hundredths"] == types["margin_hundredths"] == "int64"
    assert "amount" not in types
    assert types["ordered_at"] == types["known_at"] == "timestamp"
    assert types["promised_on"] == "date"
    assert types["client_id"] == "string"
    assert set(ACCEPTED_TYPE) == set(Kind)


def test_choices_and_bounds_are_the_contracts() -> None:
    assert event_table("orders").column("status").choices == ("done", "cancelled", "returned")
    assert event_table("attempts").column("arm").choices == ("treated", "control")
    severity, score = event_table("complaints").column("severity"), event_table("nps").column("score")
    assert (severity.low, severity.high) == (1, 5)
    assert (score.low, score.high) == (0, 10)


def test_an_unknown_table_or_column_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UsageError, match=r"'sales' is no event table\. Known are: orders, order_lines"):
        event_table("sales")
    with pytest.raises(UsageError, match=r"nps has no column 'mark'\. It has: client_id, answered_at, score"):
        event_table("nps").column("mark")
