"""What clients say: complaints with how they were solved, and answers to the question of recommendation.

A complaint follows an order within days. Solved within five days it is forgotten; solved slowly or never it
leaves the client unhappy, more so the more severe it was. About a quarter of the orders bring an NPS answer,
which falls with unhappiness, and a little while a client is drifting away.
"""

from dataclasses import dataclass

import numpy as np

from features.simulate.company import Clients
from features.simulate.draws import Draws, Flags, Floats, Integers

CATEGORIES = ("service", "delivery", "quality", "price", "conflict", "other")
CATEGORY_WEIGHTS = (0.30, 0.25, 0.25, 0.08, 0.05, 0.07)
SEVERITY_WEIGHTS = (0.10, 0.25, 0.35, 0.20, 0.10)
LONGEST_FAST_DAYS = 5
SHORTEST_SLOW_DAYS = 15
MEAN_SLOW_EXTRA_DAYS = 20.0
#: Of the complaints handled slowly, this share is never solved.
UNSOLVED_SHARE = 0.3
#: Unhappiness that a complaint handled slowly adds, and what each degree of severity adds to that.
SLOW_HURT, SEVERITY_HURT = 0.30, 0.12

ANSWER_SHARE = 0.25
TOPICS = ("product", "service", "delivery")
TOPIC_WEIGHTS = (0.4, 0.35, 0.25)
COMMENT_SHARE = 0.4
#: Mean NPS score of a content client; it falls by so much with unhappiness 1, and per cycle of drifting.
CONTENT_SCORE, UNHAPPY_SCORE, DRIFT_SCORE = 8.6, 5.0, 0.4

#: `resolution_days` of a complaint that is never solved.
UNSOLVED = -1


@dataclass(frozen=True)
class Complaints:
    """What may be said after one order of each client; arrays with one value per order.

    Attributes
    ----------
    made : Flags
        Whether there is a complaint at all; the rest means something only where there is.
    category, severity : Integers
        Place in `CATEGORIES`; 1 to 5.
    opened_after_days, resolution_days : Integers
        Days from the order to the complaint, and from there to its solution (`UNSOLVED` if never).
    hurt : Floats
        Unhappiness that it adds, in [0, 1]; 0 where solved fast or not made.
    """

    made: Flags
    category: Integers
    severity: Integers
    opened_after_days: Integers
    resolution_days: Integers
    hurt: Floats


def complaints_after(
    draws: Draws, clients: Clients, member: Integers, step: Integers | int, gap_days: Integers
) -> Complaints:
    """Draw the complaint that follows each order, if any.

    Parameters
    ----------
    draws : Draws
        The chance of this company.
    clients : Clients
        The block of clients.
    member, step, gap_days : Integers
        Per order: place of the client in the block, how many orders came before, days to the next one.
    """
    who = clients.number[member]
    made = draws.chance("complaint", clients.complaint_share[member], who, step)
    severity = 1 + draws.choice("severity", SEVERITY_WEIGHTS, who, step)
    slow = draws.chance("slow", clients.slow_share[member], who, step)
    never = slow & draws.chance("unsolved", UNSOLVED_SHARE, who, step)
    extra = np.floor(-np.log(draws.uniform("slow days", who, step)) * MEAN_SLOW_EXTRA_DAYS).astype(np.int64)
    fast = draws.whole("fast days", 1, LONGEST_FAST_DAYS, who, step)
    return Complaints(
        made=made,
        category=draws.choice("category", CATEGORY_WEIGHTS, who, step),
        severity=severity,
        opened_after_days=np.minimum(draws.whole("opened", 0, 5, who, step), gap_days // 2),
        resolution_days=np.where(never, UNSOLVED, np.where(slow, SHORTEST_SLOW_DAYS + extra, fast)),
        hurt=np.where(made & slow, SLOW_HURT + SEVERITY_HURT * severity, 0.0),
    )


@dataclass(frozen=True)
class Answers:
    """NPS answers; arrays with one value per order, of which only those with `given` became answers."""

    given: Flags
    after_days: Integers
    score: Integers
    topic: Integers
    comment: Integers


def answers_after(
    draws: Draws,
    clients: Clients,
    member: Integers,
    step: Integers,
    *,
    unhappiness: Floats,
    drifting: Integers,
) -> Answers:
    """Draw the NPS answer that follows each order, if any.

    Parameters
    ----------
    draws, clients, member, step
        As in `complaints_after`.
    unhappiness : Floats
        In [0, 1], the order's own complaint included.
    drifting : Integers
        Cycles since the client began to look for another supplier, 0 if it does not.
    """
    who = clients.number[member]
    felt = (
        CONTENT_SCORE
        + clients.good_will[member]
        + draws.normal("score", who, step)
        - UNHAPPY_SCORE * unhappiness
        - DRIFT_SCORE * drifting
    )
    comments = draws.chance("comments", COMMENT_SHARE, who, step)
    return Answers(
        given=draws.chance("answers", ANSWER_SHARE, who, step),
        after_days=draws.whole("answered after", 1, 7, who, step),
        score=np.clip(np.rint(felt), 0, 10).astype(np.int64),
        topic=draws.choice("topic", TOPIC_WEIGHTS, who, step),
        comment=np.where(comments, draws.whole("comment", 0, 2, who, step), -1),
    )
