"""Which files with clients' data were written for people: theirs to keep, and named when it matters."""

import errno
import fcntl
import json
import os
from datetime import datetime
from pathlib import Path

from features.errors import BusyError
from features.whole_files import sync

#: Below DATA_DIR; a line a file.
FILE = "exported.jsonl"


def note_exported(data_dir: Path, path: Path, now: datetime) -> None:
    """Write down that a file with clients' data was written.

    Parameters
    ----------
    data_dir : Path
        `[storage] data_dir`.
    path : Path
        The file.
    now : datetime
        The time, with offset.

    Raises
    ------
    BusyError
        If the disk refuses; then the file is not to be written.
    """
    told = {"at": now.isoformat(timespec="seconds"), "file": str(path.resolve())}
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        _append(data_dir / FILE, f"{json.dumps(told, ensure_ascii=False)}\n".encode())
    except OSError as fault:
        raise BusyError(
            f"{data_dir / FILE} cannot be written: {fault.strerror}. It tells which files hold clients' data,"
            f" so {path} was not written. Free space or mend the rights, then run again."
        ) from fault


def _append(path: Path, line: bytes) -> None:
    """Append a line whole or not at all."""
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o666)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        length = os.fstat(handle).st_size
        if os.write(handle, line) < len(line):  # a full disk takes a part
            os.ftruncate(handle, length)
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        os.fsync(handle)
        if not length:  # a new file: its name, too
            sync(path.parent)
    finally:
        os.close(handle)


def still_exported(data_dir: Path) -> list[Path]:
    """Give the files that were written and still stand, each once.

    Examples
    --------
    >>> still_exported(Path("nowhere"))
    []
    """
    file = data_dir / FILE
    if not file.is_file():
        return []
    paths = (Path(json.loads(line)["file"]) for line in file.read_text(encoding="utf-8").splitlines() if line)
    return [path for path in dict.fromkeys(paths) if path.is_file()]
