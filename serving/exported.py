"""Which files with clients' data were written for people: theirs to keep, and named when it matters."""

import json
from datetime import datetime
from pathlib import Path

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
    """
    data_dir.mkdir(parents=True, exist_ok=True)
    with (data_dir / FILE).open("a", encoding="utf-8") as file:
        told = {"at": now.isoformat(timespec="seconds"), "file": str(path.resolve())}
        file.write(json.dumps(told, ensure_ascii=False) + "\n")


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
