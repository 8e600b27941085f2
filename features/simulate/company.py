"""Who the clients of the invented company are: their own cycle, check, basket, patience, branch and manager.

The company makes packaging for farms. It has 8 branches of 5 managers each; the first ones have more clients
than the last. None of these latent traits stands in the event tables.
"""

from dataclasses import dataclass

import numpy as np

from features.simulate.baskets import Baskets, draw_baskets
from features.simulate.branches import BRANCH_WEIGHTS, MANAGER_WEIGHTS
from features.simulate.draws import Draws, Flags, Floats, Integers
from features.simulate.window import NEVER, YEAR_DAYS, Window

INDUSTRY_WEIGHTS = (0.26, 0.22, 0.20, 0.12, 0.12, 0.08)

#: Own cycle: log-normal, weekly to yearly.
MEDIAN_CYCLE_DAYS = 30.0
CYCLE_SPREAD = 0.85
SHORTEST_CYCLE_DAYS, LONGEST_CYCLE_DAYS = 7.0, 365.0
#: Spread of the logarithm of gaps and checks around the client's own, from and to.
GAP_SPREAD, CHECK_SPREAD = (0.25, 0.60), (0.15, 0.50)

#: Some are supplied by contract: on fixed days so far apart, give or take a day, in full and before others;
#: so much of the usual chance of being called off or out of stock is left, and so much of the season.
CONTRACT_SHARE = 0.14
CONTRACT_CYCLES = (7.0, 7.0, 10.0, 10.0, 15.0, 30.0)
CONTRACT_GAP_SPREAD, CONTRACT_CHECK_SPREAD = (0.03, 0.03), (0.03, 0.08)
CONTRACT_SEASONALITY, CONTRACT_FAILS = 0.3, 0.2

#: Mean check in roubles: log-normal; with the cycles it makes a fifth of the clients bring about 80 %.
MEDIAN_CHECK = 28_000.0
MEAN_CHECK_SPREAD = 1.3
#: Private persons order less, by this factor.
PERSON_SHARE, PERSON_CHECK = 0.08, 0.3
MEAN_MARGIN, MARGIN_SPREAD = 0.30, 0.07

#: New clients of a year, as a share of those who were there at the start.
NEWCOMERS_A_YEAR = 0.25
MEAN_TENURE_DAYS, LONGEST_TENURE_DAYS = 1000.0, 5000
#: Clients who are given another manager of their branch in a year, without a word of why.
HANDED_OVER_A_YEAR = 0.05
#: Clients with a loyalty discount.
REWARDED_SHARE = 0.45


@dataclass(frozen=True)
class Clients:
    """Latent traits of a block of clients; every attribute is an array with one value per client.

    Attributes
    ----------
    number : Integers
        1, 2, …: the client's number in the company, from which its identifier is written.
    cycle_days, gap_spread : Floats
        Median gap between orders in days; standard deviation of the logarithm of the gaps.
    mean_check, check_spread, margin_share : Floats
        Mean order in roubles at the first day's prices; spread of its logarithm; margin in (0, 1).
    seasonality : Floats
        How much of its industry's season the client shares, in [0, 1].
    joined_day, first_order_day : Integers
        Simulated days; `joined_day` is negative for those who were clients before.
    industry, region, branch : Integers
        Places in the lists of words.
    post, later_post, moves_day : Integers
        Manager's post, 0 to 39, five to a branch; from `moves_day` on (`NEVER` if not) the later one.
    is_person, on_contract, do_not_contact, rewarded : Flags
        A private person; supplied by contract; asked not to be contacted; has a loyalty discount.
    touchiness, attachment, price_sensitivity, rival_pull : Floats
        Factors on what a bad experience, a lost manager and a price rise do, and on competitors' calls.
    good_will : Floats
        Shift of NPS answers.
    baskets : Baskets
        What the clients buy.
    """

    number: Integers
    cycle_days: Floats
    gap_spread: Floats
    mean_check: Floats
    check_spread: Floats
    margin_share: Floats
    seasonality: Floats
    joined_day: Integers
    first_order_day: Integers
    industry: Integers
    region: Integers
    branch: Integers
    post: Integers
    later_post: Integers
    moves_day: Integers
    is_person: Flags
    on_contract: Flags
    do_not_contact: Flags
    rewarded: Flags
    touchiness: Floats
    attachment: Floats
    price_sensitivity: Floats
    rival_pull: Floats
    good_will: Floats
    baskets: Baskets

    def post_on(self, member: Integers, day: Integers) -> Integers:
        """Give the post that looks after each member on a day."""
        moved = day >= self.moves_day[member]
        return np.where(moved, self.later_post[member], self.post[member])


def draw_clients(draws: Draws, numbers: Integers, window: Window) -> Clients:
    """Draw the latent traits of the clients with these numbers.

    Parameters
    ----------
    draws : Draws
        The chance of this company.
    numbers : Integers, shape (n,)
        From 1 on; a client's traits depend on its own number, never on its neighbours.
    window : Window
        The simulated days.

    Examples
    --------
    >>> clients = draw_clients(Draws(1), np.arange(1, 4), Window.of(months=12))
    >>> bool((clients.cycle_days >= 7).all())
    True
    """
    is_person = draws.chance("person", PERSON_SHARE, numbers)
    on_contract = draws.chance("contract", CONTRACT_SHARE, numbers) & ~is_person
    cycle_days = _cycle_days(draws, numbers, on_contract)
    joined_day, first_order_day = _arrival(draws, numbers, cycle_days, window)
    branch = draws.choice("branch", BRANCH_WEIGHTS, numbers)
    post, later_post, moves_day = _posts(draws, numbers, branch, window)
    industry = draws.choice("industry", INDUSTRY_WEIGHTS, numbers)
    away = draws.chance("region away", 0.15, numbers)
    return Clients(
        number=numbers,
        cycle_days=cycle_days,
        gap_spread=_between(draws, "gap spread", numbers, on_contract, GAP_SPREAD, CONTRACT_GAP_SPREAD),
        mean_check=_mean_check(draws, numbers, is_person),
        check_spread=_between(draws, "check", numbers, on_contract, CHECK_SPREAD, CONTRACT_CHECK_SPREAD),
        margin_share=np.clip(MEAN_MARGIN + MARGIN_SPREAD * draws.normal("margin share", numbers), 0.08, 0.55),
        seasonality=np.where(on_contract, CONTRACT_SEASONALITY, 1.0),
        joined_day=joined_day,
        first_order_day=first_order_day,
        industry=industry,
        region=np.where(away, draws.choice("region", BRANCH_WEIGHTS, numbers), branch),
        branch=branch,
        post=post,
        later_post=later_post,
        moves_day=moves_day,
        is_person=is_person,
        on_contract=on_contract,
        do_not_contact=draws.chance("do not contact", 0.03, numbers),
        rewarded=draws.chance("rewarded", REWARDED_SHARE, numbers),
        touchiness=np.exp(0.4 * draws.normal("touchiness", numbers)),
        attachment=np.exp(0.5 * draws.normal("attachment", numbers)),
        price_sensitivity=np.exp(0.7 * draws.normal("price sensitivity", numbers)),
        rival_pull=np.exp(0.5 * draws.normal("rival pull", numbers)),
        good_will=0.8 * draws.normal("good will", numbers),
        baskets=draw_baskets(draws, numbers, industry, on_contract),
    )


def _cycle_days(draws: Draws, numbers: Integers, on_contract: Flags) -> Floats:
    cycle = MEDIAN_CYCLE_DAYS * np.exp(CYCLE_SPREAD * draws.normal("cycle", numbers))
    free = np.clip(cycle, SHORTEST_CYCLE_DAYS, LONGEST_CYCLE_DAYS)
    fixed = np.take(CONTRACT_CYCLES, draws.whole("contract cycle", 0, len(CONTRACT_CYCLES) - 1, numbers))
    return np.where(on_contract, fixed, free)


def _between(
    draws: Draws,
    what: str,
    numbers: Integers,
    on_contract: Flags,
    free: tuple[float, float],
    fixed: tuple[float, float],
) -> Floats:
    low, high = (np.where(on_contract, *ends) for ends in zip(fixed, free, strict=True))
    return np.asarray(low + (high - low) * draws.uniform(what, numbers), dtype=np.float64)


def _mean_check(draws: Draws, numbers: Integers, is_person: Flags) -> Floats:
    check = MEDIAN_CHECK * np.exp(MEAN_CHECK_SPREAD * draws.normal("mean check", numbers))
    return np.asarray(check * np.where(is_person, PERSON_CHECK, 1.0))


def _posts(
    draws: Draws, numbers: Integers, branch: Integers, window: Window
) -> tuple[Integers, Integers, Integers]:
    """Give each client's post, a later one at the same branch, and the day on which it is handed over."""
    managers = len(MANAGER_WEIGHTS)
    place = draws.choice("manager", MANAGER_WEIGHTS, numbers)
    other = (place + draws.whole("other manager", 1, managers - 1, numbers)) % managers
    waits = draws.wait("handed over", YEAR_DAYS / HANDED_OVER_A_YEAR, numbers)
    moves_day = np.where(waits < window.days, np.minimum(waits, window.days).astype(np.int64), NEVER)
    return branch * managers + place, branch * managers + other, moves_day


def _arrival(
    draws: Draws, numbers: Integers, cycle_days: Floats, window: Window
) -> tuple[Integers, Integers]:
    """Give the day of joining and of the first order in the window (newcomers order on the day they join)."""
    grown = NEWCOMERS_A_YEAR * window.days / YEAR_DAYS
    is_new = draws.chance("newcomer", grown / (1 + grown), numbers)
    share = draws.uniform("joined", numbers)
    arrived = np.floor(share * window.days).astype(np.int64)
    tenure = np.minimum(-np.log(share) * MEAN_TENURE_DAYS, LONGEST_TENURE_DAYS)
    before = -1 - np.floor(tenure).astype(np.int64)
    waiting = np.floor(draws.uniform("first order", numbers) * cycle_days).astype(np.int64)
    return np.where(is_new, arrived, before), np.where(is_new, arrived, waiting)
