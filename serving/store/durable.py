"""How bytes reach the disk for good: every file and folder is synced before anything names it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from features.errors import BusyError

CHUNK_BYTES = 1 << 20


def write_file(path: Path, content: bytes | Path) -> tuple[str, int]:
    """Write and sync a new file.

    Parameters
    ----------
    path : Path
        The file; it must not stand yet.
    content : bytes or Path
        The bytes, or a file to copy in pieces.

    Returns
    -------
    (str, int)
        SHA-256 (hex) and length of the bytes that were written.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     digest, length = write_file(Path(folder) / "greeting", b"hello")
    >>> digest[:12], length
    ('2cf24dba5fb0', 5)
    """
    digest, length = sha256(), 0
    with path.open("xb") as target:
        for piece in _pieces(content):
            digest.update(piece)
            length += target.write(piece)
        target.flush()
        os.fsync(target.fileno())
    return digest.hexdigest(), length


def _pieces(content: bytes | Path) -> Iterator[bytes]:
    if isinstance(content, bytes):
        yield content
        return
    with content.open("rb") as source:
        while piece := source.read(CHUNK_BYTES):
            yield piece


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Turn what the operating system refuses (disk full, no rights) into a message for a person.

    Raises
    ------
    BusyError
        If the block met an `OSError`.
    """
    try:
        yield
    except OSError as fault:
        raise BusyError(
            f"Publishing in {folder} failed: {fault.strerror or fault}. "
            "What was published before still stands. Free space or mend the folder's rights, then run again."
        ) from fault
