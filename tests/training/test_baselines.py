"""What a model has to beat, worked by hand where that can be done."""

import json

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import brier_score_loss

from features.settings import Settings
from training.models.baselines import Rule, overdue, predict_baselines, sign_count, silence
from training.models.rows import log_odds
from training.trained import Trained
from training.words import BASELINES


def rows_of(days: list[float], left: list[float], **columns: object) -> pd.DataFrame:
    frame = pd.DataFrame({"days_since_order": days, "left": left})
    usual = {"overdue_ratio": frame["days_since_order"] / 10, "status": "active", "weight": 1.0}
    return frame.assign(**(usual | columns)).assign(as_of_day=100)


def test_silence_and_overdue_ratio_rise_within_zero_and_one() -> None:
    rows = rows_of([0, 30, 90, 10_000], [0, 0, 1, 1])
    assert silence(rows) == pytest.approx([0, 0.5, 0.75, 10_000 / 10_030])
    assert overdue(rows) == pytest.approx([0, 0.75, 0.9, 1000 / 1001])


def test_the_silence_rule_is_the_share_that_left_by_days_worked_by_hand() -> None:
    # 4 of 4 stay after 5 days, 1 of 4 leaves after 20, 3 of 4 after 60; four alike teach no more than 1/6.
    days = [5.0] * 4 + [20.0] * 4 + [60.0] * 4
    rule = Rule.fit("silence_rule", rows_of(days, [0, 0, 0, 0, 0, 0, 0, 1, 0, 1, 1, 1]))
    said = rule.predict(rows_of([1, 5, 20, 60, 500], [0] * 5))
    assert said == pytest.approx([1 / 6, 1 / 6, 0.25, 0.75, 0.75])


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 400), st.integers(0, 1)), min_size=3, max_size=40),
    st.sampled_from(["silence_rule", "overdue_ratio"]),
)
def test_a_rule_never_falls_as_silence_grows(seen: list[tuple[int, int]], name: str) -> None:
    rule = Rule.fit(name, rows_of([float(d) for d, _ in seen], [float(label) for _, label in seen]))
    said = rule.predict(rows_of([float(number) for number in range(0, 500, 7)], [0.0] * 72))
    assert (np.diff(said) >= -1e-12).all()
    assert ((said > 0) & (said < 1)).all()


def alike(status: str, *, left: int, stayed: int, days: float = 60.0) -> pd.DataFrame:
    """Clients of one status, as long silent, of whom so many left and so many stayed."""
    return rows_of([days] * (left + stayed), [1.0] * left + [0.0] * stayed, status=status)


def test_what_the_lost_did_is_not_told_of_those_at_risk() -> None:
    rows = pd.concat([alike("overdue", left=30, stayed=70), alike("lost", left=170, stayed=30)])
    rule = Rule.fit("silence_rule", rows)
    said = rule.predict(rows_of([60] * 3, [0] * 3, status=["overdue", "lost", "insufficient_data"]))
    assert said == pytest.approx([0.3, 0.85, np.nan], nan_ok=True)


def test_a_status_of_too_few_takes_the_table_of_its_group_and_a_group_that_of_all() -> None:
    rows = pd.concat([alike("active", left=25, stayed=75), alike("new", left=24, stayed=26)])
    asked = rows_of([60] * 3, [0] * 3, status=["active", "new", "overdue"])
    assert Rule.fit("silence_rule", rows).predict(asked) == pytest.approx([0.25, 49 / 150, 49 / 150])
    rows = pd.concat([rows, alike("lost", left=200, stayed=24)])
    assert Rule.fit("silence_rule", rows).predict(alike("lost", left=1, stayed=0)) == pytest.approx(249 / 374)


@settings(deadline=None, max_examples=30)
@given(
    st.lists(
        st.tuples(st.integers(1, 30), st.integers(0, 1), st.sampled_from(["active", "overdue", "lost"])),
        min_size=150,
        max_size=200,
    )
)
def test_a_rule_is_never_worse_than_no_skill_on_what_it_learned_from(
    seen: list[tuple[int, int, str]],
) -> None:
    days, left, status = (list(column) for column in zip(*seen, strict=True))
    rows = rows_of([float(day) for day in days], [float(label) for label in left], status=status)
    counts = rows.groupby("status")["left"].agg(["sum", "size"])
    told = counts[(counts["sum"] >= 25) & (counts["size"] - counts["sum"] >= 25)].index
    rows = rows[rows["status"].isin(told)]
    if rows.empty:
        return
    shares = rows["status"].map(rows.groupby("status")["left"].mean()).to_numpy()
    said = Rule.fit("silence_rule", rows).predict(rows)
    assert brier_score_loss(rows["left"], said) <= brier_score_loss(rows["left"], shares) + 1e-4


def test_a_rule_of_before_that_had_one_table_for_every_status_can_be_read() -> None:
    table = Rule.fit("silence_rule", rows_of([1, 5, 9, 30], [0, 0, 1, 1])).calibration.tables["active"]
    old = Rule.from_dict({"name": "silence_rule", "table": table.to_dict()})
    asked = rows_of([5, 5], [0, 0], status=["new", "lost"])
    assert old.predict(asked) == pytest.approx(table.apply(silence(asked)))


def test_a_rule_is_read_back_the_same() -> None:
    rows = rows_of([1, 5, 9, 30, 60], [0, 0, 1, 0, 1])
    rule = Rule.fit("silence_rule", rows)
    again = Rule.from_dict(json.loads(json.dumps(rule.to_dict())))
    assert again == rule
    assert again.predict(rows) == pytest.approx(rule.predict(rows), abs=1e-12)


@pytest.mark.parametrize(
    ("name", "read"), [("silence_rule", "days_since_order"), ("overdue_ratio", "overdue_ratio")]
)
def test_all_that_a_rule_says_comes_from_the_one_feature_it_reads(name: str, read: str) -> None:
    rows = rows_of([1, 5, 9, 30, 60], [0, 0, 1, 0, 1]).set_index(pd.Index([9, 8, 7, 6, 5]))
    rule = Rule.fit(name, rows)
    parts = rule.contributions(rows, ["order_days", "days_since_order", "overdue_ratio"])
    assert parts.index.tolist() == [9, 8, 7, 6, 5]
    assert parts[read].to_numpy() == pytest.approx(log_odds(rule.predict(rows)))
    assert (parts.drop(columns=read) == 0).all(axis=None)


def test_no_skill_is_the_weighted_share_that_left_of_each_status(trained: Trained) -> None:
    rows, origin = trained.snapshots.rows, trained.origins[0]
    train = rows[origin.train].assign(weight=1.0, as_of_day=7)
    train.loc[train["left"] == 1, "weight"] = 3.0
    test = rows[origin.test]
    everyone = rows[rows["as_of"] == origin.test_day]
    answers = predict_baselines(train, test.assign(status="active"), everyone, Settings())
    active = train[train["status"] == "active"]["left"].mean()
    assert answers["no_skill"] == pytest.approx(3 * active / (3 * active + 1 - active))
    unheard = predict_baselines(train[train["status"] == "lost"], test, everyone, Settings())["no_skill"]
    lost = train[train["status"] == "lost"]["left"].mean()
    assert unheard == pytest.approx(3 * lost / (3 * lost + 1 - lost))


def test_signs_are_counted() -> None:
    rows = pd.DataFrame({"nps_last": [3.0, 9.0, 3.0], "overdue_ratio": [9.0, 0.1, 0.1]})
    assert sign_count(rows, Settings().signs) == pytest.approx([2 / 5, 0, 1 / 4])


def test_every_baseline_answers_for_every_test_row_and_all_but_no_skill_tell_leavers(
    trained: Trained,
) -> None:
    rows, origin = trained.snapshots.rows, trained.origins[-1]
    test = rows[origin.test]
    everyone = rows[rows["as_of"] == origin.test_day]
    answers = predict_baselines(rows[origin.train], test, everyone, Settings())
    assert tuple(answers) == BASELINES
    left = test["left"] == 1
    for name, said in answers.items():
        assert said.shape == (len(test),)
        assert ((said > 0) & (said < 1)).all(), name
        assert said[left].mean() > said[~left].mean(), name
