"""V and V0: their laws, their files, and what happens with little data."""

import json
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

import numpy as np
import pandas as pd
import pytest

from features.catalog import steady
from features.errors import BadDataError, DamagedError, GateError, UsageError
from features.family import Reader
from features.settings import Settings, settings_from
from tests.training.value_company import FIRST, snapshots_of
from training.past.snapshots import Snapshots
from training.worth.value import COLUMNS, METHODS, Method, ValueModel, learnable, longest_window_days
from training.worth.value_formula import formula_ltv_of
from training.worth.value_part import ValuePart


def settings(**value: object) -> Settings:
    return settings_from({"value": value})


@cache
def company() -> Snapshots:
    return snapshots_of(800)


@cache
def model() -> ValueModel:
    return ValueModel.fit(company(), settings())


def newest() -> pd.DataFrame:
    rows = company().rows
    return rows[rows["as_of"] == rows["as_of"].max()]


def test_the_window_fits_twice_after_a_fifth_of_the_history() -> None:
    assert longest_window_days(date(2024, 1, 1), date(2024, 4, 10)) == 40
    assert longest_window_days(date(2014, 1, 1), date(2024, 1, 1), value_months=12) == 365


def test_the_level_is_what_came_after_the_latest_days() -> None:
    rows = pd.DataFrame(
        {
            "client_id": [str(number % 400) for number in range(1600)],
            "as_of_day": np.repeat([100, 130, 160, 190], 400),
            "status": "active",
            "weight": 1.0,
            "tenure_days": np.tile(np.arange(400.0), 4),
            "expected": 10.0,
            "window_margin": np.repeat([5.0, 5.0, 5.0, 20.0], 400),
        }
    )
    newest = rows[rows["as_of_day"] == 190]
    part = ValuePart.fit(rows, ("tenure_days",), newest=newest, newest_weight=np.ones(400), seed=1)
    assert part.free is not None
    assert part.predict(newest).mean() == pytest.approx(20.0, rel=0.01)


def test_a_history_of_two_days_is_refused() -> None:
    with pytest.raises(GateError, match="too short to learn what clients are worth"):
        longest_window_days(date(2024, 1, 1), date(2024, 1, 3))


def test_nothing_is_learned_from_a_window_that_has_not_ended() -> None:
    day = FIRST + timedelta(days=180)
    rows = company().rows[learnable(company(), day)]
    assert rows["as_of"].max() == day - timedelta(days=90)


def test_what_comes_after_the_as_of_day_does_not_change_the_model() -> None:
    day = FIRST + timedelta(days=210)
    late = company().rows["as_of_day"] + 90 > (day - date(1970, 1, 1)).days
    changed = company().rows.assign(window_margin=company().rows["window_margin"].where(~late, 1e6))
    both = [
        ValueModel.fit(snapshots, settings(), as_of=day)
        for snapshots in (company(), replace(company(), rows=changed))
    ]
    assert both[0].to_files() == both[1].to_files()


@pytest.mark.parametrize("method", METHODS)
def test_left_is_worth_no_less_than_nothing_and_no_more_than_kept(method: Method) -> None:
    worth = replace(model(), method=method).predict(newest())
    assert list(worth.columns) == list(COLUMNS)
    assert (worth["value_if_left"] >= 0).all()
    assert (worth["value_if_left"] <= worth["value_if_kept"]).all()
    assert (worth["left_in_window"] <= worth["kept_in_window"]).all()
    assert (worth["kept_in_window"] <= worth["value_if_kept"]).all()
    assert worth["extrapolated_share"].between(0, 1).all()


@pytest.mark.parametrize("method", METHODS)
def test_expected_ltv_stands_between_when_the_chance_to_stay_is_given(method: Method) -> None:
    stay = np.linspace(0, 1, len(newest()))
    worth = replace(model(), method=method).predict(newest(), stay)
    by_hand = stay * worth["value_if_kept"] + (1 - stay) * worth["value_if_left"]
    np.testing.assert_allclose(worth["expected_ltv"], by_hand)


def test_totals_match_what_came_of_those_who_were_kept_and_of_those_who_left() -> None:
    fresh = snapshots_of(800, seed=8)
    rows = fresh.rows[learnable(fresh, fresh.known_at)]
    worth = model().predict(rows)
    for label, name in enumerate(("kept", "left")):
        these = rows["left"] == label
        told, came = worth[f"{name}_in_window"][these].sum(), rows["window_margin"][these].sum()
        assert told == pytest.approx(came, rel=0.15)


def test_row_order_changes_neither_the_fit_nor_the_prediction() -> None:
    shuffled = replace(company(), rows=company().rows.sample(frac=1, random_state=3))
    again = ValueModel.fit(shuffled, settings())
    pd.testing.assert_frame_equal(again.predict(newest()), model().predict(newest()), rtol=1e-9)
    mixed = model().predict(newest().sample(frac=1, random_state=3))
    pd.testing.assert_frame_equal(mixed.sort_index(), model().predict(newest()))


def test_buy_till_you_die_serves_what_it_expects_whatever_was_learned() -> None:
    told = model().expected.parts(newest(), window_days=90, value_days=model().value_days)
    worth = replace(model(), method="buy_till_you_die").predict(newest())
    for part in ("kept", "left"):
        whole = told[f"{part}_window"] + told[f"{part}_tail"]
        np.testing.assert_allclose(worth[f"value_if_{part}"], whole)


def test_the_formula_serves_within_the_window_and_buy_till_you_die_beyond_it() -> None:
    by_formula = replace(model(), method="formula")
    told = model().expected.parts(newest(), window_days=90, value_days=model().value_days)
    worth = by_formula.predict(newest())
    churn = by_formula.churn_by_class
    formula = formula_ltv_of(newest(), churn, margin_share=0.3, value_months=90 / (365.25 / 12))
    assert set(churn) == {"all", "A", "B"}
    np.testing.assert_allclose(worth["kept_in_window"], formula)
    shares = worth["left_in_window"] / worth["kept_in_window"]
    np.testing.assert_allclose(shares, told["left_window"] / told["kept_window"])
    np.testing.assert_allclose(worth["value_if_kept"] - worth["kept_in_window"], told["kept_tail"])
    beyond = told["kept_tail"] / worth["value_if_kept"]
    np.testing.assert_allclose(worth["extrapolated_share"], beyond)


def test_the_formula_values_nobody_below_nothing_and_nobody_of_whom_nothing_is_known() -> None:
    rows = newest().head(3).copy()
    rows.iloc[0, rows.columns.get_indexer(["average_check"])] = -50.0
    rows.iloc[1, rows.columns.get_indexer(["horizon_days"])] = np.nan
    kept = replace(model(), method="formula").predict(rows)["kept_in_window"].to_numpy()
    assert kept[0] == 0
    assert np.isnan(kept[1])
    assert kept[2] > 0


def test_a_model_of_before_the_choice_serves_itself() -> None:
    files = model().to_files()
    head = json.loads(files["value.json"])
    del head["method"], head["churn_by_class"]
    again = ValueModel.from_files({**files, "value.json": json.dumps(head).encode()})
    pd.testing.assert_frame_equal(again.predict(newest()), model().predict(newest()))


@pytest.mark.parametrize("method", METHODS)
def test_what_is_written_is_read_back_the_same(method: Method) -> None:
    written = replace(model(), method=method)
    files = written.to_files()
    again = ValueModel.from_files(files)
    assert set(files) == {
        "value.json",
        *(f"{p}_{k}.txt" for p in ("kept", "left") for k in ("anchored", "free")),
    }
    assert again.to_files() == files
    assert again.method == method
    pd.testing.assert_frame_equal(again.predict(newest()), written.predict(newest()))


@pytest.mark.parametrize("name", ["value.json", "left_free.txt"])
def test_a_missing_file_is_named(name: str) -> None:
    files = {key: content for key, content in model().to_files().items() if key != name}
    with pytest.raises(DamagedError, match=f"The value model lacks {name}"):
        ValueModel.from_files(files)


def test_sums_that_grow_with_the_relation_are_not_learned_from() -> None:
    assert model().features == steady(model().features, Reader.VALUE)
    assert "tenure_days" not in model().features
    assert {"days_since_order", "average_check"} <= set(model().features)


def test_a_longer_reckoning_adds_only_what_is_extrapolated() -> None:
    short = ValueModel.fit(company(), settings(value_months=6)).predict(newest())
    long = model().predict(newest())
    pd.testing.assert_series_equal(short["kept_in_window"], long["kept_in_window"])
    assert (long["value_if_kept"] > short["value_if_kept"]).all()
    assert (long["extrapolated_share"] > short["extrapolated_share"]).all()


def test_too_few_rows_fall_back_on_expectations() -> None:
    small = snapshots_of(40)
    fitted = ValueModel.fit(small, settings())
    assert fitted.left.free is None
    worth = fitted.predict(small.rows)
    assert (worth["value_if_left"] <= worth["value_if_kept"]).all()
    again = ValueModel.from_files(fitted.to_files())
    pd.testing.assert_frame_equal(again.predict(small.rows), worth)


def test_unknown_clients_have_no_value() -> None:
    rows = newest().head(2).copy()
    rows.iloc[1, rows.columns.get_indexer(["horizon_days"])] = np.nan
    worth = model().predict(rows, np.array([0.5, np.nan]))
    assert worth.notna().all(axis=1).tolist() == [True, False]
    assert worth.isna().all(axis=1).tolist() == [False, True]


def test_no_rows_have_no_values() -> None:
    assert model().predict(newest().head(0), np.zeros(0)).empty


def test_a_missing_feature_is_named() -> None:
    with pytest.raises(BadDataError, match="lack the model's columns: overdue_ratio"):
        model().predict(newest().drop(columns="overdue_ratio"))


def test_a_window_longer_than_the_value_is_refused() -> None:
    with pytest.raises(UsageError, match="The window has 90 days, value_months 2"):
        ValueModel.fit(company(), settings(value_months=2))


def test_a_history_without_an_ended_window_is_refused() -> None:
    with pytest.raises(GateError, match="No window of 90 days has ended by 2024-02-15"):
        ValueModel.fit(company(), settings(), as_of=date(2024, 2, 15))


def test_a_day_before_the_first_order_is_told_as_such() -> None:
    with pytest.raises(
        GateError, match="On 2020-01-01 nothing was known yet: the first order is of 2022-01-01"
    ):
        longest_window_days(date(2022, 1, 1), date(2020, 1, 1))
