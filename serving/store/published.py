"""What a published snapshot holds, read only after pointer, manifest and every file proved undamaged."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any, Self

import pyarrow as pa
import pyarrow.parquet as pq

from features.errors import BusyError, DamagedError
from serving.store.joined import Joined
from serving.store.lookup import CLIENT_ID, ClientRows
from serving.store.manifest import (
    FOLDER,
    MANIFEST,
    FileEntry,
    Manifest,
    Pointer,
    parse_manifest,
    read_pointer,
)

BUNDLE = "bundle/"
TABLE = ".parquet"

#: How often a reader starts anew because the pointer moved on while it read.
FOLLOWS = 3


@dataclass(frozen=True, eq=False)
class Published:
    """One verified snapshot, in memory.

    Attributes
    ----------
    snapshot_id, model_version : str
        What made it; every answer carries them.
    as_of : date
        Day of the scores.
    scored_at : datetime
        When they were made.
    folder : Path
        Where it was read from.
    tables : mapping of str to pyarrow.Table
        `scores`, `clients`, `options`, `candidates`, `context`, … by name.
    bundle_files : mapping of str to bytes
        The model bundle's files by name, as `Bundle.from_files` takes them.
    reports : mapping of str to bytes
        Reports that were made with the scores, by name: `churn.json`, where it is published.
    wishes : str
        Digest of the clients' wishes that forbid what was allowed when it was scored; empty: none does.
    """

    snapshot_id: str
    as_of: date
    scored_at: datetime
    model_version: str
    folder: Path
    tables: Mapping[str, pa.Table]
    bundle_files: Mapping[str, bytes]
    reports: Mapping[str, bytes] = field(default_factory=dict)
    wishes: str = ""

    @property
    def state(self) -> str:
        """Name the publication and the wishes: what is planned of it now."""
        return f"{self.snapshot_id}/{self.wishes}" if self.wishes else self.snapshot_id

    @cached_property
    def by_client(self) -> Mapping[str, ClientRows]:
        """The tables that have a `client_id`, to look clients up in."""
        return {
            name: ClientRows(table) for name, table in self.tables.items() if CLIENT_ID in table.column_names
        }

    @cached_property
    def joined(self) -> Joined:
        """What belongs to each score; a million clients take about a second, once."""
        return Joined(*(self.tables[name] for name in ("scores", "candidates", "options")))

    def with_options(self, options: pa.Table, wishes: str) -> Self:
        """Give the snapshot with other options; everything else is shared."""
        changed = replace(self, tables={**self.tables, "options": options}, wishes=wishes)
        changed.__dict__["by_client"] = {**self.by_client, "options": ClientRows(options)}
        return changed

    def score(self, client_id: str) -> dict[str, Any] | None:
        """Give a client's row of `scores` as Python values, or None; O(log clients), some 10 µs."""
        return self.by_client["scores"].one(client_id)

    def place(self, client_id: str) -> int | None:
        """Give the row of `scores` in which a client stands, or None; `joined` tells what belongs to it."""
        return self.by_client["scores"].place(client_id)

    def places(self, client_ids: Sequence[str]) -> list[int | None]:
        """Give the same of many clients."""
        return self.by_client["scores"].places(client_ids)

    def row(self, table: str, client_id: str) -> dict[str, Any] | None:
        """Give a client's (first) row of a table, or None."""
        return self.by_client[table].one(client_id)

    def rows(self, table: str, client_id: str) -> list[dict[str, Any]]:
        """Give a client's rows of a table, such as the `options` that it has."""
        return self.by_client[table].every(client_id)


def open_published(data_dir: Path) -> Published:
    """Read the snapshot in use.

    Each file is read once; the very bytes whose SHA-256 was found right are the ones that are parsed.

    Parameters
    ----------
    data_dir : Path
        `[storage] data_dir`.

    Raises
    ------
    NotFoundError
        If nothing was published yet.
    DamagedError
        If a file is missing, shorter, longer or other than its manifest says; the message names it.
    BusyError
        If a file cannot be read.
    """
    return open_newest(data_dir)[0]


def open_newest(data_dir: Path) -> tuple[Published, Pointer]:
    """Read the snapshot in use, and tell which pointer led to it; raises as `open_published` does."""
    pointer = read_pointer(data_dir)
    for _ in range(FOLLOWS):
        try:
            return open_snapshot(data_dir, pointer), pointer
        except DamagedError:
            newer = read_pointer(data_dir)
            if newer == pointer:
                raise
            pointer = newer  # the snapshot was replaced, and tidied away, while we read it
    return open_snapshot(data_dir, pointer), pointer


def open_snapshot(data_dir: Path, pointer: Pointer) -> Published:
    """Read one snapshot that a pointer names; raises as `open_published` does."""
    folder = data_dir / FOLDER / pointer.snapshot_id
    manifest, contents = verified(folder, pointer.manifest_sha256)
    tables = {
        name.removesuffix(TABLE): _parsed(folder / name, contents.pop(name), manifest.files[name])
        for name in manifest.files
        if name.endswith(TABLE) and "/" not in name
    }
    if "scores" not in tables:
        raise DamagedError(
            f"{folder} holds no scores{TABLE}, so it serves nobody. Run `winback score` again."
        )
    published = Published(
        snapshot_id=pointer.snapshot_id,
        as_of=manifest.as_of,
        scored_at=manifest.scored_at,
        model_version=manifest.model_version,
        folder=folder,
        tables=tables,
        bundle_files={
            name.removeprefix(BUNDLE): content
            for name, content in contents.items()
            if name.startswith(BUNDLE)
        },
        reports={name: content for name, content in contents.items() if "/" not in name},
    )
    _ = published.by_client  # made here, so that the first request does not pay for it
    return published


def verified(folder: Path, manifest_sha256: str) -> tuple[Manifest, dict[str, bytes]]:
    """Read a snapshot's files, all of them proved by digest before any is parsed.

    Parameters
    ----------
    folder : Path
        The snapshot's folder.
    manifest_sha256 : str
        What the pointer says of the manifest, hex.

    Raises
    ------
    DamagedError
        If a file is not the one that is described; names it.
    BusyError
        If a file cannot be read.
    """
    manifest = _manifest(folder, manifest_sha256)
    return manifest, {name: _proved(folder / name, entry) for name, entry in manifest.files.items()}


def proved_file(data_dir: Path, name: str) -> tuple[Manifest, bytes] | None:
    """Read one file of the snapshot in use, and nothing else; None where it holds none of that name.

    Raises
    ------
    NotFoundError
        If nothing was published yet.
    DamagedError
        If the pointer, the manifest or the file is not the one that was published.
    BusyError
        If a file cannot be read.
    """
    pointer = read_pointer(data_dir)
    folder = data_dir / FOLDER / pointer.snapshot_id
    manifest = _manifest(folder, pointer.manifest_sha256)
    entry = manifest.files.get(name)
    return None if entry is None else (manifest, _proved(folder / name, entry))


def _manifest(folder: Path, manifest_sha256: str) -> Manifest:
    path = folder / MANIFEST
    content = _content(path)
    if sha256(content).hexdigest() != manifest_sha256:
        raise _damaged(path, "its SHA-256 is not the one in the pointer")
    manifest = parse_manifest(content, path)
    if manifest.snapshot_id != folder.name:
        raise _damaged(path, f"it describes {manifest.snapshot_id}")
    return manifest


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError) as fault:
        raise _damaged(path, "it is missing") from fault
    except OSError as fault:
        raise BusyError(f"{path} cannot be read: {fault.strerror}. Mend the disk or its rights.") from fault


def _proved(path: Path, entry: FileEntry) -> bytes:
    content = _content(path)
    if len(content) != entry.bytes:
        raise _damaged(path, f"it has {len(content)} bytes, its manifest says {entry.bytes}")
    if sha256(content).hexdigest() != entry.sha256:
        raise _damaged(path, "its SHA-256 is not the one in its manifest")
    return content


def _parsed(path: Path, content: bytes, entry: FileEntry) -> pa.Table:
    try:
        table = pq.ParquetFile(pa.BufferReader(pa.py_buffer(content))).read()
    except (pa.ArrowInvalid, OSError) as fault:
        raise _damaged(path, "it is no Parquet") from fault
    if table.num_rows != entry.rows:
        raise _damaged(path, f"it has {table.num_rows} rows, its manifest says {entry.rows}")
    return table.combine_chunks()


def _damaged(path: Path, why: str) -> DamagedError:
    return DamagedError(
        f"{path.parent.name}/{path.name} is damaged: {why}. It was not used; run `winback score` again."
    )
