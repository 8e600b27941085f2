"""LightGBM, alone and begun from a straight line: read back the same, adding up, alike on each run."""

import numpy as np
import pandas as pd
import pytest

from features.errors import BadDataError, DamagedError
from tests.training.shaped_company import rows_of as shaped
from tests.training.test_logistic import FEATURES, rows_of
from training.models.boosting import Boosted, Recipe, booster_of, parameters
from training.models.inputs import EXPECTATIONS
from training.models.logistic import Logistic
from training.models.marked_trees import ROWS_WORTH_MARKS

ROWS = rows_of(600)
LINE = FEATURES[:2]


@pytest.fixture(scope="module", params=["alone", "begun from a line"])
def model(request: pytest.FixtureRequest) -> Boosted:
    return fitted(request.param)


def fitted(how: str, rows: pd.DataFrame = ROWS, *, seed: int = 5) -> Boosted:
    base = None if how == "alone" else Logistic.fit(rows, LINE, seed=seed)
    return Boosted.fit(rows, FEATURES, seed=seed, base=base)


def test_what_is_written_is_read_back_the_same(model: Boosted) -> None:
    again = Boosted(model.inputs, booster_of(model.to_text(), model.features))
    assert again.predict(ROWS) == pytest.approx(model.predict(ROWS), abs=1e-12)
    assert again.to_text().split("parameters:")[0] == model.to_text().split("parameters:")[0]


def test_many_rows_are_scored_as_few_are(model: Boosted) -> None:
    many = pd.concat([ROWS] * (ROWS_WORTH_MARKS // len(ROWS) + 1), ignore_index=True)
    assert np.array_equal(model.predict(many)[: len(ROWS)], model.predict(ROWS))


def test_contributions_and_the_expected_value_are_the_log_odds(model: Boosted) -> None:
    parts = model.contributions(ROWS)
    assert parts.shape == (len(ROWS), len(FEATURES))
    inputs = ROWS[list(FEATURES)].to_numpy()
    expected = model.booster.predict(inputs, pred_contrib=True)[:, -1]
    start = 0.0 if model.base is None else model.base.intercept
    assert parts.sum(axis=1) + expected + start == pytest.approx(model.log_odds(ROWS), abs=1e-9)


def test_it_is_the_line_and_what_the_trees_add() -> None:
    model = fitted("begun from a line")
    assert model.base is not None
    trees = model.booster.predict(ROWS[list(FEATURES)].to_numpy(), raw_score=True)
    assert model.log_odds(ROWS) == pytest.approx(model.base.log_odds(ROWS) + trees, abs=1e-12)
    assert np.abs(trees).max() > 0.01


def test_the_order_of_columns_and_rows_changes_no_score(model: Boosted) -> None:
    assert np.array_equal(model.predict(ROWS[ROWS.columns[::-1]]), model.predict(ROWS))
    assert model.predict(ROWS[::-1])[::-1] == pytest.approx(model.predict(ROWS), abs=1e-12)


def test_a_missing_column_is_refused_by_name(model: Boosted) -> None:
    with pytest.raises(BadDataError, match="lack the model's columns: silence"):
        model.predict(ROWS.drop(columns="silence"))
    with pytest.raises(BadDataError, match="lack the model's columns: silence"):
        model.contributions(ROWS.drop(columns="silence"))


def test_the_same_rows_and_seed_give_the_same_model(model: Boosted) -> None:
    how = "alone" if model.base is None else "begun from a line"
    assert fitted(how).to_text() == model.to_text()
    assert fitted(how, seed=6).to_text() != model.to_text()


def test_a_constant_and_an_all_missing_column_weigh_nothing(model: Boosted) -> None:
    importance = model.importance()
    assert importance[["always_5", "never_known"]].tolist() == [0, 0]
    assert importance.sum() == pytest.approx(1)
    assert list(importance.index) == list(FEATURES)
    odd = ROWS.assign(always_5=500.0, never_known=3.0)
    assert model.predict(odd) == pytest.approx(model.predict(ROWS), abs=0.02)


def test_columns_that_say_nothing_at_all_give_everyone_the_share_that_left() -> None:
    rows = ROWS.assign(**dict.fromkeys(FEATURES, 1.0))
    model = fitted("alone", rows)
    assert model.predict(rows) == pytest.approx(rows["left"].mean(), abs=0.01)
    assert model.contributions(rows) == pytest.approx(0)
    assert model.importance().tolist() == [0.0] * len(FEATURES)


def test_it_tells_leavers_from_stayers(model: Boosted) -> None:
    said, left = model.predict(rows_of(600, seed=2)), rows_of(600, seed=2)["left"]
    assert said[left == 1].mean() > said[left == 0].mean() + 0.15


def test_trees_of_other_columns_are_refused(model: Boosted) -> None:
    with pytest.raises(DamagedError, match=r"name different columns\. Publish them again"):
        booster_of(model.to_text(), [*FEATURES[::-1]])


def test_a_leaf_holds_at_least_ten_rows_and_at_most_two_hundred() -> None:
    leaves = [parameters(rows, seed=1)["min_data_in_leaf"] for rows in (100, 8000, 10**6)]
    assert leaves == [10, 40, 200]


def test_trees_never_say_the_opposite_of_what_the_trade_knows() -> None:
    wrong = shaped(300, 3, by="order_days_30")  # the more orders the more leave: noise, says the trade
    features = ("order_days_30", "days_since_order")
    steps = pd.DataFrame({"order_days_30": np.arange(6.0), "days_since_order": 30.0})
    for monotone in (True, False):
        model = Boosted.fit(wrong, features, seed=1, recipe=Recipe(monotone=monotone))
        rises = np.diff(model.log_odds(steps))
        assert (rises <= 1e-12).all() == monotone


def test_categories_tell_leavers_and_a_value_that_is_new_gets_a_score() -> None:
    rows = shaped(300, 3, by="branch")
    model = Boosted.fit(rows, ("days_since_order", "branch"), seed=1)
    asked = pd.DataFrame({"days_since_order": 30.0, "branch": ["South", "East", "Founded since", None]})
    south, east, new, missing = model.predict(asked)
    assert south > 0.65 > 0.35 > east
    assert new == missing
    assert "South" not in model.to_text()
    again = Boosted(model.inputs, booster_of(model.to_text(), model.features))
    assert again.predict(rows) == pytest.approx(model.predict(rows), abs=1e-12)


def test_expectations_are_counted_under_silence() -> None:
    rows = shaped(300, 3, by="status")
    features = ("tenure_days", "days_since_order", "order_days")
    model = Boosted.fit(rows, features, seed=1, recipe=Recipe(expectations=True))
    assert model.inputs.columns == (*features, *EXPECTATIONS)
    assert model.booster.feature_importance("gain")[3:].sum() > 0
    assert model.contributions(rows).shape == (len(rows), 3)
    rest = model.log_odds(rows) - model.contributions(rows).sum(axis=1)
    assert np.ptp(rest) < 1e-9
