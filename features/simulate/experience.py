"""What a client lives through between one order and the next, and how much of it hurts."""

from dataclasses import dataclass

import numpy as np

from features.simulate.causes import (
    CONFLICT,
    FAILURES,
    GRIEVANCES,
    LATE_DELIVERIES,
    QUALITY,
    SLOW_ANSWERS,
    SLOW_COMPLAINTS,
)
from features.simulate.draws import Flags, Floats, Integers
from features.simulate.scene import Moments, Scene
from features.simulate.service import (
    FAILURE_HURT,
    FAULT_HURT,
    Deliveries,
    Questions,
    answer_hurt,
    deliver,
    late_hurt,
    questions,
)
from features.simulate.voices import WAITS_DAYS, Complaints, complain, complaint_hurt


@dataclass(frozen=True)
class Experience:
    """What follows the orders of `Moments`; a value per order.

    Attributes
    ----------
    delivered, asked, asked_again, said
        Delivery, questions and complaint.
    returned_after : Integers
        Days from the order to its return, if it is returned.
    """

    delivered: Deliveries
    asked: Questions
    asked_again: Questions
    said: Complaints
    returned_after: Integers

    @classmethod
    def of(cls, scene: Scene, moments: Moments, called_off: Flags) -> "Experience":
        """Draw what follows each order; `called_off` are those that the client cancelled itself."""
        delivered = deliver(scene, moments, called_off)
        first = questions(scene, moments, again=False)
        second = questions(scene, moments, again=True)
        received = delivered.promised_after + delivered.late_days
        later = scene.draws.whole("returned after", 1, 8, scene.number(moments.member), moments.step)
        return cls(
            delivered=delivered,
            asked=first,
            asked_again=second,
            said=complain(scene, moments, delivered, first.is_slow | second.is_slow),
            returned_after=np.minimum(received + later, np.maximum(moments.gap_days - 1, 0)),
        )

    def hurts(self, scene: Scene, moments: Moments) -> Floats:
        """Give what each order leaves behind of each grievance; the loss of a manager is not among it."""
        slow_complaint, conflict = complaint_hurt(self.said)
        hurts = np.zeros((moments.member.size, len(GRIEVANCES)))
        hurts[:, SLOW_ANSWERS] = answer_hurt(self.asked) + answer_hurt(self.asked_again)
        hurts[:, LATE_DELIVERIES] = late_hurt(self.delivered.late_days)
        hurts[:, SLOW_COMPLAINTS] = slow_complaint
        hurts[:, FAILURES] = FAILURE_HURT * self.delivered.short
        hurts[:, QUALITY] = FAULT_HURT * self.delivered.faulty
        hurts[:, CONFLICT] = conflict
        return np.asarray(hurts * scene.clients.touchiness[moments.member][:, None], dtype=np.float64)

    def felt_after(self) -> Integers:
        """Give the days from the order by which all that hurts has happened; leaving comes later."""
        late = np.where(
            self.delivered.is_late | self.delivered.faulty,
            self.delivered.promised_after + self.delivered.late_days,
            0,
        )
        returned = np.where(self.delivered.faulty, self.returned_after, 0)
        opened = np.where(self.said.made, self.said.opened_after_days, 0)
        waits = opened + np.where(self.said.is_slow, WAITS_DAYS, 0)
        asked = [np.where(q.is_slow, q.after_days + 1, 0) for q in (self.asked, self.asked_again)]
        return np.asarray(np.maximum.reduce([late, returned, waits, *asked]), dtype=np.int64)
