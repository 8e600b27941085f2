"""How the candidates are built: what was settled for them on days before the judged ones."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Self

from features.catalog import is_category
from training.models.boosting import Recipe, Tuned


@dataclass(frozen=True)
class Design:
    """What may differ from one company to another.

    Attributes
    ----------
    tuned : mapping of str to float
        What differs from LightGBM's settled parameters.
    by_status : frozenset of str
        Of `logistic` and `lightgbm`: those that have a model for each status.
    categories : frozenset of str
        Those that read categories.
    expectations : bool
        Whether LightGBM reads what buy-till-you-die expects.
    monotone : bool
        Whether LightGBM's trees keep to what the trade knows of a feature's rise.
    trees : mapping of str to int
        How many trees were found best on later rows, by status and of ``all``; empty: not found.
    """

    tuned: Tuned = field(default_factory=dict)
    by_status: frozenset[str] = frozenset()
    categories: frozenset[str] = frozenset()
    expectations: bool = False
    monotone: bool = True
    trees: Mapping[str, int] = field(default_factory=dict)

    def reads(self, candidate: str, features: Collection[str]) -> tuple[str, ...]:
        """Give those of the features that a candidate reads."""
        return tuple(name for name in features if candidate in self.categories or not is_category(name))

    def inputs(self, features: Collection[str]) -> tuple[str, ...]:
        """Give those of the features that any candidate reads."""
        return tuple(name for name in features if self.categories or not is_category(name))

    def recipe(self, part: str) -> Recipe:
        """Say how the trees of a status, or of ``all``, are grown."""
        return Recipe(self.tuned, self.expectations, self.monotone, self.trees.get(part))

    def with_trees(self, trees: Mapping[str, int]) -> Self:
        """Give the same design with so many trees."""
        return replace(self, trees=trees)


#: What is built where nothing else was settled.
PLAIN = Design()
