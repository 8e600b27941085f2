"""The sets of accepted files: each complete, named by its contents, one of them the one that counts.

``DATA_DIR/events/<id>/`` holds a set: one Parquet file a table, the facts made of them
(``facts-….parquet``), ``manifest.json`` (SHA-256 and rows of each) and ``report.json``. The file
``DATA_DIR/events/current`` names the set that counts and is renamed last, so that a stop at any moment leaves
a complete set. The set before stays until the next switch, for those who still read it.
"""

import fcntl
import hashlib
import json
import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from features.data_report.report import DataReport, report_from
from features.errors import BadDataError, BusyError, DamagedError
from features.whole_files import sync


def fingerprint(data_dir: Path) -> str:
    """Give the SHA-256 over the hashes of the accepted files: the same data, the same fingerprint.

    Raises
    ------
    BadDataError
        If nothing was accepted yet.
    """
    _, manifest = current(data_dir)
    return str(manifest["fingerprint"])


def read_report(data_dir: Path) -> DataReport:
    """Give the report of the accepted events.

    Raises
    ------
    BadDataError
        If nothing was accepted yet.
    """
    folder, _ = current(data_dir)
    return report_from(json.loads((folder / "report.json").read_text(encoding="utf-8")))


def remove_older(data_dir: Path) -> None:
    """Remove every set of events but the one that counts, as when somebody's data must go."""
    folder, _ = current(data_dir)
    _remove_all_but(data_dir / "events", {folder.name})


def verified(data_dir: Path) -> tuple[dict[str, Path], int | None, str]:
    """Give the files of the set that counts, by name, the version of its facts, and its fingerprint.

    Raises
    ------
    BadDataError
        If nothing was accepted yet.
    DamagedError
        If a file is not the one that was accepted.
    """
    folder, manifest = current(data_dir)
    files = {name: _checked(folder / name, file["sha256"]) for name, file in manifest["files"].items()}
    return files, manifest.get("facts"), str(manifest["fingerprint"])


def verified_file(data_dir: Path, name: str) -> Path | None:
    """Give one file of the set that counts, or None where it has no such file; no other file is looked at.

    Raises
    ------
    BadDataError
        If nothing was accepted yet.
    DamagedError
        If the file is not the one that was accepted.
    """
    folder, manifest = current(data_dir)
    file = manifest["files"].get(name)
    return None if file is None else _checked(folder / name, file["sha256"])


def _checked(path: Path, sha256: str) -> Path:
    if not path.is_file() or _sha256(path) != sha256:
        raise DamagedError(
            f"{path} is not the file that was accepted. Run `winback check` to read the source again."
        )
    return path


def switch(made: Path, events: Path, report: DataReport, *, facts_version: int) -> None:
    """Make a new set the one that counts.

    Parameters
    ----------
    made : Path
        Folder with the Parquet files of the set; it goes.
    events : Path
        ``DATA_DIR/events``.
    report : DataReport
        What was accepted.
    facts_version : int
        `features.fact_files.VERSION`: which facts lie beside the events.
    """
    files = {
        path.name: {"sha256": _sha256(path), "rows": pq.read_metadata(path).num_rows}
        for path in sorted(made.glob("*.parquet"))
    }
    accepted = {f"{table.name}.parquet" for table in report.tables}
    whole = _fingerprint({name: str(file["sha256"]) for name, file in files.items() if name in accepted})
    manifest = {"files": files, "fingerprint": whole, "facts": facts_version}
    (made / "manifest.json").write_text(json.dumps(manifest, indent=1), encoding="utf-8")
    (made / "report.json").write_text(json.dumps(report.to_dict(), indent=1), encoding="utf-8")
    for path in made.iterdir():
        sync(path)
    sync(made)
    before = _named(events)
    target = events / hashlib.sha256(f"{whole} {facts_version}".encode()).hexdigest()[:16]
    if target.is_dir():  # the same rows as once before: the same bytes, put in place one by one
        for path in made.iterdir():
            path.replace(target / path.name)
        sync(target)
    else:
        made.rename(target)
        sync(events)
    _point(events, target.name)
    _remove_all_but(events, {target.name, before} if before else {target.name})


def _point(events: Path, name: str) -> None:
    """Let the pointer name a set; this is the moment at which it counts."""
    pointer = events / ".current.new"
    pointer.write_text(name, encoding="utf-8")
    sync(pointer)
    pointer.replace(events / "current")
    sync(events)


def _remove_all_but(events: Path, kept: set[str]) -> None:
    for folder in events.iterdir():
        if folder.is_dir() and folder.name not in kept and not folder.name.startswith("."):
            shutil.rmtree(folder)


def _named(events: Path) -> str | None:
    try:
        return (events / "current").read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return None


def current(data_dir: Path) -> tuple[Path, dict[str, Any]]:
    """Give the folder and the manifest of the set that counts."""
    name = _named(data_dir / "events")
    if name is None:
        raise BadDataError(f"No events were accepted in {data_dir} yet. Run `winback check` first.")
    folder = data_dir / "events" / name
    try:
        return folder, json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    except (FileNotFoundError, json.JSONDecodeError) as fault:
        raise DamagedError(
            f"{folder / 'manifest.json'} cannot be read. Run `winback check` again."
        ) from fault


def _fingerprint(hashes: Mapping[str, str]) -> str:
    return hashlib.sha256("\n".join(f"{name} {hashes[name]}" for name in sorted(hashes)).encode()).hexdigest()


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def alone(events: Path, wait_seconds: float) -> Iterator[None]:
    """Let one run at a time read the source; the lock goes with the process that holds it."""
    try:
        opened = (events / ".lock").open("a")
    except OSError as fault:
        raise BusyError(
            f"The lock file {events / '.lock'} cannot be opened: {fault.strerror}. winback needs to write to"
            " the data folder; mend its rights or choose another `data_dir`."
        ) from fault
    with opened as lock:
        until = time.monotonic() + wait_seconds
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() >= until:
                    raise BusyError(
                        "Another run of winback is reading the source. Wait until it is done, then try again."
                    ) from None
                time.sleep(0.2)
        yield
