"""What the invented company does with an order: whether it is filled, in time and sound; and its answers.

All of it is felt within the gap to the next order, so that what makes a client leave stands in the events
before it falls silent.
"""

from dataclasses import dataclass

import numpy as np

from features.simulate.company import CONTRACT_FAILS
from features.simulate.draws import Flags, Floats, Integers
from features.simulate.scene import Moments, Rows, Scene

LEAST_PROMISED_DAYS, MOST_PROMISED_DAYS = 2, 7
#: A late delivery comes so many days late, and on average so many more.
LATE_FROM_DAYS, MEAN_LATE_EXTRA_DAYS = 1, 4.0
#: From this many days on being late hurts, so much and more for each day.
LATE_FELT_DAYS, LATE_HURT, LATE_DAY_HURT, MOST_LATE_HURT = 2, 0.10, 0.05, 0.50

#: A client may ask us something after an order, once with the first probability and again with the second.
ASKED_SHARES = (0.30, 0.12)
LONGEST_BEFORE_ASKING = 45
#: Median hours to an answer and their log spread; a slow manager (score 1) takes so much longer, in logs.
ANSWER_HOURS, ANSWER_SPREAD, SLOW_MANAGER = 5.0, 0.8, 0.9
#: Waiting longer than this hurts, so much, and more for each doubling.
SLOW_ANSWER_HOURS, SLOW_ANSWER_HURT, DOUBLING_HURT, MOST_ANSWER_HURT = 24.0, 0.20, 0.10, 0.50

FAULT_HURT, FAILURE_HURT = 0.40, 0.35


@dataclass(frozen=True)
class Deliveries(Rows):
    """How each order is delivered; arrays with one value per order.

    Attributes
    ----------
    filled : Flags
        Whether it is delivered at all: neither called off by the client nor out of stock.
    short : Flags
        Whether we could not fill it and cancelled it.
    faulty : Flags
        Whether the goods were bad.
    promised_after, late_days : Integers
        Days from the order to the promised day, and from there to the delivery.
    """

    filled: Flags
    short: Flags
    faulty: Flags
    promised_after: Integers
    late_days: Integers

    @property
    def is_late(self) -> Flags:
        """Tell where the delivery was late enough to be felt."""
        return np.asarray(self.late_days >= LATE_FELT_DAYS, dtype=np.bool_)


def deliver(scene: Scene, moments: Moments, called_off: Flags) -> Deliveries:
    """Deliver the orders, but for those that the client called off itself.

    Parameters
    ----------
    scene, moments
        The orders.
    called_off : Flags
        Whether the client cancelled the order.
    """
    draws, market = scene.draws, scene.market
    member, step, day, gap = moments.member, moments.step, moments.day, moments.gap_days
    who, main = scene.number(member), scene.clients.baskets.product[member, 0]
    fails = np.where(scene.clients.on_contract[member], CONTRACT_FAILS, 1.0)
    short = draws.chance("short", fails * market.products.short[main, day], who, step) & ~called_off
    filled = ~called_off & ~short
    faulty = draws.chance("faulty", market.products.fault[main, day], who, step) & filled
    late = draws.chance("late", market.branches.late[scene.clients.branch[member], day], who, step) & filled
    extra = np.floor(draws.wait("late days", MEAN_LATE_EXTRA_DAYS, who, step)).astype(np.int64)
    promised = draws.whole("promised", LEAST_PROMISED_DAYS, MOST_PROMISED_DAYS, who, step)
    return Deliveries(
        filled,
        short,
        faulty,
        promised_after=np.minimum(promised, gap // 3),
        late_days=np.where(late, np.minimum(LATE_FROM_DAYS + extra, gap // 2), 0),
    )


def late_hurt(late_days: Integers) -> Floats:
    """Give what a delivery so many days late hurts.

    Examples
    --------
    >>> late_hurt(np.array([0, 1, 2])).tolist()
    [0.0, 0.0, 0.2]
    """
    hurt = np.minimum(LATE_HURT + LATE_DAY_HURT * late_days, MOST_LATE_HURT)
    return np.where(late_days >= LATE_FELT_DAYS, hurt, 0.0)


@dataclass(frozen=True)
class Questions(Rows):
    """What clients ask us after their orders; one value per order, of which only `asked` count."""

    asked: Flags
    after_days: Integers
    answer_hours: Floats

    @property
    def is_slow(self) -> Flags:
        """Tell where the client waited too long for its answer."""
        return np.asarray(self.asked & (self.answer_hours > SLOW_ANSWER_HOURS), dtype=np.bool_)


def questions(scene: Scene, moments: Moments, *, again: bool) -> Questions:
    """Draw the question that follows each order, the first one or the one asked `again`."""
    draws, who = scene.draws, scene.number(moments.member)
    turn = moments.step * 2 + again
    asked = draws.chance("asked", ASKED_SHARES[again], who, turn)
    longest = np.minimum(moments.gap_days // 2, LONGEST_BEFORE_ASKING)
    after = np.floor(draws.uniform("asked after", who, turn) * (longest + 1)).astype(np.int64)
    slowness = scene.market.staff.slowness[scene.person(moments.member, moments.day)]
    noise = ANSWER_SPREAD * draws.normal("answer hours", who, turn)
    return Questions(asked, after, ANSWER_HOURS * np.exp(noise + SLOW_MANAGER * slowness))


def answer_hurt(answered: Questions) -> Floats:
    """Give what waiting for the answer hurts."""
    doublings = np.log2(np.maximum(answered.answer_hours, SLOW_ANSWER_HOURS) / SLOW_ANSWER_HOURS)
    hurt = np.minimum(SLOW_ANSWER_HURT + DOUBLING_HURT * doublings, MOST_ANSWER_HURT)
    return np.where(answered.is_slow, hurt, 0.0)
