"""How a number was spread, and how far it has moved since."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.monitoring.distributions import FEWEST_KNOWN, Distribution, shift, shift_of_counts

NUMBERS = st.lists(st.one_of(st.floats(-1e6, 1e6), st.just(float("nan"))), min_size=1, max_size=200)


def test_the_index_is_that_of_the_book_by_hand() -> None:
    then, now = np.array([50.0, 50.0]), np.array([80.0, 20.0])
    p, q = (50.5 / 101, 80.5 / 101), 0
    by_hand = (p[1] - p[0]) * np.log(p[1] / p[0]) + (20.5 / 101 - 0.5) * np.log((20.5 / 101) / 0.5)
    assert shift_of_counts(then, now).psi == pytest.approx(by_hand)
    assert q == 0


def test_chance_alone_stays_below_its_limit_in_about_19_of_20_cases() -> None:
    random = np.random.default_rng(3)
    found = []
    for _ in range(400):
        then = Distribution.of(random.normal(size=300))
        found.append(shift(then, then.again(random.normal(size=200))))
    beyond = np.mean([one.psi > one.by_chance for one in found])
    assert 0.01 < beyond < 0.10


def test_what_most_clients_share_is_a_bin_of_its_own() -> None:
    zeros = Distribution.of([0.0] * 90 + list(range(1, 11)))
    assert zeros.counts[np.searchsorted(zeros.edges, 0.0, side="left")] == 90
    same = Distribution.of([7.0] * 100)
    assert shift(same, same.again([6.0] * 100)).psi > 1
    assert shift(same, same.again([8.0] * 100)).psi > 1


def test_no_edge_is_a_figure_to_the_kopeck() -> None:
    spread = Distribution.of(np.arange(1000) * 1.234567 + 12345.67)
    assert {float(f"{edge:.3g}") for edge in spread.edges} == set(spread.edges)


def test_too_few_values_are_not_compared() -> None:
    then = Distribution.of(np.arange(FEWEST_KNOWN - 1))
    assert np.isnan(shift(then, then.again(np.arange(1000))).psi)
    assert np.isnan(shift(Distribution.of([]), Distribution.of([])).psi)


@given(NUMBERS, NUMBERS)
def test_everybody_is_counted_once(then: list[float], now: list[float]) -> None:
    spread = Distribution.of(then)
    assert spread.clients == len(then)
    assert spread.again(now).clients == len(now)
    assert len(spread.counts) == len(spread.edges) + 1


@given(NUMBERS, st.randoms())
def test_the_order_of_rows_never_matters(values: list[float], random: object) -> None:
    mixed = list(values)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    one, other = Distribution.of(values), Distribution.of(mixed)
    assert (one.edges, one.counts, one.missing) == (other.edges, other.counts, other.missing)


@given(
    st.lists(st.integers(1, 500), min_size=2, max_size=9),
    st.lists(st.integers(1, 500), min_size=9, max_size=9),
)
def test_the_index_is_symmetric_and_never_below_zero(then: list[int], now: list[int]) -> None:
    before, after = np.array(then, float), np.array(now[: len(then)], float)
    assert shift_of_counts(before, after).psi == pytest.approx(shift_of_counts(after, before).psi)
    assert shift_of_counts(before, after).psi >= 0


@given(NUMBERS)
def test_what_is_written_is_read_back(values: list[float]) -> None:
    spread = Distribution.of(values)
    back = Distribution.from_dict(json.loads(json.dumps(spread.to_dict(), allow_nan=False)))
    assert (back.edges, back.counts, back.missing) == (spread.edges, spread.counts, spread.missing)
