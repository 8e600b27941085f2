"""What the pairs of client and action use of the budget, of capacities and of executors' hours."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from features.errors import UsageError

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

# A limit of 1 hour holds ten calls of 0.1, though their float sum is a hair above 1.
ROUNDING = 1e-9


@dataclass(frozen=True)
class SharedLimit:
    """Several limits of one kind, of which each pair uses at most one: the hours of each executor.

    Parameters
    ----------
    names : sequence of str
        One name per limit: "hours of Ivanova".
    member : ndarray of int, shape (n, a)
        Which of the limits the pair uses; -1 for none.
    use : ndarray of float, shape (n, a)
        How much of it the pair uses, ≥ 0.
    limits : ndarray of float, shape (len(names),)
        What there is of each, ≥ 0.
    """

    names: Sequence[str]
    member: IntArray
    use: FloatArray
    limits: FloatArray


@dataclass(frozen=True)
class Pairs:
    """The pairs worth choosing from, by client, then action, and their use of the limits.

    `client`, `action` and `value` have one entry per pair; `owner` counts the clients that have any pair, and
    `first` is where each owner's pairs begin. ``member[f, p]`` is the limit that pair p uses of kind f (the
    index ``len(limits)`` is "none") and ``use[f, p]`` how much of it.
    """

    client: IntArray
    action: IntArray
    value: FloatArray
    owner: IntArray
    first: IntArray
    member: IntArray
    use: FloatArray
    names: tuple[str, ...]
    limits: FloatArray

    @property
    def owners(self) -> int:
        """How many clients have a pair worth choosing."""
        return len(self.first)

    def priced_use(self, prices: FloatArray) -> FloatArray:
        """Money that each pair's use of the limits costs at these prices, one price per limit."""
        padded = np.append(prices, 0.0)
        total = np.zeros(len(self.value))
        for member, use in zip(self.member, self.use, strict=True):
            total += padded[member] * use
        return total

    def used(self, share: FloatArray) -> FloatArray:
        """How much of each limit is used when each pair is taken to this share."""
        total = np.zeros(len(self.limits) + 1)
        for member, use in zip(self.member, self.use, strict=True):
            total += np.bincount(member, use * share, minlength=len(total))
        return total[:-1]

    def best_of(self, amounts: FloatArray) -> FloatArray:
        """Give each owner's largest amount over its pairs."""
        return np.asarray(np.maximum.reduceat(amounts, self.first))

    @cached_property
    def alike(self) -> IntArray:
        """Give one number to all owners who are alike: of the same values and uses of every action."""
        with np.errstate(over="ignore"):
            mixed = _mixed(self.action.astype(np.uint64) + np.uint64(1))
            for part in (self.value, *self.use, *self.member):
                mixed = _mixed(mixed * np.uint64(31) + np.ascontiguousarray(part).view(np.uint64))
            of_owner = np.add.reduceat(mixed, self.first)
        return np.asarray(np.unique(of_owner, return_inverse=True)[1], dtype=np.int64)

    def within(self, limits: FloatArray) -> "Pairs":
        """Give the same pairs under other limits of the same names."""
        return replace(self, limits=limits)

    def only(self, keep: NDArray[np.bool_]) -> "Pairs":
        """Keep some of the pairs, with the same limits."""
        client = self.client[keep]
        begins = np.ones(len(client), dtype=bool)
        begins[1:] = client[1:] != client[:-1]
        return Pairs(
            client=client,
            action=self.action[keep],
            value=self.value[keep],
            owner=np.cumsum(begins) - 1,
            first=np.flatnonzero(begins),
            member=self.member[:, keep],
            use=self.use[:, keep],
            names=self.names,
            limits=self.limits,
        )


def _mixed(bits: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Spread bits over 64 places (the finaliser of SplitMix64)."""
    bits = (bits ^ (bits >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    bits = (bits ^ (bits >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return bits ^ (bits >> np.uint64(31))


def pairs_worth_choosing(
    net_value: FloatArray, eligible: NDArray[np.bool_], shared: Sequence[SharedLimit]
) -> Pairs:
    """List the eligible pairs with a positive value that no limit alone forbids.

    Parameters
    ----------
    net_value : ndarray of float, shape (n, a)
        Money; NaN and -inf forbid a pair.
    eligible : ndarray of bool, shape (n, a)
        False forbids a pair.
    shared : sequence of SharedLimit
        All limits, by kind.

    Returns
    -------
    Pairs
        With only those limits that the pairs together could exceed.

    Raises
    ------
    UsageError
        If a pair worth choosing has an infinite value, or a use that is no number ≥ 0.
    """
    width = net_value.shape[1]
    at = np.flatnonzero(eligible & (net_value > 0))
    client, action = np.divmod(at, width) if width else (at, at)
    value = net_value.ravel()[at]
    if np.isposinf(value).any():
        row = client[np.isposinf(value)][0]
        raise UsageError(
            f"net_value is infinite for client {row}; it is money. Correct that client's values."
        )
    names = tuple(name for kind in shared for name in kind.names)
    limits = np.concatenate([np.empty(0), *(np.asarray(kind.limits, dtype=np.float64) for kind in shared)])
    member, use = _columns(shared, client, action, len(limits))
    everything = Pairs(
        client=client,
        action=action,
        value=value,
        owner=np.empty(0, dtype=np.int64),
        first=np.empty(0, dtype=np.int64),
        member=member,
        use=use,
        names=names,
        limits=limits,
    )
    ample = np.append(limits, np.inf) * (1 + ROUNDING)
    too_large = np.zeros(len(value), dtype=bool)
    for own, amount in zip(member, use, strict=True):
        too_large |= amount > ample[own]
    return _without_idle_limits(everything.only(~too_large))


def _columns(
    shared: Sequence[SharedLimit], client: IntArray, action: IntArray, none: int
) -> tuple[IntArray, FloatArray]:
    member = np.full((len(shared), len(client)), none, dtype=np.int64)
    use = np.zeros((len(shared), len(client)))
    offset = 0
    for row, kind in enumerate(shared):
        own = np.asarray(kind.member)[client, action]
        amount = np.asarray(kind.use)[client, action].astype(np.float64)
        uses = own >= 0
        wrong = uses & ~((amount >= 0) & np.isfinite(amount))
        if wrong.any():
            first = int(np.flatnonzero(wrong)[0])
            raise UsageError(
                f"client {client[first]}, action {action[first]} uses {amount[first]} of "
                f"{kind.names[own[first]]}; a use is a finite number of at least 0. "
                "Correct that pair's cost or hours, or make it ineligible."
            )
        member[row, uses] = own[uses] + offset
        use[row, uses] = amount[uses]
        offset += len(kind.names)
    return member, use


def _without_idle_limits(pairs: Pairs) -> Pairs:
    """Drop the limits that hold even if every pair were taken, and the kinds left without a limit."""
    live = pairs.used(np.ones(len(pairs.value))) > pairs.limits
    renumbered = np.append(np.where(live, np.cumsum(live) - 1, live.sum()), live.sum())
    member = renumbered[pairs.member]
    kinds = (member < live.sum()).any(axis=1)
    return Pairs(
        client=pairs.client,
        action=pairs.action,
        value=pairs.value,
        owner=pairs.owner,
        first=pairs.first,
        member=member[kinds],
        use=np.where(member < live.sum(), pairs.use, 0.0)[kinds],
        names=tuple(name for name, lives in zip(pairs.names, live, strict=True) if lives),
        limits=pairs.limits[live],
    )
