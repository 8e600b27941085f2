"""Charts of contestants: which points are drawn, whose line is bold, and what is refused."""

import numpy as np
import pandas as pd
import pytest

from features.errors import UsageError
from tests.training import judged_company as company
from tests.training.test_plots import data_of
from training.plot_theme import as_svg
from training.report import contestant_plots as plots


def test_numbers_on_russian_axes_have_a_decimal_comma() -> None:
    losses = pd.DataFrame(
        {"test_day": ["2025-01-30", "2025-03-31"], "contestant": "blend", "log_loss": [0.41, 0.43]}
    )
    assert "0,41" in as_svg(plots.origins_chart(losses, language="ru"))
    assert "0.41" in as_svg(plots.origins_chart(losses, language="en"))


def test_a_long_curve_is_thinned_and_keeps_both_ends() -> None:
    x = np.linspace(0, 1, 20_000)
    points = pd.DataFrame({"contestant": "blend", "x": x, "y": np.sqrt(x)})
    curve = next(table for table in data_of(plots.roc_chart(points)) if "contestant" in table)
    assert 100 < len(curve) <= 250
    assert curve["x"].iloc[[0, -1]].tolist() == [0.0, 1.0]


def test_the_gains_curve_starts_where_nobody_is_contacted() -> None:
    points = pd.DataFrame({"contestant": "blend", "contacted_share": [0.5, 1.0], "recall": [0.9, 1.0]})
    curve = next(table for table in data_of(plots.gains_chart(points)) if "contestant" in table)
    assert curve[["contacted_share", "recall"]].to_numpy().tolist() == [[0, 0], [0.5, 0.9], [1, 1]]


def test_the_winner_is_drawn_boldest_and_baselines_thinnest() -> None:
    chart = plots.roc_chart(company.curve_points(), winner="blend")
    widths = (
        next(table for table in data_of(chart) if "width" in table).groupby("contestant")["width"].first()
    )
    assert widths.idxmax() == "blend"
    assert widths["silence_rule"] < widths["lightgbm"] < widths["blend"]


def test_a_chart_refuses_a_table_without_its_columns() -> None:
    with pytest.raises(UsageError, match="points has the columns contestant, x; y is missing"):
        plots.roc_chart(pd.DataFrame({"contestant": ["blend"], "x": [0.1]}))
