"""Which values of a category a model knows, and the code of each; a value that few clients hold has none."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
import pandas as pd

from features.errors import BadDataError
from training.worth.ranges import FloatArray

#: A value that fewer clients hold tells of these clients, not of the value, and may name one of them.
FEWEST_HOLDERS = 50
#: Of more values than these the most frequent stay.
MOST_LEVELS = 250


@dataclass(frozen=True)
class Levels:
    """The values of each category that have a code of their own.

    Attributes
    ----------
    known : mapping of str to tuple of str
        Category → values, in the order of their codes, from 0.
    pooled : frozenset of str
        Categories of which the other values together had enough holders to be learned as one. Their code is
        the next after the last. Whether a value was rare then or is new now can't be told apart without
        keeping the rare ones, so both are this one; without a pool both are missing.

    Examples
    --------
    >>> levels = Levels({"branch": ("North", "South")}, frozenset({"branch"}))
    >>> levels.codes(pd.DataFrame({"branch": ["South", None, "Somewhere"]}), "branch")
    array([ 1., nan,  2.])
    """

    known: Mapping[str, tuple[str, ...]]
    pooled: frozenset[str] = frozenset()

    @classmethod
    def of(cls, rows: pd.DataFrame, names: Iterable[str]) -> Self:
        """Learn the values that enough clients hold; no outcome is read.

        Parameters
        ----------
        rows : DataFrame
            The categories as texts, and ``client_id``: holders are counted, not rows.
        names : iterable of str
            The categories.
        """
        known, pooled = {}, set()
        for name in names:
            held = rows.loc[rows[name].notna(), [name, "client_id"]]
            holders = held.groupby(name, observed=True)["client_id"].nunique()
            enough = holders[holders >= FEWEST_HOLDERS].sort_values(ascending=False, kind="stable")
            known[name] = tuple(sorted(map(str, enough.index[:MOST_LEVELS])))
            others = held.loc[~held[name].isin(known[name]), "client_id"].nunique()
            if others >= FEWEST_HOLDERS:
                pooled.add(name)
        return cls(known, frozenset(pooled))

    def count(self, name: str) -> int:
        """Give how many codes a category has."""
        return len(self.known[name]) + (name in self.pooled)

    def codes(self, rows: pd.DataFrame, name: str) -> FloatArray:
        """Give each row's code, a whole number from 0; nan where nothing is said or the value is not known.

        Raises
        ------
        BadDataError
            If the column holds numbers.
        """
        values = rows[name]
        said = values.notna().to_numpy()
        if pd.api.types.is_numeric_dtype(values) and said.any():
            raise BadDataError(
                f"The column {name} holds numbers; the model needs texts there. Write them as texts."
            )
        places = pd.Index(self.known[name], dtype="object").get_indexer(pd.Index(values.astype("object")))
        other = float(len(self.known[name])) if name in self.pooled else np.nan
        return np.where(said, np.where(places >= 0, places, other), np.nan)

    def to_dict(self) -> dict[str, Any]:
        """Give what JSON can carry."""
        return {
            "known": {name: list(values) for name, values in self.known.items()},
            "pooled": sorted(self.pooled),
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read back what `to_dict` gave."""
        return cls({name: tuple(values) for name, values in data["known"].items()}, frozenset(data["pooled"]))


#: No category is read.
NO_LEVELS = Levels({})
