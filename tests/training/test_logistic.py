"""The logistic regression: what is written is read back, contributions add up, odd columns do no harm."""

import json

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from features.catalog import steady
from features.errors import BadDataError
from features.family import Reader
from training.models.candidates import Model
from training.models.logistic import Logistic
from training.trained import Trained

FEATURES = ("silence", "change", "sometimes", "always_5", "never_known")


def rows_of(count: int = 400, *, seed: int = 1) -> pd.DataFrame:
    """Leaving rises with the logarithm of silence, falls with change, rises where `sometimes` is missing."""
    random = np.random.default_rng(seed)
    silence, change = random.exponential(30, count), random.normal(0, 1, count)
    sometimes = np.where(random.random(count) < 0.3, np.nan, random.normal(5, 1, count))
    odds = 1.5 * (np.log1p(silence) - 3) - change + 1.5 * np.isnan(sometimes)
    return pd.DataFrame(
        {
            "silence": silence,
            "change": change,
            "sometimes": sometimes,
            "always_5": 5.0,
            "never_known": np.nan,
            "left": (random.random(count) < 1 / (1 + np.exp(-odds))).astype(float),
            "weight": 1.0,
            "as_of_day": 100,
        }
    )


ROWS = rows_of()
MODEL = Logistic.fit(ROWS, FEATURES, seed=1)


def test_what_is_written_is_read_back_the_same() -> None:
    again = Logistic.from_dict(json.loads(json.dumps(MODEL.to_dict())))
    assert again.predict(ROWS) == pytest.approx(MODEL.predict(ROWS), abs=1e-12)
    assert again.to_dict() == MODEL.to_dict()


def test_contributions_and_intercept_are_the_log_odds() -> None:
    parts = MODEL.contributions(ROWS)
    assert parts.shape == (len(ROWS), len(FEATURES))
    odds = np.log(MODEL.predict(ROWS) / (1 - MODEL.predict(ROWS)))
    assert parts.sum(axis=1) + MODEL.intercept == pytest.approx(odds, abs=1e-9)


def test_columns_that_say_the_same_share_their_weight_though_single_precision_cannot_part_them() -> None:
    rows = rows_of().assign(again=lambda rows: rows["silence"])
    twice = Logistic.fit(rows, ("silence", "again", "change"), seed=1, inverse_penalty=1e6)
    once = Logistic.fit(rows, ("silence", "change"), seed=1, inverse_penalty=1e6)
    assert twice.weights[0] == pytest.approx(twice.weights[1], rel=1e-6)
    assert twice.predict(rows) == pytest.approx(once.predict(rows), abs=1e-5)


def test_it_learns_what_drives_leaving() -> None:
    weights = dict(zip(FEATURES, MODEL.weights, strict=True))
    missing = dict(zip(FEATURES, MODEL.missing_weights, strict=True))
    assert weights["silence"] > 0.5
    assert weights["change"] < -0.5
    assert missing["sometimes"] > 0.5
    logged = dict(zip(FEATURES, MODEL.logged, strict=True))
    assert (logged["silence"], logged["change"]) == (True, False)


def test_a_constant_and_an_all_missing_column_do_no_harm() -> None:
    assert np.isfinite(MODEL.predict(ROWS)).all()
    plain = Logistic.fit(ROWS, FEATURES[:3], seed=1)
    assert MODEL.predict(ROWS) == pytest.approx(plain.predict(ROWS), abs=0.02)


def test_a_value_where_none_was_known_and_a_new_value_where_one_was_constant_move_nobody_far() -> None:
    odd = ROWS.assign(always_5=500.0, never_known=3.0)
    assert MODEL.predict(odd) == pytest.approx(MODEL.predict(ROWS), abs=0.02)


def test_an_all_missing_row_has_a_finite_score() -> None:
    nobody = pd.DataFrame(np.nan, index=[0], columns=list(FEATURES))
    assert 0 < MODEL.predict(nobody)[0] < 1


def test_the_order_of_columns_and_rows_changes_no_score() -> None:
    assert np.array_equal(MODEL.predict(ROWS[ROWS.columns[::-1]]), MODEL.predict(ROWS))
    assert MODEL.predict(ROWS[::-1])[::-1] == pytest.approx(MODEL.predict(ROWS), abs=1e-12)


def test_a_missing_column_is_refused_by_name() -> None:
    with pytest.raises(BadDataError, match="lack the model's columns: change"):
        MODEL.predict(ROWS.drop(columns="change"))


def test_the_same_rows_give_the_same_model() -> None:
    assert Logistic.fit(ROWS, FEATURES, seed=1).to_dict() == MODEL.to_dict()


def test_a_rows_weight_counts_as_so_many_rows() -> None:
    heavy = ROWS.assign(weight=np.where(ROWS["left"] == 1, 3.0, 1.0))
    assert Logistic.fit(heavy, FEATURES, seed=1).predict(ROWS).mean() > MODEL.predict(ROWS).mean() + 0.1


@settings(deadline=None)
@given(st.floats(allow_nan=True, allow_infinity=False, width=32), st.sampled_from(FEATURES))
def test_one_wild_value_never_makes_a_client_certain(value: float, feature: str) -> None:
    wild = ROWS.head(1).assign(**{feature: value})
    assert 0 < MODEL.predict(wild)[0] < 1
    bound = 8 * np.abs(MODEL.weights).max() + np.abs(MODEL.missing_weights).max()
    assert (np.abs(MODEL.contributions(wild)) <= bound).all()


def test_on_the_small_company_all_of_this_holds(
    trained: Trained, models: dict[str, Model], labelled: pd.DataFrame
) -> None:
    model = models["logistic"]
    assert isinstance(model, Logistic)
    assert model.features == steady(trained.snapshots.features, Reader.LINE)
    again = Logistic.from_dict(json.loads(json.dumps(model.to_dict())))
    assert again.predict(labelled) == pytest.approx(model.predict(labelled), abs=1e-12)
    assert np.array_equal(model.predict(labelled[labelled.columns[::-1]]), model.predict(labelled))
