"""Which orders of the invented company carry a discount: loyalty is rewarded for some clients only (M22)."""

import numpy as np

from features.simulate.draws import Flags, Floats
from features.simulate.scene import Moments, Scene

#: Share of orders with a discount, of clients with a loyalty discount and of others; how much it is.
REWARDED_ORDERS, OTHER_ORDERS = 0.40, 0.03
LEAST_DISCOUNT, MOST_DISCOUNT = 0.03, 0.10
#: What a client is offered to come back, on its first order.
OFFERED_DISCOUNT = 0.10


def discount_share(scene: Scene, moments: Moments, offered: Flags) -> Floats:
    """Give the share taken off each order, 0 where there is no discount.

    Parameters
    ----------
    scene, moments
        The orders.
    offered : Flags
        Whether it is the first order after a discount was offered to win the client back.
    """
    who, step = scene.number(moments.member), moments.step
    likely = np.where(scene.clients.rewarded[moments.member], REWARDED_ORDERS, OTHER_ORDERS)
    given = scene.draws.chance("discount", likely, who, step)
    off = LEAST_DISCOUNT + (MOST_DISCOUNT - LEAST_DISCOUNT) * scene.draws.uniform("discount share", who, step)
    return np.where(offered, OFFERED_DISCOUNT, np.where(given, off, 0.0))
