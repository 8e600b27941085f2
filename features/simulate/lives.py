"""How each client of the invented company orders, grows unhappy or drifts away, leaves, and may come back.

A client's life goes from order to order; all clients of a block take their next step together. At each order:

1. the gap to the next one is drawn from the client's own log-normal cycle, shorter at its season's peak;
2. what follows the order is lived through: delivery, questions, complaint (`experience`), a lost manager.
   What was bad adds to the client's grievances, which otherwise fade from order to order;
3. the client may leave within the gap: because it is unhappy, at the end of a drift, or for reasons outside;
4. a client at ease may start to drift (`drifting`), then its gaps lengthen and its checks fall;
5. whoever is silent for long may be won back or come by itself (`winning_back`), and then begins anew.

The leaving day lies after the last order and after all that drove the client away.
"""

from dataclasses import dataclass

import numpy as np

from features.simulate import causes
from features.simulate.causes import GRIEVANCES, MANAGER, STAYS
from features.simulate.company import CONTRACT_FAILS
from features.simulate.contacting import SPAN, Calls
from features.simulate.discounts import discount_share
from features.simulate.draws import Flags, Floats, Integers
from features.simulate.drifting import Drifts, drift_on
from features.simulate.experience import Experience
from features.simulate.scene import Moments, Rows, Scene
from features.simulate.window import GAP_SWING, NEVER, YEAR_DAYS, season
from features.simulate.winning_back import DISCOUNT_CALL, fall_silent

#: Share of orders that clients call off; so much more at unhappiness 1, and per cycle of drifting.
CALLED_OFF_SHARE, CALLED_OFF_UNHAPPY, CALLED_OFF_DRIFTING = 0.02, 0.10, 0.01
#: What it hurts to lose one's manager to another post, and to a dismissal.
CHANGED_HURT, DISMISSED_HURT = 0.30, 0.50


@dataclass(frozen=True)
class Visits(Rows):
    """Orders as the lives bring them, sorted by client and day; arrays with one value per order.

    Attributes
    ----------
    member, step, day, gap_days : Integers
        As in `Moments`.
    unhappiness : Floats
        In [0, 1], this order's experience included.
    grievance : Integers
        Place in `causes.GRIEVANCES` of what hurts most.
    drifting : Integers
        Cycles since the client began to drift, 0 if it does not.
    called_off : Flags
        Whether the client cancelled the order.
    discount : Floats
        Share taken off.
    left_day, cause : Integers
        Day on which the client left before its next order (`NEVER` if not), and place of the cause.
    noticed_day, action, treated, attempted_day, next_day
        As in `Silences`.
    """

    member: Integers
    step: Integers
    day: Integers
    gap_days: Integers
    unhappiness: Floats
    grievance: Integers
    drifting: Integers
    called_off: Flags
    discount: Floats
    left_day: Integers
    cause: Integers
    noticed_day: Integers
    action: Integers
    treated: Flags
    attempted_day: Integers
    next_day: Integers

    @property
    def moments(self) -> Moments:
        """Who ordered when."""
        return Moments(self.member, self.step, self.day, self.gap_days)

    def latest(self, member: Integers, day: Integers) -> Integers:
        """Give the place of each member's last order up to a day; -1 where there is none."""
        keys = self.member * SPAN + self.day
        place = np.searchsorted(keys, member * SPAN + day, side="right") - 1
        found = place >= 0
        found[found] = self.member[place[found]] == member[found]
        return np.where(found, place, -1)


@dataclass(frozen=True)
class Lives:
    """What became of a block of clients.

    Attributes
    ----------
    visits : Visits
        Every order.
    left_day, cause : Integers
        Per client: the day on which it left for good (`NEVER` if it is there on the last day), and why.
    """

    visits: Visits
    left_day: Integers
    cause: Integers


class _State:
    """Where each client of the block stands between two orders."""

    def __init__(self, scene: Scene) -> None:
        count = scene.clients.number.size
        self.day = scene.clients.first_order_day.copy()
        self.seen_day = np.maximum(scene.clients.joined_day, 0)
        self.hurts = np.zeros((count, len(GRIEVANCES)))
        self.drifts = Drifts.none(count, scene)
        self.offered = np.zeros(count, dtype=np.bool_)


def live(scene: Scene, ours: Calls, rivals: Calls) -> Lives:
    """Let a block of clients live through the window.

    Parameters
    ----------
    scene : Scene
        The block; its size changes no client's life.
    ours, rivals : Calls
        Our calls and the competitors'.

    Returns
    -------
    Lives
        Every order of every client, who left when and why, and who came back. Who would leave after the last
        day stays.
    """
    state = _State(scene)
    window = scene.window
    steps: list[Visits] = []
    active = np.flatnonzero(state.day < window.days)
    while active.size or not steps:
        visits = _one_order(scene, state, active, len(steps), ours, rivals)
        steps.append(visits)
        state.day[active] = visits.next_day
        active = active[visits.next_day < window.days]
    visits = Visits.joined(steps)
    visits = visits.only(np.argsort(visits.member, kind="stable"))
    last = np.append(visits.member[1:] != visits.member[:-1], True)[: visits.member.size]
    left_day = np.full(state.day.size, NEVER)
    cause = np.full(state.day.size, STAYS)
    left_day[visits.member[last]] = visits.left_day[last]
    cause[visits.member[last]] = visits.cause[last]
    return Lives(visits, left_day, cause)


def _one_order(
    scene: Scene, state: _State, active: Integers, step: int, ours: Calls, rivals: Calls
) -> Visits:
    gap = _gap_days(scene, state, active, step)
    moments = Moments(active, np.full(active.size, step), state.day[active], gap)
    drifting = state.drifts.cycles[active]
    before = np.minimum(_total(state.hurts[active]), 1.0)
    usual = np.where(scene.clients.on_contract[active], CONTRACT_FAILS, 1.0) * CALLED_OFF_SHARE
    off = usual + CALLED_OFF_UNHAPPY * before + CALLED_OFF_DRIFTING * drifting
    called_off = scene.draws.chance("called off", off, scene.number(active), moments.step)
    experience = Experience.of(scene, moments, called_off)
    hurts = causes.UNHAPPINESS_KEPT * state.hurts[active] + experience.hurts(scene, moments)
    hurts[:, MANAGER] += _manager_hurt(scene, state, moments)
    unhappiness = np.minimum(_total(hurts), 1.0)
    discount = discount_share(scene, moments, state.offered[active])
    cause = _cause_of_leaving(scene, state, moments, hurts, unhappiness)
    left_day = _left_day(scene, moments, experience, cause)
    cause = np.where(left_day == NEVER, STAYS, cause)
    silences = fall_silent(scene, moments, left_day, cause)
    leaves = left_day != NEVER
    state.hurts[active] = np.where(leaves[:, None], 0.0, hurts)
    state.seen_day[active] = moments.day
    state.offered[active] = silences.treated & (silences.action == DISCOUNT_CALL)
    state.drifts.remember_discounts(moments, discount)
    drift_on(scene, state.drifts, moments, leaves, ours, rivals)
    return Visits(
        **vars(moments),
        unhappiness=unhappiness,
        grievance=np.argmax(hurts, axis=1),
        drifting=drifting,
        called_off=called_off,
        discount=discount,
        left_day=left_day,
        cause=cause,
        **vars(silences),
    )


def _total(hurts: Floats) -> Floats:
    """Sum the grievances of each client, always in the same order."""
    total = np.zeros(hurts.shape[0])
    for place in range(hurts.shape[1]):
        total += hurts[:, place]
    return total


def _gap_days(scene: Scene, state: _State, active: Integers, step: int) -> Integers:
    clients = scene.clients
    noise = clients.gap_spread[active] * scene.draws.normal("gap", scene.number(active), step)
    swing = GAP_SWING * clients.seasonality[active] * season(clients.industry[active], state.day[active])
    slower = causes.DRIFT_GAP ** state.drifts.cycles[active]
    gap = clients.cycle_days[active] * slower * np.exp(noise - swing)
    fixed = clients.cycle_days[active] * slower + _off_schedule(scene, active, step)
    gap = np.where(clients.on_contract[active], fixed, gap)
    return np.asarray(np.maximum(np.rint(gap), 1), dtype=np.int64)


def _off_schedule(scene: Scene, active: Integers, step: int) -> Integers:
    """Give by how many days a gap between two fixed days is longer or shorter: orders are early or late."""
    who = scene.number(active)
    here, following = (scene.draws.whole("off schedule", -1, 1, who, at) for at in (step, step + 1))
    return following - here


def _manager_hurt(scene: Scene, state: _State, moments: Moments) -> Floats:
    """Give what it hurts to have lost one's manager since the last order (M26)."""
    clients, staff = scene.clients, scene.market.staff
    member, since = moments.member, state.seen_day[moments.member]
    handed_over = (clients.moves_day[member] > since) & (clients.moves_day[member] <= moments.day)
    post = clients.post_on(member, moments.day)
    came_anew = ~handed_over & (staff.came(post, moments.day) > since)
    dismissed = came_anew & staff.before_was_dismissed(post, moments.day)
    hurt = np.select([dismissed, handed_over | came_anew], [DISMISSED_HURT, CHANGED_HURT], 0.0)
    return np.asarray(hurt * clients.attachment[member], dtype=np.float64)


def _within(rate_a_year: Floats | float, gap_days: Integers) -> Floats:
    """Give the probability that something of a yearly rate happens within the gap."""
    return np.asarray(-np.expm1(-rate_a_year * gap_days / YEAR_DAYS), dtype=np.float64)


def _cause_of_leaving(
    scene: Scene, state: _State, moments: Moments, hurts: Floats, unhappiness: Floats
) -> Integers:
    """Give the cause for which each client leaves within its gap, or `STAYS`."""
    draws, who, step = scene.draws, scene.number(moments.member), moments.step
    unhappy = draws.chance("unhappy", _unhappy_share(scene, moments, unhappiness), who, step)
    mark = draws.uniform("grievance", who, step) * _total(hurts)
    grievance = np.minimum((np.cumsum(hurts, axis=1) <= mark[:, None]).sum(axis=1), len(GRIEVANCES) - 1)
    tired = state.drifts.end(moments.member)
    tired &= draws.chance("drift leave", causes.DRIFT_LEAVE, who, step)
    poor = scene.clients.margin_share[moments.member] < causes.LET_GO_MARGIN
    let_go = np.where(poor, causes.LET_GO_A_YEAR, 0.0)
    rates: list[Floats | float] = [causes.MOVED_A_YEAR, causes.BANKRUPT_A_YEAR, let_go]
    gone = [
        draws.chance(name, _within(rate, moments.gap_days), who, step)
        for name, rate in zip(causes.OUTSIDE, rates, strict=True)
    ]
    outside = [causes.FIRST_OUTSIDE + place for place in range(len(gone))]
    drifted = state.drifts.cause[moments.member]
    chosen = np.select([unhappy, tired, *gone], [grievance, drifted, *outside], STAYS)
    return np.asarray(chosen, dtype=np.int64)


def _unhappy_share(scene: Scene, moments: Moments, unhappiness: Floats) -> Floats:
    """Give the probability of leaving out of unhappiness; who orders often forgives one order more easily."""
    forgiving = np.sqrt(scene.clients.cycle_days[moments.member] / causes.USUAL_CYCLE_DAYS)
    forgiving = np.clip(forgiving, *causes.FORGIVING)
    return np.asarray(causes.UNHAPPY_LEAVE * forgiving * unhappiness**2, dtype=np.float64)


def _left_day(scene: Scene, moments: Moments, experience: Experience, cause: Integers) -> Integers:
    """Give the day on which each client leaves within the window, `NEVER` if it does not."""
    drawn = scene.draws.uniform("left after", scene.number(moments.member), moments.step) * moments.gap_days
    after = np.minimum(1 + np.floor(drawn).astype(np.int64), moments.gap_days)
    day = moments.day + np.maximum(after, experience.felt_after() + 1)
    return np.where((cause != STAYS) & (day < scene.window.days), day, NEVER)
