"""One client's score over HTTP from a real server: against an empty BentoML route under the same load."""

import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path

from benchmarks.contest import ROOT, command_line, compete
from benchmarks.figures import Figure

RATE, SECONDS, REPEATS = 100.0, 20.0, 3


@contextmanager
def server(service: str, ready: str, folder: Path) -> Iterator[tuple[str, int]]:
    """Start a service as a process of its own; its address and process id."""
    from tests.serving.conftest import free_port, start_server, stop, wait_until_ready

    folder.mkdir()
    port, log = free_port(), folder / "server.log"
    options = ["--working-dir", str(ROOT), "--host", "127.0.0.1", "--port", str(port)]
    process = start_server(
        [sys.executable, "-m", "bentoml", "serve", service, *options],
        log,
        {"WINBACK_DATA_DIR": str(folder.parent / "data"), "BENTOML_HOME": str(folder / "bentoml")},
        ROOT,
    )
    url = f"http://127.0.0.1:{port}"
    try:
        wait_until_ready(url, process, log, path=ready)
        yield url, process.pid
    finally:
        stop(process)


def publish(data_dir: Path) -> str:
    """Publish the tests' tiny company; a key to ask by."""
    from serving.ledger import Ledger
    from tests.serving.conftest import make_keys
    from tests.serving.tiny import publish_tiny, tiny_settings

    publish_tiny(data_dir)
    settings = tiny_settings(data_dir)
    ledger = Ledger(settings.ledger_url, zone=settings.zone)
    key = make_keys(ledger)["crm"]
    ledger.close()
    return key


def benchmark(repeats: int = REPEATS, *, rate: float = RATE, seconds: float = SECONDS) -> list[Figure]:
    from benchmarks.load import load
    from serving.environment import quiet_environment

    quiet_environment()
    with tempfile.TemporaryDirectory() as name, ExitStack() as servers:
        folder = Path(name)
        key = publish(folder / "data")
        ours, our_id = servers.enter_context(
            server("tests.serving.tiny_service:Winback", "/readyz", folder / "ours")
        )
        empty, empty_id = servers.enter_context(
            server("benchmarks.empty_service:Empty", "/livez", folder / "empty")
        )
        asked = partial(load, rate=rate, seconds=seconds)
        headers = {"Authorization": f"Bearer {key}"}
        contestants = {
            "POST /v1/scores": partial(
                asked, f"{ours}/v1/scores", headers, {"client_ids": ["00001"]}, server=our_id
            ),
            "empty route": partial(asked, f"{empty}/nothing", {}, {}, server=empty_id),
        }
        for warm in contestants.values():
            warm(seconds=2.0)
        return compete(
            f"one id, {rate:.0f} requests a second",
            contestants,
            ("CPU ms a request", "p50 ms", "p99 ms"),
            repeats=repeats,
        )


if __name__ == "__main__":
    command_line(__doc__ or "", benchmark, repeats=REPEATS)
