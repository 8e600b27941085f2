"""Who the clients of the invented company are: their own cycle, check, patience, branch and manager.

The company makes packaging for farms. It has 8 branches of 5 managers each; the first ones have more clients
than the last. A manager and a branch have a trouble score (standard normal), which brings their clients more
complaints, and the managers' slower answers to them. None of these latent traits stands in the event tables.
"""

from dataclasses import dataclass

import numpy as np

from features.simulate.draws import Draws, Flags, Floats, Integers
from features.simulate.market import Window

BRANCH_WEIGHTS = (0.26, 0.18, 0.14, 0.12, 0.10, 0.08, 0.07, 0.05)
MANAGER_WEIGHTS = (0.32, 0.25, 0.19, 0.14, 0.10)
INDUSTRY_WEIGHTS = (0.26, 0.22, 0.20, 0.12, 0.12, 0.08)

#: Own cycle: log-normal, weekly to yearly.
MEDIAN_CYCLE_DAYS = 30.0
CYCLE_SPREAD = 0.85
SHORTEST_CYCLE_DAYS, LONGEST_CYCLE_DAYS = 7.0, 365.0

#: Mean check in roubles: log-normal; with the cycles it makes a fifth of the clients bring about 80 %.
MEDIAN_CHECK = 28_000.0
CHECK_SPREAD = 1.3
#: Private persons order less, by this factor.
PERSON_CHECK = 0.3

COMPLAINTS_PER_ORDER = 0.04
SLOW_SHARE = 0.40
#: New clients of a year, as a share of those who were there at the start.
NEWCOMERS_A_YEAR = 0.25
MEAN_TENURE_DAYS = 1000.0


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
    joined_day, first_order_day : Integers
        Simulated days; `joined_day` is negative for those who were clients before.
    industry, region, branch, manager : Integers
        Places in the lists of words; a manager is 0 to 39, five to a branch.
    is_person, do_not_contact : Flags
        A private person rather than a company; asked not to be contacted.
    price_sensitivity, complaint_share, slow_share, good_will : Floats
        Factor on leaving for price; complaints per order; share of them solved slowly; shift of NPS answers.
    """

    number: Integers
    cycle_days: Floats
    gap_spread: Floats
    mean_check: Floats
    check_spread: Floats
    margin_share: Floats
    joined_day: Integers
    first_order_day: Integers
    industry: Integers
    region: Integers
    branch: Integers
    manager: Integers
    is_person: Flags
    do_not_contact: Flags
    price_sensitivity: Floats
    complaint_share: Floats
    slow_share: Floats
    good_will: Floats


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
    cycle_days = _cycle_days(draws, numbers)
    joined_day, first_order_day = _arrival(draws, numbers, cycle_days, window)
    branch = draws.choice("branch", BRANCH_WEIGHTS, numbers)
    manager = branch * len(MANAGER_WEIGHTS) + draws.choice("manager", MANAGER_WEIGHTS, numbers)
    away = draws.chance("region away", 0.15, numbers)
    is_person = draws.chance("person", 0.08, numbers)
    manager_trouble = draws.normal("manager trouble", manager)
    touchiness = np.exp(
        0.4 * draws.normal("touchiness", numbers)
        + 0.3 * manager_trouble
        + 0.3 * draws.normal("branch trouble", branch)
    )
    return Clients(
        number=numbers,
        cycle_days=cycle_days,
        gap_spread=0.25 + 0.35 * draws.uniform("gap spread", numbers),
        mean_check=_mean_check(draws, numbers, is_person),
        check_spread=0.15 + 0.35 * draws.uniform("check spread", numbers),
        margin_share=np.clip(0.30 + 0.07 * draws.normal("margin share", numbers), 0.08, 0.55),
        joined_day=joined_day,
        first_order_day=first_order_day,
        industry=draws.choice("industry", INDUSTRY_WEIGHTS, numbers),
        region=np.where(away, draws.choice("region", BRANCH_WEIGHTS, numbers), branch),
        branch=branch,
        manager=manager,
        is_person=is_person,
        do_not_contact=draws.chance("do not contact", 0.03, numbers),
        price_sensitivity=np.exp(0.7 * draws.normal("price sensitivity", numbers)),
        complaint_share=np.clip(COMPLAINTS_PER_ORDER * np.sqrt(cycle_days / 30) * touchiness, 0, 0.3),
        slow_share=np.clip(SLOW_SHARE + 0.12 * manager_trouble, 0.05, 0.90),
        good_will=0.8 * draws.normal("good will", numbers),
    )


def _cycle_days(draws: Draws, numbers: Integers) -> Floats:
    cycle = MEDIAN_CYCLE_DAYS * np.exp(CYCLE_SPREAD * draws.normal("cycle", numbers))
    return np.asarray(np.clip(cycle, SHORTEST_CYCLE_DAYS, LONGEST_CYCLE_DAYS))


def _mean_check(draws: Draws, numbers: Integers, is_person: Flags) -> Floats:
    check = MEDIAN_CHECK * np.exp(CHECK_SPREAD * draws.normal("mean check", numbers))
    return np.asarray(check * np.where(is_person, PERSON_CHECK, 1.0))


def _arrival(
    draws: Draws, numbers: Integers, cycle_days: Floats, window: Window
) -> tuple[Integers, Integers]:
    """Give the day of joining and of the first order in the window (newcomers order on the day they join)."""
    grown = NEWCOMERS_A_YEAR * window.days / 365.25
    is_new = draws.chance("newcomer", grown / (1 + grown), numbers)
    share = draws.uniform("joined", numbers)
    arrived = np.floor(share * window.days).astype(np.int64)
    before = -1 - np.floor(-np.log(share) * MEAN_TENURE_DAYS).astype(np.int64)
    waiting = np.floor(draws.uniform("first order", numbers) * cycle_days).astype(np.int64)
    return np.where(is_new, arrived, before), np.where(is_new, arrived, waiting)
