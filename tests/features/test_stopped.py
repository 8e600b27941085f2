"""A table, or a branch's orders, that comes no more while the others go on is found, and nothing else is."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import pytest

from features.catalog import FEATURES
from features.data_report.report import DataReport, Stop, TableReport
from features.data_report.stop_words import stops_told
from features.data_report.stopped import after_last_event, source_silence, stops_of
from tests.features.company import at, day, events_of

AS_OF = 200


def orders(days: Iterable[int], branch: str | None = None) -> list[dict[str, Any]]:
    return [{"client_id": "1", "ordered_at": at(one), "amount": 9.0, "branch": branch} for one in days]


def visits(days: Iterable[int], known: int | None = None) -> list[dict[str, Any]]:
    late = None if known is None else at(known)
    return [{"client_id": "1", "seen_at": at(one), "visits": 1, "known_at": late} for one in days]


def found(as_of: int = AS_OF, **tables: list[dict[str, Any]]) -> list[Stop]:
    return stops_of(events_of(**{"orders": orders(range(AS_OF)), **tables}), day(as_of))


def test_a_table_that_ended_is_told_with_its_last_day_silence_and_longest_pause() -> None:
    kept = [one for one in range(140) if one not in (50, 51, 52)]
    assert found(activity=visits(kept)) == [Stop("activity", "", day(139), 60, 3)]


def test_a_table_without_a_row_has_stopped_too() -> None:
    assert found(nps=[]) == [Stop("nps")]


@pytest.mark.parametrize(
    ("case", "days"),
    [
        ("goes on", range(AS_OF)),
        ("a holiday", range(AS_OF - 9)),
        ("pauses so at times", [*range(60), *range(90, AS_OF - 50)]),
        ("too few days to have a rhythm", range(20)),
    ],
)
def test_what_is_usual_has_not_stopped(case: str, days: Iterable[int]) -> None:
    assert found(activity=visits(days)) == [], case


def test_what_ended_years_ago_is_waited_for_no_more() -> None:
    assert found(as_of=600, orders=orders(range(600)), activity=visits(range(100))) == []


def test_rows_that_are_told_late_count_on_the_day_on_which_they_were_told() -> None:
    told_at_once = visits(range(100))
    assert found(activity=[*told_at_once, *visits(range(100, 140), known=195)]) == []
    assert found(activity=[*told_at_once, *visits(range(100, 140), known=AS_OF)]) == [
        Stop("activity", "", day(99), 100, 0)
    ]


def test_what_comes_after_the_day_is_not_looked_at() -> None:
    ended = visits(range(100))
    assert found(as_of=105, activity=ended) == []
    assert found(as_of=120, activity=[*ended, *visits(range(125, AS_OF))]) == [
        Stop("activity", "", day(99), 20, 0)
    ]


def test_orders_of_a_branch_that_ended_are_told_while_orders_go_on() -> None:
    both = [*orders(range(AS_OF), "North"), *orders(range(150), "South"), *orders(range(160), "East")]
    assert found(orders=[*both, *orders(range(AS_OF), None)]) == [
        Stop("orders", "South", day(149), 50, 0),
        Stop("orders", "East", day(159), 40, 0),
    ]


def test_orders_that_all_ended_are_told_once() -> None:
    ended = [*orders(range(150), "North"), *orders(range(150), "South")]
    assert found(orders=ended, activity=visits(range(AS_OF))) == [Stop("orders", "", day(149), 50, 0)]


def test_campaigns_pause_as_we_say() -> None:
    rows = [
        {"client_id": "1", "assigned_at": at(one), "action": "call", "arm": "treated"} for one in range(100)
    ]
    assert found(attempts=rows) == []


def silence(today: int, days: Iterable[int], **tables: list[dict[str, Any]]) -> Stop | None:
    return source_silence(events_of(orders=orders(days), **tables), day(today))


def test_a_whole_source_that_is_silent_for_longer_than_ever_is_told_by_its_newest_row() -> None:
    weekdays = [one for one in range(AS_OF) if one % 7 < 5]  # the last one is 199
    assert silence(AS_OF + 3, weekdays) == Stop("", "", day(AS_OF - 1), 3, 2)
    assert silence(AS_OF + 3, range(100), activity=visits(range(AS_OF))) == Stop("", "", day(199), 3, 0)


@pytest.mark.parametrize(
    ("case", "today", "days"),
    [
        ("a day or two late", AS_OF + 2, range(AS_OF)),
        ("no longer than a pause before", AS_OF + 8, [*range(60), *range(68, AS_OF)]),
        ("past data, for which nobody waits", AS_OF + 366, range(AS_OF)),
        ("too few days to have a rhythm", AS_OF + 9, range(180, AS_OF)),
        ("nothing at all", AS_OF, []),
    ],
)
def test_a_source_that_is_no_longer_silent_than_usual_is_not_told(
    case: str, today: int, days: Iterable[int]
) -> None:
    assert silence(today, days) is None, case


def test_a_silent_source_is_said_before_what_has_stopped_in_it() -> None:
    gone = Stop("activity", "", day(139), 60, 3)
    report = DataReport((TableReport("activity", 9, 9, 0, 0, (), 1, None, None, stops=(gone,)),))
    first, second = stops_told(report, "en", Stop("", "", date(2026, 1, 31), 5, 2))
    assert first.startswith(
        "Nothing new has come: the newest row of the whole source is of 2026-01-31, none for 5"
    )
    assert second.startswith("activity has stopped")
    russian = stops_told(report, "ru", Stop("", "", date(2026, 1, 31), 5, 2))[0]
    assert "Новых данных нет: последняя строка во всём источнике за 31.01.2026" in russian


def test_the_last_event_is_of_any_table_but_the_clients_own() -> None:
    events = events_of(
        orders=orders(range(5)), activity=visits([8]), clients=[{"client_id": "1", "valid_from": at(50)}]
    )
    assert after_last_event(events) == day(9)
    assert after_last_event(events_of(orders=[])) is None


def told(*stops: Stop, language: str = "en") -> str:
    table = TableReport(stops[0].table, 9, 9, 0, 0, (), 1, None, None, stops=stops)
    return "\n".join(stops_told(DataReport((table,)), language))


def test_the_words_say_which_table_since_when_and_what_depends_on_it() -> None:
    stop = Stop("activity", "", date(2024, 4, 30), 60, 3)
    english, russian = told(stop), told(stop, language="ru")
    assert "activity has stopped: the last rows are of 2024-04-30, none for 60 days" in english
    assert "the longest pause before was of 3" in english
    assert "Таблица activity перестала приходить: последние строки за 30.04.2024" in russian
    for line in FEATURES:
        assert (line.name in english.replace(",", " ").replace(".", " ").split()) == (
            line.table.partition(".")[0] == "activity"
        ), line.name
    assert "train again" in english
    assert "обучите модель заново" in russian


def test_an_empty_table_and_branches_have_words_of_their_own() -> None:
    assert "nps has no row at all. Features that depend on it: nps_last," in told(Stop("nps"))
    stops = [Stop("orders", f"B{n}", date(2024, 4, 30), 40, 1) for n in range(7)]
    said = told(*stops)
    assert "B0 (last on 2024-04-30, none for 40 days)" in said
    assert "B4" in said
    assert "B5" not in said
    assert "+2" in said
    assert "come onto the lists" in said
    assert "попадут в списки" in told(*stops, language="ru")


def test_orders_are_never_advised_to_be_taken_out() -> None:
    said = told(Stop("orders", "", date(2024, 4, 30), 40, 1))
    assert "every client seems silent" in said
    assert "[source.tables]" not in said
