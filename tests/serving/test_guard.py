"""What the guard lets through, in this process."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from serving.answers.house import House
from serving.edge import intake
from serving.edge.guard import Guard
from serving.edge.outgoing import SECURITY_HEADERS
from serving.web.rendering import Renderer
from tests.serving.conftest import Inside, start_inside, stop_inside

GOOD = {"client_ids": ["00001"]}


def code_of(answer: httpx.Response) -> str:
    """The name of a refusal, after its form was proved."""
    assert answer.headers["content-type"] == "application/problem+json"
    body = answer.json()
    assert body["status"] == answer.status_code
    return str(body["type"]).removeprefix("urn:winback:problem:")


REFUSALS: dict[str, tuple[dict[str, Any], int, str, str]] = {
    "NaN": ({"content": b'{"client_ids": NaN}'}, 400, "not_json", "NaN or Infinity"),
    "1e999": ({"content": b'{"client_ids": [1e999]}'}, 400, "not_json", "beyond 1.8e308"),
    "400 digits": ({"content": b'{"x": ' + b"9" * 400 + b"}"}, 400, "not_json", "18 digits"),
    "twice": ({"content": b'{"client_ids": [], "client_ids": ["1"]}'}, 400, "not_json", "twice"),
    "deep": ({"content": b'{"client_ids": ' + b"[" * 99 + b"]" * 99 + b"}"}, 400, "not_json", "nests more"),
    "empty": ({"content": b""}, 400, "not_json", "empty"),
    "a list": ({"content": b"[]"}, 422, "invalid", "does not fit"),
    "unknown field": ({"json": GOOD | {"colour": 1}}, 422, "invalid", "does not fit"),
    "a number as id": ({"json": {"client_ids": [1]}}, 422, "invalid", "does not fit"),
    "no ids": ({"json": {"client_ids": []}}, 422, "invalid", "does not fit"),
    "too many ids": ({"json": {"client_ids": ["1"] * 1001}}, 413, "too_many", "longer than allowed"),
    "too large": (
        {"content": b'{"x": "' + b"y" * 1_000_000 + b'"}'},
        413,
        "too_large",
        "larger than 1000000",
    ),
    "text": ({"headers": {"content-type": "text/plain"}}, 415, "content_type", "application/json in UTF-8"),
    "a form": (
        {"headers": {"content-type": "application/x-www-form-urlencoded"}},
        415,
        "content_type",
        "application/json in UTF-8",
    ),
    "a pickle": (
        {"headers": {"content-type": "application/vnd.bentoml+pickle"}},
        415,
        "content_type",
        "application/json in UTF-8",
    ),
    "UTF-16": (
        {"headers": {"content-type": "application/json; charset=utf-16"}},
        415,
        "content_type",
        "UTF-8",
    ),
    "no type": ({"content": b"{}", "headers": {}}, 415, "content_type", "application/json"),
    "gzip": (
        {"headers": {"content-type": "application/json", "content-encoding": "gzip"}},
        415,
        "compressed",
        "without Content-Encoding",
    ),
    "a bad length": (
        {"headers": {"content-type": "application/json", "content-length": "-5"}},
        400,
        "content_length",
        "no number of bytes",
    ),
}


def sent(given: dict[str, Any]) -> dict[str, Any]:
    """What is sent: JSON with its type, unless the case says otherwise."""
    if "json" in given:
        return given
    return {"content": b'{"client_ids": ["00001"]}', "headers": {"content-type": "application/json"}, **given}


@pytest.mark.parametrize("name", REFUSALS)
def test_a_body_that_is_not_acceptable_is_refused_with_the_reason(inside: Inside, name: str) -> None:
    given, status, code, words = REFUSALS[name]
    answer = inside.ask("POST", "/v1/scores", as_="crm", **sent(given))
    assert (answer.status_code, code_of(answer)) == (status, code)
    assert words in answer.json()["detail"]


def test_a_refusal_names_the_field_and_never_the_value(inside: Inside) -> None:
    order = {"client_id": "secret-id", "ordered_at": "secret-time", "amount": "secret-amount"}
    body = {"as_of": "2026-03-01", "orders": [order]}
    answer = inside.ask("POST", "/v1/scores/live", as_="crm", json=body)
    assert answer.status_code == 422
    assert {error["field"] for error in answer.json()["errors"]} == {"orders.0.ordered_at", "orders.0.amount"}
    assert "secret" not in answer.text


@pytest.mark.parametrize(
    ("header", "code"),
    [
        (None, "no_key"),
        ("wb_key", "no_key"),
        ("Basic d2I6d2I=", "no_key"),
        ("Bearer ", "no_key"),
        ("Bearer wb_unknown", "unknown_key"),
        ("Bearer " + "x" * 5000, "unknown_key"),
        ("Bearer wb_é", "unknown_key"),
    ],
)
def test_without_a_good_key_nothing_is_answered(inside: Inside, header: str | None, code: str) -> None:
    headers = [(b"authorization", header.encode("latin-1"))] if header else []

    async def asked() -> httpx.Response:
        async with inside.client() as client:
            return await client.get("/v1/model", headers=headers)

    answer = inside.loop.run_until_complete(asked())
    assert (answer.status_code, code_of(answer)) == (401, code)
    assert answer.headers["www-authenticate"].startswith("Bearer")


def test_two_keys_at_once_are_refused(inside: Inside) -> None:
    keys = [("authorization", f"Bearer {inside.keys[role]}") for role in ("crm", "admin")]

    async def asked() -> httpx.Response:
        async with inside.client() as client:
            return await client.get("/v1/model", headers=keys)

    answer = inside.loop.run_until_complete(asked())
    assert (answer.status_code, code_of(answer)) == (400, "repeated_header")


def test_every_answer_carries_the_security_headers_and_an_id(inside: Inside) -> None:
    for path in ("/livez", "/v1/model", "/nothing", "/sign-in", "/static/pages.css"):
        answer = inside.ask("GET", path)
        for name, value in SECURITY_HEADERS:
            assert answer.headers.get_list(name.decode()) == [value.decode()], path
        assert len(answer.headers["x-request-id"]) == 32
    assert (
        inside.ask("GET", "/livez", headers={"X-Request-ID": "crm-17.3"}).headers["x-request-id"]
        == "crm-17.3"
    )
    assert inside.ask("GET", "/livez", headers={"X-Request-ID": "a b\tc"}).headers["x-request-id"] != "a b\tc"


def test_a_streamed_body_is_cut_off_as_soon_as_it_is_too_large(inside: Inside) -> None:
    given = 0

    async def pieces() -> AsyncIterator[bytes]:
        nonlocal given
        for _ in range(1000):
            given += 100_000
            yield b" " * 100_000

    headers = {"content-type": "application/json"}
    answer = inside.ask("POST", "/v1/scores", as_="crm", content=pieces(), headers=headers)
    assert (answer.status_code, code_of(answer)) == (413, "too_large")


def scope_of(inside: Inside) -> dict[str, Any]:
    """A POST as the server hands it over."""
    key = f"Bearer {inside.keys['crm']}".encode()
    headers = [(b"authorization", key), (b"content-type", b"application/json")]
    return {"type": "http", "method": "POST", "path": "/v1/scores", "query_string": b"", "headers": headers}


def guarded(inside: Inside, receive: Any) -> list[dict[str, Any]]:
    """What a guard with nothing behind it answers."""
    sent_messages: list[dict[str, Any]] = []

    async def nothing(scope: Any, receive: Any, send: Any) -> None:
        raise AssertionError("the request went through")

    async def send(message: Any) -> None:
        sent_messages.append(message)

    house = House(inside.backend)
    guard = Guard(nothing, house=house, page=Renderer(house).refusal)
    inside.loop.run_until_complete(guard(scope_of(inside), receive, send))
    return sent_messages


def test_a_body_that_comes_too_slowly_is_given_up(inside: Inside, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "BODY_SECONDS", 0.05)

    async def never() -> dict[str, Any]:
        await asyncio.sleep(30)
        return {}

    began = time.monotonic()
    answer = guarded(inside, never)
    assert answer[0]["status"] == 408
    assert (b"connection", b"close") in answer[0]["headers"]
    assert time.monotonic() - began < 5


def test_a_caller_who_hangs_up_is_not_answered(inside: Inside) -> None:
    async def gone() -> dict[str, Any]:
        return {"type": "http.disconnect"}

    assert guarded(inside, gone) == []


def test_a_websocket_is_closed(inside: Inside) -> None:
    sent_messages: list[Any] = []

    async def send(message: Any) -> None:
        sent_messages.append(message)

    async def receive() -> Any:
        return {"type": "websocket.connect"}

    scope = {"type": "websocket", "path": "/v1/model", "headers": []}
    house = House(inside.backend)
    guard = Guard(inside.app, house=house, page=Renderer(house).refusal)
    inside.loop.run_until_complete(guard(scope, receive, send))
    assert [message["type"] for message in sent_messages] == ["websocket.close"]


def test_what_takes_too_long_is_ended_with_503_and_a_time_to_come_back(tmp_path: Path) -> None:
    started, stack = start_inside(tmp_path, timeout_seconds=0.3)
    started.backend.make_list = lambda *_, **__: time.sleep(1.5)  # type: ignore[assignment]
    try:
        began = time.monotonic()
        answer = started.ask("GET", "/v1/lists/at-risk", as_="crm")
        assert time.monotonic() - began < 1.2
        assert (answer.status_code, code_of(answer)) == (503, "timeout")
        assert answer.headers["retry-after"] == "1"
        assert started.ask("GET", "/v1/model", as_="crm").status_code == 200
    finally:
        stop_inside(started, stack)


def test_more_requests_than_slots_are_answered_200_or_503_and_probes_always(tmp_path: Path) -> None:
    started, stack = start_inside(tmp_path, max_concurrency=2)
    real = started.backend.make_list

    def slow(*given: Any, **named: Any) -> Any:
        time.sleep(0.3)
        return real(*given, **named)

    started.backend.make_list = slow

    async def many() -> tuple[list[httpx.Response], httpx.Response]:
        headers = {"Authorization": f"Bearer {started.keys['crm']}"}
        async with started.client(headers=headers) as client:
            asked = [asyncio.create_task(client.get(f"/v1/lists/at-risk?budget={n}")) for n in range(8)]
            await asyncio.sleep(0.1)
            probe = await client.get("/livez")
            return await asyncio.gather(*asked), probe

    try:
        answers, probe = started.loop.run_until_complete(many())
        assert probe.status_code == 200
        assert sorted(answer.status_code for answer in answers) == [200] * 2 + [503] * 6
        refused = next(answer for answer in answers if answer.status_code == 503)
        assert code_of(refused) == "overloaded"
        assert refused.headers["retry-after"] == "1"
        assert started.ask("GET", "/v1/model", as_="crm").status_code == 200
    finally:
        stop_inside(started, stack)


def test_a_fault_of_ours_is_logged_by_place_and_told_to_nobody(
    inside: Inside, caplog: pytest.LogCaptureFixture
) -> None:
    order = {"client_id": "explode", "ordered_at": "2026-02-01", "amount": 100}
    bentoml_log = logging.getLogger("bentoml")
    bentoml_log.addHandler(caplog.handler)
    try:
        body = {"as_of": "2026-03-01", "orders": [order]}
        answer = inside.ask("POST", "/v1/scores/live", as_="crm", json=body)
    finally:
        bentoml_log.removeHandler(caplog.handler)
    assert (answer.status_code, code_of(answer)) == (500, "http_500")
    assert "KeyError at tiny.py" in caplog.text
    assert "secret-value-of-a-client" not in caplog.text + answer.text


def test_a_mounted_route_that_breaks_is_logged_by_place_too(
    own_inside: Inside, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: Any, **__: Any) -> Any:
        raise KeyError("secret-value-of-a-client")

    own_inside.backend.make_list = broken
    answer = own_inside.ask("GET", "/v1/lists/at-risk", as_="crm")
    assert answer.status_code == 500
    assert "KeyError" in caplog.text
    assert "secret-value-of-a-client" not in caplog.text + answer.text


def test_no_request_leaves_a_clients_id_in_logs_or_figures(
    inside: Inside, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, logger="serving")
    for path in ("/v1/clients/00017", "/v1/clients/secret-client", "/nowhere/secret-client"):
        inside.ask("GET", path, as_="crm")
    figures = inside.ask("GET", "/metrics", as_="admin").text
    assert 'route="/v1/clients/{client_id:path}"' in figures
    for text in (figures, caplog.text):
        assert "secret-client" not in text
        assert "/00017" not in text
