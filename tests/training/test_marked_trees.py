"""Trees asked split by split: they say what LightGBM says, to the last bit, or LightGBM scores and it is told."""

from dataclasses import replace
from functools import cache
from typing import Any, NoReturn

import lightgbm as lgb
import numpy as np
import pytest

from training.models import marked_trees
from training.models.marked_trees import BLOCK, LARGEST, ROWS_WORTH_MARKS, MarkedTrees, Trees

CODES = 40


def clients(rows: int, seed: int) -> np.ndarray:
    """A number often missing, one never, one mostly 0 or nearly, a code, one that says only that it is there."""
    rng = np.random.default_rng(seed)
    gappy = np.where(rng.random(rows) < 0.2, np.nan, rng.normal(size=rows))
    nearly = rng.choice([0.0, 1e-36, -1e-36, 1e-35, -1e-35, 1.0, -1.0], rows)
    codes = np.where(rng.random(rows) < 0.1, np.nan, rng.integers(0, CODES, rows))
    there = np.where(rng.random(rows) < 0.4, np.nan, rng.normal(size=rows))
    return np.column_stack([gappy, rng.normal(size=rows), nearly, codes, there])


@cache
def booster(leaves: int = 8, **more: Any) -> lgb.Booster:
    X = clients(4000, 1)
    rng = np.random.default_rng(2)
    odds = np.nan_to_num(X[:, 0], nan=1.0) + X[:, 1] * X[:, 2] + np.nan_to_num(X[:, 3] % 3)
    odds += 2.0 * np.isnan(X[:, 4])
    left = (rng.random(len(X)) < 1 / (1 + np.exp(1 - odds))).astype("float64")
    settled = {"objective": "binary", "num_leaves": leaves, "min_data_in_leaf": 5, "min_data_per_group": 5}
    data = lgb.Dataset(X, left, categorical_feature=[3])
    return lgb.train({**settled, "num_threads": 1, "verbose": -1, **more}, data, num_boost_round=30)


def strangers(rows: int) -> np.ndarray:
    """Clients as in training, and among them what was never seen there."""
    X = clients(rows, 3)
    X[::7, 3] = CODES + np.arange(len(X[::7]))
    X[1::7, 1] = np.nan
    X[2::7, 0] = np.inf
    X[3::7, 3] = -1
    X[5::7, 4], X[6::7, 4] = np.inf, 1.7e308
    X[4] = np.nan
    return X


def by_lightgbm(trees: lgb.Booster, rows: np.ndarray) -> np.ndarray:
    return np.asarray(trees.predict(rows, raw_score=True, num_threads=1))


def marked_of(trees: lgb.Booster) -> MarkedTrees:
    marked = MarkedTrees.of(trees)
    assert marked is not None
    return marked


@pytest.mark.parametrize("leaves", [2, 4, 8, 9, 16, 17, 32])
def test_every_score_is_lightgbms_to_the_last_bit(leaves: int) -> None:
    trees, X = booster(leaves), strangers(3000)
    marked = marked_of(trees)
    assert max(len(tree.leaves) for tree in marked.trees) == leaves
    assert np.array_equal(marked.raw_scores(X), by_lightgbm(trees, X))
    made_up = marked.made_up_rows()
    assert np.array_equal(marked.raw_scores(made_up), by_lightgbm(trees, made_up))


def test_the_trees_of_the_tests_ask_all_there_is_to_ask() -> None:
    splits = [split for tree in marked_of(booster()).trees for split in tree.splits]
    numbers = [split for split in splits if split.right is None]
    assert len(numbers) < len(splits)
    assert {split.missing_left for split in numbers} == {True, False}
    assert {split.column for split in splits} == {0, 1, 2, 3, 4}
    assert any(split.threshold == LARGEST for split in numbers)  # the missing from all that are known
    assert any(abs(split.threshold) < 1e-30 for split in numbers)


def test_a_block_that_is_not_full_and_no_row_at_all() -> None:
    trees, X = booster(), strangers(BLOCK + 1)
    marked = marked_of(trees)
    assert np.array_equal(marked.raw_scores(X), by_lightgbm(trees, X))
    assert len(marked.raw_scores(X[:0])) == 0


def test_trees_after_the_best_one_do_not_score() -> None:
    stopped = lgb.Booster(model_str=booster().model_to_string())
    stopped.best_iteration = 3
    marked = marked_of(stopped)
    assert len(marked.trees) == 3
    assert np.array_equal(marked.raw_scores(strangers(100)), by_lightgbm(stopped, strangers(100)))


def test_trees_that_never_part_the_rows() -> None:
    alone = booster(min_data_in_leaf=4000)
    assert np.array_equal(marked_of(alone).raw_scores(strangers(9)), by_lightgbm(alone, strangers(9)))


def test_many_rows_are_scored_by_marks_and_few_by_lightgbm(monkeypatch: pytest.MonkeyPatch) -> None:
    X = strangers(ROWS_WORTH_MARKS)
    expected = by_lightgbm(booster(), X)
    asked = lgb.Booster(model_str=booster().model_to_string())
    trees = Trees(asked)
    assert trees.marked is not None

    def unwanted(*_: object, **__: object) -> NoReturn:
        raise AssertionError

    monkeypatch.setattr(asked, "predict", unwanted)
    assert np.array_equal(trees.raw_scores(X), expected)
    with pytest.raises(AssertionError):
        trees.raw_scores(X[1:])
    monkeypatch.setattr(MarkedTrees, "of", unwanted)
    assert np.array_equal(Trees(booster()).raw_scores(X[1:]), expected[1:])


def test_where_marks_say_something_else_lightgbm_scores_and_it_is_told(
    caplog: pytest.LogCaptureFixture,
) -> None:
    other = booster(zero_as_missing=True)  # which we never ask for, and marks do not know
    X = strangers(ROWS_WORTH_MARKS)
    assert np.abs(marked_of(other).raw_scores(X) - by_lightgbm(other, X)).max() > 0.01
    assert np.array_equal(Trees(other).raw_scores(X), by_lightgbm(other, X))
    assert "so LightGBM scores" in caplog.text


@pytest.mark.parametrize(("change", "taken"), [(1e-6, False), (1e-13, True)])
def test_one_leaf_that_differs_is_enough(
    change: float, taken: bool, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    marked = marked_of(booster())
    last = marked.trees[-1]
    leaves = last.leaves + change * (np.arange(len(last.leaves)) == len(last.leaves) - 1)
    changed = replace(marked, trees=(*marked.trees[:-1], replace(last, leaves=leaves)))
    monkeypatch.setattr(MarkedTrees, "of", lambda _: changed)
    assert (Trees(booster()).marked is not None) == taken
    assert ("so LightGBM scores" in caplog.text) != taken


def test_large_trees_are_left_to_lightgbm(caplog: pytest.LogCaptureFixture) -> None:
    large = booster(marked_trees.MOST_LEAVES + 1)
    X = strangers(ROWS_WORTH_MARKS)
    assert np.array_equal(Trees(large).raw_scores(X), by_lightgbm(large, X))
    assert MarkedTrees.of(large) is None
    assert not caplog.text
