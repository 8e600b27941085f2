"""From a training's own snapshots to what is learned of an action, and how the report tells it."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from features.settings import Settings
from tests.training import judged_company
from tests.training.spine_company import spine_settings
from training.report.facts import ResponseFacts
from training.report.page import render_report
from training.response.evidence import FOLDS, evidence_of
from training.response.learning import Learned, learn_response
from training.response.plot import qini_charts
from training.response.trials import trials_of
from training.response.words import why_not_measured
from training.trained import Trained


def settings() -> Settings:
    return spine_settings(actions={"call": {"channel": "call", "fixed_cost": 10, "incentive_share": 0.1}})


@pytest.fixture(scope="module")
def assigned(trained: Trained) -> pd.DataFrame:
    """Every second client of past snapshots called five days later, three in four of them really."""
    rows = trained.snapshots.rows
    ended = rows[rows["left"].notna()].drop_duplicates("client_id").head(400)
    number = np.arange(len(ended))
    return pd.DataFrame(
        {
            "client_id": ended["client_id"],
            "assigned_day": ended["as_of_day"] + 5,
            "action": "call",
            "arm": np.where(number % 4, "treated", "control"),
            "propensity": 0.75,
            "cost": np.where(number % 2, 12.0, np.nan),
            "incentive": np.nan,
        }
    )


@pytest.fixture(scope="module")
def evidence(trained: Trained, assigned: pd.DataFrame) -> pd.DataFrame:
    bundle = trained.bundle
    left = bundle.score(trained.snapshots.rows)["churn_probability"]
    trials = trials_of(assigned, trained.snapshots, left, bundle.next_order, settings())
    return evidence_of(trials, trained.snapshots, bundle.value, settings())


def test_trials_stand_beside_their_features_and_silence_goes_on_until_the_assignment(
    trained: Trained, evidence: pd.DataFrame
) -> None:
    assert len(evidence) > 100
    assert set(trained.snapshots.features) <= set(evidence.columns)
    assert evidence.columns.is_unique
    rows = trained.snapshots.rows.loc[evidence["row"]].reset_index(drop=True)
    assert evidence["days_since_order"].tolist() == (rows["days_since_order"] + 5).tolist()
    ratio = evidence["days_since_order"] / rows["own_cycle_days"]
    assert evidence["overdue_ratio"].to_numpy() == pytest.approx(ratio.to_numpy())
    assert (evidence["gain"] >= 0).all()
    assert set(evidence["cost"].dropna()) == {12.0}
    assert evidence.groupby("client_id")["fold"].nunique().max() == 1
    assert set(evidence["fold"]) == set(range(FOLDS))


def test_a_training_without_enough_left_alone_says_so_of_each_action(
    trained: Trained, evidence: pd.DataFrame
) -> None:
    found = learn_response(evidence, trained.population.head(0), trained.snapshots.features, settings())
    assert {line["why_not"] for line in found.actions} == {"few_controls"}
    assert found.response.measured == {}


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_report_tells_basis_curves_policies_and_what_is_lacking(learned: Learned, language: str) -> None:
    lacking = {"list": "at_risk", "action": "visit", "why_not": "unsure", "error": 0.123, "most": 0.05}
    policies = learned.policies.assign(identifiable=learned.policies["policy"] != "value", outside_share=0.4)
    facts = replace(
        judged_company.facts(language, charts=False),
        response=ResponseFacts(
            learned.actions,
            (),
            (why_not_measured(lacking, language),),
            tuple(policies.to_dict("records")),
            0.3,
        ),
    )
    page = render_report(facts)
    wanted = {
        "ru": ("измерено", "План winback", "12,3\u00a0%", "не определить: 40\u00a0%", "записаны"),
        "en": ("measured", "The plan", "12.3%", "not identifiable: 40%", "were recorded"),
    }[language]
    for said in wanted:
        assert said in page, said


def test_the_curves_are_drawn_by_list_and_kind(learned: Learned) -> None:
    drawn = qini_charts(learned.curves, "en")
    assert set(drawn) == {"qini.at_risk", "money_qini.at_risk"}
    assert "More orders per 100 clients" in drawn["qini.at_risk"].to_json()
    assert qini_charts(pd.DataFrame(), "en") == {}
