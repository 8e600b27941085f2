"""Money of a ranking: contacted from the top until the budget is spent, and who would be chosen by it."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.training.backtested import company
from training.judging.campaigns import Campaign, expected_maximum, expected_profits, profit_at_budget
from training.judging.gate import decide
from training.judging.ranked import Ranked, Ranking
from training.judging.verdict_words import profit_reason


def ranked(p: list[float], left: list[int]) -> Ranked:
    return Ranking.of(p).weigh(left, np.ones(len(left)))


def test_the_budget_is_spent_from_the_top_as_a_hand_reckons_it() -> None:
    # γ̄ = .3. A leaver costs 4 + .3 · 10 = 7 and earns .3 · 100 − 7 = 23; a stayer costs 14 and earns −14.
    one = ranked([0.9, 0.8, 0.1], [1, 0, 1])
    for budget, earned in ((0.0, 0.0), (7.0, 23.0), (14.0, 23.0 - 7.0), (21.0, 23.0 - 14.0), (99.0, 32.0)):
        campaign = Campaign(100.0, 4.0, 10.0, budget=budget)
        assert profit_at_budget(one, campaign) == pytest.approx(earned / 3), budget


def test_without_a_budget_the_first_tenth_is_contacted() -> None:
    tenth = ranked([0.9] + [0.1] * 9, [1] + [0] * 9)
    assert profit_at_budget(tenth, Campaign(100.0, 4.0, 0.0)) == pytest.approx(26 / 10)


@given(st.lists(st.tuples(st.integers(1, 9), st.booleans()), min_size=1, max_size=30), st.floats(0, 500))
def test_no_budget_earns_more_than_stopping_in_time_at_the_same_acceptance(
    clients: list[tuple[int, bool]], budget: float
) -> None:
    p, left = zip(*clients, strict=True)
    one = ranked([tenths / 10 for tenths in p], [int(leaves) for leaves in left])
    sure = Campaign(100.0, 4.0, 10.0, 3e8, 7e8, budget)  # all but known to be .3
    assert profit_at_budget(one, sure) <= expected_maximum(one, sure) + 1e-6


def test_profit_may_choose_another_candidate_than_log_loss_and_says_so() -> None:
    rows = company(600).assign(
        logistic=lambda rows: rows["truth"],
        lightgbm=lambda rows: np.clip(rows["truth"] ** 3, 1e-6, 1 - 1e-6),  # ranks alike, is not honest
    )
    asked = {"candidates": ["logistic", "lightgbm"], "baselines": ["none"], "seed": 1}
    by_loss = decide(rows, **asked)
    profits = {"logistic": 1.0, "lightgbm": 1.5}
    by_profit = decide(rows, **asked, profits=profits)
    assert by_loss.at_risk.winner == "logistic"
    assert (by_profit.at_risk.winner, by_profit.at_risk.lowest) == ("lightgbm", "logistic")
    assert by_profit.recoverable.winner == by_loss.recoverable.winner
    assert (
        "chosen by expected profit, LightGBM; Logistic regression has the lowest"
        in (by_profit.at_risk.reasons("en")[0])
    )
    said = profit_reason(profits, "logistic", "en", "EUR")
    assert said.endswith("best by it LightGBM, by log loss Logistic regression: a difference of 0.50\xa0€.")


def test_expected_profit_is_told_as_money_grouped_and_with_its_currency() -> None:
    profits = {"logistic": 5904.6715, "lightgbm": 12001.2}
    said = profit_reason(profits, "logistic", "en", "RUB")
    assert "a client at risk: Logistic regression 5,905\xa0₽, LightGBM 12,001\xa0₽; best by it" in said
    assert "5\xa0905\xa0₽" in profit_reason(profits, "logistic", "ru", "RUB")


def test_the_one_that_profit_chooses_has_to_pass_all_the_same() -> None:
    rows = company(600).assign(logistic=lambda rows: rows["truth"], lightgbm=0.999)
    verdict = decide(
        rows,
        candidates=["logistic", "lightgbm"],
        baselines=["none"],
        seed=1,
        profits={"logistic": 1.0, "lightgbm": 2.0},
    )
    assert not verdict.passed
    assert verdict.champion["at_risk"] == "silence_rule"


def test_expected_profit_is_the_mean_over_days_of_the_best_action() -> None:
    judged = pd.DataFrame(
        {
            "group": ["at_risk"] * 4 + ["lost"],
            "contestant": ["logistic", "blend"] * 2 + ["blend"],
            "empc_call": [1.0, 2.0, 3.0, 4.0, 99.0],
            "empc_visit": [0.0, 0.5, 0.0, 0.5, 99.0],
        }
    )
    assert expected_profits(judged, ["logistic", "blend"]) == {"logistic": 2.0, "blend": 3.0}
    assert expected_profits(judged.drop(columns=["empc_call", "empc_visit"]), ["blend"]) == {}
