"""What each order of the invented company amounts to, and whether it was cancelled, delivered or came back.

Amounts are whole kopecks and the sums of the order's lines. What would happen after the last simulated day is
not there: the tables hold what the company could know on that day.
"""

from dataclasses import dataclass

import numpy as np

from features.simulate.company import CONTRACT_FAILS
from features.simulate.draws import Flags, Floats, Integers
from features.simulate.experience import Experience
from features.simulate.lines import Lines, order_lines
from features.simulate.lives import CALLED_OFF_SHARE, Visits
from features.simulate.products import mean_fault, mean_short
from features.simulate.scene import Rows, Scene
from features.simulate.window import NEVER

DONE, CANCELLED, RETURNED = 0, 1, 2
STATUSES = ("done", "cancelled", "returned")
CHANNELS = ("site", "phone", "manager")
CHANNEL_WEIGHTS = (0.35, 0.40, 0.25)

#: Share of filled orders that come back; so much more of the unhappy; share of faulty ones that do.
RETURN_SHARE, RETURN_UNHAPPY, RETURN_FAULTY = 0.015, 0.05, 0.60
WHOLE_RETURN_SHARE = 0.4
LEAST_PART, MOST_PART = 0.2, 0.6
#: Margin of an order swings by this much around the client's own share.
MARGIN_NOISE = 0.03
#: The last two branches enter this share of their orders late, up to so many days.
LATE_ENTRY_SHARE, MOST_ENTRY_DAYS, PUNCTUAL_BRANCHES = 0.05, 4, 6


@dataclass(frozen=True)
class OrderRows(Rows):
    """Rows of `orders`, sorted by client and day; arrays with one value per row.

    Attributes
    ----------
    place : Integers
        Place of the order among the visits, shared by a partial return.
    day, status_day, promised_day, delivered_day, known_day : Integers
        Simulated days; `NEVER` where there is none. `known_day` only where later than the event.
    amount, margin, discount : Integers
        Kopecks; the discount is already taken off the amount; partial returns are negative.
    status : Integers
        Place in `STATUSES`.
    """

    place: Integers
    day: Integers
    amount: Integers
    margin: Integers
    discount: Integers
    status: Integers
    status_day: Integers
    promised_day: Integers
    delivered_day: Integers
    known_day: Integers


def order_rows(scene: Scene, visits: Visits, experience: Experience) -> tuple[OrderRows, Lines]:
    """Write out the orders of a block of clients with their lines.

    Parameters
    ----------
    scene : Scene
        The block.
    visits, experience
        What became of it, and what followed each order.

    Returns
    -------
    tuple of (OrderRows, Lines)
        Partial returns are rows and lines of their own, with negative amounts.
    """
    ordered = order_lines(scene, visits)
    returned, whole, part = _returns(scene, visits, experience)
    entered = _entered_day(scene, visits)
    known = (entered == NEVER) | (entered < scene.window.days)
    placed = _placed(scene, visits, experience, ordered, returned & whole)
    back = ordered.returned(returned & ~whole & known, part)
    rows = OrderRows.joined([placed.only(known), _partial(visits, experience, placed, back)])
    rows = rows.only(np.lexsort((rows.status, rows.day, rows.place)))
    member = visits.member[rows.place]
    lines = Lines.joined([ordered.only(known[ordered.place]), back])
    lines = lines.only(np.lexsort((lines.quantity < 0, lines.place)))
    return rows.only(np.lexsort((rows.day, member))), lines


def standing_share(*, on_contract: bool = False) -> float:
    """Give the expected share of a content client's amounts that is neither cancelled nor sent back.

    Examples
    --------
    >>> 0.9 < standing_share() < standing_share(on_contract=True) < 1
    True
    """
    fails = CONTRACT_FAILS if on_contract else 1.0
    part = WHOLE_RETURN_SHARE + (1 - WHOLE_RETURN_SHARE) * (LEAST_PART + MOST_PART) / 2
    fault = mean_fault()
    returned = fault * RETURN_FAULTY + (1 - fault) * RETURN_SHARE
    return (1 - fails * CALLED_OFF_SHARE) * (1 - fails * mean_short()) * (1 - returned * part)


def _kopecks(amount: Floats) -> Integers:
    return np.rint(amount).astype(np.int64)


def _placed(
    scene: Scene, visits: Visits, experience: Experience, lines: Lines, came_back: Flags
) -> OrderRows:
    """Give the orders themselves; `came_back` are those returned whole."""
    draws, who, step, delivered = scene.draws, scene.number(visits.member), visits.step, experience.delivered
    last = scene.window.days
    amount, listed = lines.totals(visits.member.size)
    share = scene.clients.margin_share[visits.member] + MARGIN_NOISE * draws.normal("margin", who, step)
    off_day = visits.day + np.where(
        delivered.short, draws.whole("cancelled by us", 1, 4, who, step), draws.whole("off", 0, 3, who, step)
    )
    cancelled = (visits.called_off | delivered.short) & (off_day < last)
    back_day = visits.day + experience.returned_after
    promised = visits.day + delivered.promised_after
    arrived = promised + delivered.late_days
    return OrderRows(
        place=np.arange(visits.member.size),
        day=visits.day,
        amount=amount,
        margin=_kopecks(np.clip(share, 0.01, 0.9) * amount),
        discount=listed - amount,
        status=np.select([cancelled, came_back], [CANCELLED, RETURNED], DONE),
        status_day=np.select([cancelled, came_back], [off_day, back_day], NEVER),
        promised_day=promised,
        delivered_day=np.where(delivered.filled & (arrived < last), arrived, NEVER),
        known_day=_entered_day(scene, visits),
    )


def _entered_day(scene: Scene, visits: Visits) -> Integers:
    """Give the day on which an order was entered, where that was later than the order."""
    draws, who = scene.draws, scene.number(visits.member)
    late = draws.chance("entered late", LATE_ENTRY_SHARE, who, visits.step)
    late &= scene.clients.branch[visits.member] >= PUNCTUAL_BRANCHES
    after = draws.whole("entered after", 1, MOST_ENTRY_DAYS, who, visits.step)
    return np.where(late, visits.day + after, NEVER)


def _returns(scene: Scene, visits: Visits, experience: Experience) -> tuple[Flags, Flags, Floats]:
    """Tell which orders come back, which of them whole, and which part of the others."""
    draws, who, step = scene.draws, scene.number(visits.member), visits.step
    usual = RETURN_SHARE + RETURN_UNHAPPY * visits.unhappiness
    share = np.where(experience.delivered.faulty, RETURN_FAULTY, usual)
    day = visits.day + experience.returned_after
    made = draws.chance("returned", share, who, step) & experience.delivered.filled
    made &= (experience.returned_after > 0) & (day < scene.window.days) & (day < visits.left_day)
    whole = draws.chance("returned whole", WHOLE_RETURN_SHARE, who, step)
    return made, whole, LEAST_PART + (MOST_PART - LEAST_PART) * draws.uniform("returned part", who, step)


def _partial(visits: Visits, experience: Experience, placed: OrderRows, lines: Lines) -> OrderRows:
    """Give the rows of partial returns, from the lines that went back."""
    amount, _ = lines.totals(visits.member.size)
    place = np.unique(lines.place)
    day = visits.day[place] + experience.returned_after[place]
    part = amount[place] / placed.amount[place]
    none = np.full(place.size, NEVER)
    return OrderRows(
        place=place,
        day=day,
        amount=amount[place],
        margin=_kopecks(placed.margin[place] * part),
        discount=np.zeros(place.size, dtype=np.int64),
        status=np.full(place.size, RETURNED),
        status_day=day,
        promised_day=none,
        delivered_day=none,
        known_day=none,
    )
