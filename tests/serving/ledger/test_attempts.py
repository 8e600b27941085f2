"""One attempt a loss: the database itself refuses a second, and any for a loss that is held out."""

import threading
from collections.abc import Callable
from datetime import date, timedelta, timezone

import pandas as pd
import pytest
from sqlalchemy.exc import IntegrityError

from features.errors import ConflictError
from serving.ledger import HeldOutError, Ledger, ReturnedRow, SpentError
from tests.serving.ledger.conftest import NOW, run_sql
from tests.serving.ledger.takers import wins


def lose(ledger: Ledger, client_id: str, last_order_on: date, as_of: date, status: str = "lost") -> None:
    told = pd.DataFrame({"client_id": [client_id], "status": [status], "last_order_on": [last_order_on]})
    ledger.sync_episodes(told, as_of, NOW)


def hold_out(ledger: Ledger, client_id: str) -> None:
    listed = pd.DataFrame({"client_id": [client_id], "list": "at_risk", "stratum": "A"})
    for seed in range(50):
        if ledger.draw_holdouts(listed, share=0.999999, seed=seed, now=NOW)["held_out"].all():
            return
    pytest.fail("never held out")


def test_the_first_taker_gets_the_attempt(ledger: Ledger) -> None:
    taken = ledger.take_attempt("a", "at_risk", "call", "Olga", NOW)
    assert (taken.episode, taken.taken_at, len(taken.attempt_id)) == (1, NOW, 32)


def test_the_second_taker_is_told_that_it_is_spent(ledger: Ledger) -> None:
    ledger.take_attempt("a", "at_risk", "call", "Olga", NOW)
    with pytest.raises(SpentError, match=r"^spent: the one attempt of the client's loss episode 1 was made"):
        ledger.take_attempt("a", "recoverable", "visit", "Ivan", NOW)


def test_a_refusal_names_its_code_and_no_client(ledger: Ledger) -> None:
    ledger.take_attempt("Petrov-17", "at_risk", "call", "Olga", NOW)
    with pytest.raises(ConflictError, match="spent") as told:
        ledger.take_attempt("Petrov-17", "at_risk", "call", "Olga", NOW)
    assert isinstance(told.value, SpentError)
    assert (told.value.code, HeldOutError.code) == ("spent", "held_out")
    assert "Petrov-17" not in str(told.value)


def test_a_held_out_client_is_refused_before_and_after_the_loss(ledger: Ledger) -> None:
    hold_out(ledger, "a")
    with pytest.raises(
        HeldOutError, match=r"^held_out: nobody tries to win this client back in its loss episode 1"
    ):
        ledger.take_attempt("a", "at_risk", "call", None, NOW)
    lose(ledger, "a", date(2025, 6, 1), date(2026, 3, 1))
    with pytest.raises(HeldOutError, match=r"^held_out"):
        ledger.take_attempt("a", "recoverable", "call", None, NOW)


def test_a_refused_attempt_opens_no_episode(ledger: Ledger) -> None:
    hold_out(ledger, "a")
    with pytest.raises(HeldOutError, match="held_out"):
        ledger.take_attempt("a", "at_risk", "call", None, NOW)
    assert not ledger.episode_states()["is_open"].any()


def test_a_loss_that_is_over_is_spent_until_the_client_is_lost_again(ledger: Ledger) -> None:
    ledger.take_attempt("a", "at_risk", "call", None, NOW)
    lose(ledger, "a", date(2026, 3, 5), date(2026, 4, 1), status="active")
    with pytest.raises(SpentError, match=r"^spent: the client's loss episode 1 is over"):
        ledger.take_attempt("a", "at_risk", "call", None, NOW)
    lose(ledger, "a", date(2026, 3, 5), date(2026, 9, 1))
    assert ledger.take_attempt("a", "recoverable", "call", None, NOW).episode == 2


def test_an_order_that_is_taken_back_gives_no_second_attempt(ledger: Ledger) -> None:
    ledger.take_attempt("a", "at_risk", "call", None, NOW)
    lose(ledger, "a", date(2026, 3, 5), date(2026, 4, 1), status="active")
    lose(ledger, "a", date(2025, 6, 1), date(2026, 4, 2))
    with pytest.raises(SpentError, match=r"^spent"):
        ledger.take_attempt("a", "recoverable", "call", None, NOW)


@pytest.mark.parametrize("client_id", ["new", "lost"])
def test_twenty_takers_at_once_have_one_winner(open_ledger: Callable[..., Ledger], client_id: str) -> None:
    ledgers = [open_ledger(wait_seconds=30) for _ in range(2)]
    lose(ledgers[0], "lost", date(2025, 6, 1), date(2026, 3, 1))
    begin, outcomes = threading.Barrier(20), list[str]()

    def take(taker: int) -> None:
        begin.wait()
        try:
            ledgers[taker % 2].take_attempt(client_id, "recoverable", "call", f"seller {taker}", NOW)
            outcomes.append("taken")
        except SpentError as refused:
            outcomes.append(refused.code)

    threads = [threading.Thread(target=take, args=(taker,)) for taker in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["spent"] * 19 + ["taken"]


def test_twenty_takers_in_two_processes_have_one_winner_a_client(ledger: Ledger, ledger_url: str) -> None:
    ids = [f"C{number}" for number in range(10)]
    assert wins(ledger_url, ids, processes=2, takers=10) == dict.fromkeys(ids, 1)


def test_takers_and_a_draw_at_once_never_contact_a_held_out_client(
    open_ledger: Callable[..., Ledger],
) -> None:
    ledgers = [open_ledger(wait_seconds=30) for _ in range(2)]
    ids = [f"C{number:02d}" for number in range(40)]
    listed = pd.DataFrame({"client_id": ids, "list": "at_risk", "stratum": "A"})
    begin, contacted = threading.Barrier(2), set[str]()

    def take_all() -> None:
        begin.wait()
        for client_id in ids:
            try:
                ledgers[0].take_attempt(client_id, "at_risk", "call", None, NOW)
                contacted.add(client_id)
            except HeldOutError:
                pass

    taker = threading.Thread(target=take_all)
    taker.start()
    begin.wait()
    found = ledgers[1].draw_holdouts(listed, share=0.5, seed=7, now=NOW)
    taker.join()
    held_out = set(found.loc[found["held_out"], "client_id"])
    assert contacted == set(ids) - held_out


INSERT = (
    "INSERT INTO attempts (id, client_id, ordinal, held_out, list, action, taken_at) "
    "VALUES (:id, :client_id, 1, {held_out}, 'at_risk', 'call', '2026-03-01 09:00:00')"
)


def test_who_goes_past_our_code_is_stopped_by_the_database(ledger: Ledger, ledger_url: str) -> None:
    ledger.take_attempt("taken", "at_risk", "call", None, NOW)
    hold_out(ledger, "held")
    lose(ledger, "held", date(2025, 6, 1), date(2026, 3, 1))
    for client_id, held_out in (
        ("taken", "FALSE"),  # a second one
        ("held", "FALSE"),  # although it is held out
        ("held", "TRUE"),  # saying so does not help
        ("unknown", "FALSE"),  # without an episode
    ):
        with pytest.raises(IntegrityError, match=r"(?i)constraint"):
            run_sql(ledger_url, INSERT.format(held_out=held_out), id=client_id + "2", client_id=client_id)


def test_a_second_open_episode_is_stopped_by_the_database(ledger: Ledger, ledger_url: str) -> None:
    lose(ledger, "a", date(2025, 6, 1), date(2026, 3, 1))
    another = (
        "INSERT INTO episodes (id, client_id, ordinal, opened_by, opened_on, opened_at) "
        "VALUES (99, 'a', 2, 'lost', '2026-03-01', '2026-03-01 09:00:00')"
    )
    with pytest.raises(IntegrityError, match=r"(?i)unique"):
        run_sql(ledger_url, another)


def test_the_day_of_an_attempt_is_the_company_s_own(open_ledger: Callable[..., Ledger]) -> None:
    ledger = open_ledger(zone=timezone(timedelta(hours=3)))
    ledger.take_attempt("a", "at_risk", "call", None, NOW.replace(hour=22))  # 2 March, 01:00 in the zone
    lose(ledger, "a", date(2026, 3, 1), date(2026, 4, 1), status="active")
    assert ledger.episode_states()["is_open"].tolist() == [True]
    lose(ledger, "a", date(2026, 3, 2), date(2026, 4, 1), status="active")
    assert ledger.episode_states()["is_open"].tolist() == [False]


def test_attempts_are_told_by_when_they_were_written_down_not_by_when_they_were_made(ledger: Ledger) -> None:
    ledger.take_attempt("a", "at_risk", "call", None, NOW)
    later = NOW + timedelta(days=20)
    made = ReturnedRow("b", "call", NOW - timedelta(days=3))
    assert ledger.record_returned([made], now=later, by="record") == ["recorded"]
    assert ledger.attempted_since(NOW) == {("a", 1), ("b", 1)}
    assert ledger.attempted_since(NOW + timedelta(seconds=1)) == {("b", 1)}
    assert ledger.attempted_since(later + timedelta(seconds=1)) == frozenset()


def test_an_attempt_without_a_time_of_writing_counts_as_written_since(
    ledger: Ledger, ledger_url: str
) -> None:
    ledger.take_attempt("a", "at_risk", "call", None, NOW)
    run_sql(ledger_url, "UPDATE attempts SET recorded_at = NULL")  # as a worker of the version before writes
    assert ledger.attempted_since(NOW + timedelta(days=1)) == {("a", 1)}
