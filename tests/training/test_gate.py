"""The gate: who wins, who passes, who serves, and how it is said."""

import json

import numpy as np
import pandas as pd
import pytest

from features.errors import UsageError
from tests.training.backtested import DAYS, company
from training.judging.gate import compare_with_champion, decide
from training.judging.paired_gain import Gain
from training.judging.verdict import ComparedGain, GroupVerdict, JudgedDays, Verdict

BASELINES = ["none", "silence_rule"]


def closer(rows: pd.DataFrame, by: float) -> pd.Series:
    """A contestant nearer to the truth than the silence rule."""
    return rows["silence_rule"] + by * (rows["truth"] - rows["silence_rule"])


def group_verdict(log_loss: Gain, precision: Gain, group: str = "at_risk") -> GroupVerdict:
    """Logistic regression over one baseline, with the gains that a test wants."""
    days = JudgedDays(DAYS, (), 30, 0, 0)
    gains = (
        ComparedGain("logistic", "silence_rule", "log_loss", log_loss),
        ComparedGain("logistic", "silence_rule", "average_precision", precision),
    )
    return GroupVerdict(group, days, {"logistic": 0.4}, "logistic", "logistic", gains, ("silence_rule",))


def test_a_planted_better_candidate_passes_and_serves() -> None:
    rows = company(1200).assign(lightgbm=lambda frame: closer(frame, 1.0))
    verdict = decide(rows, candidates=["lightgbm"], baselines=BASELINES, seed=1)
    assert verdict.passed
    assert verdict.champion == {"at_risk": "lightgbm", "recoverable": "lightgbm"}
    assert all(item.gain.surely_better for item in verdict.at_risk.gains if item.metric == "log_loss")


def test_of_several_candidates_a_surely_better_one_wins_even_if_less_simple() -> None:
    rows = company(1200).assign(
        logistic=lambda frame: closer(frame, 0.3), blend=lambda frame: closer(frame, 1.0)
    )
    verdict = decide(rows, candidates=["logistic", "blend"], baselines=["silence_rule"], seed=1)
    assert verdict.at_risk.winner == "blend"


@pytest.mark.parametrize("order", [("blend", "lightgbm", "logistic"), ("lightgbm", "logistic", "blend")])
def test_of_identical_candidates_the_simplest_wins_whatever_the_order(order: tuple[str, ...]) -> None:
    rows = company(1200)
    rows = rows.assign(**dict.fromkeys(order, rows["truth"]))
    verdict = decide(rows, candidates=order, baselines=BASELINES, seed=1)
    assert verdict.champion == {"at_risk": "logistic", "recoverable": "logistic"}


def test_a_lead_that_may_be_chance_gives_way_to_the_simpler() -> None:
    noise = np.random.default_rng(0).normal(scale=0.02, size=2400)
    rows = company(1200).assign(
        blend=lambda frame: frame["truth"],
        lightgbm=lambda frame: (frame["truth"] + noise).clip(0.001, 0.999),
        logistic=lambda frame: closer(frame, 0.3),
    )
    found = decide(rows, candidates=["logistic", "lightgbm", "blend"], baselines=BASELINES, seed=1).at_risk
    lead = next(item.gain for item in found.gains if item.against == "lightgbm")
    assert found.lowest == "blend"
    assert lead.low < 0 < lead.mean
    assert found.winner == "lightgbm"  # logistic is simpler still, but surely worse
    assert "may be chance" in found.reasons("en")[0]
    assert "поэтому выбираем то, что проще" in found.reasons("ru")[0]


def test_a_candidate_no_better_than_a_baseline_does_not_pass() -> None:
    rows = company(1200).assign(logistic=lambda frame: frame["silence_rule"])
    verdict = decide(rows, candidates=["logistic"], baselines=BASELINES, seed=1)
    assert not verdict.passed
    assert verdict.at_risk.not_beaten == ("silence_rule",)
    assert verdict.champion == {"at_risk": "silence_rule", "recoverable": "silence_rule"}


@pytest.mark.parametrize("seed", range(3))
def test_shuffled_labels_let_nobody_pass(seed: int) -> None:
    rows = company(1200)
    rows["left"] = np.random.default_rng(seed).permutation(rows["left"])
    rows["logistic"] = rows["truth"]
    verdict = decide(rows, candidates=["logistic"], baselines=BASELINES, seed=1)
    assert not verdict.at_risk.passed
    assert not verdict.recoverable.passed


def test_one_baseline_not_beaten_is_enough_to_refuse() -> None:
    rows = company(1200).assign(logistic=lambda frame: closer(frame, 0.5), signs=lambda frame: frame["truth"])
    found = decide(rows, candidates=["logistic"], baselines=[*BASELINES, "signs"], seed=1).at_risk
    assert found.not_beaten == ("signs",)
    assert found.champion == "silence_rule"


def test_a_worse_order_is_refused_however_good_the_log_loss() -> None:
    # The baseline ranks perfectly but says all .49 to .51; the candidate is bold and mostly right.
    rng = np.random.default_rng(1)
    rows = company(1200)
    rows["silence_rule"] = 0.5 + 0.01 * (rows["left"] - 0.5)
    wrong = rng.random(len(rows)) < 0.1
    rows["logistic"] = np.where(wrong ^ (rows["left"] == 1), 0.9, 0.1)
    found = decide(rows, candidates=["logistic"], baselines=["silence_rule"], seed=1).at_risk
    assert found.not_beaten == ()
    assert found.loses_to == ("silence_rule",)
    assert not found.passed
    assert "loses in average precision to Silence rule" in Verdict(found, found).headline("en")


def test_a_level_that_has_followed_the_share_is_no_model() -> None:
    # Labels by chance, of which more leave than ever before: who says so wins in log loss over who does not.
    rng = np.random.default_rng(1)
    rows = company(1200)
    rows["left"] = (rng.random(len(rows)) < 0.6).astype(int)
    rows = rows.assign(no_skill=0.4, silence_rule=0.4, logistic=0.6 + 0.001 * rng.normal(size=len(rows)))
    found = decide(rows, candidates=["logistic"], baselines=["no_skill", "silence_rule"], seed=1).at_risk
    assert (found.not_beaten, found.loses_to) == ((), ())
    assert found.may_rank_by_chance
    assert found.champion == "silence_rule"
    assert "not surely better than chance" in Verdict(found, found).headline("en")


@pytest.mark.parametrize(
    ("log_loss", "precision", "passed"),
    [
        (Gain(0.02, 0.001, 0.04), Gain(0.1, 0.05, 0.2), True),
        (Gain(0.02, 0.001, 0.04), Gain(-0.1, -0.2, 0.0), True),  # worse, but not surely
        (Gain(0.02, 0.001, 0.04), Gain(-0.1, -0.2, -0.01), False),
        (Gain(0.02, 0.0, 0.04), Gain(0.1, 0.05, 0.2), False),  # an interval that touches zero
        (Gain(np.nan, np.nan, np.nan), Gain(0.1, 0.05, 0.2), False),
    ],
)
def test_the_rule_at_its_edges(log_loss: Gain, precision: Gain, passed: bool) -> None:
    found = group_verdict(log_loss, precision)
    assert found.passed is passed
    assert found.champion == ("logistic" if passed else "silence_rule")


def test_too_few_recoverable_clients_are_not_judged_and_do_not_hold_up_the_rest() -> None:
    statuses = ("active",) * 19 + ("lost",)
    rows = company(800, statuses=statuses).assign(logistic=lambda frame: frame["truth"])
    verdict = decide(rows, candidates=["logistic"], baselines=BASELINES, seed=1)
    lost = rows[(rows["status"] == "lost")].groupby("test_day")["left"].sum().astype(int)
    assert verdict.passed
    assert not verdict.recoverable.judged
    assert verdict.champion["recoverable"] == "silence_rule"
    reason = verdict.recoverable.reasons("en")[0]
    assert "not judged; no test day has 30 leavers and 30 stayers" in reason
    best = max(lost, key=lambda left: min(left, 40 - left))
    assert f"the fullest has {best} and {40 - best}." in reason
    assert "Silence rule (too few to judge)" in verdict.headline("en")


def test_a_recoverable_group_that_fails_holds_up_the_gate() -> None:
    good, bad = (Gain(mean, mean - 0.01, mean + 0.01) for mean in (0.02, -0.02))
    verdict = Verdict(group_verdict(good, good), group_verdict(bad, good, "recoverable"))
    assert not verdict.passed
    assert verdict.champion == {"at_risk": "logistic", "recoverable": "silence_rule"}


def test_at_risk_that_cannot_be_judged_does_not_pass() -> None:
    rows = company(400, statuses=("lost",)).assign(logistic=lambda frame: frame["truth"])
    verdict = decide(rows, candidates=["logistic"], baselines=BASELINES, seed=1)
    assert verdict.recoverable.passed
    assert not verdict.passed
    assert verdict.at_risk.reasons("en") == ("Clients at risk: not judged; there are no such clients.",)


def test_a_thin_test_day_is_left_out_and_named() -> None:
    rows = company(400).assign(logistic=lambda frame: frame["truth"])
    thin = rows[(rows["test_day"] == DAYS[0]) | (rows["client_id"] < "c00040")]
    found = decide(thin, candidates=["logistic"], baselines=BASELINES, seed=1).at_risk
    full = decide(
        rows[rows["test_day"] == DAYS[0]], candidates=["logistic"], baselines=BASELINES, seed=1
    ).at_risk
    assert (found.days.judged, found.days.left_out) == ((DAYS[0],), (DAYS[1],))
    assert found.log_loss == full.log_loss
    assert "without the test days 2024-05-01" in found.reasons("en")[0]
    assert "01.05.2024" in found.reasons("ru")[0]


def test_the_verdict_is_one_sentence_in_either_language() -> None:
    rows = company(1200).assign(logistic=lambda frame: closer(frame, 1.0))
    passed = decide(rows, candidates=["logistic"], baselines=BASELINES, seed=1)
    failed = decide(rows.assign(logistic=0.5), candidates=["logistic"], baselines=["silence_rule"], seed=1)
    assert passed.headline("en") == (
        "The gate is passed: clients at risk – Logistic regression; "
        "recoverable clients – Logistic regression."
    )
    assert passed.headline("ru") == (
        "Проверка пройдена: клиенты под угрозой ухода — «Логистическая регрессия»; "
        "потерянные клиенты — «Логистическая регрессия»."
    )
    assert failed.headline("en").startswith(
        "The gate is not passed: clients at risk – Silence rule, as Logistic regression is not surely better"
    )
    assert failed.headline("ru").startswith(
        "Проверка не пройдена: клиенты под угрозой ухода — «Правило молчания»"
    )
    with pytest.raises(UsageError, match="language is 'de'"):
        passed.headline("de")


def test_reasons_carry_the_figures_of_the_table() -> None:
    verdict = Verdict(
        group_verdict(Gain(0.0123, 0.001, 0.02), Gain(-0.05, -0.1, 0.01)),
        group_verdict(Gain(-0.02, -0.03, -0.01), Gain(0, 0, 0), "recoverable"),
    )
    assert verdict.reasons("en")[1:3] == (
        "Clients at risk: Logistic regression against Silence rule in log loss: "
        "+0.0123, 95 % +0.0010 to +0.0200, surely better.",
        "Clients at risk: Logistic regression against Silence rule in average precision: "
        "−0.0500, 95 % −0.1000 to +0.0100, may be chance.",
    )
    assert "−0,0200, 95 % от −0,0300 до −0,0100 — достоверно хуже" in verdict.reasons("ru")[4]
    table = verdict.table()
    assert table["gain"].tolist() == [0.0123, -0.05, -0.02, 0]
    assert table["group"].tolist() == ["at_risk"] * 2 + ["recoverable"] * 2


def test_the_verdict_is_written_as_plain_values() -> None:
    rows = company(400, statuses=("active",)).assign(logistic=lambda frame: frame["truth"])
    verdict = decide(rows, candidates=["logistic"], baselines=BASELINES, seed=1)
    read = json.loads(json.dumps(verdict.to_dict(), allow_nan=False))
    assert read["champion"] == verdict.champion
    assert read["groups"]["at_risk"]["test_days"] == ["2024-03-01", "2024-05-01"]
    assert read["groups"]["at_risk"]["gains"][0]["against"] == "none"
    assert read["groups"]["recoverable"] == {
        "judged": False,
        "passed": False,
        "winner": None,
        "champion": "silence_rule",
        "test_days": [],
        "log_loss": {},
        "gains": [],
    }


def test_the_same_seed_gives_the_same_verdict() -> None:
    rows = company(300).assign(logistic=lambda frame: closer(frame, 0.5))
    both = [decide(rows, candidates=["logistic"], baselines=BASELINES, seed=4) for _ in range(2)]
    assert both[0] == both[1]


def test_nobody_to_judge_or_to_beat_is_refused() -> None:
    with pytest.raises(UsageError, match="0 candidates and 2 baselines"):
        decide(company(10), candidates=[], baselines=BASELINES, seed=1)
    with pytest.raises(UsageError, match="1 candidates and 0 baselines"):
        decide(company(10), candidates=["truth"], baselines=[], seed=1)
    with pytest.raises(UsageError, match="minimum_left is 0"):
        decide(company(10), candidates=["truth"], baselines=BASELINES, seed=1, minimum_left=0)


def in_office(rows: pd.DataFrame, champion: pd.Series) -> pd.DataFrame:
    """The champion's labels reach beyond the first test day, so it says nothing there."""
    return rows.assign(champion=champion.where(rows["test_day"] == DAYS[1]))


def test_a_candidate_surely_worse_than_the_champion_in_office_is_refused() -> None:
    rows = company(1200).assign(logistic=lambda frame: closer(frame, 0.5))
    verdict = decide(rows, candidates=["logistic"], baselines=BASELINES, seed=1)
    found = compare_with_champion(in_office(rows, rows["truth"]), verdict, seed=1)
    assert verdict.passed
    assert found.refused
    assert found.groups[0].days.judged == (DAYS[1],)
    assert found.reasons("en")[0].endswith("surely worse. The champion in office stays.")
    assert found.reasons("ru")[0].endswith("достоверно хуже. Действующая модель остаётся.")


@pytest.mark.parametrize("closeness", [1.0, 0.5])
def test_a_candidate_as_good_or_better_may_take_over(closeness: float) -> None:
    rows = company(1200).assign(logistic=lambda frame: frame["truth"])
    verdict = decide(rows, candidates=["logistic"], baselines=BASELINES, seed=1)
    found = compare_with_champion(in_office(rows, closer(rows, closeness)), verdict, seed=1)
    assert not found.refused


def test_days_that_the_champions_labels_reach_do_not_count() -> None:
    # On the first day the champion would look perfect; it had seen the answers.
    rows = company(1200).assign(logistic=lambda frame: closer(frame, 0.5))
    verdict = decide(rows, candidates=["logistic"], baselines=BASELINES, seed=1)
    seen = rows["left"].where(rows["test_day"] == DAYS[0], rows["silence_rule"])
    assert compare_with_champion(rows.assign(champion=seen), verdict, seed=1).refused
    assert not compare_with_champion(in_office(rows, seen), verdict, seed=1).refused


def test_without_a_day_after_its_labels_nothing_is_refused_and_the_reason_says_so() -> None:
    rows = company(400).assign(logistic=lambda frame: frame["truth"])
    verdict = decide(rows, candidates=["logistic"], baselines=BASELINES, seed=1)
    found = compare_with_champion(rows.assign(champion=np.nan), verdict, seed=1)
    assert not found.refused
    assert [part.gain for part in found.groups] == [None, None]
    assert "no day after its own labels has 30 leavers" in found.reasons("en")[0]


def test_predictions_without_the_champion_are_refused() -> None:
    rows = company(400).assign(logistic=lambda frame: frame["truth"])
    verdict = decide(rows, candidates=["logistic"], baselines=BASELINES, seed=1)
    with pytest.raises(UsageError, match="no column champion"):
        compare_with_champion(rows, verdict, seed=1)
