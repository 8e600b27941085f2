"""A small part of the plan is drawn by chance, so that it can be judged what other plans would have brought.

For each action some of the clients who may get it are drawn without regard to their value; the chance of
each draw is known exactly and recorded. What the draws cost goes off the budget before the rest is planned.
"""

import hashlib
from dataclasses import dataclass

import numpy as np
import pandas as pd

from serving.planning.limits import FloatArray, IntArray

NONE = -1


@dataclass(frozen=True)
class Draw:
    """Who gets which action by chance.

    Attributes
    ----------
    action : ndarray of int, shape (clients,)
        The action drawn; -1 for none.
    chance : ndarray of float, shape (clients, actions)
        The probability of each draw; what a client may not get has 0.
    """

    action: IntArray
    chance: FloatArray

    @property
    def chance_of_none(self) -> FloatArray:
        """The probability that nothing is drawn for a client, shape (clients,)."""
        return np.asarray(1.0 - self.chance.sum(axis=1))

    def propensity(self, given: IntArray, planned: IntArray) -> FloatArray:
        """Give the probability with which each client gets the action that it is given.

        Parameters
        ----------
        given : ndarray of int, shape (clients,)
            The action, drawn or planned; -1 for none.
        planned : ndarray of int, shape (clients,)
            What the plan gives to the clients for whom nothing is drawn; -1 for none.

        Returns
        -------
        ndarray of float
            In [0, 1].
        """
        clients = np.arange(len(given))
        by_chance = np.where(given >= 0, self.chance[clients, given], 0.0)
        by_plan = np.where(given == planned, self.chance_of_none, 0.0)
        return np.asarray(by_chance + by_plan)


@dataclass(frozen=True)
class Room:
    """What a plan may spend.

    Attributes
    ----------
    budget : float or None
        Money; None for no limit.
    capacity : ndarray of float, shape (actions,)
        Clients an action; infinite for no limit.
    """

    budget: float | None
    capacity: FloatArray


def draw(
    client_ids: pd.Series,
    actions: "list[str]",
    cost: FloatArray,
    eligible: np.ndarray,
    room: Room,
    *,
    spend: float,
    salt: str,
) -> Draw:
    """Draw clients for each action until some money is spent.

    Parameters
    ----------
    client_ids : Series of str
        Whom the rows of `cost` belong to.
    actions : list of str
        Whom its columns belong to.
    cost : ndarray of float, shape (clients, actions)
        `win_back_cost`, money ≥ 0 where eligible.
    eligible : ndarray of bool, shape (clients, actions)
        Which pairs no rule forbids.
    room : Room
        The draws never exceed it, whoever is drawn.
    spend : float
        Money that the draws shall cost on average; each action gets an even part. What costs nothing is not
        drawn: no part of a budget pays for it.
    salt : str
        What makes these draws others than those of another day; the same salt, the same draws.

    Returns
    -------
    Draw
        Its chances are exact: a sample of fixed size an action, independent of the other actions; of several
        draws for one client the first action counts, in an order that is shuffled by the salt.
    """
    clients, width = cost.shape
    found = np.full(clients, NONE, dtype=np.int64)
    chance, undrawn = np.zeros(cost.shape), np.ones(clients)
    left = np.inf if room.budget is None else room.budget
    turns = sorted(range(width), key=lambda place: _number(f"{salt}/{actions[place]}"))
    for turn, place in enumerate(turns):
        may = np.flatnonzero(eligible[:, place])
        if not len(may):
            continue
        mean, most = float(cost[may, place].mean()), float(cost[may, place].max())
        wanted = max(spend, 0.0) / (width - turn) / mean if mean > 0 else 0.0
        number = min(int(wanted + _number(f"{salt}/{actions[place]}/round")), len(may))
        number = int(min(number, room.capacity[place], left / most if most > 0 else np.inf))
        left -= number * most
        spend -= number * mean
        lots = _lots(client_ids.iloc[may], f"{salt}/{actions[place]}")
        drawn = may[np.argsort(lots, kind="stable")[:number]]
        chance[may, place] = number / len(may) * undrawn[may]
        undrawn[may] *= 1 - number / len(may)
        found[drawn[found[drawn] == NONE]] = place
    return Draw(found, chance)


def _number(words: str) -> float:
    """Give a number in [0, 1) that the words decide."""
    return int.from_bytes(hashlib.sha256(words.encode()).digest()[:8], "big") / 2**64


def _lots(client_ids: pd.Series, salt: str) -> FloatArray:
    """Give each client a number that the salt and its id decide, whoever else is there."""
    key = hashlib.sha256(salt.encode()).hexdigest()[:16]
    hashed = pd.util.hash_array(client_ids.to_numpy(dtype="object"), hash_key=key)
    return np.asarray(hashed / 2**64, dtype="float64")
