"""From a training's result to the facts of its report: the same figures, in both languages."""

import math
import re
from dataclasses import replace

import pandas as pd
import pytest

from features.arithmetic import number_of
from tests.features.company import day
from tests.training.spine_company import CLIENTS, DAYS, SETTINGS, spine_settings
from training.models.candidates import LATER_DAYS
from training.packing import RULE
from training.report.dossier import FITTED_ON, PACKAGES, charts, environment, report_facts
from training.report.facts import ReportFacts
from training.report.value_words import value_choice
from training.trained import Trained
from training.words import BASELINES

IDENTITY = {"events": "ab" * 32, "commit": "-"}


@pytest.fixture(scope="module")
def facts(trained: Trained) -> ReportFacts:
    return report_facts(trained, spine_settings(), drawings={"roc.at_risk": "<svg/>"}, identity=IDENTITY)


def test_the_facts_say_who_was_judged_and_when(facts: ReportFacts, trained: Trained) -> None:
    rows = trained.snapshots.rows
    assert (facts.version, facts.as_of) == (trained.bundle.version, trained.as_of)
    assert facts.data.clients == CLIENTS
    assert facts.data.rows == len(rows)
    assert facts.data.snapshots == rows["as_of"].nunique()
    assert facts.data.contamination == trained.snapshots.contamination
    assert facts.data.first_day is not None
    assert day(0) <= facts.data.first_day <= day(3)
    assert facts.data.last_day == day(DAYS - 1)
    assert facts.data.order_days == trained.population["order_days"].sum()


def test_each_test_day_names_what_was_learned_before_it(facts: ReportFacts, trained: Trained) -> None:
    assert [one.test_day for one in facts.origins] == [origin.test_day for origin in trained.origins]
    for told, origin in zip(facts.origins, trained.origins, strict=True):
        rows = trained.snapshots.rows
        assert told.train_from <= told.train_until < told.test_day < told.ends_on <= trained.as_of
        assert (told.train_rows, told.test_rows) == (origin.train.sum(), origin.test.sum())
        assert told.left_share == pytest.approx(rows.loc[origin.test, "left"].mean())
        assert number_of(told.ends_on) == rows.loc[origin.test, "ends_day"].max()


def test_the_outcome_follows_from_who_serves(facts: ReportFacts, trained: Trained) -> None:
    served = set(trained.verdict.champion.values())
    wanted = "rule" if served == {RULE} else "partly" if RULE in served else "promoted"
    assert facts.outcome == wanted
    assert facts.champions == trained.verdict.champion
    assert facts.headline == trained.verdict.headline("en")


def test_the_gains_are_those_of_the_winner_over_each_baseline(facts: ReportFacts, trained: Trained) -> None:
    winner = trained.verdict.at_risk.winner
    assert {against for group, against in facts.gains if group == "at_risk"} == set(BASELINES)
    for item in trained.verdict.at_risk.gains:
        if item.candidate == winner and item.metric == "log_loss" and item.against in BASELINES:
            assert facts.gains["at_risk", item.against] == item.gain


def test_calibration_is_told_of_every_model_that_serves(facts: ReportFacts, trained: Trained) -> None:
    models = {group: name for group, name in trained.verdict.champion.items() if name != RULE}
    assert {one.group for one in facts.calibration} == set(models)
    for one in facts.calibration:
        name = models[one.group]
        judged = trained.judged.query("group == @one.group and contestant == @name")
        assert one.method == trained.backtest.methods[name]
        assert one.error_after == pytest.approx(judged["ece"].mean())
        assert one.fitted_on == FITTED_ON["en"][trained.fitted_on != LATER_DAYS]


def test_value_and_importance_are_told(facts: ReportFacts, trained: Trained) -> None:
    assert facts.value is not None
    assert trained.value is not None
    assert facts.value.methods.equals(trained.value.methods)
    assert facts.value.serves == trained.bundle.value.method == trained.value.serves
    assert len(facts.value.choice) == 3
    share = facts.value.extrapolated_share
    assert share is not None
    assert 0 < share < 1
    assert isinstance(facts.importance, pd.DataFrame)
    assert math.isclose(facts.importance["gain"].sum(), 1)


def test_the_fingerprints_and_packages_stand_there(facts: ReportFacts, trained: Trained) -> None:
    assert facts.fingerprint == {"snapshots": trained.snapshots.fingerprint, **IDENTITY}
    assert set(environment()) == set(PACKAGES)
    assert facts.environment == environment()


def test_a_russian_company_gets_russian_words(trained: Trained) -> None:
    russian = spine_settings(company={**SETTINGS["company"], "language": "ru"})
    told = report_facts(trained, russian, drawings={}, identity=IDENTITY)
    assert told.headline == trained.verdict.headline("ru")
    assert told.reasons != ()
    assert all(one.fitted_on in FITTED_ON["ru"] for one in told.calibration)
    assert set(charts(trained, russian)) == set(charts(trained, spine_settings()))


def test_what_the_reader_must_know_of_the_value_model_is_told_in_the_company_s_language(
    trained: Trained,
) -> None:
    few = replace(
        trained.bundle.value, left=replace(trained.bundle.value.left, free=None, by_status={"all": 1.0})
    )
    little = replace(trained, bundle=replace(trained.bundle, value=few))
    russian = spine_settings(company={"language": "ru"})
    told = {
        language: report_facts(little, settings, drawings={}, identity=IDENTITY).notes
        for language, settings in (("ru", russian), ("en", spine_settings()))
    }
    assert any(note.startswith("value_if_left: слишком мало строк") for note in told["ru"])
    assert not [note for note in told["ru"] if not re.search("[а-я]{4}", note)]
    assert any(note.startswith("value_if_left: too few rows for a model") for note in told["en"])
    other = replace(little, bundle=replace(little.bundle, value=replace(few, method="formula")))
    notes = report_facts(other, russian, drawings={}, identity=IDENTITY).notes
    assert not any("слишком мало строк" in note for note in notes)


def test_who_serves_values_is_told_with_the_interval_of_the_difference() -> None:
    tried = pd.DataFrame(
        {
            "method": ["model", "formula", "buy_till_you_die"],
            "total_bias": [0.1, 0.05, -0.02],
            "mae": [50.0, 48.0, 30.0],
            "gain": [0.0, 2.0, 20.0],
            "low": [0.0, -1.0, 15.5],
            "high": [0.0, 5.0, 24.0],
        }
    )
    formula, other, serves = value_choice(tried, "buy_till_you_die", "en", "EUR")
    assert formula.startswith("LTV formula in the model's place")
    assert "below the model's by 2.00\u00a0€ (95%: −1.00\u00a0€ … 5.00\u00a0€)." in formula
    assert "bias of the total −2.0%, mean error per client 30.00\u00a0€" in other
    assert serves.startswith("Within the period judged values are not the model's: Buy-till-you-die model is")
    *_, stays = value_choice(tried, "model", "ru", "RUB")
    assert stays.startswith("Ценность считает модель: ни один другой способ")
