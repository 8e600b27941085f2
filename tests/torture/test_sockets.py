"""Bytes to a real server: what is no request, floods, slow callers, and a thousand broken requests."""

import json
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.serving.conftest import Server
from tests.serving.test_server import ask
from tests.serving.wire import GOOD, REQUESTS, SECRET, head, is_ours, mutated, posted, spoken

pytestmark = pytest.mark.torture
MUTANTS, AT_ONCE = 1000, 8


def still_sound(server: Server) -> None:
    """It answers, it is the same worker, and it met no fault of its own and repeated nothing."""
    assert ask(server, "GET", "/livez").status_code == 200
    assert ask(server, "POST", "/v1/scores", as_="crm", json={"client_ids": ["00001"]}).status_code == 200
    log = server.log.read_text(encoding="utf-8")
    events = Counter(json.loads(line)["event"] for line in log.splitlines())
    assert events["started"] == 1
    assert events["fault"] == 0
    assert SECRET not in log


@pytest.mark.parametrize("name", REQUESTS)
def test_one_of_a_kind_is_answered_without_a_fault_and_the_server_goes_on(server: Server, name: str) -> None:
    statuses = spoken(server.url, [REQUESTS[name](server.keys["crm"])])
    assert not [status for status in statuses if is_ours(status)]
    still_sound(server)


def test_a_thousand_broken_requests_get_no_fault_of_ours(server: Server) -> None:
    kinds = [build(server.keys["crm"]) for build in REQUESTS.values()]
    kinds += [posted(server.keys["crm"], GOOD)] * 20

    def one(seed: int) -> list[int]:
        return spoken(server.url, [mutated(kinds[seed % len(kinds)], seed)], wait=0.5)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        statuses = Counter(status for answers in pool.map(one, range(MUTANTS)) for status in answers)
    print(MUTANTS, "broken requests", dict(sorted(statuses.items())))
    assert not [status for status in statuses if is_ours(status)]
    still_sound(server)


def test_a_pipeline_of_a_hundred_is_answered_in_full(server: Server) -> None:
    one = head(server.keys["crm"], line="GET /v1/model HTTP/1.1", close=False)
    assert spoken(server.url, [one * 100], wait=3) == [200] * 100
    still_sound(server)


def test_a_body_of_a_byte_a_second_is_given_up_while_others_are_served(server: Server) -> None:
    request = head(server.keys["crm"], "Content-Length: 50") + b"{"
    began = time.monotonic()
    with ThreadPoolExecutor(20) as pool:
        slow = [pool.submit(spoken, server.url, [request, *[b" "] * 8], pause=1.0) for _ in range(20)]
        time.sleep(1)
        assert ask(server, "GET", "/v1/model", as_="crm").status_code == 200
        assert all(set(task.result()) <= {408, 503} for task in slow)
    assert time.monotonic() - began < 30
    still_sound(server)


def test_two_hundred_half_heads_hold_nobody_up(server: Server) -> None:
    with ThreadPoolExecutor(100) as pool:
        half = [pool.submit(spoken, server.url, [head(server.keys["crm"])[:60]], wait=4) for _ in range(200)]
        time.sleep(1)
        assert ask(server, "GET", "/v1/model", as_="crm").status_code == 200
        assert not [status for task in half for status in task.result() if is_ours(status)]
    still_sound(server)
