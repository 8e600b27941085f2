"""What clients say, and whether it shows what is coming."""

import numpy as np
import pandas as pd

from features.simulate.block import Block
from features.simulate.causes import LATE_DELIVERIES, QUALITY
from features.simulate.voices import UNSOLVED, complaint_hurt, recommend


def test_fast_solutions_hurt_nobody_slow_ones_by_severity_and_conflicts_always(block: Block) -> None:
    said = block.experience.said
    slow, conflict = complaint_hurt(said)
    fast = said.made & (said.resolution_days != UNSOLVED) & (said.resolution_days <= 5)
    is_conflict = said.made & (said.category == 4)
    assert (slow[fast | ~said.made] == 0).all()
    late = said.made & ~fast & ~is_conflict
    assert np.allclose(slow[late], 0.15 + 0.09 * said.severity[late])
    assert np.allclose(conflict[is_conflict], 0.45 + 0.09 * said.severity[is_conflict])
    assert (conflict[~is_conflict] == 0).all()
    assert min(fast.sum(), late.sum(), is_conflict.sum()) > 100


def test_complaints_follow_what_was_bad_and_say_so(block: Block) -> None:
    said, delivered = block.experience.said, block.experience.delivered
    assert abs(said.made[delivered.faulty].mean() - 0.5) < 0.06
    assert said.made[delivered.is_late].mean() > 8 * said.made[~delivered.is_late & ~delivered.faulty].mean()
    of_fault = said.made & delivered.faulty
    assert (said.category[of_fault] == 2).mean() > 0.9
    of_late = said.made & delivered.is_late & ~delivered.faulty
    assert (said.category[of_late] == 1).mean() > 0.7


def test_a_quarter_of_the_orders_is_answered_and_unhappiness_costs_five_points(block: Block) -> None:
    moments = block.visits.moments
    calm, none = np.zeros(moments.day.size), np.zeros(moments.day.size, dtype=np.int64)
    content = recommend(block.scene, moments, unhappiness=calm, grievance=none, drifting=none)
    unhappy = recommend(block.scene, moments, unhappiness=calm + 1, grievance=none, drifting=none)
    drifting = recommend(block.scene, moments, unhappiness=calm, grievance=none, drifting=none + 3)
    assert abs(content.given.mean() - 0.25) < 0.01
    assert 4.3 < content.score.mean() - unhappy.score.mean() <= 5.0
    assert 0.8 < content.score.mean() - drifting.score.mean() < 1.2


def test_the_unhappy_speak_of_what_hurts(block: Block) -> None:
    moments = block.visits.moments
    one, none = np.ones(moments.day.size), np.zeros(moments.day.size, dtype=np.int64)
    for grievance, topic in ((LATE_DELIVERIES, 2), (QUALITY, 0)):
        said = recommend(block.scene, moments, unhappiness=one, grievance=none + grievance, drifting=none)
        assert (said.topic == topic).mean() > 0.7


def test_nps_falls_before_the_unhappy_leave_and_not_before_the_moved_do(
    tables: dict[str, pd.DataFrame],
) -> None:
    truth, nps = tables["truth/clients"], tables["nps"]
    answers = nps.merge(truth, on="client_id")
    answers = answers[answers["left_on"].notna()]
    days = (answers["left_on"] - answers["answered_at"]).map(lambda gap: gap.days)
    late = days <= answers["own_cycle_days"]
    unhappy = answers["cause"].isin(["late_deliveries", "slow_complaints", "quality"])
    moved = answers["cause"].isin(["moved", "bankrupt"])
    assert answers[late & unhappy]["score"].mean() < answers[~late & unhappy]["score"].mean() - 1.5
    assert abs(answers[late & moved]["score"].mean() - answers[~late & moved]["score"].mean()) < 1.0


def test_low_scores_never_carry_a_happy_comment(tables: dict[str, pd.DataFrame], block: Block) -> None:
    nps = tables["nps"].dropna(subset=["comment"])
    unhappy, happy = (set(nps[part]["comment"]) for part in (nps["score"] < 7, nps["score"] >= 9))
    assert unhappy
    assert unhappy <= set(block.words.comments[0])
    assert happy
    assert happy <= set(block.words.comments[2])
