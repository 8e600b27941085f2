"""Curves: few points, the right ends, and the area they enclose."""

import numpy as np
import pytest

from tests.training.backtested import company, rows_of
from training.judging.ranked import Ranking
from training.judging.ranking_figures import MOST_POINTS, curves, lift_curve


def test_curves_are_thin_and_still_enclose_the_same_area() -> None:
    rows = company(3000)
    drawn = curves(rows, "truth")
    roc = drawn[drawn["curve"] == "roc"]
    both = Ranking.of(rows["truth"]).weigh(rows["left"], rows["weight"])
    assert drawn.groupby("curve").size().max() <= MOST_POINTS
    assert roc[["x", "y"]].iloc[[0, -1]].values.tolist() == [[0, 0], [1, 1]]
    assert np.trapezoid(roc["y"], roc["x"]) == pytest.approx(both.auc, abs=0.002)
    steps = drawn[drawn["curve"] == "precision_recall"]
    assert (steps["x"].diff().dropna() >= 0).all()
    assert np.trapezoid(steps["y"], steps["x"]) == pytest.approx(both.average_precision, abs=0.01)


def test_one_class_has_no_curve() -> None:
    assert curves(rows_of([0, 0], [0.1, 0.2]), "blend").empty


def test_weights_move_a_curve() -> None:
    # False positive rate where the leaver is found: the stayer above it weighs 3 of 4.
    rows = rows_of([0, 1, 0], [0.9, 0.5, 0.1], weight=[3.0, 1.0, 1.0])
    roc = curves(rows, "blend").query("curve == 'roc'")
    assert [0.75, 1.0] in roc[["x", "y"]].values.tolist()


def test_the_lift_curve_ends_at_everybody() -> None:
    curve = lift_curve(rows_of([1, 0, 0, 0], [0.9, 0.3, 0.2, 0.1]), "blend", points=4)
    assert curve["contacted_share"].tolist() == [0.25, 0.5, 0.75, 1.0]
    assert curve["recall"].tolist() == [1, 1, 1, 1]
    assert curve["lift"].tolist() == pytest.approx([4, 2, 4 / 3, 1])


def test_a_group_has_its_own_lift() -> None:
    rows = rows_of([1, 0, 0, 1], [0.9, 0.8, 0.2, 0.1], status=["active", "active", "lost", "lost"])
    assert lift_curve(rows, "blend", group="recoverable", points=2)["recall"].tolist() == [0, 1]
