"""Who is at work in the data folder: one training and one scoring at a time, and nobody after a crash."""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from features.errors import BusyError

Work = Literal["training", "scoring", "publishing", "monitoring", "erasing"]

#: Longest note that a lock file can hold, bytes.
NOTE_BYTES = 4096


@contextmanager
def exclusive(data_dir: Path, work: Work, *, now: datetime | None = None) -> Iterator[None]:
    """Hold a kind of work for this process alone while the block runs.

    The operating system's own file lock is held, so that a killed process leaves nothing to clear away.
    The file stays; it tells the holder's process id and since when.

    Parameters
    ----------
    data_dir : Path
        `[storage] data_dir`; made if it does not stand yet.
    work : {'training', 'scoring', 'publishing', 'monitoring', 'erasing'}
        What is done; the five do not exclude each other.
    now : datetime, optional
        The time that others are told; default: the clock, in UTC.

    Raises
    ------
    BusyError
        If another process or thread holds it (says who, since when), or the folder cannot be written.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder, exclusive(Path(folder), "scoring"):
    ...     with exclusive(Path(folder), "training"):
    ...         print("both")
    both
    """
    handle = _opened(data_dir / "locks" / f"{work}.lock")
    try:
        _hold(handle, work)
        since = (now or datetime.now(UTC)).isoformat(timespec="seconds")
        _note(handle, json.dumps({"pid": os.getpid(), "since": since}))
        try:
            yield
        finally:
            os.ftruncate(handle, 0)
    finally:
        os.close(handle)


def _opened(path: Path) -> int:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    except OSError as fault:
        raise BusyError(
            f"The lock file {path} cannot be opened: {fault.strerror}. "
            "winback needs to write to the data folder; mend its rights or choose another `data_dir`."
        ) from fault


def _note(handle: int, note: str) -> None:
    try:
        os.ftruncate(handle, 0)
        os.pwrite(handle, note.encode(), 0)
    except OSError as fault:
        raise BusyError(
            f"The lock file cannot be written: {fault.strerror}. Free space in the data folder."
        ) from fault


def _hold(handle: int, work: Work) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as fault:
        raise BusyError(
            f"Another {work} is at work ({_holder(handle)}); there can be one at a time. "
            "Wait for it to end, or stop that process."
        ) from fault


def _holder(handle: int) -> str:
    try:
        note = json.loads(os.pread(handle, NOTE_BYTES, 0))
        return f"pid {int(note['pid'])} since {note['since']}"
    except (ValueError, KeyError, TypeError):  # it has the lock and has not written its note yet
        return "it has just begun"
