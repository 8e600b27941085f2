"""Whether clients leave for the causes we say, and otherwise order on."""

from collections.abc import Callable

import numpy as np
import pytest

from features.simulate import causes
from features.simulate.block import Block
from features.simulate.causes import CAUSES, FIRST_OUTSIDE, STAYS
from features.simulate.lives import live
from features.simulate.window import NEVER, season
from tests.features.simulate.conftest import block_of

RATES = (
    *("UNHAPPY_LEAVE", "MOVED_A_YEAR", "BANKRUPT_A_YEAR", "LET_GO_A_YEAR"),
    *("PRICE_A_YEAR", "REWARD_A_YEAR", "PAUSE_A_YEAR"),
)


def test_about_a_fifth_leaves_in_a_year(block: Block) -> None:
    left = block.lives.left_day != NEVER
    until = np.minimum(block.lives.left_day, block.scene.window.days)
    present = (until - block.scene.clients.first_order_day).clip(min=0)
    assert 0.15 < 1 - np.exp(-left.sum() / (present.sum() / 365.25)) < 0.28


def test_every_cause_occurs_and_pauses_are_the_most_common(block: Block) -> None:
    visits = block.visits
    left = visits.left_day != NEVER
    assert ((visits.cause != STAYS) == left).all()
    count = np.bincount(visits.cause[left], minlength=len(CAUSES))
    assert count.min() > 10
    assert CAUSES[count.argmax()] == "pauses"
    assert 0.20 < count.max() / count.sum() < 0.40


def test_a_client_leaves_after_its_last_order_and_after_all_that_drove_it_away(block: Block) -> None:
    visits, left = block.visits, block.visits.left_day != NEVER
    felt = visits.day + block.experience.felt_after()
    assert left.sum() > 1000
    assert (visits.left_day[left] > felt[left]).all()
    waits = block.experience.said.is_slow
    assert (visits.left_day <= visits.day + np.maximum(visits.gap_days, 1))[left & ~waits].all()


def test_who_leaves_orders_again_only_if_it_comes_back_and_who_stays_orders_through_the_end(
    block: Block,
) -> None:
    visits, last_day = block.visits, block.scene.window.days
    is_last = np.append(visits.member[1:] != visits.member[:-1], True)
    assert (visits.next_day[is_last] >= last_day).all()
    following = np.append(visits.day[1:], 0)
    assert (visits.next_day[~is_last] == following[~is_last]).all()
    left = visits.left_day != NEVER
    back = left & ~is_last
    assert 0.08 < back.sum() / left.sum() < 0.30
    assert (visits.next_day[back] > visits.noticed_day[back]).all()
    assert (visits.noticed_day[back] > visits.left_day[back]).all()


def test_the_final_leaving_is_the_last_loss_that_nothing_followed(block: Block) -> None:
    visits, lives = block.visits, block.lives
    is_last = np.append(visits.member[1:] != visits.member[:-1], True)
    member = visits.member[is_last]
    assert np.array_equal(lives.left_day[member], visits.left_day[is_last])
    orderless = np.setdiff1d(np.arange(lives.left_day.size), member)
    assert (lives.left_day[orderless] == NEVER).all()


def test_who_leaves_of_a_grievance_was_unhappy_and_those_outside_our_reach_were_not(
    block: Block, before_leaving: Callable[..., np.ndarray]
) -> None:
    unhappiness = block.visits.unhappiness
    unhappy = unhappiness[before_leaving(*causes.GRIEVANCES)]
    moved = unhappiness[before_leaving("moved", "bankrupt")]
    assert unhappy.min() > 0
    assert unhappy.mean() > 3 * moved.mean()


def test_only_clients_of_a_poor_margin_are_let_go(
    block: Block, before_leaving: Callable[..., np.ndarray]
) -> None:
    member = block.visits.member[before_leaving("rightly_let_go")]
    assert member.size > 20
    assert (block.scene.clients.margin_share[member] < 0.20).all()


def test_nobody_returns_from_beyond_our_reach(block: Block) -> None:
    gone = block.visits.cause >= FIRST_OUTSIDE
    assert gone.sum() > 100
    assert (block.visits.next_day[gone] == NEVER).all()


@pytest.mark.parametrize("size", [1, 100])
def test_a_block_is_nothing_but_its_clients(block: Block, size: int) -> None:
    """Any part of the block lives the same lives alone."""
    part = block_of(np.arange(1001, 1001 + size))
    assert np.array_equal(part.lives.left_day, block.lives.left_day[1000 : 1000 + size])
    same = (block.visits.member >= 1000) & (block.visits.member < 1000 + size)
    for name in ("day", "unhappiness", "action", "discount"):
        assert np.array_equal(getattr(part.visits, name), getattr(block.visits, name)[same])


def test_without_any_cause_nobody_leaves(monkeypatch: pytest.MonkeyPatch) -> None:
    for rate in RATES:
        monkeypatch.setattr(causes, rate, 0.0)
    block = block_of(np.arange(1, 301))
    lived = live(block.scene, block.ours, block.rivals)
    assert (lived.left_day == NEVER).all()
    assert (lived.visits.left_day == NEVER).all()
    assert (lived.visits.drifting == 0).all()
    assert (lived.visits.unhappiness > 0).any()


def test_clients_order_more_often_at_their_seasons_peak(block: Block) -> None:
    visits, clients = block.visits, block.scene.clients
    industry = clients.industry[visits.member]
    slower = np.log(visits.gap_days / clients.cycle_days[visits.member])
    swing = season(industry, visits.day)
    vegetables = (industry == 2) & (visits.drifting == 0) & ~clients.on_contract[visits.member]
    peak, trough = vegetables & (swing > 0.25), vegetables & (swing < -0.25)
    assert peak.sum() > 1000
    # half of a swing of about ±0.3
    assert -0.40 < slower[peak].mean() - slower[trough].mean() < -0.20
