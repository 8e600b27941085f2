"""A plan is kept as it was shown, with those held out of it, and never a name."""

from dataclasses import replace
from datetime import date, timedelta

import pandas as pd
import pytest
from sqlalchemy import text

from features.errors import UsageError
from serving.ledger import Ledger, PlanRecord, ReturnedRow
from tests.serving.ledger.conftest import NOW, direct_engine

RECORD = PlanRecord("p1", "at_risk", date(2026, 3, 1), "7", 10_000.0, 5_250.5, 9_800.0, 5_251.0)


def rows() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "client_id": ["b", "a", "h"],
            "name": ["Best Ltd", "Acme", "Hold"],
            "rank": [1, 2, None],
            "held_out": [False, False, True],
            "episode": [1, 3, 1],
            "action": ["call", "visit", None],
            "win_back_cost": [100.0, 250.5, None],
            "expected_net_value": [900.0, 300.0, 120.0],
        }
    )


def test_what_was_recorded_is_read_back_by_rank_with_those_held_out_last(ledger: Ledger) -> None:
    assert ledger.record_plan(RECORD, rows(), now=NOW) is True
    found = ledger.plan_rows("p1")
    assert found["client_id"].tolist() == ["b", "a", "h"]
    assert found["held_out"].astype(bool).tolist() == [False, False, True]
    assert found["episode"].tolist() == [1, 3, 1]
    assert found["win_back_cost"].tolist()[:2] == [100.0, 250.5]
    assert found["action"].tolist()[:2] == ["call", "visit"]
    assert found.loc[2, ["rank", "action", "win_back_cost"]].isna().all()


def test_the_plan_as_a_whole_is_kept(ledger: Ledger, ledger_url: str) -> None:
    ledger.record_plan(RECORD, rows(), now=NOW)
    engine = direct_engine(ledger_url)
    with engine.connect() as connection:
        kept = connection.execute(
            text("SELECT list, model_version, budget, value, cost, bound FROM plans")
        ).one()
    engine.dispose()
    assert tuple(kept) == ("at_risk", "7", 10_000.0, 5_250.5, 9_800.0, 5_251.0)


def test_no_name_gets_into_the_ledger(ledger: Ledger) -> None:
    ledger.record_plan(RECORD, rows(), now=NOW)
    assert "Acme" not in ledger.plan_rows("p1").to_string()


def test_the_same_plan_again_changes_nothing(ledger: Ledger) -> None:
    ledger.record_plan(RECORD, rows(), now=NOW)
    assert ledger.record_plan(RECORD, rows().head(1), now=NOW) is False
    assert len(ledger.plan_rows("p1")) == 3


def test_a_plan_without_budget_and_rows_is_a_plan(ledger: Ledger) -> None:
    assert ledger.record_plan(replace(RECORD, budget=None), rows().head(0), now=NOW) is True
    assert ledger.plan_rows("p1").empty


def test_a_client_twice_in_a_plan_is_refused_and_nothing_is_kept(ledger: Ledger) -> None:
    with pytest.raises(UsageError, match=r"`rows` has .* 1 that repeat one"):
        ledger.record_plan(RECORD, pd.concat([rows(), rows().head(1)]), now=NOW)
    assert ledger.record_plan(RECORD, rows(), now=NOW) is True


def test_who_was_attempted_since_is_told_by_the_loss_that_the_plan_meant(ledger: Ledger) -> None:
    ledger.record_plan(RECORD, rows().assign(episode=[1, 2, 1]), now=NOW)
    assert ledger.attempted_of_plan("p1") == frozenset()
    ledger.take_attempt("a", "at_risk", "call", None, NOW)  # of its first loss, and the plan means its second
    ledger.take_attempt("x", "at_risk", "call", None, NOW)  # on no plan
    assert ledger.attempted_of_plan("p1") == frozenset()
    ledger.take_attempt("b", "at_risk", "call", None, NOW)
    assert ledger.attempted_of_plan("p1") == {"b"}
    assert ledger.attempted_of_plan("p2") == frozenset()


def test_an_attempt_that_a_file_tells_of_later_counts_as_made_since(ledger: Ledger) -> None:
    ledger.record_plan(RECORD, rows(), now=NOW)
    made = ReturnedRow("b", "call", NOW - timedelta(days=3))
    assert ledger.record_returned([made], now=NOW + timedelta(days=1), by="record") == ["recorded"]
    assert ledger.attempted_of_plan("p1") == {"b"}
