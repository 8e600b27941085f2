"""A stand-in of a CRM on this machine: its published shapes and limits, by a clock that tests move."""

import json
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from serving.crm.pace import Clock

TOKEN = "secret-token-4711"


class HandClock:
    """Time that passes only while somebody waits."""

    def __init__(self) -> None:
        self.now, self._turn = 1000.0, threading.Lock()

    def clock(self) -> Clock:
        return Clock(lambda: self.now, self._sleep)

    def _sleep(self, seconds: float) -> None:
        with self._turn:
            self.now += seconds


class StandIn:
    """What every stand-in keeps: limits, refusals, and answers that get lost on the way."""

    #: Requests in a moving window of so many seconds; None: the stand-in counts in its own way.
    window: tuple[int, float] | None = None

    def __init__(self, clock: HandClock) -> None:
        self.clock = clock
        self.requests: list[str] = []
        self.refused = 0
        self.lose: set[str] = set()  # paths of which the next answer gets lost, after it was carried out
        self.tasks: list[dict[str, Any]] = []
        self._last: deque[float] = deque()

    def limited(self) -> tuple[int, dict[str, str], Any] | None:
        """Refuse a request that is one too many."""
        assert self.window
        most, seconds = self.window
        while self._last and self._last[0] <= self.clock.now - seconds:
            self._last.popleft()
        if len(self._last) >= most:
            return 429, {}, {"status": 429, "title": "Too Many Requests"}
        self._last.append(self.clock.now)
        return None

    def exhaust(self) -> None:
        """Another program uses all that is left of the limit."""
        assert self.window
        self._last.extend([self.clock.now] * (self.window[0] - len(self._last)))

    def allowed(self, path: str, token: str) -> bool:
        return token == f"Bearer {TOKEN}"

    def answer(self, method: str, path: str, body: Any) -> tuple[int, dict[str, str], Any]:
        raise NotImplementedError


@contextmanager
def running(crm: StandIn) -> Iterator[str]:
    """Serve a stand-in on a free port of the loopback; gives its address."""
    turn = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: Any) -> None:
            pass

        def _reply(self) -> None:
            content = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            with turn:
                crm.requests.append(f"{self.command} {self.path.split('?')[0]}")
                status, headers, body = self._status(json.loads(content) if content else None)
                lost = next((path for path in crm.lose if self.path.startswith(path)), None)
                if lost and status < 300:
                    crm.lose.discard(lost)
                    self.close_connection = True
                    return
            answer = b"" if body is None else json.dumps(body).encode()
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(answer))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(answer)

        def _status(self, body: Any) -> tuple[int, dict[str, str], Any]:
            refusal = crm.limited()
            if refusal:
                crm.refused += 1
                return refusal
            if not crm.allowed(self.path, self.headers.get("Authorization", "")):
                return (
                    401,
                    {},
                    {"error": "NO_AUTH_FOUND", "title": "Unauthorized", "message": "client 00001?"},
                )
            return crm.answer(self.command, self.path, body)

        do_GET = do_POST = do_PATCH = _reply  # noqa: N815

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
