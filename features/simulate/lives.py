"""How each client of the invented company orders, grows unhappy or drifts away, and when and why it leaves.

A client's life goes from order to order; all clients of a block take their next step together. At each order:

1. the gap to the next one is drawn from the client's own log-normal cycle, shorter at its season's peak;
2. a complaint may follow; handled slowly it adds unhappiness, which otherwise fades from order to order;
3. the client may leave within the gap: because it is unhappy (the cause is what it complained of last), at
   the end of a drift, or for reasons outside the company's reach, which leave no trace before;
4. a client at ease may start to drift: for prices, above all when a rise is fresh, or to a competitor. For
   some cycles its gaps lengthen and its check falls; then it leaves, or settles again.

The leaving day lies after the last order and its complaint, and no later than the order that never came.
"""

from dataclasses import dataclass

import numpy as np

from features.simulate.company import Clients
from features.simulate.draws import Draws, Flags, Floats, Integers
from features.simulate.market import GAP_SWING, Prices, Window, season
from features.simulate.voices import complaints_after

CAUSES = (
    "complaint_service",
    "complaint_delivery",
    "quality",
    "price",
    "conflict",
    "competitor",
    "moved",
    "bankrupt",
    "rightly_let_go",
)
PRICE, COMPETITOR, FIRST_OUTSIDE = CAUSES.index("price"), CAUSES.index("competitor"), CAUSES.index("moved")
#: Cause of leaving for an unhappy client, by the category of its last slow complaint.
CAUSE_OF_CATEGORY = np.array([0, 1, 2, 3, 4, 0], dtype=np.int64)
OUTSIDE_WEIGHTS = (0.50, 0.35, 0.15)
STAYS = -1
#: Leaving day of a client who does not leave.
NEVER = int(np.iinfo(np.int64).max)

#: Probability that a client of unhappiness 1 leaves before its next order, and what stays of it at the next.
UNHAPPY_LEAVE = 0.35
UNHAPPINESS_KEPT = 0.6
#: Yearly rates of leaving for reasons outside, and of starting to drift.
OUTSIDE_A_YEAR = 0.05
PRICE_DRIFT_A_YEAR = 0.05
FRESH_RISE_FACTOR = 2.0
COMPETITOR_DRIFT_A_YEAR = 0.07
#: Of those who drift, this share leaves at the end; per cycle of it, gaps grow and the check shrinks so.
DRIFT_LEAVE = 0.8
SHORTEST_DRIFT, LONGEST_DRIFT = 2, 5
#: Clients of a longer cycle drift for the shortest number of cycles.
QUICK_CYCLE_DAYS = 60
DRIFT_GAP = 1.25
DRIFT_CHECK = 0.88


@dataclass(frozen=True)
class Visits:
    """Orders as the lives bring them, sorted by client and day; arrays with one value per order.

    Attributes
    ----------
    member, step : Integers
        Place of the client in the block, and how many of its simulated orders came before.
    day, gap_days : Integers
        Simulated day; days to the next order, had the client not left.
    unhappiness : Floats
        In [0, 1], this order's complaint included.
    drifting : Integers
        Cycles since the client began to drift, 0 if it does not.
    """

    member: Integers
    step: Integers
    day: Integers
    gap_days: Integers
    unhappiness: Floats
    drifting: Integers


@dataclass(frozen=True)
class Lives:
    """What became of a block of clients: `left_day` (`NEVER` if not) and place of the `cause` in `CAUSES`."""

    visits: Visits
    left_day: Integers
    cause: Integers


class _State:
    """Where each client of the block stands between two orders."""

    def __init__(self, clients: Clients) -> None:
        count = clients.number.size
        self.day = clients.first_order_day.copy()
        self.unhappiness = np.zeros(count)
        self.grievance = np.zeros(count, dtype=np.int64)
        self.drifting = np.zeros(count, dtype=np.int64)
        self.drift_length = np.zeros(count, dtype=np.int64)
        self.drift_cause = np.full(count, STAYS, dtype=np.int64)
        self.left_day = np.full(count, NEVER, dtype=np.int64)
        self.cause = np.full(count, STAYS, dtype=np.int64)


def live(draws: Draws, clients: Clients, window: Window, prices: Prices) -> Lives:
    """Let a block of clients live through the window.

    Parameters
    ----------
    draws : Draws
        The chance of this company.
    clients : Clients
        The block; its size changes no client's life.
    window, prices
        The simulated days and the price level on them.

    Returns
    -------
    Lives
        Every order day of every client, and who left when and why. Who would leave after the last day stays.
    """
    state = _State(clients)
    steps: list[Visits] = []
    active = np.flatnonzero(state.day < window.days)
    while active.size:
        steps.append(_one_order(draws, clients, state, active, len(steps), prices))
        state.day[active] += steps[-1].gap_days
        active = active[(state.cause[active] == STAYS) & (state.day[active] < window.days)]
    late = state.left_day >= window.days
    return Lives(
        visits=_sorted(steps),
        left_day=np.where(late, NEVER, state.left_day),
        cause=np.where(late, STAYS, state.cause),
    )


def _one_order(
    draws: Draws, clients: Clients, state: _State, active: Integers, step: int, prices: Prices
) -> Visits:
    day = state.day[active].copy()
    gap = _gap_days(draws, clients, state, active, step)
    said = complaints_after(draws, clients, active, step, gap)
    state.unhappiness[active] = np.minimum(UNHAPPINESS_KEPT * state.unhappiness[active] + said.hurt, 1.0)
    hurt = said.hurt > 0
    state.grievance[active[hurt]] = CAUSE_OF_CATEGORY[said.category[hurt]]
    drifting = state.drifting[active].copy()
    cause = _cause_of_leaving(draws, clients, state, active, step, gap)
    earliest = np.where(said.made, said.opened_after_days, 0) + 1
    drawn = 1 + np.floor(draws.uniform("left after", clients.number[active], step) * gap).astype(np.int64)
    leaves = cause != STAYS
    state.cause[active] = cause
    state.left_day[active[leaves]] = (day + np.maximum(np.minimum(drawn, gap), earliest))[leaves]
    _drift(draws, clients, state, active[~leaves], step, gap[~leaves], prices.felt[day[~leaves]])
    return Visits(active, np.full(active.size, step), day, gap, state.unhappiness[active].copy(), drifting)


def _gap_days(draws: Draws, clients: Clients, state: _State, active: Integers, step: int) -> Integers:
    noise = clients.gap_spread[active] * draws.normal("gap", clients.number[active], step)
    swing = GAP_SWING * season(clients.industry[active], state.day[active])
    gap = clients.cycle_days[active] * DRIFT_GAP ** state.drifting[active] * np.exp(noise - swing)
    return np.asarray(np.maximum(np.rint(gap), 1), dtype=np.int64)


def _within(rate_a_year: Floats | float, gap_days: Integers) -> Floats:
    """Give the probability that something of a yearly rate happens within the gap."""
    return np.asarray(-np.expm1(-rate_a_year * gap_days / 365.25), dtype=np.float64)


def _cause_of_leaving(
    draws: Draws, clients: Clients, state: _State, active: Integers, step: int, gap_days: Integers
) -> Integers:
    """Give the cause for which each client leaves within its gap, or `STAYS`."""
    who = clients.number[active]
    outside = draws.chance("outside", _within(OUTSIDE_A_YEAR, gap_days), who, step)
    unhappy = draws.chance("unhappy", UNHAPPY_LEAVE * state.unhappiness[active], who, step)
    tired = _drift_ends(state, active) & draws.chance("drift leave", DRIFT_LEAVE, who, step)
    reach = FIRST_OUTSIDE + draws.choice("outside cause", OUTSIDE_WEIGHTS, who, step)
    return np.select(
        [unhappy, tired, outside], [state.grievance[active], state.drift_cause[active], reach], STAYS
    ).astype(np.int64)


def _drift_ends(state: _State, active: Integers) -> Flags:
    drifting = state.drifting[active]
    return np.asarray((drifting > 0) & (drifting >= state.drift_length[active]), dtype=np.bool_)


def _drift(
    draws: Draws,
    clients: Clients,
    state: _State,
    staying: Integers,
    step: int,
    gap_days: Integers,
    felt: Floats,
) -> None:
    """Let those who stay drift on, settle again, or begin to drift."""
    who = clients.number[staying]
    settled = _drift_ends(state, staying)
    state.drifting[staying] += state.drifting[staying] > 0
    state.drifting[staying[settled]] = 0
    at_ease = state.drifting[staying] == 0
    rate = PRICE_DRIFT_A_YEAR * clients.price_sensitivity[staying] * (1 + (FRESH_RISE_FACTOR - 1) * felt)
    price = draws.chance("price drift", _within(rate, gap_days), who, step)
    rival = draws.chance("competitor drift", _within(COMPETITOR_DRIFT_A_YEAR, gap_days), who, step)
    begins = at_ease & ~settled & (price | rival)
    some = draws.whole("drift length", SHORTEST_DRIFT, LONGEST_DRIFT, who, step)
    is_quick = clients.cycle_days[staying] <= QUICK_CYCLE_DAYS
    chosen = staying[begins]
    state.drifting[chosen] = 1
    state.drift_length[chosen] = np.where(is_quick, some, SHORTEST_DRIFT)[begins]
    state.drift_cause[chosen] = np.where(price, PRICE, COMPETITOR)[begins]


def _sorted(steps: list[Visits]) -> Visits:
    """Put the orders of all steps into one table, client by client."""

    def joined(name: str, kind: type) -> np.ndarray:
        return np.concatenate([np.empty(0, dtype=kind), *(getattr(visits, name) for visits in steps)])

    member = joined("member", np.int64)
    order = np.argsort(member, kind="stable")
    return Visits(
        member=member[order],
        step=joined("step", np.int64)[order],
        day=joined("day", np.int64)[order],
        gap_days=joined("gap_days", np.int64)[order],
        unhappiness=joined("unhappiness", np.float64)[order],
        drifting=joined("drifting", np.int64)[order],
    )
