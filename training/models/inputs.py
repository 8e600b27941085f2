"""What trees read of a client: numbers, codes of categories, and what buy-till-you-die expects."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
import pandas as pd

from features.catalog import is_category
from training.models.buy_till_you_die import NEEDED, ExpectedOrders
from training.models.levels import NO_LEVELS, Levels
from training.models.logistic import Logistic
from training.models.rows import matrix

#: What buy-till-you-die says of a client, where the trees read it: order days expected within the horizon,
#: the chance not to be gone, and P(left).
EXPECTATIONS = ("expected_orders_log", "expected_alive", "expected_left")
_LEAST = 1e-6


@dataclass(frozen=True)
class Inputs:
    """The columns of the trees, and where these begin.

    Attributes
    ----------
    features : tuple of str
        Numbers and categories.
    base : Logistic or None
        Whose log-odds the trees begin from.
    levels : Levels
        Of the categories.
    orders : ExpectedOrders or None
        What `EXPECTATIONS` are made of, where the trees read them.
    """

    features: tuple[str, ...]
    base: Logistic | None = None
    levels: Levels = NO_LEVELS
    orders: ExpectedOrders | None = None

    @classmethod
    def of(
        cls,
        rows: pd.DataFrame,
        features: Sequence[str],
        *,
        base: Logistic | None = None,
        orders: ExpectedOrders | None = None,
    ) -> Self:
        """Learn the categories' values."""
        levels = Levels.of(rows, [name for name in features if is_category(name)])
        return cls(tuple(features), base, levels, orders)

    @property
    def columns(self) -> tuple[str, ...]:
        """What the trees read, in order."""
        return self.features if self.orders is None else (*self.features, *EXPECTATIONS)

    @property
    def needed(self) -> tuple[str, ...]:
        """Columns of the rows that all of it is made of."""
        of_orders = () if self.orders is None else (*NEEDED, "horizon_days")
        of_base = () if self.base is None else self.base.features
        return tuple(dict.fromkeys((*self.features, *of_orders, *of_base)))

    @property
    def categories(self) -> list[int]:
        """Places of the columns that are codes."""
        return [place for place, name in enumerate(self.features) if name in self.levels.known]

    def matrix(self, rows: pd.DataFrame) -> np.ndarray:
        """Give the columns of rows as floats; nan where missing."""
        told = matrix(rows, self.features, self.levels)
        return told if self.orders is None else np.hstack([told, expectations(self.orders, rows)])

    def start(self, rows: pd.DataFrame) -> np.ndarray:
        """Give the log-odds from which the trees begin, one a row."""
        return np.zeros(len(rows)) if self.base is None else self.base.log_odds(rows)


def orders_of_newest(rows: pd.DataFrame, *, seed: int) -> ExpectedOrders:
    """Learn how often clients order from the latest of the rows' days; a status alone says nothing of it."""
    return ExpectedOrders.fit(rows[rows["as_of_day"] == rows["as_of_day"].max()], seed=seed)


def expectations(orders: ExpectedOrders, rows: pd.DataFrame) -> np.ndarray:
    """Give `EXPECTATIONS` of each client, shape (rows, 3); nan where orders or horizon are not known."""
    ahead = rows["horizon_days"].to_numpy(dtype="float64")
    alive, silent = orders.alive(rows), orders.silent_if_alive(rows, ahead)
    expected = orders.predict(rows, ahead)
    return np.column_stack([np.log(np.maximum(expected, _LEAST)), alive, 1 - alive * (1 - silent)])


def column_names(features: Sequence[str]) -> list[str]:
    """Name the trees' columns: LightGBM refuses marks that a company's own attribute may have in its name.

    Examples
    --------
    >>> column_names(["days_since_order", "attribute_size, m²"])
    ['days_since_order', 'column_1']
    """
    return [
        name if name.isascii() and name.isidentifier() else f"column_{place}"
        for place, name in enumerate(features)
    ]
