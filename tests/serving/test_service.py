"""What the JSON routes answer, in this process."""

import asyncio
import json
import logging
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import jsonschema
import pyarrow.parquet as pq
import pytest

from features.errors import BusyError
from serving.edge.openapi import openapi
from serving.past.scores import FOLDER, HISTORY, keep_published
from serving.plain import as_json
from serving.service import backend_from_environment
from tests.serving.conftest import Inside
from tests.serving.tiny import (
    AS_OF,
    BRANCHES,
    CLIENTS,
    EVIL_CLIENT,
    HELD_OUT,
    OFFERS,
    client_ids,
    publish_tiny,
    published_files,
)

ORDER = {"client_id": "new-1", "ordered_at": "2026-02-01", "amount": 100}
SOUTH = "00001"  # of BRANCHES[1]
NORTH = "00003"  # of BRANCHES[0]


def scores_of(inside: Inside, *ids: str, as_: str = "crm") -> Any:
    answer = inside.ask("POST", "/v1/scores", as_=as_, json={"client_ids": list(ids)})
    assert answer.status_code == 200
    return answer.json()


def test_scores_come_in_the_order_asked_with_errors_for_the_unknown(inside: Inside) -> None:
    answer = scores_of(inside, "00003", "unknown", "00001", "00003")
    assert [score["client_id"] for score in answer["scores"]] == ["00003", "00001"]
    assert answer["errors"] == [{"client_id": "unknown", "code": "unknown_client"}]
    assert answer["model_version"] == answer["scores"][0]["model_version"]


def test_the_recommended_action_is_the_best_one_and_none_for_the_held_out(inside: Inside) -> None:
    rich, held_out = scores_of(inside, "00050", HELD_OUT)["scores"]
    assert rich["recommended_action"]["action"] == "Встреча"
    assert rich["recommended_action"]["expected_net_value"] == pytest.approx(
        0.09 * rich["expected_ltv"] - 3500
    )
    assert rich["recommended_action"]["uplift_basis"] == "assumed"
    assert [reason["code"] for reason in rich["reasons"]]
    assert held_out["held_out"] is True
    assert held_out["recommended_action"] is None


def test_every_route_tells_the_offer_of_the_action_as_the_lists_do(inside: Inside) -> None:
    """The settings give the action an offer of its own, which goes before what fits the reasons."""
    card = inside.ask("GET", "/v1/clients/00050", as_="crm").json()["score"]
    walked = inside.ask("GET", "/v1/scores?limit=1000", as_="crm").json()["scores"]
    told = [*scores_of(inside, "00050")["scores"], card, *walked]
    actions = [score["recommended_action"] for score in told if score["recommended_action"]]
    assert {action["offer"] for action in actions if action["action"] == "Встреча"} == {OFFERS["Встреча"]}
    assert {action["offer"] for action in actions if action["action"] != "Встреча"} == {None}


def test_scores_of_many_are_those_of_each_alone_and_hold_what_is_published(inside: Inside) -> None:
    together = scores_of(inside, *client_ids())["scores"]
    published = inside.backend.current.published
    for told in together:
        client_id = told["client_id"]
        (alone,) = scores_of(inside, client_id)["scores"]
        card = inside.ask("GET", f"/v1/clients/{client_id}", as_="crm").json()["score"]
        assert json.dumps(told) == json.dumps(alone) == json.dumps(card)  # in the same order, too
        row = json.loads(as_json(published.score(client_id)))
        assert [*told] == [*row, "held_out", "reasons", "recommended_action"]
        assert {name: told[name] for name in row} == row
        candidate = published.row("candidates", client_id) or {}
        assert told["held_out"] is bool(candidate.get("held_out"))
        assert told["reasons"] == [
            {"code": code, **{f"text_{one}": candidate[f"reason_{n}_{one}"] for one in ("ru", "en")}}
            for n in (1, 2, 3)
            if (code := candidate.get(f"reason_{n}"))
        ]
        action = told["recommended_action"]
        if action is not None:
            options = {row["action"]: row for row in published.rows("options", client_id)}
            own = {name: candidate[name] for name in ("executor", "due_on")}
            held = json.loads(as_json(options[action["action"]] | own))
            offer = action.pop("offer")
            assert offer == OFFERS.get(action["action"], candidate["offer"])
            assert action == {name: held[name] for name in action}
    assert any(told["recommended_action"] for told in together)
    assert len({len(told["reasons"]) for told in together}) > 1


def test_a_thousand_ids_are_answered(inside: Inside) -> None:
    ids = client_ids() + [f"x{number}" for number in range(1000 - CLIENTS)]
    answer = scores_of(inside, *ids)
    assert (len(answer["scores"]), len(answer["errors"])) == (CLIENTS, 1000 - CLIENTS)


def test_a_key_of_a_branch_sees_that_branch_only_everywhere(inside: Inside) -> None:
    answer = scores_of(inside, SOUTH, NORTH, as_="crm of a branch")
    assert [score["client_id"] for score in answer["scores"]] == [NORTH]
    assert [error["client_id"] for error in answer["errors"]] == [SOUTH]
    for role in ("crm of a branch", "marketer of a branch"):
        assert inside.ask("GET", f"/v1/clients/{SOUTH}", as_=role).status_code == 404
        assert inside.ask("GET", f"/v1/clients/{NORTH}", as_=role).status_code == 200
        for query in ("", f"?branch={BRANCHES[1]}"):
            items = inside.ask("GET", f"/v1/lists/at-risk{query}", as_=role).json()["items"]
            assert {item["branch"] for item in items} == {BRANCHES[0]}
    body = {
        "as_of": "2026-03-01",
        "orders": [ORDER, ORDER | {"client_id": SOUTH}, ORDER | {"client_id": NORTH}],
    }
    live = inside.ask("POST", "/v1/scores/live", as_="crm of a branch", json=body).json()
    assert [score["client_id"] for score in live["scores"]] == [NORTH, "new-1"]
    assert live["errors"] == [{"client_id": SOUTH, "code": "unknown_client"}]


def test_live_scores_refuse_a_day_before_the_published_context(inside: Inside) -> None:
    answer = inside.ask("POST", "/v1/scores/live", as_="crm", json={"as_of": "2026-02-01", "orders": [ORDER]})
    assert answer.status_code == 400
    assert "published context is of 2026-03-01" in answer.json()["detail"]


@pytest.mark.parametrize("day", ["2199-12-31", None])
def test_live_scores_refuse_a_day_that_has_not_come(inside: Inside, day: str | None) -> None:
    tomorrow = datetime.now(inside.backend.settings.zone).date() + timedelta(days=1)
    too_late = day or (tomorrow + timedelta(days=1)).isoformat()
    answers = [
        inside.ask("POST", "/v1/scores/live", as_="crm", json={"as_of": as_of, "orders": [ORDER]})
        for as_of in (too_late, tomorrow.isoformat())
    ]
    assert [answer.status_code for answer in answers] == [400, 200]
    assert f"which has not come: nobody could have ordered yet. The latest is {tomorrow}." in answers[0].text


def test_a_body_that_does_not_fit_is_no_error_of_ours_in_the_log(
    inside: Inside, caplog: pytest.LogCaptureFixture
) -> None:
    assert inside.ask("POST", "/v1/scores", as_="crm", json={"client_ids": [7]}).status_code == 422
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []


def test_live_scores_take_200_clients_and_no_more(inside: Inside) -> None:
    orders = [ORDER | {"client_id": f"n{number}"} for number in range(201)]
    body = {"as_of": "2026-03-01", "orders": orders[:200]}
    assert len(inside.ask("POST", "/v1/scores/live", as_="crm", json=body).json()["scores"]) == 200
    answer = inside.ask("POST", "/v1/scores/live", as_="crm", json={"as_of": "2026-03-01", "orders": orders})
    assert answer.status_code == 413
    assert "at most 200" in answer.json()["detail"]


def test_one_client_is_answered_with_a_tag_and_once_only(inside: Inside) -> None:
    first = inside.ask("GET", "/v1/clients/00001", as_="marketer")
    tag = first.headers["etag"]
    assert first.json()["attempt_state"] == {
        "list": "at_risk",
        "episode": 1,
        "held_out": False,
        "why_no_action": [],
        "attempt": None,
        "attempt_known": True,
    }
    for known in (tag, f"W/{tag}", f'"other", {tag}'):
        again = inside.ask("GET", "/v1/clients/00001", as_="crm", headers={"If-None-Match": known})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    other = inside.ask("GET", "/v1/clients/00002", as_="crm", headers={"If-None-Match": tag})
    assert other.status_code == 200


def test_a_client_is_told_with_what_was_published_before(own_inside: Inside) -> None:
    data_dir = own_inside.backend.settings.storage.data_dir
    keep_published(data_dir)
    (kept,) = (data_dir / FOLDER).glob("*.parquet")
    week_before = AS_OF - timedelta(days=7)
    rows = pq.read_table(kept).to_pandas().assign(as_of=week_before, risk_band="low")
    rows.to_parquet(data_dir / FOLDER / f"{week_before}-0123456789ab.parquet")
    told = own_inside.ask("GET", "/v1/clients/00001", as_="marketer").json()
    assert [row["as_of"] for row in told["history"]] == [AS_OF.isoformat(), week_before.isoformat()]
    assert told["history"][0] == {name: told["score"][name] for name in HISTORY}
    assert told["history"][1]["risk_band"] == "low"


def test_no_contact_leaves_by_any_json_route(inside: Inside) -> None:
    for path in ("/v1/clients/00001", "/v1/lists/at-risk?limit=1000", "/v1/lists/recoverable?format=csv"):
        answer = inside.ask("GET", path, as_="crm")
        assert answer.status_code == 200
        assert "+7 900" not in answer.text
        assert "example.com" not in answer.text


@pytest.mark.parametrize("name", ["unknown", "a/b", "..%2F..%2Fetc", "%00", "🙂", "x" * 5000])
def test_an_unknown_client_is_404_whatever_it_is_called(inside: Inside, name: str) -> None:
    answer = inside.ask("GET", f"/v1/clients/{name}", as_="crm")
    assert answer.status_code == 404
    assert answer.json()["type"] == "urn:winback:problem:unknown_client"


def test_pages_of_a_list_make_up_the_whole_list(inside: Inside) -> None:
    whole = inside.ask("GET", "/v1/lists/at-risk?limit=1000", as_="marketer").json()
    assert whole["next_cursor"] is None
    assert whole["clients"] == len(whole["items"]) > 50
    seen, cursor = [], ""
    while cursor is not None:
        page = inside.ask("GET", f"/v1/lists/at-risk?limit=17&cursor={cursor}", as_="marketer").json()
        assert page["plan_id"] == whole["plan_id"]
        seen += page["items"]
        cursor = page["next_cursor"]
    assert seen == whole["items"]


def test_filters_and_budget_narrow_a_list(inside: Inside) -> None:
    path = (
        f"/v1/lists/at-risk?limit=1000&budget=20000&branch={BRANCHES[0]}&branch={BRANCHES[2]}&status=overdue"
    )
    answer = inside.ask("GET", path, as_="crm").json()
    assert {item["status"] for item in answer["items"]} == {"overdue"}
    assert {item["branch"] for item in answer["items"]} == {BRANCHES[0], BRANCHES[2]}
    assert (
        sum(item["win_back_cost"] for item in answer["items"]) == answer["cost"] <= answer["budget"] == 20000
    )
    assert answer["value"] <= answer["bound"]


def test_the_held_out_stand_on_no_list(inside: Inside) -> None:
    for name in ("at-risk", "recoverable"):
        listed = inside.ask("GET", f"/v1/lists/{name}?limit=1000", as_="crm").json()["items"]
        assert listed
        assert HELD_OUT not in {item["client_id"] for item in listed}


@pytest.mark.parametrize("form", ["json", "csv"])
@pytest.mark.parametrize(
    ("column", "known"),
    [
        ("status", "new, active, overdue, lost, insufficient_data"),
        ("risk_band", "low, medium, high"),
        ("abc", "A, B, C"),
        ("xyz", "X, Y, Z"),
    ],
)
def test_a_value_that_no_client_can_have_is_refused_with_those_there_are(
    inside: Inside, column: str, known: str, form: str
) -> None:
    first = known.split(",")[0]
    asked = f"/v1/lists/at-risk?{column}={first}&{column}=sleeping&format={form}"
    answer = inside.ask("GET", asked, as_="crm")
    assert (answer.status_code, answer.json()["type"]) == (422, "urn:winback:problem:unknown_value")
    assert answer.json()["errors"] == [
        {"field": column, "code": "unknown_value", "detail": f"Must be one of: {known}"}
    ]
    assert "sleeping" not in answer.text
    assert inside.ask("GET", f"/v1/lists/at-risk?{column}=", as_="crm").json()["items"]


def test_a_branch_that_nobody_has_is_an_empty_list(inside: Inside) -> None:
    answer = inside.ask("GET", "/v1/lists/at-risk?branch=Nowhere", as_="crm")
    assert (answer.status_code, answer.json()["items"]) == (200, [])


@pytest.mark.parametrize(
    ("query", "status", "words"),
    [
        ("budget=-1", 400, "no amount of money"),
        ("budget=nan", 400, "no amount of money"),
        ("budget=1e999", 400, "no amount of money"),
        ("limit=0", 400, "from 1 to 1000"),
        ("limit=1001", 400, "from 1 to 1000"),
        ("limit=١", 400, "from 1 to 1000"),
        ("limit=false&format=csv", 400, "from 1 to 1000"),
        ("cursor=nonsense", 400, "none of ours"),
        ("cursor=WzEsMl0", 400, "none of ours"),
        ("format=pdf", 400, "json, csv, xlsx"),
        ("colour=red", 400, "parameter that is not known"),
        ("language=de", 400, "ru, en"),
    ],
)
def test_a_query_that_is_not_acceptable_is_refused_with_the_reason(
    inside: Inside, query: str, status: int, words: str
) -> None:
    answer = inside.ask("GET", f"/v1/lists/at-risk?{query}", as_="crm")
    assert answer.status_code == status
    assert words in answer.json()["detail"]


def test_a_list_that_does_not_exist_is_404(inside: Inside) -> None:
    answer = inside.ask("GET", "/v1/lists/everybody", as_="crm")
    assert answer.status_code == 404
    assert "at-risk, recoverable" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("given", "media_type", "begins"),
    [
        ({"params": {"format": "csv"}}, "text/csv; charset=utf-8", b"\xef\xbb\xbf"),
        ({"headers": {"Accept": "text/csv"}}, "text/csv; charset=utf-8", b"\xef\xbb\xbf"),
        ({"params": {"format": "xlsx"}}, "application/vnd.openxmlformats", b"PK"),
        ({"headers": {"Accept": "*/*"}}, "application/json", b"{"),
        ({"params": {"format": "json"}, "headers": {"Accept": "text/csv"}}, "application/json", b"{"),
    ],
)
def test_a_list_comes_in_the_form_that_is_asked_for(
    inside: Inside, given: dict[str, Any], media_type: str, begins: bytes
) -> None:
    answer = inside.ask("GET", "/v1/lists/recoverable", as_="crm", **given)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith(media_type)
    assert answer.content.startswith(begins)


def test_who_takes_a_list_stands_in_the_audit_without_names(own_inside: Inside) -> None:
    own_inside.ask("GET", "/v1/lists/at-risk?limit=5", as_="crm")
    own_inside.ask("GET", "/v1/lists/at-risk?format=xlsx", as_="crm")
    crm = next(
        entry.id
        for entry in own_inside.backend.ledger.list_keys()
        if entry.role == "crm" and not entry.branch
    )
    rows = own_inside.backend.ledger.audit_rows()  # type: ignore[attr-defined]
    assert [(row.who, row.what) for row in rows] == [
        (f"key:{crm}", "list.read:at_risk"),
        (f"key:{crm}", "list.export:at_risk:xlsx"),
    ]
    assert rows[0].how_many == 5 < rows[1].how_many


def test_a_list_is_kept_as_a_plan_with_the_held_out_before_it_is_shown(
    own_inside: Inside, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger: Any = own_inside.backend.ledger
    shown = own_inside.ask("GET", "/v1/lists/at-risk?budget=20000&limit=5", as_="crm").json()
    kept = ledger.plan_rows(shown["plan_id"])
    assert kept["client_id"].tolist()[:5] == [item["client_id"] for item in shown["items"]]
    assert len(kept) == shown["clients"] + kept["held_out"].astype(bool).sum()

    def down(*given: Any, **named: Any) -> None:
        raise BusyError("The ledger cannot be used now.")

    monkeypatch.setattr(ledger, "record_plan", down)
    assert own_inside.ask("GET", "/v1/lists/at-risk?budget=30000", as_="crm").status_code == 503


def damage(data_dir: Path) -> None:
    """Flip one bit of the scores that are published now."""
    pointer = json.loads((data_dir / "published" / "current.json").read_text())
    scores = data_dir / "published" / pointer["snapshot_id"] / "scores.parquet"
    content = bytearray(scores.read_bytes())
    content[len(content) // 2] ^= 1
    scores.write_bytes(content)


def test_a_new_publication_is_taken_and_a_damaged_one_refused_by_name(own_inside: Inside) -> None:
    data_dir = own_inside.backend.settings.storage.data_dir
    publish_tiny(data_dir, "8")
    taken = own_inside.ask("POST", "/v1/admin/reload", as_="admin")
    assert (taken.status_code, taken.json()["taken"], taken.json()["model_version"]) == (202, True, "8")
    assert scores_of(own_inside, "00001")["model_version"] == "8"
    publish_tiny(data_dir, "9")
    damage(data_dir)
    refused = own_inside.ask("POST", "/v1/admin/reload", as_="admin").json()
    assert refused["taken"] is False
    assert refused["model_version"] == "8"
    assert "scores.parquet" in own_inside.ask("GET", "/v1/model", as_="crm").json()["degraded"]
    assert "winback_degraded 1.0" in own_inside.ask("GET", "/metrics", as_="admin").text
    assert own_inside.ask("GET", "/readyz").status_code == 200
    assert scores_of(own_inside, "00001")["model_version"] == "8"


def test_a_new_publication_is_taken_by_itself_and_costs_no_request(own_inside: Inside) -> None:
    data_dir = own_inside.backend.settings.storage.data_dir
    headers = {"Authorization": f"Bearer {own_inside.keys['crm']}"}

    async def under_load() -> list[httpx.Response]:
        answers: list[httpx.Response] = []
        async with own_inside.client(headers=headers) as client:
            await asyncio.to_thread(publish_tiny, data_dir, "8")
            for _ in range(400):
                answers.append(await client.post("/v1/scores", json={"client_ids": ["00001"]}))
                if answers[-1].json()["model_version"] == "8":
                    break
                await asyncio.sleep(0.02)
        return answers

    answers = own_inside.loop.run_until_complete(under_load())
    assert {answer.status_code for answer in answers} == {200}
    assert answers[-1].json()["model_version"] == "8"
    for answer in answers:
        assert answer.json()["model_version"] == answer.json()["scores"][0]["model_version"]


def test_a_cursor_of_a_list_that_is_gone_is_told_to_begin_again(own_inside: Inside) -> None:
    page = own_inside.ask("GET", "/v1/lists/at-risk?limit=5", as_="crm").json()
    publish_tiny(own_inside.backend.settings.storage.data_dir, "8")
    own_inside.ask("POST", "/v1/admin/reload", as_="admin")
    path = f"/v1/lists/at-risk?limit=5&cursor={page['next_cursor']}"
    kept = own_inside.ask("GET", path, as_="crm").json()
    assert kept["plan_id"] == page["plan_id"]
    assert kept["items"][0]["rank"] == 6
    other_budget = own_inside.ask("GET", f"{path}&budget=5000", as_="crm")
    assert other_budget.status_code == 410
    assert "begin again without a cursor" in other_budget.json()["detail"]


def test_before_anything_is_published_the_service_lives_but_is_not_ready(tmp_path: Path) -> None:
    from serving.service import make_service
    from tests.serving.tiny import tiny_backend, tiny_settings

    backend = tiny_backend(tiny_settings(tmp_path))
    app = make_service(lambda: backend).to_asgi()
    keys = {"crm": backend.ledger.add_key("crm", now=backend.clock()).key}  # type: ignore[attr-defined]
    inside = Inside(backend, keys, app, asyncio.new_event_loop())

    async def started() -> tuple[int, int, httpx.Response, int]:
        async with app.router.lifespan_context(app), inside.client() as client:
            headers = {"Authorization": f"Bearer {keys['crm']}"}
            live, ready = await client.get("/livez"), await client.get("/readyz")
            refused = await client.get("/v1/model", headers=headers)
            publish_tiny(tmp_path)
            backend.refresh()
            return live.status_code, ready.status_code, refused, (await client.get("/readyz")).status_code

    live, ready, refused, later = inside.loop.run_until_complete(started())
    inside.loop.close()
    assert (live, ready, later) == (200, 503, 200)
    assert refused.status_code == 503
    assert "Nothing is published" in refused.json()["detail"]


def test_figures_are_open_only_by_setting(tmp_path: Path) -> None:
    from tests.serving.conftest import start_inside, stop_inside

    started, stack = start_inside(tmp_path, open_metrics=True)
    try:
        assert started.ask("GET", "/metrics").status_code == 200
        assert started.ask("GET", "/v1/model").status_code == 401
    finally:
        stop_inside(started, stack)


def test_without_a_settings_file_the_service_says_which_variable_names_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("WINBACK_CONFIG", raising=False)
    with pytest.raises(ValueError, match="WINBACK_CONFIG is not set"):
        backend_from_environment()


TAKE = {"client_id": "00154", "list": "at-risk", "action": "Звонок"}
TOLD = {"outcome": "ordered", "outcome_at": "2026-03-02T10:00:00Z", "cost": 5}
SAMPLES: list[tuple[str, str, dict[str, Any]]] = [
    ("POST", "/v1/scores", {"json": {"client_ids": ["00001", EVIL_CLIENT, HELD_OUT, "x"]}}),
    ("POST", "/v1/scores", {"json": {"client_ids": [5]}}),
    ("POST", "/v1/scores", {"content": b"NaN", "headers": {"content-type": "application/json"}}),
    ("POST", "/v1/scores", {"content": b"{}", "headers": {"content-type": "text/plain"}}),
    ("POST", "/v1/scores/live", {"json": {"as_of": "2026-03-01", "orders": [ORDER]}}),
    ("GET", "/v1/scores", {"path": "/v1/scores?limit=3"}),
    ("GET", "/v1/scores", {"path": "/v1/scores?cursor=x"}),
    ("POST", "/v1/attempts", {"json": TAKE}),
    ("POST", "/v1/attempts", {"json": TAKE, "headers": {"Idempotency-Key": "openapi"}}),
    ("POST", "/v1/attempts", {"json": TAKE | {"client_id": "nobody"}}),
    ("POST", "/v1/attempts", {"json": TAKE | {"client_id": 1}}),
    ("POST", "/v1/attempts/{attempt_id}/outcome", {"path": "/v1/attempts/x/outcome", "json": TOLD}),
    ("GET", "/v1/clients/{client_id}", {"path": "/v1/clients/00001"}),
    ("GET", "/v1/clients/{client_id}", {"path": "/v1/clients/x"}),
    ("GET", "/v1/lists/{list_name}", {"path": "/v1/lists/recoverable"}),
    ("GET", "/v1/lists/{list_name}", {"path": "/v1/lists/at-risk?limit=0"}),
    ("GET", "/v1/churn-rate", {}),
    ("GET", "/v1/churn-rate", {"path": "/v1/churn-rate?by=region"}),
    ("GET", "/v1/cadence", {"path": "/v1/cadence?limit=5"}),
    ("GET", "/v1/cadence", {"path": "/v1/cadence?cursor=x"}),
    ("GET", "/v1/model", {}),
    ("POST", "/v1/admin/reload", {}),
    ("GET", "/docs.json", {}),
    ("GET", "/metrics", {}),
    ("GET", "/livez", {}),
    ("GET", "/readyz", {}),
]


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: f"{sample[0]} {sample[1]}")
def test_the_openapi_document_is_true_of_real_answers(
    inside: Inside, sample: tuple[str, str, dict[str, Any]]
) -> None:
    method, route, given = sample
    given = dict(given)
    for caller in ("admin", None):
        answer = inside.ask(
            method, given.get("path", route), as_=caller, **{k: v for k, v in given.items() if k != "path"}
        )
        operation = openapi()["paths"][route][method.lower()]
        described = operation["responses"][str(answer.status_code)]
        if not described.get("content"):
            continue
        media_type = answer.headers["content-type"].split(";")[0]
        schema = described["content"][media_type]["schema"]
        if media_type.endswith("json"):
            whole = {**schema, "components": openapi()["components"]}
            jsonschema.Draft202012Validator(whole).validate(answer.json())


def test_a_taken_attempt_and_its_outcome_are_as_the_document_says(own_inside: Inside) -> None:
    taken = own_inside.ask("POST", "/v1/attempts", as_="crm", json=TAKE)
    path = f"/v1/attempts/{taken.json()['attempt_id']}/outcome"
    told = own_inside.ask("POST", path, as_="crm", json=TOLD)
    for answer, status, name in ((taken, 201, "Attempt"), (told, 200, "Outcome")):
        assert answer.status_code == status
        parts = openapi()["components"]
        whole = {"$ref": f"#/components/schemas/{name}", "components": parts}
        jsonschema.Draft202012Validator(whole).validate(answer.json())
        assert set(answer.json()) == set(parts["schemas"][name]["properties"])


@pytest.mark.parametrize(
    "path", ["/v1/scores", "/v1/lists/at-risk", "/v1/cadence", "/v1/model", "/docs.json"]
)
def test_what_the_caller_has_is_not_sent_again(inside: Inside, path: str) -> None:
    first = inside.ask("GET", path, as_="crm")
    again = inside.ask("GET", path, as_="crm", headers={"If-None-Match": first.headers["etag"]})
    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")


def test_the_openapi_document_itself_is_served(inside: Inside) -> None:
    assert inside.ask("GET", "/docs.json", as_="crm").json() == json.loads(json.dumps(openapi()))


def test_the_published_files_of_the_tiny_company_do_not_vary() -> None:
    assert published_files() == published_files()
