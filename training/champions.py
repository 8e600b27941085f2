"""Who scores each group of clients, and the probability of leaving that follows."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from features.leaving import GROUPS
from training.models.baselines import Rule
from training.models.calibration import Calibrator
from training.models.candidates import Model
from training.models.rows import onto


@dataclass(frozen=True)
class Champion:
    """Who scores one group: a rule, or a model with its calibrator."""

    model: Rule | Model
    calibrator: Calibrator = field(default_factory=lambda: Calibrator("none"))

    def predict(self, rows: pd.DataFrame) -> np.ndarray:
        """Give P(left)."""
        return self.calibrator.apply(self.model.predict(rows))

    def contributions(self, rows: pd.DataFrame, features: tuple[str, ...]) -> pd.DataFrame:
        """Give each feature's part of the raw log-odds, on the index of the rows."""
        if isinstance(self.model, Rule):
            return self.model.contributions(rows, features)
        parts = onto(self.model.contributions(rows), self.model.features, features)
        return pd.DataFrame(parts, index=rows.index, columns=list(features))


def churn_probability(champions: Mapping[str, Champion], rows: pd.DataFrame) -> pd.Series:
    """Give P(left) of every row by the champion of its group; nan where the status belongs to none."""
    left = pd.Series(np.nan, index=rows.index, dtype="float64")
    for group, statuses in GROUPS.items():
        members = rows["status"].isin(statuses)
        if members.any():
            left[members] = champions[group].predict(rows[members])
    return left
