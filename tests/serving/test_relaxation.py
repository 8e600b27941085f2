"""The bound is that of the linear programme, written down independently, and few clients are split."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from serving.planning.limits import SharedLimit, pairs_worth_choosing
from serving.planning.relaxation import dual_bound, relaxations


def plain_optimum(value: np.ndarray, cost: np.ndarray, budget: float, places: int) -> float:
    """Maximise over dense shares: one action a client, a budget, and places for action 0."""
    clients, actions = value.shape
    once = np.kron(np.eye(clients), np.ones(actions))
    first_action = np.tile(np.eye(1, actions)[0], clients)
    solved = linprog(
        -value.ravel(),
        A_ub=np.vstack([once, cost.ravel(), first_action]),
        b_ub=[*np.ones(clients), budget, places],
        bounds=(0, 1),
    )
    return float(-solved.fun)


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 2**32 - 1), share=st.floats(0.3, 0.9), places=st.integers(1, 5))
def test_the_bound_is_the_optimum_of_the_linear_programme(seed: int, share: float, places: int) -> None:
    random = np.random.default_rng(seed)
    value, cost = random.lognormal(5, 1, (15, 3)), random.uniform(1, 10, (15, 3))
    budget = max(share * cost.sum() / 3, cost.max())
    pairs = pairs_worth_choosing(
        value,
        np.ones(value.shape, dtype=bool),
        [
            SharedLimit(["budget"], np.zeros(value.shape, dtype=np.int64), cost, np.array([budget])),
            SharedLimit(["places"], np.tile([0, -1, -1], (15, 1)), np.ones(value.shape), np.array([places])),
        ],
    )
    *_, found = relaxations(pairs)
    assert found.bound == pytest.approx(plain_optimum(value, cost, budget, places), rel=1e-7)
    assert float(found.share @ pairs.value) == pytest.approx(found.bound, rel=1e-6)
    split = (found.share > 1e-7) & (found.share < 1 - 1e-7)
    assert len(np.unique(pairs.owner[split])) <= found.tight.sum()


@given(prices=st.lists(st.floats(0, 1e4), min_size=2, max_size=2))
def test_the_dual_bounds_the_optimum_at_any_prices(prices: list[float]) -> None:
    random = np.random.default_rng(0)
    value, cost = random.lognormal(5, 1, (15, 3)), random.uniform(1, 10, (15, 3))
    pairs = pairs_worth_choosing(
        value,
        np.ones(value.shape, dtype=bool),
        [
            SharedLimit(["budget"], np.zeros(value.shape, dtype=np.int64), cost, np.array([40.0])),
            SharedLimit(["places"], np.tile([0, -1, -1], (15, 1)), np.ones(value.shape), np.array([3.0])),
        ],
    )
    assert dual_bound(pairs, np.array(prices)) >= plain_optimum(value, cost, 40.0, 3) * (1 - 1e-9)


def test_limits_that_can_never_bind_are_left_out() -> None:
    member, use = np.zeros((2, 1), dtype=np.int64), np.full((2, 1), 2.0)
    kinds = [
        SharedLimit([name], member, use, np.array([room])) for name, room in (("ample", 4.0), ("scarce", 3.0))
    ]
    pairs = pairs_worth_choosing(np.ones((2, 1)), np.ones((2, 1), dtype=bool), kinds)
    assert pairs.names == ("scarce",)
    assert pairs.use.shape == (1, 2)


def test_a_pair_that_no_limit_could_ever_hold_does_not_raise_the_bound() -> None:
    member = np.zeros((2, 1), dtype=np.int64)
    budget = SharedLimit(["budget"], member, np.array([[9.0], [2.0]]), np.array([3.0]))
    pairs = pairs_worth_choosing(np.array([[100.0], [1.0]]), np.ones((2, 1), dtype=bool), [budget])
    assert pairs.client.tolist() == [1]
