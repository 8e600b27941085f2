"""Ranked lists of small made-up publications: order, money, filters, and what the record keeps."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from features.errors import UsageError
from features.leaving import STATUSES
from features.settings import Settings, settings_from
from serving.planning.filters import CHOICES
from serving.planning.lists import CONTACTS, FILTERS, PLAN_COLUMNS, RECORDED, WinbackList, make_list
from serving.scores.composing import BANDS
from serving.store import Published

AS_OF = date(2026, 3, 1)
CALL_AND_VISIT: dict[str, Any] = {"call": {"channel": "call"}, "visit": {"channel": "visit"}}
TWO_ACTIONS = settings_from({"actions": CALL_AND_VISIT, "plan": {"explore_share": 0}})
TEXTS = ("reason_1", "reason_2", "reason_3", "script", "questions", "offer", "signs")


def client(key: str, *worth: tuple[float, float], **changed: Any) -> dict[str, Any]:
    """A client with (net value, cost) of a call, then of a visit."""
    return {
        "client_id": key,
        "worth": worth,
        "status": "active",
        "held_out": False,
        "branch": "North",
    } | changed


def published(*clients: dict[str, Any], snapshot: str = "2026-03-01-0123456789ab") -> Published:
    """A publication of these clients, in memory."""
    known = sorted(clients, key=lambda one: one["client_id"])
    listed = {one["client_id"]: "recoverable" if one["status"] == "lost" else "at_risk" for one in known}
    scores = [
        {
            "client_id": one["client_id"],
            "as_of": AS_OF,
            "model_version": "7",
            "status": one["status"],
            "abc": one.get("abc", "A"),
            "xyz": "X",
            "churn_probability": 0.5,
            "risk_band": "medium",
            "expected_ltv": 100.0,
            "value_if_kept": 150.0,
        }
        for one in known
    ]
    people = [
        {
            "client_id": one["client_id"],
            "branch": one["branch"],
            "phone": "+7",
            "email": "a@b",
            "excluded": None,
        }
        | dict.fromkeys(("name", "manager", "kind", "industry", "region"), "x")
        for one in known
    ]
    options = [
        {
            "client_id": one["client_id"],
            "list": listed[one["client_id"]],
            "action": action,
            "channel": action,
            "eligible": not one["held_out"],
            "why_not": "held_out" if one["held_out"] else None,
            "uplift": 0.1,
            "uplift_from": 0.05,
            "uplift_to": 0.2,
            "uplift_basis": "assumed",
            "win_back_cost": cost,
            "expected_net_value": value,
            "break_even_uplift": 0.01,
        }
        for one in known
        for action, (value, cost) in zip(("call", "visit"), one["worth"], strict=False)
    ]
    words = {f"{name}_{language}": f"{name} {language}" for name in TEXTS for language in ("ru", "en")}
    candidates = [
        {
            "client_id": one["client_id"],
            "list": listed[one["client_id"]],
            "episode": 1,
            "held_out": one["held_out"],
            "executor": None,
            "barred_managers": None,
            "products": None,
            "offer": "offer",
            "due_on": AS_OF,
        }
        | dict.fromkeys(("reason_1", "reason_2", "reason_3"), "price")
        | words
        for one in known
    ]
    rows = {"scores": scores, "clients": people, "options": options, "candidates": candidates}
    tables = {name: pa.Table.from_pylist(found) for name, found in rows.items()}
    return Published(snapshot, AS_OF, datetime(2026, 3, 1, tzinfo=UTC), "7", Path(), tables, {})


def listed(
    these: Published,
    name: str = "at_risk",
    budget: float | None = None,
    settings: Settings = TWO_ACTIONS,
    **given_: Any,
) -> WinbackList:
    return make_list(these, name, budget=budget, settings=settings, language="en", **given_)


FEW = (
    client("a", (50.0, 10.0)),
    client("b", (70.0, 10.0), (90.0, 40.0)),
    client("c", (50.0, 10.0), branch="South"),
    client("d", (-5.0, 10.0)),
    client("e", (500.0, 10.0), held_out=True),
    client("f", (60.0, 10.0), status="lost"),
)


def test_the_best_comes_first_and_ties_stand_by_client() -> None:
    made = listed(published(*FEW))
    assert made.rows["client_id"].tolist() == ["b", "a", "c"]
    assert made.rows["action"].tolist() == ["visit", "call", "call"]
    assert made.rows["rank"].tolist() == [1, 2, 3]
    assert tuple(made.rows.columns) == PLAN_COLUMNS
    assert (made.value, made.cost, made.gap) == (pytest.approx(190), pytest.approx(60), pytest.approx(0))


def test_money_adds_up_line_by_line() -> None:
    made = listed(published(*FEW))
    assert made.rows["cumulative_cost"].tolist() == [40, 50, 60]
    assert made.rows["cumulative_value"].tolist() == [90, 140, 190]


def test_a_client_whose_action_loses_money_is_not_listed() -> None:
    assert "d" not in set(listed(published(*FEW)).rows["client_id"])


def test_the_lost_stand_on_their_own_list() -> None:
    assert listed(published(*FEW), "recoverable").rows["client_id"].tolist() == ["f"]


def test_the_held_out_are_in_the_record_and_never_on_the_list() -> None:
    made = listed(published(*FEW))
    assert made.held_out == 1
    kept = made.record.set_index("client_id")
    assert list(made.record.columns) == ["client_id", "held_out", *RECORDED]
    assert kept["held_out"].to_dict() == {"b": False, "a": False, "c": False, "e": True}
    assert kept.loc["e", "expected_net_value"] == 500
    assert not made.rows["held_out"].any()


def test_a_held_out_client_who_would_not_have_stood_here_is_not_recorded() -> None:
    made = listed(published(client("a", (5.0, 1.0)), client("b", (-1.0, 1.0), (-2.0, 1.0), held_out=True)))
    assert (made.held_out, made.record["client_id"].tolist()) == (0, ["a"])


def test_a_held_out_client_is_recorded_once_with_the_best_action() -> None:
    made = listed(published(client("b", (3.0, 1.0), (8.0, 2.0), held_out=True)))
    assert made.record[["client_id", "action"]].to_dict("records") == [{"client_id": "b", "action": "visit"}]
    assert made.rows.empty


def test_a_budget_takes_the_cheaper_action_where_that_brings_more() -> None:
    made = listed(published(*FEW), budget=45)
    assert made.rows["action"].tolist() == ["call", "call", "call"]
    assert (made.cost, made.binding) == (30, ("budget",))


def test_no_budget_at_all_lists_nobody() -> None:
    made = listed(published(*FEW), budget=0)
    assert made.rows.empty
    assert (made.cost, made.value) == (0, 0)


def test_a_capacity_limits_an_action() -> None:
    settings = settings_from(
        {"actions": {"call": {"channel": "call", "capacity": 1}, "visit": {"channel": "visit"}}}
    )
    made = listed(published(*FEW), settings=settings)
    assert made.rows["action"].tolist() == ["visit", "call"]


@pytest.mark.parametrize(
    ("column", "values", "ids"),
    [
        ("branch", ["South"], ["c"]),
        ("branch", ["South", "North"], ["b", "a", "c"]),
        ("branch", ["Nowhere"], []),
        ("status", ["lost"], []),
        ("action", ["call"], ["b", "a", "c"]),
        ("abc", ["A"], ["b", "a", "c"]),
    ],
)
def test_filters_narrow_the_clients_before_the_plan_is_made(
    column: str, values: list[str], ids: list[str]
) -> None:
    made = listed(published(*FEW), filters={column: values})
    assert made.rows["client_id"].tolist() == ids
    assert set(made.record["client_id"]) - set(ids) <= {"e"}


def test_the_words_of_a_status_are_those_that_scores_have() -> None:
    assert {*CHOICES["status"]} == {*STATUSES}
    assert CHOICES["risk_band"] == BANDS
    assert {*CHOICES} < {*FILTERS}


def test_how_many_pass_is_told_whether_an_action_pays_for_them_or_not() -> None:
    assert listed(published(*FEW), filters={"branch": ["Nowhere"]}).passing == 0
    assert listed(published(*FEW), filters={"branch": ["South", "North"]}, budget=0).passing == 5


def test_filters_of_several_columns_must_all_hold() -> None:
    filters = {"branch": ["North"], "action": ["visit"]}
    assert listed(published(*FEW), filters=filters).rows["client_id"].tolist() == ["b"]


def test_where_nobody_is_a_candidate_the_list_is_empty() -> None:
    made = listed(published(client("f", (60.0, 10.0), status="lost")))
    assert made.rows.empty
    assert tuple(made.rows.columns) == PLAN_COLUMNS
    assert (made.value, made.bound) == (0, 0)


def test_contacts_stand_in_the_rows_only_on_request() -> None:
    assert not set(CONTACTS) & set(listed(published(*FEW)).rows.columns)
    assert tuple(listed(published(*FEW), with_contacts=True).rows.columns) == (*PLAN_COLUMNS, *CONTACTS)


@pytest.mark.parametrize("language", ["ru", "en"])
def test_words_come_in_the_language_asked_for(language: str) -> None:
    row = make_list(
        published(*FEW), "at_risk", budget=None, settings=TWO_ACTIONS, language=language
    ).rows.iloc[0]
    told = row[["reason_1_text", "signs_text", "script", "questions", "offer"]].tolist()
    assert told == [f"{name} {language}" for name in ("reason_1", "signs", "script", "questions", "offer")]


def test_a_second_scoring_of_a_day_draws_the_same_clients_by_chance() -> None:
    half = settings_from({"actions": {"call": {"channel": "call"}}, "plan": {"explore_share": 0.5}})
    many = [client(f"{number:03}", (50.0, 10.0)) for number in range(40)]

    def drawn(snapshot: str, as_of: date) -> list[str]:
        rows = listed(
            replace(published(*many, snapshot=snapshot), as_of=as_of), budget=200, settings=half
        ).rows
        return sorted(rows.loc[rows["explored"], "client_id"])

    first = drawn("2026-03-01-0123456789ab", AS_OF)
    assert len(first) == 10
    assert drawn("2026-03-01-ffffffffffff", AS_OF) == first
    assert drawn("2026-03-02-0123456789ab", AS_OF + timedelta(days=1)) != first


def test_the_same_request_has_the_same_plan_id_and_any_other_another() -> None:
    capped = settings_from(
        {"actions": {"call": {"channel": "call", "capacity": 1}, "visit": {"channel": "visit"}}}
    )
    these, other = published(*FEW), published(*FEW, snapshot="2026-03-01-ffffffffffff")
    first = listed(these, budget=30, filters={"branch": ["North", "South"]}).plan_id
    again = listed(these, budget=30.0, filters={"branch": ["South", "North"]}).plan_id
    assert first == again
    others = [
        listed(these).plan_id,
        listed(these, budget=31).plan_id,
        listed(these, "recoverable", budget=30).plan_id,
        listed(these, budget=30, filters={"branch": ["South"]}).plan_id,
        listed(other, budget=30, filters={"branch": ["North", "South"]}).plan_id,
        listed(these, budget=30, filters={"branch": ["North", "South"]}, settings=capped).plan_id,
    ]
    assert len({first, *others}) == 7


@pytest.mark.parametrize(
    ("name", "given_", "words"),
    [
        (
            "at_risk",
            {"filters": {"xyz": ["Q"]}},
            "xyz has a value that no client can have; there are: X, Y, Z",
        ),
        ("loyal", {}, "'loyal' is no list. There are at-risk and recoverable"),
        ("at_risk", {"budget": -1}, r"The budget is -1; it is an amount of money, 0 or more"),
        ("at_risk", {"budget": float("nan")}, "The budget is nan"),
        (
            "at_risk",
            {"filters": {"phone": ["1"]}},
            f"narrowed by 'phone'. Possible are: {', '.join(FILTERS)}",
        ),
    ],
)
def test_what_cannot_be_asked_is_refused(name: str, given_: dict[str, Any], words: str) -> None:
    with pytest.raises(UsageError, match=words):
        listed(published(*FEW), name, **given_)


money = st.floats(-100, 1000).map(lambda value: round(value, 2))
pairs = st.lists(
    st.tuples(money, st.floats(0, 200).map(lambda value: round(value, 2))), min_size=1, max_size=2
)


@hypothesis_settings(max_examples=25, deadline=None)
@given(
    worth=st.lists(st.tuples(pairs, st.booleans()), min_size=1, max_size=12),
    budget=st.one_of(st.none(), st.floats(0, 1500)),
)
def test_a_list_keeps_its_budget_its_order_and_one_action_a_client(
    worth: list[tuple[list[tuple[float, float]], bool]], budget: float | None
) -> None:
    these = published(
        *(client(f"{n:02d}", *options, held_out=held) for n, (options, held) in enumerate(worth))
    )
    made = listed(these, budget=budget)
    values = made.rows["expected_net_value"].to_numpy(dtype="float64")
    assert made.rows["client_id"].is_unique
    assert (values > 0).all()
    assert (np.diff(values) <= 0).all()
    assert budget is None or made.rows["win_back_cost"].sum() <= budget + 1e-6
    assert made.value == pytest.approx(values.sum())
    assert made.bound >= made.value - 1e-6
    held_out = {f"{n:02d}" for n, (_, held) in enumerate(worth) if held}
    assert not held_out & set(made.rows["client_id"])


def test_a_recorded_plan_is_what_was_listed_and_held_out(tmp_path: Path) -> None:
    from serving.ledger import Ledger, PlanRecord

    made = listed(published(*FEW))
    ledger = Ledger(f"sqlite:///{tmp_path / 'ledger.db'}")
    record = PlanRecord(
        made.plan_id, made.list_name, made.as_of, made.model_version, None, made.value, made.cost, made.bound
    )
    now = datetime(2026, 3, 1, tzinfo=UTC)
    assert ledger.record_plan(record, made.record, now=now) is True
    assert ledger.record_plan(record, made.record, now=now) is False
    rows = ledger.plan_rows(made.plan_id)
    ledger.close()
    assert rows["client_id"].tolist() == ["b", "a", "c", "e"]
    assert rows["held_out"].astype(bool).tolist() == [False, False, False, True]
    assert pd.isna(rows["rank"].iloc[-1])
