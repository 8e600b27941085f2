"""What really became of each client, and what it would be worth if it stayed: known to the inventor only.

`value_if_kept` is the expected discounted margin of a client that stays, content, from the day after the last
simulated one through all months ahead (months and yearly rate are the defaults of `[value]`): orders a day ×
mean check at the last prices × margin share × the share of amounts that stands, with the season of every day.
Clients may leave later on, so what a model expects of one who orders now lies below it.
"""

from dataclasses import dataclass

import numpy as np

from features.settings import Value
from features.simulate.company import Clients
from features.simulate.draws import Floats, Integers
from features.simulate.market import GAP_SWING, Prices, Window, season
from features.simulate.orders import standing_share

DAYS_A_MONTH = 365.25 / 12


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


def value_if_kept(clients: Clients, window: Window, prices: Prices, horizon: Horizon) -> Floats:
    """Give the expected discounted margin of each client if it stays.

    Parameters
    ----------
    clients : Clients
        The block of clients.
    window, prices
        The simulated days and the price level on them; no rise is expected after the last.
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
    expected_gap = clients.cycle_days * np.exp(clients.gap_spread**2 / 2)
    a_day = clients.mean_check * prices.index[-1] * clients.margin_share * standing_share() / expected_gap
    return np.asarray(a_day * _discounted_days(window, horizon)[clients.industry], dtype=np.float64)


def _discounted_days(window: Window, horizon: Horizon) -> Floats:
    """Sum, for each industry, what the days ahead count, season and discount included."""
    ahead: Integers = np.arange(round(horizon.months * DAYS_A_MONTH))
    discount = (1 + horizon.annual_discount_rate) ** (-ahead / 365.25)
    industries = np.arange(6)[:, None]
    swing = (1 + GAP_SWING) * season(industries, window.days + ahead[None, :])
    return np.asarray((np.exp(swing) * discount).sum(axis=1), dtype=np.float64)
