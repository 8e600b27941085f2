"""How scores and model become what is served: written whole, synced, and only then named by the pointer."""

import os
import secrets
import shutil
from collections.abc import Mapping
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from features.errors import DamagedError, NotFoundError, UsageError
from features.whole_files import sync
from serving.store.durable import write_file, writing
from serving.store.locks import exclusive
from serving.store.lookup import CLIENT_ID, sorted_by_client
from serving.store.manifest import (
    FOLDER,
    MANIFEST,
    POINTER,
    SNAPSHOT_ID,
    FileEntry,
    Manifest,
    Pointer,
    checked_name,
    read_pointer,
    snapshot_id,
)
from serving.store.published import TABLE, verified

#: What is not finished, or no longer wanted, begins like this; the next publish removes it.
UNFINISHED = ".unfinished-"

#: Snapshots that stay beside each other, the one in use among them.
KEPT = 3


def publish(
    data_dir: Path,
    files: Mapping[str, bytes | Path],
    *,
    as_of: date,
    scored_at: datetime,
    model_version: str,
) -> str:
    """Write a snapshot and make it the one in use.

    Whatever happens on the way (a kill, a full disk), the pointer names a complete snapshot: the old one or
    the new one. The same files give the same snapshot again; one that stands and proves whole is taken as
    it is.

    Parameters
    ----------
    data_dir : Path
        `[storage] data_dir`.
    files : mapping of str to bytes or Path
        Content by name: `scores.parquet`, `bundle/model.txt`, …; a Path is copied. Tables with a `client_id`
        are sorted by it.
    as_of : date
        Day of the scores.
    scored_at : datetime
        When they were made.
    model_version : str
        Version of the model that made them.

    Returns
    -------
    str
        The snapshot's id.

    Raises
    ------
    UsageError
        If a name leaves the folder, or a table is no Parquet or not sorted by `client_id`.
    BusyError
        If another process is publishing, or the disk refuses.
    """
    root = data_dir / FOLDER
    with exclusive(data_dir, "publishing", now=scored_at), writing(root):
        root.mkdir(parents=True, exist_ok=True)
        _tidy(root)
        unfinished = root / f"{UNFINISHED}{secrets.token_hex(8)}"
        try:
            entries = _write(unfinished, files)
            digests = {name: entry.sha256 for name, entry in entries.items()}
            name = snapshot_id(as_of, model_version, digests)
            manifest = Manifest(name, as_of, scored_at, model_version, entries)
            pointer = _settle(root, unfinished, manifest)
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)
        _point(root, pointer)
        _prune(root, KEPT)
    return name


def prune(data_dir: Path, *, keep: int = 1) -> None:
    """Delete published snapshots but the newest; the one in use always stays.

    Parameters
    ----------
    data_dir : Path
        `[storage] data_dir`.
    keep : int
        How many stay, the one in use among them.

    Raises
    ------
    BusyError
        If another process is publishing, or the disk refuses.
    """
    root = data_dir / FOLDER
    with exclusive(data_dir, "publishing"), writing(root):
        if root.is_dir():
            _tidy(root)
            _prune(root, keep)


def _write(folder: Path, files: Mapping[str, bytes | Path]) -> dict[str, FileEntry]:
    folder.mkdir()
    entries = {}
    for name in sorted(map(checked_name, files)):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        digest, length = write_file(path, files[name])
        rows, columns = _described(path, name) if name.endswith(TABLE) else (None, None)
        entries[name] = FileEntry(digest, length, rows, columns)
    return entries


def _described(path: Path, name: str) -> tuple[int, dict[str, str]]:
    try:
        with pq.ParquetFile(path) as table:
            schema = table.schema_arrow
            ids = table.read(columns=[CLIENT_ID]) if CLIENT_ID in schema.names else None
            rows = table.metadata.num_rows
    except (pa.ArrowInvalid, OSError) as fault:
        raise UsageError(
            f"{name} is no Parquet. Give the bytes of a Parquet file, or such a file's path."
        ) from fault
    if ids is not None and not sorted_by_client(ids.column(CLIENT_ID)):
        raise UsageError(
            f"{name} is not sorted by client_id, or one is missing. Sort it before it is published."
        )
    return rows, {field.name: str(field.type) for field in schema}


def _settle(root: Path, unfinished: Path, manifest: Manifest) -> Pointer:
    final = root / manifest.snapshot_id
    standing = _standing(final)
    if standing:
        os.utime(final)  # it is the newest again
        return standing
    digest, _ = write_file(unfinished / MANIFEST, manifest.to_bytes())
    for folder in sorted({unfinished, *(unfinished / name for name in _folders(manifest))}, reverse=True):
        sync(folder)
    if final.exists():  # it is damaged, so nobody can be reading it
        final.rename(root / f"{UNFINISHED}{secrets.token_hex(8)}")
    unfinished.rename(final)
    sync(root)
    return Pointer(manifest.snapshot_id, digest)


def _folders(manifest: Manifest) -> set[Path]:
    return {parent for name in manifest.files for parent in Path(name).parents}


def _standing(final: Path) -> Pointer | None:
    path = final / MANIFEST
    if not path.is_file():
        return None
    digest = sha256(path.read_bytes()).hexdigest()
    try:
        manifest, _ = verified(final, digest)
    except DamagedError:
        return None
    digests = {name: entry.sha256 for name, entry in manifest.files.items()}
    known = snapshot_id(manifest.as_of, manifest.model_version, digests)
    return Pointer(final.name, digest) if known == final.name else None


def _point(root: Path, pointer: Pointer) -> None:
    unfinished = root / f"{UNFINISHED}{secrets.token_hex(8)}"
    write_file(unfinished, pointer.to_bytes())
    unfinished.replace(root / POINTER)
    sync(root)


def _prune(root: Path, keep: int) -> None:
    try:
        named = read_pointer(root.parent).snapshot_id
    except NotFoundError:
        named = ""
    standing = [folder for folder in root.iterdir() if SNAPSHOT_ID.fullmatch(folder.name)]
    standing.sort(key=lambda folder: (folder.name == named, folder.stat().st_mtime_ns), reverse=True)
    for folder in standing[max(keep, 1) :]:
        folder.rename(root / f"{UNFINISHED}{secrets.token_hex(8)}")
    sync(root)
    _tidy(root)


def _tidy(root: Path) -> None:
    for left in root.glob(f"{UNFINISHED}*"):
        if left.is_dir():
            shutil.rmtree(left)
        else:
            left.unlink(missing_ok=True)
