"""What a client is worth if it is kept, and if it leaves: V and V0."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, Self, get_args

import numpy as np
import pandas as pd

from features.arithmetic import number_of
from features.catalog import steady
from features.errors import DamagedError, GateError, UsageError
from features.family import Reader
from features.settings import Settings
from training.past.labels import DAYS_A_MONTH
from training.past.snapshots import Snapshots, usable
from training.worth.expected_margin import ExpectedMargin, expected_ltv
from training.worth.ranges import FloatArray
from training.worth.value_formula import formula_ltv_of, yearly_churn_by_class
from training.worth.value_part import ValuePart

COLUMNS = ("value_if_kept", "value_if_left", "kept_in_window", "left_in_window", "extrapolated_share")
#: Who may say what a client brings within the window; the first one serves unless another is surely nearer.
Method = Literal["model", "formula", "buy_till_you_die"]
METHODS: tuple[Method, ...] = get_args(Method)
PARTS = ("kept", "left")
HEAD = "value.json"
#: What buy-till-you-die says of a client, beside the features of the table.
EXPECTATIONS = ("expected_kept_log", "expected_left_log", "expected_left_probability", "expected_check_log")
#: The share of the history that one window takes: two leave a fifth before them, to know clients by.
WINDOW_SHARE = 0.4
_LEAST = 1e-6


def longest_window_days(first_event: date, known_at: date, *, value_months: int | None = None) -> int:
    """Find the longest window that fits twice, apart, into the data, with a fifth of it before.

    Parameters
    ----------
    first_event, known_at : date
        The history runs from one to the other.
    value_months : int, optional
        The window is no longer than so many months.

    Raises
    ------
    GateError
        If the history is shorter than five days.

    Examples
    --------
    >>> longest_window_days(date(2017, 1, 1), date(2018, 1, 1))
    146
    """
    days = (known_at - first_event).days
    window = int(days * WINDOW_SHARE)
    if days <= 0:
        raise GateError(
            f"On {known_at} nothing was known yet: the first order is of {first_event}. Choose an --as-of "
            "well after it, so that there is a past to learn from."
        )
    if window < 2:
        raise GateError(
            f"The history runs from {first_event} to {known_at}: too short to learn what clients are worth. "
            "Load more history."
        )
    return window if value_months is None else min(window, int(value_months * DAYS_A_MONTH))


def learnable(snapshots: Snapshots, as_of: date) -> pd.Series:
    """Tell which rows may teach value: usable, and both horizon and window have ended on the as-of day."""
    rows, known = snapshots.rows, number_of(as_of)
    ended = (rows["ends_day"] <= known) & (rows["as_of_day"] + snapshots.window_days <= known)
    return usable(rows) & rows["window_margin"].notna() & ended


@dataclass(frozen=True)
class ValueModel:
    """V and V0 of every client: learned within a window, continued beyond it by buy-till-you-die.

    Attributes
    ----------
    window_days : int
        Days over which margin was learned.
    value_days : float
        Days over which it counts, ≥ `window_days`.
    features : tuple of str
        Columns of the feature table that are read.
    expected : ExpectedMargin
    kept, left : ValuePart
    churn_by_class : mapping of str to float
        Yearly churn of each ABC class, for the formula.
    method : {'model', 'formula', 'buy_till_you_die'}
        Whose values `predict` gives: what the backtest of value chose.

    References
    ----------
    M8.
    """

    window_days: int
    value_days: float
    features: tuple[str, ...]
    expected: ExpectedMargin
    kept: ValuePart
    left: ValuePart
    churn_by_class: Mapping[str, float] = field(default_factory=dict)
    method: Method = "model"

    @classmethod
    def fit(cls, snapshots: Snapshots, settings: Settings, *, as_of: date | None = None) -> Self:
        """Fit on rows whose horizon and window have ended.

        Parameters
        ----------
        snapshots : Snapshots
        settings : Settings
            Sections value and training.
        as_of : date, optional
            Only what was known when this day began is read; default: all.

        Raises
        ------
        GateError
            If no window has ended, or buy-till-you-die can't be fitted.
        UsageError
            If the window is longer than `value_months`.
        """
        today = as_of or snapshots.known_at
        value_days = settings.value.value_months * DAYS_A_MONTH
        if snapshots.window_days > value_days:
            raise UsageError(
                f"The window has {snapshots.window_days} days, value_months {settings.value.value_months}. "
                "Take snapshots with a window no longer than value_months."
            )
        rows = snapshots.rows[learnable(snapshots, today)]
        if rows.empty:
            raise GateError(
                f"No window of {snapshots.window_days} days has ended by {today}; what clients are worth "
                "can't be learned. Load more history."
            )
        days = snapshots.rows["as_of_day"]
        newest = snapshots.rows[days == days[days <= number_of(today)].max()]
        seed = settings.training.seed
        rate = settings.value.annual_discount_rate
        expected = ExpectedMargin.fit(newest, annual_discount_rate=rate, seed=seed)
        features = steady(snapshots.features, Reader.VALUE)
        window, both = snapshots.window_days, float(snapshots.window_days)
        told, told_newest = (
            expected.parts(frame, window_days=both, value_days=both) for frame in (rows, newest)
        )
        known = told_newest["left_probability"].notna()
        newest, told_newest = newest[known], told_newest[known]
        risk = told_newest["left_probability"].to_numpy()
        chance = {"kept": 1 - risk, "left": risk}
        fitted = {
            name: ValuePart.fit(
                _inputs(rows, told, name)[rows["left"] == label],
                (*features, *EXPECTATIONS),
                newest=_inputs(newest, told_newest, name),
                newest_weight=chance[name],
                seed=seed,
            )
            for label, name in enumerate(PARTS)
        }
        churn = yearly_churn_by_class(snapshots.rows[snapshots.rows["ends_day"] <= number_of(today)])
        return cls(window, value_days, features, expected, fitted["kept"], fitted["left"], churn)

    def predict(self, rows: pd.DataFrame, stay_probability: FloatArray | None = None) -> pd.DataFrame:
        """Value clients.

        Parameters
        ----------
        rows : DataFrame
            Feature rows with `status` and, where the formula serves, `abc`.
        stay_probability : ndarray of float, optional
            p0 of each client, in [0, 1]; adds the column `expected_ltv`.

        Returns
        -------
        DataFrame
            On the index of the rows, money: ``value_if_kept`` and ``value_if_left`` (0 ≤ left ≤ kept),
            ``kept_in_window`` and ``left_in_window`` (what of it was judged; the rest is extrapolated), and
            ``extrapolated_share`` of `value_if_kept`, in [0, 1]. nan where orders or horizon are not known.
        """
        told = self.expected.parts(rows, window_days=self.window_days, value_days=self.value_days)
        kept, left = self.in_window(rows, told)
        whole = kept + told["kept_tail"].to_numpy()
        parts = {
            "value_if_kept": whole,
            "value_if_left": left + told["left_tail"].to_numpy(),
            "kept_in_window": kept,
            "left_in_window": left,
            "extrapolated_share": told["kept_tail"].to_numpy() / np.maximum(whole, _LEAST),
        }
        worth = pd.DataFrame(parts, index=rows.index)
        if stay_probability is not None:
            worth["expected_ltv"] = expected_ltv(stay_probability, whole, parts["value_if_left"])
        return worth

    def in_window(self, rows: pd.DataFrame, told: pd.DataFrame) -> tuple[FloatArray, FloatArray]:
        """Say by the method that serves what a client brings within the window, if kept and if it leaves.

        The formula speaks of a client who stays, and knows no other: of one who leaves it takes the share
        that buy-till-you-die gives.

        Parameters
        ----------
        rows : DataFrame
            As of `predict`.
        told : DataFrame
            What `expected.parts` says of them.

        Returns
        -------
        kept, left : ndarray of float
            Money, 0 ≤ left ≤ kept.
        """
        if rows.empty:
            return np.zeros(0), np.zeros(0)
        if self.method == "model":
            kept = self.kept.predict(_inputs(rows, told, "kept"))
            return kept, np.minimum(kept, self.left.predict(_inputs(rows, told, "left")))
        kept, left = (told[f"{part}_window"].to_numpy() for part in PARTS)
        if self.method == "formula":
            share = np.minimum(left / np.maximum(kept, _LEAST), 1.0)
            kept = np.where(np.isnan(kept), np.nan, np.maximum(self.formula_in_window(rows), 0.0))
            left = share * kept
        return kept, left

    def formula_in_window(self, rows: pd.DataFrame) -> FloatArray:
        """Give what the articles' formula says of a relation no longer than the window, money."""
        return formula_ltv_of(
            rows,
            self.churn_by_class,
            margin_share=self.expected.margin_share,
            value_months=self.window_days / DAYS_A_MONTH,
        )

    def to_files(self) -> dict[str, bytes]:
        """Give the model as files: one JSON, and LightGBM's texts."""
        parts = {"kept": self.kept, "left": self.left}
        texts = {
            f"{name}_{kind}.txt": text.encode()
            for name, part in parts.items()
            for kind, text in part.texts().items()
        }
        head = {
            "window_days": self.window_days,
            "value_days": self.value_days,
            "features": list(self.features),
            "expected": self.expected.to_dict(),
            "churn_by_class": dict(self.churn_by_class),
            "method": self.method,
            "parts": {name: part.to_dict() for name, part in parts.items()},
            "trees": sorted(texts),
        }
        return {HEAD: json.dumps(head, sort_keys=True, ensure_ascii=False, indent=1).encode(), **texts}

    @classmethod
    def from_files(cls, files: Mapping[str, bytes]) -> Self:
        """Read back what `to_files` gave; the bytes must have been verified before.

        Raises
        ------
        DamagedError
            If a file is missing.
        """
        head: dict[str, Any] = json.loads(files[HEAD]) if HEAD in files else {}
        absent = [name for name in (HEAD, *head.get("trees", ())) if name not in files]
        if absent:
            raise DamagedError(f"The value model lacks {', '.join(absent)}. Publish the bundle again.")
        parts = {}
        for name in PARTS:
            texts = {
                kind.removeprefix(f"{name}_").removesuffix(".txt"): files[kind].decode()
                for kind in head["trees"]
                if kind.startswith(f"{name}_")
            }
            parts[name] = ValuePart.from_dict(head["parts"][name], texts)
        return cls(
            int(head["window_days"]),
            float(head["value_days"]),
            tuple(head["features"]),
            ExpectedMargin.from_dict(head["expected"]),
            parts["kept"],
            parts["left"],
            head.get("churn_by_class", {}),
            head.get("method", "model"),
        )


def _inputs(rows: pd.DataFrame, told: pd.DataFrame, part: str) -> pd.DataFrame:
    """Put beside the features what is expected of each client, and the anchor of this part."""

    def log(name: str) -> pd.Series:
        return pd.Series(np.log(told[name].clip(lower=_LEAST).to_numpy()), index=rows.index)

    columns = (log("kept_window"), log("left_window"), told["left_probability"], log("check"))
    # A copy is in one piece: hundreds of features set one by one are not, and pandas warns of that.
    return rows.copy().assign(
        **dict(zip(EXPECTATIONS, columns, strict=True)), expected=told[f"{part}_window"]
    )
