"""What lists brought: those listed against those held out."""

from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy.stats import ttest_ind

from training.monitoring.finding import Finding
from training.monitoring.past_lists import PastList, compared, list_findings, past_list, pooled_findings

MADE_ON = date(2024, 3, 1)


def plan(
    *, listed: float, held: float, count: int = 400, held_count: int = 100, tried: int = 50, days: int = 90
) -> PastList:
    """A plan whose listed clients order with one chance, and those held out with another."""
    random = np.random.default_rng(4)
    ids = [f"{number:05d}" for number in range(count + held_count)]
    out = np.arange(count + held_count) >= count
    orders = random.random(len(ids)) < np.where(out, held, listed)
    rows = pd.DataFrame(
        {"client_id": ids, "held_out": out, "uplift": 0.1, "expected_net_value": 50.0, "win_back_cost": 20.0}
    ).assign(horizon_days=60.0)
    after = pd.DataFrame({"client_id": ids, "next_order_in": np.where(orders, 30.0, np.nan)})
    after["margin"] = np.where(orders, 1000.0, 0.0)
    attempts = pd.DataFrame(
        {"client_id": ids[:tried], "cost": [30.0, np.nan] * (tried // 2), "incentive": np.nan}
    )
    head: dict[str, Any] = {"plan_id": "plan-1", "list": "at_risk", "as_of": MADE_ON}
    return past_list(head, rows, after, attempts, known_at=MADE_ON + timedelta(days=days))


def judged(made: PastList, *, days: int = 90, months: int = 24) -> dict[str, Finding]:
    found = list_findings(made, known_at=MADE_ON + timedelta(days=days), value_months=months, currency="RUB")
    return {one.figure: one for one in found}


def test_the_interval_is_welchs() -> None:
    random = np.random.default_rng(1)
    ours, theirs = random.normal(1, 2, 40), random.normal(0, 1, 15)
    known = ttest_ind(ours, theirs, equal_var=False).confidence_interval()
    found = compared(ours, theirs)
    assert (found.low, found.high) == pytest.approx((known.low, known.high))
    assert compared([1, 1], [0, 0]).low == 1


def test_a_list_that_keeps_its_promise_is_well() -> None:
    found = judged(plan(listed=0.5, held=0.35))
    assert found["uplift"].verdict == "ok"
    assert found["uplift"].expected == pytest.approx(0.1)
    assert found["uplift"].low < 0.15 < found["uplift"].high
    assert found["net_value"].verdict == "ok"


def test_the_net_value_is_the_margin_beyond_the_held_out_less_what_was_spent() -> None:
    made = plan(listed=0.5, held=0.35)
    held = made.clients["held_out"]
    gained = made.clients.loc[~held, "margin"].mean() - made.clients.loc[held, "margin"].mean()
    assert made.spent == pytest.approx(25 * 30 + 25 * 20)  # what was told, else what was planned
    assert judged(made)["net_value"].value == pytest.approx(gained * 400 - made.spent)
    assert judged(made)["net_value"].expected == pytest.approx(400 * 50.0)


def test_a_list_that_does_harm_is_found() -> None:
    found = judged(plan(listed=0.2, held=0.5))
    assert found["uplift"].verdict == "act"
    assert "the list does harm" in found["uplift"].said("en")
    assert found["net_value"].verdict == "watch"
    assert judged(plan(listed=0.2, held=0.5, days=400), days=400, months=12)["net_value"].verdict == "act"


def test_a_list_that_brings_less_than_promised_is_worth_a_look() -> None:
    one = judged(plan(listed=0.3, held=0.3, count=4000, held_count=3000))["uplift"]
    assert one.verdict == "watch"
    assert one.high < 0.1


def test_too_few_are_no_number() -> None:
    one = judged(plan(listed=0.5, held=0.1, held_count=29))["uplift"]
    assert (one.verdict, np.isnan(one.value)) == ("unknown", True)
    assert one.said("en") == "too few: 400 listed, 29 held out, at least 30 of each are needed"


def test_a_list_that_nobody_worked_says_nothing() -> None:
    found = judged(plan(listed=0.5, held=0.1, tried=0))
    assert {name: one.verdict for name, one in found.items()} == {"uplift": "unknown"}


def test_open_horizons_are_waited_for_but_margin_so_far_is_told() -> None:
    found = judged(plan(listed=0.5, held=0.3, days=40), days=40)
    assert found["uplift"].verdict == "unknown"
    assert "the horizons of 500 of 500 clients have not ended yet" in found["uplift"].said("en")
    assert found["net_value"].value == found["net_value"].value


def test_who_was_held_out_beyond_the_budgets_reach_does_not_count() -> None:
    rows = pd.DataFrame(
        {
            "client_id": list("abcd"),
            "held_out": [False, False, True, True],
            "uplift": 0.1,
            "expected_net_value": [90.0, 60.0, 70.0, 10.0],
            "win_back_cost": 5.0,
            "horizon_days": 20.0,
        }
    )
    after = pd.DataFrame({"client_id": ["a"], "next_order_in": [3.0], "margin": [7.0]})
    none = pd.DataFrame({"client_id": [], "cost": [], "incentive": []})
    head: dict[str, Any] = {"plan_id": "p", "list": "at_risk", "as_of": MADE_ON}
    made = past_list(head, rows, after, none, known_at=MADE_ON + timedelta(days=30))
    assert made.clients["client_id"].tolist() == ["a", "b", "c"]
    assert made.clients["ordered"].tolist() == [1, 0, 0]
    assert made.clients["margin"].tolist() == [7, 0, 0]


def test_several_lists_together_tell_what_each_alone_cannot() -> None:
    first, second = (plan(listed=0.5, held=0.2, held_count=20) for _ in range(2))
    second.clients["client_id"] = "x" + second.clients["client_id"]
    assert judged(first)["uplift"].verdict == "unknown"
    (one,) = pooled_findings([first, second])
    assert one.name == "lists/uplift/at_risk/all"
    assert one.low < 0.3 < one.high
    twice = list(pooled_findings([first, first]))
    assert twice == []  # the same clients count once, so that these are still too few
