"""The models that compete, each fitted beside its scores on rows it has not learned from."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

import numpy as np
import pandas as pd
from sklearn.model_selection import GroupKFold

from features.catalog import steady
from features.family import Reader
from training.models.blend import Blend
from training.models.boosting import Boosted
from training.models.buy_till_you_die import ExpectedOrders
from training.models.by_status import ByStatus, Part
from training.models.calibration import Calibrator
from training.models.design import PLAIN, Design
from training.models.inputs import Inputs, orders_of_newest
from training.models.logistic import Logistic
from training.models.rows import row_weights
from training.past.stored_rows import Rows, StoredRows

Model = Logistic | Boosted | ByStatus | Blend
#: From the simplest to the least simple.
CANDIDATES = ("logistic", "lightgbm", "blend")
#: What LightGBM begins from a line on: the three numbers that buy-till-you-die models know a client by.
LINE = ("days_since_order", "tenure_days", "order_days")
#: The line is kept flat: trees can raise it where there are rows, but bend a steep one back only slowly.
LINE_INVERSE_PENALTY = 0.001
LATER_DAYS, GROUPED_FOLDS = "later days", "client-grouped folds"
FOLDS = 2
#: What the slice of later days, and what the days before it, must hold of the training rows.
LATER_SHARE, EARLIER_SHARE, FEWEST_OF_A_CLASS = 0.15, 0.3, 50


def fit_models(
    rows: pd.DataFrame,
    features: Sequence[str],
    names: Sequence[str],
    *,
    seed: int,
    design: Design = PLAIN,
    everyone: StoredRows | None = None,
) -> dict[str, Model]:
    """Fit the named candidates on labelled rows.

    Parameters
    ----------
    rows : DataFrame
    features : sequence of str
        Numbers and categories; the design says who reads which.
    names : sequence of str
    seed : int
    design : Design
    everyone : StoredRows, optional
        What LightGBM's trees learn from instead, where `rows` are only a sample of the clients.
    """
    return _Workshop(features, seed, design, everyone=everyone).candidates(rows, names)


@dataclass(frozen=True)
class _Workshop:
    """Fits candidates by a design; growing of trees stops on `later` rows where there are any."""

    features: Sequence[str]
    seed: int
    design: Design
    later: pd.DataFrame | None = None
    everyone: StoredRows | None = None

    def candidates(self, rows: pd.DataFrame, names: Sequence[str]) -> dict[str, Model]:
        models: dict[str, Model] = {}
        if {"logistic", "blend"} & set(names):
            models["logistic"] = logistic = self._each("logistic", rows)
        if {"lightgbm", "blend"} & set(names):
            models["lightgbm"] = boosted = self._each("lightgbm", rows)
        if "blend" in names:
            models["blend"] = Blend(logistic, boosted)  # type: ignore[arg-type]  # each is of its own kind
        return {name: models[name] for name in names}

    def _each(self, name: str, rows: pd.DataFrame) -> Part | ByStatus:
        """Fit one model for all, or one for each status."""
        fit: Callable[[pd.DataFrame, str], Part] = self._logistic
        if name == "lightgbm":
            orders = orders_of_newest(rows, seed=self.seed) if self.design.expectations else None
            fit = partial(self._boosted, orders=orders)
        return ByStatus.fit(rows, fit) if name in self.design.by_status else fit(rows, "all")

    def _logistic(self, rows: pd.DataFrame, part: str) -> Logistic:
        reads = self.design.reads("logistic", self.features)
        return Logistic.fit(rows, steady(reads, Reader.LINE), seed=self.seed)

    def _boosted(self, rows: pd.DataFrame, part: str, *, orders: ExpectedOrders | None) -> Boosted:
        base, line = None, [name for name in LINE if name in self.features]
        if line:
            base = Logistic.fit(rows, line, seed=self.seed, inverse_penalty=LINE_INVERSE_PENALTY)
        recipe = replace(self.design.recipe(part), later=self._later(part))
        reads = self.design.reads("lightgbm", self.features)
        inputs = Inputs.of(rows, reads, base=base, orders=orders)
        return Boosted.grown(self._learned_from(rows, part), inputs, seed=self.seed, recipe=recipe)

    def _learned_from(self, rows: pd.DataFrame, part: str) -> Rows:
        """Give the rows of a status that trees learn from: of every client, where there are more."""
        if self.everyone is None or part == "all":
            return rows if self.everyone is None else self.everyone
        return self.everyone.where((self.everyone.labels["status"] == part).to_numpy())

    def _later(self, part: str) -> pd.DataFrame | None:
        """Give the later rows of a status, where enough of them left and stayed."""
        if self.later is None or part == "all":
            return self.later
        rows = self.later[self.later["status"] == part]
        leavers = rows["left"].sum()
        return rows if min(leavers, len(rows) - leavers) >= FEWEST_OF_A_CLASS else None


@dataclass(frozen=True)
class HeldOut:
    """Scores of rows that the scoring model has not learned from, to calibrate on.

    Attributes
    ----------
    scores : mapping of str to ndarray
        P(left) before calibration, by candidate.
    left, weights : ndarray
    how : str
        `LATER_DAYS` or `GROUPED_FOLDS`.
    trees : mapping of str to int
        How many trees were best on these rows, by status and of ``all``; empty where they are not later.
    """

    scores: Mapping[str, np.ndarray]
    left: np.ndarray
    weights: np.ndarray
    how: str
    trees: Mapping[str, int] = field(default_factory=dict)

    def calibrator(self, candidate: str, method: str) -> Calibrator:
        """Fit a calibrator of that method for that candidate."""
        return Calibrator.fit(method, self.scores[candidate], self.left, self.weights)


def hold_out(
    rows: pd.DataFrame, features: Sequence[str], names: Sequence[str], *, seed: int, design: Design = PLAIN
) -> HeldOut:
    """Score rows by models that have not learned from them.

    The models learn from rows whose horizons end before a later slice of as-of days begins, and score that
    slice; LightGBM's trees grow as long as they gain on it. Where the history is too short for that, each
    half of the clients is scored by models that learned from the other half.

    Parameters
    ----------
    rows, features, names, seed, design
        As in `fit_models`.
    """
    day = _later_slice_begins(rows)
    if day is not None:
        early, late = rows[rows["ends_day"] <= day], rows[rows["as_of_day"] >= day]
        models = _Workshop(features, seed, design, late).candidates(early, names)
        scores = {name: model.predict(late) for name, model in models.items()}
        return HeldOut(scores, late["left"].to_numpy(), row_weights(late), LATER_DAYS, _trees(models))
    folds = {name: np.zeros(len(rows)) for name in names}
    for learn, judge in GroupKFold(FOLDS).split(rows, groups=rows["client_id"]):
        models = fit_models(rows.iloc[learn], features, names, seed=seed, design=design)
        for name, model in models.items():
            folds[name][judge] = model.predict(rows.iloc[judge])
    return HeldOut(folds, rows["left"].to_numpy(), row_weights(rows), GROUPED_FOLDS)


def _trees(models: Mapping[str, Model]) -> dict[str, int]:
    """Tell how many trees each of LightGBM's models has."""
    for model in models.values():
        grown = model.boosted if isinstance(model, Blend) else model
        if isinstance(grown, Boosted):
            return {"all": grown.trees}
        if isinstance(grown, ByStatus) and isinstance(grown.rest, Boosted):
            parts = {"all": grown.rest, **grown.models}
            return {name: part.trees for name, part in parts.items() if isinstance(part, Boosted)}
    return {}


def _later_slice_begins(rows: pd.DataFrame) -> int | None:
    """Find the latest day on which a later slice can begin and leave enough on both sides; None if none."""

    def enough(side: pd.DataFrame, share: float) -> bool:
        leavers = side["left"].sum()
        return bool(len(side) >= share * len(rows) and min(leavers, len(side) - leavers) >= FEWEST_OF_A_CLASS)

    for day in sorted(rows["as_of_day"].unique(), reverse=True):
        if enough(rows[rows["as_of_day"] >= day], LATER_SHARE):
            if enough(rows[rows["ends_day"] <= day], EARLIER_SHARE):
                return int(day)
            return None
    return None
