"""Which files a published snapshot consists of, and which snapshot is the one in use."""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any

from features.errors import BusyError, DamagedError, NotFoundError, UsageError

FOLDER = "published"
POINTER = "current.json"
MANIFEST = "manifest.json"
SNAPSHOT_ID = re.compile(r"\d{4}-\d{2}-\d{2}-[0-9a-f]{12}")


@dataclass(frozen=True)
class FileEntry:
    """What a manifest says of one file: digest, length and, of a Parquet file, rows and column types."""

    sha256: str
    bytes: int
    rows: int | None = None
    columns: Mapping[str, str] | None = None


@dataclass(frozen=True)
class Pointer:
    """The one snapshot in use, and the digest of its manifest."""

    snapshot_id: str
    manifest_sha256: str

    def to_bytes(self) -> bytes:
        """Write it as `current.json` holds it."""
        return _json(asdict(self))


@dataclass(frozen=True)
class Manifest:
    """Everything that a published snapshot consists of."""

    snapshot_id: str
    as_of: date
    scored_at: datetime
    model_version: str
    files: Mapping[str, FileEntry]

    def to_bytes(self) -> bytes:
        """Write it as `manifest.json` holds it; equal manifests give equal bytes."""
        return _json(
            {
                "snapshot_id": self.snapshot_id,
                "as_of": self.as_of.isoformat(),
                "scored_at": self.scored_at.isoformat(),
                "model_version": self.model_version,
                "files": {name: _filled(entry) for name, entry in sorted(self.files.items())},
            }
        )


def _filled(entry: FileEntry) -> dict[str, Any]:
    return {key: value for key, value in asdict(entry).items() if key != "columns" or value is not None}


def _json(content: Mapping[str, Any]) -> bytes:
    return (json.dumps(content, indent=1, ensure_ascii=False) + "\n").encode()


def snapshot_id(as_of: date, model_version: str, digests: Mapping[str, str]) -> str:
    """Name a snapshot after its day and its content, so that a rerun gives the same name.

    Parameters
    ----------
    as_of : date
        Day of the scores.
    model_version : str
        Version of the model that made them.
    digests : mapping of str to str
        SHA-256 (hex) of each file by its name.

    Examples
    --------
    >>> snapshot_id(date(2026, 3, 1), "7", {"scores.parquet": "ab", "context.parquet": "cd"})
    '2026-03-01-4f29dc66333b'
    """
    content = "\n".join(
        [f"model {model_version}", *(f"{digest} {name}" for name, digest in sorted(digests.items()))]
    )
    return f"{as_of.isoformat()}-{sha256(content.encode()).hexdigest()[:12]}"


def checked_name(name: str) -> str:
    """Refuse a file name that would leave the snapshot's folder or stand in the manifest's place.

    Raises
    ------
    UsageError
        If the name is absolute, climbs out, or is the manifest's own.

    Examples
    --------
    >>> checked_name("bundle/model.txt")
    'bundle/model.txt'
    >>> checked_name("../scores.parquet")
    Traceback (most recent call last):
    ...
    features.errors.UsageError: '../scores.parquet' is no name of a published file. Write a relative one ...
    """
    path = PurePosixPath(name)
    climbs = any(part in ("..", ".") or "\0" in part for part in path.parts)
    if path.is_absolute() or climbs or str(path) != name or name in ("", ".", MANIFEST):
        raise UsageError(
            f"{name!r} is no name of a published file. Write a relative one such as 'bundle/model.txt', "
            f"other than {MANIFEST}."
        )
    return name


def parse_pointer(content: bytes, where: Path) -> Pointer:
    """Read the bytes of `current.json`.

    Raises
    ------
    DamagedError
        If they do not name a snapshot and a digest.
    """
    try:
        fields = json.loads(content)
        pointer = Pointer(str(fields["snapshot_id"]), str(fields["manifest_sha256"]))
    except (ValueError, KeyError, TypeError) as fault:
        raise DamagedError(f"{where} is damaged: it names no snapshot. Run `winback score` again.") from fault
    if not SNAPSHOT_ID.fullmatch(pointer.snapshot_id):
        raise DamagedError(
            f"{where} is damaged: {pointer.snapshot_id!r} is no snapshot. Run `winback score` again."
        )
    return pointer


def parse_manifest(content: bytes, where: Path) -> Manifest:
    """Read the bytes of `manifest.json`, once their digest was found right.

    Raises
    ------
    DamagedError
        If a field is missing or has another form.
    """
    try:
        fields = json.loads(content)
        return Manifest(
            snapshot_id=str(fields["snapshot_id"]),
            as_of=date.fromisoformat(fields["as_of"]),
            scored_at=datetime.fromisoformat(fields["scored_at"]),
            model_version=str(fields["model_version"]),
            files={checked_name(name): FileEntry(**entry) for name, entry in fields["files"].items()},
        )
    except (ValueError, KeyError, TypeError, AttributeError) as fault:
        raise DamagedError(
            f"{where} is damaged: it is no manifest of ours. Run `winback score` again."
        ) from fault


def read_pointer(data_dir: Path) -> Pointer:
    """Tell which snapshot is in use.

    Parameters
    ----------
    data_dir : Path
        `[storage] data_dir`.

    Raises
    ------
    NotFoundError
        If nothing was published yet.
    DamagedError
        If the pointer names no snapshot.
    BusyError
        If the file cannot be read.
    """
    path = data_dir / FOLDER / POINTER
    try:
        return parse_pointer(path.read_bytes(), path)
    except (FileNotFoundError, NotADirectoryError) as fault:
        raise NotFoundError(
            f"Nothing is published in {data_dir}: there is no {FOLDER}/{POINTER}. Run `winback score` first."
        ) from fault
    except OSError as fault:
        raise BusyError(f"{path} cannot be read: {fault.strerror}. Mend the folder's rights.") from fault
