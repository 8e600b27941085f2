"""A loss opens an episode, an order that stands closes it, and only another loss opens the next."""

from datetime import date, timedelta

import pandas as pd
import pytest
from sqlalchemy import Engine, event

from features.errors import UsageError
from serving.ledger import Ledger, Synced
from tests.serving.ledger.conftest import NOW

MARCH, APRIL, MAY, JUNE = (date(2026, month, 1) for month in (3, 4, 5, 6))


def statuses(*rows: tuple[str, str, date | None]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["client_id", "status", "last_order_on"])


def states(ledger: Ledger) -> dict[str, tuple[int, bool]]:
    found = ledger.episode_states()
    return {row.client_id: (row.episode, row.is_open) for row in found.itertuples()}


def test_a_lost_client_gets_an_episode_and_others_none(ledger: Ledger) -> None:
    told = statuses(
        ("a", "lost", date(2025, 6, 1)),
        ("b", "active", date(2026, 2, 20)),
        ("c", "overdue", date(2026, 1, 1)),
        ("d", "insufficient_data", None),
        ("e", "lost", None),
    )
    assert ledger.sync_episodes(told, MARCH, NOW) == Synced(opened=2, closed=0)
    assert states(ledger) == {"a": (1, True), "e": (1, True)}


def test_a_second_run_changes_nothing(ledger: Ledger) -> None:
    told = statuses(("a", "lost", date(2025, 6, 1)))
    ledger.sync_episodes(told, MARCH, NOW)
    assert ledger.sync_episodes(told, MARCH, NOW) == Synced(opened=0, closed=0)
    assert ledger.sync_episodes(told, APRIL, NOW) == Synced(opened=0, closed=0)
    assert states(ledger) == {"a": (1, True)}


@pytest.mark.parametrize(
    ("last_order_on", "is_open"),
    [(MARCH - timedelta(days=1), True), (MARCH, False), (MARCH + timedelta(days=1), False), (None, True)],
)
def test_an_order_from_the_opening_day_on_closes_the_episode(
    ledger: Ledger, last_order_on: date | None, is_open: bool
) -> None:
    ledger.sync_episodes(statuses(("a", "lost", date(2025, 6, 1))), MARCH, NOW)
    ledger.sync_episodes(statuses(("a", "active", last_order_on)), APRIL, NOW)
    assert states(ledger) == {"a": (1, is_open)}


def test_the_next_episode_opens_when_the_client_is_lost_again(ledger: Ledger) -> None:
    ledger.sync_episodes(statuses(("a", "lost", date(2025, 6, 1))), MARCH, NOW)
    ledger.sync_episodes(statuses(("a", "active", date(2026, 3, 20))), APRIL, NOW)
    ledger.sync_episodes(statuses(("a", "overdue", date(2026, 3, 20))), MAY, NOW)
    assert states(ledger) == {"a": (1, False)}
    assert ledger.sync_episodes(statuses(("a", "lost", date(2026, 3, 20))), JUNE, NOW) == Synced(1, 0)
    assert states(ledger) == {"a": (2, True)}


def test_an_order_and_another_loss_between_two_runs_close_one_and_open_the_next(ledger: Ledger) -> None:
    ledger.sync_episodes(statuses(("a", "lost", date(2025, 6, 1))), MARCH, NOW)
    told = statuses(("a", "lost", date(2026, 3, 20)))
    assert ledger.sync_episodes(told, JUNE, NOW) == Synced(opened=1, closed=1)
    assert states(ledger) == {"a": (2, True)}


def test_a_correction_that_takes_the_order_away_neither_reopens_nor_opens(ledger: Ledger) -> None:
    ledger.sync_episodes(statuses(("a", "lost", date(2025, 6, 1))), MARCH, NOW)
    ledger.sync_episodes(statuses(("a", "active", date(2026, 3, 20))), APRIL, NOW)
    corrected = statuses(("a", "lost", date(2025, 6, 1)))
    assert ledger.sync_episodes(corrected, APRIL, NOW) == Synced(opened=0, closed=0)
    assert states(ledger) == {"a": (1, False)}


def test_an_episode_opened_by_an_attempt_closes_by_an_order_too(ledger: Ledger) -> None:
    ledger.take_attempt("a", "at_risk", "call", None, NOW)
    assert ledger.sync_episodes(statuses(("a", "lost", date(2025, 9, 1))), APRIL, NOW) == Synced(0, 0)
    assert ledger.sync_episodes(statuses(("a", "active", date(2026, 3, 2))), APRIL, NOW) == Synced(0, 1)


def test_times_and_text_of_any_kind_are_understood_as_days(ledger: Ledger) -> None:
    told = pd.DataFrame({"client_id": ["a"], "status": ["lost"], "last_order_on": ["2025-06-01"]})
    ledger.sync_episodes(told, MARCH, NOW)
    stamped = told.assign(last_order_on=pd.to_datetime(["2026-03-01 18:30"]), status=["active"])
    assert ledger.sync_episodes(stamped, APRIL, NOW) == Synced(opened=0, closed=1)


def test_clients_that_are_not_told_of_stay_as_they_are(ledger: Ledger) -> None:
    ledger.sync_episodes(statuses(("a", "lost", None), ("b", "lost", None)), MARCH, NOW)
    ledger.sync_episodes(statuses(("a", "active", APRIL)), MAY, NOW)
    assert states(ledger) == {"a": (1, False), "b": (1, True)}


def test_no_client_at_all_is_no_fault(ledger: Ledger) -> None:
    assert ledger.sync_episodes(statuses(), MARCH, NOW) == Synced(opened=0, closed=0)
    assert ledger.episode_states().empty


def test_a_client_told_of_twice_is_refused(ledger: Ledger) -> None:
    with pytest.raises(UsageError, match="`statuses` has 0 rows without client_id and 1 that repeat one"):
        ledger.sync_episodes(statuses(("a", "lost", None), ("a", "active", None)), MARCH, NOW)


def test_a_missing_column_is_named(ledger: Ledger) -> None:
    with pytest.raises(UsageError, match="`statuses` has no column last_order_on; it has client_id, status"):
        ledger.sync_episodes(statuses().drop(columns="last_order_on"), MARCH, NOW)


def test_the_state_tells_who_may_still_be_contacted(ledger: Ledger) -> None:
    lost = [(client, "lost", date(2025, 6, 1)) for client in "abcd"]
    ledger.sync_episodes(statuses(*lost), MARCH, NOW)
    ledger.take_attempt("a", "recoverable", "call", None, NOW)
    ledger.sync_episodes(statuses(("b", "active", APRIL)), MAY, NOW)
    drawn = pd.DataFrame({"client_id": ["c", "new"], "list": "x", "stratum": "s"})
    ledger.draw_holdouts(drawn, share=0.999, seed=1, now=NOW)
    found = ledger.episode_states().set_index("client_id")
    assert found["spent"].to_dict() == {"a": True, "b": True, "c": False, "d": False, "new": False}
    assert found["held_out"].to_dict() == {"a": False, "b": False, "c": True, "d": False, "new": True}
    assert found["is_open"].to_dict() == {"a": True, "b": False, "c": True, "d": True, "new": False}
    assert found["episode"].to_dict() == dict.fromkeys(["a", "b", "c", "d", "new"], 1)


def test_many_clients_take_as_few_statements_as_one(ledger: Ledger) -> None:
    executed: list[str] = []

    def count(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        executed.append(statement)

    ids = [f"C{number:04d}" for number in range(3000)]
    told = pd.DataFrame({"client_id": ids, "status": "lost", "last_order_on": date(2025, 6, 1)})
    listed = told.assign(list="recoverable", stratum=[f"s{number % 50}" for number in range(3000)])
    event.listen(Engine, "before_cursor_execute", count)
    try:
        assert ledger.sync_episodes(told, MARCH, NOW).opened == 3000
        assert ledger.draw_holdouts(listed, share=0.1, seed=7, now=NOW)["held_out"].sum() == 300
        ordered = told.assign(last_order_on=APRIL, status="active")
        assert ledger.sync_episodes(ordered, MAY, NOW).closed == 3000
    finally:
        event.remove(Engine, "before_cursor_execute", count)
    assert 0 < len(executed) <= 12
