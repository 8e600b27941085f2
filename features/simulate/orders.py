"""What each order of the invented company amounts to, and whether it was cancelled or came back.

Amounts are whole kopecks. Unhappy clients cancel and return more, drifting ones order less each time. A
cancellation or return that would fall after the last simulated day, or a return after the client left, is not
there: the tables hold what the company could know on the last day.
"""

from dataclasses import dataclass

import numpy as np

from features.simulate.company import Clients
from features.simulate.draws import Draws, Flags, Floats, Integers
from features.simulate.lives import DRIFT_CHECK, Lives, Visits
from features.simulate.market import Prices, Window, season

DONE, CANCELLED, RETURNED = 0, 1, 2
STATUSES = ("done", "cancelled", "returned")
#: `status_day` of an order to which nothing further happened.
NO_DAY = -1

CANCEL_SHARE, CANCEL_UNHAPPY, CANCEL_DRIFTING = 0.03, 0.08, 0.01
RETURN_SHARE, RETURN_UNHAPPY = 0.02, 0.05
WHOLE_RETURN_SHARE = 0.4
LEAST_PART, MOST_PART = 0.2, 0.6
DISCOUNT_SHARE = 0.2
LEAST_DISCOUNT, MOST_DISCOUNT = 0.03, 0.10
#: Margin of an order swings by this much around the client's own share.
MARGIN_NOISE = 0.03
LEAST_KOPECKS = 10_000


@dataclass(frozen=True)
class OrderRows:
    """Rows of `orders`, sorted by client and day; arrays with one value per row.

    Attributes
    ----------
    member, step : Integers
        Place of the client in the block; the order's number among its orders, shared by a return.
    day, status_day : Integers
        Simulated days; `status_day` is `NO_DAY` where nothing happened to the order.
    amount, margin, discount : Integers
        Kopecks; the discount is already taken off the amount; returns are negative.
    status : Integers
        Place in `STATUSES`.
    """

    member: Integers
    step: Integers
    day: Integers
    amount: Integers
    margin: Integers
    discount: Integers
    status: Integers
    status_day: Integers


def order_rows(draws: Draws, clients: Clients, lives: Lives, window: Window, prices: Prices) -> OrderRows:
    """Write out the orders of a block of clients, with cancellations and returns.

    Parameters
    ----------
    draws : Draws
        The chance of this company.
    clients, lives
        The block and what became of it.
    window, prices
        The simulated days and the price level on them.
    """
    visits = lives.visits
    who = clients.number[visits.member]
    amount = _amount(draws, clients, visits, prices)
    share: Floats = clients.margin_share[visits.member] + MARGIN_NOISE * draws.normal(
        "margin", who, visits.step
    )
    discounted = draws.chance("discount", DISCOUNT_SHARE, who, visits.step)
    off = LEAST_DISCOUNT + (MOST_DISCOUNT - LEAST_DISCOUNT) * draws.uniform(
        "discount share", who, visits.step
    )
    cancelled, status_day = _cancelled(draws, who, visits, window)
    placed = OrderRows(
        member=visits.member,
        step=visits.step,
        day=visits.day,
        amount=amount,
        margin=_kopecks(np.clip(share, 0.01, 0.9) * amount),
        discount=np.where(discounted, _kopecks(amount * off / (1 - off)), 0),
        status=np.where(cancelled, CANCELLED, DONE),
        status_day=status_day,
    )
    return _together(placed, _returns(draws, who, visits, placed, lives.left_day, window))


def standing_share() -> float:
    """Give the share of a content client's amounts that is neither cancelled nor sent back.

    Examples
    --------
    >>> round(standing_share(), 4)
    0.9576
    """
    part = WHOLE_RETURN_SHARE + (1 - WHOLE_RETURN_SHARE) * (LEAST_PART + MOST_PART) / 2
    return (1 - CANCEL_SHARE) * (1 - RETURN_SHARE * part)


def _kopecks(amount: Floats) -> Integers:
    return np.rint(amount).astype(np.int64)


def _amount(draws: Draws, clients: Clients, visits: Visits, prices: Prices) -> Integers:
    member, spread = visits.member, clients.check_spread[visits.member]
    noise = spread * draws.normal("amount", clients.number[member], visits.step) - spread**2 / 2
    log_factor = noise + season(clients.industry[member], visits.day)
    check = clients.mean_check[member] * prices.index[visits.day] * DRIFT_CHECK**visits.drifting
    return np.maximum(_kopecks(100 * check * np.exp(log_factor)), LEAST_KOPECKS)


def _cancelled(draws: Draws, who: Integers, visits: Visits, window: Window) -> tuple[Flags, Integers]:
    share = CANCEL_SHARE + CANCEL_UNHAPPY * visits.unhappiness + CANCEL_DRIFTING * visits.drifting
    on_day = visits.day + draws.whole("cancelled after", 0, 3, who, visits.step)
    cancelled = draws.chance("cancelled", share, who, visits.step) & (on_day < window.days)
    return cancelled, np.where(cancelled, on_day, NO_DAY)


def _returns(
    draws: Draws, who: Integers, visits: Visits, placed: OrderRows, left_day: Integers, window: Window
) -> OrderRows:
    on_day = visits.day + draws.whole("returned after", 2, 14, who, visits.step)
    share = RETURN_SHARE + RETURN_UNHAPPY * visits.unhappiness
    happens = draws.chance("returned", share, who, visits.step) & (placed.status == DONE)
    happens &= (on_day < window.days) & (on_day < left_day[visits.member])
    whole = draws.chance("returned whole", WHOLE_RETURN_SHARE, who, visits.step)
    drawn = LEAST_PART + (MOST_PART - LEAST_PART) * draws.uniform("returned part", who, visits.step)
    part = np.where(whole, 1.0, drawn)[happens]
    return OrderRows(
        member=visits.member[happens],
        step=visits.step[happens],
        day=on_day[happens],
        amount=-_kopecks(placed.amount[happens] * part),
        margin=-_kopecks(placed.margin[happens] * part),
        discount=np.zeros(part.size, dtype=np.int64),
        status=np.full(part.size, RETURNED),
        status_day=on_day[happens],
    )


def _together(placed: OrderRows, returned: OrderRows) -> OrderRows:
    """Join orders and returns, by client and day; on one day the order stands first."""

    def joined(name: str) -> Integers:
        return np.concatenate([getattr(placed, name), getattr(returned, name)])

    order = np.lexsort((joined("status"), joined("day"), joined("member")))
    return OrderRows(**{name: joined(name)[order] for name in OrderRows.__dataclass_fields__})
