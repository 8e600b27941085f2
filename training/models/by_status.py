"""One model for each status, and one of all clients for those of which too few have left or stayed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Self

import numpy as np
import pandas as pd

from training.models.boosting import Boosted
from training.models.logistic import Logistic
from training.models.rows import from_log_odds, onto

Part = Logistic | Boosted
#: Leavers, and stayers, from which a status gets a model of its own.
FEWEST_OF_A_CLASS = 100


@dataclass(frozen=True)
class ByStatus:
    """Models of one kind, each asked for the clients of its status.

    Attributes
    ----------
    rest : Logistic or Boosted
        Of all clients; asked for the other statuses.
    models : mapping of str to Logistic or Boosted
        By status.
    """

    rest: Part
    models: Mapping[str, Part]

    @classmethod
    def fit(cls, rows: pd.DataFrame, fit: Callable[[pd.DataFrame, str], Part]) -> Self:
        """Fit on labelled rows.

        Parameters
        ----------
        rows : DataFrame
            With ``status``.
        fit : callable
            Rows, and the status that they are of or ``all`` → a model.
        """
        models = {}
        for status, part in rows.groupby("status"):
            leavers = part["left"].sum()
            if min(leavers, len(part) - leavers) >= FEWEST_OF_A_CLASS:
                models[str(status)] = fit(part, str(status))
        return cls(fit(rows, "all"), models)

    @property
    def name(self) -> str:
        """What kind of models they are."""
        return self.rest.name

    @property
    def features(self) -> tuple[str, ...]:
        """Their inputs, in order."""
        return self.rest.features

    def log_odds(self, rows: pd.DataFrame) -> np.ndarray:
        """Give the log-odds of leaving."""
        said = np.zeros(len(rows))
        for model, members in self._asked(rows):
            said[members] = model.log_odds(rows[members])
        return said

    def predict(self, rows: pd.DataFrame) -> np.ndarray:
        """Give P(left) before calibration."""
        return from_log_odds(self.log_odds(rows))

    def contributions(self, rows: pd.DataFrame) -> np.ndarray:
        """Give each feature's part of the log-odds, shape (rows, features); without the intercept."""
        parts = np.zeros((len(rows), len(self.features)))
        for model, members in self._asked(rows):
            parts[members] = onto(model.contributions(rows[members]), model.features, self.features)
        return parts

    def importance(self) -> pd.Series:
        """Give each feature's share of the trees' gain, the mean over the models."""
        trees = [model for model in (self.rest, *self.models.values()) if isinstance(model, Boosted)]
        return sum((tree.importance() for tree in trees[1:]), trees[0].importance()) / len(trees)

    def _asked(self, rows: pd.DataFrame) -> list[tuple[Part, np.ndarray]]:
        status = rows["status"].to_numpy()
        asked = [(model, status == name) for name, model in self.models.items()]
        asked.append((self.rest, ~np.isin(status, list(self.models))))
        return [(model, members) for model, members in asked if members.any()]
