"""When managers of the invented company call their clients, and when competitors do.

A manager calls each client in a rhythm of its own, the more often the more it brings; a neglectful one less
often. Now and then a client is forgotten for months: then it hears of competitors more often than of us
(M27). Nobody at the company sees the competitors' calls; they stand in the truth alone.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from features.simulate.draws import Integers
from features.simulate.scene import Scene
from features.simulate.window import YEAR_DAYS

#: Days between two calls: of a client of median value; by this power of its value; at least and at most.
USUAL_DAYS, VALUE_POWER, FEWEST_DAYS, MOST_DAYS = 28.0, -0.15, 10.0, 60.0
MEDIAN_YEARLY_VALUE = 340_000.0
CALL_SPREAD, NEGLECT = 0.30, 0.30
#: A client is forgotten after this share of calls; the next comes so many times later, from and to.
FORGOTTEN_SHARE, LEAST_FORGOTTEN, MOST_FORGOTTEN = 0.08, 3.0, 7.0
#: Calls begin so long before the window, for those who were clients then.
BEFORE_DAYS = 120
#: More calls of competitors than this in one year are not counted.
MOST_RIVAL_CALLS = 40
#: Room for the days of one client in a sorted key.
SPAN = 16_384


@dataclass(frozen=True)
class Calls:
    """Calls to the clients of a block, sorted by member and day.

    Attributes
    ----------
    member, day : Integers
        Whom and when; days before the window are negative.
    """

    member: Integers
    day: Integers

    @cached_property
    def keys(self) -> Integers:
        """Give one number for each call, rising."""
        return self.member * SPAN + self.day + BEFORE_DAYS

    def until(self, member: Integers, day: Integers) -> Integers:
        """Count, over all members, the calls before the end of each member's day."""
        at = member * SPAN + day + BEFORE_DAYS
        return np.searchsorted(self.keys, at, side="right").astype(np.int64)

    def within(self, member: Integers, day: Integers, days: int) -> Integers:
        """Count each member's calls in the last `days`, that day included."""
        since = np.maximum(day - days, -BEFORE_DAYS - 1)
        return self.until(member, day) - self.until(member, since)

    def days_since(self, member: Integers, day: Integers) -> Integers:
        """Give the days since each member's last call; since the calls could begin, where there was none."""
        place = self.until(member, day) - 1
        if self.member.size == 0:
            return day + BEFORE_DAYS
        found = (place >= 0) & (self.member[np.maximum(place, 0)] == member)
        return np.where(found, day - self.day[np.maximum(place, 0)], day + BEFORE_DAYS)


def our_calls(scene: Scene) -> Calls:
    """Draw when managers call the clients of a block, as if none ever left."""
    draws, clients, window = scene.draws, scene.clients, scene.window
    everyone = np.arange(clients.number.size)
    day = np.where(clients.joined_day < 0, -BEFORE_DAYS, clients.joined_day)
    active, step = everyone, 0
    members: list[Integers] = []
    days: list[Integers] = []
    usual = _usual_days(scene)
    while active.size:
        who = clients.number[active]
        person = scene.person(active, np.maximum(day[active], 0))
        noise = CALL_SPREAD * draws.normal("call", who, step) + NEGLECT * scene.market.staff.neglect[person]
        forgotten = draws.chance("forgotten", FORGOTTEN_SHARE, who, step)
        longer = LEAST_FORGOTTEN + (MOST_FORGOTTEN - LEAST_FORGOTTEN) * draws.uniform("longer", who, step)
        gap = usual[active] * np.exp(noise) * np.where(forgotten, longer, 1.0)
        # The first call of a rhythm that already ran falls anywhere in it.
        gap = gap * draws.uniform("first call", who) if step == 0 else gap
        day[active] += np.maximum(np.rint(gap), 1).astype(np.int64)
        active = active[day[active] < window.days]
        members.append(active)
        days.append(day[active].copy())
        step += 1
    return _sorted(members, days)


def rival_calls(scene: Scene) -> Calls:
    """Draw when competitors call the clients of a block, as if none ever left."""
    draws, clients, window = scene.draws, scene.clients, scene.window
    members: list[Integers] = []
    days: list[Integers] = []
    for ahead in range(scene.market.branches.rivals.shape[1]):
        rate = scene.market.branches.rivals[clients.branch, ahead] * clients.rival_pull
        length = min(365, window.days - 365 * ahead)
        count = draws.times(
            "rival calls", rate * length / YEAR_DAYS, clients.number, ahead, most=MOST_RIVAL_CALLS
        )
        member = np.repeat(np.arange(count.size), count)
        turn = np.arange(member.size) - np.repeat(np.cumsum(count) - count, count)
        drawn = draws.uniform("rival call", clients.number[member], turn + MOST_RIVAL_CALLS * ahead)
        members.append(member)
        days.append(365 * ahead + np.floor(drawn * length).astype(np.int64))
    return _sorted(members, days)


def _usual_days(scene: Scene) -> np.ndarray:
    clients = scene.clients
    yearly = clients.mean_check * YEAR_DAYS / clients.cycle_days
    usual = USUAL_DAYS * (yearly / MEDIAN_YEARLY_VALUE) ** VALUE_POWER
    return np.asarray(np.clip(usual, FEWEST_DAYS, MOST_DAYS), dtype=np.float64)


def _sorted(members: list[Integers], days: list[Integers]) -> Calls:
    member = np.concatenate([np.empty(0, dtype=np.int64), *members])
    day = np.concatenate([np.empty(0, dtype=np.int64), *days])
    order = np.lexsort((day, member))
    return Calls(member[order], day[order])
