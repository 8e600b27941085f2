"""Who begins to look for another supplier, why, and how long that goes on before it leaves or settles again.

Three causes work in silence: the client's own basket has become dearer than it bears (M25), it has had no
discount while prices rose (M22), or it has heard of competitors more often than of us (M27).
"""

from dataclasses import dataclass

import numpy as np

from features.simulate import causes
from features.simulate.causes import NO_REWARD, PAUSES, PRICE, STAYS
from features.simulate.contacting import Calls
from features.simulate.draws import Flags, Floats, Integers
from features.simulate.scene import Moments, Scene
from features.simulate.window import YEAR_DAYS

#: A loyalty discount counts from so long before the first simulated day.
LONG_AGO_DAYS = 10_000


@dataclass(frozen=True)
class Drifts:
    """Where each client of a block stands; arrays with one value per client, changed from order to order.

    Attributes
    ----------
    cycles, length, cause : Integers
        Cycles since the drift began (0: none), how many it takes, and place of the cause.
    discount_day : Integers
        Day of the last order with a discount.
    """

    cycles: Integers
    length: Integers
    cause: Integers
    discount_day: Integers

    @classmethod
    def none(cls, count: int, scene: Scene) -> "Drifts":
        """Give a block of clients at ease; those with a loyalty discount had one lately."""
        long_ago = np.where(scene.clients.rewarded, 0, -LONG_AGO_DAYS)
        zeros = np.zeros(count, dtype=np.int64)
        return cls(zeros, zeros.copy(), np.full(count, STAYS), long_ago)

    def end(self, member: Integers) -> Flags:
        """Tell whose drift is at its end."""
        cycles = self.cycles[member]
        return np.asarray((cycles > 0) & (cycles >= self.length[member]), dtype=np.bool_)

    def remember_discounts(self, moments: Moments, discount: Floats) -> None:
        """Keep the day of each order with a discount."""
        given = discount > 0
        self.discount_day[moments.member[given]] = moments.day[given]


def drift_on(
    scene: Scene, drifts: Drifts, moments: Moments, leaves: Flags, ours: Calls, rivals: Calls
) -> None:
    """Let clients drift on, settle again, or begin to drift; those who leave begin anew if they come back.

    Parameters
    ----------
    scene, moments
        The orders.
    drifts : Drifts
        What is changed.
    leaves : Flags
        Who leaves before its next order.
    ours, rivals : Calls
        Our calls and the competitors'.
    """
    member = moments.member
    settled = drifts.end(member) | leaves
    at_ease = (drifts.cycles[member] == 0) & ~leaves
    drifts.cycles[member] += drifts.cycles[member] > 0
    drifts.cycles[member[settled]] = 0
    fresh = moments.only(at_ease)
    rates = _rates(scene, drifts, fresh, ours, rivals)
    total = rates[:, 0] + rates[:, 1] + rates[:, 2]
    draws, who, step = scene.draws, scene.number(fresh.member), fresh.step
    begins = draws.uniform("drift", who, step) < -np.expm1(-total * fresh.gap_days / YEAR_DAYS)
    mark = draws.uniform("drift cause", who, step) * total
    place = (mark >= rates[:, 0]).astype(np.int64) + (mark >= rates[:, 0] + rates[:, 1])
    some = draws.whole("drift length", causes.SHORTEST_DRIFT, causes.LONGEST_DRIFT, who, step)
    is_quick = scene.clients.cycle_days[fresh.member] <= causes.QUICK_CYCLE_DAYS
    chosen = fresh.member[begins]
    drifts.cycles[chosen] = 1
    drifts.length[chosen] = np.where(is_quick, some, causes.SHORTEST_DRIFT)[begins]
    drifts.cause[chosen] = np.take((NO_REWARD, PRICE, PAUSES), place)[begins]


def _rates(scene: Scene, drifts: Drifts, moments: Moments, ours: Calls, rivals: Calls) -> Floats:
    """Give the yearly rates of beginning to drift, a column for each of `causes.DRIFTS`."""
    clients, member, day = scene.clients, moments.member, moments.day
    products, baskets = scene.market.products, clients.baskets
    rise = baskets.rise(products, member, day, days=causes.PRICE_DAYS)
    price_steps = np.clip((rise - causes.PRICE_BORNE) / causes.PRICE_STEP, 0, causes.MOST_STEPS)
    yearly = baskets.rise(products, member, day, days=causes.REWARD_DAYS)
    unrewarded = drifts.discount_day[member] < day - causes.REWARD_DAYS
    reward_steps = np.clip(yearly / causes.REWARD_STEP, 0, causes.MOST_STEPS) * unrewarded
    ahead = rivals.within(member, day, causes.PAUSE_DAYS) - ours.within(member, day, causes.PAUSE_DAYS)
    since = np.minimum(ours.days_since(member, day), day - clients.joined_day[member])
    silent = since > causes.PAUSE_AFTER_DAYS
    calls = np.clip(ahead, 0, causes.MOST_CALLS_AHEAD) * silent
    return np.stack(
        [
            causes.REWARD_A_YEAR * reward_steps,
            causes.PRICE_A_YEAR * clients.price_sensitivity[member] * price_steps,
            causes.PAUSE_A_YEAR * calls,
        ],
        axis=1,
    )
