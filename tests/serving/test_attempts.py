"""Taking a client's one attempt over HTTP, and telling what became of it."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pandas as pd
import pytest

from serving.answers.attempts import barred
from serving.ledger import Asked
from tests.serving.conftest import Inside, start_inside, stop_inside
from tests.serving.ledger.conftest import empty
from tests.serving.ledger.conftest import postgresql_url as postgresql_url
from tests.serving.test_guard import code_of
from tests.serving.tiny import BRANCHES, HELD_OUT, MANAGERS

CALL = {"client_id": "00001", "list": "at-risk", "action": "Звонок", "executor": "Иванова"}
NORTH, SOUTH = "00003", "00001"  # of BRANCHES[0] and BRANCHES[1]


def take(inside: Inside, as_: str = "crm", key: str | None = None, **changes: Any) -> httpx.Response:
    headers = {} if key is None else {"Idempotency-Key": key}
    return inside.ask("POST", "/v1/attempts", as_=as_, json=CALL | changes, headers=headers)


def tell(
    inside: Inside, attempt_id: str, as_: str = "crm", key: str | None = None, **told: Any
) -> httpx.Response:
    headers = {} if key is None else {"Idempotency-Key": key}
    body = {"outcome": "ordered", "outcome_at": "2026-03-02T10:00:00+03:00"} | told
    return inside.ask("POST", f"/v1/attempts/{attempt_id}/outcome", as_=as_, json=body, headers=headers)


def ledger_of(inside: Inside) -> Any:
    return inside.backend.ledger


def test_an_attempt_is_taken_once_and_then_spent_for_everybody(own_inside: Inside) -> None:
    first = take(own_inside)
    assert first.status_code == 201
    assert set(first.json()) == {"attempt_id", "episode", "taken_at"}
    assert first.json()["episode"] == 1
    assert abs(datetime.fromisoformat(first.json()["taken_at"]) - datetime.now(UTC)) < timedelta(minutes=1)
    for role in ("crm", "marketer", "admin"):
        second = take(own_inside, role, action="Встреча")
        assert (second.status_code, code_of(second)) == (409, "spent")
        assert "00001" not in second.text


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_twenty_takers_at_once_over_http_have_one_winner(
    request: pytest.FixtureRequest, tmp_path: Path, database: str
) -> None:
    url = None
    if database == "postgresql":
        url = str(request.getfixturevalue("postgresql_url"))
        empty(url)
    started, stack = start_inside(tmp_path, ledger_url=url)
    headers = {"Authorization": f"Bearer {started.keys['crm']}"}

    async def all_at_once() -> list[int]:
        async with started.client(headers=headers) as client:
            asked = [
                client.post("/v1/attempts", json=CALL | {"executor": f"seller {number}"})
                for number in range(20)
            ]
            return [answer.status_code for answer in await asyncio.gather(*asked)]

    try:
        assert sorted(started.loop.run_until_complete(all_at_once())) == [201] + [409] * 19
    finally:
        stop_inside(started, stack)


def test_a_client_that_the_ledger_holds_out_is_refused_by_name(own_inside: Inside) -> None:
    listed = pd.DataFrame({"client_id": [HELD_OUT], "list": "at_risk", "stratum": "A"})
    ledger = ledger_of(own_inside)
    assert ledger.draw_holdouts(listed, share=0.999999, seed=1, now=datetime.now(UTC))["held_out"].all()
    refused = take(own_inside, client_id=HELD_OUT)
    assert (refused.status_code, code_of(refused)) == (409, "held_out")


def test_an_unknown_client_and_one_of_another_branch_look_the_same(own_inside: Inside) -> None:
    unknown = take(own_inside, client_id="nobody")
    assert (unknown.status_code, code_of(unknown)) == (404, "unknown_client")
    for role in ("crm of a branch", "marketer of a branch"):
        other = take(own_inside, role, client_id=SOUTH)
        assert (other.status_code, other.json()) == (404, unknown.json())
    own = take(own_inside, "crm of a branch", client_id=NORTH)
    assert own.status_code == 201
    assert BRANCHES[0] != BRANCHES[1]


def test_whoever_lost_the_client_may_not_take_the_attempt(own_inside: Inside) -> None:
    for name in (MANAGERS[1], f" {MANAGERS[1].upper()} "):  # client 00001 was theirs
        refused = take(own_inside, executor=name)
        assert (refused.status_code, code_of(refused)) == (409, "barred_manager")
        assert MANAGERS[1] not in refused.json()["detail"]
    assert take(own_inside, executor=MANAGERS[2]).status_code == 201


def test_barred_managers_are_known_from_text_and_from_lists() -> None:
    assert barred({"barred_managers": None}) == barred({}) == set()
    assert barred({"barred_managers": "Ким В."}) == barred({"barred_managers": ["Ким В. "]}) == {"ким в."}


@pytest.mark.parametrize(
    "why", ["do_not_contact", "excluded", "no_consent", "email_not_allowed", "too_large"]
)
def test_an_action_that_a_rule_forbids_is_refused_by_the_rule_s_name(
    own_inside: Inside, why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    published = own_inside.backend.current.published
    option = published.rows("options", "00001")[0] | {"why_not": why, "eligible": False}
    monkeypatch.setattr(type(published), "rows", lambda self, table, key: [option])
    refused = take(own_inside, action=option["action"])
    assert (refused.status_code, code_of(refused)) == (409, why)
    assert ledger_of(own_inside).last_attempt("00001") is None


def test_an_action_that_nobody_has_is_refused_with_those_that_there_are(own_inside: Inside) -> None:
    refused = take(own_inside, action="dance")
    assert (refused.status_code, code_of(refused)) == (422, "unknown_action")
    assert "Встреча, Звонок" in refused.json()["detail"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"client_id": 1}, "client_id"),
        ({"list": "everybody"}, "list"),
        ({"action": ""}, "action"),
        ({"executor": "x" * 201}, "executor"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_a_body_that_does_not_fit_is_refused_by_field(
    inside: Inside, changes: dict[str, Any], field: str
) -> None:
    refused = take(inside, **changes)
    assert (refused.status_code, code_of(refused)) == (422, "invalid")
    assert [error["field"] for error in refused.json()["errors"]] == [field]


def test_an_outcome_is_told_replaced_and_shown_on_the_client_s_card(own_inside: Inside) -> None:
    attempt_id = take(own_inside).json()["attempt_id"]
    card = own_inside.ask("GET", "/v1/clients/00001", as_="crm")
    assert card.json()["attempt_state"]["attempt"] | {"taken_at": ""} == {
        "attempt_id": attempt_id,
        "episode": 1,
        "action": "Звонок",
        "executor": "Иванова",
        "taken_at": "",
        "outcome": None,
        "outcome_at": None,
    }
    told = tell(own_inside, attempt_id, "marketer", outcome="promised", cost=120, incentive=0)
    assert told.status_code == 200
    assert told.json() | {"recorded_at": ""} == {
        "attempt_id": attempt_id,
        "outcome": "promised",
        "outcome_at": "2026-03-02T10:00:00+03:00",
        "cost": 120,
        "incentive": 0,
        "recorded_at": "",
    }
    assert tell(own_inside, attempt_id).status_code == 200
    newer = own_inside.ask("GET", "/v1/clients/00001", as_="crm")
    assert newer.json()["attempt_state"]["attempt"]["outcome"] == "ordered"
    assert newer.headers["etag"] != card.headers["etag"]


@pytest.mark.parametrize(
    ("told", "status", "code"),
    [
        ({"outcome": "perhaps"}, 422, "invalid"),
        ({"cost": -1}, 422, "invalid"),
        ({"cost": "1"}, 422, "invalid"),
        ({"outcome_at": "yesterday"}, 422, "invalid"),
        ({"outcome_at": "2199-01-01T00:00:00Z"}, 422, "bad_data"),
    ],
)
def test_an_outcome_that_can_not_be_is_refused(
    own_inside: Inside, told: dict[str, Any], status: int, code: str
) -> None:
    refused = tell(own_inside, take(own_inside).json()["attempt_id"], **told)
    assert (refused.status_code, code_of(refused)) == (status, code)


def test_an_outcome_without_time_is_of_now(own_inside: Inside) -> None:
    told = tell(own_inside, take(own_inside).json()["attempt_id"], outcome_at=None)
    assert abs(datetime.fromisoformat(told.json()["outcome_at"]) - datetime.now(UTC)) < timedelta(minutes=1)


def test_an_attempt_of_nobody_or_of_another_branch_takes_no_outcome(own_inside: Inside) -> None:
    attempt_id = take(own_inside, client_id=SOUTH).json()["attempt_id"]
    for as_, name in (("crm", "nothing"), ("crm", "x" * 500), ("crm of a branch", attempt_id)):
        refused = tell(own_inside, name, as_)
        assert (refused.status_code, code_of(refused)) == (404, "unknown_attempt")
    assert tell(own_inside, attempt_id).status_code == 200


def test_who_took_and_told_stands_in_the_audit_without_the_client(own_inside: Inside) -> None:
    tell(own_inside, take(own_inside).json()["attempt_id"])
    take(own_inside)  # refused: nothing was done
    rows = ledger_of(own_inside).audit_rows()
    assert [(row.what, row.how_many) for row in rows] == [("attempt.take", 1), ("attempt.outcome", 1)]
    assert ledger_of(own_inside).check_audit() == 2


def test_the_same_key_and_body_get_the_same_reply_and_one_attempt(own_inside: Inside) -> None:
    first = take(own_inside, key="abc-1")
    again = take(own_inside, key='"abc-1"')
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.content == first.content
    assert "idempotent-replayed" not in first.headers
    assert again.headers["idempotent-replayed"] == "true"
    assert len(ledger_of(own_inside).audit_rows()) == 1
    attempt_id = first.json()["attempt_id"]
    told = [tell(own_inside, attempt_id, key="abc-2") for _ in range(2)]
    assert told[0].content == told[1].content
    assert [answer.headers.get("idempotent-replayed") for answer in told] == [None, "true"]


def test_a_body_is_the_same_whatever_its_spaces_and_order(own_inside: Inside) -> None:
    first = take(own_inside, key="k")
    headers = {"Idempotency-Key": "k", "Content-Type": "application/json"}
    content = (
        '{ "executor": "Иванова", "action": "Звонок",\n "list": "at-risk", "client_id": "00001" }'.encode()
    )
    again = own_inside.ask("POST", "/v1/attempts", as_="crm", content=content, headers=headers)
    assert (again.status_code, again.content) == (201, first.content)


def test_a_refusal_is_repeated_too_even_after_what_it_refused_became_possible(own_inside: Inside) -> None:
    first = take(own_inside, key="k", client_id="nobody")
    again = take(own_inside, key="k", client_id="nobody")
    assert (first.status_code, again.content) == (404, first.content)
    assert again.headers["content-type"] == "application/problem+json"
    assert again.headers["idempotent-replayed"] == "true"


def test_a_key_with_another_body_or_route_is_refused(own_inside: Inside) -> None:
    attempt_id = take(own_inside, key="k").json()["attempt_id"]
    for refused in (take(own_inside, key="k", client_id="00005"), tell(own_inside, attempt_id, key="k")):
        assert (refused.status_code, code_of(refused)) == (422, "idempotency_key_reused")
    assert take(own_inside, "marketer", key="k", client_id="00005").status_code == 201  # a key of its own


def test_while_one_is_under_way_its_repetition_is_told_to_wait(own_inside: Inside) -> None:
    ledger = ledger_of(own_inside)
    crm = next(entry.id for entry in ledger.list_keys() if entry.role == "crm" and not entry.branch)
    with ledger.under_way(Asked(crm, "k", "")):
        waiting = take(own_inside, key="k")
    assert (waiting.status_code, code_of(waiting)) == (409, "under_way")
    assert waiting.headers["retry-after"] == "1"
    assert take(own_inside, key="k").status_code == 201


@pytest.mark.parametrize("key", ["", '""', "x" * 256, "a\tb"])
def test_a_key_that_is_none_is_refused(inside: Inside, key: str) -> None:
    refused = take(inside, key=key)
    assert (refused.status_code, code_of(refused)) == (400, "idempotency_key")


def test_twenty_repetitions_at_once_make_one_attempt_and_one_kind_of_reply(own_inside: Inside) -> None:
    headers = {"Authorization": f"Bearer {own_inside.keys['crm']}", "Idempotency-Key": "k"}

    async def all_at_once() -> list[httpx.Response]:
        async with own_inside.client(headers=headers) as client:
            return list(await asyncio.gather(*(client.post("/v1/attempts", json=CALL) for _ in range(20))))

    answers = own_inside.loop.run_until_complete(all_at_once())
    bodies = {answer.content for answer in answers if answer.status_code == 201}
    assert len(bodies) == 1
    assert {code_of(answer) for answer in answers if answer.status_code != 201} <= {"under_way"}
    assert take(own_inside, key="k").content in bodies


def test_a_fault_between_the_attempt_and_its_reply_leaves_neither(
    own_inside: Inside, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*given: Any) -> None:
        raise RuntimeError("pulled the plug")

    with monkeypatch.context() as patch:
        patch.setattr("serving.ledger.write_reply", broken)
        assert take(own_inside, key="k").status_code == 500
    assert ledger_of(own_inside).last_attempt("00001") is None
    assert take(own_inside, key="k").status_code == 201


def test_while_the_ledger_is_down_the_card_is_shown_without_the_attempt(
    own_inside: Inside, monkeypatch: pytest.MonkeyPatch
) -> None:
    from features.errors import BusyError

    def down(*given: Any, **named: Any) -> None:
        raise BusyError("The ledger cannot be used now.")

    monkeypatch.setattr(own_inside.backend.ledger, "last_attempt", down)
    state = own_inside.ask("GET", "/v1/clients/00001", as_="crm").json()["attempt_state"]
    assert (state["attempt"], state["attempt_known"]) == (None, False)
    monkeypatch.setattr(own_inside.backend.ledger, "take_attempt", down)
    refused = take(own_inside, key="k")
    assert (refused.status_code, refused.headers["retry-after"]) == (503, "1")
    monkeypatch.undo()
    assert take(own_inside, key="k").status_code == 201  # a fault of ours is not repeated
