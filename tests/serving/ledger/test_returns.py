"""What a CRM's file says is recorded once, however often the file is given."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from features.errors import BusyError
from serving.ledger import Ledger, NewOutcome, PartlyRecordedError, ReturnedRow, attempts, returns
from serving.ledger.returns import AT_ONCE
from tests.serving.ledger.conftest import NOW, one_outcome_each
from tests.serving.ledger.test_attempts import hold_out, lose

DAY = timedelta(days=1)
CALL = ReturnedRow("a", "call", NOW, "Olga", NewOutcome("promised", NOW + DAY, 100.0, None))
ORDERED = ReturnedRow("a", "call", NOW + 3 * DAY, "Olga", NewOutcome("ordered", NOW + 5 * DAY, 100.0, 9.5))


def record(ledger: Ledger, *rows: ReturnedRow) -> list[str]:
    return list(ledger.record_returned(rows, NOW + 30 * DAY, by="command:record"))


def test_a_file_is_recorded_once_and_known_ever_after(ledger: Ledger) -> None:
    rows = (CALL, ORDERED, ReturnedRow("b", "visit", NOW))
    assert record(ledger, *rows) == ["recorded"] * 3
    assert record(ledger, *rows) == ["known"] * 3
    standing = ledger.last_attempt("a")
    assert standing is not None
    assert (standing.executor, standing.taken_at, standing.outcome) == ("Olga", NOW, ORDERED.outcome)
    assert ledger.episode_states()["spent"].tolist() == [True, True]


def test_an_attempt_that_was_taken_over_http_is_found_again(ledger: Ledger) -> None:
    taken = ledger.take_attempt("a", "at_risk", "call", "Olga", NOW - DAY)
    by_id = ReturnedRow("a", "call", NOW, outcome=CALL.outcome, attempt_id=taken.attempt_id)
    assert record(ledger, CALL, by_id) == ["recorded", "known"]
    assert len(ledger.attempt_rows()) == 1
    assert ledger.attempt_rows()["attempted_at"].tolist() == [NOW]


def test_another_action_within_the_same_loss_is_spent(ledger: Ledger) -> None:
    rows = (CALL, ReturnedRow("a", "visit", NOW + DAY), ReturnedRow("c", "call", NOW))
    assert record(ledger, *rows) == ["recorded", "spent", "recorded"]


def test_an_attempt_of_somebody_else_s_id_is_unknown(ledger: Ledger) -> None:
    taken = ledger.take_attempt("a", "at_risk", "call", None, NOW)
    for client_id, attempt_id in (("b", taken.attempt_id), ("a", "nothing")):
        assert record(ledger, ReturnedRow(client_id, "call", NOW, attempt_id=attempt_id)) == [
            "unknown_attempt"
        ]


def test_a_held_out_client_s_row_is_refused_and_the_others_stand(ledger: Ledger) -> None:
    hold_out(ledger, "h")
    assert record(ledger, CALL, ReturnedRow("h", "call", NOW), ORDERED) == [
        "recorded",
        "held_out",
        "recorded",
    ]
    assert ledger.last_attempt("h") is None


def test_the_same_action_after_the_next_loss_is_another_attempt(ledger: Ledger) -> None:
    lose(ledger, "a", date(2025, 6, 1), NOW.date())
    assert record(ledger, CALL) == ["recorded"]
    lose(ledger, "a", date(2026, 3, 10), date(2026, 4, 1), status="active")
    later = ReturnedRow("a", "call", NOW + 20 * DAY)
    assert record(ledger, later) == ["spent"]  # the loss is over and the next has not come
    lose(ledger, "a", date(2026, 3, 10), date(2026, 3, 20))
    assert record(ledger, later, CALL) == ["recorded", "known"]
    assert len(ledger.attempt_rows()) == 2


def test_an_attempt_that_is_told_of_after_the_order_it_brought_is_of_the_loss_of_its_day(
    ledger: Ledger,
) -> None:
    lose(ledger, "a", date(2025, 6, 1), NOW.date())
    lose(ledger, "a", date(2026, 3, 10), date(2026, 3, 11), status="active")  # ordered: the loss is over
    assert record(ledger, CALL, ReturnedRow("a", "visit", NOW + DAY)) == ["recorded", "spent"]
    lose(ledger, "a", date(2026, 3, 10), date(2026, 9, 1))
    states = ledger.episode_states()
    assert states[["episode", "spent"]].values.tolist() == [[2, False]]
    assert ledger.take_attempt("a", "recoverable", "call", None, NOW + 200 * DAY).episode == 2


def test_an_attempt_of_an_earlier_loss_leaves_the_open_one_its_own(ledger: Ledger) -> None:
    lose(ledger, "a", date(2025, 6, 1), NOW.date())
    lose(ledger, "a", date(2026, 3, 10), date(2026, 3, 11), status="active")
    lose(ledger, "a", date(2026, 3, 10), date(2026, 9, 1))
    assert record(ledger, CALL) == ["recorded"]
    assert ledger.episode_states()[["episode", "spent"]].values.tolist() == [[2, False]]


def test_the_list_is_the_one_of_the_draw_unless_the_row_says_otherwise(ledger: Ledger) -> None:
    import pandas as pd

    listed = pd.DataFrame({"client_id": ["a", "b"], "list": "recoverable", "stratum": "A"})
    ledger.draw_holdouts(listed, share=1e-9, seed=1, now=NOW)
    record(ledger, CALL, ReturnedRow("b", "call", NOW, list_name="at_risk"), ReturnedRow("c", "call", NOW))
    found = [ledger.last_attempt(client) for client in "abc"]
    assert [one and one.list_name for one in found] == ["recoverable", "at_risk", "at_risk"]


def test_a_later_export_without_costs_leaves_those_told_and_both_files_again_change_nothing(
    ledger: Ledger,
) -> None:
    first = ReturnedRow("a", "call", NOW, "Olga", NewOutcome("promised", NOW, 100.0, 9.5))
    later = ReturnedRow("a", "call", NOW, "Olga", NewOutcome("ordered", NOW + DAY))
    assert record(ledger, first, later, first, later) == ["recorded", "recorded", "known", "known"]
    (row,) = ledger.attempt_rows()[["outcome", "cost", "incentive"]].to_numpy().tolist()
    assert row == ["ordered", 100.0, 9.5]


def test_more_rows_than_one_transaction_takes_are_all_recorded_and_audited(ledger: Ledger) -> None:
    rows = [ReturnedRow(f"c{number}", "call", NOW) for number in range(AT_ONCE + 3)]
    assert set(record(ledger, *rows)) == {"recorded"}
    assert [row.how_many for row in ledger.audit_rows()] == [AT_ONCE, 3]
    assert set(record(ledger, *rows)) == {"known"}
    assert ledger.check_audit() == 2


def test_attempts_and_those_left_alone_are_rows_of_the_event_table(ledger: Ledger) -> None:
    from features.schema import event_table
    from tests.serving.ledger.test_plans import RECORD, rows

    hold_out(ledger, "h")
    ledger.record_plan(RECORD, rows().assign(propensity=[0.5, None, None]), now=NOW)
    record(
        ledger,
        ReturnedRow("b", "call", NOW + DAY, "Olga", ORDERED.outcome),
        ReturnedRow("z", "sms", NOW - DAY),
    )
    found = ledger.attempt_rows().set_index("client_id")
    assert {column.name for column in event_table("attempts").columns} <= {*found.columns, "client_id"}
    assert found["arm"].to_dict() == {"b": "treated", "h": "control", "z": "treated"}
    assert found["action"].to_dict() == {"b": "call", "h": "none", "z": "sms"}
    assert found.loc["b", ["plan_id", "propensity", "outcome", "cost", "incentive"]].tolist() == [
        *("p1", 0.5, "ordered", 100.0, 9.5)
    ]
    assert found.loc["h", "plan_id"] == "p1"
    assert found.loc["h", "propensity"] == pytest.approx(1 - 0.999999)
    assert found.loc[["z"], "plan_id"].isna().all()
    assert found["attempted_at"].isna().to_dict() == {"b": False, "h": True, "z": False}
    assert found.loc["b", "assigned_at"] == NOW + DAY
    assert found["attempt_id"].is_unique


def test_an_empty_ledger_gives_no_rows_but_all_columns(ledger: Ledger) -> None:
    found = ledger.attempt_rows()
    assert found.empty
    assert found.columns[:2].tolist() == ["attempt_id", "client_id"]


@pytest.mark.parametrize("count", [0, 1])
def test_nothing_new_leaves_no_trace_in_the_audit(ledger: Ledger, count: int) -> None:
    for _ in range(2):
        record(ledger, *[CALL][:count])
    assert len(ledger.audit_rows()) == count


def test_only_a_second_attempt_is_spent_what_else_the_database_refuses_is_told(
    ledger: Ledger, ledger_url: str
) -> None:
    other = replace(CALL, client_id="Petrov-17")
    with (
        one_outcome_each(ledger_url),
        pytest.raises(
            BusyError, match=r"refuses a row: .*(one_outcome_each|recorded_by).* Nothing was"
        ) as told,
    ):
        record(ledger, CALL, other)
    assert "Petrov-17" not in str(told.value)
    assert "command:record" not in str(told.value)
    assert ledger.attempt_rows().empty
    assert record(ledger, CALL, other) == ["recorded", "recorded"]


def test_where_a_later_part_fails_the_rows_that_stand_are_told_and_all_may_be_given_again(
    ledger: Ledger, ledger_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(returns, "AT_ONCE", 2)
    rows = (CALL, ReturnedRow("b", "call", NOW), replace(CALL, client_id="c"), ReturnedRow("d", "call", NOW))
    with one_outcome_each(ledger_url), pytest.raises(PartlyRecordedError) as told:
        record(ledger, *rows)
    assert told.value.rows == 2
    assert re.search(r"refuses a row: .*\. The first 2 rows stand; the others are still", str(told.value))
    assert "Nothing was changed" not in str(told.value)
    assert set(ledger.attempt_rows()["client_id"]) == {"a", "b"}
    assert record(ledger, *rows) == ["known", "known", "recorded", "recorded"]
    assert ledger.check_audit() == 2


def test_a_second_attempt_of_an_earlier_loss_is_spent_though_the_open_one_is_held_out(ledger: Ledger) -> None:
    lose(ledger, "a", date(2025, 6, 1), NOW.date())
    lose(ledger, "a", date(2026, 3, 10), date(2026, 3, 11), status="active")
    hold_out(ledger, "a")
    lose(ledger, "a", date(2026, 3, 10), date(2026, 9, 1))
    second, of_now = ReturnedRow("a", "visit", NOW + DAY), ReturnedRow("a", "visit", NOW + 200 * DAY)
    assert record(ledger, CALL, second, of_now) == ["recorded", "spent", "held_out"]


@pytest.mark.parametrize("ledger_url", ["postgresql"], indirect=True)  # SQLite has one writer at a time
def test_a_row_that_another_one_writes_at_this_moment_is_looked_at_anew(
    ledger: Ledger, open_ledger: Callable[..., Ledger], monkeypatch: pytest.MonkeyPatch
) -> None:
    other = open_ledger()

    def overtaken(*_: object) -> None:
        monkeypatch.undo()
        other.take_attempt("a", "at_risk", "visit", None, NOW)

    lose(ledger, "a", date(2025, 6, 1), NOW.date())
    monkeypatch.setattr(attempts, "_refuse_second", overtaken)
    assert record(ledger, CALL) == ["spent"]
