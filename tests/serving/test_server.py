"""The same refusals over a real server: what the guard promises must hold through uvicorn and BentoML."""

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.serving.conftest import Server
from tests.serving.swapped import swap_under_load
from tests.serving.test_guard import REFUSALS, code_of, sent
from tests.serving.wire import REQUESTS, SECRET, is_ours, spoken


def ask(server: Server, method: str, path: str, *, as_: str | None = None, **given: Any) -> httpx.Response:
    """Ask once, by the key of a role."""
    headers = dict(given.pop("headers", {}))
    if as_:
        headers["Authorization"] = f"Bearer {server.keys[as_]}"
    return httpx.request(method, server.url + path, headers=headers, timeout=20, **given)


@pytest.mark.parametrize("name", [name for name in REFUSALS if name != "a bad length"])
def test_a_body_that_is_not_acceptable_is_refused_over_the_wire(server: Server, name: str) -> None:
    given, status, code, words = REFUSALS[name]
    answer = ask(server, "POST", "/v1/scores", as_="crm", **sent(given))
    assert (answer.status_code, code_of(answer)) == (status, code)
    assert words in answer.json()["detail"]
    assert answer.headers["server"] == "winback"


@pytest.mark.parametrize(
    ("caller", "method", "path", "status", "words"),
    [
        (None, "GET", "/v1/model", 401, "needs a key"),
        ("revoked", "GET", "/v1/model", 401, "revoked"),
        (
            "marketer",
            "POST",
            "/v1/scores",
            403,
            "A marketer key may not do this; it needs one of: crm, admin",
        ),
        ("crm", "POST", "/v1/admin/reload", 403, "it needs one of: admin"),
        ("crm", "GET", "/metrics", 403, "it needs one of: admin"),
        (None, "GET", "/docs.json", 401, "needs a key"),
        ("admin", "GET", "/schema.json", 404, "no such route"),
        ("admin", "GET", "/healthz", 404, "no such route"),
        ("admin", "GET", "/v1/attempts", 405, "takes POST"),
    ],
)
def test_who_may_not_is_told_why_over_the_wire(
    server: Server, caller: str | None, method: str, path: str, status: int, words: str
) -> None:
    answer = ask(server, method, path, as_=caller)
    assert answer.status_code == status
    assert code_of(answer)
    assert words in answer.json()["detail"]


def test_the_server_answers_scores_lists_and_probes(server: Server) -> None:
    scores = ask(server, "POST", "/v1/scores", as_="crm", json={"client_ids": ["00001"]})
    assert scores.json()["scores"][0]["client_id"] == "00001"
    order = {"client_id": "n", "ordered_at": "2026-02-01", "amount": 5}
    live = ask(server, "POST", "/v1/scores/live", as_="crm", json={"as_of": "2026-03-01", "orders": [order]})
    assert live.json()["scores"][0]["churn_probability"] == 0.25
    assert ask(server, "GET", "/v1/lists/at-risk", as_="marketer").json()["items"][0]["rank"] == 1
    assert [ask(server, "GET", path).status_code for path in ("/livez", "/readyz")] == [200, 200]
    assert "winback_request_seconds_count" in ask(server, "GET", "/metrics", as_="admin").text


def pieces() -> Iterator[bytes]:
    """A body of 30 MB that does not say how long it is."""
    for _ in range(300):
        yield b" " * 100_000


def test_a_body_without_end_is_cut_off(server: Server) -> None:
    headers = {"content-type": "application/json"}
    try:
        answer = ask(server, "POST", "/v1/scores", as_="crm", content=pieces(), headers=headers)
    except httpx.TransportError:  # cut off while we were still sending: as good an end
        assert ask(server, "GET", "/livez").status_code == 200
    else:
        assert (answer.status_code, code_of(answer)) == (413, "too_large")


@pytest.mark.parametrize("name", REQUESTS)
def test_bytes_that_are_no_good_request_get_no_5xx_and_break_nothing(server: Server, name: str) -> None:
    statuses = spoken(server.url, [REQUESTS[name](server.keys["crm"])], wait=0.3)
    assert not [status for status in statuses if is_ours(status)]
    assert ask(server, "GET", "/livez").status_code == 200


def test_new_publications_are_taken_under_load_and_a_damaged_one_is_refused_by_name(
    server: Server, tmp_path: Path
) -> None:
    swap_under_load(server, tmp_path, [None, "a flipped bit", None], rate=20)


def test_nothing_that_callers_send_stands_in_the_log(server: Server) -> None:
    order = {"client_id": "explode", "ordered_at": "2026-02-01", "amount": 100, "branch": "log-secret-1"}
    bad = {"client_id": "log-secret-2", "ordered_at": "log-secret-3", "amount": "log-secret-4"}
    for orders, status in (([order], 500), ([bad], 422)):
        body = {"as_of": "2026-03-01", "orders": orders}
        assert ask(server, "POST", "/v1/scores/live", as_="crm", json=body).status_code == status
    ask(server, "GET", "/v1/clients/log-secret-5", as_="crm")
    asked = {"Authorization": "Bearer log-secret-7", "X-Request-ID": "the-last"}
    ask(server, "GET", "/lists/at-risk?budget=log-secret-6", headers=asked)
    told(server, "the-last")
    log = server.log.read_text()
    assert "KeyError at tiny.py" in log
    assert "log-secret" not in log
    assert SECRET not in log
    assert "secret-value-of-a-client" not in log
    for key in server.keys.values():
        assert key not in log


def told(server: Server, *requests: str, seconds: float = 20) -> list[dict[str, Any]]:
    """Every whole line of the server's log, one that is no JSON fails here, once these requests are told.

    A request is told after its answer has gone, so a caller may read the log before.
    """
    until = time.monotonic() + seconds
    while True:
        lines = [
            json.loads(line) for line in server.log.read_text().splitlines(keepends=True) if line[-1] == "\n"
        ]
        missing = set(requests) - {line.get("request_id") for line in lines}
        if not missing or time.monotonic() > until:
            assert not missing, f"Not told within {seconds:.0f} s: {sorted(missing)}"
            return lines
        time.sleep(0.05)


def test_every_line_of_the_log_is_a_json_object_and_tells_who_asked_what(server: Server) -> None:
    answer = ask(server, "GET", "/v1/clients/00001", as_="crm", headers={"X-Request-ID": "of-this-test"})
    ask(server, "POST", "/v1/admin/reload", as_="crm", headers={"X-Request-ID": "refused-one"})
    lines = told(server, "of-this-test", "refused-one")
    assert all({"time", "level", "event"} <= set(line) for line in lines)
    assert {"message", "started", "publication_taken", "request"} <= {line["event"] for line in lines}
    assert not [line for line in lines if line.get("route") == "/livez"]
    (line,) = [line for line in lines if line.get("request_id") == "of-this-test"]
    assert line.pop("time").endswith("Z")
    assert line.pop("milliseconds") > 0
    assert line.pop("key_id")
    assert line == {
        "level": "info",
        "event": "request",
        "request_id": "of-this-test",
        "method": "GET",
        "route": "/v1/clients/{client_id:path}",
        "status": answer.status_code,
        "role": "crm",
    }
    (refused,) = [line for line in lines if line.get("request_id") == "refused-one"]
    assert (refused["status"], refused["role"]) == (403, "crm")


def test_the_document_at_docs_json_is_served(server: Server) -> None:
    document = ask(server, "GET", "/docs.json", as_="crm").json()
    assert document["openapi"] == "3.1.0"
    assert "LiveRequest" in json.dumps(document)
