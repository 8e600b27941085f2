"""A planted future column is found by name before training; honest features never are."""

import numpy as np
import pandas as pd
import pytest

from features.errors import GateError, UsageError
from training.models.leak_probe import leaks, refuse_leaks, telling_values
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


def closed_in_the_books(trained: Trained) -> tuple[pd.DataFrame, list[str]]:
    """The company's rows with a status that says "closed" of half the leavers, and of nobody else."""
    rows = trained.snapshots.rows[trained.snapshots.teaching]
    half = rows["client_id"].map(lambda name: sum(name.encode()) % 2 == 0)
    closed = (rows["left"] == 1) & half
    told = rows.assign(attribute_status=np.where(closed, "closed", "open"), branch="Main")
    return told, [*trained.snapshots.features, "attribute_status", "branch"]


def test_a_value_that_leavers_alone_hold_is_found_where_its_feature_does_not_stand_out(
    trained: Trained,
) -> None:
    rows, features = closed_in_the_books(trained)
    assert leaks(rows, features, seed=1) == []
    found = telling_values(rows, features)
    assert {(one.feature, one.value, one.left) for one in found} == {("attribute_status", "closed", True)}
    said = (
        r"attribute_status = closed: practically all \d+ clients at risk who hold it left, of all .* \d+%.*"
    )
    with pytest.raises(GateError, match=said + r"--trust attribute_status\."):
        refuse_leaks(rows, features, seed=1)
    refuse_leaks(rows, features, trusted=["attribute_status"], seed=1)


def test_a_value_that_stayers_alone_hold_is_found(trained: Trained) -> None:
    rows, features = closed_in_the_books(trained)
    half = rows["client_id"].map(lambda name: sum(name.encode()) % 2 == 0)
    renewed = (rows["left"] == 0) & half
    rows = rows.assign(attribute_status=np.where(renewed, "renewed", None))
    assert {(one.value, one.left) for one in telling_values(rows, features)} == {("renewed", False)}


def test_a_few_holders_who_all_left_are_chance(trained: Trained) -> None:
    rows, features = closed_in_the_books(trained)
    few = rows.loc[rows["attribute_status"] == "closed", "client_id"].unique()[:49]
    held = (rows["attribute_status"] == "closed") & rows["client_id"].isin(few)
    rows = rows.assign(attribute_status=np.where(held, "closed", None))
    assert telling_values(rows, features) == []


def test_what_is_known_of_those_at_risk_is_not_hidden_by_the_lost(trained: Trained) -> None:
    rows = trained.snapshots.rows[trained.snapshots.teaching]
    random = np.random.default_rng(5)
    at_risk = rows["status"] != "lost"
    foretold = np.where(at_risk, rows["left"] + random.normal(0, 0.35, len(rows)), np.nan)
    features = [*trained.snapshots.features, "foretold"]
    (leak,) = leaks(rows.assign(foretold=foretold), features, seed=1)
    assert leak.feature == "foretold"


def test_to_vouch_for_what_is_no_feature_is_said_with_the_nearest_names(trained: Trained) -> None:
    rows, features = planted(trained)
    with pytest.raises(UsageError, match=r"--trust days_to_next_ordr: no feature .*nearest are days_to_next"):
        refuse_leaks(rows, features, trusted=["days_to_next_ordr"], seed=1)
    with pytest.raises(UsageError, match=r"--trust qqq.*winback features --catalog"):
        refuse_leaks(rows, features, trusted=["qqq"], seed=1)


def test_what_somebody_vouches_for_may_pass(trained: Trained) -> None:
    rows, features = planted(trained)
    refuse_leaks(rows, features, trusted=["days_to_next_order"], seed=1)


def test_where_nobody_left_nothing_is_asked() -> None:
    rows = pd.DataFrame({"a": [1.0, 2.0], "b": [2.0, 1.0], "left": 0.0, "weight": 1.0, "as_of_day": 1})
    rows = rows.assign(status="active", client_id=["a", "b"])
    assert leaks(rows, ["a", "b"], seed=1) == []
