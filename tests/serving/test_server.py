"""The same refusals over a real server: what the guard promises must hold through uvicorn and BentoML."""

import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from tests.serving.conftest import Server
from tests.serving.swapped import swap_under_load
from tests.serving.test_guard import REFUSALS, code_of, sent


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


@pytest.mark.parametrize(
    "text",
    [
        b"GET / HTTP/9.9\r\n\r\n",
        b"\x00\x01\x02\r\n\r\n",
        b"POST /v1/scores HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
        b"POST /v1/scores HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n",
        b"GET /v1/clients/%ff%fe HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET /lists/at-risk HTTP/1.1\r\nHost: x\r\nCookie: \xff=\xfe; winback_session=a.b.c\r\n\r\n",
    ],
)
def test_bytes_that_are_no_request_get_no_5xx_and_break_nothing(server: Server, text: bytes) -> None:
    address = urlsplit(server.url)
    with socket.create_connection((str(address.hostname), int(address.port or 0)), timeout=10) as connection:
        connection.sendall(text)
        connection.settimeout(3)
        try:
            answer = connection.recv(4096)
        except TimeoutError:
            answer = b""
    assert b" 500 " not in answer.split(b"\r\n")[0]
    assert ask(server, "GET", "/livez").status_code == 200


def test_new_publications_are_taken_under_load_and_a_damaged_one_is_refused_by_name(
    server: Server, tmp_path: Path
) -> None:
    swap_under_load(server, tmp_path, [None, "a flipped bit", None], rate=20)
