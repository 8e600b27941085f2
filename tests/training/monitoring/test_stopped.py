"""A table that comes no more is told first, above the findings by feature that follow from it."""

from collections.abc import Iterable
from typing import Any

import pytest

from features.data_report.stop_words import dependent_features
from features.data_report.stopped import stops_of
from tests.features.company import at, day, events_of
from training.monitoring.drift import LITTLE_GAIN
from training.monitoring.finding import Finding
from training.monitoring.stopped import MOST_DAYS_ACT, explained, stopped

AS_OF = 300


def orders(days: Iterable[int], branch: str | None = None) -> list[dict[str, Any]]:
    return [{"client_id": "1", "ordered_at": at(one), "amount": 9.0, "branch": branch} for one in days]


def found(gains: dict[str, float] | None = None, **tables: list[dict[str, Any]]) -> list[Finding]:
    events = events_of(**{"orders": orders(range(AS_OF)), **tables})
    return stopped(stops_of(events, day(AS_OF)), gains or {})


VISITS = [{"client_id": "1", "seen_at": at(one)} for one in range(240)]


def test_a_stopped_table_is_one_finding_with_its_silence_and_words_in_both_languages() -> None:
    (head,) = found(activity=VISITS)
    assert (head.name, head.value, head.expected, head.verdict) == ("drift/stopped/activity", 60, 0, "act")
    assert "activity has stopped" in head.said("en")
    assert "Таблица activity перестала приходить" in head.said("ru")


@pytest.mark.parametrize(
    ("share", "verdict"), [(LITTLE_GAIN / 2, "act"), (LITTLE_GAIN / 10, "watch"), (0.0, "watch")]
)
def test_what_the_model_hardly_reads_is_worth_a_look(share: float, verdict: str) -> None:
    gains = dict.fromkeys(dependent_features("activity")[:2], share)
    assert found({"days_since_order": 1.0, **gains}, activity=VISITS)[0].verdict == verdict


def test_branches_are_one_finding_that_asks_to_act_as_long_as_it_is_fresh() -> None:
    (head,) = found(
        orders=[*orders(range(AS_OF), "North"), *orders(range(260), "South"), *orders(range(250), "East")]
    )
    assert (head.name, head.verdict) == ("drift/stopped/orders.branch", "act")
    assert "South" in head.said("en")
    assert "East" in head.said("en")
    old = AS_OF - MOST_DAYS_ACT - 2
    (head,) = found(orders=[*orders(range(AS_OF), "North"), *orders(range(old), "South")])
    assert head.verdict == "watch"


def test_orders_that_ended_ask_to_act_whatever_the_model_reads() -> None:
    (head,) = found(
        {"nps_last": 1.0}, orders=orders(range(240)), activity=[{"client_id": "1", "seen_at": at(299)}]
    )
    assert (head.name, head.verdict) == ("drift/stopped/orders", "act")


def test_only_what_is_not_well_and_comes_of_the_table_is_put_below_it() -> None:
    heads = found(activity=VISITS)
    moved = Finding("drift", "psi", "visits_30", 1.0, "act", ("", ""))
    well = Finding("drift", "missing_share", "visits_30", 0.0, "ok", ("", ""))
    other = Finding("drift", "psi", "nps_last", 1.0, "act", ("", ""))
    told = explained(heads, [moved, well, other])
    assert {one.name: one.under for one in told} == {
        "drift/stopped/activity": "",
        "drift/psi/visits_30": "drift/stopped/activity",
        "drift/missing_share/visits_30": "",
        "drift/psi/nps_last": "",
    }
