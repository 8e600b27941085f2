"""What clients buy, and what a price rise means to each of them."""

import numpy as np
import pytest

from features.simulate.baskets import Baskets, draw_baskets
from features.simulate.draws import Draws
from features.simulate.products import Products, category_of

NUMBERS = np.arange(1, 5001)


def test_a_basket_holds_one_to_five_different_products_the_main_one_in_every_order() -> None:
    baskets = draw_baskets(Draws(2), NUMBERS, NUMBERS % 6, NUMBERS % 9 == 0)
    sizes = (baskets.share > 0).sum(axis=1)
    assert set(sizes) == {1, 2, 3, 4, 5}
    assert all(len(set(row)) == 5 for row in baskets.product)
    assert np.allclose(baskets.share.sum(axis=1), 1)
    assert (baskets.seen[:, 0] == 1).all()
    assert ((baskets.seen == 1).all(axis=1) == (NUMBERS % 9 == 0)).all()


def test_industries_prefer_their_own_categories() -> None:
    feed = draw_baskets(Draws(2), NUMBERS, np.full(NUMBERS.size, 4), NUMBERS < 0)
    # feed mills buy sacks
    assert abs((category_of(feed.product[:, 0]) == 1).mean() - 0.60) < 0.03


def test_a_client_feels_the_rise_of_its_own_basket_worked_by_hand() -> None:
    index = np.ones((32, 200))
    index[0, 100:] = 1.10
    index[1, 150:] = 1.20
    goods = Products(np.full(32, 100.0), index, index, index)
    product = np.array([[0, 1, 2, 3, 4], [5, 6, 7, 8, 9]])
    share = np.array([[0.5, 0.5, 0, 0, 0], [1.0, 0, 0, 0, 0]])
    baskets = Baskets(product, share, np.ones((2, 5)))
    member, day = np.array([0, 1]), np.array([199, 199])
    assert baskets.level(goods, member, day) == pytest.approx([1.15, 1.0])
    # 90 days before, the first product was already dearer
    assert baskets.rise(goods, member, day, days=90) == pytest.approx([1.15 / 1.05 - 1, 0.0])
    # before the first day prices were those of the first day
    assert baskets.rise(goods, member, day, days=900) == pytest.approx([0.15, 0.0])
