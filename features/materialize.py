"""Where accepted events are kept: one complete set of Parquet files, replaced as a whole or not at all.

``DATA_DIR/events/<id>/`` holds a set: one file a table, ``manifest.json`` (SHA-256 and rows of each) and
``report.json``. The file ``DATA_DIR/events/current`` names the set that counts and is renamed last, so that a
stop at any moment leaves a complete set. The set before stays until the next switch, for those who still read
it. Rows set aside lie in ``DATA_DIR/quarantine/<table>.parquet``; those of a refused run, whose events do not
count, in ``DATA_DIR/quarantine/refused/``. Both are private data and stay in DATA_DIR.
"""

import fcntl
import hashlib
import json
import os
import shutil
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import date, datetime
from pathlib import Path

import duckdb
import ibis
import pyarrow.parquet as pq

from features.acceptance_sql import literal
from features.data_report import DataReport, TableReport, report_from
from features.errors import BadDataError, BusyError, DamagedError, UsageError
from features.events import Events
from features.judging import judge
from features.quality import refuse_unfit, rules_of
from features.schema import TABLES, EventTable
from features.settings import Settings
from features.sources import Source, open_source, table_settings
from features.table import FeatureTable

WAIT_SECONDS = 600.0


def accept_source(settings: Settings, *, now: datetime, wait_seconds: float = WAIT_SECONDS) -> DataReport:
    """Read the source, check every row, and make the accepted rows the ones that count.

    Parameters
    ----------
    settings : Settings
        The company's.
    now : datetime
        Events after it are quarantined; without an offset it is the company's wall-clock time.
    wait_seconds : float
        How long to wait for another run that is reading the source.

    Returns
    -------
    DataReport
        Rows in, accepted, repaired, quarantined, by table and fault.

    Raises
    ------
    BadDataError
        If the source is structurally unfit; what was accepted before still counts.
    SettingsError
        If the source's settings cannot be used.
    BusyError
        If the source is down, the disk full, or another run goes on reading the source.
    """
    events = settings.storage.data_dir / "events"
    events.mkdir(parents=True, exist_ok=True)
    with _alone(events, wait_seconds):
        for left_over in events.glob(".incoming-*"):
            shutil.rmtree(left_over)
        work = Path(tempfile.mkdtemp(prefix=".incoming-", dir=events))
        try:
            return _accept(settings, now, work)
        except (OSError, duckdb.IOException, duckdb.OutOfMemoryException) as fault:
            raise BusyError(
                f"The source could not be read, or {events} not be written: {fault}."
                " Make room or give the right to it, and try again; what was accepted before still counts."
            ) from fault
        finally:
            shutil.rmtree(work, ignore_errors=True)


def open_events(data_dir: Path) -> Events:
    """Open the accepted events on a fresh in-memory engine.

    Raises
    ------
    BadDataError
        If nothing was accepted yet.
    DamagedError
        If a file is not the one that was accepted.
    """
    folder, manifest = _current(data_dir)
    for name, file in manifest["files"].items():
        path = folder / name
        if not path.is_file() or _sha256(path) != file["sha256"]:
            raise DamagedError(
                f"{path} is not the file that was accepted. Run `winback check` to read the source again."
            )
    connection = ibis.duckdb.connect()
    connection.con.execute("SET TimeZone = 'UTC'")
    tables = {
        name: connection.read_parquet(folder / f"{name}.parquet", table_name=name)
        for name in TABLES
        if f"{name}.parquet" in manifest["files"]
    }
    return Events(tables, connection)


def fingerprint(data_dir: Path) -> str:
    """Give the SHA-256 over the hashes of the accepted files: the same data, the same fingerprint.

    Raises
    ------
    BadDataError
        If nothing was accepted yet.
    """
    _, manifest = _current(data_dir)
    return _fingerprint({name: file["sha256"] for name, file in manifest["files"].items()})


def read_report(data_dir: Path) -> DataReport:
    """Give the report of the accepted events.

    Raises
    ------
    BadDataError
        If nothing was accepted yet.
    """
    folder, _ = _current(data_dir)
    return report_from(json.loads((folder / "report.json").read_text(encoding="utf-8")))


def remove_older(data_dir: Path) -> None:
    """Remove every set of events but the one that counts, as when somebody's data must go."""
    folder, _ = _current(data_dir)
    _remove_all_but(data_dir / "events", {folder.name})


def write_features(events: Events, settings: Settings, days: Iterable[date], path: Path) -> int:
    """Write the feature table of several as-of days as Parquet, a day at a time.

    The file appears whole or not at all.

    Parameters
    ----------
    events : Events
    settings : Settings
    days : iterable of date
        As-of days.
    path : Path
        The Parquet file; one that stands there is replaced.

    Returns
    -------
    int
        Rows written: one per client and as-of day.
    """
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    rows, writer = 0, None
    try:
        for features, _context in FeatureTable(events, settings).days(events.connection.con, days):
            writer = writer or pq.ParquetWriter(unfinished, features.schema, compression="zstd")
            writer.write_table(features)
            rows += features.num_rows
        if writer is None:
            raise UsageError("No as-of day was given. Give at least one.")
        writer.close()
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    return rows


def _accept(settings: Settings, now: datetime, work: Path) -> DataReport:
    data_dir, made = settings.storage.data_dir, work / "set"
    aside = work / "quarantine"
    for folder in (made, aside, work / "copies", work / "spill"):
        folder.mkdir()
    reports: list[TableReport] = []
    faults: list[str] = []
    with closing(duckdb.connect(config={"temp_directory": str(work / "spill")})) as connection:
        connection.execute("SET TimeZone = 'UTC'")
        with closing(open_source(settings, connection, work / "copies")) as source:
            for table in TABLES.values():
                try:
                    report = _accept_table(settings, now, source, connection, table, (made, aside))
                except BadDataError as fault:
                    faults.append(str(fault))
                else:
                    reports += [report] if report else []
    if faults:
        _put_quarantine(aside, data_dir / "quarantine" / "refused")
        raise BadDataError("\n".join(faults))
    result = DataReport(tuple(reports))
    _switch(made, data_dir / "events", result)
    _put_quarantine(aside, data_dir / "quarantine")
    shutil.rmtree(data_dir / "quarantine" / "refused", ignore_errors=True)
    return result


def _accept_table(
    settings: Settings,
    now: datetime,
    source: Source,
    connection: duckdb.DuckDBPyConnection,
    table: EventTable,
    folders: tuple[Path, Path],
) -> TableReport | None:
    """Accept one table into a Parquet file; None if the source does not have it."""
    made, aside = folders
    chosen = table_settings(settings)[table.name]
    parts = source.parts(table, chosen)
    if not parts:
        if table.required or table.name in settings.source.tables:
            raise BadDataError(
                f"Table {table.name} is missing from the source. Put {table.name}.csv or {table.name}.parquet"
                f" there, or say where it is: [source.tables.{table.name}] from = …"
            )
        return None
    judged = judge(connection, table, parts, chosen, rules_of(settings, chosen, now))
    report = judged.report
    if report.quarantined:
        _write(connection, judged.quarantine_sql, aside / f"{table.name}.parquet")
    if table.required and report.rows_in == 0:
        raise BadDataError(f"Table {table.name} has a header but no rows. Export it again, with rows.")
    refused = settings.storage.data_dir / "quarantine" / "refused" / f"{table.name}.parquet"
    refuse_unfit(table, report, where=f" The rows are in {refused}.")
    _write(connection, judged.accepted_sql, made / f"{table.name}.parquet")
    judged.drop(connection)
    for copy in (made.parent / "copies").iterdir():
        copy.unlink()
    return report


def _write(connection: duckdb.DuckDBPyConnection, query: str, path: Path) -> None:
    connection.execute(
        f"COPY ({query}) TO {literal(str(path))} (FORMAT parquet, COMPRESSION zstd)"
    ).fetchall()


def _switch(made: Path, events: Path, report: DataReport) -> None:
    """Make a new set the one that counts."""
    files = {
        path.name: {"sha256": _sha256(path), "rows": table.rows_in - table.quarantined - _dropped(table)}
        for table in report.tables
        for path in [made / f"{table.name}.parquet"]
    }
    whole = _fingerprint({name: str(file["sha256"]) for name, file in files.items()})
    (made / "manifest.json").write_text(
        json.dumps({"files": files, "fingerprint": whole}, indent=1), encoding="utf-8"
    )
    (made / "report.json").write_text(json.dumps(report.to_dict(), indent=1), encoding="utf-8")
    for path in made.iterdir():
        _sync(path)
    _sync(made)
    before = _named(events)
    target = events / whole[:16]
    if target.is_dir():  # the same rows as once before: the same bytes, put in place one by one
        for path in made.iterdir():
            path.replace(target / path.name)
        _sync(target)
    else:
        made.rename(target)
        _sync(events)
    _point(events, target.name)
    _remove_all_but(events, {target.name, before} if before else {target.name})


def _dropped(table: TableReport) -> int:
    return sum(fault.rows for fault in table.faults if fault.reason == "duplicate")


def _point(events: Path, name: str) -> None:
    """Let the pointer name a set; this is the moment at which it counts."""
    pointer = events / ".current.new"
    pointer.write_text(name, encoding="utf-8")
    _sync(pointer)
    pointer.replace(events / "current")
    _sync(events)


def _put_quarantine(made: Path, quarantine: Path) -> None:
    """Put the rows set aside where people look for them; a table without any has no file."""
    quarantine.mkdir(parents=True, exist_ok=True)
    for old in quarantine.glob("*.parquet"):
        if not (made / old.name).exists():
            old.unlink()
    for new in made.iterdir():
        new.replace(quarantine / new.name)


def _remove_all_but(events: Path, kept: set[str]) -> None:
    for folder in events.iterdir():
        if folder.is_dir() and folder.name not in kept and not folder.name.startswith("."):
            shutil.rmtree(folder)


def _named(events: Path) -> str | None:
    try:
        return (events / "current").read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return None


def _current(data_dir: Path) -> tuple[Path, dict[str, dict[str, dict[str, str]]]]:
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


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _alone(events: Path, wait_seconds: float) -> Iterator[None]:
    """Let one run at a time read the source; the lock goes with the process that holds it."""
    with (events / ".lock").open("a") as lock:
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
