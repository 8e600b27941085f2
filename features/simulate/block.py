"""One block of clients with everything that befell it: what the tables are written from."""

from dataclasses import dataclass
from functools import cached_property

import pyarrow as pa

from features.simulate import columns
from features.simulate.attempts import AttemptRows, attempt_rows
from features.simulate.company import draw_clients
from features.simulate.contacting import Calls, our_calls, rival_calls
from features.simulate.draws import Draws, Integers
from features.simulate.experience import Experience
from features.simulate.lines import Lines
from features.simulate.lives import Lives, Visits, live
from features.simulate.market import Market
from features.simulate.orders import OrderRows, order_rows
from features.simulate.scene import Scene
from features.simulate.words import Words


@dataclass(frozen=True)
class Block:
    """A block of clients, what became of them, and in which words it is told.

    Attributes
    ----------
    scene : Scene
        Chance, market and clients.
    words : Words
        The language of names.
    lives : Lives
        Every order, and who left.
    experience : Experience
        What followed each order.
    ours, rivals : Calls
        Our calls and the competitors', as if nobody ever left.
    orders, lines : OrderRows, Lines
        What was ordered and what came back.
    attempts : AttemptRows
        What was done to win clients back.
    """

    scene: Scene
    words: Words
    lives: Lives
    experience: Experience
    ours: Calls
    rivals: Calls
    orders: OrderRows
    lines: Lines
    attempts: AttemptRows

    @classmethod
    def of(cls, draws: Draws, market: Market, words: Words, numbers: Integers) -> "Block":
        """Draw the clients with these numbers and let them live."""
        scene = Scene(draws, market, draw_clients(draws, numbers, market.window))
        ours, rivals = our_calls(scene), rival_calls(scene)
        lives = live(scene, ours, rivals)
        experience = Experience.of(scene, lives.visits.moments, lives.visits.called_off)
        orders, lines = order_rows(scene, lives.visits, experience)
        attempts = attempt_rows(scene, lives.visits, orders)
        return cls(scene, words, lives, experience, ours, rivals, orders, lines, attempts)

    @property
    def visits(self) -> Visits:
        """Every order of the block."""
        return self.lives.visits

    @cached_property
    def _ids(self) -> pa.Array:
        return columns.client_ids(self.scene.clients.number)

    def ids(self, member: Integers) -> pa.Array:
        """Write the identifiers of members of the block."""
        return self._ids.take(pa.array(member))

    def days(self, day: Integers) -> pa.Array:
        """Write simulated days; nothing where a day never comes, or not within the window."""
        known = day < self.scene.window.days
        return columns.days(day, self.scene.window, known=known)

    def people(self, person: Integers, branch: Integers) -> pa.Array:
        """Write the names of managers, or of the head of the `branch` where the number is -1."""
        staff = self.words.managers(self.scene.market.staff.slowness.size)
        return columns.words([*staff, *self.words.heads], place_of(person, branch, len(staff)))


def place_of(person: Integers, branch: Integers, people: int) -> Integers:
    """Give the place of each person in the list of all managers, followed by the heads of branches."""
    return (person * (person >= 0) + (people + branch) * (person < 0)).astype("int64")
