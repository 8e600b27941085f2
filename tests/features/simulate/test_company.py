"""Whether the clients are those that the company's description promises."""

import numpy as np
import pandas as pd

from features.simulate.company import draw_clients
from features.simulate.draws import Draws
from features.simulate.market import Window
from features.simulate.tables import Block


def test_cycles_run_from_weekly_to_yearly_around_a_month(block: Block) -> None:
    cycle = block.clients.cycle_days
    assert cycle.min() == 7.0
    assert cycle.max() == 365.0
    assert 28 < np.median(cycle) < 32


def test_a_fifth_of_the_clients_brings_about_eighty_percent(tables: dict[str, pd.DataFrame]) -> None:
    revenue = tables["orders"].groupby("client_id")["amount"].sum().astype(float).sort_values(ascending=False)
    share = revenue.cumsum() / revenue.sum()
    assert 0.14 < (share < 0.80).mean() < 0.28
    assert 0.35 < (share < 0.95).mean() < 0.60


def test_there_are_eight_branches_of_five_managers_and_the_first_are_the_largest(
    tables: dict[str, pd.DataFrame],
) -> None:
    clients = tables["clients"].drop_duplicates("client_id")
    assert clients["branch"].nunique() == 8
    assert clients["manager"].nunique() == 40
    assert (clients.groupby("manager")["branch"].nunique() == 1).all()
    sizes = clients["branch"].value_counts()
    assert sizes.index[0] == "Центр"
    assert sizes.iloc[0] > 3 * sizes.iloc[-1]


def test_some_were_clients_before_and_new_ones_join_every_month(block: Block) -> None:
    joined = block.clients.joined_day
    assert 0.50 < (joined < 0).mean() < 0.65
    months = np.bincount(joined[joined >= 0] * 36 // block.window.days, minlength=36)
    assert months.min() > 20


def test_traits_depend_on_a_clients_own_number_only() -> None:
    window = Window.of(12)
    few = draw_clients(Draws(4), np.arange(90, 100), window)
    many = draw_clients(Draws(4), np.arange(1, 101), window)
    for name in few.__dataclass_fields__:
        assert np.array_equal(getattr(few, name), getattr(many, name)[89:99]), name
