"""What a model has to beat: no skill, silence in days and in own cycles, signs, expected orders."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, Self

import numpy as np
import pandas as pd

from features.leaving import GROUPS, SCORED
from features.settings import Settings, Signs
from features.signs.found import sign_flags
from training.models.buy_till_you_die import ExpectedOrders
from training.models.calibration import Calibrator
from training.models.rows import log_odds, row_weights

#: Leavers, and stayers, from which a status has a table of its own.
FEWEST_OF_A_CLASS = 25


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
class StatusTables:
    """A score's calibration: for each status the share that left, never falling as the score rises.

    One table of all clients would tell an overdue client what is true of the lost: at the same silence these
    are of other rhythms. A status of which too few have left or stayed takes the table of its group, and a
    group that of all (docs/decisions/0005).

    Attributes
    ----------
    tables : mapping of str to Calibrator
        By status.
    """

    tables: Mapping[str, Calibrator]

    @classmethod
    def fit(cls, scores: np.ndarray, rows: pd.DataFrame) -> Self:
        """Fit on the scores of labelled rows."""
        left, weights, status = rows["left"].to_numpy(dtype="float64"), row_weights(rows), rows["status"]
        everyone = np.ones(len(rows), dtype=bool)
        tables = {}
        for group in GROUPS.values():
            for own in group:
                asked = (status.isin(part).to_numpy() for part in ((own,), group))
                members = next((part for part in asked if _enough(left[part])), everyone)
                tables[own] = Calibrator.fit("isotonic", scores[members], left[members], weights[members])
        return cls(tables)

    def apply(self, scores: np.ndarray, status: pd.Series) -> np.ndarray:
        """Give P(left); nan for a status without a table."""
        said = np.full(len(scores), np.nan)
        for own, table in self.tables.items():
            members = (status == own).to_numpy()
            said[members] = table.apply(scores[members])
        return said

    def to_dict(self) -> dict[str, Any]:
        """Give plain numbers that `from_dict` reads back."""
        return {status: table.to_dict() for status, table in self.tables.items()}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read back what `to_dict` gave."""
        return cls({status: Calibrator.from_dict(table) for status, table in data.items()})


def _enough(left: np.ndarray) -> bool:
    return bool(min(left.sum(), (1 - left).sum()) >= FEWEST_OF_A_CLASS)


@dataclass(frozen=True)
class Rule:
    """One score with its calibration tables, learned on the training rows.

    The silence rule is the best of all "no order for x days" rules at once: its tables give each x the share
    that left, never falling as x grows.
    """

    name: str
    calibration: StatusTables

    @classmethod
    def fit(cls, name: str, rows: pd.DataFrame) -> Self:
        """Fit the tables on labelled rows."""
        return cls(name, StatusTables.fit(SCORES[name](rows), rows))

    def predict(self, rows: pd.DataFrame) -> np.ndarray:
        """Give P(left)."""
        return self.calibration.apply(SCORES[self.name](rows), rows["status"])

    def contributions(self, rows: pd.DataFrame, features: Sequence[str]) -> pd.DataFrame:
        """Give the log-odds of each row, all of it from the one feature that the rule reads."""
        parts = pd.DataFrame(0.0, index=rows.index, columns=list(features))
        parts[READS[self.name]] = log_odds(self.predict(rows))
        return parts

    def to_dict(self) -> dict[str, Any]:
        """Give plain numbers that `from_dict` reads back."""
        return {"name": self.name, "tables": self.calibration.to_dict()}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read back what `to_dict` gave, now or when one table held for every status."""
        tables = data["tables"] if "tables" in data else dict.fromkeys(SCORED, data["table"])
        return cls(data["name"], StatusTables.from_dict(tables))


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
        answers[name] = StatusTables.fit(learned, train).apply(asked, test["status"])
    return answers
