"""What a worker sees to beside its requests: wishes, erasures that were asked for, messages to receivers."""

import asyncio
import logging
import sys
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from features.errors import SettingsError, WinbackError
from serving.answers.backend import Backend
from serving.edge.quiet_logs import where_it_broke
from serving.telling.delivering import deliver_due
from serving.telling.webhooks import receivers_of

logger = logging.getLogger(__name__)

#: Seconds between two looks at the ledger.
LOOK_SECONDS = 1.0
#: After an erasure that could not be done, as while scores are made.
AGAIN = timedelta(seconds=30)


async def attend(backend: Backend) -> None:
    """See to the ledger for as long as the worker lives; what fails is tried at the next look.

    Where the ledger says by itself that nothing was written since, it is not asked what stands in it.
    """
    erasing, telling = Erasing(backend), Telling(backend)
    seen: object = None
    while True:
        mark = backend.mark()
        if mark is None or mark != seen or erasing.is_to_try_again:
            seen = mark if await _looked(backend, erasing) else None
        else:
            backend.attempted.hold()
        await _tried(telling.look)
        await asyncio.sleep(LOOK_SECONDS)


async def _looked(backend: Backend, erasing: "Erasing") -> bool:
    """Ask the ledger for everything that a worker heeds; tell whether it answered."""
    looks: list[Callable[[], Awaitable[object]]] = [
        partial(asyncio.to_thread, look) for look in (backend.heed_wishes, backend.heed_attempts)
    ]
    return all([await _tried(look) for look in (*looks, erasing.look)])


async def _tried(see_to: Callable[[], Awaitable[object]]) -> bool:
    try:
        await see_to()
    except WinbackError as fault:
        logger.warning("attending: %s", where_it_broke(fault))
        return False
    return True


class Telling:
    """Sends what is due, one round at a time, beside whatever else is seen to."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend
        try:
            self._receivers = receivers_of(backend.settings)
        except SettingsError as fault:  # wishes and erasures are seen to all the same
            logger.warning("webhooks are not sent: %s", fault)
            self._receivers = []
        self._round: asyncio.Task[int] | None = None

    async def look(self) -> None:
        """Begin a round, unless one is under way or nobody wants to be told."""
        if not self._receivers or (self._round and not self._round.done()):
            return
        ended, self._round = self._round, None
        if ended and (fault := ended.exception()):
            logger.warning("webhooks: %s", where_it_broke(fault))
        ledger: Any = self._backend.ledger
        work = deliver_due(ledger, self._receivers, self._backend.clock)
        self._round = asyncio.create_task(work)


class Erasing:
    """Starts the job that does the erasures that were asked for, one at a time."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend
        self._job: asyncio.Task[bool] | None = None
        self._next: datetime | None = None

    @property
    def is_to_try_again(self) -> bool:
        """Whether an erasure was begun that may not have been done."""
        return self._next is not None

    async def look(self) -> None:
        """Start the job if an erasure is pending and none is under way."""
        now = self._backend.clock()
        if (self._job and not self._job.done()) or (self._next and now < self._next):
            return
        if await asyncio.to_thread(self._backend.ledger.pending_erasures):
            self._next = now + AGAIN
            self._job = asyncio.create_task(_tried(self._backend.erase))
        else:
            self._next = None


async def erase_apart(settings_path: Path) -> None:
    """Do what is pending in a process of its own, so that requests do not wait for it."""
    winback = [sys.executable, "-c", "from serving.cli import main; main()"]  # wherever the script may be
    command = [*winback, "erase", "--pending", "--config", str(settings_path)]
    quiet = asyncio.subprocess.DEVNULL
    job = await asyncio.create_subprocess_exec(*command, stdin=quiet, stdout=quiet, stderr=quiet)
    code = await job.wait()
    if code:
        logger.warning("an erasure ended with exit code %d; it is tried again", code)
