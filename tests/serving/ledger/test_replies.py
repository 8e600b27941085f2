"""One request, one reply for 24 hours, however often and from wherever it is repeated."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest

from features.errors import BadDataError, ConflictError
from serving.ledger import Asked, KeptReply, Ledger, RepliedError, write_reply
from tests.serving.ledger.conftest import NOW

ASKED = Asked("key-1", "try-7", "a" * 64)
REPLY = KeptReply(201, '{"attempt_id": "x"}')


def test_a_reply_is_given_again_word_for_word(ledger: Ledger) -> None:
    assert ledger.kept_reply(ASKED, NOW) is None
    ledger.keep_reply(ASKED, REPLY, NOW)
    assert ledger.kept_reply(ASKED, NOW + timedelta(hours=23)) == REPLY


def test_after_a_day_the_key_is_free_again(ledger: Ledger) -> None:
    ledger.keep_reply(ASKED, REPLY, NOW)
    later = NOW + timedelta(hours=24)
    assert ledger.kept_reply(ASKED, later) is None
    other = KeptReply(409, "{}")
    assert ledger.keep_reply(Asked("key-1", "try-7", "b" * 64), other, later) == other


def test_a_key_with_another_request_is_refused(ledger: Ledger) -> None:
    ledger.keep_reply(ASKED, REPLY, NOW)
    with pytest.raises(BadDataError, match="came with another request"):
        ledger.kept_reply(Asked("key-1", "try-7", "b" * 64), NOW)


def test_each_api_key_has_idempotency_keys_of_its_own(ledger: Ledger) -> None:
    ledger.keep_reply(ASKED, REPLY, NOW)
    assert ledger.kept_reply(Asked("key-2", "try-7", "b" * 64), NOW) is None


def test_the_reply_that_came_first_stands(ledger: Ledger) -> None:
    ledger.keep_reply(ASKED, REPLY, NOW)
    assert ledger.keep_reply(ASKED, KeptReply(409, "{}"), NOW) == REPLY
    with pytest.raises(RepliedError, match="replied first") as quicker, ledger.writing() as connection:
        write_reply(connection, ASKED, KeptReply(409, "{}"), NOW)
    assert quicker.value.reply == ledger.kept_reply(ASKED, NOW)


def test_the_same_request_twice_at_once_is_told_to_wait(ledger: Ledger) -> None:
    other = Asked("key-2", "try-7", "a" * 64)
    with ledger.under_way(ASKED):
        with pytest.raises(ConflictError, match="^under_way"), ledger.under_way(ASKED):
            pytest.fail("two at once")
        with ledger.under_way(other):
            pass
    with ledger.under_way(ASKED):
        pass


def test_of_two_workers_with_the_same_request_one_writes_and_the_other_learns_of_it(
    open_ledger: Callable[..., Ledger],
) -> None:
    workers = [open_ledger(wait_seconds=30) for _ in range(2)]
    begin, outcomes = threading.Barrier(2), list[str]()

    def work(number: int) -> None:
        begin.wait()

        def change(connection: object) -> None:
            write_reply(connection, ASKED, KeptReply(201, str(number)), NOW)  # type: ignore[arg-type]

        try:
            workers[number].changed(change)
            outcomes.append("wrote")
        except RepliedError:
            outcomes.append("learnt")

    threads = [threading.Thread(target=work, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["learnt", "wrote"]
