"""Whether chance is chance, and falls to a client whatever its neighbours."""

from random import Random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from features.simulate.draws import Draws

MANY = np.arange(1, 200_001)


@given(st.integers(0, 2**70), st.lists(st.integers(0, 10**9), min_size=1, max_size=20), st.randoms())
def test_a_clients_draw_depends_on_no_other_client(seed: int, numbers: list[int], random: Random) -> None:
    draws = Draws(seed)
    alone = {number: draws.uniform("cycle", np.array([number]))[0] for number in numbers}
    random.shuffle(numbers)
    together = draws.uniform("cycle", np.array(numbers))
    assert together.tolist() == [alone[number] for number in numbers]


def test_steps_may_come_one_by_one_or_all_at_once() -> None:
    draws = Draws(3)
    at_once = draws.uniform("gap", np.full(5, 9), np.arange(5))
    assert at_once.tolist() == [draws.uniform("gap", np.array([9]), step)[0] for step in range(5)]
    assert len(set(at_once)) == 5


def test_uniform_draws_fill_the_interval_evenly() -> None:
    drawn = Draws(5).uniform("cycle", MANY)
    counts = np.bincount((drawn * 100).astype(int), minlength=100)
    assert 0 < drawn.min() < drawn.max() < 1
    # chi-square of 99 degrees of freedom has mean 99 and standard deviation 14
    assert 50 < ((counts - 2000) ** 2 / 2000).sum() < 170


def test_normal_draws_have_mean_0_and_deviation_1() -> None:
    drawn = Draws(5).normal("cycle", MANY)
    assert abs(drawn.mean()) < 0.01
    assert abs(drawn.std() - 1) < 0.01


def test_neighbours_names_steps_and_seeds_are_unrelated() -> None:
    drawn = Draws(5).uniform("cycle", MANY)
    others = [
        np.roll(drawn, 1),
        Draws(5).uniform("gap", MANY),
        Draws(5).uniform("cycle", MANY, 1),
        Draws(6).uniform("cycle", MANY),
    ]
    for other in others:
        assert abs(np.corrcoef(drawn, other)[0, 1]) < 0.01


def test_a_choice_follows_its_weights() -> None:
    chosen = Draws(5).choice("branch", (0.5, 0.3, 0.2), MANY)
    assert np.allclose(np.bincount(chosen) / MANY.size, (0.5, 0.3, 0.2), atol=0.01)


def test_whole_numbers_reach_both_ends() -> None:
    assert set(Draws(5).whole("opened", 2, 4, MANY)) == {2, 3, 4}


def test_a_chance_happens_to_its_share_and_to_none_at_zero() -> None:
    assert abs(Draws(5).chance("slow", 0.3, MANY).mean() - 0.3) < 0.01
    assert not Draws(5).chance("slow", 0.0, MANY).any()
