"""When the next order comes: each client's curve of silence, drawn through its churn probability.

S(d) is P(no order in the next d days). Its shape comes of the client's own gaps or of a learned hazard; its
level is set so that S at the client's horizon is the churn probability, by proportional hazards:
S(d) = S~(d) ** (log p / log S~(horizon)).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, Self

import numpy as np
import pandas as pd
from scipy.stats import norm

from training.models.logistic import Logistic
from training.next_order.hazard import INPUTS, PARTS, ends_of, parts_ahead, parts_lived, usable_rows

Shape = Literal["own_rhythm", "hazard"]
#: From the simplest to the least simple.
SHAPES: tuple[Shape, ...] = ("own_rhythm", "hazard")
#: Nobody is expected later than in three years: a day so far off says no more than that no order may come.
FARTHEST_DAYS = 3 * 365
#: Rows that the hazard is learned from at the most: it has few coefficients.
MOST_ROWS = 40_000
#: Clients whose parts are asked for at once: a client has a dozen, each with more inputs than that.
CLIENTS_AT_ONCE = 50_000
_SURE = 1e-9


@dataclass(frozen=True)
class NextOrder:
    """The curve of silence.

    Attributes
    ----------
    hazard : Logistic or None
        P(an order in a part of the time ahead | none before it), on `INPUTS`; None where the shape is that of
        the client's own log-normal gaps, given that it has been silent so far.
    """

    hazard: Logistic | None = None

    @property
    def shape(self) -> Shape:
        """Where the shape comes from."""
        return "own_rhythm" if self.hazard is None else "hazard"

    @classmethod
    def fit(cls, shape: Shape, rows: pd.DataFrame, *, known_day: int, seed: int) -> Self:
        """Fit on past days' rows.

        Parameters
        ----------
        shape : str
            One of `SHAPES`.
        rows : DataFrame
            Of `training.past.snapshots.Snapshots.rows`; `next_order_in` as known when day `known_day` began.
        known_day : int
            Day number; what each row was followed for.
        seed : int
        """
        if shape == "own_rhythm":
            return cls()
        found = usable_rows(rows)
        if len(found) > MOST_ROWS:
            found = found.sample(MOST_ROWS, random_state=seed).sort_index()
        lived = parts_lived(found, known_day=known_day)
        if lived["left"].nunique() < 2:  # nothing to tell orders from silence by
            return cls()
        return cls(Logistic.fit(lived, INPUTS, seed=seed))

    def drawn(self, rows: pd.DataFrame, churn_probability: pd.Series) -> "SilenceCurves":
        """Draw each client's curve through its churn probability.

        Parameters
        ----------
        rows : DataFrame
            The feature table.
        churn_probability : Series
            P(no order in the horizon), on the index of the rows; nan where not known.
        """
        curve = OwnRhythm.of(rows) if self.hazard is None else Hazards.of(rows, self.hazard)
        return SilenceCurves(curve, _scale(rows, churn_probability, curve))

    def to_dict(self) -> dict[str, Any]:
        """Give it as plain values."""
        return {"shape": self.shape, "hazard": None if self.hazard is None else self.hazard.to_dict()}

    @classmethod
    def from_dict(cls, told: Mapping[str, Any]) -> Self:
        """Read what `to_dict` gave."""
        return cls(None if told["hazard"] is None else Logistic.from_dict(told["hazard"]))


def _scale(rows: pd.DataFrame, churn_probability: pd.Series, curve: "Curve") -> np.ndarray:
    """Give the power that draws each client's curve through its churn probability."""
    wanted = np.log(np.clip(churn_probability.to_numpy(dtype="float64"), _SURE, 1 - _SURE))
    horizon = rows["horizon_days"].to_numpy(dtype="float64")
    drawn = np.minimum(curve.log_silence(np.where(np.isnan(horizon), 0, horizon)), -1e-12)
    return np.asarray(np.where(np.isnan(horizon), np.nan, wanted / drawn))


@dataclass(frozen=True)
class SilenceCurves:
    """The curves of some clients, one entry a client in all that they give.

    Attributes
    ----------
    curve : OwnRhythm or Hazards
        Their shapes.
    scale : ndarray of float
        The power that draws each through its client's churn probability; nan where that is not known.
    """

    curve: "Curve"
    scale: np.ndarray

    def silence(self, days: np.ndarray | int) -> np.ndarray:
        """Give P(no order in the next `days` days), [as-of, as-of + days).

        Parameters
        ----------
        days : int or ndarray of int, one a client
            ≥ 0.

        Returns
        -------
        ndarray of float
            In [0, 1], never rising with `days`; at `horizon_days` the churn probability; nan without one.
        """
        with np.errstate(invalid="ignore"):
            log_silence = self.curve.log_silence(np.broadcast_to(days, len(self.scale)))
            return np.asarray(np.exp(np.minimum(self.scale * log_silence, 0.0)))

    def quantile(self, share: float) -> np.ndarray:
        """Give the days after which the next order has come with probability `share`, whole, from 0 on.

        Returns
        -------
        ndarray of float
            Nan where it is not known, or farther than `FARTHEST_DAYS`.
        """
        low, high = np.full(len(self.scale), -1), np.full(len(self.scale), FARTHEST_DAYS)
        while (high - low > 1).any():  # an order on day d has come by the end of that day: S(d + 1) tells
            middle = (low + high) // 2
            come = self.silence(middle + 1) <= 1 - share
            low, high = np.where(come, low, middle), np.where(come, middle, high)
        return np.where(np.isfinite(self.scale) & (high < FARTHEST_DAYS), high.astype("float64"), np.nan)


@dataclass(frozen=True)
class OwnRhythm:
    """Silence by the client's own log-normal gaps, given that it has been silent so far."""

    silent: np.ndarray
    log_cycle: np.ndarray
    spread: np.ndarray

    @classmethod
    def of(cls, rows: pd.DataFrame) -> Self:
        """Read the clients' rhythm off their features."""
        numbers = {
            name: rows[name].to_numpy(dtype="float64")
            for name in ("days_since_order", "own_cycle_days", "cycle_spread")
        }
        return cls(
            numbers["days_since_order"],
            np.log(numbers["own_cycle_days"]),
            numbers["cycle_spread"],
        )

    def log_silence(self, days: np.ndarray) -> np.ndarray:
        """Give log S~ after so many days, one a client."""
        now = norm.logsf((np.log(self.silent) - self.log_cycle) / self.spread)
        then = norm.logsf((np.log(self.silent + days) - self.log_cycle) / self.spread)
        return np.asarray(then - now)


@dataclass(frozen=True)
class Hazards:
    """Silence by a hazard that is even within each part of the time ahead; the last part goes on."""

    ends: np.ndarray
    log_quiet: np.ndarray

    @classmethod
    def of(cls, rows: pd.DataFrame, hazard: Logistic) -> Self:
        """Ask the hazard for every part of every client's time ahead."""
        odds = [
            hazard.log_odds(parts_ahead(rows.iloc[first : first + CLIENTS_AT_ONCE]))
            for first in range(0, len(rows), CLIENTS_AT_ONCE)
        ]
        return cls(ends_of(rows), -np.logaddexp(0.0, np.concatenate([*odds, ()]).reshape(len(rows), PARTS)))

    def log_silence(self, days: np.ndarray) -> np.ndarray:
        """Give log S~ after so many days, one a client."""
        starts, widths = self.ends[:, :-1], np.diff(self.ends, axis=1)
        lived = np.maximum(np.asarray(days, dtype="float64")[:, None] - starts, 0.0)
        lived[:, :-1] = np.minimum(lived[:, :-1], widths[:, :-1])
        share = np.divide(lived, widths, out=np.zeros_like(lived), where=widths > 0)
        return np.asarray((share * self.log_quiet).sum(axis=1))


Curve = OwnRhythm | Hazards
