"""Whether orders are filled, in time and sound, and what it hurts where they are not."""

from dataclasses import replace

import numpy as np
import pytest

from features.simulate.block import Block
from features.simulate.experience import Experience
from features.simulate.scene import Moments
from features.simulate.service import Questions, answer_hurt, deliver, late_hurt, questions


def test_what_follows_an_order_happens_before_the_next_one(block: Block) -> None:
    moments, delivered = block.visits.moments, block.experience.delivered
    arrived = delivered.promised_after + delivered.late_days
    assert (arrived < np.maximum(moments.gap_days, 1)).all()
    assert (block.experience.returned_after < np.maximum(moments.gap_days, 1)).all()
    assert (block.experience.said.opened_after_days < np.maximum(moments.gap_days, 1)).all()
    for asked in (block.experience.asked, block.experience.asked_again):
        assert (asked.after_days <= moments.gap_days // 2).all()


def test_an_order_called_off_is_neither_late_nor_faulty_nor_short(block: Block) -> None:
    visits, delivered = block.visits, block.experience.delivered
    assert visits.called_off.sum() > 500
    for bad in (delivered.filled, delivered.short, delivered.faulty, delivered.late_days > 0):
        assert not bad[visits.called_off].any()
    assert not delivered.faulty[delivered.short].any()
    nothing = deliver(block.scene, visits.moments, np.ones(visits.day.size, dtype=bool))
    assert not (nothing.filled | nothing.short | nothing.faulty).any()


def test_being_late_hurts_from_the_second_day_on_and_never_beyond_the_most() -> None:
    assert late_hurt(np.array([0, 1, 2, 5, 100])) == pytest.approx([0, 0, 0.20, 0.35, 0.50])


def test_waiting_beyond_a_day_hurts_more_with_each_doubling() -> None:
    hours = np.array([23.0, 24.1, 48.0, 96.0, 10_000.0, 96.0])
    asked = np.array([True, True, True, True, True, False])
    hurt = answer_hurt(Questions(asked, np.zeros(6, dtype=np.int64), hours))
    assert hurt == pytest.approx([0, 0.2006, 0.30, 0.40, 0.50, 0], abs=1e-3)


def test_slow_managers_answer_slowly(block: Block) -> None:
    visits = block.visits
    slowness = block.scene.market.staff.slowness[block.scene.person(visits.member, visits.day)]
    hours = questions(block.scene, visits.moments, again=False).answer_hours
    slow, quick = slowness > 1, slowness < -1
    assert slow.sum() > 1000
    assert quick.sum() > 1000
    assert np.median(hours[slow]) > 3 * np.median(hours[quick])


def test_what_a_client_lives_through_depends_on_its_own_orders_only(block: Block) -> None:
    visits = block.visits
    some = np.arange(100, 200)
    alone = Experience.of(block.scene, visits.moments.only(some), visits.called_off[some])
    assert np.array_equal(alone.said.category, block.experience.said.category[some])
    assert np.array_equal(alone.delivered.late_days, block.experience.delivered.late_days[some])


def test_an_order_followed_by_another_the_next_day_is_delivered_at_once(block: Block) -> None:
    moments = Moments(*(np.array([value]) for value in (0, 0, 10, 1)))
    experience = Experience.of(block.scene, moments, np.array([False]))
    assert experience.delivered.promised_after.tolist() == [0]
    assert experience.delivered.late_days.tolist() == [0]
    assert experience.felt_after()[0] <= 10


def test_what_hurts_is_nothing_where_nothing_was_bad(block: Block) -> None:
    calm = replace(
        block.experience,
        delivered=replace(
            block.experience.delivered,
            short=np.zeros_like(block.experience.delivered.short),
            faulty=np.zeros_like(block.experience.delivered.faulty),
            late_days=np.zeros_like(block.experience.delivered.late_days),
        ),
        asked=replace(block.experience.asked, asked=np.zeros_like(block.experience.asked.asked)),
        asked_again=replace(block.experience.asked, asked=np.zeros_like(block.experience.asked.asked)),
        said=replace(block.experience.said, made=np.zeros_like(block.experience.said.made)),
    )
    assert not calm.hurts(block.scene, block.visits.moments).any()
    assert block.experience.hurts(block.scene, block.visits.moments).any()
