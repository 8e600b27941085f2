"""How a worker moves to newer scores and models without losing a request, and never to damaged ones."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Generic, TypeVar

from features.errors import BusyError, NotFoundError, WinbackError
from serving.store.manifest import FOLDER, POINTER, Pointer, read_pointer
from serving.store.published import Published, open_newest

T = TypeVar("T")

#: Inode, time and length of the pointer file: another publish makes another one.
Mark = tuple[int, int, int]


class Watch(Generic[T]):
    """What a worker serves with, exchanged for a newer one as a whole.

    Parameters
    ----------
    data_dir : Path
        `[storage] data_dir`.
    warm : callable of Published to T
        Makes ready what is served (loads the model, checks golden clients); it refuses a snapshot by
        raising a `WinbackError`.

    Attributes
    ----------
    current : T
        What to serve with now. Take it once a request, so that one answer has one version.
    pointer : Pointer
        The snapshot that `current` was made of.
    degraded : str or None
        Why something newer (or the folder) could not be taken; None while all is well.

    Raises
    ------
    NotFoundError, DamagedError, BusyError
        If there is nothing to begin with; raised by `open_published` or by `warm`.
    """

    def __init__(self, data_dir: Path, warm: Callable[[Published], T]) -> None:
        self._data_dir = data_dir
        self._warm = warm
        self._turn = threading.Lock()
        self._settled: Mark | None = None
        self.degraded: str | None = None
        self.current, self.pointer = self._newest()

    def refresh(self, *, force: bool = False) -> bool:
        """Look for something newer and take it; to be called every few seconds.

        Where the pointer file has not changed since the last look, this costs one `stat`.

        Parameters
        ----------
        force : bool
            Look again at what was refused before.

        Returns
        -------
        bool
            Whether `current` is a new one. If not, `degraded` says whether and why one was refused.
        """
        with self._turn:
            mark = self._mark()
            if mark is not None and mark == self._settled and not force:
                return False
            try:
                taken = self._follow()
            except (BusyError, NotFoundError) as fault:  # may pass by itself: look again next time
                self.degraded, self._settled = str(fault), None
                return False
            except WinbackError as fault:
                self.degraded, self._settled = str(fault), mark
                return False
            self.degraded, self._settled = None, mark
            return taken

    def _follow(self) -> bool:
        if read_pointer(self._data_dir) == self.pointer:
            return False
        current, pointer = self._newest()
        self.current, self.pointer = current, pointer
        return True

    def _newest(self) -> tuple[T, Pointer]:
        published, pointer = open_newest(self._data_dir)
        return self._warm(published), pointer

    def _mark(self) -> Mark | None:
        try:
            found = (self._data_dir / FOLDER / POINTER).stat()
        except OSError:
            return None
        return found.st_ino, found.st_mtime_ns, found.st_size
