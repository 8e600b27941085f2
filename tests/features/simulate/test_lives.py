"""Whether clients leave for the causes we say, with the traces we say, and otherwise order on."""

import numpy as np
import pytest

from features.simulate import lives
from features.simulate.draws import Draws
from features.simulate.lives import CAUSES, NEVER, STAYS, live
from features.simulate.market import Prices, season
from features.simulate.tables import Block
from features.simulate.voices import complaints_after


def _last_cycles(block: Block, causes: tuple[str, ...]) -> np.ndarray:
    """Tell for each visit whether it is the last one of a client that left for one of these causes."""
    visits = block.lives.visits
    is_last = np.append(visits.member[1:] != visits.member[:-1], True)
    wanted = np.isin(block.lives.cause, [CAUSES.index(cause) for cause in causes])
    return is_last & wanted[visits.member]


def test_about_a_quarter_leaves_in_a_year(block: Block) -> None:
    left = block.lives.left_day != NEVER
    present = np.minimum(block.lives.left_day, block.window.days) - block.clients.first_order_day
    a_year = left.sum() / (present.clip(min=0).sum() / 365.25)
    assert 0.18 < 1 - np.exp(-a_year) < 0.30


def test_every_cause_occurs_and_belongs_to_those_who_left(block: Block) -> None:
    left = block.lives.left_day != NEVER
    assert ((block.lives.cause != STAYS) == left).all()
    assert set(block.lives.cause[left]) == set(range(len(CAUSES)))


def test_a_client_leaves_after_its_last_order_and_before_the_next_would_come(block: Block) -> None:
    visits, left = block.lives.visits, block.lives.left_day
    last = _last_cycles(block, CAUSES)
    member = visits.member[last]
    assert last.sum() > 500
    assert (visits.day[last] < left[member]).all()
    assert (left[member] <= visits.day[last] + np.maximum(visits.gap_days[last], 1)).all()


def test_who_stays_orders_through_the_end(block: Block) -> None:
    visits = block.lives.visits
    is_last = np.append(visits.member[1:] != visits.member[:-1], True)
    stays = is_last & (block.lives.left_day[visits.member] == NEVER)
    would_leave_later = block.window.days
    assert ((visits.day + visits.gap_days)[stays] >= would_leave_later).all()


def test_slow_complaints_make_more_clients_leave_than_fast_ones_or_none(block: Block) -> None:
    visits = block.lives.visits
    said = complaints_after(block.draws, block.clients, visits.member, visits.step, visits.gap_days)
    is_last = np.append(visits.member[1:] != visits.member[:-1], True)
    leaves = is_last & (block.lives.left_day[visits.member] != NEVER)
    slow, fast = said.made & (said.hurt > 0), said.made & (said.hurt == 0)
    # of each order, the share after which the client leaves
    assert leaves[slow].mean() > 4 * leaves[fast].mean()
    assert leaves[slow].mean() > 4 * leaves[~said.made].mean()
    assert leaves[slow].mean() > 0.15


def test_those_who_leave_over_a_complaint_were_unhappy_and_the_moved_were_not(block: Block) -> None:
    unhappiness = block.lives.visits.unhappiness
    unhappy = unhappiness[_last_cycles(block, ("complaint_service", "complaint_delivery", "quality"))]
    moved = unhappiness[_last_cycles(block, ("moved", "bankrupt"))]
    assert unhappy.min() > 0
    assert unhappy.mean() > 5 * moved.mean()


def test_who_leaves_for_a_competitor_drifted_before(block: Block) -> None:
    drifting = block.lives.visits.drifting[_last_cycles(block, ("competitor",))]
    assert drifting.size > 100
    assert drifting.min() >= 2


def test_a_block_is_nothing_but_its_clients(block: Block) -> None:
    """Any part of the block lives the same lives alone."""
    part = Block.of(block.draws, block.window, block.words, np.arange(1001, 1101))
    assert np.array_equal(part.lives.left_day, block.lives.left_day[1000:1100])
    assert np.array_equal(part.lives.cause, block.lives.cause[1000:1100])


def test_without_any_cause_nobody_leaves(block: Block, monkeypatch: pytest.MonkeyPatch) -> None:
    for rate in ("UNHAPPY_LEAVE", "OUTSIDE_A_YEAR", "PRICE_DRIFT_A_YEAR", "COMPETITOR_DRIFT_A_YEAR"):
        monkeypatch.setattr(lives, rate, 0.0)
    lived = live(Draws(11), block.clients, block.window, Prices.of(block.window))
    assert (lived.left_day == NEVER).all()
    assert (lived.visits.drifting == 0).all()


def test_fresh_price_rises_bring_more_price_drifts(block: Block) -> None:
    visits = block.lives.visits
    begins = np.append(False, (visits.drifting[1:] == 1) & (visits.member[1:] == visits.member[:-1]))
    felt = Prices.of(block.window).felt
    before = felt[visits.day[np.flatnonzero(begins) - 1]]
    normal = felt[visits.day]
    assert before.mean() > normal.mean() + 0.03


def test_clients_order_more_often_at_their_seasons_peak(block: Block) -> None:
    visits = block.lives.visits
    industry = block.clients.industry[visits.member]
    slower = np.log(visits.gap_days / block.clients.cycle_days[visits.member])
    swing = season(industry, visits.day)
    vegetables = (industry == 2) & (visits.drifting == 0)
    peak, trough = vegetables & (swing > 0.25), vegetables & (swing < -0.25)
    assert peak.sum() > 1000
    # half of a swing of about ±0.3
    assert -0.40 < slower[peak].mean() - slower[trough].mean() < -0.20
