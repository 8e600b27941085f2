"""What the lists of the past really brought: those listed against those held out of the same list."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd
from scipy.stats import t as student

from features.arithmetic import number_of
from training.monitoring.finding import Finding, Verdict
from training.monitoring.words import money, reason, share
from training.past.labels import DAYS_A_MONTH
from training.worth.ranges import FloatArray

#: Clients that each arm needs before a difference is told.
FEWEST = 30
_95 = 1.959963984540054


@dataclass(frozen=True)
class PastList:
    """A recorded plan with what became of its clients.

    Attributes
    ----------
    plan_id, list_name : str
    as_of : date
        Day of its scores.
    clients : DataFrame
        One row a client, those held out among them: ``client_id, held_out, uplift`` (expected, share),
        ``expected_net_value`` (money), ``ordered`` (1 or 0 within the client's own horizon, nan while it is
        open), ``margin`` (money from the plan's day on).
    attempts : int
        Listed clients of whom an attempt is recorded.
    spent : float
        What the attempts cost, money.
    """

    plan_id: str
    list_name: str
    as_of: date
    clients: pd.DataFrame
    attempts: int
    spent: float


@dataclass(frozen=True)
class Difference:
    """By how much the mean of the listed is above that of those held out, with its 95 % interval."""

    value: float
    low: float
    high: float


def compared(listed: Sequence[float] | FloatArray, held: Sequence[float] | FloatArray) -> Difference:
    """Take the difference in means with Welch's interval.

    Parameters
    ----------
    listed, held : array_like of float
        At least two each.

    References
    ----------
    Welch (1947), Biometrika 34.

    Examples
    --------
    >>> found = compared([1, 2, 3, 4], [0, 1, 1, 2])
    >>> round(found.value, 2), round(found.low, 2), round(found.high, 2)
    (1.5, -0.46, 3.46)
    """
    ours, theirs = np.asarray(listed, dtype=np.float64), np.asarray(held, dtype=np.float64)
    first, second = ours.var(ddof=1) / ours.size, theirs.var(ddof=1) / theirs.size
    value, spread = float(ours.mean() - theirs.mean()), float(np.sqrt(first + second))
    if spread == 0:
        return Difference(value, value, value)
    freedom = (first + second) ** 2 / (first**2 / (ours.size - 1) + second**2 / (theirs.size - 1))
    half = float(student.ppf(0.975, freedom)) * spread
    return Difference(value, value - half, value + half)


def together(plans: Sequence[PastList]) -> Difference | None:
    """Take the difference in orders over several plans, each weighing as much as it has listed clients.

    A client counts in the first plan that it stands in. Clients whose horizon is open don't count.

    Returns
    -------
    Difference or None
        None where the plans together have fewer than `FEWEST` clients in an arm.
    """
    seen: set[str] = set()
    parts: list[tuple[int, int, float, float]] = []
    for plan in sorted(plans, key=lambda one: one.as_of):
        known = plan.clients[plan.clients["ordered"].notna() & ~plan.clients["client_id"].isin(seen)]
        seen |= set(known["client_id"])
        held = known["held_out"].astype(bool)
        ours, theirs = (known.loc[arm, "ordered"].to_numpy(dtype="float64") for arm in (~held, held))
        if min(ours.size, theirs.size) < 2:
            continue
        variance = ours.var(ddof=1) / ours.size + theirs.var(ddof=1) / theirs.size
        parts.append((ours.size, theirs.size, float(ours.mean() - theirs.mean()), float(variance)))
    if not parts or min(sum(part[0] for part in parts), sum(part[1] for part in parts)) < FEWEST:
        return None
    weights = np.array([part[0] for part in parts]) / sum(part[0] for part in parts)
    value = float(weights @ [part[2] for part in parts])
    half = _95 * float(np.sqrt(weights**2 @ [part[3] for part in parts]))
    return Difference(value, value - half, value + half)


def past_list(
    head: Mapping[str, object],
    rows: pd.DataFrame,
    after: pd.DataFrame,
    attempts: pd.DataFrame,
    *,
    known_at: date,
) -> PastList:
    """Put a plan together with what came.

    Those held out are in the record if an action would have gained by them, also where the budget would not
    have reached them. So only those count who were expected to gain at least as much as the last one listed.

    Parameters
    ----------
    head : mapping
        ``plan_id, list, as_of``.
    rows : DataFrame
        ``client_id, held_out, uplift, expected_net_value, win_back_cost, horizon_days``.
    after : DataFrame
        ``client_id, next_order_in, margin`` (`training.monitoring.matured.outcomes_after`).
    attempts : DataFrame
        ``client_id, cost, incentive`` of the attempts that were made from this plan.
    known_at : date
    """
    as_of = head["as_of"]
    assert isinstance(as_of, date)
    clients = rows.merge(after, on="client_id", how="left")
    elapsed = number_of(known_at) - number_of(as_of)
    over = clients["horizon_days"] <= elapsed
    ordered = (clients["next_order_in"] < clients["horizon_days"]).astype("float64").where(over)
    clients = clients.assign(ordered=ordered, margin=clients["margin"].fillna(0.0))
    held = clients["held_out"].astype(bool)
    last = clients.loc[~held, "expected_net_value"].min()
    clients = clients[~held | (clients["expected_net_value"] >= last)].reset_index(drop=True)
    tried = clients[~clients["held_out"].astype(bool)].merge(attempts, on="client_id")
    told = tried[["cost", "incentive"]].astype("float64")
    spent = told.sum(axis=1, min_count=1).fillna(tried["win_back_cost"]).sum()
    return PastList(
        str(head["plan_id"]),
        str(head["list"]),
        as_of,
        clients,
        int(tried["client_id"].nunique()),
        float(spent),
    )


def list_findings(plan: PastList, *, known_at: date, value_months: int, currency: str) -> Iterator[Finding]:
    """Judge one plan: `uplift` (orders within the horizon) and `net_value` (margin less costs).

    Everybody on the list counts, called or not: who is called is chosen, who is held out was drawn.

    Parameters
    ----------
    plan : PastList
    known_at : date
    value_months : int
        Months over which the plan's value was expected.
    currency : str
    """
    held = plan.clients["held_out"].astype(bool)
    listed, control = plan.clients[~held], plan.clients[held]
    subject = f"{plan.list_name}/{plan.as_of.isoformat()}/{plan.plan_id}"
    if not plan.attempts:
        yield Finding("lists", "uplift", subject, np.nan, "unknown", reason("lists.not_worked"))
        return
    if min(len(listed), len(control)) < FEWEST:
        said = reason("lists.few", listed=len(listed), held=len(control), need=FEWEST)
        yield Finding("lists", "uplift", subject, np.nan, "unknown", said)
        return
    yield _uplift(subject, plan.clients, listed, control)
    yield _net_value(subject, plan, listed, control, known_at, value_months, currency)


def pooled_findings(plans: Sequence[PastList]) -> Iterator[Finding]:
    """Judge all worked plans of a list together: `uplift` of each list with several of them."""
    for name in sorted({plan.list_name for plan in plans}):
        worked = [plan for plan in plans if plan.list_name == name and plan.attempts]
        found = together(worked) if len(worked) > 1 else None
        if found is None:
            continue
        listed = pd.concat([plan.clients[~plan.clients["held_out"].astype(bool)] for plan in worked])
        yield _judged(f"{name}/all", found, float(listed["uplift"].mean()))


def _uplift(subject: str, clients: pd.DataFrame, listed: pd.DataFrame, control: pd.DataFrame) -> Finding:
    still_open = int(clients["ordered"].isna().sum())
    expected = float(listed["uplift"].mean())
    if still_open:
        said = reason("lists.early", open=still_open, clients=len(clients))
        return Finding("lists", "uplift", subject, np.nan, "unknown", said, expected)
    found = compared(listed["ordered"].to_numpy(), control["ordered"].to_numpy())
    return _judged(subject, found, expected)


def _judged(subject: str, found: Difference, expected: float) -> Finding:
    verdict: Verdict = "act" if found.high < 0 else "watch" if found.high < expected else "ok"
    key = {"act": "uplift.harm", "watch": "uplift.below", "ok": "uplift.ok"}[verdict]
    said = reason(
        key,
        now=share(found.value, signed=True),
        low=share(found.low, signed=True),
        high=share(found.high, signed=True),
        then=share(expected, signed=True),
    )
    return Finding("lists", "uplift", subject, found.value, verdict, said, expected, found.low, found.high)


def _net_value(
    subject: str,
    plan: PastList,
    listed: pd.DataFrame,
    control: pd.DataFrame,
    known_at: date,
    value_months: int,
    currency: str,
) -> Finding:
    expected = float(listed["expected_net_value"].sum())
    gain = compared(listed["margin"].to_numpy(), control["margin"].to_numpy())
    value, low, high = (mean * len(listed) - plan.spent for mean in (gain.value, gain.low, gain.high))
    days = number_of(known_at) - number_of(plan.as_of)
    over = days >= value_months * DAYS_A_MONTH
    verdict: Verdict = "ok" if high >= 0 else "act" if over else "watch"
    key = {"act": "net.loss", "watch": "net.below", "ok": "net.ok"}[verdict]
    said = reason(
        key,
        now=money(value, currency),
        low=money(low, currency),
        high=money(high, currency),
        then=money(expected, currency),
        days=days,
        months=value_months,
    )
    return Finding("lists", "net_value", subject, value, verdict, said, expected, low, high)
