"""Where everything of one block of clients happens, and the moments at which they order."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Self

import numpy as np

from features.simulate.company import Clients
from features.simulate.draws import Draws, Flags, Integers
from features.simulate.market import Market
from features.simulate.window import Window


@dataclass(frozen=True)
class Scene:
    """A block of clients, the market they live in, and the chance of it all."""

    draws: Draws
    market: Market
    clients: Clients

    @property
    def window(self) -> Window:
        """The simulated days."""
        return self.market.window

    def number(self, member: Integers) -> Integers:
        """Give the numbers of members of the block; chance depends on them alone."""
        return self.clients.number[member]

    def person(self, member: Integers, day: Integers) -> Integers:
        """Give the number of the person who looks after each member on a day."""
        return self.market.staff.person(self.clients.post_on(member, day), day)


@dataclass(frozen=True)
class Rows:
    """Arrays of one length that belong together, a value per row."""

    def only(self, wanted: Flags | Integers) -> Self:
        """Give some of the rows, by flag or place."""
        return type(self)(**{part.name: getattr(self, part.name)[wanted] for part in fields(self)})

    @classmethod
    def joined(cls, parts: Sequence[Self]) -> Self:
        """Put the rows of several parts behind each other."""
        names = [part.name for part in fields(cls)]
        return cls(**{name: np.concatenate([getattr(rows, name) for rows in parts]) for name in names})


@dataclass(frozen=True)
class Moments(Rows):
    """Orders as they are placed.

    Attributes
    ----------
    member, step : Integers
        Place of the client in the block, and how many of its simulated orders came before.
    day, gap_days : Integers
        Simulated day; days to the next order, had the client not left. At least 1.
    """

    member: Integers
    step: Integers
    day: Integers
    gap_days: Integers
