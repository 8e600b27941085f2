"""What became of the clients in a period: kept, lost, gained, back again, and silent without being lost yet.

A client is lost in a period if it is a client on the period's first day, and lost on the day after its last.
Who was lost in between and ordered again before the end is kept, and counted as `lost_and_back`; who came and
was lost within the period is counted as `new_lost`, and stands in no rate, for it was not there at the start.
The status is looked at on the first day of each month: who is lost and back between two of them is kept.
"""

from dataclasses import dataclass, fields
from typing import Any, Literal

import numpy as np

from features.churn_rate.intervals import Rate, rate_of
from features.churn_rate.periods import Period
from features.churn_rate.standings import ABSENT, CLIENT, LOST, UNJUDGED, Standings
from features.leaving import PAST_OF_HORIZON
from features.settings import Churn

#: Why a period has no rate: nobody to lose at its start, a history too young, no rhythm to judge silence by,
#: or nobody known for so long that a silence could count as a loss.
Gap = Literal["no_clients", "no_past", "no_rhythm", "nobody_could_be_lost"]
#: If less of the base than this could have been lost at all, the rate is a lower bound.
COULD_BE_LOST = 0.5


@dataclass(frozen=True)
class Balance:
    """The clients of one period, from its first day to the day after its last.

    ``clients_at_start = kept + lost + undone`` and
    ``clients_at_end = clients_at_start − lost − undone + new_clients − new_lost + returned``.

    Attributes
    ----------
    period : Period
    clients_at_start, clients_at_end : int
        Clients who were not lost.
    lost, kept, undone : int
        What became of those at the start; undone: every order of theirs was cancelled or returned.
    new_clients, new_lost : int
        Clients with their first order, and those of them who were lost by the end.
    returned : int
        Lost at the start, and clients again at the end.
    lost_and_back : int
        Of those kept, how many were lost on the first of some month in between; always 0 for a month.
    ever, silent : int
        Everybody who had ordered before the period, lost ones too, and those who ordered nothing in it (M2).
    silent_before, silent_lost, silent_waiting : int
        Of the silent: lost before the period, lost in it, and not lost yet: their own rhythm allows the wait.
    ordered_ever, bought_again : int
        Everybody who had ordered by the end, and those who did so on more than one day (M6).
    could_be_lost : int
        Of the clients at the start, how many were known for so long that silence could have made them lost.
    gap : str or None
        Why there is no rate, if there is none.
    """

    period: Period
    clients_at_start: int
    clients_at_end: int
    lost: int
    kept: int
    undone: int
    new_clients: int
    new_lost: int
    returned: int
    lost_and_back: int
    ever: int
    silent: int
    silent_before: int
    silent_lost: int
    silent_waiting: int
    ordered_ever: int
    bought_again: int
    could_be_lost: int
    gap: Gap | None

    @property
    def rate(self) -> Rate | None:
        """The churn rate (M1): lost of those at the start; None where `gap` says why."""
        return None if self.gap else rate_of(self.lost, self.clients_at_start)

    @property
    def silent_rate(self) -> Rate | None:
        """The second form (M2): of everybody who had ordered before, those who ordered nothing."""
        return rate_of(self.silent, self.ever)

    @property
    def lost_to_new(self) -> float | None:
        """Everybody lost in the period for each new client (M5); None without a new one."""
        return (self.lost + self.new_lost) / self.new_clients if self.new_clients else None

    @property
    def more_lost_than_new(self) -> bool:
        """Whether more were lost than gained: a problem (M5)."""
        return self.gap is None and self.lost + self.new_lost > self.new_clients

    @property
    def bought_again_rate(self) -> Rate | None:
        """Share of everybody ever who bought again (M6)."""
        return rate_of(self.bought_again, self.ordered_ever)

    @property
    def once_only(self) -> int:
        """Clients who bought once only (M6)."""
        return self.ordered_ever - self.bought_again

    @property
    def lower_bound(self) -> bool:
        """Whether the history is too short for most of the clients at the start to be lost at all."""
        return self.could_be_lost < COULD_BE_LOST * self.clients_at_start

    def figures(self) -> dict[str, Any]:
        """Give everything as plain values, rates and ratios among them."""
        counts = {one.name: getattr(self, one.name) for one in fields(self) if one.name != "period"}
        told = {"start": self.period.start, "last_day": self.period.last_day, **counts}
        for name, rate in (
            ("churn_rate", self.rate),
            ("silent_share", self.silent_rate),
            ("bought_again_share", self.bought_again_rate),
        ):
            told |= _spread(name, rate)
        ratios = {"lost_to_new": self.lost_to_new, "more_lost_than_new": self.more_lost_than_new}
        return {**told, **ratios, "once_only": self.once_only, "lower_bound": self.lower_bound}


def _spread(name: str, rate: Rate | None) -> dict[str, float | None]:
    ends = (None, None, None) if rate is None else (rate.share, rate.low, rate.high)
    return dict(zip((name, f"{name}_low", f"{name}_high"), ends, strict=True))


def balance(stood: Standings, period: Period, churn: Churn) -> Balance:
    """Reckon the balance of one period.

    Parameters
    ----------
    stood : Standings
        On the period's first day, on its end, and on the first of each month between them.
    period : Period
    churn : Churn
        Settings of leaving; the longest horizon says how old a history must be.

    References
    ----------
    M1, M2, M5, M6.
    """
    first, last = stood.place(period.start), stood.place(period.end)
    at, then = stood.state[first], stood.state[last]
    base, new = at == CLIENT, (at == ABSENT) & (then != ABSENT)
    lost = base & (then == LOST)
    undone = base & (then == ABSENT)
    kept = base & ~lost & ~undone
    lost_between = (stood.state[first + 1 : last] == LOST).any(axis=0)
    ever = (at != ABSENT) & (then != ABSENT)
    silent = ever & (stood.silent_days[last] > period.days)
    silent_before = silent & (at == LOST)
    could = base & (stood.could_be_lost[last] | lost)
    return Balance(
        period=period,
        clients_at_start=_count(base),
        clients_at_end=_count(then == CLIENT),
        lost=_count(lost),
        kept=_count(kept),
        undone=_count(undone),
        new_clients=_count(new),
        new_lost=_count(new & (then == LOST)),
        returned=_count((at == LOST) & (then == CLIENT)),
        lost_and_back=_count(kept & lost_between),
        ever=_count(ever),
        silent=_count(silent),
        silent_before=_count(silent_before),
        silent_lost=_count(silent & ~silent_before & (then == LOST)),
        silent_waiting=_count(silent & ~silent_before & (then != LOST)),
        ordered_ever=_count(then != ABSENT),
        bought_again=_count((then != ABSENT) & stood.bought_again[last]),
        could_be_lost=_count(could),
        gap=_gap(stood, first, base=_count(base), could=_count(could), churn=churn),
    )


def has_past(history_days: int, churn: Churn) -> bool:
    """Tell whether a history of so many days is old enough for silence to mean something."""
    return history_days >= churn.max_days * PAST_OF_HORIZON


def _gap(stood: Standings, first: int, *, base: int, could: int, churn: Churn) -> Gap | None:
    if (stood.state[first] == UNJUDGED).any():
        return "no_rhythm"
    if not base:
        return "no_clients"
    if not has_past(stood.history_days[first], churn):
        return "no_past"
    return None if could else "nobody_could_be_lost"


def _count(those: np.ndarray) -> int:
    return int(np.count_nonzero(those))
