"""A load is asked at its own pace, whatever the server does, and every answer counts."""

import asyncio
import os
import threading
import time
from collections.abc import Iterator

import pytest
from aiohttp import web

from benchmarks.load import NO_ANSWER, Load, ask, tree_cpu_seconds

STALL_SECONDS = 0.6


@pytest.fixture
def server() -> Iterator[str]:
    """A server that stands still once for a while, and refuses what it is told to refuse."""
    loop, ready, asked = asyncio.new_event_loop(), threading.Event(), []
    address: list[str] = []

    async def answer(request: web.Request) -> web.Response:
        body = await request.json()
        asked.append(body)
        if body.get("stall") and len(asked) == 9:  # the first one after those that warm
            time.sleep(STALL_SECONDS)
        return web.json_response({}, status=body.get("status", 200))

    async def start() -> web.AppRunner:
        app = web.Application()
        app.router.add_post("/", answer)
        runner = web.AppRunner(app)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        address.append(f"http://127.0.0.1:{runner.addresses[0][1]}/")
        return runner

    def serve() -> None:
        asyncio.set_event_loop(loop)
        runner = loop.run_until_complete(start())
        ready.set()
        loop.run_forever()
        loop.run_until_complete(runner.cleanup())

    thread = threading.Thread(target=serve)
    thread.start()
    ready.wait(10)
    yield address[0]
    loop.call_soon_threadsafe(loop.stop)
    thread.join(10)
    loop.close()


def test_who_waits_behind_a_stall_counts_from_when_it_was_due(server: str) -> None:
    load = Load(server, [{"stall": True}], {}, rate=200, seconds=0.5)
    measures, statuses = ask(load, server=os.getpid())
    assert statuses == {200: 100}
    assert measures["p50 ms"] > 200  # all hundred were due within the stall
    assert measures["p99 ms"] > 1000 * STALL_SECONDS * 0.8
    assert measures["CPU ms a request"] > 0


def test_refusals_and_silence_are_counted_by_status_and_bodies_take_turns(server: str) -> None:
    bodies = [{"status": 200}, {"status": 503}, {"status": 200}, {"status": 429}]
    _, statuses = ask(Load(server, bodies, {}, rate=400, seconds=0.1), server=os.getpid())
    assert statuses == {200: 20, 503: 10, 429: 10}
    _, nobody = ask(Load("http://127.0.0.1:9/", [{}], {}, rate=100, seconds=0.02), server=os.getpid())
    assert nobody == {NO_ANSWER: 2}


def test_the_cpu_of_processes_below_counts() -> None:
    import subprocess
    import sys

    burn = "sum(range(30_000_000)); input()"
    child = subprocess.Popen([sys.executable, "-c", burn], stdin=subprocess.PIPE)
    before, ends = tree_cpu_seconds(os.getpid()), time.monotonic() + 60
    while tree_cpu_seconds(child.pid) < 0.2 and time.monotonic() < ends:
        time.sleep(0.05)
    assert tree_cpu_seconds(os.getpid()) - before >= 0.1
    child.communicate(b"\n")
