"""How many clients a company loses, of which groups, and whether that is more than it accepts (M1–M7)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil
from typing import Literal

import duckdb
import ibis
import numpy as np
import pyarrow as pa

from features.churn_rate.clients import ClientsAtStart, clients_at_start
from features.churn_rate.groups import MINIMUM_CLIENTS, Breakdown, breakdown, tallies_of, wanted_kinds
from features.churn_rate.intervals import Rate
from features.churn_rate.losses import Balance, balance, has_past
from features.churn_rate.periods import (
    Period,
    counted,
    first_month_from,
    month_start,
    months_after,
    periods_of,
)
from features.churn_rate.standings import CLIENT, Keep, standings
from features.errors import GateError, UsageError
from features.events import Events
from features.leaving import PAST_OF_HORIZON
from features.settings import Churn, Settings
from features.table import FeatureTable

#: Which side of the acceptable band the yearly rate stands on; `too_early` where it is only a lower bound.
Side = Literal["below", "inside", "above", "too_early", "unknown"]


@dataclass(frozen=True)
class ChurnRate:
    """How many clients were lost, when and where.

    Attributes
    ----------
    as_of : date
        The day before which everything is known.
    until : date
        The first day of its month: what is told has ended by then.
    first_order : date
        The day of the first order.
    longest : Balance or None
        Of the twelve whole months before `until`, or of as many as the history allows; None without any.
    year_known_on : date
        The day on which twelve whole months can be told, or could first.
    acceptable : (float, float)
        The band of yearly rates that the company accepts, shares in [0, 1] (M3).
    periods : tuple of Balance
        Month by month (or by quarter or year), earliest first.
    breakdowns : mapping of str to Breakdown
        By kind of group, over `longest`.
    clients : ClientsAtStart
        Everybody who was a client at the start of `longest`, and what they brought.
    minimum_clients : int
        Groups of fewer clients are not judged.
    """

    as_of: date
    until: date
    first_order: date
    longest: Balance | None
    year_known_on: date
    acceptable: tuple[float, float]
    periods: tuple[Balance, ...]
    breakdowns: Mapping[str, Breakdown]
    clients: ClientsAtStart
    minimum_clients: int

    @property
    def yearly(self) -> Rate | None:
        """The yearly churn rate (M1); None where no twelve months can be told."""
        whole = self.longest is not None and self.longest.period.months == 12
        return self.longest.rate if whole and self.longest is not None else None

    @property
    def side(self) -> Side:
        """On which side of the acceptable band the company stands (M3)."""
        if self.yearly is None or self.longest is None:
            return "unknown"
        low, high = self.acceptable
        if self.yearly.share > high:
            return "above"
        if self.longest.lower_bound:
            return "too_early"
        return "below" if self.yearly.share < low else "inside"

    @property
    def sure(self) -> bool:
        """Whether the whole interval stands on that side of the band."""
        if self.yearly is None:
            return False
        low, high = self.acceptable
        inside = self.yearly.low >= low and self.yearly.high <= high
        return {"below": self.yearly.high < low, "above": self.yearly.low > high}.get(self.side, inside)

    @property
    def lifetime_years(self) -> float | None:
        """How long a client stays (M8): 1 / yearly churn; None without a rate, or where nobody was lost."""
        return 1 / self.yearly.share if self.yearly is not None and self.yearly.share > 0 else None


def churn_rate(
    events: Events,
    settings: Settings,
    *,
    as_of: date | None = None,
    every: str = "month",
    last: int | None = None,
    by: Sequence[str] | None = None,
    minimum_clients: int = MINIMUM_CLIENTS,
) -> ChurnRate:
    """Tell how many clients were lost, by period and by group.

    Every figure is that of its own time: a client's status on the first of a month is what was known that
    morning, and so is the branch it belonged to. Later events change no earlier period.

    Parameters
    ----------
    events : Events
        `orders`; the other tables tell of branches, managers, regions and products.
    settings : Settings
        Section churn says when a client is lost, and which yearly rate is acceptable.
    as_of : date, optional
        The day before which everything is known; default: the day after the last order.
    every : {"month", "quarter", "year"}
        Length of the periods in `ChurnRate.periods`.
    last : int, optional
        How many of the latest periods; default 24 months, 12 quarters, 6 years.
    by : sequence of str, optional
        Kinds of groups (`features.churn_rate.groups.BY`); default: all that the data can tell.
    minimum_clients : int
        Groups of fewer clients at the start are not judged, ≥ 1.

    Raises
    ------
    UsageError
        If a period, a kind of group or a count is none, or nothing in the data tells a kind asked for.
    GateError
        If there is no order before the day.

    References
    ----------
    M1, M2, M3, M5, M6, M7, M8.
    """
    kinds = check_asked(every=every, last=last, by=by, minimum_clients=minimum_clients)
    connection: duckdb.DuckDBPyConnection = events.connection.con
    first, day = _extent(events, connection, as_of)
    until = month_start(day)
    asked = periods_of(every, after=first, until=until, last=last)
    table = FeatureTable(events, settings, families=("frequency", "average_check", "returns"))
    stood = standings(table, connection, _days(first, until, asked), keep=_keeper(until, settings.churn))
    started = [day for day in stood.kept if months_after(until, -12) <= day < until]
    period = Period(started[0], until) if started else None
    at_start = clients_at_start(stood, period, months_after(until, -24))
    longest = balance(stood, period, settings.churn) if period else None
    broken = _breakdowns(
        events, connection, longest, at_start.rows, kinds=kinds, minimum_clients=minimum_clients
    )
    missing = [kind for kind in by or () if longest is not None and longest.rate and kind not in broken]
    if missing:
        raise UsageError(
            f"Nothing in the data tells the {', '.join(missing)} of a client; {_tellers(missing)}."
            " Leave it out, or add the column."
        )
    past = timedelta(days=ceil(settings.churn.max_days * PAST_OF_HORIZON))
    return ChurnRate(
        as_of=day,
        until=until,
        first_order=first,
        longest=longest,
        year_known_on=months_after(first_month_from(first + past), 12),
        acceptable=settings.churn.acceptable_rate,
        periods=tuple(balance(stood, one, settings.churn) for one in asked),
        breakdowns=broken,
        clients=at_start,
        minimum_clients=minimum_clients,
    )


def check_asked(
    *, every: str, last: int | None, by: Sequence[str] | None, minimum_clients: int
) -> tuple[str, ...]:
    """Check what `churn_rate` is asked, before any data are read; give the kinds of groups.

    Raises
    ------
    UsageError
        If a period, a kind of group or a count is none.

    Examples
    --------
    >>> check_asked(every="month", last=None, by=["branch"], minimum_clients=20)
    ('branch',)
    """
    kinds = wanted_kinds(by)
    if minimum_clients < 1:
        raise UsageError(
            f"--minimum is {minimum_clients}; a group has at least one client. Write --minimum 20."
        )
    counted(every, last)
    return kinds


def _extent(events: Events, connection: duckdb.DuckDBPyConnection, as_of: date | None) -> tuple[date, date]:
    """Give the day of the first order that was known, and the as-of day."""
    orders = events["orders"]
    known = (
        orders if as_of is None else orders.filter(orders.known_at < ibis.literal(as_of).cast("timestamp"))
    )
    bounds = known.aggregate(first=known.ordered_at.min(), last=known.ordered_at.max())
    first, last = connection.execute(str(ibis.to_sql(bounds, dialect="duckdb"))).fetchall()[0]
    if first is None:
        when = "" if as_of is None else f" before {as_of}"
        raise GateError(f"There are no orders{when} to tell churn from. Check [source], or take a later day.")
    return first.date(), as_of or last.date() + timedelta(days=1)


def _days(first: date, until: date, asked: Sequence[Period]) -> list[date]:
    """List the days on which statuses are read: firsts of months, one a year before the longest period."""
    starts = [max(months_after(until, -12), first_month_from(first)), *(one.start for one in asked)]
    days = [min([until, *starts])]
    while days[-1] < until:
        days.append(months_after(days[-1], 1))
    before = months_after(until, -24)
    return [before, *days] if before > first else days


def _keeper(until: date, churn: Churn) -> Keep:
    """Choose the days of which more is kept: the longest period's first day and end, and a year before it."""
    started = False

    def keep(day: date, states: np.ndarray, history_days: int) -> bool:
        nonlocal started
        if day in (until, months_after(until, -24)):
            return True
        recent = day >= months_after(until, -12)
        if started or not (recent and has_past(history_days, churn) and (states == CLIENT).any()):
            return False
        started = True
        return True

    return keep


def _breakdowns(
    events: Events,
    connection: duckdb.DuckDBPyConnection,
    longest: Balance | None,
    clients: pa.Table,
    *,
    kinds: Sequence[str],
    minimum_clients: int,
) -> dict[str, Breakdown]:
    """Break the longest period down by every kind that the data can tell."""
    if longest is None or longest.rate is None:
        return {}
    found: dict[str, Breakdown] = {}
    for by in kinds:
        tallies = tallies_of(by, events, connection, longest.period.start, clients)
        told = tallies is not None and breakdown(by, tallies, longest, minimum_clients=minimum_clients)
        if told:
            found[by] = told
    return found


def _tellers(kinds: Sequence[str]) -> str:
    """Say which columns would tell a kind of group."""
    columns = {
        "branch": "orders.branch or clients.branch",
        "manager": "orders.manager, clients.manager or the table managers",
        "region": "clients.region",
        "category": "order_lines.category",
        "product": "order_lines.product",
    }
    return "; ".join(f"{kind} stands in {columns[kind]}" for kind in kinds)
