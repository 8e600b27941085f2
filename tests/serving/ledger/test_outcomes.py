"""What became of an attempt: the newest word counts, the same word again changes nothing."""

from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from features.errors import BusyError, NotFoundError, UsageError
from serving.ledger import Ledger, NewOutcome
from tests.serving.ledger.conftest import NOW, direct_engine, one_outcome_each, run_sql

PROMISED = NewOutcome("promised", NOW + timedelta(days=1), 120.0, None)
ORDERED = NewOutcome("ordered", NOW + timedelta(days=4), 120.0, 50.5)


def taken(ledger: Ledger, client_id: str = "a") -> str:
    return ledger.take_attempt(client_id, "at_risk", "call", "Olga", NOW, by="key:k1").attempt_id


def test_an_attempt_begins_without_an_outcome_and_ends_with_the_last_word(ledger: Ledger) -> None:
    attempt_id = taken(ledger)
    before = ledger.attempt(attempt_id)
    assert before is not None
    assert (before.client_id, before.episode, before.action, before.outcome) == ("a", 1, "call", None)
    assert ledger.record_outcome(attempt_id, PROMISED, NOW, by="key:k1") is True
    assert ledger.record_outcome(attempt_id, ORDERED, NOW, by="key:k1") is True
    after = ledger.last_attempt("a")
    assert after is not None
    assert after.outcome == ORDERED


def test_money_that_a_later_word_does_not_tell_stays_as_it_was_told(ledger: Ledger) -> None:
    attempt_id, later = taken(ledger), NOW + timedelta(days=4)
    other = taken(ledger, "b")
    ledger.record_outcome(other, NewOutcome("refused", later, None, 7.0), NOW, by="k")
    told = (PROMISED, NewOutcome("ordered", later, None, 50.5), NewOutcome("ordered", later))
    assert [ledger.record_outcome(attempt_id, one, NOW, by="k") for one in told] == [True, True, False]
    standing = ledger.attempt(attempt_id)
    assert standing is not None
    assert standing.outcome == NewOutcome("ordered", later, 120.0, 50.5)
    rows = ledger.attempt_rows().set_index("client_id")[["outcome", "cost", "incentive"]]
    assert rows.loc["a"].tolist() == ["ordered", 120.0, 50.5]
    assert rows.loc["b", "cost":].isna().tolist() == [True, False]
    ledger.record_outcome(attempt_id, NewOutcome("ordered", later, 0.0), NOW, by="k")
    assert ledger.attempt_rows().set_index("client_id").loc["a", ["cost", "incentive"]].tolist() == [
        0.0,
        50.5,
    ]


def test_the_same_word_again_is_no_news_and_the_history_stays(ledger: Ledger, ledger_url: str) -> None:
    attempt_id = taken(ledger)
    news = [ledger.record_outcome(attempt_id, told, NOW, by="k") for told in (PROMISED, PROMISED, ORDERED)]
    assert news == [True, False, True]
    engine = direct_engine(ledger_url)
    with engine.connect() as connection:
        kept = connection.execute(text("SELECT outcome FROM outcomes ORDER BY id")).scalars().all()
    engine.dispose()
    assert kept == ["promised", "ordered"]


def test_an_outcome_without_an_attempt_is_refused(ledger: Ledger) -> None:
    with pytest.raises(NotFoundError, match="There is no such attempt"):
        ledger.record_outcome("nothing", ORDERED, NOW, by="k")
    assert ledger.attempt("nothing") is None
    assert ledger.last_attempt("nobody") is None


def test_a_time_without_offset_is_refused(ledger: Ledger) -> None:
    with pytest.raises(UsageError, match="has no offset"):
        ledger.record_outcome(taken(ledger), NewOutcome("ordered", NOW.replace(tzinfo=None)), NOW, by="k")


@pytest.mark.parametrize(
    ("outcome", "cost"), [("perhaps", 1.0), ("ordered", -1.0)], ids=["unknown word", "negative cost"]
)
def test_who_goes_past_our_code_is_stopped_by_the_database(
    ledger: Ledger, ledger_url: str, outcome: str, cost: float
) -> None:
    attempt_id = taken(ledger)
    with pytest.raises(IntegrityError, match=r"(?i)check"):
        run_sql(
            ledger_url,
            "INSERT INTO outcomes (attempt_id, outcome, outcome_at, cost, recorded_at, recorded_by) "
            "VALUES (:id, :outcome, '2026-03-01', :cost, '2026-03-01', 'x')",
            id=attempt_id,
            outcome=outcome,
            cost=cost,
        )


def test_what_is_written_beside_stands_or_falls_with_the_attempt(ledger: Ledger) -> None:
    def fail(connection: object, taken: object) -> None:
        raise UsageError("not beside this")

    with pytest.raises(UsageError, match="not beside this"):
        ledger.take_attempt("a", "at_risk", "call", None, NOW, beside=fail)
    assert ledger.last_attempt("a") is None
    assert ledger.episode_states().empty
    taken(ledger)


def test_an_outcome_that_the_database_refuses_is_told_as_what_it_is(ledger: Ledger, ledger_url: str) -> None:
    first, second = taken(ledger), taken(ledger, "b")
    ledger.record_outcome(first, PROMISED, NOW, by="k")
    with (
        one_outcome_each(ledger_url),
        pytest.raises(BusyError, match=r"refuses a row: .*(one_outcome_each|recorded_by)"),
    ):
        ledger.record_outcome(second, PROMISED, NOW, by="k")
    standing = ledger.attempt(second)
    assert standing is not None
    assert standing.outcome is None
