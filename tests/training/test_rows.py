"""How rows enter a model: columns by name, weights by age, and probabilities as log-odds and back."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from features.errors import BadDataError
from training.models.rows import (
    HALF_LIFE_DAYS,
    ROWS_WORTH_THREADS,
    from_log_odds,
    log_odds,
    matrix,
    row_weights,
    threads_for,
)


def test_columns_are_taken_by_name_whatever_their_order() -> None:
    rows = pd.DataFrame({"a": [1, 2], "b": [3.5, np.nan], "other": ["x", "y"]})
    there = matrix(rows, ["a", "b"])
    assert np.array_equal(there, [[1, 3.5], [2, np.nan]], equal_nan=True)
    assert np.array_equal(matrix(rows[["other", "b", "a"]], ["a", "b"]), there, equal_nan=True)


def test_missing_columns_are_all_named() -> None:
    with pytest.raises(BadDataError, match=r"lack the model's columns: b, c\. Compute them with the same"):
        matrix(pd.DataFrame({"a": [1.0]}), ["a", "b", "c"])


def test_text_is_no_number() -> None:
    rows = pd.DataFrame({"a": ["1"], "b": [1.0]})
    with pytest.raises(BadDataError, match=r"The columns a hold no numbers\. The model needs numbers there"):
        matrix(rows, ["a", "b"])


def test_a_row_one_half_life_older_weighs_half() -> None:
    rows = pd.DataFrame({"as_of_day": [100, 100 - HALF_LIFE_DAYS, 100 - 2 * HALF_LIFE_DAYS], "weight": 1.0})
    assert row_weights(rows) == pytest.approx(np.array([4, 2, 1]) * 3 / 7)


def test_a_rows_own_weight_multiplies() -> None:
    rows = pd.DataFrame({"as_of_day": 5, "weight": [1.0, 10.0, 1.0]})
    assert row_weights(rows) == pytest.approx([0.25, 2.5, 0.25])


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 2000), st.floats(0.1, 20)), min_size=1, max_size=30), st.floats(5, 400)
)
def test_weights_have_a_mean_of_one_and_do_not_depend_on_the_calendar(
    rows: list[tuple[int, float]], half_life: float
) -> None:
    frame = pd.DataFrame(rows, columns=["as_of_day", "weight"])
    weights = row_weights(frame, half_life_days=half_life)
    assert weights.mean() == pytest.approx(1)
    later = frame.assign(as_of_day=frame["as_of_day"] + 365)
    assert row_weights(later, half_life_days=half_life) == pytest.approx(weights)


@settings(deadline=None)
@given(st.floats(1e-8, 1 - 1e-8))
def test_log_odds_go_there_and_back(probability: float) -> None:
    there = log_odds(np.array([probability]))
    assert from_log_odds(there) == pytest.approx([probability], rel=1e-9)


def test_log_odds_of_a_certainty_are_finite_and_no_odds_are_certain() -> None:
    assert np.isfinite(log_odds(np.array([0.0, 1.0]))).all()
    extremes = from_log_odds(np.array([-1e6, 1e6]))
    assert 0 < extremes[0] < extremes[1] < 1
    assert from_log_odds(np.array([0.0])) == [0.5]


def test_few_rows_are_not_worth_threads() -> None:
    assert (threads_for(1), threads_for(ROWS_WORTH_THREADS - 1), threads_for(ROWS_WORTH_THREADS)) == (1, 1, 0)
