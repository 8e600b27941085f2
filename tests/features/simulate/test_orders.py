"""What orders amount to, and whether cancellations and returns are where they should be."""

import numpy as np

from features.simulate.lives import NEVER
from features.simulate.orders import CANCELLED, DONE, NO_DAY, RETURNED, OrderRows, order_rows, standing_share
from features.simulate.tables import Block


def _rows(block: Block) -> OrderRows:
    return order_rows(block.draws, block.clients, block.lives, block.window, block.prices)


def test_a_return_follows_a_done_order_of_its_own_and_gives_back_no_more(block: Block) -> None:
    rows = _rows(block)
    key = rows.member * 10_000 + rows.step
    returned = rows.status == RETURNED
    placed = {order: place for place, order in enumerate(key) if not returned[place]}
    origin = np.array([placed[order] for order in key[returned]])
    assert returned.sum() > 500
    assert (rows.status[origin] == DONE).all()
    assert (rows.amount[returned] < 0).all()
    assert (rows.amount[returned] + rows.amount[origin] >= 0).all()
    assert (rows.day[returned] > rows.day[origin]).all()
    assert 0.3 < (rows.amount[returned] + rows.amount[origin] == 0).mean() < 0.5


def test_a_cancelled_order_says_when_and_a_done_one_does_not(block: Block) -> None:
    rows = _rows(block)
    cancelled = rows.status == CANCELLED
    assert 0.02 < cancelled.mean() < 0.06
    assert (rows.status_day[cancelled] >= rows.day[cancelled]).all()
    assert (rows.status_day[rows.status == DONE] == NO_DAY).all()


def test_only_returns_are_negative_and_margin_is_a_part_of_the_amount(block: Block) -> None:
    rows = _rows(block)
    placed = rows.status != RETURNED
    assert (rows.amount[placed] > 0).all()
    assert ((rows.margin[placed] > 0) & (rows.margin[placed] < rows.amount[placed])).all()
    assert (rows.discount >= 0).all()


def test_the_check_falls_and_gaps_lengthen_while_a_client_drifts(block: Block) -> None:
    rows, visits = _rows(block), block.lives.visits
    placed = rows.status != RETURNED
    check = rows.amount[placed] / 100 / block.prices.index[visits.day]
    relative = np.log(check / block.clients.mean_check[visits.member])
    slower = np.log(visits.gap_days / block.clients.cycle_days[visits.member])
    late = visits.drifting >= 3
    assert late.sum() > 300
    assert relative[late].mean() < relative[visits.drifting == 0].mean() - 0.25
    assert slower[late].mean() > slower[visits.drifting == 0].mean() + 0.4


def test_leavers_have_no_row_from_the_day_they_left_on(block: Block) -> None:
    rows = _rows(block)
    left = block.lives.left_day[rows.member]
    assert (left != NEVER).any()
    assert (rows.day < left).all()


def test_the_standing_share_is_what_content_clients_keep(block: Block) -> None:
    rows, visits = _rows(block), block.lives.visits
    calm = np.zeros((4000, 10_000), dtype=bool)
    calm[visits.member, visits.step] = (visits.unhappiness == 0) & (visits.drifting == 0)
    of_calm = calm[rows.member, rows.step]
    # each order weighs the same: amounts relative to the client's mean check
    weight = rows.amount / block.clients.mean_check[rows.member]
    kept = weight[of_calm & (rows.status != CANCELLED)].sum()
    ordered = weight[of_calm & (rows.status != RETURNED)].sum()
    assert abs(kept / ordered - standing_share()) < 0.01
