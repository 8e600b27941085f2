"""Whether the tables are those of the contract, within the window, and consistent with the truth."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from features.schema import event_table
from features.simulate.draws import Draws
from features.simulate.market import Window
from features.simulate.tables import Block
from features.simulate.words import ENGLISH, RUSSIAN

COLUMNS = {
    "orders": "client_id order_id ordered_at amount margin status status_at branch manager discount",
    "clients": "client_id valid_from name kind industry region branch manager created_on phone email "
    "do_not_contact excluded",
    "complaints": "complaint_id client_id opened_at closed_at category severity",
    "nps": "client_id answered_at score topic comment",
    "truth/clients": "client_id left_on cause own_cycle_days mean_check value_if_kept",
}
EVENT_TABLES = ("orders", "clients", "complaints", "nps")


@pytest.mark.parametrize("name", COLUMNS)
def test_columns_are_those_promised(tables: dict[str, pd.DataFrame], name: str) -> None:
    assert list(tables[name].columns) == COLUMNS[name].split()


@pytest.mark.parametrize("name", EVENT_TABLES)
def test_columns_and_their_words_are_those_of_the_schema(tables: dict[str, pd.DataFrame], name: str) -> None:
    table = event_table(name)
    for column in tables[name].columns:
        known = table.column(column)
        found = tables[name][column].dropna()
        assert len(found) > 0, column
        if known.required:
            assert len(found) == len(tables[name]), column
        if known.choices:
            assert set(found) <= set(known.choices), column
        if known.low is not None:
            assert known.low <= found.min() <= found.max() <= known.high, column


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("orders", "ordered_at"),
        ("orders", "status_at"),
        ("clients", "valid_from"),
        ("complaints", "opened_at"),
        ("complaints", "closed_at"),
        ("nps", "answered_at"),
        ("truth/clients", "left_on"),
    ],
)
def test_every_day_lies_inside_the_window(tables: dict[str, pd.DataFrame], name: str, column: str) -> None:
    days = tables[name][column].dropna()
    assert date(2022, 1, 1) <= days.min()
    assert days.max() <= date(2024, 12, 31)


def test_leavers_say_and_order_nothing_from_the_day_they_left_on(tables: dict[str, pd.DataFrame]) -> None:
    left_on = tables["truth/clients"].set_index("client_id")["left_on"].dropna()
    for name, column in (("orders", "ordered_at"), ("complaints", "opened_at"), ("nps", "answered_at")):
        events = tables[name][tables[name]["client_id"].isin(left_on.index)]
        assert len(events) > 100
        assert (events[column] < events["client_id"].map(left_on)).all(), name


def test_clients_are_created_before_their_row_is_valid_and_before_their_first_order(
    tables: dict[str, pd.DataFrame],
) -> None:
    clients = tables["clients"]
    assert (clients["created_on"] <= clients["valid_from"]).all()
    created = clients.drop_duplicates("client_id").set_index("client_id")["created_on"]
    first = tables["orders"].groupby("client_id")["ordered_at"].min()
    assert (first >= created[first.index]).all()


def test_only_those_who_really_left_are_excluded_and_only_afterwards(tables: dict[str, pd.DataFrame]) -> None:
    rows = tables["clients"].dropna(subset=["excluded"]).set_index("client_id")
    truth = tables["truth/clients"].set_index("client_id").loc[rows.index]
    assert len(rows) > 100
    assert (rows["excluded"] == truth["cause"]).all()
    assert (rows["valid_from"] > truth["left_on"]).all()
    assert (tables["clients"].groupby("client_id")["excluded"].first().isna()).sum() > 3000


def test_identifiers_are_unique_and_keep_their_zeroes(tables: dict[str, pd.DataFrame]) -> None:
    truth = tables["truth/clients"]
    assert truth["client_id"].is_unique
    assert truth["client_id"].iloc[0] == "0000001"
    assert tables["complaints"]["complaint_id"].is_unique
    placed = tables["orders"][tables["orders"]["status"] != "returned"]
    assert placed["order_id"].is_unique


def test_telephones_and_addresses_lead_nowhere(tables: dict[str, pd.DataFrame]) -> None:
    clients = tables["clients"]
    assert clients["phone"].str.fullmatch(r"\+7 000 \d{7}").all()
    assert clients["email"].dropna().str.fullmatch(r"client\d{7}@example\.com").all()
    assert clients["name"].str.fullmatch(r"[А-Яа-я ]+ № \d{7}").all()


def test_low_scores_never_carry_a_happy_comment(tables: dict[str, pd.DataFrame]) -> None:
    nps = tables["nps"].dropna(subset=["comment"])
    assert set(nps[nps["score"] < 7]["comment"]) <= set(RUSSIAN.comments[0])
    assert set(nps[nps["score"] >= 9]["comment"]) <= set(RUSSIAN.comments[2])


def test_language_changes_words_and_no_number(block: Block) -> None:
    english = Block.of(Draws(11), Window.of(36), ENGLISH, np.arange(1, 201)).tables()
    russian = Block.of(Draws(11), Window.of(36), RUSSIAN, np.arange(1, 201)).tables()
    for name, table in english.items():
        words = {"branch", "manager", "name", "industry", "region", "comment"} & set(table.column_names)
        assert table.drop_columns(list(words)) == russian[name].drop_columns(list(words))
    assert english["orders"]["branch"] != russian["orders"]["branch"]


def test_a_company_too_young_for_any_complaint_still_has_every_table() -> None:
    tables = Block.of(Draws(1), Window.of(1), RUSSIAN, np.arange(1, 2)).tables()
    assert set(tables) == set(COLUMNS)
    assert tables["truth/clients"].num_rows == 1
