"""When clients of the invented company visit its site: less the nearer they are to leaving (M17)."""

from dataclasses import dataclass

import numpy as np

from features.simulate.draws import Integers
from features.simulate.lives import Visits
from features.simulate.scene import Rows, Scene
from features.simulate.window import NEVER

#: Share of clients who use the site, and their days on it in 30, from and to.
USERS_SHARE, LEAST_A_MONTH, MOST_A_MONTH = 0.60, 0.8, 3.0
#: Share of that which unhappiness 1 takes away, and what is left of it after each cycle of drifting.
UNHAPPY_LESS, DRIFTING_KEEPS = 0.7, 0.7
MOST_DAYS_A_GAP = 60
#: On a day on the site a client looks so often on average.
MEAN_VISITS = 2.0
MOST_VISITS = 20


@dataclass(frozen=True)
class ActivityRows(Rows):
    """Rows of `activity`, sorted by client and day: how often a client visited on a day."""

    member: Integers
    day: Integers
    visits: Integers


def activity_rows(scene: Scene, visits: Visits) -> ActivityRows:
    """Write out the days on which the clients of a block visited the site; none after they left."""
    draws, who = scene.draws, scene.number(visits.member)
    uses = draws.chance("uses site", USERS_SHARE, who)
    a_month = LEAST_A_MONTH + (MOST_A_MONTH - LEAST_A_MONTH) * draws.uniform("site days", who)
    mood = (1 - UNHAPPY_LESS * visits.unhappiness) * DRIFTING_KEEPS**visits.drifting
    until = np.where(visits.left_day != NEVER, visits.left_day, visits.next_day)
    length = np.minimum(until, scene.window.days) - visits.day
    mean = np.where(uses, a_month * mood * length / 30, 0.0)
    count = draws.times("site visits", mean, who, visits.step, most=MOST_DAYS_A_GAP)
    place = np.repeat(np.arange(count.size), count)
    turn = np.arange(place.size) - np.repeat(np.cumsum(count) - count, count)
    number, step = who[place], visits.step[place] * MOST_DAYS_A_GAP + turn
    into_gap = np.floor(draws.uniform("site day", number, step) * length[place])
    day = visits.day[place] + into_gap.astype(np.int64)
    often = 1 + np.floor(draws.wait("site often", MEAN_VISITS - 1, number, step)).astype(np.int64)
    return _one_a_day(ActivityRows(visits.member[place], day, np.minimum(often, MOST_VISITS)))


def _one_a_day(rows: ActivityRows) -> ActivityRows:
    """Keep the first row of each client and day."""
    rows = rows.only(np.lexsort((rows.day, rows.member)))
    new = (rows.member[1:] != rows.member[:-1]) | (rows.day[1:] != rows.day[:-1])
    return rows.only(np.append(True, new)[: rows.day.size])
