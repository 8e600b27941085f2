"""What goods cost on each day, and when they are faulty or short."""

import numpy as np
import pytest

from features.simulate.draws import Draws
from features.simulate.products import (
    FAULT_IN_LOT,
    PRICE_RISE,
    Products,
    category_of,
    mean_fault,
    mean_short,
)
from features.simulate.window import Window

WINDOW = Window.of(36)
GOODS = Products.of(Draws(3), WINDOW)


def test_all_prices_rise_on_the_first_of_february_and_of_september() -> None:
    # 31 January, 1 February; 31 August, 1 September of the first year
    for day in (31, 243):
        rise = GOODS.index[:, day] / GOODS.index[:, day - 1] - 1
        assert np.median(rise) == pytest.approx(PRICE_RISE)
        assert rise.min() >= PRICE_RISE - 1e-12


def test_each_category_rises_once_more_a_year_on_a_day_of_its_own_and_prices_never_fall() -> None:
    change = GOODS.index[:, 1:] / GOODS.index[:, :-1]
    assert change.min() >= 1
    common = {day - 1 for year in (2022, 2023, 2024) for day in ((_day(year, 2, 1)), _day(year, 9, 1))}
    own = [set(np.flatnonzero(row > 1 + 1e-9)) - common for row in change]
    assert all(1 <= len(days) <= 3 for days in own)
    for first in range(0, 32, 4):
        assert all(own[first] == days for days in own[first : first + 4])
    assert len({tuple(sorted(days)) for days in own}) == 8


def _day(year: int, month: int, day: int) -> int:
    from datetime import date

    return WINDOW.day_of(date(year, month, day))


def test_a_price_is_the_first_days_times_the_index_in_whole_kopecks() -> None:
    product, day = np.array([0, 17]), np.array([0, 400])
    price = GOODS.price(product, day)
    assert price[0] == GOODS.kopecks[0]
    assert abs(price[1] - GOODS.kopecks[17] * GOODS.index[17, 400]) <= 0.5


def test_bad_lots_and_shortages_come_and_go_and_are_as_common_as_promised() -> None:
    many = [Products.of(Draws(seed), WINDOW) for seed in range(12)]
    assert np.mean([goods.fault.mean() for goods in many]) == pytest.approx(mean_fault(), rel=0.1)
    assert np.mean([goods.short.mean() for goods in many]) == pytest.approx(mean_short(), rel=0.1)
    assert GOODS.fault.max() == FAULT_IN_LOT
    assert category_of(np.array([0, 3, 4, 31])).tolist() == [0, 0, 1, 7]
