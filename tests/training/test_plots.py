"""Charts: that they draw, say what they show, and hold the data that were given."""

import re

import numpy as np
import pandas as pd
import pytest

from features.errors import UsageError
from tests.training import judged_company as company
from training.plot_theme import Chart, as_png, as_svg
from training.report import contestant_plots, plots
from training.report.plot_titles import TITLES


def data_of(chart: Chart) -> list[pd.DataFrame]:
    """Give the tables inside a drawn chart."""
    return [pd.DataFrame(rows) for rows in chart.to_dict()["datasets"].values()]


@pytest.fixture(scope="module", params=["ru", "en"])
def drawn(request: pytest.FixtureRequest) -> tuple[str, dict[str, Chart]]:
    return request.param, company.all_charts(request.param)


def test_every_chart_is_drawn_with_its_title_and_without_anything_from_outside(
    drawn: tuple[str, dict[str, Chart]],
) -> None:
    language, charts = drawn
    keys = {"precision_recall": "pr", "value_deciles": "deciles"}
    for name, chart in charts.items():
        svg = as_svg(chart)
        title = TITLES[keys.get(name, name)][("ru", "en").index(language)]
        assert title in re.sub("<[^>]*>", "", svg)
        (heard,) = re.findall(r'aria-\w+="([^"]*)"', svg.replace('aria-hidden="true"', ""))
        assert heard.startswith(title), "a part that Vega itself calls, it calls in English"
        assert "<script" not in svg
        assert "NaN" not in svg
        outside = [part for part in svg.split("http")[1:] if not part.startswith("://www.w3.org/")]
        assert outside == []


def test_a_png_is_a_png_and_larger_at_a_larger_scale() -> None:
    chart = contestant_plots.roc_chart(company.curve_points())
    small, large = as_png(chart, scale=1), as_png(chart, scale=2)
    assert small.startswith(b"\x89PNG")
    assert int.from_bytes(large[16:20], "big") == pytest.approx(
        2 * int.from_bytes(small[16:20], "big"), abs=2
    )


def test_the_same_chart_is_drawn_the_same_whatever_was_drawn_before() -> None:
    first = as_svg(contestant_plots.gains_chart(company.gains_points()))
    as_svg(plots.calibration_chart(company.reliability_bins()))
    assert as_svg(contestant_plots.gains_chart(company.gains_points())) == first


def test_scores_of_any_number_of_clients_become_few_bars() -> None:
    scores = pd.DataFrame({"status": "active", "churn_probability": np.linspace(0, 1, 50_000)})
    [bars] = data_of(plots.score_distribution_chart(scores))
    assert len(bars) == 20
    assert bars["share"].sum() == pytest.approx(1)


def test_clients_without_a_probability_are_not_drawn() -> None:
    [bars] = data_of(plots.score_distribution_chart(company.scored()))
    assert sorted(bars["status"].unique()) == ["Active", "Lost", "New", "Overdue"]


def test_importance_shows_no_more_than_the_top() -> None:
    chart = plots.importance_chart(company.importance(), top=20)
    assert all(len(table) == 20 for table in data_of(chart))


@pytest.mark.parametrize("language", ["ru", "en"])
def test_importance_names_no_number_of_features_that_it_does_not_show(language: str) -> None:
    chart = plots.importance_chart(company.importance(), top=5, language=language)
    assert not re.search(r"\d", chart.to_dict()["title"]["subtitle"])


def test_a_chart_refuses_a_language_without_words() -> None:
    with pytest.raises(UsageError, match="language is 'de'"):
        plots.calibration_chart(company.reliability_bins(), language="de")
