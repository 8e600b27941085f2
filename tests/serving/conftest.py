"""The tiny company, once in this process and once behind a real server."""

import asyncio
import fcntl
import os
import pickle
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from features.settings import ENVIRONMENT
from serving.answers.backend import Backend
from serving.environment import quiet_environment
from serving.ledger import Ledger
from tests.serving.tiny import BRANCHES, publish_tiny, tiny_backend, tiny_settings
from tests.serving.walked import Walked, walk

ROOT = Path(__file__).resolve().parents[2]
ROLES = ("crm", "marketer", "admin")


def make_keys(ledger: Any) -> dict[str, str]:
    """One key of each role, one of a branch, and one that was revoked."""
    now = datetime.now(UTC)
    keys = {role: ledger.add_key(role, now=now).key for role in ROLES}
    keys["crm of a branch"] = ledger.add_key("crm", branch=BRANCHES[0], now=now).key
    keys["marketer of a branch"] = ledger.add_key("marketer", branch=BRANCHES[0], now=now).key
    revoked = ledger.add_key("admin", now=now)
    ledger.revoke_key(revoked.id, now)
    return keys | {"revoked": revoked.key}


@dataclass
class Inside:
    """The service in this process: what it holds, its keys, and a way to ask it."""

    backend: Backend
    keys: dict[str, str]
    app: Any
    loop: asyncio.AbstractEventLoop

    def client(self, **given: Any) -> httpx.AsyncClient:
        """A client without cookies."""
        transport = httpx.ASGITransport(app=self.app, raise_app_exceptions=False)
        return httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1", **given)

    def ask(self, method: str, path: str, *, as_: str | None = None, **given: Any) -> httpx.Response:
        """Ask once, by the key of a role."""
        headers = dict(given.pop("headers", {}))
        if as_ is not None:
            headers["Authorization"] = f"Bearer {self.keys[as_]}"

        async def asked() -> httpx.Response:
            async with self.client() as client:
                return await client.request(method, path, headers=headers, **given)

        return self.loop.run_until_complete(asked())


def start_inside(
    folder: Path,
    *,
    ledger_url: str | None = None,
    keys: dict[str, str] | None = None,
    **serving: Any,
) -> tuple[Inside, AsyncExitStack]:
    """Publish the tiny company and start the service in this process, on a ledger that may have its keys."""
    from serving.service import make_service

    publish_tiny(folder)
    backend = tiny_backend(tiny_settings(folder, ledger_url=ledger_url, **serving))
    keys = make_keys(backend.ledger) if keys is None else keys
    app = make_service(lambda: backend).to_asgi()
    loop = asyncio.new_event_loop()
    stack = AsyncExitStack()
    loop.run_until_complete(stack.enter_async_context(app.router.lifespan_context(app)))
    return Inside(backend, keys, app, loop), stack


def stop_inside(inside: Inside, stack: AsyncExitStack) -> None:
    """Stop it again."""
    inside.loop.run_until_complete(stack.aclose())
    inside.loop.run_until_complete(inside.loop.shutdown_default_executor())
    inside.loop.close()
    ledger: Any = inside.backend.ledger
    ledger.close()


@pytest.fixture(scope="session")
def inside(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Inside]:
    """The service in this process, shared: tests do not change what it serves."""
    started, stack = start_inside(tmp_path_factory.mktemp("inside"))
    yield started
    stop_inside(started, stack)


@pytest.fixture
def own_inside(tmp_path: Path) -> Iterator[Inside]:
    """The service in this process, for one test that changes something."""
    started, stack = start_inside(tmp_path / "own")
    yield started
    stop_inside(started, stack)


@pytest.fixture(scope="module")
def fuzzed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Inside]:
    """The service in this process, for a module that writes to it what it likes."""
    started, stack = start_inside(
        tmp_path_factory.mktemp("fuzzed") / "data", requests_per_minute=0, timeout_seconds=600
    )
    yield started
    stop_inside(started, stack)


@pytest.fixture(scope="session")
def walked(tmp_path_factory: pytest.TempPathFactory) -> Walked:
    """An invented company that was trained and scored by commands; tests do not change it.

    Of several test processes the first one walks; each has a copy.
    """
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    kept = shared / "walked.pickle"
    with (shared / "walked.lock").open("w") as lock, pytest.MonkeyPatch.context() as patch:
        for name in (*ENVIRONMENT, "WINBACK_CONFIG"):
            patch.delenv(name, raising=False)
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            kept.write_bytes(pickle.dumps(walk(shared / "walked")))
        first: Walked = pickle.loads(kept.read_bytes())
        return first.copied(tmp_path_factory.mktemp("walked") / "company")


@dataclass(frozen=True)
class Server:
    """A real server process."""

    url: str
    keys: dict[str, str]
    data_dir: Path
    log: Path


def free_port() -> int:
    """A port of the loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_ready(
    url: str, process: subprocess.Popen[bytes], log: Path, *, path: str = "/readyz", seconds: float = 90
) -> None:
    """Wait until the server answers, or tell why it does not."""
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with {process.returncode}: {log.read_text()}")
        try:
            if httpx.get(f"{url}{path}", timeout=1).status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.2)
    raise RuntimeError(f"the server did not answer: {log.read_text()}")


def stop(process: subprocess.Popen[bytes]) -> None:
    """End a server that we started, and its workers."""
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(20)


def start_server(
    command: list[str], log: Path, environment: dict[str, str], folder: Path
) -> subprocess.Popen[bytes]:
    """Start a server in a process group of its own."""
    with log.open("wb") as out:
        return subprocess.Popen(
            command,
            stdout=out,
            stderr=subprocess.STDOUT,
            env={**os.environ, **environment},
            cwd=folder,
            start_new_session=True,
        )


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A real server on a free port, once a session."""
    quiet_environment()
    folder = tmp_path_factory.mktemp("server")
    data_dir, log = folder / "data", folder / "server.log"
    publish_tiny(data_dir)
    settings = tiny_settings(data_dir)
    ledger = Ledger(settings.ledger_url, zone=settings.zone)
    keys = make_keys(ledger)
    ledger.close()
    config = folder / "winback.toml"
    config.write_text('[serving]\nlog_format = "json"\n', encoding="utf-8")
    port = free_port()
    service = "tests.serving.tiny_service:Winback"
    options = ["--working-dir", str(ROOT), "--host", "127.0.0.1", "--port", str(port)]
    process = start_server(
        [sys.executable, "-m", "bentoml", "serve", service, *options],
        log,
        {
            "WINBACK_DATA_DIR": str(data_dir),
            "WINBACK_CONFIG": str(config),
            "BENTOML_HOME": str(folder / "bentoml"),
        },
        ROOT,
    )
    url = f"http://127.0.0.1:{port}"
    try:
        wait_until_ready(url, process, log)
        yield Server(url, keys, data_dir, log)
    finally:
        stop(process)


def pytest_configure(config: pytest.Config) -> None:
    """Silence what BentoML 1.4.39 itself does while it is imported, and MLflow 3 with SQLAlchemy 2.1."""
    for line in (
        "ignore:The ``noload`` loader strategy is deprecated:DeprecationWarning",
        "ignore:.*Any type hint is inferred as AnyType:UserWarning",
        "ignore:GitWildMatchPattern .'gitwildmatch'. is deprecated:DeprecationWarning",
        "ignore:The `__get_pydantic_core_schema__` method of the `BaseModel` class is deprecated",
    ):
        config.addinivalue_line("filterwarnings", line)
