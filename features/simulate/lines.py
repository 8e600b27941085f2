"""Which products each order of the invented company holds, how many of them, and for how much."""

from dataclasses import dataclass, replace

import numpy as np

from features.simulate.baskets import MOST_PRODUCTS
from features.simulate.causes import DRIFT_CHECK, DRIFT_GIVES_UP
from features.simulate.draws import Flags, Floats, Integers
from features.simulate.lives import Visits
from features.simulate.scene import Rows, Scene
from features.simulate.window import season


@dataclass(frozen=True)
class Lines(Rows):
    """Lines of orders, sorted by order; arrays with one value per line.

    Attributes
    ----------
    place : Integers
        Place of the order among the visits.
    product, quantity : Integers
        Number of the product; pieces, negative for those sent back.
    amount, listed : Integers
        Kopecks with and without the discount.
    """

    place: Integers
    product: Integers
    quantity: Integers
    amount: Integers
    listed: Integers

    def totals(self, orders: int) -> tuple[Integers, Integers]:
        """Sum `amount` and `listed` over each order."""
        amount = np.bincount(self.place, self.amount, orders)
        listed = np.bincount(self.place, self.listed, orders)
        return amount.astype(np.int64), listed.astype(np.int64)

    def returned(self, orders: Flags, part: Floats) -> "Lines":
        """Give the lines that go back when a part of some orders does; of the first at least one piece."""
        lines = self.only(orders[self.place])
        is_first = np.append(True, lines.place[1:] != lines.place[:-1])[: lines.place.size]
        pieces = np.rint(lines.quantity * part[lines.place]).astype(np.int64)
        pieces = np.maximum(pieces, is_first)
        share = pieces / lines.quantity
        back = replace(
            lines,
            quantity=-pieces,
            amount=-np.rint(lines.amount * share).astype(np.int64),
            listed=-np.rint(lines.listed * share).astype(np.int64),
        )
        return back.only(pieces > 0)


def order_lines(scene: Scene, visits: Visits) -> Lines:
    """Write out what each order holds.

    A client orders pieces for what it usually spends at the first day's prices, so that rising prices make
    its orders dearer and not smaller; drifting, it spends less and gives products up one by one.
    """
    clients, products, member = scene.clients, scene.market.products, visits.member
    spread = clients.check_spread[member]
    noise = spread * scene.draws.normal("amount", scene.number(member), visits.step) - spread**2 / 2
    swing = clients.seasonality[member] * season(clients.industry[member], visits.day)
    spent = clients.mean_check[member] * DRIFT_CHECK**visits.drifting * np.exp(noise + swing)
    held = _held(scene, visits)
    place, slot = np.nonzero(held)
    product = clients.baskets.product[member[place], slot]
    share = clients.baskets.share[member[place], slot] / clients.baskets.seen[member[place], slot]
    kept = 1 - visits.discount[place]
    pieces = np.rint(100 * spent[place] * share / (products.kopecks[product] * kept))
    quantity = np.maximum(pieces, 1).astype(np.int64)
    listed = quantity * products.price(product, visits.day[place])
    return Lines(place, product, quantity, np.rint(listed * kept).astype(np.int64), listed)


def _held(scene: Scene, visits: Visits) -> Flags:
    """Tell which products of the basket each order holds: shape (orders, 5)."""
    member, baskets = visits.member, scene.clients.baskets
    who = scene.number(member)
    given_up = np.asarray(1 - (1 - DRIFT_GIVES_UP) ** visits.drifting, dtype=np.float64)
    held = np.zeros((member.size, MOST_PRODUCTS), dtype=np.bool_)
    held[:, 0] = True
    for slot in range(1, MOST_PRODUCTS):
        wanted = scene.draws.chance(
            "in order", baskets.seen[member, slot], who, visits.step * MOST_PRODUCTS + slot
        )
        gone = scene.draws.chance("given up", given_up, who, slot)
        held[:, slot] = (baskets.share[member, slot] > 0) & wanted & ~gone
    return held
