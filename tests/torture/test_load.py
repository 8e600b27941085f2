"""Two minutes of steady load without an error, overload answered in three ways only, and memory that stays flat.

`WINBACK_REQUESTS=20000` asks fewer requests of the memory's test than a hundred thousand.
"""

import asyncio
import json
import os
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import aiohttp
import numpy as np
import pytest

from benchmarks.http.servers import bentoml
from benchmarks.load import Load, ask
from serving.ledger import Ledger
from tests.serving.conftest import make_keys
from tests.serving.tiny import client_ids, publish_tiny, tiny_settings

pytestmark = pytest.mark.torture
RATE, SECONDS = 200.0, 120.0
REQUESTS = int(os.environ.get("WINBACK_REQUESTS", "100000"))
#: Connections that ask at once, several times `[serving] max_concurrency`.
CROWD, OVERLOAD_SECONDS = 150, 20.0
#: What memory may grow by in all the requests, bytes; a request that left 300 bytes behind would be seen.
FLAT = 30e6


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, int, dict[str, str]]]:
    """A real server's address, process id, and the headers of a CRM."""
    folder = tmp_path_factory.mktemp("load")
    data_dir = folder / "data"
    publish_tiny(data_dir)
    settings = tiny_settings(data_dir)
    with closing(Ledger(settings.ledger_url, zone=settings.zone)) as ledger:
        headers = {"Authorization": f"Bearer {make_keys(ledger)['crm']}"}
    service = "tests.serving.tiny_service:Winback"
    with bentoml(service, "/readyz", folder, WINBACK_DATA_DIR=str(data_dir)) as server:
        yield server.url, server.process_id, headers


def test_two_hundred_requests_a_second_go_on_for_two_minutes_without_an_error(
    served: tuple[str, int, dict[str, str]],
) -> None:
    url, process, headers = served
    bodies = [{"client_ids": ["00001"]}]
    measures, statuses = ask(Load(f"{url}/v1/scores", bodies, headers, RATE, SECONDS), server=process)
    print(measures, statuses)
    assert set(statuses) == {200}


def test_overload_is_answered_or_refused_in_words(served: tuple[str, int, dict[str, str]]) -> None:
    url, _, headers = served
    ended = asyncio.run(crowd(url, headers))
    print(ended)
    assert {status for status, _ in ended} <= {200, 429, 503}, ended
    assert ended[200, ""] > 0
    assert ended[503, "overloaded"] > 0, "nobody was turned away for want of a place"


async def crowd(url: str, headers: dict[str, str]) -> Counter[tuple[int | str, str]]:
    """Ask from many connections, each for another list, or for a client, as soon as it has its answer.

    Gives how often which status came, and the code of the refusal.
    """
    ended: Counter[tuple[int | str, str]] = Counter()
    ends = asyncio.get_running_loop().time() + OVERLOAD_SECONDS
    limit = aiohttp.ClientTimeout(total=60)
    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(url, headers=headers, connector=connector, timeout=limit) as session:

        async def caller(number: int) -> None:
            turn = 0
            while asyncio.get_running_loop().time() < ends:
                turn += 1
                budget = 1_000 + 97 * number + turn
                try:
                    async with (
                        session.get("/v1/lists/at-risk", params={"budget": str(budget)})
                        if number % 3
                        else session.post("/v1/scores", json={"client_ids": client_ids()})
                    ) as answer:
                        content, code = await answer.read(), ""
                        if answer.status in (429, 503):
                            code = json.loads(content)["type"].rpartition(":")[2]
                            assert int(answer.headers["Retry-After"]) > 0
                            assert answer.content_type == "application/problem+json"
                        ended[answer.status, code] += 1
                except (aiohttp.ClientError, TimeoutError) as fault:
                    ended[type(fault).__name__, ""] += 1

        await asyncio.gather(*map(caller, range(CROWD)))
    return ended


def test_memory_stays_flat(served: tuple[str, int, dict[str, str]]) -> None:
    url, process, headers = served
    asked, held = asyncio.run(ask_many(url, headers, process))
    begins = len(held) // 5  # what is loaded with the first requests stays
    growth = np.polyfit(asked[begins:], held[begins:], 1)[0]
    print(
        f"{asked[-1]} requests; {held[begins] / 1e6:.0f} to {held[-1] / 1e6:.0f} MB, {growth:.0f} bytes each"
    )
    print([round(held[part] / 1e6) for part in range(0, len(held), 5)])
    assert growth * 100_000 < FLAT


async def ask_many(url: str, headers: dict[str, str], process: int) -> tuple[list[int], list[int]]:
    """Ask for one client after another over a few connections, and weigh the server now and then."""
    asked, held, ids = [], [], client_ids()
    async with aiohttp.ClientSession(url, headers=headers) as session:

        async def some(first: int, count: int) -> None:
            for number in range(first, first + count):
                body = {"client_ids": [ids[number % len(ids)]]}
                async with session.post("/v1/scores", json=body) as answer:
                    await answer.read()
                    assert answer.status == 200

        portion = REQUESTS // 50
        for part in range(50):
            await asyncio.gather(*(some(part * portion + line, portion // 8) for line in range(8)))
            asked.append((part + 1) * (portion // 8) * 8)
            held.append(tree_bytes(process))
    return asked, held


def tree_bytes(root: int) -> int:
    """Give the resident memory of a process and all below it, bytes."""
    parents, held = {}, {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                told = dict(line.split(":", 1) for line in (folder / "status").read_text().splitlines())
            except (FileNotFoundError, ProcessLookupError):
                continue
            parents[int(folder.name)] = int(told["PPid"])
            held[int(folder.name)] = int(told.get("VmRSS", "0 kB").split()[0]) * 1024
    members = {root}
    while found := {child for child, parent in parents.items() if parent in members} - members:
        members |= found
    return sum(held.get(member, 0) for member in members)
