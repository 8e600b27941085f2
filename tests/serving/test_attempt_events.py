"""What was recorded in the ledger is learned from, beside what the company's own table says."""

from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import ibis
import pandas as pd
import pyarrow as pa
import pytest

from features.events import Events
from features.schema import event_table
from serving.crm.attempt_events import with_ledger_attempts
from serving.ledger import Ledger, NewOutcome, ReturnedRow
from training.past.labels import assignments_of

MOSCOW = ZoneInfo("Europe/Moscow")
LATE = datetime(2026, 3, 1, 22, 30, tzinfo=UTC)  # 2 March in Moscow


@pytest.fixture
def rows(tmp_path: Path) -> pd.DataFrame:
    ledger = Ledger(f"sqlite:///{tmp_path}/ledger.db", zone=MOSCOW)
    listed = pd.DataFrame({"client_id": ["h"], "list": "at_risk", "stratum": "A"})
    ledger.draw_holdouts(listed, share=0.999999, seed=1, now=LATE)
    told = NewOutcome("ordered", LATE, 12.34, None)
    ledger.record_returned([ReturnedRow("a", "call", LATE, outcome=told)], LATE, by="test")
    found = ledger.attempt_rows()
    ledger.close()
    return found


def events_with(attempts: list[dict[str, object]] | None) -> Events:
    connection = ibis.duckdb.connect()
    tables = {}
    if attempts is not None:
        schema = ibis.schema(event_table("attempts").accepted_types)
        given = pa.Table.from_pylist(attempts, schema=schema.to_pyarrow())
        tables["attempts"] = connection.create_table("attempts", given)
    return Events(tables, connection)


def test_without_attempts_the_events_stay_as_they_are(rows: pd.DataFrame) -> None:
    events = events_with(None)
    assert with_ledger_attempts(events, rows.head(0), MOSCOW) is events


def test_attempts_and_hold_outs_are_assignments_of_the_company_s_own_day(rows: pd.DataFrame) -> None:
    events = with_ledger_attempts(events_with(None), rows, MOSCOW)
    found = assignments_of(events, date(2026, 3, 3)).set_index("client_id")
    assert found["arm"].to_dict() == {"a": "treated", "h": "control"}
    days = set(found["assigned_day"])
    assert len(days) == 1
    assert assignments_of(events, date(2026, 3, 2)).empty  # known on 2 March, not before
    money = events["attempts"].execute().set_index("client_id")["cost_hundredths"]
    assert money["a"] == 1234


def test_the_company_s_own_rows_stay_and_the_ledger_s_word_counts_for_the_same_attempt(
    rows: pd.DataFrame,
) -> None:
    own = {"assigned_at": datetime(2026, 1, 1), "known_at": datetime(2026, 1, 1), "action": "sms"}
    same = rows.set_index("client_id").loc["a", "attempt_id"]
    given = [
        own | {"client_id": "old", "attempt_id": None, "arm": "treated"},
        own | {"client_id": "a", "attempt_id": same, "arm": "control"},
    ]
    events = with_ledger_attempts(events_with(given), rows, MOSCOW)
    found = assignments_of(events, date(2026, 3, 3))
    assert sorted(zip(found["client_id"], found["arm"], strict=True)) == [
        *(("a", "treated"), ("h", "control"), ("old", "treated"))
    ]
