"""Requests that go on while something happens to a server: how each ended, and which version made it."""

import asyncio
import threading
import time
from collections import Counter
from types import TracebackType
from typing import Any, Self

import aiohttp


class Steady:
    """Asks one server at a constant rate from a thread of its own, whatever the answers are.

    Parameters
    ----------
    url, key : str
    ids : list of str
        Clients, asked for one at a time in turn.
    rate : float
        Requests a second.

    Attributes
    ----------
    ended : Counter
        Answers by status; what got none by the name of its fault.
    versions : Counter
        Answers by the model version that made them.
    torn : list
        Answers of which parts are of different versions, or that are of another client.
    """

    def __init__(self, url: str, key: str, ids: list[str], rate: float) -> None:
        self._url, self._headers, self._ids = url, {"Authorization": f"Bearer {key}"}, ids
        self._rate = rate
        self._over = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._ask_on()))
        self.ended: Counter[int | str] = Counter()
        self.versions: Counter[str] = Counter()
        self.torn: list[Any] = []

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _fault: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._thread.join()

    async def _ask_on(self) -> None:
        limit = aiohttp.ClientTimeout(total=30)
        async with aiohttp.ClientSession(self._url, headers=self._headers, timeout=limit) as session:
            began, tasks = time.perf_counter(), set()
            number = 0
            while not self._over.is_set():
                await asyncio.sleep(max(began + number / self._rate - time.perf_counter(), 0))
                task = asyncio.create_task(self._ask(session, self._ids[number % len(self._ids)]))
                tasks.add(task)
                task.add_done_callback(tasks.discard)
                number += 1
            await asyncio.gather(*tasks)

    async def _ask(self, session: aiohttp.ClientSession, client_id: str) -> None:
        try:
            async with session.post("/v1/scores", json={"client_ids": [client_id]}) as answer:
                told = await answer.json()
                self.ended[answer.status] += 1
        except (aiohttp.ClientError, TimeoutError, ValueError) as fault:
            self.ended[type(fault).__name__] += 1
            return
        if answer.status == 200:
            version, (score,) = told["model_version"], told["scores"]
            self.versions[version] += 1
            if score["model_version"] != version or score["client_id"] != client_id:
                self.torn.append(told)
