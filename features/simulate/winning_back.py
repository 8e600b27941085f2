"""What the invented company does when a client falls silent, whom that brings back, and who comes anyway.

Whoever is silent for longer than its own rhythm explains may be taken into an attempt: one action, drawn at
random, and a coin that leaves some alone as controls. Some clients never come back, some always do; the rest
come unasked with a probability of their own, and each action adds to it by how well it answers the cause.
"""

from dataclasses import dataclass, fields

import numpy as np

from features.simulate.causes import (
    CAUSES,
    FIRST_OUTSIDE,
    LET_GO,
)
from features.simulate.consents import may_call
from features.simulate.draws import Flags, Floats, Integers
from features.simulate.scene import Moments, Rows, Scene
from features.simulate.window import NEVER

ACTIONS = ("call", "discount_call", "visit", "management_call")
DISCOUNT_CALL = ACTIONS.index("discount_call")
MANAGEMENT_CALL = ACTIONS.index("management_call")
#: Roubles for the hours and ways of one attempt.
ACTION_COSTS = (300.0, 300.0, 2500.0, 1500.0)
#: How often each action is drawn; for clients of a mean check above this, only visits and management (M31).
ACTION_WEIGHTS, LARGE_WEIGHTS = (0.35, 0.30, 0.20, 0.15), (0.0, 0.0, 0.4, 0.6)
LARGE_CHECK = 150_000.0

#: A silence is noticed after so many spreads of the client's log gaps, times a delay up to the longest.
NOTICED_SPREADS, LEAST_SPREAD, LONGEST_DELAY = 2.4, 0.30, 1.4
SHORTEST_SILENCE_DAYS, LONGEST_SILENCE_DAYS = 14, 500
#: Of the silences noticed, this share is taken into an attempt, and of these this share is treated.
TAKEN_SHARE, TREATED_SHARE = 0.60, 0.90
MOST_DAYS_TO_ATTEMPT = 6
#: Who comes back does so this long after the silence was noticed: at least, so much more on average, at most.
RETURNS_FROM_DAYS, RETURNS_EXTRA_DAYS, RETURNS_WITHIN_DAYS = 7, 14.0, 60

#: Clients who never come back, who always do, and who stay away the more for being called.
NEVER_SHARE, ALWAYS_SHARE, SPURNED_SHARE = 0.22, 0.07, 0.06
WILLS = ("depends", "never", "always", "spurned")
DEPENDS, NEVER_BACK, ALWAYS_BACK, SPURNED = range(4)
#: Unasked return of the others: from, and up to so much more; a call leaves so much of it to the spurned.
LEAST_UNASKED, MORE_UNASKED, SPURNED_KEEPS = 0.02, 0.13, 0.3
RESPONSE_SPREAD = 0.4
MOST_RESPONSE = 0.9
#: Of those who would not come unasked, the share that each action brings back, by cause.
RESPONSE = {
    "slow_answers": (0.20, 0.22, 0.35, 0.40),
    "late_deliveries": (0.15, 0.25, 0.25, 0.35),
    "slow_complaints": (0.15, 0.20, 0.30, 0.45),
    "failures": (0.15, 0.20, 0.25, 0.35),
    "quality": (0.10, 0.20, 0.25, 0.30),
    "manager": (0.30, 0.30, 0.45, 0.45),
    "conflict": (0.05, 0.10, 0.25, 0.45),
    "no_reward": (0.15, 0.45, 0.25, 0.30),
    "price": (0.10, 0.45, 0.15, 0.25),
    "pauses": (0.40, 0.45, 0.50, 0.45),
}
#: Of those who moved or went bankrupt the company hears of this share, so many days later.
HEARD_SHARE, HEARD_FROM_DAYS, HEARD_TO_DAYS = 0.7, 5, 40


@dataclass(frozen=True)
class Silences(Rows):
    """What follows each order when the client falls silent; arrays with one value per order.

    Attributes
    ----------
    noticed_day : Integers
        Day on which the silence is noticed; `NEVER` if the client orders before.
    action : Integers
        Place in `ACTIONS` of the action drawn, -1 where there is no attempt.
    treated : Flags
        Whether the action is really done.
    attempted_day : Integers
        Day of the attempt; `NEVER` for controls.
    next_day : Integers
        Day of the next order; `NEVER` if there is none.
    """

    noticed_day: Integers
    action: Integers
    treated: Flags
    attempted_day: Integers
    next_day: Integers

    @property
    def is_taken(self) -> Flags:
        """Tell where the silence was taken into an attempt, treated or not."""
        return np.asarray(self.action >= 0, dtype=np.bool_)


def fall_silent(scene: Scene, moments: Moments, left_day: Integers, cause: Integers) -> Silences:
    """Draw what follows each order: an attempt where the silence is long, and the next order if it comes.

    Parameters
    ----------
    scene, moments
        The orders.
    left_day, cause : Integers
        Day on which the client leaves before its next order (`NEVER` if not), and why.
    """
    leaves = left_day != NEVER
    noticed = np.maximum(_noticed_day(scene, moments), np.where(leaves, left_day + 1, 0))
    next_order = moments.day + moments.gap_days
    count = leaves.size
    silences = Silences(
        noticed_day=np.full(count, NEVER),
        action=np.full(count, -1),
        treated=np.zeros(count, dtype=np.bool_),
        attempted_day=np.full(count, NEVER),
        next_day=np.where(leaves, NEVER, next_order),
    )
    silent = np.flatnonzero((leaves | (next_order > noticed)) & (noticed < scene.window.days))
    attempted = _attempt(scene, moments.only(silent), noticed[silent], left_day[silent], cause[silent])
    for part in fields(Silences):
        getattr(silences, part.name)[silent] = getattr(attempted, part.name)
    return silences


def _attempt(
    scene: Scene, moments: Moments, noticed: Integers, left_day: Integers, cause: Integers
) -> Silences:
    """Draw what follows silences that were noticed."""
    draws, who, step = scene.draws, scene.number(moments.member), moments.step
    taken = draws.chance("taken", TAKEN_SHARE, who, step) & may_call(scene, moments.member, noticed)
    taken &= ~scene.clients.do_not_contact[moments.member]
    taken &= heard_day(scene, moments, left_day, cause) > noticed
    action = _action(scene, moments)
    treated = taken & draws.chance("treated", TREATED_SHARE, who, step)
    attempted = noticed + draws.whole("attempted after", 1, MOST_DAYS_TO_ATTEMPT, who, step)
    unasked = unasked_share(scene, moments, cause)
    asked = asked_share(scene, moments, cause)[np.arange(who.size), action]
    returns = draws.uniform("returns", who, step) < np.where(treated, asked, unasked)
    extra = np.floor(draws.wait("returns after", RETURNS_EXTRA_DAYS, who, step)).astype(np.int64)
    back = noticed + np.minimum(RETURNS_FROM_DAYS + extra, RETURNS_WITHIN_DAYS)
    return Silences(
        noticed_day=noticed,
        action=np.where(taken, action, -1),
        treated=treated,
        attempted_day=np.where(treated, attempted, NEVER),
        next_day=np.where(left_day == NEVER, moments.day + moments.gap_days, np.where(returns, back, NEVER)),
    )


def heard_day(scene: Scene, moments: Moments, left_day: Integers, cause: Integers) -> Integers:
    """Give the day from which the company excludes each client that left for reasons outside, or `NEVER`."""
    draws, who, step = scene.draws, scene.number(moments.member), moments.step
    heard = (cause >= FIRST_OUTSIDE) & (draws.chance("heard", HEARD_SHARE, who, step) | (cause == LET_GO))
    later = draws.whole("heard after", HEARD_FROM_DAYS, HEARD_TO_DAYS, who, step)
    return np.where(heard, np.where(heard, left_day, 0) + later, NEVER)


def will(scene: Scene, member: Integers) -> Integers:
    """Give the place in `WILLS` of each member: whether it lets itself be won back at all."""
    limits = (NEVER_SHARE, NEVER_SHARE + ALWAYS_SHARE, NEVER_SHARE + ALWAYS_SHARE + SPURNED_SHARE)
    place = np.searchsorted(limits, scene.draws.uniform("will", scene.number(member)), side="right")
    return np.take((NEVER_BACK, ALWAYS_BACK, SPURNED, DEPENDS), place).astype(np.int64)


def unasked_share(scene: Scene, moments: Moments, cause: Integers) -> Floats:
    """Give the probability that each client, having left, comes back without any action."""
    drawn = scene.draws.uniform("unasked", scene.number(moments.member)) ** 2
    wills = will(scene, moments.member)
    share = np.select(
        [wills == NEVER_BACK, wills == ALWAYS_BACK], [0.0, 1.0], LEAST_UNASKED + MORE_UNASKED * drawn
    )
    return np.where(cause >= FIRST_OUTSIDE, 0.0, share)


def asked_share(scene: Scene, moments: Moments, cause: Integers) -> Floats:
    """Give the probability that each client, having left, comes back if asked: a column per action.

    The difference to `unasked_share` is the effect of the action on this client.
    """
    unasked = unasked_share(scene, moments, cause)[:, None]
    response = np.array([RESPONSE.get(name, (0.0,) * len(ACTIONS)) for name in CAUSES])[cause]
    own = np.exp(RESPONSE_SPREAD * scene.draws.normal("response", scene.number(moments.member)))[:, None]
    brought = unasked + (1 - unasked) * np.minimum(response * own, MOST_RESPONSE)
    wills = will(scene, moments.member)[:, None]
    by_call = np.array([True, True, False, False])
    share = np.where((wills == SPURNED) & by_call, SPURNED_KEEPS * unasked, brought)
    fixed = (wills == NEVER_BACK) | (wills == ALWAYS_BACK) | (cause >= FIRST_OUTSIDE)[:, None]
    return np.where(fixed, unasked, share)


def _noticed_day(scene: Scene, moments: Moments) -> Integers:
    clients, member = scene.clients, moments.member
    spread = np.maximum(clients.gap_spread[member], LEAST_SPREAD)
    delay = 1 + (LONGEST_DELAY - 1) * scene.draws.uniform("noticed", scene.number(member), moments.step)
    silence = clients.cycle_days[member] * np.exp(NOTICED_SPREADS * spread) * delay
    silence = np.clip(np.ceil(silence), SHORTEST_SILENCE_DAYS, LONGEST_SILENCE_DAYS)
    return np.asarray(moments.day + silence.astype(np.int64), dtype=np.int64)


def _action(scene: Scene, moments: Moments) -> Integers:
    who, step = scene.number(moments.member), moments.step
    usual = scene.draws.choice("action", ACTION_WEIGHTS, who, step)
    large = scene.draws.choice("action", LARGE_WEIGHTS, who, step)
    return np.where(scene.clients.mean_check[moments.member] > LARGE_CHECK, large, usual)
