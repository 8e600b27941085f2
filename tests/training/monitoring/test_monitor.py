"""The whole report: lists judged by the events, notes on what cannot be told, page and run in both languages."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from features.data_report.report import Gone
from features.errors import UsageError
from features.events import Events
from features.settings import Settings, settings_from
from tests.features.company import at, day, events_of
from tests.training.monitoring.clients import FEATURES, clients, reference
from training.monitoring import MonitoringReport, Office, Past, monitor
from training.monitoring.matured import PAST
from training.monitoring.page import monitoring_charts, monitoring_page
from training.monitoring.record import record_monitoring
from training.tracking.store import KIND, Tracking

COUNT, HELD = 200, 60
IDS = [f"qzxclient{number:04d}" for number in range(COUNT)]
MADE_ON, SEEN_ON = 60, 120


def settings(language: str = "en") -> Settings:
    return settings_from(
        {"company": {"name": "Small & Co", "language": language}, "churn": {"min_days": 10, "max_days": 40}}
    )


def company() -> Events:
    """Everybody orders once; of the listed every second one comes back, of those held out every tenth."""
    back = [number for number in range(COUNT) if number % (10 if number < HELD else 2) == 0]
    return events_of(
        orders=[
            *({"client_id": client, "ordered_at": at(10), "amount": 100.0} for client in IDS),
            *({"client_id": IDS[number], "ordered_at": at(70), "amount": 1000.0} for number in back),
        ]
    )


def past(*, attempted: int = 40) -> Past:
    held = np.arange(COUNT) < HELD
    scores = pd.DataFrame({name: pd.Series([None] * COUNT, dtype="object") for name in PAST})
    scores = scores.assign(
        client_id=IDS, as_of=day(MADE_ON), model_version="7", status="active", abc="A", horizon_days=20.0
    ).assign(churn_probability=np.linspace(0.3, 0.9, COUNT))
    rows = pd.DataFrame({"plan_id": "p1", "client_id": IDS, "held_out": held, "uplift": 0.2})
    rows = rows.assign(expected_net_value=100.0, win_back_cost=10.0)
    plans = pd.DataFrame({"plan_id": ["p1", "p2"], "list": "at_risk", "as_of": day(MADE_ON)})
    attempts = pd.DataFrame({"client_id": IDS[-attempted:] if attempted else [], "plan_id": "p1"})
    return Past(scores, plans, rows, attempts.assign(arm="treated", cost=np.nan, incentive=np.nan))


def report(
    found: Past,
    *,
    language: str = "en",
    known: Any = None,
    seen: date | None = None,
    events: Events | None = None,
) -> MonitoringReport:
    bundle: Any = SimpleNamespace(
        version="7",
        card={},
        as_of=date(2024, 1, 20),
        score=lambda rows: pd.DataFrame({"churn_probability": np.full(len(rows), 0.4)}, index=rows.index),
    )
    return monitor(
        Office(bundle, known),
        clients(21),
        company() if events is None else events,
        found,
        settings(language),
        as_of=seen or day(SEEN_ON),
    )


def test_a_worked_list_is_judged_by_the_orders_that_came() -> None:
    found = {one.figure: one for one in report(past()).part("lists")}
    assert found["uplift"].value == pytest.approx(0.5 - 0.1)
    assert found["uplift"].low < 0.4 < found["uplift"].high
    assert found["uplift"].verdict == "ok"
    margin = 1000 * 0.3 * (1 + settings().value.annual_discount_rate) ** (-10 / 365.25)
    expected = (0.5 - 0.1) * margin * (COUNT - HELD) - 40 * 10
    assert found["net_value"].value == pytest.approx(expected, rel=0.01)


def test_lists_that_nobody_worked_are_counted_and_not_judged() -> None:
    one, none = report(past()), report(past(attempted=0))
    assert "Lists without one recorded attempt: 1. What they brought cannot be told." in one.told_notes()
    assert "Lists without one recorded attempt: 2. What they brought cannot be told." in none.told_notes()
    assert none.part("lists") == []


def test_a_version_without_a_reference_is_told_to_be_trained_again() -> None:
    made = report(past())
    assert any(
        "Drift of features is not seen until it is trained again" in note for note in made.told_notes()
    )
    assert not [one for one in made.findings if one.figure == "psi"]
    assert [one for one in report(past(), known=reference()).findings if one.figure == "psi"]


def test_what_lies_after_the_day_is_not_looked_at() -> None:
    early = report(past(), seen=day(MADE_ON - 1))
    assert early.steps.empty
    assert early.truth.empty
    assert early.part("lists") == []
    assert early.verdict == "unknown"
    assert "There is nothing to judge yet" in early.headline


@pytest.mark.parametrize(
    ("language", "words"), [("en", "What the lists brought: ok"), ("ru", "Что принесли списки: в порядке")]
)
def test_the_page_says_it_all_in_one_language(language: str, words: str) -> None:
    made = report(past(), language=language, known=reference())
    charts = monitoring_charts(made)
    assert set(charts) == {
        "drift.features",
        "drift.statuses",
        "truth.days",
        "truth.calibration",
        "lists.uplift",
    }
    page = monitoring_page(made, charts)
    assert words in page
    assert page.count("<svg") == len(charts)
    assert "<script" not in page
    assert "qzxclient" not in page
    assert page.index("</h1>") < page.index("<section")


def test_the_verdict_is_the_gravest_and_names_what_is_grave() -> None:
    rows = clients(21).assign(own_cycle_days=500.0)
    bundle: Any = SimpleNamespace(
        version="7",
        card={},
        as_of=date(2024, 1, 20),
        score=lambda rows: pd.DataFrame({"churn_probability": np.full(len(rows), 0.4)}, index=rows.index),
    )
    made = monitor(Office(bundle, reference()), rows, company(), past(), settings(), as_of=day(SEEN_ON))
    assert made.verdict == "act"
    assert "drift/psi/own_cycle_days" in made.headline
    assert {one.subject for one in made.findings if one.figure == "psi"} == set(FEATURES)


def test_a_table_that_stopped_is_told_once_with_what_follows_from_it_below() -> None:
    whole = company()
    answers = [{"client_id": IDS[0], "answered_at": at(one), "score": 9} for one in range(1, 60)]
    seen = [{"client_id": IDS[0], "seen_at": at(one)} for one in range(1, SEEN_ON)]
    more = events_of(nps=answers, activity=seen)
    bundle: Any = SimpleNamespace(
        version="7",
        card={},
        as_of=date(2024, 1, 20),
        score=lambda rows: pd.DataFrame({"churn_probability": np.full(len(rows), 0.4)}, index=rows.index),
    )
    before = reference()
    spreads = {**before.features, "nps_last": before.features["nps_last_score"]}
    known = replace(before, gain_shares={"nps_last": 1.0}, features=spreads)
    tables = {**more.tables, "orders": more.connection.create_table("orders", whole["orders"].to_pyarrow())}
    rows = clients(21).assign(nps_last=np.nan)
    made = monitor(
        Office(bundle, known), rows, Events(tables, more.connection), past(), settings(), as_of=day(SEEN_ON)
    )
    names = [one.name for one in made.part("drift")]
    head = names.index("drift/stopped/nps")
    assert set(names[head + 1 : head + 3]) == {"drift/psi/nps_last", "drift/missing_share/nps_last"}
    assert made.headline.startswith("It is time to act: drift/stopped/nps, drift/score_psi/at_risk")
    assert "nps_last" not in made.headline
    page = monitoring_page(made, {})
    assert "nps has stopped" in page
    assert "Because of it these are not well: nps_last." in page
    assert page.count('<tr class="explained">') == 2
    assert made.to_dict()["findings"][0]["under"] == ""


def test_the_run_is_of_its_own_kind_and_leaves_a_training_at_work_alone(
    tracking: Tracking, tmp_path: Any
) -> None:
    company_settings = settings().model_copy(
        update={"storage": settings().storage.model_copy(update={"data_dir": tmp_path})}
    )
    client, experiment = tracking._client, tracking._experiment
    with tracking.run("a training", {}) as training:
        path = record_monitoring(report(past(), known=reference()), company_settings, tracking)
        assert client.get_run(training.run_id).info.status == "RUNNING"
    (run,) = client.search_runs([experiment], f"tags.`{KIND}` = 'monitoring'")
    assert path.is_file()
    assert run.info.status == "FINISHED"
    assert run.data.metrics["lists/uplift/at_risk/2024-03-01"] == pytest.approx(0.4)
    assert run.data.metrics["verdict/lists"] == 1
    assert run.data.tags["winback.verdict.lists"] == "ok"
    assert client.get_run(training.run_id).data.tags[KIND] == "training"


def test_a_language_without_words_is_refused() -> None:
    with pytest.raises(UsageError):
        monitoring_page(MonitoringReport(**{**vars(report(past())), "language": "xx"}), {})


def test_a_table_that_thinned_and_rows_that_are_gone_stand_in_the_report() -> None:
    rows = [number for number in range(700) for _ in range(8 if number < 670 or number == 699 else 2)]
    events = events_of(orders=[{"client_id": "1", "ordered_at": at(one), "amount": 9.0} for one in rows])
    gone = (Gone("orders", "", 9, 90, None, is_cut=True),)
    made = report(replace(past(), gone=gone, known_on=day(690)), events=events, seen=day(700))
    found = {one.name: one.verdict for one in made.findings}
    assert found["drift/thinned/orders"] == "watch"
    assert found["drift/gone/orders"] == made.verdict == "act"
    assert "drift/gone/orders" in made.headline
