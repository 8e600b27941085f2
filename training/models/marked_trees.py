"""What LightGBM's trees say of many rows, asked split by split over a block of rows, not row by row.

LightGBM walks each row down each tree, and a processor can't foresee which way the row goes. Here a split is
put to thousands of rows at once: whoever goes right there loses the leaves on its left. Of the leaves that a
row has not lost, the leftmost is its own.

References
----------
Lucchese, Nardini, Orlando, Perego, Tonellotto & Venturini 2015, QuickScorer, SIGIR.
"""

import logging
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Self

import lightgbm as lgb
import numpy as np

from training.models.rows import threads_for
from training.worth.ranges import FloatArray

logger = logging.getLogger(__name__)
#: With fewer rows LightGBM is done before the trees are read and checked.
ROWS_WORTH_MARKS = 20_000
#: Rows that splits are put to at once: their columns stay in the processor's cache.
BLOCK = 16_384
#: The cost grows with the leaves, LightGBM's with their logarithm.
MOST_LEAVES = 32
#: LightGBM takes numbers no farther from 0 than this for 0.
ZERO = float(np.float32(1e-35))
#: LightGBM tells a threshold that no number is beyond, which parts the missing from the known, as this one.
TOLD_FOR_INFINITY = 1e300
LARGEST = float(np.finfo("float64").max)
CHECKED_ROWS = 4_096
TOLERANCE = 1e-9


@dataclass(frozen=True)
class Split:
    """Where a tree parts the rows.

    Attributes
    ----------
    column : int
    threshold : float
        Greater values go right; nan where the column is codes.
    missing_left : bool
        Whether a missing number goes left; a missing code never does.
    right : ndarray of bool or None
        Whether a code goes right, from place 1 on: place 0 is of no code, the last one of all codes above.
    left : unsigned integer
        A bit for each leaf on the left.
    """

    column: int
    threshold: float
    missing_left: bool
    right: np.ndarray | None
    left: np.unsignedinteger[Any]


@dataclass(frozen=True)
class Tree:
    """One tree: its splits, and what its leaves say, from left to right."""

    splits: tuple[Split, ...]
    leaves: FloatArray


@dataclass(frozen=True)
class MarkedTrees:
    """The trees of a booster, for many rows.

    Attributes
    ----------
    trees : tuple of Tree
    columns : int
        Of a row.
    bits : type
        Unsigned integer with a bit for each leaf of the largest tree.
    """

    trees: tuple[Tree, ...]
    columns: int
    bits: type[np.unsignedinteger[Any]]

    @classmethod
    def of(cls, booster: lgb.Booster) -> Self | None:
        """Read the trees that serve; None where one has more than `MOST_LEAVES`."""
        told = [tree["tree_structure"] for tree in booster.dump_model()["tree_info"]]
        leaves = [np.array([node["leaf_value"] for node in _leaves(top)]) for top in told]
        largest = max(map(len, leaves), default=0)
        if largest > MOST_LEAVES:
            return None
        bits = next(kind for kind in (np.uint8, np.uint16, np.uint32) if largest <= np.iinfo(kind).bits)
        trees = (Tree(tuple(_splits(top, bits)), values) for top, values in zip(told, leaves, strict=True))
        return cls(tuple(trees), booster.num_feature(), bits)

    def raw_scores(self, rows: FloatArray) -> FloatArray:
        """Give the sum of the trees for each row, summed in LightGBM's own order."""
        sums = np.zeros(len(rows))
        for begin in range(0, len(rows), BLOCK):
            self._add(rows[begin : begin + BLOCK], sums[begin : begin + BLOCK])
        return sums

    def _add(self, rows: FloatArray, sums: FloatArray) -> None:
        known = np.minimum(rows.T, LARGEST, order="C")
        beyond = np.where(np.isnan(known), np.inf, known)
        codes = {column: _places(known[column]) for column in self._codes}
        goes_right = np.empty(len(rows), dtype=bool)
        lost, losing = np.empty((2, len(rows)), dtype=self.bits)
        for tree in self.trees:
            lost[:] = 0
            for split in tree.splits:
                if split.right is None:
                    column = (known if split.missing_left else beyond)[split.column]
                    np.greater(column, split.threshold, out=goes_right)
                else:
                    np.take(split.right, codes[split.column], mode="clip", out=goes_right)
                np.multiply(goes_right.view(np.uint8), split.left, out=losing)
                np.bitwise_or(lost, losing, out=lost)
            leftmost = ~lost & (lost + self.bits(1))
            sums += tree.leaves[np.frexp(leftmost.astype("float64"))[1] - 1]

    @cached_property
    def _codes(self) -> frozenset[int]:
        return frozenset(
            split.column for tree in self.trees for split in tree.splits if split.right is not None
        )

    def made_up_rows(self) -> FloatArray:
        """Give rows of what may be judged wrongly: thresholds, what is next to them, each code, no value."""
        edges: dict[int, list[float]] = {}
        for split in (split for tree in self.trees for split in tree.splits):
            here = edges.setdefault(split.column, [np.nan, 0.0, ZERO, -ZERO])
            if split.right is None:
                here += [split.threshold, math.nextafter(split.threshold, math.inf)]
            else:
                here += [-1.0, *map(float, range(len(split.right)))]
        rng = np.random.default_rng(0)
        rows = np.zeros((CHECKED_ROWS, self.columns))
        for column, values in edges.items():
            rows[:, column] = rng.permutation(np.resize(np.unique(values), CHECKED_ROWS))
        return rows


@dataclass(frozen=True)
class Trees:
    """A booster, asked for many rows by its marked trees where these say the same.

    Attributes
    ----------
    booster : lightgbm.Booster
    """

    booster: lgb.Booster

    def raw_scores(self, rows: FloatArray) -> FloatArray:
        """Give the sum of the trees for each row, before LightGBM makes a probability or money of it."""
        if len(rows) >= ROWS_WORTH_MARKS and self.marked is not None:
            return self.marked.raw_scores(rows)
        return self._by_lightgbm(rows)

    @cached_property
    def marked(self) -> MarkedTrees | None:
        """The marked trees, read and checked when they are first wanted; None where LightGBM has to score."""
        marked = MarkedTrees.of(self.booster)
        if marked is None:
            return None
        rows = marked.made_up_rows()
        if np.allclose(
            marked.raw_scores(rows), self._by_lightgbm(rows), rtol=TOLERANCE, atol=TOLERANCE, equal_nan=True
        ):
            return marked
        logger.warning("Marked trees say something else than LightGBM, so LightGBM scores; that is slower.")
        return None

    def _by_lightgbm(self, rows: FloatArray) -> FloatArray:
        return np.asarray(self.booster.predict(rows, raw_score=True, num_threads=threads_for(len(rows))))


def _leaves(node: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    if "split_index" not in node:
        yield node
    else:
        yield from _leaves(node["left_child"])
        yield from _leaves(node["right_child"])


def _splits(node: Mapping[str, Any], bits: type[np.unsignedinteger[Any]], first: int = 0) -> Iterator[Split]:
    """Give the splits below a node whose leftmost leaf is the first or a later one of the tree."""
    if "split_index" not in node:
        return
    on_the_left = sum(1 for _ in _leaves(node["left_child"]))
    left = bits(((1 << on_the_left) - 1) << first)
    if node["decision_type"] == "==":
        yield Split(node["split_feature"], np.nan, False, _right(node["threshold"]), left)
    else:
        threshold = _as_compared(node["threshold"])
        # where training saw nothing missing LightGBM takes a missing number for 0
        missing_left = node["default_left"] if node["missing_type"] == "NaN" else threshold >= 0
        yield Split(node["split_feature"], threshold, missing_left, None, left)
    yield from _splits(node["left_child"], bits, first)
    yield from _splits(node["right_child"], bits, first + on_the_left)


def _as_compared(threshold: float) -> float:
    """Give the threshold that LightGBM compares by: it parts nothing of what it takes for 0 or infinite."""
    if abs(threshold) >= TOLD_FOR_INFINITY:
        return LARGEST if threshold > 0 else -np.inf
    if abs(threshold) > ZERO:
        return threshold
    return ZERO if threshold >= 0 else float(np.nextafter(-ZERO, -np.inf))


def _right(codes: str) -> np.ndarray:
    """Tell of each place whether it goes right; the codes that go left are told as ``0||3``."""
    left = [int(code) for code in codes.split("||")]
    right = np.ones(max(left) + 3, dtype=bool)
    right[np.array(left) + 1] = False
    return right


def _places(codes: FloatArray) -> np.ndarray:
    return np.nan_to_num(np.maximum(codes, -1), nan=-1).astype(np.intp) + 1
