"""How a snapshot that is no longer in use is read, for whoever has begun to walk through it."""

import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from threading import Lock

from features.errors import DamagedError, NotFoundError
from serving.store.manifest import FOLDER, MANIFEST, SNAPSHOT_ID, Pointer, parse_manifest, snapshot_id
from serving.store.published import Published, open_snapshot

#: Seconds without a reader after which an older snapshot leaves the memory.
IDLE_SECONDS = 600.0


def open_retained(data_dir: Path, name: str) -> Published:
    """Read a snapshot by its name; `publish` keeps the last few beside the one in use.

    No pointer tells the manifest's digest any more; the name does, as it is made of the files' digests.

    Parameters
    ----------
    data_dir : Path
        `[storage] data_dir`.
    name : str
        The snapshot's id, wherever it comes from.

    Raises
    ------
    NotFoundError
        If it is gone, or is none.
    DamagedError
        If it is not the one of that name.
    BusyError
        If a file cannot be read.
    """
    path = data_dir / FOLDER / name / MANIFEST
    try:
        content = path.read_bytes() if SNAPSHOT_ID.fullmatch(name) else b""
    except FileNotFoundError:
        content = b""
    if not content:
        raise NotFoundError("That publication is gone; only the last few are kept. Begin with the newest.")
    manifest = parse_manifest(content, path)
    digests = {file: entry.sha256 for file, entry in manifest.files.items()}
    if snapshot_id(manifest.as_of, manifest.model_version, digests) != name:
        raise DamagedError(f"{name}/{MANIFEST} is damaged: it is of another snapshot. It was not used.")
    return open_snapshot(data_dir, Pointer(name, sha256(content).hexdigest()))


class Retained:
    """Keeps the older snapshot that was asked for last, for as long as somebody walks through it.

    Parameters
    ----------
    data_dir : Path
        `[storage] data_dir`.
    clock : callable
        Gives seconds that only grow.
    """

    def __init__(self, data_dir: Path, clock: Callable[[], float] = time.monotonic) -> None:
        self._data_dir = data_dir
        self._clock = clock
        self._turn = Lock()
        self._kept: Published | None = None
        self._used = clock()

    def get(self, name: str) -> Published:
        """Give a snapshot by its name; raises as `open_retained` does."""
        with self._turn:
            if self._kept is not None and not self._kept.folder.is_dir():
                self._kept = None  # gone, as by an erasure: nobody is shown it any more
            if self._kept is None or self._kept.snapshot_id != name:
                self._kept = None  # never two at once
                self._kept = open_retained(self._data_dir, name)
            self._used = self._clock()
            return self._kept

    def tidy(self) -> bool:
        """Let go of a snapshot that nobody has asked for in a while; tell whether one is still kept."""
        with self._turn:
            if self._kept is not None and self._clock() - self._used > IDLE_SECONDS:
                self._kept = None
            return self._kept is not None
