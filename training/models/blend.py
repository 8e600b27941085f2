"""The blend: half the logistic regression's log-odds, half LightGBM's."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from training.models.boosting import Boosted
from training.models.by_status import ByStatus
from training.models.logistic import Logistic
from training.models.rows import from_log_odds, onto


@dataclass(frozen=True)
class Blend:
    """The mean of two models' log-odds: what one overstates on later days, the other mostly understates.

    Attributes
    ----------
    logistic : Logistic, or one by status
    boosted : Boosted, or one by status
    """

    name = "blend"

    logistic: Logistic | ByStatus
    boosted: Boosted | ByStatus

    @property
    def features(self) -> tuple[str, ...]:
        """All inputs, in order; each of the two may read some of them only."""
        own = self.boosted.features
        return (*own, *(name for name in self.logistic.features if name not in own))

    def log_odds(self, rows: pd.DataFrame) -> np.ndarray:
        """Give the log-odds of leaving."""
        return np.asarray((self.logistic.log_odds(rows) + self.boosted.log_odds(rows)) / 2)

    def predict(self, rows: pd.DataFrame) -> np.ndarray:
        """Give P(left) before calibration."""
        return from_log_odds(self.log_odds(rows))

    def contributions(self, rows: pd.DataFrame) -> np.ndarray:
        """Give each feature's part of the log-odds, shape (rows, features); without the intercept."""
        straight, bent = (
            onto(part.contributions(rows), part.features, self.features)
            for part in (self.logistic, self.boosted)
        )
        return np.asarray((straight + bent) / 2)

    def importance(self) -> pd.Series:
        """Give each feature's share of the trees' gain."""
        return self.boosted.importance()
