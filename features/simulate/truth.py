"""What each client of the invented company would be worth if it stayed: known to the inventor only.

`value_if_kept` is the expected discounted margin of a client that stays, content, from the day after the last
simulated one through all months ahead (months and yearly rate are the defaults of `[value]`): orders a day ×
mean check × the last price level of its own basket × margin share × the share of amounts that stands, with
the season of every day. Clients may leave later on, so what a model expects of one who orders now lies below
it.
"""

from dataclasses import dataclass

import numpy as np

from features.settings import Value
from features.simulate.company import CONTRACT_SEASONALITY, INDUSTRY_WEIGHTS
from features.simulate.draws import Floats, Integers
from features.simulate.orders import standing_share
from features.simulate.scene import Scene
from features.simulate.window import GAP_SWING, YEAR_DAYS, Window, season

DAYS_A_MONTH = YEAR_DAYS / 12


@dataclass(frozen=True)
class Horizon:
    """Over how many months margin counts, and the yearly rate by which later margin counts less."""

    months: int
    annual_discount_rate: float

    @classmethod
    def default(cls) -> "Horizon":
        """Give the horizon of the settings' defaults."""
        value = Value()
        return cls(value.value_months, value.annual_discount_rate)


def value_if_kept(scene: Scene, horizon: Horizon) -> Floats:
    """Give the expected discounted margin of each client if it stays.

    Parameters
    ----------
    scene : Scene
        The block of clients; no price rise is expected after the last.
    horizon : Horizon
        Months ahead, and yearly discount rate.

    Returns
    -------
    Floats, shape (n,)
        Roubles.

    References
    ----------
    `value_if_kept` of the contract; M8.
    """
    clients, window = scene.clients, scene.window
    everyone = np.arange(clients.number.size)
    expected_gap = clients.cycle_days * np.exp(clients.gap_spread**2 / 2)
    level = clients.baskets.level(scene.market.products, everyone, np.full(everyone.size, window.days - 1))
    a_day = clients.mean_check * level * clients.margin_share / expected_gap
    counted = [
        _discounted_days(window, horizon, 1 + GAP_SWING) * standing_share(),
        _discounted_days(window, horizon, CONTRACT_SEASONALITY) * standing_share(on_contract=True),
    ]
    days = np.where(clients.on_contract, counted[1][clients.industry], counted[0][clients.industry])
    return np.asarray(a_day * days, dtype=np.float64)


def _discounted_days(window: Window, horizon: Horizon, seasonality: float) -> Floats:
    """Sum, for each industry, what the days ahead count: `seasonality` times the season, and the discount."""
    ahead: Integers = np.arange(round(horizon.months * DAYS_A_MONTH))
    discount = (1 + horizon.annual_discount_rate) ** (-ahead / YEAR_DAYS)
    industries = np.arange(len(INDUSTRY_WEIGHTS))[:, None]
    swing = seasonality * season(industries, window.days + ahead[None, :])
    return np.asarray((np.exp(swing) * discount).sum(axis=1), dtype=np.float64)
