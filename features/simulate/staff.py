"""Who sits on the forty managers' posts of the invented company on each day, and what they are like.

A post is taken over by a new person when its manager leaves or is dismissed. Some managers answer slowly and
mend complaints slowly; some neglect their clients and call them rarely. None of this stands in the events.
"""

from dataclasses import dataclass

import numpy as np

from features.simulate.branches import BRANCH_WEIGHTS, MANAGER_WEIGHTS
from features.simulate.draws import Draws, Flags, Floats, Integers
from features.simulate.window import NEVER, Window

POSTS = len(BRANCH_WEIGHTS) * len(MANAGER_WEIGHTS)
#: A manager stays so long on average, never less than the shortest; this share of them is dismissed.
MEAN_STAY_DAYS, SHORTEST_STAY_DAYS = 1100.0, 120
DISMISSED_SHARE = 0.45
#: Managers of the first day came so long ago on average.
MEAN_SERVED_DAYS = 900.0


@dataclass(frozen=True)
class Staff:
    """Who manages what. A person's number is its post's number + 40 × how many came before.

    Attributes
    ----------
    begins : Integers, shape (posts, turns)
        Day on which each person of a post came; `NEVER` beyond the last.
    dismissed : Flags, shape (posts, turns)
        Whether that person was dismissed in the end.
    turn : Integers, shape (posts, days)
        How many persons a post had before the one of that day.
    slowness, neglect : Floats, shape (persons,)
        Standard normal scores of each person.
    """

    begins: Integers
    dismissed: Flags
    turn: Integers
    slowness: Floats
    neglect: Floats

    @classmethod
    def of(cls, draws: Draws, window: Window) -> "Staff":
        """Work out who came and went on every day of the window.

        Examples
        --------
        >>> staff = Staff.of(Draws(1), Window.of(months=12))
        >>> bool((staff.person(np.arange(40), np.zeros(40, dtype=np.int64)) == np.arange(40)).all())
        True
        """
        post = np.arange(POSTS)
        begins = [-1 - np.floor(draws.wait("served", MEAN_SERVED_DAYS, post)).astype(np.int64)]
        on_day = np.zeros(POSTS, dtype=np.int64)
        while (on_day < window.days).any():
            stay = np.floor(draws.wait("stay", MEAN_STAY_DAYS, post, len(begins))).astype(np.int64)
            on_day = on_day + SHORTEST_STAY_DAYS + stay
            begins.append(np.where(on_day < window.days, on_day, NEVER))
        came = np.stack(begins, axis=1)
        turns = np.arange(came.shape[1])
        ends = [draws.chance("dismissed", DISMISSED_SHARE, post, int(turn)) for turn in turns]
        day = np.arange(window.days)
        turn = (came[:, :, None] <= day).sum(axis=1) - 1
        person = np.arange(POSTS * turns.size)
        return cls(
            came,
            np.stack(ends, axis=1),
            turn,
            draws.normal("slowness", person),
            draws.normal("neglect", person),
        )

    def person(self, post: Integers, day: Integers) -> Integers:
        """Give the number of the person on a post on a day."""
        return np.asarray(post + POSTS * self.turn[post, day], dtype=np.int64)

    def came(self, post: Integers, day: Integers) -> Integers:
        """Give the day on which the person of that day came."""
        return np.asarray(self.begins[post, self.turn[post, day]], dtype=np.int64)

    def before_was_dismissed(self, post: Integers, day: Integers) -> Flags:
        """Tell whether the person before the one of that day was dismissed; no for the first."""
        turn = self.turn[post, day]
        return np.asarray((turn > 0) & self.dismissed[post, np.maximum(turn - 1, 0)], dtype=np.bool_)
