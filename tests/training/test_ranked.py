"""Figures over ranked clients: scikit-learn's on any weights, and laws."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import average_precision_score, brier_score_loss, log_loss, roc_auc_score

from training.judging.ranked import Ranked, Ranking

#: Label, probability in tenths (so that many tie, and some are certain), weight.
clients = st.lists(
    st.tuples(st.booleans(), st.integers(0, 10), st.integers(1, 4)), min_size=2, max_size=30
).filter(lambda rows: len({left for left, _, _ in rows}) == 2)


def arrays(rows: list[tuple[bool, int, int]]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    left, tenths, weight = (np.array(part, dtype=float) for part in zip(*rows, strict=True))
    return left, tenths / 10, weight


def ranked_of(left: np.ndarray, p: np.ndarray, weight: np.ndarray) -> Ranked:
    return Ranking.of(p).weigh(left, weight)


@settings(deadline=None)
@given(rows=clients)
def test_the_figures_are_those_of_scikit_learn(rows: list[tuple[bool, int, int]]) -> None:
    left, p, weight = arrays(rows)
    found = ranked_of(left, p, weight)
    assert found.auc == pytest.approx(roc_auc_score(left, p, sample_weight=weight))
    assert found.average_precision == pytest.approx(average_precision_score(left, p, sample_weight=weight))
    assert found.log_loss == pytest.approx(log_loss(left, p, sample_weight=weight))
    assert found.brier == pytest.approx(brier_score_loss(left, p, sample_weight=weight))
    assert found.left_share == pytest.approx(np.average(left, weights=weight))


@given(rows=clients)
def test_a_weight_of_two_is_the_row_twice(rows: list[tuple[bool, int, int]]) -> None:
    left, p, weight = arrays(rows)
    doubled = ranked_of(left, p, 2 * weight)
    repeated = ranked_of(*(np.tile(part, 2) for part in (left, p, weight)))
    for name in ("auc", "average_precision", "log_loss", "brier"):
        assert getattr(doubled, name) == pytest.approx(getattr(repeated, name))
    assert doubled.recall([0.05, 0.5]) == pytest.approx(repeated.recall([0.05, 0.5]))


@given(rows=clients, share=st.floats(0, 1))
def test_recall_rises_with_the_share_and_nobody_beats_the_oracle(
    rows: list[tuple[bool, int, int]], share: float
) -> None:
    left, p, weight = arrays(rows)
    found, oracle = ranked_of(left, p, weight), ranked_of(left, left, weight)
    at, above = found.recall([share, min(1.0, share + 0.1)])
    assert 0 <= at <= above + 1e-12
    assert at <= oracle.recall([share])[0] + 1e-12
    assert found.recall([1.0]) == pytest.approx([1.0])


def test_clients_who_tie_come_into_recall_in_equal_parts() -> None:
    # One of two leavers stands alone in front; the other is one of three who tie.
    found = ranked_of(np.array([1, 1, 0, 0.0]), np.array([0.9, 0.1, 0.1, 0.1]), np.ones(4))
    assert found.recall([0.125, 0.25, 0.5]) == pytest.approx([0.25, 0.5, 0.5 + 0.5 / 3])


def test_clients_not_drawn_leave_every_figure_alone() -> None:
    drawn = ranked_of(np.array([1, 1, 0, 1.0]), np.array([0.9, 0.8, 0.5, 0.3]), np.array([0, 1, 1, 1.0]))
    alone = ranked_of(np.array([1, 0, 1.0]), np.array([0.8, 0.5, 0.3]), np.ones(3))
    for name in ("auc", "average_precision", "log_loss", "brier", "left_share"):
        assert getattr(drawn, name) == pytest.approx(getattr(alone, name))
    assert drawn.recalibrated.brier == pytest.approx(alone.recalibrated.brier)


def test_with_one_class_there_is_no_order_to_judge() -> None:
    for left in (np.zeros(2), np.ones(2)):
        found = ranked_of(left, np.array([0.2, 0.6]), np.ones(2))
        assert np.isnan([found.auc, found.average_precision]).all()
        assert np.isfinite([found.log_loss, found.brier]).all()
    assert np.isnan(ranked_of(np.zeros(2), np.array([0.2, 0.6]), np.ones(2)).recall([0.5])).all()


def test_without_anybody_there_is_no_figure() -> None:
    found = ranked_of(np.array([1.0]), np.array([0.5]), np.zeros(1))
    assert np.isnan([found.left_share, found.auc, found.average_precision, found.log_loss, found.brier]).all()
    assert np.isnan(found.recalibrated.brier)
