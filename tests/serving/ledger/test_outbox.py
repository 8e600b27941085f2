"""What receivers are to be told stands with the deed it tells of, waits its turn, and is told once each."""

import json
import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection

from serving.ledger import Ledger, NewOutcome
from serving.ledger.outbox import ATTEMPT_CLOSED, DELIVERED, GIVEN_UP, WAITING
from serving.ledger.risk import RISK_ENTERED, RISK_LEFT
from tests.serving.ledger.conftest import NOW

RECEIVERS = {"crm": [ATTEMPT_CLOSED, RISK_ENTERED, RISK_LEFT], "bi": [ATTEMPT_CLOSED]}
LEASE = timedelta(minutes=1)


@pytest.fixture
def ledger(open_ledger: Callable[..., Ledger]) -> Ledger:
    return open_ledger(receivers=RECEIVERS)


def claim(ledger: Ledger, name: str = "crm", *, after: timedelta = timedelta()) -> list[Any]:
    return ledger.claim_messages(name, NOW + after, limit=10, lease=LEASE)


def close(ledger: Ledger, client_id: str = "a", outcome: str = "refused") -> str:
    taken = ledger.take_attempt(client_id, "at_risk", "call", None, NOW)
    ledger.record_outcome(taken.attempt_id, NewOutcome(outcome, NOW), NOW, by="key:1")
    return taken.attempt_id


def test_a_closed_attempt_is_told_to_whoever_wants_to_know_by_ids_only(ledger: Ledger) -> None:
    attempt_id = close(ledger)
    (message,), (other,) = claim(ledger), claim(ledger, "bi")
    assert message.message_id == other.message_id
    assert json.loads(message.body) == {
        "type": "attempt.closed",
        "timestamp": NOW.isoformat(),
        "data": {"client_id": "a", "attempt_id": attempt_id},
    }


def test_a_promise_and_a_repeated_word_are_not_told(ledger: Ledger) -> None:
    attempt_id = close(ledger, outcome="promised")
    assert claim(ledger) == []
    for _ in range(2):
        ledger.record_outcome(attempt_id, NewOutcome("ordered", NOW), NOW, by="key:1")
    assert len(claim(ledger)) == 1


def test_a_message_stands_or_falls_with_its_deed(ledger: Ledger) -> None:
    taken = ledger.take_attempt("a", "at_risk", "call", None, NOW)

    def breaks_off(_: Connection) -> None:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        ledger.record_outcome(taken.attempt_id, NewOutcome("ordered", NOW), NOW, by="k", beside=breaks_off)
    assert claim(ledger) == []


def test_without_receivers_nothing_is_written(open_ledger: Callable[..., Ledger]) -> None:
    ledger = open_ledger()
    close(ledger)
    assert ledger.queues() == {}


def test_a_claimed_message_is_nobody_else_s_until_the_lease_is_over(ledger: Ledger) -> None:
    close(ledger)
    (first,) = claim(ledger)
    assert claim(ledger, after=LEASE / 2) == []
    (again,) = claim(ledger, after=LEASE)
    assert (first.tries, again.tries) == (1, 2)
    assert again.message_id == first.message_id


def test_eight_workers_at_once_share_the_messages(open_ledger: Callable[..., Ledger], ledger: Ledger) -> None:
    for number in range(16):
        close(ledger, f"client {number}")
    got: list[int] = []

    def work() -> None:
        mine = open_ledger(receivers=RECEIVERS)
        while found := mine.claim_messages("crm", NOW, limit=3, lease=LEASE):
            got.extend(due.id for due in found)

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(got) == len(set(got)) == 16


def test_what_became_of_a_message_is_kept(ledger: Ledger) -> None:
    close(ledger, "a"), close(ledger, "b"), close(ledger, "c")
    first, second, third = claim(ledger)
    ledger.settle_message(first, DELIVERED, NOW, answer="204")
    ledger.settle_message(second, GIVEN_UP, NOW, answer="500")
    ledger.settle_message(third, WAITING, NOW, answer="503", again_at=NOW + timedelta(hours=2))
    queue = ledger.queues()["crm"]
    assert (queue.waiting, queue.delivered, queue.given_up, queue.oldest_waiting) == (1, 1, 1, NOW)
    assert queue.last_refusal == "503"
    assert claim(ledger, after=timedelta(hours=1)) == []
    assert [due.id for due in claim(ledger, after=timedelta(hours=2))] == [third.id]
    assert ledger.resume_receiver("crm", NOW) == 1
    assert [(due.id, due.tries) for due in claim(ledger)] == [(second.id, 1)]


def test_a_receiver_that_went_is_told_nothing_at_that_address(ledger: Ledger) -> None:
    close(ledger)
    ledger.receiver_went("crm", "https://crm.example/hook", NOW)
    assert ledger.receiver_is_gone("crm", "https://crm.example/hook")
    assert not ledger.receiver_is_gone("crm", "https://crm.example/new")
    queue = ledger.queues()["crm"]
    assert (queue.waiting, queue.given_up, queue.gone_since) == (0, 1, NOW)
    assert ledger.resume_receiver("crm", NOW) == 1
    assert not ledger.receiver_is_gone("crm", "https://crm.example/hook")


def test_who_comes_to_risk_and_who_leaves_it_is_told_once_each(ledger: Ledger) -> None:
    def told() -> list[tuple[str, str]]:
        bodies = [json.loads(due.body) for due in claim(ledger)]
        return sorted((body["type"], body["data"]["client_id"]) for body in bodies)

    assert ledger.announce_risk(["a", "b"], "s1", "2026-03-01", NOW) == (0, 0)
    assert told() == []
    assert ledger.announce_risk(["b", "c", "d"], "s2", "2026-03-02", NOW) == (2, 1)
    assert told() == [(RISK_ENTERED, "c"), (RISK_ENTERED, "d"), (RISK_LEFT, "a")]
    assert ledger.announce_risk(["b", "c", "d"], "s2", "2026-03-02", NOW) == (0, 0)
    assert told() == []
    ledger.forget_risk()
    assert ledger.announce_risk(["x"], "s3", "2026-03-03", NOW) == (0, 0)
