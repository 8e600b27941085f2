"""The whole training on the small company: what it needs, what it refuses, and what it says of itself."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from features.errors import GateError
from features.events import Events
from features.leaving import GROUPS
from features.settings import Settings
from tests.features.company import day, events_of, order
from tests.training.spine_company import CLIENTS, DAYS, spine_settings
from training import train as training
from training.judging.office import InOffice
from training.models.candidates import CANDIDATES
from training.packing import RULE
from training.past.history import event_days
from training.train import train
from training.trained import Trained


def test_the_result_names_one_day_and_one_version_everywhere(trained: Trained) -> None:
    bundle = trained.bundle
    assert trained.as_of == day(DAYS)
    kind = trained.verdict.champion["at_risk"]
    assert kind in CANDIDATES
    assert bundle.version == f"{kind}-{trained.as_of}-{trained.snapshots.fingerprint[:8]}"
    assert set(bundle.champions) == set(GROUPS) == set(trained.verdict.champion)
    assert set(bundle.tables) == {"orders", "complaints"}
    assert bundle.features == trained.snapshots.features
    assert len(trained.population) == CLIENTS


def test_the_card_tells_what_a_user_may_ask(trained: Trained) -> None:
    card = trained.bundle.card
    rows = trained.snapshots.rows
    taught = rows[rows["left"].notna() & (rows["weight"] > 0)]
    assert (card["version"], card["as_of"]) == (trained.bundle.version, trained.as_of.isoformat())
    assert card["training_from"] == taught["as_of"].min().isoformat()
    assert date.fromisoformat(card["training_until"]) <= trained.as_of - timedelta(days=20)
    assert card["training_rows"] == len(taught)
    assert card["fingerprint"] == trained.snapshots.fingerprint
    assert card["leaving"]["max_days"] == 60
    assert card["gate_passed"] == trained.verdict.passed
    assert card["value_method"] == trained.bundle.value.method
    assert set(card["headline"]) == {"ru", "en"}
    served = {name.split("/")[1] for name in card["figures"]}
    assert served == {*trained.verdict.champion.values(), RULE}


def test_the_status_means_are_of_every_status_in_the_population(trained: Trained) -> None:
    assert set(trained.population["status"]) <= set(trained.bundle.status_means.index)
    assert trained.bundle.status_means.notna().all(axis=None)


def test_a_second_training_gives_the_same_bundle_to_the_byte(company: Events, trained: Trained) -> None:
    steps: list[str] = []
    again = train(company, spine_settings(), progress=steps.append)
    assert again.bundle.to_files() == trained.bundle.to_files()
    assert steps == [
        "snapshots",
        "designs",
        "backtest",
        "value",
        "gate",
        "final_models",
        "response",
    ]
    assert again.backtest.predictions.equals(trained.backtest.predictions)


def test_the_champion_in_office_is_compared_on_days_after_its_own_and_never_before(
    company: Events, trained: Trained, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert trained.office is None
    monkeypatch.setattr(training, "take", lambda *given, **named: trained.snapshots)
    monkeypatch.setattr(training, "backtest", lambda *given: trained.backtest)
    first = trained.origins[0].test_day
    older = replace(trained.bundle, card={**trained.bundle.card, "as_of": first.isoformat()})
    for in_office, days in ((older, 2), (trained.bundle, 0)):
        compared = train(company, spine_settings(), in_office=InOffice(in_office)).office
        assert compared is not None
        at_risk = next(part for part in compared.groups if part.group == "at_risk")
        assert len(at_risk.days.judged) == days
        assert (at_risk.gain is None) == (days == 0)


def test_the_days_of_events_are_those_of_the_orders(company: Events) -> None:
    first, last = event_days(company)
    assert day(0) <= first < last == day(DAYS - 1)
    few = events_of(orders=[order("a", 9.9), order("b", 3.2)])
    assert event_days(few) == (day(3), day(9))


def test_without_orders_there_is_nothing_to_learn_from() -> None:
    with pytest.raises(GateError, match=r"There are no orders to learn from. Check \[source\]"):
        train(events_of(orders=[]), Settings())


def test_where_nobody_ordered_twice_nothing_can_be_judged() -> None:
    once = events_of(orders=[order(f"c{number}", number) for number in range(40)])
    with pytest.raises(GateError, match=r"Nobody has ordered twice.*Load more history"):
        train(once, Settings())


def test_too_few_clients_are_refused_before_anything_is_fitted() -> None:
    few = events_of(orders=[order(f"c{n}", start) for n in range(5) for start in range(n, 300, 10 + n)])
    steps: list[str] = []
    with pytest.raises(GateError, match="too little history to judge a model: no as-of day has 200 clients"):
        train(few, Settings(), progress=steps.append)
    assert steps == ["snapshots"]


def test_a_day_before_the_first_order_is_refused(company: Events) -> None:
    with pytest.raises(GateError, match=r"nothing was known yet: the first order is of"):
        train(company, spine_settings(), as_of=datetime(2023, 6, 1).date())
