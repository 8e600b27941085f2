"""Who gets which action by whom: laws over random companies, and cases worked by hand."""

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from features.settings import Settings, settings_from
from serving.options.executors import BETWEEN_NAMES, MANAGEMENT
from serving.planning.choosing import Chosen, choose, grid_of
from serving.planning.exploring import Room, draw

NAMES = ("Anna", "Boris", "Vera", "Gleb")
ACTIONS: dict[str, Any] = {
    "call": {"channel": "call", "fixed_cost": 10, "hours": 0.5},
    "visit": {"channel": "visit", "fixed_cost": 60, "hours": 3, "capacity": 4},
    "boss": {"channel": "management_call", "fixed_cost": 90},
}


def company(seed: int, clients: int) -> tuple[pd.DataFrame, pd.Series]:
    """Options of every client, some forbidden, and pools in which some managers are barred."""
    random = np.random.default_rng(seed)
    rows = []
    for number in range(clients):
        for action, settings in ACTIONS.items():
            cost = settings["fixed_cost"] * random.uniform(0.8, 2)
            rows.append(
                {
                    "client_id": f"{number:04d}",
                    "action": action,
                    "channel": settings["channel"],
                    "eligible": random.random() < 0.8,
                    "expected_net_value": random.lognormal(4, 1) - cost,
                    "win_back_cost": cost,
                }
            )
    ids = [f"{number:04d}" for number in range(clients)]
    pools = [BETWEEN_NAMES.join(NAMES[random.integers(0, 4) :]) for _ in ids]
    return pd.DataFrame(rows), pd.Series(pools, ids)


def decided(explore_share: float = 0.05, hours: float | None = 4, **actions: Any) -> Settings:
    plan = {"explore_share": explore_share} | ({} if hours is None else {"hours_per_manager": hours})
    executors = {"Vera": {"hours": 6}}
    return settings_from({"actions": actions or ACTIONS, "plan": plan, "executors": executors})


def planned(
    options: pd.DataFrame, pools: pd.Series, settings: Settings, budget: float | None, salt: str = "salt"
) -> tuple[Chosen, pd.DataFrame]:
    """The plan, and its rows with what they cost."""
    chosen = choose(grid_of(options, pools, settings), budget=budget, settings=settings, salt=salt)
    return chosen, chosen.rows.merge(options, on=["client_id", "action"])


@hypothesis_settings(max_examples=60, deadline=None)
@given(
    seed=st.integers(0, 2**32 - 1),
    clients=st.integers(0, 40),
    budget=st.none() | st.floats(0, 2000),
    explore=st.sampled_from([0.0, 0.05, 0.5]),
    hours=st.none() | st.floats(0, 20),
)
def test_a_plan_never_exceeds_budget_capacity_or_hours_and_heeds_every_rule(
    seed: int, clients: int, budget: float | None, explore: float, hours: float | None
) -> None:
    options, pools = company(seed, clients) if clients else company(seed, 1)
    settings = decided(explore, hours)
    chosen, rows = planned(options, pools, settings, budget)
    assert rows["client_id"].is_unique
    assert rows["eligible"].all()
    assert ((rows["expected_net_value"] > 0) | rows["explored"]).all()
    assert budget is None or rows["win_back_cost"].sum() <= budget + 1e-6
    assert (rows["action"] == "visit").sum() <= 4
    takes = rows["action"].map({name: one.get("hours", 0) for name, one in ACTIONS.items()})
    used = takes.groupby(rows["executor"]).sum()
    for name, total in used.items():
        least = 6 if name == "Vera" else np.inf if hours is None or name == MANAGEMENT else hours
        assert total <= least + 1e-6
    for row in rows.itertuples():
        if row.action == "boss":
            assert row.executor == MANAGEMENT
        else:
            assert row.executor in pools[row.client_id].split(BETWEEN_NAMES)
    assert chosen.value == pytest.approx(rows["expected_net_value"].sum())
    assert chosen.value <= chosen.bound + 1e-6
    assert rows["propensity"].between(0, 1 + 1e-12).all()
    assert (rows["propensity"] > 0).all()


@hypothesis_settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 2**32 - 1), cheaper=st.floats(0, 1), budget=st.floats(50, 1500))
def test_falling_costs_never_lower_the_value_of_the_plan_beyond_its_gap(
    seed: int, cheaper: float, budget: float
) -> None:
    options, pools = company(seed, 30)
    saved = options["win_back_cost"] * (1 - cheaper)
    less = options.assign(
        win_back_cost=options["win_back_cost"] - saved,
        expected_net_value=options["expected_net_value"] + saved,
    )
    settings = decided(0)
    before, after = (planned(one, pools, settings, budget)[0] for one in (options, less))
    assert after.value >= before.value - after.gap - 1e-6
    assert after.bound >= before.value - 1e-6


def test_who_is_not_in_the_group_never_gets_the_task() -> None:
    options, pools = company(1, 200)
    _, rows = planned(options, pools.map(lambda _: "Gleb"), decided(0.2, 1000), 5000)
    assert set(rows.loc[rows["action"] != "boss", "executor"]) == {"Gleb"}


def test_tasks_go_to_whoever_has_hours_left() -> None:
    options, _ = company(2, 40)
    calls = options[options["action"] == "call"].assign(expected_net_value=50.0, eligible=True)
    pools = pd.Series("Anna; Boris", calls["client_id"])
    _, rows = planned(calls, pools, decided(0, 5), None)
    assert rows["executor"].value_counts().to_dict() == {"Anna": 10, "Boris": 10}


def test_one_more_hour_and_one_more_rouble_have_their_price() -> None:
    options = pd.DataFrame(
        {
            "client_id": [f"{number:03d}" for number in range(100)],
            "action": "call",
            "channel": "call",
            "eligible": True,
            "expected_net_value": np.arange(100.0, 0, -1),
            "win_back_cost": 10.0,
        }
    )
    pools = pd.Series("Anna", options["client_id"])
    by_hours, _ = planned(options, pools, decided(0, 10), None)
    assert by_hours.binding == ("hours of Anna",)
    assert 158 <= by_hours.multipliers["hours of Anna"] <= 162  # two more calls, each worth 80
    by_money, _ = planned(options, pools, decided(0, None), 505)
    assert by_money.multipliers["budget"] == pytest.approx(5.0)


def test_without_managers_nobody_is_named() -> None:
    options, pools = company(3, 20)
    _, rows = planned(options, pools.map(lambda _: None), decided(0, 1), None)
    assert rows.loc[rows["action"] != "boss", "executor"].isna().all()
    assert len(rows) > 10


def test_what_is_drawn_by_chance_spends_its_share_and_its_chances_come_true() -> None:
    options, pools = company(4, 150)
    grid = grid_of(options, pools, decided())
    room = Room(3000, grid.capacity)
    times, chance, spent = np.zeros(grid.net.shape), np.zeros(grid.net.shape), []
    clients = np.arange(150)
    for number in range(600):
        drawn = draw(
            grid.client_ids, grid.actions, grid.cost, grid.eligible, room, spend=600, salt=str(number)
        )
        some = drawn.action >= 0
        times[clients[some], drawn.action[some]] += 1
        chance += drawn.chance
        spent.append(grid.cost[clients[some], drawn.action[some]].sum())
        assert (drawn.chance[~grid.eligible] == 0).all()
    # A little less than its share: who is drawn for two actions gets one, and visits have four places.
    assert 480 < np.mean(spent) <= 610
    assert times.sum(axis=0) == pytest.approx(chance.sum(axis=0), rel=0.05)
    often = chance > np.quantile(chance[grid.eligible], 0.5)
    assert times[often].sum() == pytest.approx(chance[often].sum(), rel=0.05)
    noise = (times - chance)[grid.eligible] / np.sqrt(chance[grid.eligible])
    assert 0.8 < noise.std() < 1.1
    assert np.abs(noise).max() < 5


def test_the_record_tells_the_chance_of_what_was_given() -> None:
    options, pools = company(7, 100)
    settings = decided(0.3, None)
    grid = grid_of(options, pools, settings)
    chosen, rows = planned(options, pools, settings, 3000)
    alone = planned(options, pools, decided(0, None), 3000)[1].set_index("client_id")["action"]
    drawn = rows[rows["explored"]].set_index("client_id")
    assert len(drawn) > 3
    for row in drawn.itertuples():
        if alone.get(row.Index) != row.action:
            assert row.propensity < 0.9
    kept = rows[~rows["explored"]]
    assert (kept["propensity"] > 0.5).all()
    assert grid.actions == sorted(ACTIONS)
    assert chosen.cost <= 3000


def test_the_same_salt_draws_the_same_clients_whatever_else_is_there() -> None:
    options, pools = company(5, 100)
    one, two = (planned(options, pools, decided(0.3), 2000, salt="a")[1] for _ in range(2))
    pd.testing.assert_frame_equal(one, two)
    other = planned(options, pools, decided(0.3), 2000, salt="b")[1]
    assert set(one.loc[one["explored"], "client_id"]) != set(other.loc[other["explored"], "client_id"])
    assert not planned(options, pools, decided(0), 2000)[1]["explored"].any()


def test_offered_to_few_the_plan_of_many_stays_near_the_bound_of_all(monkeypatch: pytest.MonkeyPatch) -> None:
    options, pools = company(6, 1500)
    settings = decided(0, 60, call=ACTIONS["call"], boss=ACTIONS["boss"])
    whole, _ = planned(options[options["action"] != "visit"], pools, settings, 12_000)
    monkeypatch.setattr("serving.planning.desk.MOST_TRIPLES", 1)
    few, _ = planned(options[options["action"] != "visit"], pools, settings, 12_000)
    assert few.bound >= whole.value
    assert few.gap <= 0.01 * few.bound
    assert whole.gap <= 0.002 * whole.bound
