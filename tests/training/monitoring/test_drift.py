"""What is no longer as it was at the training, found by name and not where nothing moved."""

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pandas as pd

from tests.training.monitoring.clients import FEATURES, TRAINED_ON, clients, reference, taught
from training.monitoring.drift import (
    PSI_ACT,
    feature_drift,
    publication_steps,
    score_drift,
    status_drift,
    step_drift,
)
from training.monitoring.finding import Finding
from training.monitoring.reference import reference_of

LATER = TRAINED_ON + timedelta(days=60)


def found(rows: pd.DataFrame, gains: dict[str, float] | None = None) -> dict[str, Finding]:
    return {one.name: one for one in feature_drift(reference(gains), rows, LATER)}


def bad(findings: dict[str, Finding]) -> set[str]:
    return {name for name, one in findings.items() if one.verdict in ("watch", "act")}


def test_nothing_is_found_where_nothing_moved() -> None:
    assert bad(found(clients(21))) == set()


def test_a_shifted_feature_is_found_by_name_and_no_other() -> None:
    rows = clients(21)
    drift = found(rows.assign(own_cycle_days=rows["own_cycle_days"] * 2))
    assert bad(drift) == {"drift/psi/own_cycle_days"}
    one = drift["drift/psi/own_cycle_days"]
    assert one.verdict == "act"
    assert one.said("en").startswith("the spread has moved: PSI ")
    assert one.said("ru").startswith("распределение сдвинулось: PSI ")


def test_clients_who_only_grew_older_are_as_usual() -> None:
    one = found(clients(21, older_by=60))["drift/psi/tenure_days"]
    assert one.value > 0.25
    assert one.verdict == "ok"
    assert "in 60 days; before the training it moved by" in one.said("en")
    far = found(clients(21, older_by=400))["drift/psi/tenure_days"]
    assert far.verdict == "act"


def test_a_source_that_went_silent_is_found_as_missing_and_as_gone() -> None:
    rows = clients(21)
    drift = found(rows.assign(own_cycle_days=np.nan))
    assert bad(drift) == {"drift/psi/own_cycle_days", "drift/missing_share/own_cycle_days"}
    assert "the values are gone: 1,000 clients had one, 0 have" in drift["drift/psi/own_cycle_days"].said(
        "en"
    )
    assert drift["drift/missing_share/own_cycle_days"].value == 1.0


def test_a_feature_that_the_model_hardly_uses_is_worth_a_look_and_no_more() -> None:
    rows = clients(21)
    shifted = rows.assign(own_cycle_days=rows["own_cycle_days"] * 2)
    gains = dict.fromkeys(FEATURES, 100.0) | {"own_cycle_days": 0.5}
    one = found(shifted, gains)["drift/psi/own_cycle_days"]
    assert one.verdict == "watch"
    assert "hardly looks at it" in one.said("en")
    assert found(shifted, {})["drift/psi/own_cycle_days"].verdict == "act"  # no trees: nobody knows


def missing_of(share: float, seed: int) -> pd.DataFrame:
    rows = clients(seed)
    gone = np.random.default_rng(seed).random(len(rows)) < share
    return rows.assign(own_cycle_days=rows["own_cycle_days"].mask(gone))


def test_fewer_missing_values_are_worth_a_look_and_blame_no_source() -> None:
    young = replace(reference(rows=missing_of(0.6, 5)), usual={})
    drift = {one.name: one for one in feature_drift(young, missing_of(0.05, 21), LATER)}
    one = drift["drift/missing_share/own_cycle_days"]
    assert one.verdict == "watch"
    assert one.said("en").startswith("fewer are missing: ")
    assert "source" not in one.said("en")
    assert "источник" not in one.said("ru")


def test_missing_values_of_a_feature_that_the_model_hardly_uses_are_worth_a_look_and_no_more() -> None:
    little = dict.fromkeys(FEATURES, 100.0) | {"own_cycle_days": 0.5}
    for gains, verdict in ((little, "watch"), (dict.fromkeys(FEATURES, 100.0), "act"), ({}, "act")):
        one = found(missing_of(0.5, 21), gains)["drift/missing_share/own_cycle_days"]
        assert one.verdict == verdict
        assert "Check the source" in one.said("en")
    rows = clients(21)
    assert found(rows.assign(own_cycle_days=np.nan), little)["drift/psi/own_cycle_days"].verdict == "watch"


def test_few_clients_stray_by_chance_and_are_told_so() -> None:
    few = [found(clients(seed, 60)) for seed in range(30, 40)]
    strayed = [one for drift in few for one in drift.values() if one.figure == "psi" and one.value >= 0.1]
    told = [one for one in strayed if "chance alone" in one.said("en")]
    assert told
    assert all(one.verdict == "ok" for one in told)


def test_another_mix_of_statuses_is_found() -> None:
    rows = clients(21)
    usual = {one.name: one for one in status_drift(reference(), rows, LATER)}
    assert {one.verdict for one in usual.values()} == {"ok"}
    lost = rows.assign(status=np.where(rows["status"] == "active", "lost", rows["status"]))
    moved = {one.name: one for one in status_drift(reference(), lost, LATER)}
    assert moved["drift/status_psi/all"].verdict == "act"
    assert moved["drift/status_share/lost"].verdict == "act"
    assert moved["drift/status_share/new"].verdict == "ok"
    assert list(status_drift(reference(), rows.iloc[:0], LATER)) == []


def test_probabilities_against_those_of_the_training_day() -> None:
    rows = clients(1)
    said = pd.Series(np.linspace(0.05, 0.6, len(rows)))
    same = {one.name: one.verdict for one in score_drift(reference(), rows["status"], said)}
    assert set(same.values()) == {"ok"}
    higher = {one.name: one for one in score_drift(reference(), rows["status"], said + 0.3)}
    assert higher["drift/score_psi/at_risk"].verdict == "act"
    assert higher["drift/score_mean/recoverable"].verdict == "act"


def publication(step: int, version: str, more: float) -> pd.DataFrame:
    rows = clients(1)
    said = np.linspace(0.05, 0.6, len(rows)) + more
    return rows.assign(
        as_of=TRAINED_ON + timedelta(days=7 * step), model_version=version, churn_probability=said
    )


def test_publications_are_set_beside_the_one_before() -> None:
    past = pd.concat([publication(0, "7", 0), publication(1, "7", 0), publication(2, "8", 0.3)])
    steps = publication_steps(past)
    at_risk = steps[steps["group"] == "at_risk"]
    assert at_risk["as_of_before"].tolist()[1:] == [TRAINED_ON, TRAINED_ON + timedelta(days=7)]
    assert at_risk["psi"].iloc[1] < 0.01 < 0.25 < at_risk["psi"].iloc[2]
    last = {one.name: one for one in step_drift(steps)}
    assert last["drift/step_psi/at_risk"].verdict == "act"
    assert "the model's version has changed" in last["drift/step_psi/at_risk"].said("en")
    assert list(step_drift(steps[steps["as_of"] == TRAINED_ON])) == []


def test_the_night_after_the_training_everybody_is_a_day_older_and_that_is_usual() -> None:
    changed = np.repeat([72.0, 75.0, 119.0, 252.0, 316.0, 390.0, 416.0, 610.0], 100)
    rows = pd.DataFrame({"status": "active", "days_since_manager_change": changed})
    known = reference_of(
        rows,
        pd.Series(0.1, index=rows.index),
        taught(),
        features=("days_since_manager_change",),
        gains=pd.Series({"days_since_manager_change": 1.0}),
        as_of=TRAINED_ON,
        earlier={30: rows.assign(days_since_manager_change=changed - 30)},
    )
    older = rows.assign(days_since_manager_change=changed + 1)
    found = {one.figure: one for one in feature_drift(known, older, TRAINED_ON + timedelta(days=1))}
    assert found["psi"].value > PSI_ACT
    assert found["psi"].verdict == "ok"
