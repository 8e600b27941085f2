"""What was done stays written as it was, and a change of it shows."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest

from features.errors import DamagedError, UsageError
from serving.ledger import Ledger
from serving.ledger.audit import BEGINNING
from tests.serving.ledger.conftest import NOW, run_sql


def test_deeds_are_listed_in_their_order_and_chained(ledger: Ledger) -> None:
    ledger.audit("key:ab12", "list.export", 40, NOW)
    ledger.audit("cli", "erase", 1, NOW + timedelta(hours=1))
    first, second = ledger.audit_rows()
    assert (first.number, first.who, first.what, first.how_many, first.at) == (
        1,
        "key:ab12",
        "list.export",
        40,
        NOW,
    )
    assert (first.previous, second.previous, second.number) == (BEGINNING, first.sha256, 2)
    assert ledger.check_audit() == 2


def test_an_empty_audit_is_whole(ledger: Ledger) -> None:
    assert ledger.check_audit() == 0


@pytest.mark.parametrize(
    "spoil",
    [
        "UPDATE audit SET how_many = 1 WHERE number = 2",
        "UPDATE audit SET who = 'cli' WHERE number = 2",
        "UPDATE audit SET what = 'list.view' WHERE number = 2",
        "UPDATE audit SET at = '2026-02-01 00:00:00.000000' WHERE number = 2",
        "UPDATE audit SET sha256 = 'x' WHERE number = 2",
        "DELETE FROM audit WHERE number = 2",
    ],
)
def test_a_changed_row_shows_with_its_number(ledger: Ledger, ledger_url: str, spoil: str) -> None:
    for _ in range(4):
        ledger.audit("key:ab12", "list.export", 40, NOW)
    run_sql(ledger_url, spoil)
    with pytest.raises(DamagedError, match="The audit breaks at row 2"):
        ledger.check_audit()


def test_deeds_of_many_at_once_make_one_chain(open_ledger: Callable[..., Ledger]) -> None:
    ledgers = [open_ledger() for _ in range(4)]

    def work(ledger: Ledger) -> None:
        for _ in range(10):
            ledger.audit("key:ab12", "scores", 1000, NOW)

    threads = [threading.Thread(target=work, args=(ledger,)) for ledger in ledgers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert ledgers[0].check_audit() == 40


@pytest.mark.parametrize("code", ["Ivan Petrov", "Иванов", "", "x" * 81, "a\nb"])
def test_free_text_in_which_a_name_could_stand_is_refused(ledger: Ledger, code: str) -> None:
    with pytest.raises(UsageError, match="`what` of an audit row is no code"):
        ledger.audit("cli", code, 1, NOW)
    with pytest.raises(UsageError, match="`who` of an audit row is no code"):
        ledger.audit(code, "erase", 1, NOW)
    assert ledger.audit_rows() == []


def test_fewer_than_no_clients_are_refused(ledger: Ledger) -> None:
    with pytest.raises(UsageError, match="`how_many` is -1"):
        ledger.audit("cli", "erase", -1, NOW)
