"""Win-back attempts of the invented company as its books have them: who, by whom, what came of it."""

from dataclasses import dataclass

import numpy as np

from features.simulate.branches import MANAGER_WEIGHTS
from features.simulate.draws import Flags, Floats, Integers
from features.simulate.lives import Visits
from features.simulate.orders import OrderRows
from features.simulate.scene import Rows, Scene
from features.simulate.window import NEVER
from features.simulate.winning_back import (
    ACTION_COSTS,
    DISCOUNT_CALL,
    MANAGEMENT_CALL,
    RETURNS_WITHIN_DAYS,
)

ATTEMPT_OUTCOMES = ("ordered", "promised", "refused", "no_answer", "unreachable")
ORDERED = 0
#: What is written down of those who did not order: from `promised` on.
SILENT_WEIGHTS = (0.15, 0.40, 0.25, 0.20)
#: An attempt cost up to this share more or less than usual.
COST_SWING = 0.25
NO_OUTCOME = -1
EXPERIMENT = "hold-out"


@dataclass(frozen=True)
class AttemptRows(Rows):
    """Rows of `attempts`, sorted by client and day; arrays with one value per row.

    Attributes
    ----------
    place, member, step : Integers
        Place of the last order before the silence among the visits; whose it was, and its number.
    assigned_day, attempted_day : Integers
        Simulated days; `attempted_day` is `NEVER` for controls, and where the client ordered before.
    action : Integers
        Place in `winning_back.ACTIONS`.
    treated : Flags
        Arm.
    executor : Integers
        Number of the person who is to do it, -1 for the head of the branch; never the client's own manager.
    cost : Floats
        Roubles spent; 0 where nothing was done.
    incentive : Integers
        Kopecks taken off the first order because they were offered.
    outcome : Integers
        Place in `ATTEMPT_OUTCOMES`, or `NO_OUTCOME`.
    """

    place: Integers
    member: Integers
    step: Integers
    assigned_day: Integers
    attempted_day: Integers
    action: Integers
    treated: Flags
    executor: Integers
    cost: Floats
    incentive: Integers
    outcome: Integers


def attempt_rows(scene: Scene, visits: Visits, orders: OrderRows) -> AttemptRows:
    """Write out the attempts of a block of clients; `orders` say what an offered discount came to."""
    place = np.flatnonzero(visits.action >= 0)
    taken = visits.only(place)
    who, last = scene.number(taken.member), scene.window.days
    first = taken.attempted_day < np.minimum(taken.next_day, last)
    attempted = np.where(taken.treated & first, taken.attempted_day, NEVER)
    done = attempted != NEVER
    swing = 1 + COST_SWING * (2 * scene.draws.uniform("cost", who, taken.step) - 1)
    return AttemptRows(
        place=place,
        member=taken.member,
        step=taken.step,
        assigned_day=taken.noticed_day,
        attempted_day=attempted,
        action=taken.action,
        treated=taken.treated,
        executor=np.where(taken.treated, _executor(scene, taken), NEVER),
        cost=np.where(done, np.take(ACTION_COSTS, taken.action) * swing, 0.0),
        incentive=_incentive(scene, visits, orders, place),
        outcome=np.where(taken.treated, _outcome(scene, taken, done), NO_OUTCOME),
    )


def _incentive(scene: Scene, visits: Visits, orders: OrderRows, place: Integers) -> Integers:
    """Give what the first order after each silence had taken off, where a discount was offered."""
    off = np.zeros(visits.member.size + 1, dtype=np.int64)
    off[orders.place[orders.amount > 0]] = orders.discount[orders.amount > 0]
    offered = visits.treated[place] & (visits.action[place] == DISCOUNT_CALL)
    came = offered & (visits.next_day[place] < scene.window.days)
    return np.where(came, off[place + 1], 0)


def _executor(scene: Scene, taken: Visits) -> Integers:
    """Give another manager of the client's branch, or -1 where its head calls."""
    managers = len(MANAGER_WEIGHTS)
    day = np.minimum(taken.attempted_day, scene.window.days - 1)
    post = scene.clients.post_on(taken.member, day)
    further = scene.draws.whole("executor", 1, managers - 1, scene.number(taken.member), taken.step)
    other = post // managers * managers + (post + further) % managers
    return np.where(taken.action == MANAGEMENT_CALL, -1, scene.market.staff.person(other, day))


def _outcome(scene: Scene, taken: Visits, done: Flags) -> Integers:
    """Give what was written down: an order within the days that count, or how the attempt ended."""
    who, within = scene.number(taken.member), taken.noticed_day + RETURNS_WITHIN_DAYS
    ordered = taken.next_day <= np.minimum(within, scene.window.days - 1)
    silent = 1 + scene.draws.choice("attempt outcome", SILENT_WEIGHTS, who, taken.step)
    return np.where(ordered, ORDERED, np.where(done, silent, NO_OUTCOME))
