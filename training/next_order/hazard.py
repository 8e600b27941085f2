"""The time ahead in parts of the client's horizon, and what the hazard of an order is told of each part."""

import numpy as np
import pandas as pd
from scipy.stats import norm

#: Ends of the parts, in horizons: fine where orders are frequent, one end at the horizon itself.
ENDS = (0.0, 0.05, 0.1, 0.2, 0.3, 0.45, 0.6, 0.8, 1.0, 1.5, 2.0, 3.0)
PARTS = len(ENDS) - 1
_PART = tuple(f"part_{number}" for number in range(PARTS))
#: What the hazard of a part is told, beside which part it is: where the part lies in the client's rhythm, and
#: what the client's own log-normal gaps say of it.
INPUTS = (
    *(*_PART, "overdue_ratio", "cycle_spread", "horizon_in_cycles", "ahead_in_cycles", "ahead_to_silence"),
    "own_rhythm",
)
_LEAST_HAZARD = 1e-3
_NEEDED = ("days_since_order", "own_cycle_days", "cycle_spread", "overdue_ratio", "horizon_days")


def usable_rows(rows: pd.DataFrame) -> pd.DataFrame:
    """Keep the rows of clients with a rhythm that our own actions left be."""
    return rows[rows[list(_NEEDED)].notna().all(axis=1) & (rows["weight"] > 0)]


def ends_of(rows: pd.DataFrame) -> np.ndarray:
    """Give the ends of each client's parts in whole days, shape (clients, PARTS + 1), the first 0.

    Examples
    --------
    >>> ends_of(pd.DataFrame({"horizon_days": [20.0]}))[0, :9]
    array([ 0.,  1.,  2.,  4.,  6.,  9., 12., 16., 20.])
    """
    horizon = rows["horizon_days"].to_numpy(dtype="float64")
    return np.asarray(np.rint(np.outer(np.where(np.isnan(horizon), 0.0, horizon), ENDS)))


def parts_ahead(rows: pd.DataFrame) -> pd.DataFrame:
    """Give `INPUTS` of every part of every client's time ahead, a client's parts one after another."""
    ends = ends_of(rows)
    middle = ((ends[:, :-1] + ends[:, 1:]) / 2).ravel()
    cycle, silent = (
        np.repeat(rows[name].to_numpy(dtype="float64"), PARTS)
        for name in ("own_cycle_days", "days_since_order")
    )
    which = np.tile(np.eye(PARTS), (len(rows), 1))
    return pd.DataFrame(
        {
            **{name: which[:, number] for number, name in enumerate(_PART)},
            **{
                name: np.repeat(rows[name].to_numpy(dtype="float64"), PARTS)
                for name in ("overdue_ratio", "cycle_spread")
            },
            "horizon_in_cycles": np.repeat(rows["horizon_days"].to_numpy(dtype="float64"), PARTS) / cycle,
            "ahead_in_cycles": middle / cycle,
            "ahead_to_silence": middle / np.maximum(silent, 1.0),
            "own_rhythm": _own_rhythm(rows, ends).ravel(),
        }
    )


def _own_rhythm(rows: pd.DataFrame, ends: np.ndarray) -> np.ndarray:
    """Give the log hazard of each part by the client's own log-normal gaps, given its silence so far."""
    silent, cycle, spread = (
        rows[name].to_numpy(dtype="float64")[:, None]
        for name in ("days_since_order", "own_cycle_days", "cycle_spread")
    )
    quiet = norm.logsf((np.log(np.maximum(silent, 0.5) + ends) - np.log(cycle)) / spread)
    return np.asarray(np.log(np.maximum(-np.diff(quiet, axis=1), _LEAST_HAZARD)))


def parts_lived(rows: pd.DataFrame, *, known_day: int) -> pd.DataFrame:
    """Give the parts that each client entered without an order and that had ended when `known_day` began.

    Returns
    -------
    DataFrame
        `INPUTS`, ``left`` (1 where the order came in that part), ``weight, as_of_day`` of the row.
    """
    ends = ends_of(rows)
    starts, until = ends[:, :-1], ends[:, 1:]
    came = rows["next_order_in"].fillna(np.inf).to_numpy(dtype="float64")[:, None]
    followed = (known_day - rows["as_of_day"].to_numpy(dtype="float64"))[:, None]
    lived = ((came >= starts) & (until <= followed) & (until > starts)).ravel()
    parts = parts_ahead(rows).assign(
        left=((came < until) & (came >= starts)).ravel().astype("float64"),
        weight=np.repeat(rows["weight"].to_numpy(dtype="float64"), PARTS),
        as_of_day=np.repeat(rows["as_of_day"].to_numpy(), PARTS),
    )
    return parts[lived].reset_index(drop=True)
