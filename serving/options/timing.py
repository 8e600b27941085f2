"""When an action is best done: now, or after a wait in which the client may come by itself.

Waiting never wins more clients, but it spares the cost of those who come unasked. Before the client's own
cycle is over nothing falls due. Afterwards an action is due now only where its expected net value is at least
that of every wait of up to one cycle, P(still silent) × discounted expected net value then.
"""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
import pandas as pd

from features.settings import Settings
from training.worth.economics import MONTHS_PER_YEAR, discount_factor

#: Waits that are compared, as shares of what is left of one own cycle.
WAITS = tuple(part / 6 for part in range(7))
DAYS_PER_MONTH = 365.25 / MONTHS_PER_YEAR
_NEEDED = ("days_lost", "days_since_order", "own_cycle_days", "horizon_days", "lost_after_days", "status")


class Silence(Protocol):
    """The clients' curves of silence (`training.next_order.curve.SilenceCurves`)."""

    def silence(self, days: np.ndarray | int) -> np.ndarray:
        """Give P(no order in the next `days` days), one a client."""
        ...


@dataclass(frozen=True)
class Then:
    """One wait, one entry a client: how long, and what holds after it if the client is still silent."""

    days: np.ndarray
    still_silent: np.ndarray
    stay: np.ndarray
    days_lost: np.ndarray


def waits_ahead(rows: pd.DataFrame, curves: Silence, earliest_days: np.ndarray) -> list[Then]:
    """Look ahead over the waits of each client.

    Parameters
    ----------
    rows : DataFrame
        The feature table, one row a client.
    curves : Silence
        Of these clients, in their order.
    earliest_days : ndarray of int
        Days until the client counts as overdue, 0 for those who do.

    Returns
    -------
    list of Then
        The first is the earliest day on which anything may fall due.
    """
    known = {name: rows[name].to_numpy(dtype="float64") for name in _NEEDED[:-1]}
    horizon = np.nan_to_num(known["horizon_days"]).astype("int64")
    left = np.maximum(np.nan_to_num(known["own_cycle_days"]) - earliest_days, 0.0)
    until_lost = np.maximum(known["lost_after_days"] - known["days_since_order"], 0.0)
    lost = (rows["status"] == "lost").to_numpy()
    found = []
    for part in WAITS:
        days = (earliest_days + np.floor(part * left)).astype("int64")
        quiet = curves.silence(days)
        later = curves.silence(days + horizon)
        with np.errstate(invalid="ignore", divide="ignore"):
            stay = np.clip(1.0 - later / quiet, 0.0, 1.0)
        days_lost = np.where(lost, known["days_lost"] + days, np.maximum(days - until_lost, 0.0))
        found.append(Then(days, quiet, stay, np.nan_to_num(days_lost)))
    return found


def best_waits(
    options: pd.DataFrame, scores: pd.DataFrame, ahead: list[Then], settings: Settings
) -> pd.DataFrame:
    """Give for each option the wait that is worth most, the shortest of equals.

    Parameters
    ----------
    options : DataFrame
        ``client_id, action, uplift, win_back_cost`` as of today.
    scores : DataFrame
        ``client_id, stay_probability, days_lost, value_if_kept, value_if_left``, in the order of `ahead`.
    ahead : list of Then
        Of `waits_ahead`.
    settings : Settings
        Sections actions, plan and value.

    Returns
    -------
    DataFrame
        ``wait_days`` (whole days from the as-of day), ``value_after_wait`` (money, seen from today), on the
        index of `options`. The first wait, and no value, where a client's chances are not known.

    References
    ----------
    method.md, "Which clients, which action".
    """
    place = pd.Index(scores["client_id"]).get_indexer(options["client_id"])
    stay, lost, kept, left = (
        scores[name].to_numpy(dtype="float64")[place]
        for name in ("stay_probability", "days_lost", "value_if_kept", "value_if_left")
    )
    half_life, rate = settings.plan.response_half_life_days, settings.value.annual_discount_rate
    fixed = options["action"].map({name: one.fixed_cost for name, one in settings.actions.items()})
    fixed_cost, uplift = fixed.to_numpy(dtype="float64"), options["uplift"].to_numpy(dtype="float64")
    cost = options["win_back_cost"].to_numpy(dtype="float64")
    with np.errstate(invalid="ignore", divide="ignore"):
        incentive = np.nan_to_num((cost - fixed_cost) / (stay + uplift), posinf=0.0, neginf=0.0)
        # What the action wins of those who would leave, were it done on the day of the loss.
        response = np.nan_to_num(uplift / (1.0 - stay) / np.exp2(-np.nan_to_num(lost) / half_life))
    best = np.full(len(options), -np.inf)
    days = ahead[0].days[place].copy()
    for then in ahead:
        stay_then = then.stay[place]
        more = response * (1.0 - stay_then) * np.exp2(-then.days_lost[place] / half_life)
        worth = more * (kept - left) - np.clip(stay_then + more, 0, 1) * incentive - fixed_cost
        discount = discount_factor(then.days[place] / DAYS_PER_MONTH, rate)
        value = then.still_silent[place] * discount * worth
        better = value > best + 1e-9 * np.abs(best, where=np.isfinite(best), out=np.zeros_like(best))
        best, days = np.where(better, value, best), np.where(better, then.days[place], days)
    return pd.DataFrame(
        {"wait_days": days, "value_after_wait": np.where(np.isfinite(best), best, np.nan)}, options.index
    )
