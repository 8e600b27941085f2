"""A receiver is told by a signature it can prove, again and again while it fails, and then given up."""

import asyncio
import hmac
import json
import socket
import threading
import time
from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from features.settings import settings_from
from serving.ledger import Ledger
from serving.telling.announcing import announce_published
from serving.telling.delivering import LONGEST_PAUSE, MOST_TRIES, deliver_due, pause_after
from serving.telling.webhooks import new_secret, receivers_of, wanted_events
from tests.serving.tiny import publish_tiny

START = datetime(2026, 3, 1, 9, tzinfo=UTC)
SECRET, OLDER = new_secret(), new_secret()


class Clock:
    """A clock that stands until it is set."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now


class Station:
    """A receiver on this machine that answers as it is told, and keeps what it got."""

    def __init__(self) -> None:
        self.got: list[tuple[dict[str, str], bytes]] = []
        self.answers: list[int] = []
        self.headers: dict[str, str] = {}
        self.delay = 0.0
        station = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("content-length", 0)))
                station.got.append(({name.lower(): value for name, value in self.headers.items()}, body))
                time.sleep(station.delay)
                self.send_response(station.answers.pop(0) if station.answers else 204)
                for name, value in station.headers.items():
                    self.send_header(name, value)
                self.end_headers()

            do_GET = do_POST  # noqa: N815 - a name of the standard library

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/hook"
        threading.Thread(
            target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        ).start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def station() -> Iterator[Station]:
    opened = Station()
    yield opened
    opened.close()


class Sender:
    """A ledger with messages, and the way they are sent."""

    def __init__(self, folder: Path, url: str, *, timeout: float = 5, **others: str) -> None:
        hooks = {
            name: {"url": where, "timeout_seconds": timeout} for name, where in {"crm": url, **others}.items()
        }
        self.settings = settings_from({"storage": {"data_dir": str(folder)}, "webhooks": hooks})
        self.ledger = Ledger(self.settings.ledger_url, receivers=wanted_events(self.settings))
        self.receivers = receivers_of(self.settings, {"WINBACK_WEBHOOK_SECRET": f"{SECRET} {OLDER}"})
        self.clock = Clock()

    def tell(self, *client_ids: str) -> None:
        self.ledger.announce_risk([], "s0", "2026-03-01", START)
        self.ledger.announce_risk(client_ids, "s1", "2026-03-01", START)

    def send(self, after: timedelta = timedelta()) -> int:
        self.clock.now = START + after
        return asyncio.run(deliver_due(self.ledger, self.receivers, self.clock, chance=lambda: 0.5))

    def queue(self, name: str = "crm") -> tuple[int, int, int]:
        found = self.ledger.queues()[name]
        return found.waiting, found.delivered, found.given_up


@pytest.fixture
def sender(tmp_path: Path, station: Station) -> Iterator[Sender]:
    made = Sender(tmp_path, station.url, timeout=0.5)
    yield made
    made.ledger.close()


def test_a_message_is_signed_so_that_the_receiver_can_prove_it(sender: Sender, station: Station) -> None:
    sender.tell("Клиент 7")
    assert sender.send() == 1
    ((headers, body),) = station.got
    assert json.loads(body)["data"] == {"client_id": "Клиент 7", "snapshot_id": "s1", "as_of": "2026-03-01"}
    assert headers["webhook-timestamp"] == str(int(START.timestamp()))
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    proofs = [
        f"v1,{b64encode(hmac.new(b64decode(secret.removeprefix('whsec_')), signed, sha256).digest()).decode()}"
        for secret in (SECRET, OLDER)
    ]
    assert headers["webhook-signature"].split(" ") == proofs
    assert headers["content-type"] == "application/json"
    assert sender.send() == 0
    assert len(station.got) == 1


def test_a_failed_message_comes_again_with_the_same_id_after_growing_pauses(
    sender: Sender, station: Station
) -> None:
    station.answers = [500, 429, 302]
    station.headers = {"Location": station.url}
    sender.tell("a")
    passed = timedelta()
    for seconds in (5, 20, 80):
        assert sender.send(passed) == 0
        assert sender.send(passed + timedelta(seconds=seconds - 1)) == 0
        passed += timedelta(seconds=seconds)
    assert sender.send(passed) == 1
    assert len(station.got) == 4  # a redirect is not followed
    assert len({headers["webhook-id"] for headers, _ in station.got}) == 1
    assert len({headers["webhook-timestamp"] for headers, _ in station.got}) == 4
    assert sender.queue() == (0, 1, 0)


def test_what_the_receiver_asks_to_wait_is_waited(sender: Sender, station: Station) -> None:
    station.answers, station.headers = [503], {"Retry-After": "600"}
    sender.tell("a")
    sender.send()
    assert sender.send(timedelta(seconds=599)) == 0
    assert sender.send(timedelta(seconds=600)) == 1


def test_a_receiver_that_answers_410_is_told_nothing_until_it_is_resumed(
    sender: Sender, station: Station
) -> None:
    station.answers = [410]
    sender.tell("a")
    sender.send()
    sender.ledger.announce_risk([], "s2", "2026-03-02", START)
    assert sender.send(timedelta(days=1)) == 0
    assert len(station.got) == 1
    assert sender.queue() == (1, 0, 1)
    sender.ledger.resume_receiver("crm", START)
    assert sender.send(timedelta(days=1)) == 2


def test_a_slow_receiver_is_cut_off_and_holds_up_nobody_else(tmp_path: Path, station: Station) -> None:
    quick = Station()
    sender = Sender(tmp_path, station.url, timeout=0.3, quick=quick.url)
    station.delay = 1.5
    sender.tell("a", "b", "c")
    began = time.monotonic()
    assert sender.send() == 3
    assert time.monotonic() - began < 1.4
    assert sender.queue("quick") == (0, 3, 0)
    assert sender.queue("crm") == (3, 0, 0)
    sender.ledger.close(), quick.close()


def test_it_is_kept_why_a_receiver_cannot_be_told(tmp_path: Path, station: Station) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        nobody = f"http://127.0.0.1:{taken.getsockname()[1]}/hook"
    secure = station.url.replace("http://", "https://")
    for url, why in ((nobody, "ConnectError (ConnectionRefusedError)"), (secure, "ConnectError (SSLError)")):
        sender = Sender(tmp_path / url.partition(":")[0], url, timeout=2)
        sender.tell("a")
        assert sender.send() == 0
        assert sender.ledger.queues()["crm"].last_refusal == why
        sender.ledger.close()


def test_an_answer_that_comes_drop_by_drop_is_cut_off(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def drip() -> None:
            connection, _ = listening.accept()
            with connection, suppress(OSError):
                for letter in b"HTTP/1.1 204 No Content\r\n":
                    connection.sendall(bytes([letter]))
                    time.sleep(0.1)

        threading.Thread(target=drip, daemon=True).start()
        sender = Sender(tmp_path, f"http://127.0.0.1:{listening.getsockname()[1]}/hook", timeout=0.3)
        sender.tell("a")
        began = time.monotonic()
        assert sender.send() == 0
        assert time.monotonic() - began < 1.5
        sender.ledger.close()


def test_nobody_there_is_a_failed_try(tmp_path: Path, station: Station) -> None:
    station.close()
    sender = Sender(tmp_path, station.url)
    sender.tell("a")
    assert sender.send() == 0
    assert sender.queue() == (1, 0, 0)
    sender.ledger.close()


def test_after_the_last_try_a_message_is_given_up_and_kept(sender: Sender, station: Station) -> None:
    station.answers = [500] * MOST_TRIES
    sender.tell("a")
    for day in range(MOST_TRIES + 3):
        sender.send(timedelta(days=day))
    assert len(station.got) == MOST_TRIES
    assert sender.queue() == (0, 0, 1)


def test_a_message_outlives_a_weekend_without_the_receiver_and_ends_after_three_days_as_documented() -> None:
    tried_for = sum((pause_after(tries, chance=0.5) for tries in range(1, MOST_TRIES)), timedelta())
    assert tried_for > timedelta(hours=63)  # from Friday evening to Monday morning
    assert round(tried_for / timedelta(days=1)) == 3


@given(tries=st.integers(1, 1000), chance=st.floats(0, 1, exclude_max=True), asked=st.floats(0, 1e9))
def test_pauses_are_bounded(tries: int, chance: float, asked: float) -> None:
    pause = pause_after(tries, chance=chance, asked_seconds=asked).total_seconds()
    assert 4 <= pause <= LONGEST_PAUSE * 1.2 + 1e-6


def test_a_publication_tells_who_came_to_high_risk(tmp_path: Path) -> None:
    sender = Sender(tmp_path, "https://crm.example/hook")
    publish_tiny(tmp_path)
    assert announce_published(tmp_path, sender.ledger, START) == (0, 0)
    sender.ledger.announce_risk(["gone", "00003"], "before", "2026-02-28", START)
    entered, left = announce_published(tmp_path, sender.ledger, START)
    assert entered > 10
    assert left == 1
    assert announce_published(tmp_path, sender.ledger, START) == (0, 0)
    quiet = Ledger(sender.settings.ledger_url)
    assert announce_published(tmp_path, quiet, START) == (0, 0)
    assert announce_published(tmp_path, sender.ledger, START) == (0, 0)  # begun anew
    quiet.close(), sender.ledger.close()
