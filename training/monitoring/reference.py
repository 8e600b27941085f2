"""What the clients were like when the model was trained: the ground against which drift is measured."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Self

import numpy as np
import pandas as pd

from features.errors import DamagedError
from features.leaving import GROUPS, STATUSES
from training.monitoring.distributions import Distribution, shift, shift_of_counts
from training.monitoring.value_counts import ValueCounts, shift_of_values

FILE = "reference.json"
FORM = 1
#: Horizons are told apart by these limits, days: those who order often leave otherwise than those who don't.
HORIZON_DAYS = (28, 56, 112, 224)
#: A cell of fewer rows takes the share of its whole status.
FEWEST_ROWS = 50


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
    usual : mapping of str to sequence of (int, float)
        How far each figure of drift had moved in so many days before the training: ``psi/FEATURE``,
        ``missing_share/FEATURE``, ``status_psi/all``, ``status_share/STATUS`` → (days, distance).
    categories : mapping of str to ValueCounts
        Of the columns that are texts; empty where a winback trained it that kept none.
    """

    as_of: date
    features: Mapping[str, Distribution]
    gain_shares: Mapping[str, float]
    statuses: Mapping[str, int]
    scores: Mapping[str, Distribution]
    left: Mapping[str, Mapping[str, tuple[float, float]]]
    usual: Mapping[str, Sequence[tuple[int, float]]] = field(default_factory=dict)
    categories: Mapping[str, ValueCounts] = field(default_factory=dict)

    def usual_distance(self, name: str, days: int) -> float:
        """Tell how far a figure usually moves in so many days: 0 where nothing is known of it.

        Clients grow older and managers stay: what always moves is no drift. Between the spans that were seen
        it is a straight line, beyond the longest it goes on growing by the day. Below the shortest it is that
        one's: where many clients share a day, as of a change of managers, all of them are a day older the
        next night, and leave their bin at once.

        Parameters
        ----------
        name : str
            ``figure/subject`` as in `usual`.
        days : int
            ≥ 0.
        """
        seen = sorted(self.usual.get(name, ()))
        if not seen:
            return 0.0
        spans, distances = (np.array(part, dtype=np.float64) for part in zip(*seen, strict=True))
        most = np.maximum.accumulate(distances)
        if days > spans[-1]:
            return float(most[-1] * days / spans[-1])
        return float(np.interp(days, spans, most))

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
            "usual": {name: [[days, far] for days, far in seen] for name, seen in self.usual.items()},
            "categories": {name: counts.to_dict() for name, counts in self.categories.items()},
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
                    f"{FILE} of the version in office is of form {content['form']!r}; this winback reads "
                    f"form {FORM}. Train again with this winback, or monitor with the one that trained it."
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
                {
                    name: [(int(days), float(far)) for days, far in seen]
                    for name, seen in content["usual"].items()
                },
                {
                    name: ValueCounts.from_dict(counts)
                    for name, counts in content.get("categories", {}).items()
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
    earlier: Mapping[int, pd.DataFrame] | None = None,
    categories: tuple[str, ...] = (),
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
    earlier : mapping of int to DataFrame, optional
        Days before `as_of` → the clients of that day, as in `population`: how far figures move by themselves.
    categories : tuple of str
        Columns of `population` that are texts.
    """
    spreads = {name: Distribution.of(population[name]) for name in features}
    held = {name: ValueCounts.of(population[name]) for name in categories}
    total = gains.sum()
    return Reference(
        as_of=as_of,
        features=spreads,
        gain_shares={str(name): float(gain / total) for name, gain in gains.items()} if total > 0 else {},
        statuses={status: int((population["status"] == status).sum()) for status in STATUSES},
        scores={
            group: Distribution.of(churn_probability[population["status"].isin(statuses)])
            for group, statuses in GROUPS.items()
        },
        left=_left_shares(taught),
        usual=_usual(population, spreads, held, earlier or {}),
        categories=held,
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
    rows = taught[["status", "left", "weight"]].assign(band=horizon_bands(taught["horizon_days"]))
    shares: dict[str, dict[str, tuple[float, float]]] = {}
    for status, part in rows.groupby("status"):
        named: dict[str, Any] = {"all": part, **{str(band): held for band, held in part.groupby("band")}}
        shares[str(status)] = {
            band: (float(np.average(held["left"], weights=held["weight"])), float(len(held)))
            for band, held in named.items()
        }
    return shares


def _usual(
    population: pd.DataFrame,
    spreads: Mapping[str, Distribution],
    held: Mapping[str, ValueCounts],
    earlier: Mapping[int, pd.DataFrame],
) -> dict[str, list[tuple[int, float]]]:
    """Measure how far the clients of earlier days stood from those of the training's day."""
    usual: dict[str, list[tuple[int, float]]] = {}
    shares = population["status"].value_counts(normalize=True)
    counts = population["status"].value_counts()
    for days, rows in sorted(earlier.items()):
        found: dict[str, float] = {}
        for name, spread in spreads.items():
            before = spread.again(rows[name])
            found[f"psi/{name}"] = shift(before, spread).psi
            found[f"missing_share/{name}"] = abs(before.missing_share - spread.missing_share)
        for name, last in held.items():
            first = ValueCounts.of(rows[name])
            found[f"psi/{name}"] = shift_of_values(first, last).psi
            found[f"missing_share/{name}"] = abs(first.missing_share - last.missing_share)
        mix = pd.DataFrame({"then": rows["status"].value_counts(), "now": counts}).fillna(0)
        found["status_psi/all"] = shift_of_counts(*mix.to_numpy(dtype="float64").T).psi
        moved = rows["status"].value_counts(normalize=True).sub(shares, fill_value=0).abs()
        found |= {f"status_share/{status}": float(far) for status, far in moved.items()}
        for name, far in found.items():
            if np.isfinite(far):
                usual.setdefault(name, []).append((days, float(f"{far:.6g}")))
    return usual
