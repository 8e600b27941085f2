"""Causes compete: each adds its own hazard, and a leaver's cause is told by its part of the sum."""

import numpy as np
import pytest
from threadpoolctl import threadpool_limits

from training.reasons.hazards import CompetingHazards, Steps

ROWS = 20_000


class Planted:
    """Clients who leave for one of two causes, or for none of them; the large ones more often."""

    def __init__(self, seed: int = 3) -> None:
        rng = np.random.default_rng(seed)
        self.late, self.dear, self.size = rng.random((3, ROWS))
        self.risks = np.stack(
            [0.12 * (self.late > 0.75), 0.06 * (self.dear > 0.5), 0.02 + 0.06 * (self.size > 0.6)]
        )
        came = rng.exponential(size=(3, ROWS)) / np.maximum(self.risks, 1e-9)
        self.left = (came.min(axis=0) < 1).astype(float)
        self.cause = came.argmin(axis=0)
        self.readings = {"late": self.late, "dear": self.dear}

    def fitted(self, **others: np.ndarray) -> CompetingHazards:
        standing = {"size": self.size}
        return CompetingHazards.fit({**self.readings, **others}, standing, self.left, np.ones(ROWS))


@pytest.fixture(scope="module")
def planted() -> Planted:
    return Planted()


def test_what_each_cause_adds_is_found(planted: Planted) -> None:
    added = planted.fitted().of({"late": np.array([0.1, 0.9, 0.9]), "dear": np.array([0.1, 0.1, 0.8])})
    assert added[0].max() < 0.01
    assert added[1] == pytest.approx([0.12, 0.0], abs=0.02)
    assert added[2] == pytest.approx([0.12, 0.06], abs=0.02)


def test_a_part_of_the_sum_is_the_probability_of_the_cause(planted: Planted) -> None:
    gone = planted.left > 0
    added = planted.fitted().of({name: values[gone] for name, values in planted.readings.items()})
    named = added.sum(axis=1) > 0
    share = added[named, 0] / added[named].sum(axis=1)
    of_causes = planted.cause[gone][named] < 2
    for low, high in ((0.0, 0.2), (0.2, 0.8), (0.8, 1.01)):
        here = (share >= low) & (share < high) & of_causes
        assert (planted.cause[gone][named][here] == 0).mean() == pytest.approx(share[here].mean(), abs=0.06)


def test_what_tells_nothing_adds_nothing(planted: Planted) -> None:
    noise = np.random.default_rng(8).random(ROWS)
    hazards = planted.fitted(noise=noise, unknown=np.full(ROWS, np.nan))
    assert sum(hazards.steps["noise"].hazards) < 0.015
    assert hazards.steps["unknown"] == Steps((), ())
    readings = {name: np.array([np.nan]) for name in hazards.steps}
    assert hazards.of(readings).tolist() == [[0.0, 0.0, 0.0, 0.0]]


def test_what_never_happened_is_above_every_level(planted: Planted) -> None:
    forever = np.where(planted.late > 0.9, np.inf, planted.late)
    hazards = planted.fitted(late=forever)
    assert hazards.of({"late": np.array([np.inf]), "dear": np.array([0.0])})[0, 0] == pytest.approx(
        0.12, abs=0.02
    )


def test_a_level_that_few_reach_is_none() -> None:
    reading = np.arange(500.0)
    hazards = CompetingHazards.fit({"rare": reading}, {}, (reading >= 484).astype(float), np.ones(500))
    assert hazards.steps["rare"].levels == (125.0, 250.0, 375.0, 450.0)  # from 485 on there are fifteen


def test_a_row_of_twice_the_weight_counts_as_two(planted: Planted) -> None:
    half = {name: values[: ROWS // 2] for name, values in planted.readings.items()}
    left = planted.left[: ROWS // 2]
    heavy = CompetingHazards.fit(half, {}, left, np.full(len(left), 2.0))
    twice = {name: np.concatenate([values, values]) for name, values in half.items()}
    doubled = CompetingHazards.fit(twice, {}, np.concatenate([left, left]), np.ones(2 * len(left)))
    for name, steps in heavy.steps.items():
        assert steps.levels == doubled.steps[name].levels
        assert steps.hazards == pytest.approx(doubled.steps[name].hazards, abs=1e-6)


def test_threads_change_no_digit(planted: Planted) -> None:
    with threadpool_limits(1):
        one = planted.fitted()
    with threadpool_limits(2):
        assert planted.fitted() == one


def test_what_has_not_settled_is_no_warning(planted: Planted, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("training.reasons.hazards.ROUNDS", 10)
    assert planted.fitted().steps["late"].hazards[-1] > 0  # pytest makes errors of warnings


def test_steps_add_up() -> None:
    steps = Steps((1.0, 2.0), (0.25, 0.5))
    assert steps.of(np.array([0.5, 1.0, 1.5, 2.0, np.inf, np.nan])).tolist() == [0, 0.25, 0.25, 0.75, 0.75, 0]
