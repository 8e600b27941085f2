"""What the clients were like when the model was trained: the ground against which drift is measured."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

import numpy as np
import pandas as pd

from features.errors import DamagedError
from features.leaving import AT_RISK, RECOVERABLE, STATUSES
from training.monitoring.distributions import Distribution

FILE = "reference.json"
FORM = 1
#: Horizons are told apart by these limits, days: those who order often leave otherwise than those who don't.
HORIZON_DAYS = (28, 56, 112, 224)
#: A cell of fewer rows takes the share of its whole status.
FEWEST_ROWS = 50
SCORE_GROUPS: Mapping[str, tuple[str, ...]] = {"at_risk": AT_RISK, "recoverable": RECOVERABLE}


@dataclass(frozen=True)
class Reference:
    """The clients of the training's as-of day, and the shares that left among the rows that taught.

    Attributes
    ----------
    as_of : date
        Day of the clients.
    features : mapping of str to Distribution
    gain_shares : mapping of str to float
        Share of the trees' gain; empty where no trees were grown.
    statuses : mapping of str to int
        Clients by status.
    scores : mapping of str to Distribution
        Of P(left) among `at_risk` and `recoverable` clients.
    left : mapping of str to mapping of str to (float, float)
        Status → band of horizons, and ``all`` → (share that left, rows).
    """

    as_of: date
    features: Mapping[str, Distribution]
    gain_shares: Mapping[str, float]
    statuses: Mapping[str, int]
    scores: Mapping[str, Distribution]
    left: Mapping[str, Mapping[str, tuple[float, float]]]

    def left_share(self, rows: pd.DataFrame) -> np.ndarray:
        """Give the share that left in training among clients of the same status and horizon.

        Parameters
        ----------
        rows : DataFrame
            ``status, horizon_days``.

        Returns
        -------
        ndarray of float, shape (n,)
            nan for a status that was not seen in training.
        """
        cells = {
            (status, band): share
            for status, bands in self.left.items()
            for band, (share, count) in bands.items()
            if count >= FEWEST_ROWS or band == "all"
        }
        bands = horizon_bands(rows["horizon_days"])
        found = [
            cells.get((status, band), cells.get((status, "all"), np.nan))
            for status, band in zip(rows["status"], bands, strict=True)
        ]
        return np.array(found, dtype=np.float64)

    def to_json(self) -> str:
        """Write it as one JSON text; nothing in it is one client's."""
        content = {
            "form": FORM,
            "as_of": self.as_of.isoformat(),
            "features": {name: spread.to_dict() for name, spread in self.features.items()},
            "gain_shares": dict(self.gain_shares),
            "statuses": dict(self.statuses),
            "scores": {group: spread.to_dict() for group, spread in self.scores.items()},
            "left": self.left,
        }
        return json.dumps(content, ensure_ascii=False, sort_keys=True, indent=1, allow_nan=False)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read what `to_json` wrote.

        Raises
        ------
        DamagedError
            If it is of another form or cannot be read.
        """
        try:
            content = json.loads(text)
            if content["form"] != FORM:
                raise DamagedError(
                    f"{FILE} of the version in office is of form {content['form']!r}; this winback reads form "
                    f"{FORM}. Train again with this winback, or monitor with the one that trained it."
                )
            return cls(
                date.fromisoformat(content["as_of"]),
                {name: Distribution.from_dict(part) for name, part in content["features"].items()},
                content["gain_shares"],
                content["statuses"],
                {group: Distribution.from_dict(part) for group, part in content["scores"].items()},
                {
                    status: {band: (float(share), float(count)) for band, (share, count) in bands.items()}
                    for status, bands in content["left"].items()
                },
            )
        except (KeyError, TypeError, AttributeError, json.JSONDecodeError) as fault:
            raise DamagedError(
                f"{FILE} of the version in office cannot be read. Train again: it is written anew."
            ) from fault


def reference_of(
    population: pd.DataFrame,
    churn_probability: pd.Series,
    taught: pd.DataFrame,
    *,
    features: tuple[str, ...],
    gains: pd.Series,
    as_of: date,
) -> Reference:
    """Set down what there was.

    Parameters
    ----------
    population : DataFrame
        Clients of the training's as-of day: ``status`` and the features.
    churn_probability : Series
        What the model said of them, on the same index; nan where it says nothing.
    taught : DataFrame
        Rows that taught: ``status, horizon_days, left, weight``.
    features : tuple of str
        The model's inputs.
    gains : Series
        Gain of the trees by feature; may be empty.
    as_of : date
    """
    total = gains.sum()
    return Reference(
        as_of,
        {name: Distribution.of(population[name]) for name in features},
        {str(name): float(gain / total) for name, gain in gains.items()} if total > 0 else {},
        {status: int((population["status"] == status).sum()) for status in STATUSES},
        {
            group: Distribution.of(churn_probability[population["status"].isin(held)])
            for group, held in SCORE_GROUPS.items()
        },
        _left_shares(taught),
    )


def horizon_bands(horizon_days: pd.Series) -> np.ndarray:
    """Name the band that each horizon falls into.

    Examples
    --------
    >>> horizon_bands(pd.Series([14, 28, 60, 300])).tolist()
    ['to_28', 'to_28', 'to_112', 'longer']
    """
    names = np.array([*(f"to_{limit}" for limit in HORIZON_DAYS), "longer"])
    return np.asarray(names[np.searchsorted(HORIZON_DAYS, horizon_days.to_numpy(dtype="float64"))])


def _left_shares(taught: pd.DataFrame) -> dict[str, dict[str, tuple[float, float]]]:
    rows = taught.assign(band=horizon_bands(taught["horizon_days"]))
    shares: dict[str, dict[str, tuple[float, float]]] = {}
    for status, part in rows.groupby("status"):
        named: dict[str, Any] = {"all": part, **{str(band): held for band, held in part.groupby("band")}}
        shares[str(status)] = {
            band: (float(np.average(held["left"], weights=held["weight"])), float(len(held)))
            for band, held in named.items()
        }
    return shares
