"""How many clients held each value of a category on one day; a value that few hold is never named."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
import pandas as pd

from training.models.levels import FEWEST_HOLDERS
from training.monitoring.distributions import FEWEST_KNOWN, Shift, shift_of_counts


@dataclass(frozen=True)
class ValueCounts:
    """Clients by value.

    Attributes
    ----------
    held : mapping of str to int
        Value → clients, of values that at least `training.models.levels.FEWEST_HOLDERS` hold.
    others : int
        Clients with any other value.
    missing : int
        Clients without one.

    Examples
    --------
    >>> then = ValueCounts.of(pd.Series(["North"] * 60 + ["Moon"] * 3 + [None]))
    >>> dict(then.held), then.others, then.missing
    ({'North': 60}, 3, 1)
    """

    held: Mapping[str, int]
    others: int
    missing: int

    @classmethod
    def of(cls, values: pd.Series) -> Self:
        """Count the clients of a day, one row each.

        Parameters
        ----------
        values : Series of str
            None or nan where nothing is said.
        """
        said = values.dropna().astype("str")
        counts = said.value_counts().sort_index()
        enough = counts[counts >= FEWEST_HOLDERS]
        held = {str(value): int(count) for value, count in enough.items()}
        return cls(held, int(len(said) - enough.sum()), int(len(values) - len(said)))

    @property
    def known(self) -> int:
        """How many clients have a value."""
        return sum(self.held.values()) + self.others

    @property
    def clients(self) -> int:
        """How many clients there are."""
        return self.known + self.missing

    @property
    def missing_share(self) -> float:
        """Share of the clients without a value; nan without clients."""
        return self.missing / self.clients if self.clients else np.nan

    def share(self, value: str) -> float:
        """Give the share of a named value among those who have one; 0 where too few held it."""
        return self.held.get(value, 0) / self.known if self.known else 0.0

    def to_dict(self) -> dict[str, Any]:
        """Give what JSON can carry."""
        return {"held": dict(self.held), "others": self.others, "missing": self.missing}

    @classmethod
    def from_dict(cls, content: Mapping[str, Any]) -> Self:
        """Read back what `to_dict` gave."""
        held = {str(value): int(count) for value, count in content["held"].items()}
        return cls(held, int(content["others"]), int(content["missing"]))


def shift_of_values(then: ValueCounts, now: ValueCounts) -> Shift:
    """Reckon the population stability index over the values; rare ones count together, as one.

    A value that was rare and is held by many now, or the other way round, is a bin of its own, with those
    whom the other day counts among the rare taken for none.

    Examples
    --------
    >>> then = ValueCounts({"North": 500, "South": 500}, 0, 0)
    >>> round(shift_of_values(then, ValueCounts({"North": 500, "East": 500}, 0, 0)).psi, 1)
    6.9
    """
    if min(then.known, now.known) < FEWEST_KNOWN:
        return Shift(np.nan, np.nan)
    names = sorted({*then.held, *now.held})
    counts = np.array(
        [[*(day.held.get(name, 0) for name in names), day.others] for day in (then, now)], dtype=np.float64
    )
    return shift_of_counts(*counts[:, counts.sum(axis=0) > 0])


def most_moved(then: ValueCounts, now: ValueCounts) -> str:
    """Name the value whose share moved furthest; empty where none has a name."""
    names = sorted({*then.held, *now.held})
    return max(names, key=lambda name: abs(now.share(name) - then.share(name)), default="")
