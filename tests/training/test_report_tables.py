"""Tables of the report, cell by cell."""

from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.training import judged_company as company
from training.judging.paired_gain import Gain
from training.report import tables
from training.report.facts import OriginFacts, ReportFacts, ValueFacts


def with_summary(*rows: tuple[str, str, str, float]) -> ReportFacts:
    columns = ["group", "contestant", "figure", "mean"]
    found = pd.DataFrame(rows, columns=columns).assign(spread=np.nan)
    return replace(company.facts("en", charts=False), summary=found)


def test_the_best_of_a_column_is_marked_whichever_way_is_better() -> None:
    facts = with_summary(
        ("at_risk", "blend", "log_loss", 0.40),
        ("at_risk", "silence_rule", "log_loss", 0.50),
        ("at_risk", "blend", "auc", 0.70),
        ("at_risk", "silence_rule", "auc", 0.80),
    )
    grid = tables.comparison(facts, "at_risk")
    assert grid is not None
    assert [line.name for line in grid.lines] == ["Blend", "Silence rule"]
    assert [[cell.best for cell in line.cells] for line in grid.lines] == [[True, False], [False, True]]


def test_what_reads_the_same_is_equally_good() -> None:
    facts = with_summary(
        ("at_risk", "blend", "log_loss", 0.40001), ("at_risk", "lightgbm", "log_loss", 0.40002)
    )
    grid = tables.comparison(facts, "at_risk")
    assert grid is not None
    assert [line.cells[0].best for line in grid.lines] == [True, True]


def test_a_figure_that_nobody_has_gets_no_column_and_a_missing_one_no_text() -> None:
    facts = with_summary(
        ("at_risk", "blend", "log_loss", 0.4),
        ("at_risk", "silence_rule", "log_loss", np.nan),
        ("at_risk", "blend", "auc", np.nan),
    )
    grid = tables.comparison(facts, "at_risk")
    assert grid is not None
    assert grid.heads == ("Log loss\u00a0↓",)
    assert [line.cells[0].text for line in grid.lines] == ["0.400", ""]


def test_a_group_that_was_not_judged_has_no_table() -> None:
    assert tables.comparison(with_summary(("all", "blend", "log_loss", 0.4)), "recoverable") is None


def test_each_test_day_has_its_own_best() -> None:
    judged = pd.DataFrame(
        {
            "test_day": [date(2025, 1, 1), date(2025, 3, 1)] * 2,
            "group": "at_risk",
            "contestant": ["blend"] * 2 + ["no_skill"] * 2,
            "log_loss": [0.4, 0.7, 0.6, 0.6],
        }
    )
    grid = tables.by_day(replace(company.facts("en", charts=False), judged=judged), "at_risk")
    assert grid is not None
    assert grid.heads == ("1\u00a0Jan\u00a02025", "1\u00a0Mar\u00a02025")
    assert [[cell.best for cell in line.cells] for line in grid.lines] == [[True, False], [False, True]]


def test_where_the_rule_itself_serves_nothing_is_better_than_it() -> None:
    grid = tables.by_status(company.facts("en", charts=False))
    assert grid is not None
    lost = grid.lines[-1]
    assert lost.name == "Lost"
    assert lost.cells[2].text == lost.cells[3].text != ""
    assert not any(cell.best for cell in lost.cells)


@given(
    st.dictionaries(
        st.sampled_from(["silence_rule", "no_skill", "overdue_ratio"]),
        st.tuples(*[st.floats(-0.5, 0.5)] * 3).map(sorted),
        min_size=1,
    )
)
def test_whiskers_stay_on_their_scale_and_in_order(ends: dict[str, list[float]]) -> None:
    gains = {name: Gain(mean, low, high) for name, (low, mean, high) in ends.items()}
    for line in tables.whiskers(gains, "en"):
        assert 0 <= line.low <= line.mean <= line.high <= 100
        assert 0 <= line.zero <= 100
        assert line.proved == (line.low > line.zero + 1e-12) or abs(line.low - line.zero) < 1e-6


def test_a_gain_that_is_not_known_is_left_out() -> None:
    assert tables.whiskers({"no_skill": Gain(np.nan, np.nan, np.nan)}, "en") == ()


def test_the_time_line_has_learning_before_judging() -> None:
    origin = OriginFacts(
        test_day=date(2025, 4, 1),
        train_from=date(2025, 1, 1),
        train_until=date(2025, 1, 30),
        ends_on=date(2025, 4, 11),
        train_rows=10,
        test_rows=10,
    )
    [span] = tables.time_line([origin], "en")
    assert span.learned == pytest.approx((0, 30))
    assert span.waited == pytest.approx((30, 60))
    assert span.judged == pytest.approx((90, 10))


def test_the_least_bias_is_the_nearest_to_zero_whatever_its_sign() -> None:
    methods = pd.DataFrame({"method": ["model", "formula"], "total_bias": [-0.02, 0.3], "mae": [np.nan] * 2})
    grid = tables.value_methods(ValueFacts(methods, window_days=365), "en", "EUR")
    assert grid.heads == ("Bias of the total",)
    assert [line.cells[0].best for line in grid.lines] == [True, False]
    assert grid.lines[0].cells[0].text == "−2.0%"


def test_the_method_that_serves_values_is_marked() -> None:
    methods = pd.DataFrame({"method": ["model", "formula"], "mae": [3.0, 2.0]})
    grid = tables.value_methods(ValueFacts(methods, window_days=365, serves="formula"), "en", "EUR")
    assert [(line.ruled, line.chosen) for line in grid.lines] == [(False, False), (True, True)]
