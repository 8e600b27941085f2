"""When we call and when competitors do."""

import numpy as np

from features.simulate.block import Block
from features.simulate.contacting import BEFORE_DAYS, Calls, our_calls, rival_calls
from tests.features.simulate.conftest import block_of

CALLS = Calls(np.array([0, 0, 2, 2, 2]), np.array([5, 60, -10, 0, 30]))


def test_calls_are_counted_over_the_days_up_to_and_with_the_day() -> None:
    member, day = np.array([0, 0, 0, 1, 2]), np.array([60, 59, 94, 60, 30])
    assert CALLS.within(member, day, 90).tolist() == [2, 1, 2, 0, 3]
    assert CALLS.within(member, day, 30).tolist() == [1, 0, 0, 0, 1]


def test_days_since_the_last_call_count_from_when_calls_could_begin_if_there_was_none() -> None:
    member, day = np.array([0, 0, 0, 1, 2]), np.array([4, 5, 70, 60, 29])
    assert CALLS.days_since(member, day).tolist() == [4 + BEFORE_DAYS, 0, 10, 60 + BEFORE_DAYS, 29]
    nobody = Calls(np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64))
    assert nobody.days_since(np.array([3]), np.array([7])).tolist() == [7 + BEFORE_DAYS]


def test_valuable_clients_are_called_more_often_and_neglectful_managers_call_less(block: Block) -> None:
    clients, ours = block.scene.clients, block.ours
    calls = np.bincount(ours.member[ours.day >= 0], minlength=clients.number.size)
    there = clients.joined_day < 0
    value = clients.mean_check / clients.cycle_days
    large = there & (value > np.quantile(value, 0.8))
    small = there & (value < np.quantile(value, 0.2))
    assert calls[large].mean() > 1.5 * calls[small].mean()
    neglect = block.scene.market.staff.neglect[clients.post]
    assert calls[there & (neglect > 1)].mean() < 0.85 * calls[there & (neglect < -1)].mean()


def test_some_clients_are_forgotten_for_months(block: Block) -> None:
    ours = block.ours
    gaps = np.diff(ours.day)[ours.member[1:] == ours.member[:-1]]
    assert gaps.min() >= 1
    assert 20 < np.median(gaps) < 40
    assert 0.04 < (gaps > 90).mean() < 0.12


def test_competitors_call_six_times_a_year_or_so_in_every_year(block: Block) -> None:
    rivals, clients = block.rivals, block.scene.clients.number.size
    by_year = np.bincount(rivals.day // 365, minlength=4)[:3] / clients
    assert ((by_year > 4) & (by_year < 12)).all()
    assert rivals.day.min() >= 0
    assert rivals.day.max() < block.scene.window.days


def test_calls_to_a_client_do_not_depend_on_the_others(block: Block) -> None:
    alone = block_of(np.array([77]))
    for calls in (our_calls, rival_calls):
        whole = calls(block.scene)
        assert np.array_equal(calls(alone.scene).day, whole.day[whole.member == 76])
