"""What a model has to beat: no skill, silence in days and in own cycles, signs, expected orders."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, Self

import numpy as np
import pandas as pd

from features.settings import Settings, Signs
from features.signs.found import sign_flags
from training.models.buy_till_you_die import ExpectedOrders
from training.models.calibration import Calibrator
from training.models.rows import log_odds, row_weights


class Score(Protocol):
    """A number in [0, 1] that rises with the danger of leaving."""

    def __call__(self, rows: pd.DataFrame) -> np.ndarray:
        """Score rows."""


def silence(rows: pd.DataFrame) -> np.ndarray:
    """Give days since the last order, squeezed into [0, 1)."""
    days = rows["days_since_order"].to_numpy(dtype="float64")
    return np.asarray(days / (days + 30))


def overdue(rows: pd.DataFrame) -> np.ndarray:
    """Give silence in own cycles, squeezed into [0, 1)."""
    cycles = rows["overdue_ratio"].to_numpy(dtype="float64")
    return np.asarray(cycles / (cycles + 1))


@dataclass(frozen=True)
class Rule:
    """One score with its calibration table, learned on the training rows.

    The silence rule is the best of all "no order for x days" rules at once: the table gives each x the share
    that left, never falling as x grows.
    """

    name: str
    table: Calibrator

    @classmethod
    def fit(cls, name: str, rows: pd.DataFrame) -> Self:
        """Fit the table on labelled rows."""
        scores = SCORES[name](rows)
        left = rows["left"].to_numpy(dtype="float64")
        return cls(name, Calibrator.fit("isotonic", scores, left, row_weights(rows)))

    def predict(self, rows: pd.DataFrame) -> np.ndarray:
        """Give P(left)."""
        return self.table.apply(SCORES[self.name](rows))

    def contributions(self, rows: pd.DataFrame, features: Sequence[str]) -> pd.DataFrame:
        """Give the log-odds of each row, all of it from the one feature that the rule reads."""
        parts = pd.DataFrame(0.0, index=rows.index, columns=list(features))
        parts[READS[self.name]] = log_odds(self.predict(rows))
        return parts

    def to_dict(self) -> dict[str, Any]:
        """Give plain numbers that `from_dict` reads back."""
        return {"name": self.name, "table": self.table.to_dict()}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read back what `to_dict` gave."""
        return cls(data["name"], Calibrator.from_dict(data["table"]))


SCORES: Mapping[str, Score] = {"silence_rule": silence, "overdue_ratio": overdue}
READS = {"silence_rule": "days_since_order", "overdue_ratio": "overdue_ratio"}


def sign_count(rows: pd.DataFrame, thresholds: Signs) -> np.ndarray:
    """Count the signs that a sales department would see, squeezed into [0, 1)."""
    seen = sign_flags(rows, thresholds).sum(axis=1).to_numpy(dtype="float64")
    return np.asarray(seen / (seen + 3))


def predict_baselines(
    train: pd.DataFrame, test: pd.DataFrame, everyone: pd.DataFrame, settings: Settings
) -> dict[str, np.ndarray]:
    """Fit every baseline on training rows and give its P(left) for the test rows.

    Parameters
    ----------
    train, test : DataFrame
        Labelled rows.
    everyone : DataFrame
        All clients as known on the test day, on whom buy-till-you-die is fitted: it needs no labels.
    settings : Settings
        The seed of training, and the thresholds of signs.
    """
    counts = pd.Series(row_weights(train), index=train.index)
    leavers = counts * train["left"]
    shares = leavers.groupby(train["status"]).sum() / counts.groupby(train["status"]).sum()
    everyones = leavers.sum() / counts.sum()
    orders = ExpectedOrders.fit(everyone, seed=settings.training.seed)
    answers = {"no_skill": test["status"].map(shares).fillna(everyones).to_numpy(dtype="float64")}
    for name in SCORES:
        answers[name] = Rule.fit(name, train).predict(test)
    scores = {
        "signs": [sign_count(rows, settings.signs) for rows in (train, test)],
        "expected_orders": [
            np.exp(-orders.predict(rows, rows["horizon_days"].to_numpy(dtype="float64")))
            for rows in (train, test)
        ],
    }
    for name, (learned, asked) in scores.items():
        table = Calibrator.fit("isotonic", learned, train["left"].to_numpy(), row_weights(train))
        answers[name] = table.apply(asked)
    return answers
