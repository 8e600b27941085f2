"""Whether the value of a client that stays is what such clients really bring."""

from dataclasses import replace

import numpy as np
import pytest

from features.settings import Value
from features.simulate import lives, market
from features.simulate.company import Clients, draw_clients
from features.simulate.draws import Draws
from features.simulate.lives import live
from features.simulate.market import Prices, Window
from features.simulate.orders import CANCELLED, order_rows, standing_share
from features.simulate.truth import Horizon, value_if_kept


@pytest.fixture
def clients() -> Clients:
    return draw_clients(Draws(2), np.arange(1, 2001), Window.of(24))


def test_value_of_one_steady_client_is_the_annuity_worked_by_hand(
    clients: Clients, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(market, "SEASON_SWING", (0.0,) * 6)
    steady = replace(
        clients,
        cycle_days=np.full(2000, 30.0),
        gap_spread=np.zeros(2000),
        mean_check=np.full(2000, 10_000.0),
        margin_share=np.full(2000, 0.3),
    )
    window = Window.of(1)
    value = value_if_kept(steady, window, Prices.of(window), Horizon(24, 0.15))
    # 100 roubles of margin a day over two years: 100 × 365.25 × (1 − 1.15⁻²) / ln 1.15
    annuity = 100 * 365.25 * (1 - 1.15**-2) / np.log(1.15)
    assert value[0] == pytest.approx(annuity * standing_share(), rel=1e-3)


def test_clients_that_never_leave_bring_their_value(
    clients: Clients, monkeypatch: pytest.MonkeyPatch
) -> None:
    for rate in ("UNHAPPY_LEAVE", "OUTSIDE_A_YEAR", "PRICE_DRIFT_A_YEAR", "COMPETITOR_DRIFT_A_YEAR"):
        monkeypatch.setattr(lives, rate, 0.0)
    monkeypatch.setattr(market, "PRICE_RISE", 0.0)
    first, whole = Window.of(24), Window.of(48)
    prices = Prices.of(whole)
    lived = live(Draws(2), clients, whole, prices)
    rows = order_rows(Draws(2), clients, lived, whole, prices)
    counts = (rows.day >= first.days) & (rows.status != CANCELLED)
    brought = np.bincount(rows.member[counts], rows.margin[counts] / 100, minlength=2000)
    value = value_if_kept(clients, first, Prices.of(first), Horizon(24, 0.0))
    assert (brought / value).mean() == pytest.approx(1.0, abs=0.03)


def test_the_horizon_is_the_default_of_the_settings() -> None:
    assert Horizon.default() == Horizon(Value().value_months, Value().annual_discount_rate)


def test_a_higher_rate_or_a_shorter_horizon_never_raises_the_value(clients: Clients) -> None:
    window = Window.of(12)
    base = value_if_kept(clients, window, Prices.of(window), Horizon(24, 0.15))
    assert (value_if_kept(clients, window, Prices.of(window), Horizon(24, 0.30)) < base).all()
    assert (value_if_kept(clients, window, Prices.of(window), Horizon(23, 0.15)) < base).all()
