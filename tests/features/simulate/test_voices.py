"""What clients say, and whether it shows what is coming."""

import numpy as np
import pandas as pd

from features.simulate.tables import Block
from features.simulate.voices import UNSOLVED, answers_after, complaints_after


def test_fast_solutions_hurt_nobody_and_slow_ones_by_severity(block: Block) -> None:
    visits = block.lives.visits
    said = complaints_after(block.draws, block.clients, visits.member, visits.step, visits.gap_days)
    fast = said.made & (said.resolution_days != UNSOLVED) & (said.resolution_days <= 5)
    slow = said.made & ~fast
    assert (said.hurt[fast | ~said.made] == 0).all()
    assert (said.resolution_days[slow & (said.resolution_days != UNSOLVED)] >= 15).all()
    assert np.allclose(said.hurt[slow], 0.30 + 0.12 * said.severity[slow])
    assert fast.sum() > 500
    assert slow.sum() > 500


def test_a_complaint_is_opened_before_the_next_order(block: Block) -> None:
    visits = block.lives.visits
    said = complaints_after(block.draws, block.clients, visits.member, visits.step, visits.gap_days)
    assert (said.opened_after_days < np.maximum(visits.gap_days, 1)).all()


def test_a_quarter_of_the_orders_is_answered_and_unhappiness_costs_five_points(block: Block) -> None:
    member, step = np.repeat(np.arange(4000), 5), np.tile(np.arange(5), 4000)
    calm, none = np.zeros(member.size), np.zeros(member.size, dtype=np.int64)
    content = answers_after(block.draws, block.clients, member, step, unhappiness=calm, drifting=none)
    unhappy = answers_after(block.draws, block.clients, member, step, unhappiness=calm + 1, drifting=none)
    assert abs(content.given.mean() - 0.25) < 0.015
    assert 4.3 < content.score.mean() - unhappy.score.mean() <= 5.0
    assert (unhappy.score <= content.score).all()


def test_nps_falls_before_the_unhappy_leave_and_not_before_the_moved_do(
    tables: dict[str, pd.DataFrame],
) -> None:
    truth, nps = tables["truth/clients"], tables["nps"]
    answers = nps.merge(truth, on="client_id")
    answers = answers[answers["left_on"].notna()]
    days = (answers["left_on"] - answers["answered_at"]).map(lambda gap: gap.days)
    late = days <= answers["own_cycle_days"]
    unhappy = answers["cause"].isin(["complaint_service", "complaint_delivery", "quality"])
    moved = answers["cause"].isin(["moved", "bankrupt"])
    assert answers[late & unhappy]["score"].mean() < answers[~late & unhappy]["score"].mean() - 1.5
    assert abs(answers[late & moved]["score"].mean() - answers[~late & moved]["score"].mean()) < 0.7


def test_troubled_managers_answer_slower(block: Block) -> None:
    slow = block.clients.slow_share
    by_manager = [slow[block.clients.manager == manager] for manager in range(40)]
    assert all(np.unique(shares).size == 1 for shares in by_manager)
    assert np.std([shares[0] for shares in by_manager]) > 0.05
