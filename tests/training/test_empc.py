"""EMPC: the published figure, a case by hand, brute force, and laws."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import integrate, stats

from features.errors import UsageError
from training.judging.empc import empc

LEFT = [0, 1, 0, 1, 0, 1, 0, 1]
SCORE = [0.1, 0.2, 0.3, 0.4, 0.5, 0.7, 0.8, 0.9]
COSTS = {"fixed_cost": 1.0, "incentive_cost": 10.0}

labelled = st.lists(st.tuples(st.booleans(), st.integers(0, 6)), min_size=1, max_size=25)


def profit_by_brute_force(left: np.ndarray, score: np.ndarray, gamma: float, value: float) -> float:
    """The best cut tried one by one: V(γ) = γ(V − d) − f for a leaver, −d − f for one who stays."""
    best = 0.0
    for cut in np.unique(score):
        called = score >= cut
        leavers, stayers = np.sum(called & (left == 1)), np.sum(called & (left == 0))
        profit = leavers * (gamma * (value - 10) - 1) - stayers * (10 + 1)
        best = max(best, profit / len(left))
    return best


def test_the_published_example_is_met_to_its_last_digit() -> None:
    found = empc(LEFT, SCORE, value=200, **COSTS)
    assert found == pytest.approx(23.875593418348124, rel=1e-12)


def test_a_perfect_ranking_earns_what_a_hand_reckons() -> None:
    # Half leave and are told apart. At γ = .3 each brings .3 × 190 − 1 = 56, so 28 a client.
    # Below γ = 1/190 nobody is contacted: E[max(0, 190γ − 1)] is a hair above 56.
    assert empc([1, 0], [0.9, 0.1], value=200, **COSTS) == pytest.approx(28, abs=1e-6)


@settings(max_examples=40, deadline=None)
@given(rows=labelled, value=st.floats(15, 500))
def test_empc_is_the_integral_of_the_best_cut_over_the_acceptance(
    rows: list[tuple[bool, int]], value: float
) -> None:
    left = np.array([int(gone) for gone, _ in rows])
    score = np.array([float(points) for _, points in rows])
    grid = (np.arange(4000) + 0.5) / 4000
    profit = [profit_by_brute_force(left, score, gamma, value) for gamma in grid[::10]]
    expected = integrate.trapezoid(np.array(profit) * stats.beta(6, 14).pdf(grid[::10]), grid[::10])
    assert empc(left, score, value=value, **COSTS) == pytest.approx(expected, abs=1e-4 * value)


@given(rows=labelled, value=st.floats(0, 500))
def test_knowing_the_acceptance_only_on_average_never_beats_choosing_with_it(
    rows: list[tuple[bool, int]], value: float
) -> None:
    left = np.array([int(gone) for gone, _ in rows])
    score = np.array([points for _, points in rows])
    on_average = profit_by_brute_force(left, score, 0.3, value)
    assert empc(left, score, value=value, **COSTS) >= on_average - 1e-9


@given(rows=labelled)
def test_only_the_order_of_the_scores_matters(rows: list[tuple[bool, int]]) -> None:
    left, score = [int(gone) for gone, _ in rows], np.array([points for _, points in rows])
    same = empc(left, np.exp(score / 3.0), value=200, **COSTS)
    assert same == empc(left, score, value=200, **COSTS)


def test_a_weight_counts_a_client_as_often() -> None:
    weighted = empc([1, 0, 1], [0.9, 0.5, 0.1], value=200, weight=[1, 3, 2], **COSTS)
    repeated = empc([1, 0, 0, 0, 1, 1], [0.9, 0.5, 0.5, 0.5, 0.1, 0.1], value=200, **COSTS)
    assert weighted == pytest.approx(repeated)


def test_of_values_by_client_the_mean_is_taken() -> None:
    by_client = empc(LEFT, SCORE, value=[100, 300] * 4, fixed_cost=[0, 2] * 4, incentive_cost=10)
    assert by_client == pytest.approx(empc(LEFT, SCORE, value=200, **COSTS))


def test_nobody_is_contacted_where_the_incentive_is_worth_more_than_the_client() -> None:
    assert empc(LEFT, SCORE, value=9, **COSTS) == 0


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"left": [0, 1]}, "both need one value per client"),
        ({"left": [0, 2, 0, 1, 0, 1, 0, 1]}, "other than 0 and 1"),
        ({"churn_probability": [np.nan, *SCORE[1:]]}, r"churn_probability is missing in 1 row\(s\)"),
        ({"value": [1, 2]}, r"value has shape \(2,\)"),
        ({"incentive_cost": -1}, "incentive_cost is -1 on average"),
        ({"alpha": 0}, "both parameters of a Beta distribution are positive"),
        ({"weight": [-1, *[1] * 7]}, "weight has shape"),
        ({"weight": [0] * 8}, "weight is 0 for every client"),
    ],
)
def test_what_cannot_be_judged_is_refused_by_name(changed: dict[str, object], message: str) -> None:
    given_: dict[str, object] = {"left": LEFT, "churn_probability": SCORE, "value": 200, **COSTS}
    with pytest.raises(UsageError, match=message):
        empc(**(given_ | changed))  # type: ignore[arg-type]
