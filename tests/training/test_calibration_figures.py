"""Calibration: cases by hand, and that chance alone shows no error."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from features.errors import UsageError
from tests.training.backtested import rows_of
from training.judging.calibration_figures import (
    brier_calibration,
    calibration_error,
    equal_mass_bins,
    reliability,
)
from training.judging.ranked import Ranked, Ranking


def planted(clients: int, *, seed: int, asked: float = 1.0) -> Ranked:
    """Clients that leave with their own probability, told too boldly where `asked` is above 1."""
    rng = np.random.default_rng(seed)
    odds = rng.normal(size=clients)
    left = rng.random(clients) < 1 / (1 + np.exp(-odds))
    return Ranking.of(1 / (1 + np.exp(-asked * odds))).weigh(left, np.ones(clients))


def test_the_calibration_part_of_brier_as_a_hand_reckons_it() -> None:
    # Of the two told .2 half left, of the two told .8 both: (½)(.3²) + (½)(.2²) = .065.
    ranked = Ranking.of([0.2, 0.2, 0.8, 0.8]).weigh([0, 1, 1, 1], [1, 1, 1, 1])
    assert brier_calibration(ranked) == pytest.approx(0.065)
    # Those told more left less: both are pooled at ½, so (½)(.3²) + (½)(.3²) = .09.
    turned = Ranking.of([0.2, 0.8]).weigh([1, 0], [1, 1])
    assert brier_calibration(turned) == pytest.approx(0.64 - 0.25)


@given(
    rows=st.lists(st.tuples(st.booleans(), st.integers(0, 10), st.integers(1, 3)), min_size=1, max_size=25)
)
def test_the_parts_of_brier_add_up(rows: list[tuple[bool, int, int]]) -> None:
    left, tenths, weight = (np.array(part, dtype=float) for part in zip(*rows, strict=True))
    ranked = Ranking.of(tenths / 10).weigh(left, weight)
    uncertainty = ranked.left_share * (1 - ranked.left_share)
    discrimination = uncertainty - ranked.recalibrated.brier
    assert discrimination >= -1e-12
    assert 0 <= brier_calibration(ranked) <= ranked.brier
    assert ranked.brier == pytest.approx(brier_calibration(ranked) - discrimination + uncertainty, abs=1e-12)


def test_the_calibration_error_as_a_hand_reckons_it() -> None:
    # One bin: told .5, and 90 of 100 left. σ = √(.25/100) = .05, so .4 − .05·√(2/π).
    left = np.repeat([1, 0], [90, 10])
    ranked = Ranking.of(np.full(100, 0.5)).weigh(left, np.ones(100))
    assert calibration_error(ranked) == pytest.approx(0.4 - 0.05 * np.sqrt(2 / np.pi))
    # A weight of 4 each makes no more clients of them.
    heavy = Ranking.of(np.full(100, 0.5)).weigh(left, np.full(100, 4.0))
    assert calibration_error(heavy) == pytest.approx(calibration_error(ranked))


def test_two_bins_weigh_by_their_clients() -> None:
    # Told 0 and all left; told 1 and all left: 15 bins, but only two probabilities; certainty has no spread.
    ranked = Ranking.of([0.0, 1.0, 1.0, 1.0]).weigh([1, 1, 1, 1], np.ones(4))
    assert calibration_error(ranked) == pytest.approx(1 / 4)


@pytest.mark.parametrize("clients", [60, 600, 6000])
def test_the_right_probabilities_show_no_error_however_few_the_clients(clients: int) -> None:
    errors = [calibration_error(planted(clients, seed=seed)) for seed in range(30)]
    # Without the correction the mean would stand at about √(2/π)·√(15·.2/n): .18, .056 and .018.
    assert np.mean(errors) < 0.35 * np.sqrt(2 / np.pi * 15 * 0.2 / clients)


def test_probabilities_told_too_boldly_show_an_error() -> None:
    assert calibration_error(planted(6000, seed=1, asked=3.0)) > 0.1
    assert brier_calibration(planted(6000, seed=1, asked=3.0)) > 0.02


def test_bins_have_equal_mass_and_never_part_those_who_tie() -> None:
    assert np.bincount(equal_mass_bins(np.ones(60), 15)).tolist() == [4] * 15
    assert equal_mass_bins([1, 30, 1], 4).tolist() == [0, 2, 3]
    with pytest.raises(UsageError, match="bins is 0"):
        equal_mass_bins([1.0], 0)


def test_nobody_has_no_calibration() -> None:
    nobody = Ranking.of([0.5]).weigh([1], [0])
    assert np.isnan([calibration_error(nobody), brier_calibration(nobody)]).all()


def test_the_table_says_what_was_said_and_what_came_lowest_first() -> None:
    rows = rows_of([0, 1, 1, 1], [0.2, 0.2, 0.7, 0.9], weight=[1.0, 3.0, 2.0, 2.0])
    table = reliability(rows, "blend", bins=2)
    assert table["bin"].tolist() == [1, 2]
    assert table["weight"].tolist() == [4, 4]
    assert table["churn_probability"].tolist() == pytest.approx([0.2, 0.8])
    assert table["left_share"].tolist() == pytest.approx([0.75, 1.0])
    # Wilson at 2 of 2 (Kish: 4² / (2² + 2²) = 2): from 1 / (1 + z²/2) to 1.
    assert table.loc[1, ["low", "high"]].tolist() == pytest.approx([1 / (1 + 1.959964**2 / 2), 1.0], abs=1e-6)
    assert (table["low"] <= table["left_share"]).all()


def test_a_group_is_tabulated_apart_and_an_empty_one_has_no_rows() -> None:
    rows = rows_of([0, 1], [0.2, 0.7], status=["active", "lost"])
    assert reliability(rows, "blend", group="recoverable")["churn_probability"].tolist() == [0.7]
    assert reliability(rows, "blend", group="new").empty
