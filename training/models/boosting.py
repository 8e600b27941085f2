"""LightGBM, begun from a straight line that goes on where trees must stop."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Any, Self

import lightgbm as lgb
import numpy as np
import pandas as pd

from features.catalog import rises
from features.errors import DamagedError
from training.models.growing import grow
from training.models.inputs import Inputs, column_names, orders_of_newest
from training.models.logistic import Logistic
from training.models.marked_trees import Trees
from training.models.rows import from_log_odds, onto, repeatable, threads_for
from training.past.stored_rows import Rows

TREES, MOST_TREES = 125, 500
Tuned = Mapping[str, float]
#: Nothing differs from what is settled.
SETTLED: Tuned = MappingProxyType({})
#: Under it `inputs.EXPECTATIONS` are counted when reasons are told: silence is what moves them.
COUNTED_UNDER = "days_since_order"


def parameters(rows: int, *, seed: int, tuned: Tuned = SETTLED) -> dict[str, Any]:
    """Give LightGBM's parameters for so many rows: small trees, many of them, the same on every run.

    A value of a category moves a score only where many rows bear it out: companies have hundreds of branches.
    """
    settled = {
        "objective": "binary",
        "learning_rate": 0.06,
        "num_leaves": 8,
        "min_data_in_leaf": int(np.clip(rows // 200, 10, 200)),
        "feature_fraction": 0.4,
        "bagging_fraction": 0.6,
        "bagging_freq": 1,
        "lambda_l2": 20.0,
        "cat_l2": 50.0,
        "cat_smooth": 100.0,
        "max_cat_threshold": 8,
        "min_data_per_group": int(np.clip(rows // 100, 20, 500)),
        **repeatable(rows, seed=seed),
    }
    return settled | {name: value for name, value in tuned.items() if name != "trees"}


@dataclass(frozen=True)
class Recipe:
    """How trees are grown.

    Attributes
    ----------
    tuned : mapping of str to float
        What differs from the settled parameters, and ``trees``.
    expectations : bool
        Whether they read `training.models.inputs.EXPECTATIONS`.
    monotone : bool
        Whether they keep to what the trade knows of a feature's rise (`rises` of the catalog). The straight
        line's own features are left free: there the trees only bend what it says.
    trees : int or None
        So many trees; None: as `tuned` says, or `TREES`.
    later : DataFrame or None
        Labelled rows of days after those learned from: growing stops where they gain no more.
    """

    tuned: Tuned = field(default_factory=dict)
    expectations: bool = False
    monotone: bool = False
    trees: int | None = None
    later: pd.DataFrame | None = None


@dataclass(frozen=True)
class Boosted:
    """A fitted LightGBM model of leaving.

    Attributes
    ----------
    inputs : Inputs
        What the trees read, and the small logistic regression whose log-odds they start from: beyond what
        they saw it goes on, they can't.
    booster : lightgbm.Booster
    """

    name = "lightgbm"

    inputs: Inputs
    booster: lgb.Booster

    @classmethod
    def fit(
        cls,
        rows: Rows,
        features: Sequence[str],
        *,
        seed: int,
        base: Logistic | None = None,
        recipe: Recipe | None = None,
    ) -> Self:
        """Fit on labelled rows.

        Parameters
        ----------
        rows : DataFrame or StoredRows
        features : sequence of str
            Numbers, and categories of the catalog; of stored rows numbers only (else see `grown`).
        seed : int
        base : Logistic, optional
        recipe : Recipe, optional
        """
        told = recipe or Recipe()
        inputs = Inputs(tuple(features), base)
        if isinstance(rows, pd.DataFrame):
            orders = orders_of_newest(rows, seed=seed) if told.expectations else None
            inputs = Inputs.of(rows, features, base=base, orders=orders)
        return cls.grown(rows, inputs, seed=seed, recipe=told)

    @classmethod
    def grown(cls, rows: Rows, inputs: Inputs, *, seed: int, recipe: Recipe) -> Self:
        """Grow trees of inputs that are settled, on labelled rows that need not fit into memory."""
        asked = parameters(len(rows), seed=seed, tuned=recipe.tuned)
        if recipe.monotone:
            free = () if inputs.base is None else inputs.base.features
            asked["monotone_constraints"] = [0 if name in free else rises(name) for name in inputs.columns]
        trees, later = int(recipe.tuned.get("trees", TREES)), None
        if recipe.trees is not None:
            trees = recipe.trees
        elif recipe.later is not None and "trees" not in recipe.tuned:
            trees, later = MOST_TREES, recipe.later
        return cls(inputs, grow(rows, inputs, asked, trees=trees, later=later))

    @property
    def features(self) -> tuple[str, ...]:
        """Numbers and categories that it reads."""
        return self.inputs.features

    @property
    def base(self) -> Logistic | None:
        """The line that its trees start from."""
        return self.inputs.base

    @property
    def trees(self) -> int:
        """How many trees score."""
        return self.booster.best_iteration if self.booster.best_iteration > 0 else self.booster.num_trees()

    @cached_property
    def _trees(self) -> Trees:
        return Trees(self.booster)

    def log_odds(self, rows: pd.DataFrame) -> np.ndarray:
        """Give the log-odds of leaving."""
        X = self.inputs.matrix(rows)
        return np.asarray(self._trees.raw_scores(X) + self.inputs.start(rows))

    def predict(self, rows: pd.DataFrame) -> np.ndarray:
        """Give P(left) before calibration."""
        return from_log_odds(self.log_odds(rows))

    def contributions(self, rows: pd.DataFrame) -> np.ndarray:
        """Give each feature's part of the log-odds (SHAP), shape (rows, features); without the intercept."""
        X = self.inputs.matrix(rows)
        told = self.booster.predict(X, pred_contrib=True, num_threads=threads_for(len(X)))
        trees: np.ndarray = self._counted(np.asarray(told)[:, :-1])
        if self.base is None:
            return trees
        line = onto(self.base.contributions(rows), self.base.features, self.features)
        return np.asarray(trees + line)

    def importance(self) -> pd.Series:
        """Give each feature's share of the trees' gain."""
        told = self._counted(np.asarray(self.booster.feature_importance("gain"))[None, :])
        gain = pd.Series(told[0], index=list(self.features))
        return gain / max(gain.sum(), 1e-12)

    def _counted(self, told: np.ndarray) -> np.ndarray:
        """Count what the expectations add under the feature that moves them."""
        own = told[:, : len(self.features)].copy()
        if self.inputs.orders is not None:
            own[:, self.features.index(COUNTED_UNDER)] += told[:, len(self.features) :].sum(axis=1)
        return own

    def to_text(self) -> str:
        """Give LightGBM's own text form."""
        return str(self.booster.model_to_string())


def booster_of(text: str, features: Sequence[str]) -> lgb.Booster:
    """Read LightGBM's text form; the bytes must have been verified before (a truncated text ends us).

    Raises
    ------
    DamagedError
        If the model was made for other columns.
    """
    booster = lgb.Booster(model_str=text)
    if booster.feature_name() != column_names(features):
        raise DamagedError(
            "The LightGBM model and its description name different columns. Publish them again."
        )
    return booster
