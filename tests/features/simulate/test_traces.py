"""Whether each cause of leaving leaves its trace in the events before the client falls silent (M21 to M28).

Those who left for a cause are set against those who left for reasons outside our reach: both are gone, only
the former had a reason that we could have seen.
"""

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from features.simulate.block import Block
from features.simulate.causes import DRIFT_GAP, OUTSIDE

Leaving = Callable[..., np.ndarray]


def shares(trace: np.ndarray, before_leaving: Leaving, cause: str) -> tuple[float, float]:
    """Give the mean of a trace at the last order before leaving for a cause, and for reasons outside."""
    of_cause, outside = before_leaving(cause), before_leaving(*OUTSIDE)
    assert min(of_cause.sum(), outside.sum()) > 15
    return float(trace[of_cause].mean()), float(trace[outside].mean())


@pytest.mark.parametrize(
    ("cause", "trace"),
    [
        ("slow_answers", lambda b: b.experience.asked.is_slow | b.experience.asked_again.is_slow),
        ("late_deliveries", lambda b: b.experience.delivered.is_late),
        ("slow_complaints", lambda b: b.experience.said.is_slow),
        ("failures", lambda b: b.experience.delivered.short),
        ("quality", lambda b: b.experience.delivered.faulty),
        ("conflict", lambda b: b.experience.said.is_conflict),
    ],
)
def test_a_grievance_mostly_happened_at_the_last_order(
    block: Block, before_leaving: Leaving, cause: str, trace: Callable[[Block], np.ndarray]
) -> None:
    with_cause, without = shares(trace(block), before_leaving, cause)
    assert with_cause > 0.35
    assert without < 0.15


def test_late_deliveries_stand_in_the_orders_before_those_who_mind_them_leave(
    tables: dict[str, pd.DataFrame],
) -> None:
    orders = tables["orders"].dropna(subset=["delivered_on"]).merge(tables["truth/clients"], on="client_id")
    orders = orders.groupby("client_id").tail(3)
    late = orders["delivered_on"] > orders["promised_on"]
    assert late[orders["cause"] == "late_deliveries"].mean() > 0.35
    assert late[orders["left_on"].isna()].mean() < 0.20
    assert late[orders["cause"].isin(OUTSIDE)].mean() < 0.20


def test_slow_answers_stand_in_the_contacts_before_those_who_mind_them_leave(
    tables: dict[str, pd.DataFrame],
) -> None:
    asked = (
        tables["contacts"].dropna(subset=["response_hours"]).merge(tables["truth/clients"], on="client_id")
    )
    asked = asked.groupby("client_id").tail(2)
    slow = asked["response_hours"] > 24
    assert slow[asked["cause"] == "slow_answers"].mean() > 0.5
    assert slow[asked["left_on"].isna()].mean() < 0.2


def test_a_manager_was_changed_shortly_before_those_attached_to_it_leave(
    block: Block, before_leaving: Leaving, tables: dict[str, pd.DataFrame]
) -> None:
    visits, clients, staff = block.visits, block.scene.clients, block.scene.market.staff
    came = staff.came(clients.post_on(visits.member, visits.day), visits.day)
    handed_over = np.where(
        clients.moves_day[visits.member] <= visits.day, clients.moves_day[visits.member], -9999
    )
    with_us = visits.day - np.maximum(came, handed_over)
    cycle = clients.cycle_days[visits.member]
    with_cause, without = shares(with_us <= 4 * cycle, before_leaving, "manager")
    assert with_cause > 0.8
    assert without < 0.25
    changes = tables["managers"].dropna(subset=["valid_to"])
    assert 0.2 < changes["dismissed"].astype(bool).mean() < 0.6


def test_the_own_basket_had_become_dearer_before_those_who_mind_leave(
    block: Block, before_leaving: Leaving
) -> None:
    visits, goods = block.visits, block.scene.market.products
    rise = block.scene.clients.baskets.rise(goods, visits.member, visits.day, days=240)
    with_cause, without = shares(rise, before_leaving, "price")
    assert with_cause > without + 0.02


def test_no_discount_while_prices_rose_before_the_unrewarded_leave(
    block: Block, before_leaving: Leaving
) -> None:
    with_cause, without = shares(block.visits.discount > 0, before_leaving, "no_reward")
    assert with_cause < 0.5 * without


def test_competitors_called_more_often_than_we_before_those_forgotten_leave(
    block: Block, before_leaving: Leaving
) -> None:
    visits = block.visits
    ours = block.ours.within(visits.member, visits.day, 180)
    rivals = block.rivals.within(visits.member, visits.day, 180)
    with_cause, without = shares(rivals - ours, before_leaving, "pauses")
    assert with_cause > without + 1.5
    since = block.ours.days_since(visits.member, visits.day)
    pause = np.minimum(since, visits.day - block.scene.clients.joined_day[visits.member])
    with_cause, without = shares(pause, before_leaving, "pauses")
    assert with_cause > 1.15 * without


@pytest.mark.parametrize("cause", ["price", "no_reward", "pauses"])
def test_who_drifts_away_did_so_for_two_cycles_or_more(
    block: Block, before_leaving: Leaving, cause: str
) -> None:
    visits = block.visits
    assert visits.drifting[before_leaving(cause)].min() >= 2
    slower = np.log(visits.gap_days / block.scene.clients.cycle_days[visits.member])
    lately, before = slower[visits.drifting >= 2].mean(), slower[visits.drifting == 0].mean()
    assert lately - before > 1.5 * np.log(DRIFT_GAP)


def test_drifting_clients_spend_less_on_fewer_products(block: Block) -> None:
    visits, rows = block.visits, block.orders
    placed = rows.only(rows.amount > 0)
    money = np.zeros(visits.day.size)
    money[placed.place] = placed.amount
    check = money[placed.place] / block.scene.clients.mean_check[visits.member[placed.place]]
    held = np.bincount(block.lines.place[block.lines.quantity > 0], minlength=visits.day.size)[placed.place]
    long, none = visits.drifting[placed.place] >= 3, visits.drifting[placed.place] == 0
    assert check[long].mean() < 0.75 * check[none].mean()
    assert held[long].mean() < 0.85 * held[none].mean()


def test_clients_outside_our_reach_leave_without_a_trace(block: Block, before_leaving: Leaving) -> None:
    outside = before_leaving(*OUTSIDE)
    others = block.visits.left_day > block.scene.window.days
    delivered = block.experience.delivered
    for trace in (delivered.is_late, delivered.short, delivered.faulty, block.experience.said.is_slow):
        assert abs(trace[outside].mean() - trace[others].mean()) < 0.05
