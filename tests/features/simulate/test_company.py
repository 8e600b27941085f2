"""Whether the clients are those that the company's description promises."""

from dataclasses import fields

import numpy as np
import pandas as pd

from features.simulate.block import Block
from features.simulate.company import LONGEST_TENURE_DAYS, draw_clients
from features.simulate.draws import Draws
from features.simulate.window import NEVER, Window


def test_cycles_run_from_weekly_to_yearly_around_a_month(block: Block) -> None:
    cycle = block.scene.clients.cycle_days
    assert cycle.min() == 7.0
    assert cycle.max() > 250
    assert draw_clients(Draws(1), np.arange(1, 20_000), Window.of(12)).cycle_days.max() == 365.0
    assert 26 < np.median(cycle) < 32


def test_a_fifth_of_the_clients_brings_about_eighty_percent(tables: dict[str, pd.DataFrame]) -> None:
    revenue = tables["orders"].groupby("client_id")["amount"].sum().astype(float)
    share = revenue.sort_values(ascending=False).cumsum() / revenue.sum()
    assert 0.14 < (share < 0.80).mean() < 0.28
    assert 0.35 < (share < 0.95).mean() < 0.60


def test_there_are_eight_branches_of_five_managers_and_the_first_are_the_largest(
    tables: dict[str, pd.DataFrame],
) -> None:
    clients = tables["clients"].drop_duplicates("client_id")
    assert clients["branch"].nunique() == 8
    today = clients[clients["valid_from"] == clients["valid_from"].min()]
    assert today["manager"].nunique() == 40
    assert (today.groupby("manager")["branch"].nunique() == 1).all()
    sizes = clients["branch"].value_counts()
    assert sizes.index[0] == "Центр"
    assert sizes.iloc[0] > 3 * sizes.iloc[-1]


def test_some_were_clients_before_and_new_ones_join_every_month(block: Block) -> None:
    joined = block.scene.clients.joined_day
    assert 0.50 < (joined < 0).mean() < 0.65
    assert joined.min() >= -LONGEST_TENURE_DAYS - 1
    months = np.bincount(joined[joined >= 0] * 36 // block.scene.window.days, minlength=36)
    assert months.min() > 15


def test_clients_on_contract_are_the_most_regular(tables: dict[str, pd.DataFrame], block: Block) -> None:
    orders = tables["orders"][tables["orders"]["amount"] > 0]
    days = pd.to_datetime(orders["ordered_at"])
    gaps = days.groupby(orders["client_id"]).diff().dt.days
    spread = np.log(gaps[gaps > 0]).groupby(orders["client_id"]).std()
    on_contract = spread.index.astype(int).isin(np.flatnonzero(block.scene.clients.on_contract) + 1)
    assert 0.10 < on_contract.mean() < 0.16
    assert spread[on_contract].median() < 0.17
    assert spread[~on_contract].quantile(0.05) > 0.2


def test_a_client_handed_over_goes_to_another_post_of_its_branch(block: Block) -> None:
    clients = block.scene.clients
    moved = np.flatnonzero(clients.moves_day != NEVER)
    assert 0.10 < moved.size / clients.number.size < 0.18
    assert (clients.later_post != clients.post).all()
    assert (clients.later_post // 5 == clients.branch).all()
    day = clients.moves_day[moved]
    assert (clients.post_on(moved, day - 1) == clients.post[moved]).all()
    assert (clients.post_on(moved, day) == clients.later_post[moved]).all()


def test_traits_depend_on_a_clients_own_number_only() -> None:
    window = Window.of(12)
    few = draw_clients(Draws(4), np.arange(90, 100), window)
    many = draw_clients(Draws(4), np.arange(1, 101), window)
    pairs = [(few, many), (few.baskets, many.baskets)]
    for alone, together in pairs:
        for part in fields(alone):
            if part.name != "baskets":
                found, wanted = getattr(alone, part.name), getattr(together, part.name)[89:99]
                assert np.array_equal(found, wanted), part.name
