"""Requests at a constant rate, and what the server spent on them."""

import asyncio
import os
import statistics
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp

TICKS = os.sysconf("SC_CLK_TCK")
#: What stands for a status where no answer came.
NO_ANSWER = 0
#: Requests to warm a server by, seconds to wait before the first one that counts.
WARMING, LEAD_SECONDS = 8, 0.2


@dataclass(frozen=True)
class Load:
    """What is asked, how often, and for how long; bodies take turns."""

    url: str
    bodies: Sequence[Any]
    headers: dict[str, str]
    rate: float
    seconds: float


def tree_cpu_seconds(root: int) -> float:
    """Give the CPU seconds that a process and all below it have spent, by the kernel's count."""
    parents, ticks = {}, {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                fields = (folder / "stat").read_text().rpartition(")")[2].split()
            except (FileNotFoundError, ProcessLookupError):  # it ended while we looked
                continue
            parents[int(folder.name)] = int(fields[1])
            ticks[int(folder.name)] = int(fields[11]) + int(fields[12])
    members = {root}
    while found := {child for child, parent in parents.items() if parent in members} - members:
        members |= found
    return sum(ticks.get(member, 0) for member in members) / TICKS


async def _ask(session: aiohttp.ClientSession, url: str, body: Any, due: float) -> tuple[int, float]:
    """Ask once; status, and milliseconds from when it was due, so that a late start counts."""
    status = NO_ANSWER
    try:
        async with session.post(url, json=body) as answer:
            await answer.read()
            status = answer.status
    except (aiohttp.ClientError, TimeoutError):
        pass
    return status, 1000 * (time.perf_counter() - due)


async def _ask_all(load: Load, server: int) -> tuple[list[tuple[int, float]], float]:
    connector = aiohttp.TCPConnector(limit=64)  # kept alive
    async with aiohttp.ClientSession(connector=connector, headers=load.headers) as session:
        now = time.perf_counter()
        await asyncio.gather(*(_ask(session, load.url, load.bodies[0], now) for _ in range(WARMING)))
        before = tree_cpu_seconds(server)
        began, asked = time.perf_counter() + LEAD_SECONDS, []
        for number in range(max(round(load.rate * load.seconds), 2)):
            due = began + number / load.rate  # begun one by one: thousands at once would hold up the first
            await asyncio.sleep(max(due - time.perf_counter(), 0))
            body = load.bodies[number % len(load.bodies)]
            asked.append(asyncio.create_task(_ask(session, load.url, body, due)))
        answers = await asyncio.gather(*asked)
        return answers, tree_cpu_seconds(server) - before


def ask(load: Load, *, server: int) -> tuple[dict[str, float], Counter[int]]:
    """Ask at a constant rate, whether or not earlier answers have come.

    Parameters
    ----------
    load : Load
    server : int
        Process whose CPU is counted, with all below it.

    Returns
    -------
    measures, statuses : dict of str to float, Counter of int
        ``CPU ms a request``, ``p50 ms`` and ``p99 ms`` of the time from the moment that each was due;
        and how many answers had which status, `NO_ANSWER` where none came.
    """
    answers, spent = asyncio.run(_ask_all(load, server))
    percentiles = statistics.quantiles((latency for _, latency in answers), n=100)
    measures = {
        "CPU ms a request": 1000 * spent / len(answers),
        "p50 ms": percentiles[49],
        "p99 ms": percentiles[98],
    }
    return measures, Counter(status for status, _ in answers)
