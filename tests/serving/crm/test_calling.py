"""A CRM that cannot be asked, or answers what its API never does, is told as what it is."""

import json
import socket
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from features.errors import UsageError
from serving.crm import calling
from serving.crm.calling import TRIES, Caller, CrmError, UncertainError
from serving.crm.pace import Bucket, Clock
from serving.crm.sending import CRMS
from tests.serving.crm.standin import HandClock, StandIn, running
from tests.serving.crm.test_sending import Shop, open_shop


class Answering(StandIn):
    """Gives one answer to whatever is asked."""

    def __init__(self, status: int, body: Any, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(HandClock())
        self.given = status, dict(headers or {}), body

    def limited(self) -> tuple[int, dict[str, str], Any]:
        return self.given


@contextmanager
def dripping(parts: Iterable[bytes]) -> Iterator[str]:
    """A server that sends parts of one answer, of which the head promises 500 bytes, a moment apart."""

    def answer(listener: socket.socket) -> None:
        connection, _ = listener.accept()
        with connection, suppress(OSError):
            connection.recv(65_536)
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n")
            for part in parts:
                connection.sendall(part)
                time.sleep(0.05)
            connection.shutdown(socket.SHUT_WR)
            while connection.recv(65_536):  # closed on what was not read, it would be reset instead
                pass

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=answer, args=(listener,))
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        thread.join()


@pytest.mark.parametrize(
    ("parts", "fault"),
    [([b" "] * 60, "TimeoutError"), ([b"{}"], "IncompleteRead")],
    ids=["by drops", "cut off"],
)
def test_an_answer_that_does_not_come_to_its_end_is_given_up(
    monkeypatch: pytest.MonkeyPatch, parts: list[bytes], fault: str
) -> None:
    monkeypatch.setattr(calling, "TIMEOUT", 0.5)
    clock = Clock()
    began = time.monotonic()
    with dripping(parts) as url, pytest.raises(UncertainError, match=f"connection broke \\({fault}\\)"):
        Caller(url, {}, Bucket(5, 5.0, clock), clock).ask("POST", "/tasks", {}, again=False)
    assert time.monotonic() - began < 2.5


def shop_at(url: str, name: str, folder: Path) -> Shop:
    """A hand-over to an address where no CRM is."""
    with ExitStack() as stack:
        shop = open_shop(name, folder / "handed", stack, 5, 3, 5)
    shop.environment["WINBACK_CRM_URL"] = url
    return shop


@pytest.mark.parametrize("name", CRMS)
@pytest.mark.parametrize("body", [None, [], {}, {"page": "log in"}], ids=json.dumps)
def test_an_answer_that_no_api_gives_is_no_empty_crm(name: str, body: Any, tmp_path: Path) -> None:
    with running(Answering(200, body)) as url:
        shop = shop_at(url, name, tmp_path)
        with pytest.raises(CrmError, match="it was not its API that answered.*Check WINBACK_CRM_URL"):
            shop.send()


@pytest.mark.parametrize("name", CRMS)
@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_crm_in_trouble_is_asked_for_two_minutes_and_its_last_word_told(
    name: str, status: int, tmp_path: Path
) -> None:
    crm = Answering(status, None)
    with running(crm) as url:
        shop = shop_at(url, name, tmp_path)
        begun = shop.clock.now
        with pytest.raises(CrmError, match=f"in {TRIES} tries: at last it answered {status}"):
            shop.send()
    assert len(crm.requests) == TRIES
    assert shop.clock.now - begun == 1 + 2 + 4 + 8 + 16 + 32 + 64


def test_only_the_crm_itself_may_say_that_it_has_a_daily_limit(tmp_path: Path) -> None:
    with running(Answering(429, None, {"Retry-After": "86400"})) as url:
        shop = shop_at(url, "hubspot", tmp_path)
        with pytest.raises(CrmError, match="come back in 86400 seconds: a daily limit"):
            shop.send()


@pytest.mark.parametrize(
    ("url", "fault"), [("http://127.0.0.1:9", "ConnectionRefusedError"), ("https://crm.invalid", "gaierror")]
)
def test_a_crm_that_cannot_be_reached_is_said_with_the_fault(url: str, fault: str, tmp_path: Path) -> None:
    shop = shop_at(url, "amocrm", tmp_path)
    with pytest.raises(CrmError, match=f"cannot be reached, {fault}. If WINBACK_CRM_URL is right") as told:
        shop.send()
    assert url not in str(told.value)


@pytest.mark.parametrize(
    "url", ["https://localhost:abc/", "https://a b/", "https:///rest/1/x", "https://[::1"]
)
def test_what_is_no_address_is_not_asked_again_and_again(url: str, tmp_path: Path) -> None:
    shop = shop_at(url, "bitrix24", tmp_path)
    with pytest.raises(UsageError, match="name a host, with a number for a port"):
        shop.send()
