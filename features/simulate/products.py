"""What the invented company sells: its goods, what they cost on each day, and when they are faulty or short.

Prices rise for all goods twice a year, and once more for each category on a day of its own: a client feels
what happens to its own basket. Now and then a product has a bad lot for weeks, or runs out.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np

from features.simulate.draws import Draws, Floats, Integers
from features.simulate.window import Window, bad_share, bad_times

#: Median price of a piece by category, kopecks; each category has so many products around it.
CATEGORY_KOPECKS = (450, 1800, 900, 9500, 700, 150, 5200, 2600)
PRODUCTS_A_CATEGORY = 4
PRODUCT_SPREAD = 0.5

#: Prices rise by this share on each of these days (month, day) of a year.
PRICE_RISE = 0.04
PRICE_RISE_DAYS = ((2, 1), (9, 1))
#: Each category rises once more a year, by up to this share, mostly by little.
MOST_CATEGORY_RISE = 0.20

#: A bad lot begins in this share of months, lasts so long, and spoils this share of orders of the product.
LOT_MONTHLY, LOT_DAYS = 0.05, 45
FAULT_IN_LOT, FAULT_SHARE = 0.40, 0.008
#: The same of a product that runs out: this share of the orders that are about it cannot be filled.
SHORT_MONTHLY, SHORT_DAYS = 0.05, 30
SHORT_IN_TIME, SHORT_SHARE = 0.40, 0.005


@dataclass(frozen=True)
class Products:
    """All goods, by number; products of a category follow each other.

    Attributes
    ----------
    kopecks : Floats, shape (products,)
        Price of a piece on the first day.
    index : Floats, shape (products, days)
        Price level by day, 1 on the first.
    fault, short : Floats, shape (products, days)
        Probability that an order mainly of this product is faulty, or cannot be filled.
    """

    kopecks: Floats
    index: Floats
    fault: Floats
    short: Floats

    @classmethod
    def of(cls, draws: Draws, window: Window) -> "Products":
        """Work out prices, bad lots and shortages of every day of the window.

        Examples
        --------
        >>> goods = Products.of(Draws(1), Window.of(months=12))
        >>> goods.index.shape, float(goods.index[:, 0].max())
        ((32, 365), 1.0)
        """
        count = len(CATEGORY_KOPECKS) * PRODUCTS_A_CATEGORY
        number = np.arange(count)
        spread = np.exp(PRODUCT_SPREAD * draws.normal("product price", number))
        lots = bad_times(draws, "bad lot", count, window, monthly_share=LOT_MONTHLY, length=LOT_DAYS)
        gone = bad_times(draws, "short", count, window, monthly_share=SHORT_MONTHLY, length=SHORT_DAYS)
        return cls(
            kopecks=np.rint(np.take(CATEGORY_KOPECKS, category_of(number)) * spread),
            index=_index(draws, window)[category_of(number)],
            fault=np.where(lots, FAULT_IN_LOT, FAULT_SHARE),
            short=np.where(gone, SHORT_IN_TIME, SHORT_SHARE),
        )

    def price(self, product: Integers, day: Integers) -> Integers:
        """Give the list price of a piece on a day, in kopecks."""
        return np.rint(self.kopecks[product] * self.index[product, day]).astype(np.int64)


def category_of(product: Integers) -> Integers:
    """Give the place of a product's category."""
    return np.asarray(product // PRODUCTS_A_CATEGORY, dtype=np.int64)


def mean_short() -> float:
    """Give the expected share of orders that cannot be filled."""
    bad = bad_share(SHORT_MONTHLY, SHORT_DAYS)
    return bad * SHORT_IN_TIME + (1 - bad) * SHORT_SHARE


def mean_fault() -> float:
    """Give the expected share of orders that are faulty."""
    bad = bad_share(LOT_MONTHLY, LOT_DAYS)
    return bad * FAULT_IN_LOT + (1 - bad) * FAULT_SHARE


def _index(draws: Draws, window: Window) -> Floats:
    """Give the price level of each category by day."""
    category = np.arange(len(CATEGORY_KOPECKS))
    level = np.ones((category.size, window.days))
    for year in range(window.first_day.year, window.last_day.year + 1):
        for month, day in PRICE_RISE_DAYS:
            _raise(level, window.day_of(date(year, month, day)), np.full(category.size, PRICE_RISE))
        own = MOST_CATEGORY_RISE * draws.uniform("category rise", category, year) ** 2
        on_day = window.day_of(date(year, 1, 1)) + draws.whole("category rise on", 0, 364, category, year)
        for which in category:
            _raise(level[which : which + 1], int(on_day[which]), own[which : which + 1])
    return level


def _raise(level: Floats, day: int, share: Floats) -> None:
    if day > 0:
        level[:, day:] *= 1 + share[:, None]
