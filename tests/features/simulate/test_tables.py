"""Whether the tables are those of the contract, within the window, and consistent with the truth."""

from datetime import date, datetime
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from features.catalog import FEATURES
from features.materialize import accept_source, open_events, write_features
from features.schema import TABLES, event_table
from features.settings import settings_from
from features.simulate import simulate_company
from features.simulate.block import Block
from features.simulate.draws import Draws
from features.simulate.files import TableFormat
from features.simulate.market import Market
from features.simulate.tables import EVENT_TABLES, TRUTH_TABLES, tables_of
from features.simulate.window import Window
from features.simulate.words import ENGLISH
from tests.features.simulate.conftest import MONTHS, SEED, block_of

#: Columns of the contract that the company's books do not have.
LEFT_OUT = {("orders", "currency"): "all is in roubles"}
#: Tables in which a fact is sometimes known later than it happened.
KNOWN_LATER = ("orders", "order_lines", "complaints", "nps", "departures")


@pytest.mark.parametrize("name", EVENT_TABLES)
def test_every_table_has_every_column_of_the_contract(tables: dict[str, pd.DataFrame], name: str) -> None:
    wanted = {column.name for column in event_table(name).columns} - {"known_at"}
    wanted -= {column for table, column in LEFT_OUT if table == name}
    if name in KNOWN_LATER:
        wanted |= {"known_at"}
    assert set(tables[name].columns) == wanted


@pytest.mark.parametrize("name", EVENT_TABLES)
def test_columns_and_their_words_are_those_of_the_schema(tables: dict[str, pd.DataFrame], name: str) -> None:
    table = event_table(name)
    for column in tables[name].columns:
        known = table.column(column)
        found = tables[name][column].dropna()
        assert len(found) > 0, column
        if known.required:
            assert len(found) == len(tables[name]), column
        if known.choices and name != "clients":
            assert set(found) <= set(known.choices), column
        if known.low is not None:
            assert known.low <= found.min() <= found.max() <= (known.high or np.inf), column
    for column in known_words(name):
        assert set(tables[name][column].dropna()) == set(table.column(column).choices), column


def known_words(name: str) -> list[str]:
    """Columns with choices, all of which occur."""
    return [column.name for column in event_table(name).columns if column.choices]


def test_no_event_lies_beyond_the_window_and_none_is_known_only_later(
    tables: dict[str, pd.DataFrame],
) -> None:
    last = pd.Timestamp("2025-01-01")
    plans = {("orders", "promised_on"), ("clients", "contract_ends_on")}
    for name in EVENT_TABLES:
        for column in event_table(name).columns:
            if (
                column.kind in ("time", "day")
                and column.name in tables[name]
                and (name, column.name) not in plans
            ):
                assert pd.to_datetime(tables[name][column.name]).max() < last, (name, column.name)


def test_what_is_known_later_is_known_after_it_happened_and_is_some(tables: dict[str, pd.DataFrame]) -> None:
    for name in KNOWN_LATER:
        known = pd.to_datetime(tables[name]["known_at"])
        happened = pd.to_datetime(tables[name][str(event_table(name).own_time)])
        told = known.notna()
        assert (known[told] >= happened[told]).all(), name
        # in these, every row says when it became known: after the last day it would say nothing
        assert told.all() or name in ("orders", "order_lines"), name
        later = (known > happened).mean()
        assert (0.002 < later < 0.25) or name == "departures", (name, later)


def gone(tables: dict[str, pd.DataFrame], name: str, column: str) -> pd.DataFrame:
    """Give the events of a table that fall between a client's leaving and its return."""
    losses = tables["truth/episodes"][["client_id", "left_on", "returned_on"]]
    pairs = tables[name].merge(losses, on="client_id", suffixes=("", "_truly"))
    left = pd.to_datetime(pairs["left_on_truly" if name == "departures" else "left_on"])
    back = pd.to_datetime(pairs["returned_on"]).fillna(pd.Timestamp("2100-01-01"))
    at = pd.to_datetime(pairs[column])
    return pairs[(at >= left) & (at < back)]


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("orders", "ordered_at"),
        ("order_lines", "ordered_at"),
        ("complaints", "opened_at"),
        ("nps", "answered_at"),
        ("activity", "seen_at"),
    ],
)
def test_who_has_left_orders_says_and_visits_nothing(
    tables: dict[str, pd.DataFrame], name: str, column: str
) -> None:
    assert len(gone(tables, name, column)) == 0


def test_who_has_left_asks_nothing_and_is_called_only_until_the_silence_is_noticed(
    tables: dict[str, pd.DataFrame],
) -> None:
    calls = gone(tables, "contacts", "contacted_at")
    assert len(calls) > 100
    assert (calls["direction"] == "out").all()
    episodes = tables["truth/episodes"][["client_id", "left_on", "noticed_on"]]
    calls = calls.merge(episodes, on=["client_id", "left_on"])
    after = calls["contacted_at"] >= pd.to_datetime(calls["noticed_on"])
    attempts = tables["attempts"].dropna(subset=["attempted_at"])
    made = set(zip(attempts["client_id"], attempts["attempted_at"], strict=False))
    assert after.sum() > 50
    assert all(
        (client, when.date()) in made
        for client, when in zip(calls.loc[after, "client_id"], calls.loc[after, "contacted_at"], strict=False)
    )


def test_departures_are_told_of_some_real_losses_later(tables: dict[str, pd.DataFrame]) -> None:
    departures, losses = tables["departures"], tables["truth/episodes"]
    pairs = departures.merge(losses, on=["client_id", "left_on"])
    assert len(pairs) == len(departures)
    assert 0.12 < len(departures) / len(losses) < 0.40
    assert (pairs["known_at"] > pairs["left_on"]).all()
    outside = pairs["cause"].isin(["moved", "bankrupt", "rightly_let_go"])
    assert not pairs.loc[outside, "to_competitor"].any()
    assert 0.6 < pairs.loc[~outside, "to_competitor"].mean() < 0.95


def test_the_client_list_keeps_its_history(tables: dict[str, pd.DataFrame]) -> None:
    clients = tables["clients"]
    assert (clients["created_on"] <= clients["valid_from"]).all()
    assert not clients.duplicated(["client_id", "valid_from"]).any()
    rows = clients.groupby("client_id").size()
    assert (rows > 1).mean() > 0.3
    created = clients.drop_duplicates("client_id").set_index("client_id")["created_on"]
    first = tables["orders"].groupby("client_id")["ordered_at"].min()
    assert (first >= created[first.index]).all()
    contracts = clients.dropna(subset=["contract_ends_on"])
    ends, begun = pd.to_datetime(contracts["contract_ends_on"]), pd.to_datetime(contracts["valid_from"])
    left = pd.to_datetime(
        contracts["client_id"].map(tables["truth/clients"].set_index("client_id")["left_on"])
    )
    gone = begun >= left
    assert (ends - begun).dt.days[~gone].between(1, 365).all()
    # nobody renews after leaving, and whoever is there has a contract that runs on the last day
    assert (ends - left).dt.days[gone].max() <= 365
    latest = contracts[left.isna()].drop_duplicates("client_id", keep="last")["contract_ends_on"]
    assert len(latest) > 100
    assert latest.min() > date(2024, 12, 31)
    assert (clients["birthday"].notna() == (clients["kind"] == "b2c")).all()


def test_the_list_names_the_manager_of_the_day(tables: dict[str, pd.DataFrame]) -> None:
    managers = tables["managers"]
    until = managers["valid_to"].fillna(date(2100, 1, 1))
    assert (until > managers["valid_from"]).all()
    following = managers.groupby("client_id")["valid_from"].shift(-1)
    assert (following.dropna() == managers.loc[following.notna(), "valid_to"]).all()
    for name, column in (("clients", "valid_from"), ("orders", "ordered_at")):
        pairs = tables[name].merge(managers.assign(until=until), on="client_id", suffixes=("", "_then"))
        began = pairs["valid_from_then" if name == "clients" else "valid_from"]
        at_the_time = (began <= pairs[column]) & (pairs[column] < pairs["until"])
        assert at_the_time.sum() == len(tables[name])
        assert (pairs.loc[at_the_time, "manager"] == pairs.loc[at_the_time, "manager_then"]).all()


def test_whether_a_manager_is_dismissed_is_not_told_before_the_end(tables: dict[str, pd.DataFrame]) -> None:
    managers = tables["managers"]
    assert (managers["dismissed"].notna() == managers["valid_to"].notna()).all()


def test_only_those_who_really_left_are_excluded_and_only_afterwards(tables: dict[str, pd.DataFrame]) -> None:
    rows = tables["clients"].dropna(subset=["excluded"]).drop_duplicates("client_id").set_index("client_id")
    truth = tables["truth/clients"].set_index("client_id").loc[rows.index]
    assert len(rows) > 100
    assert (rows["excluded"] == truth["cause"]).all()
    assert (rows["valid_from"] > truth["left_on"]).all()
    assert (tables["clients"].groupby("client_id")["excluded"].first().isna()).sum() > 2000


def test_identifiers_are_unique_and_keep_their_zeroes(tables: dict[str, pd.DataFrame]) -> None:
    truth = tables["truth/clients"]
    assert truth["client_id"].is_unique
    assert truth["client_id"].iloc[0] == "0000001"
    assert tables["complaints"]["complaint_id"].is_unique
    assert tables["orders"].loc[tables["orders"]["amount"] > 0, "order_id"].is_unique


def test_telephones_and_addresses_lead_nowhere(tables: dict[str, pd.DataFrame]) -> None:
    clients = tables["clients"]
    assert clients["phone"].str.fullmatch(r"\+7 000 \d{7}").all()
    assert clients["email"].dropna().str.fullmatch(r"client\d{7}@example\.com").all()
    assert clients["name"].str.fullmatch(r"[А-Яа-я ]+ № \d{7}").all()


def test_files_are_sorted_by_client_and_time(tables: dict[str, pd.DataFrame]) -> None:
    for name in (*EVENT_TABLES, *TRUTH_TABLES):
        assert tables[name]["client_id"].is_monotonic_increasing, name
    for name in ("orders", "contacts", "activity", "managers", "clients"):
        column = str(event_table(name).own_time)
        assert (
            tables[name].groupby("client_id")[column].apply(lambda days: days.is_monotonic_increasing).all()
        )


def test_nothing_of_the_truth_stands_among_the_events(tables: dict[str, pd.DataFrame]) -> None:
    events = {column for name in EVENT_TABLES for column in tables[name].columns}
    for name in TRUTH_TABLES:
        shared = events & set(tables[name].columns)
        assert shared <= {"client_id", "left_on", "action"}, name
    losses = tables["truth/episodes"]
    told = tables["departures"].merge(losses, on=["client_id", "left_on"])
    assert len(told) < 0.4 * len(losses)
    words = {word for name in ("cause", "returned_after") for word in losses[name].dropna()}
    words -= {"moved", "bankrupt", "rightly_let_go", "quality", "price", "conflict"}
    words -= {"manager", *tables["attempts"]["action"]}
    for name in EVENT_TABLES:
        for column in tables[name].select_dtypes(["object", "str"]):
            assert not words & set(map(str, tables[name][column].unique())), (name, column)


def test_language_changes_words_and_no_number(block: Block) -> None:
    draws, numbers = Draws(SEED), np.arange(1, 101)
    english = tables_of(Block.of(draws, Market.of(draws, Window.of(MONTHS)), ENGLISH, numbers))
    russian = tables_of(block_of(numbers))
    spoken = {"branch", "manager", "name", "industry", "region", "comment", "product", "category", "executor"}
    spoken |= {"purpose", "reason"}
    for name, table in english.items():
        words = spoken & set(table.column_names)
        assert table.drop_columns(list(words)) == russian[name].drop_columns(list(words)), name
    assert english["orders"]["branch"] != russian["orders"]["branch"]


def test_a_company_too_young_for_anything_still_has_every_table() -> None:
    for number in (1, 2, 3):
        tables = tables_of(block_of(np.array([number]), months=1, seed=1))
        assert tuple(tables) == (*TABLES, *TRUTH_TABLES)
        assert tables["truth/clients"].num_rows == 1


@pytest.mark.parametrize(("table_format", "clients"), [("csv", 300), ("parquet", 100)])
def test_every_row_is_accepted_as_it_stands_and_features_come_of_it(
    tmp_path: Path, table_format: TableFormat, clients: int
) -> None:
    simulate_company(tmp_path, clients=clients, months=18, seed=4, table_format=table_format)
    settings = settings_from(
        {"source": {"url": str(tmp_path)}, "storage": {"data_dir": str(tmp_path / "data")}}
    )
    report = accept_source(settings, now=datetime(2023, 7, 1))
    assert {table.name for table in report.tables} == set(TABLES)
    for table in report.tables:
        assert (table.repaired, table.quarantined) == (0, 0), table
        assert table.accepted == table.rows_in > 0, table.name
    if table_format == "csv":
        events = open_events(settings.storage.data_dir)
        write_features(events, settings, [date(2023, 6, 30)], tmp_path / "features.parquet")
        features = pd.read_parquet(tmp_path / "features.parquet")
        assert len(features) > 150
        assert features["own_cycle_days"].notna().all()
        switched_on = [line.name for line in FEATURES if line.name in features]
        assert [name for name in switched_on if features[name].isna().all()] == []
