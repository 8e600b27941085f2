"""What each client of the invented company usually buys, and how much dearer that has become for it."""

from dataclasses import dataclass

import numpy as np

from features.simulate.draws import Draws, Flags, Floats, Integers
from features.simulate.products import CATEGORY_KOPECKS, PRODUCTS_A_CATEGORY, Products

#: How many products a basket holds: the weights of 1 to 5.
SIZE_WEIGHTS = (0.15, 0.25, 0.25, 0.20, 0.15)
MOST_PRODUCTS = len(SIZE_WEIGHTS)
#: The main product is in every order, each other one in a share of them between these.
LEAST_SEEN, MOST_SEEN = 0.35, 0.90
MAIN_WEIGHT = 1.8
#: By industry, how likely each category is to be the main one.
MAIN_CATEGORY = (
    (0.10, 0.05, 0.15, 0.10, 0.30, 0.05, 0.20, 0.05),
    (0.05, 0.05, 0.10, 0.30, 0.35, 0.05, 0.05, 0.05),
    (0.25, 0.25, 0.10, 0.20, 0.10, 0.02, 0.03, 0.05),
    (0.10, 0.05, 0.35, 0.15, 0.20, 0.05, 0.05, 0.05),
    (0.05, 0.60, 0.10, 0.03, 0.02, 0.05, 0.05, 0.10),
    (0.15, 0.05, 0.25, 0.15, 0.25, 0.05, 0.05, 0.05),
)


@dataclass(frozen=True)
class Baskets:
    """What a block of clients buys; arrays of shape (clients, 5), the main product first.

    Attributes
    ----------
    product : Integers
        Number of each product; all of a client's differ.
    share : Floats
        Share of each in the client's money at the first day's prices; 0 beyond the basket.
    seen : Floats
        Share of the client's orders that hold the product.
    """

    product: Integers
    share: Floats
    seen: Floats

    def level(self, products: Products, member: Integers, day: Integers) -> Floats:
        """Give the price level of each member's own basket on a day, 1 on the first."""
        level = np.zeros(member.size)
        for place in range(MOST_PRODUCTS):
            level += self.share[member, place] * products.index[self.product[member, place], day]
        return level

    def rise(self, products: Products, member: Integers, day: Integers, *, days: int) -> Floats:
        """Give by what share each member's own basket has become dearer in the last `days`."""
        before = self.level(products, member, np.maximum(day - days, 0))
        return np.asarray(self.level(products, member, day) / before - 1, dtype=np.float64)


def draw_baskets(draws: Draws, numbers: Integers, industry: Integers, whole: Flags) -> Baskets:
    """Draw what the clients with these numbers buy; `whole` are those who always order all of it.

    Examples
    --------
    >>> baskets = draw_baskets(Draws(1), np.arange(1, 4), np.array([0, 1, 2]), np.array([True] * 3))
    >>> baskets.share.sum(axis=1).round(12).tolist()
    [1.0, 1.0, 1.0]
    """
    size = 1 + draws.choice("basket size", SIZE_WEIGHTS, numbers)
    limits = np.cumsum(MAIN_CATEGORY, axis=1)[industry]
    category = (draws.uniform("main category", numbers)[:, None] > limits[:, :-1]).sum(axis=1)
    main = category * PRODUCTS_A_CATEGORY + draws.whole("main", 0, PRODUCTS_A_CATEGORY - 1, numbers)
    # An odd stride meets each of the 32 products once before it meets one again.
    stride = 1 + 2 * draws.whole("stride", 0, 15, numbers)
    count = len(CATEGORY_KOPECKS) * PRODUCTS_A_CATEGORY
    places = np.arange(MOST_PRODUCTS)
    weight = np.stack([np.exp(0.6 * draws.normal("weight", numbers, int(j))) for j in places], axis=1)
    weight[:, 0] *= MAIN_WEIGHT
    weight[places >= size[:, None]] = 0.0
    total = np.zeros(numbers.size)
    for place in places:
        total += weight[:, place]
    seen = np.stack([draws.uniform("seen", numbers, int(j)) for j in places], axis=1)
    seen = np.where(whole[:, None], 1.0, LEAST_SEEN + (MOST_SEEN - LEAST_SEEN) * seen)
    seen[:, 0] = 1.0
    return Baskets((main[:, None] + places * stride[:, None]) % count, weight / total[:, None], seen)
