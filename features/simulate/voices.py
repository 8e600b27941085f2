"""What clients say: complaints with how they were solved, and answers to the question of recommendation.

A complaint follows a bad experience with some probability, and now and then none at all. Solved within five
days it is forgotten; solved slowly or never it leaves the client unhappy, more so the more severe it was. A
conflict hurts whoever was to blame and however it is solved (M13). About a quarter of the orders bring an NPS
answer, which falls with unhappiness, and a little while a client is drifting away.
"""

from dataclasses import dataclass

import numpy as np

from features.simulate.causes import LATE_DELIVERIES, QUALITY
from features.simulate.draws import Flags, Floats, Integers
from features.simulate.scene import Moments, Rows, Scene
from features.simulate.service import Deliveries

CATEGORIES = ("service", "delivery", "quality", "price", "conflict", "other")
SERVICE_SAID, DELIVERY_SAID, QUALITY_SAID, CONFLICT_SAID = 0, 1, 2, 4
#: Complaints without a bad experience of ours: share of orders at a 30-day cycle, what they are about.
COMPLAINTS_PER_ORDER, MOST_COMPLAINTS = 0.02, 0.2
CATEGORY_WEIGHTS = (0.25, 0.10, 0.15, 0.15, 0.20, 0.15)
#: Share of faulty goods, orders not filled, late deliveries and slow answers that are complained of.
FAULT_SAID, SHORT_SAID, LATE_SAID, SLOW_SAID = 0.50, 0.35, 0.30, 0.25
SEVERITY_WEIGHTS = (0.10, 0.25, 0.35, 0.20, 0.10)

LONGEST_FAST_DAYS = 5
SHORTEST_SLOW_DAYS = 15
MEAN_SLOW_EXTRA_DAYS = 20.0
#: Share of complaints handled slowly, and how much more or less it is of a manager of slowness 1.
SLOW_SHARE, SLOW_MANAGER_SHARE = 0.35, 0.15
#: Of the complaints handled slowly, this share is never solved.
UNSOLVED_SHARE = 0.3
#: Unhappiness that a complaint handled slowly adds, and what each degree of severity adds to that.
SLOW_HURT, SEVERITY_HURT = 0.15, 0.09
CONFLICT_HURT = 0.45
#: Whoever waits for a solution waits so long before leaving over it.
WAITS_DAYS = 10
#: `resolution_days` of a complaint that is never solved.
UNSOLVED = -1

ANSWER_SHARE = 0.25
TOPICS = ("product", "service", "delivery")
TOPIC_WEIGHTS = (0.4, 0.35, 0.25)
#: An unhappy client speaks of what hurts it most, with this probability.
SPEAKS_OF_IT = 0.7
COMMENT_SHARE = 0.4
#: Mean NPS score of a content client; it falls by so much with unhappiness 1, and per cycle of drifting.
CONTENT_SCORE, UNHAPPY_SCORE, DRIFT_SCORE = 8.6, 5.0, 0.4


@dataclass(frozen=True)
class Complaints(Rows):
    """What may be said after one order of each client; arrays with one value per order.

    Attributes
    ----------
    made : Flags
        Whether there is a complaint at all; the rest means something only where there is.
    category, severity : Integers
        Place in `CATEGORIES`; 1 to 5.
    opened_after_days, resolution_days : Integers
        Days from the order to the complaint, and from there to its solution (`UNSOLVED` if never).
    """

    made: Flags
    category: Integers
    severity: Integers
    opened_after_days: Integers
    resolution_days: Integers

    @property
    def is_slow(self) -> Flags:
        """Tell where a complaint was handled slowly or never solved."""
        long = (self.resolution_days == UNSOLVED) | (self.resolution_days >= SHORTEST_SLOW_DAYS)
        return np.asarray(self.made & long, dtype=np.bool_)

    @property
    def is_conflict(self) -> Flags:
        """Tell where the complaint was a conflict."""
        return np.asarray(self.made & (self.category == CONFLICT_SAID), dtype=np.bool_)


def complain(scene: Scene, moments: Moments, delivered: Deliveries, slow_answer: Flags) -> Complaints:
    """Draw the complaint that follows each order, if any.

    Parameters
    ----------
    scene, moments
        The orders.
    delivered : Deliveries
        What became of them.
    slow_answer : Flags
        Whether a question was answered too slowly.
    """
    draws, member, step = scene.draws, moments.member, moments.step
    who, gap = scene.number(member), moments.gap_days
    reason = draws.uniform("complaint", who, step)
    of_fault = delivered.faulty & (reason < FAULT_SAID)
    of_short = delivered.short & (reason < SHORT_SAID)
    of_late = delivered.is_late & (reason < LATE_SAID)
    of_answer = slow_answer & draws.chance("slow complained of", SLOW_SAID, who, step)
    share = COMPLAINTS_PER_ORDER * np.sqrt(scene.clients.cycle_days[member] / 30)
    share = np.minimum(share * scene.clients.touchiness[member], MOST_COMPLAINTS)
    of_else = draws.chance("other complaint", share, who, step)
    category = np.select(
        [of_fault, of_short | of_answer, of_late],
        [QUALITY_SAID, SERVICE_SAID, DELIVERY_SAID],
        draws.choice("category", CATEGORY_WEIGHTS, who, step),
    ).astype(np.int64)
    soon = draws.whole("opened", 0, 5, who, step)
    received = delivered.promised_after + delivered.late_days
    opened = np.where(of_fault | of_late, np.minimum(received + soon, gap - 1), np.minimum(soon, gap // 2))
    return Complaints(
        made=of_fault | of_short | of_late | of_answer | of_else,
        category=category,
        severity=1 + draws.choice("severity", SEVERITY_WEIGHTS, who, step),
        opened_after_days=opened,
        resolution_days=_resolution_days(scene, moments),
    )


def complaint_hurt(said: Complaints) -> tuple[Floats, Floats]:
    """Give what each complaint leaves behind for being handled slowly, and for being a conflict."""
    severe = SEVERITY_HURT * said.severity
    slow = np.where(said.is_slow & ~said.is_conflict, SLOW_HURT + severe, 0.0)
    return slow, np.where(said.is_conflict, CONFLICT_HURT + severe, 0.0)


def _resolution_days(scene: Scene, moments: Moments) -> Integers:
    draws, who, step = scene.draws, scene.number(moments.member), moments.step
    slowness = scene.market.staff.slowness[scene.person(moments.member, moments.day)]
    slow_share = np.clip(SLOW_SHARE + SLOW_MANAGER_SHARE * slowness, 0.05, 0.90)
    slow = draws.chance("slow", slow_share, who, step)
    never = slow & draws.chance("unsolved", UNSOLVED_SHARE, who, step)
    extra = np.floor(draws.wait("slow days", MEAN_SLOW_EXTRA_DAYS, who, step)).astype(np.int64)
    fast = draws.whole("fast days", 1, LONGEST_FAST_DAYS, who, step)
    return np.where(never, UNSOLVED, np.where(slow, SHORTEST_SLOW_DAYS + extra, fast))


@dataclass(frozen=True)
class Answers(Rows):
    """NPS answers; arrays with one value per order, of which only those with `given` became answers."""

    given: Flags
    after_days: Integers
    score: Integers
    topic: Integers
    comment: Flags


def recommend(
    scene: Scene, moments: Moments, *, unhappiness: Floats, grievance: Integers, drifting: Integers
) -> Answers:
    """Draw the NPS answer that follows each order, if any.

    Parameters
    ----------
    scene, moments
        The orders.
    unhappiness : Floats
        In [0, 1], the order's own experience included.
    grievance : Integers
        Place in `causes.GRIEVANCES` of what hurts most; means something only where unhappy.
    drifting : Integers
        Cycles since the client began to look for another supplier, 0 if it does not.
    """
    draws, who, step = scene.draws, scene.number(moments.member), moments.step
    felt = (
        CONTENT_SCORE
        + scene.clients.good_will[moments.member]
        + draws.normal("score", who, step)
        - UNHAPPY_SCORE * unhappiness
        - DRIFT_SCORE * drifting
    )
    speaks = (unhappiness > 0.1) & draws.chance("speaks of it", SPEAKS_OF_IT, who, step)
    of_it = np.select([grievance == QUALITY, grievance == LATE_DELIVERIES], [0, 2], 1)
    usual = draws.choice("topic", TOPIC_WEIGHTS, who, step)
    return Answers(
        given=draws.chance("answers", ANSWER_SHARE, who, step),
        after_days=draws.whole("answered after", 1, 7, who, step),
        score=np.clip(np.rint(felt), 0, 10).astype(np.int64),
        topic=np.where(speaks, of_it, usual).astype(np.int64),
        comment=draws.chance("comments", COMMENT_SHARE, who, step),
    )
