"""Whether the value of a client that stays is what such clients really bring."""

from dataclasses import replace

import numpy as np
import pytest

from features.settings import Value
from features.simulate import causes, products, window
from features.simulate.block import Block
from features.simulate.orders import standing_share
from features.simulate.truth import Horizon, value_if_kept
from tests.features.simulate.conftest import block_of
from tests.features.simulate.test_lives import RATES


def test_value_of_one_steady_client_is_the_annuity_worked_by_hand(
    block: Block, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(window, "SEASON_SWING", (0.0,) * 6)
    clients = block.scene.clients
    count = clients.number.size
    steady = replace(
        clients,
        cycle_days=np.full(count, 30.0),
        gap_spread=np.zeros(count),
        mean_check=np.full(count, 10_000.0),
        margin_share=np.full(count, 0.3),
    )
    goods = block.scene.market.products
    market = replace(block.scene.market, products=replace(goods, index=np.ones_like(goods.index)))
    value = value_if_kept(replace(block.scene, clients=steady, market=market), Horizon(24, 0.15))
    # 100 roubles of margin a day over two years: 100 × 365.25 × (1 − 1.15⁻²) / ln 1.15
    annuity = 100 * 365.25 * (1 - 1.15**-2) / np.log(1.15)
    assert value[~clients.on_contract] == pytest.approx(annuity * standing_share(), rel=1e-3)
    by_contract = annuity * standing_share(on_contract=True)
    assert value[clients.on_contract] == pytest.approx(by_contract, rel=1e-3)


def test_clients_that_never_leave_bring_their_value(monkeypatch: pytest.MonkeyPatch) -> None:
    for rate in RATES:
        monkeypatch.setattr(causes, rate, 0.0)
    monkeypatch.setattr(products, "PRICE_RISE", 0.0)
    monkeypatch.setattr(products, "MOST_CATEGORY_RISE", 0.0)
    numbers = np.arange(1, 1201)
    whole, first = block_of(numbers, months=48), block_of(numbers, months=24)
    rows = whole.orders
    undone = (rows.status == 1) | ((rows.status == 2) & (rows.amount > 0))
    counts = (rows.day >= first.scene.window.days) & ~undone
    member = whole.visits.member[rows.place]
    brought = np.bincount(member[counts], rows.margin[counts] / 100, minlength=numbers.size)
    value = value_if_kept(first.scene, Horizon(24, 0.0))
    there = whole.scene.clients.joined_day < 0
    assert (brought[there] / value[there]).mean() == pytest.approx(1.0, abs=0.04)


def test_the_horizon_is_the_default_of_the_settings() -> None:
    assert Horizon.default() == Horizon(Value().value_months, Value().annual_discount_rate)


def test_a_higher_rate_or_a_shorter_horizon_never_raises_the_value(block: Block) -> None:
    base = value_if_kept(block.scene, Horizon(24, 0.15))
    assert (value_if_kept(block.scene, Horizon(24, 0.30)) < base).all()
    assert (value_if_kept(block.scene, Horizon(23, 0.15)) < base).all()
