"""How a file appears: whole or not at all, whatever happens on the way, and nothing is left of a try."""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from glob import escape
from pathlib import Path
from typing import BinaryIO

from features.errors import BusyError

SUFFIX = ".part"


@contextmanager
def whole_file(path: Path, *, private: bool = True) -> Iterator[BinaryIO]:
    """Open a draft beside a file; once the block has ended well it is on disk, and takes the file's place.

    A draft that a killed process left is removed by the next one that writes the same file.

    Parameters
    ----------
    path : Path
        The file; an older one stays until the new one is whole.
    private : bool
        Whether only its owner may read it.

    Raises
    ------
    BusyError
        If the disk is full or the folder cannot be written to; what stood there before still stands.

    Examples
    --------
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     with whole_file(Path(folder, "greeting")) as file:
    ...         _ = file.write(b"hello")
    ...     [path.name for path in Path(folder).iterdir()]
    ['greeting']
    """
    try:
        _remove_left(path.parent, f".{path.name}.", SUFFIX)
        draft, file = _draft(path)
        try:
            with file:
                yield file
                file.flush()
                if not private:
                    os.fchmod(file.fileno(), 0o666 & ~_umask())
                os.fsync(file.fileno())
                draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)
        sync(path.parent)
    except OSError as error:
        raise BusyError(
            f"{path} could not be written ({error.strerror or error}); it needs room and a folder that may "
            "be written to. Free some space, close the file elsewhere or choose another folder."
        ) from error


def put_file(path: Path, content: bytes | Callable[[BinaryIO], object], *, private: bool = True) -> None:
    """Put a file there whole or not at all.

    Parameters
    ----------
    path : Path
    content : bytes or callable
        What is written, or what writes it into the open file.
    private : bool
        Whether only its owner may read it.

    Raises
    ------
    BusyError
        If the disk is full or the folder cannot be written to; nothing is left half-written.
    """
    with whole_file(path, private=private) as file:
        if callable(content):
            content(file)
        else:
            file.write(content)


def sync(path: Path) -> None:
    """Make the bytes of a file, or the names in a folder (new, renamed, removed), survive a power cut."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def remove_drafts(folder: Path) -> None:
    """Remove the drafts that killed processes left in a folder, of whatever file."""
    _remove_left(folder, ".", SUFFIX)


@contextmanager
def passing_folder(parent: Path, prefix: str) -> Iterator[Path]:
    """Give a folder of one's own that goes when the block ends; one that a killed process left goes now.

    Parameters
    ----------
    parent : Path
        Where it lies.
    prefix : str
        How its name begins.

    Examples
    --------
    >>> with tempfile.TemporaryDirectory() as parent:
    ...     with passing_folder(Path(parent), ".rows-") as folder:
    ...         _ = (folder / "rows").write_text("1")
    ...     list(Path(parent).iterdir())
    []
    """
    _remove_left(parent, prefix, "")
    folder, handle = _own_folder(parent, prefix)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(handle)


@contextmanager
def filled_folder(folder: Path) -> Iterator[None]:
    """Have a folder for the block to fill, its owner's only; one that was made and left empty goes again.

    Raises
    ------
    BusyError
        If it cannot be made, as where a file of that name stands.

    Examples
    --------
    >>> with tempfile.TemporaryDirectory() as parent:
    ...     with suppress(ZeroDivisionError), filled_folder(Path(parent, "handed")):
    ...         _ = 1 / 0
    ...     list(Path(parent).iterdir())
    []
    """
    is_new = not folder.exists()
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as fault:
        raise BusyError(
            f"The folder {folder} could not be made ({fault.strerror}). Choose another one, or mend the"
            " rights of the folder that it is to stand in."
        ) from fault
    try:
        yield
    finally:
        if is_new:
            with suppress(OSError):  # something stands in it
                folder.rmdir()


def _own_folder(parent: Path, prefix: str) -> tuple[Path, int]:
    while True:
        folder = Path(tempfile.mkdtemp(dir=parent, prefix=prefix))
        with suppress(FileNotFoundError):  # somebody who tidied up was quicker than our lock
            handle = os.open(folder, os.O_RDONLY)
            fcntl.flock(handle, fcntl.LOCK_EX)
            if folder.exists():
                return folder, handle
            os.close(handle)


def _draft(path: Path) -> tuple[Path, BinaryIO]:
    """Make a draft and hold its lock, which ends with the process: a draft without one is nobody's."""
    while True:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=SUFFIX)
        fcntl.flock(handle, fcntl.LOCK_EX)
        if Path(name).exists():  # or somebody who tidied up was quicker than our lock
            return Path(name), os.fdopen(handle, "wb")
        os.close(handle)


def _remove_left(parent: Path, prefix: str, suffix: str) -> None:
    """Remove what begins and ends so and is held by nobody any more."""
    for left in parent.glob(f"{escape(prefix)}*{suffix}"):
        with suppress(OSError), _held(left, fcntl.LOCK_EX | fcntl.LOCK_NB):
            if left.is_dir():
                shutil.rmtree(left)
            else:
                left.unlink()


@contextmanager
def _held(path: Path, how: int) -> Iterator[None]:
    handle = os.open(path, os.O_RDONLY)
    try:
        fcntl.flock(handle, how)
        yield
    finally:
        os.close(handle)


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
