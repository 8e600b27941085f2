"""A planted future column is found by name before training; honest features never are."""

import numpy as np
import pandas as pd
import pytest

from features.errors import GateError
from training.models.leak_probe import leaks, refuse_leaks
from training.trained import Trained


def planted(trained: Trained, *, noise: float = 3.0, seed: int = 1) -> tuple[pd.DataFrame, list[str]]:
    """The company's rows with one more column: when the next order came, nearly."""
    snapshots = trained.snapshots
    rows = snapshots.rows[snapshots.teaching]
    came = rows["next_order_in"].fillna(400) + np.random.default_rng(seed).normal(0, noise, len(rows))
    return rows.assign(days_to_next_order=came), [*snapshots.features, "days_to_next_order"]


def test_honest_features_do_not_stand_out(trained: Trained) -> None:
    rows = trained.snapshots.rows[trained.snapshots.teaching]
    assert leaks(rows, trained.snapshots.features, seed=1) == []
    refuse_leaks(rows, trained.snapshots.features, seed=1)


def test_a_planted_future_column_is_refused_by_name(trained: Trained) -> None:
    rows, features = planted(trained)
    (leak,) = leaks(rows, features, seed=1)
    assert leak.feature == "days_to_next_order"
    assert leak.auc > 0.95 > leak.next_auc
    with pytest.raises(
        GateError, match=r"days_to_next_order \(AUC .*\) alone tells who left.*--trust days_to_next"
    ):
        refuse_leaks(rows, features, seed=1)


def test_two_planted_columns_do_not_hide_each_other(trained: Trained) -> None:
    rows, features = planted(trained)
    rows = rows.assign(copied=-rows["days_to_next_order"])
    assert {leak.feature for leak in leaks(rows, [*features, "copied"], seed=1)} == {
        "days_to_next_order",
        "copied",
    }


def test_being_filled_in_only_for_those_who_came_back_is_found(trained: Trained) -> None:
    rows, features = planted(trained)
    rows = rows.assign(days_to_next_order=np.where(rows["left"] == 1, np.nan, 1.0))
    assert [leak.feature for leak in leaks(rows, features, seed=1)] == ["days_to_next_order"]


def test_a_category_that_knows_the_future_is_found(trained: Trained) -> None:
    rows = trained.snapshots.rows[trained.snapshots.teaching]
    told = rows.assign(attribute_state=np.where(rows["left"] == 1, "closed", "open"), branch="Main")
    features = [*trained.snapshots.features, "attribute_state", "branch"]
    assert [leak.feature for leak in leaks(told, features, seed=1)] == ["attribute_state"]


def test_what_somebody_vouches_for_may_pass(trained: Trained) -> None:
    rows, features = planted(trained)
    refuse_leaks(rows, features, trusted=["days_to_next_order"], seed=1)


def test_where_nobody_left_nothing_is_asked() -> None:
    rows = pd.DataFrame({"a": [1.0, 2.0], "b": [2.0, 1.0], "left": 0.0, "weight": 1.0, "as_of_day": 1})
    assert leaks(rows, ["a", "b"], seed=1) == []
