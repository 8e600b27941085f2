"""Requests at a constant rate, and what the server spent on them."""

import asyncio
import os
import statistics
import time
from pathlib import Path
from typing import Any

import aiohttp

TICKS = os.sysconf("SC_CLK_TCK")


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


async def _ask(session: aiohttp.ClientSession, url: str, body: Any, due: float) -> float:
    """Ask once when it is due; milliseconds from then on, so that a late start counts."""
    await asyncio.sleep(max(due - time.perf_counter(), 0))
    async with session.post(url, json=body) as answer:
        await answer.read()
        answer.raise_for_status()
    return 1000 * (time.perf_counter() - due)


async def _ask_all(url: str, headers: dict[str, str], body: Any, rate: float, seconds: float) -> list[float]:
    connector = aiohttp.TCPConnector(limit=64)  # kept alive
    async with aiohttp.ClientSession(connector=connector, headers=headers) as session:
        await asyncio.gather(*(_ask(session, url, body, time.perf_counter()) for _ in range(8)))
        began = time.perf_counter() + 0.2
        asked = (_ask(session, url, body, began + number / rate) for number in range(int(rate * seconds)))
        return await asyncio.gather(*asked)


def load(
    url: str, headers: dict[str, str], body: Any, *, server: int, rate: float, seconds: float
) -> dict[str, float]:
    """Ask at a constant rate; latencies in ms and the server's CPU ms a request. Any refusal raises."""
    before = tree_cpu_seconds(server)
    latencies = asyncio.run(_ask_all(url, headers, body, rate, seconds))
    spent = tree_cpu_seconds(server) - before
    percentiles = statistics.quantiles(latencies, n=100)
    return {
        "CPU ms a request": 1000 * spent / len(latencies),
        "p50 ms": percentiles[49],
        "p99 ms": percentiles[98],
    }
