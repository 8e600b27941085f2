"""The blend: half the logistic regression's log-odds, half LightGBM's."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from training.boosting import Boosted
from training.logistic import Logistic
from training.rows import from_log_odds, onto


@dataclass(frozen=True)
class Blend:
    """The mean of two models' log-odds: what one overstates on later days, the other mostly understates.

    Attributes
    ----------
    logistic : Logistic
    boosted : Boosted
    """

    name = "blend"

    logistic: Logistic
    boosted: Boosted

    @property
    def features(self) -> tuple[str, ...]:
        """All inputs, in order; the logistic regression reads some of them."""
        return self.boosted.features

    def log_odds(self, rows: pd.DataFrame) -> np.ndarray:
        """Give the log-odds of leaving."""
        return np.asarray((self.logistic.log_odds(rows) + self.boosted.log_odds(rows)) / 2)

    def predict(self, rows: pd.DataFrame) -> np.ndarray:
        """Give P(left) before calibration."""
        return from_log_odds(self.log_odds(rows))

    def contributions(self, rows: pd.DataFrame) -> np.ndarray:
        """Give each feature's part of the log-odds, shape (rows, features); without the intercept."""
        straight = onto(self.logistic.contributions(rows), self.logistic.features, self.features)
        return np.asarray((straight + self.boosted.contributions(rows)) / 2)

    def importance(self) -> pd.Series:
        """Give each feature's share of the trees' gain."""
        return self.boosted.importance()
