"""From the source to accepted events: the only reader and writer of both.

Accepted rows become a set of files (`features.event_sets`). Rows set aside lie in
``DATA_DIR/quarantine/<table>.parquet``; those of a refused run, whose events do not count, in
``DATA_DIR/quarantine/refused/``. Both are private data and stay in DATA_DIR.
"""

import shutil
import tempfile
from collections.abc import Collection, Iterable
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import duckdb
import ibis
import pyarrow.parquet as pq

from features import fact_files
from features.acceptance.judging import judge
from features.acceptance.quality import refuse_unfit, rules_of
from features.acceptance.sql import literal
from features.data_report.notes import with_notes
from features.data_report.report import DataReport, TableReport
from features.engines.computing import computing
from features.engines.memory import Configuration, sweep_spilled, within_memory
from features.engines.refusals import plainly
from features.errors import BadDataError, BusyError, UsageError
from features.event_sets import alone, switch, verified
from features.events import Events
from features.privacy.erased import Erased, read_erased
from features.privacy.quarantine import drop_erased_rows
from features.reading.aliases import merge_ids, merged_ids
from features.reading.sources import Source, open_source, table_settings
from features.schema import ALIASES, TABLES, EventTable
from features.settings import Settings
from features.whole_files import whole_file

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
    with alone(events, wait_seconds):
        for left_over in events.glob(".incoming-*"):
            shutil.rmtree(left_over)
        sweep_spilled(settings.storage.data_dir)
        work = Path(tempfile.mkdtemp(prefix=".incoming-", dir=events))
        try:
            return _accept(settings, now, work)
        except (OSError, duckdb.IOException, duckdb.OutOfMemoryException) as fault:
            raise BusyError(
                f"The source could not be read, or {events} not be written: {plainly(fault)}."
                " Make room or give the right to it, and try again; what was accepted before still counts."
            ) from fault
        finally:
            shutil.rmtree(work, ignore_errors=True)


def open_events(data_dir: Path, *, memory_gb: float | None = None) -> Events:
    """Open the accepted events on a fresh in-memory engine.

    Parameters
    ----------
    data_dir : Path
    memory_gb : float, optional
        The engine's memory (`features.engines.memory`); what does not fit goes to disk.

    Raises
    ------
    BadDataError
        If nothing was accepted yet.
    DamagedError
        If a file is not the one that was accepted.
    """
    files, facts_version, fingerprint = verified(data_dir)
    connection = ibis.duckdb.connect(**within_memory(data_dir, memory_gb))
    connection.con.execute("SET TimeZone = 'UTC'")
    tables = {
        name: connection.read_parquet(files[f"{name}.parquet"], table_name=name)
        for name in TABLES
        if f"{name}.parquet" in files
    }
    facts = fact_files.read_facts(connection, files) if facts_version == fact_files.VERSION else {}
    empty = fact_files.empty_columns({name: files[f"{name}.parquet"] for name in tables})
    return Events(tables, connection, facts, empty, fingerprint)


def write_features(
    events: Events,
    settings: Settings,
    days: Iterable[date],
    path: Path,
    *,
    families: Collection[str] | None = None,
) -> int:
    """Write the feature table of several as-of days as Parquet, a day at a time.

    The file appears whole or not at all.

    Parameters
    ----------
    events : Events
    settings : Settings
        ``[source] compute`` says where they are computed.
    days : iterable of date
        As-of days.
    path : Path
        The Parquet file; one that stands there is replaced.
    families : collection of str, optional
        See `features.table.FeatureTable`.

    Returns
    -------
    int
        Rows written: one per client and as-of day.
    """
    rows, writer = 0, None
    with whole_file(path) as file, computing(events, settings) as place:
        for features, _context in place.table(settings, families=families).days(place.engine, days):
            writer = writer or pq.ParquetWriter(file, features.schema, compression="zstd")
            writer.write_table(features)
            rows += features.num_rows
        if writer is None:
            raise UsageError("No as-of day was given. Give at least one.")
        writer.close()
    return rows


def _accept(settings: Settings, now: datetime, work: Path) -> DataReport:
    data_dir = settings.storage.data_dir
    made, aside, copies = work / "set", work / "quarantine", work / "copies"
    for folder in (made, aside, copies):
        folder.mkdir()
    erased = read_erased(data_dir)
    within = within_memory(work, settings.storage.memory_gb)
    with closing(duckdb.connect(config=within)) as connection:
        connection.execute("SET TimeZone = 'UTC'")
        with closing(open_source(settings, connection, copies)) as source:
            taking = _Taking(settings, now, source, connection, made, aside, copies, erased)
            reports, faults = taking.every_table()
            if not faults:
                reports = with_notes(reports, connection, made)
    if faults:
        _put_quarantine(aside, data_dir / "quarantine" / "refused")
        raise BadDataError("\n".join(faults))
    result = DataReport(tuple(reports))
    make_facts(made, within)
    switch(made, data_dir / "events", result, facts_version=fact_files.VERSION)
    _put_quarantine(aside, data_dir / "quarantine")
    shutil.rmtree(data_dir / "quarantine" / "refused", ignore_errors=True)
    return result


@dataclass(frozen=True)
class _Taking:
    """One run over a source: what it goes by, and the folders that it fills."""

    settings: Settings
    now: datetime
    source: Source
    connection: duckdb.DuckDBPyConnection
    made: Path
    aside: Path
    copies: Path
    erased: Erased | None

    def every_table(self) -> tuple[list[TableReport], list[str]]:
        """Accept every table that the source has; give their reports, and why some are refused."""
        reports: list[TableReport] = []
        faults: list[str] = []
        for table in (ALIASES, *TABLES.values()):
            try:
                report = self._table(table)
            except BadDataError as fault:
                faults.append(str(fault))
            else:
                reports += [report] if report else []
        return reports, faults

    def _table(self, table: EventTable) -> TableReport | None:
        """Accept one table into a Parquet file; None if the source does not have it."""
        connection, file = self.connection, f"{table.name}.parquet"
        chosen = table_settings(self.settings)[table.name]
        parts = self.source.parts(table, chosen)
        if not parts:
            self._refuse_missing(table)
            return None
        rules, aliases = rules_of(self.settings, chosen, self.now), merged_ids(connection)
        judged = judge(connection, table, parts, chosen, rules, aliases=aliases, erased=self.erased)
        report = judged.report
        if report.quarantined:
            _write(connection, judged.quarantine_sql, self.aside / file)
            if self.erased:
                drop_erased_rows(self.aside / file, self.erased)
        if table.required and report.rows_in == 0:
            raise BadDataError(f"Table {table.name} has a header but no rows. Export it again, with rows.")
        refused = self.settings.storage.data_dir / "quarantine" / "refused" / file
        refuse_unfit(table, report, where=f" The rows are in {refused}.")
        _write(connection, judged.accepted_sql, self.made / file)
        judged.drop(connection)
        if table is ALIASES:
            merge_ids(connection, self.made / file)
        for copy in self.copies.iterdir():
            copy.unlink()
        return report

    def _refuse_missing(self, table: EventTable) -> None:
        if table.required or table.name in self.settings.source.tables:
            raise BadDataError(
                f"Table {table.name} is missing from the source. Put {table.name}.csv, {table.name}.parquet,"
                " or a table or view of that name there, or say where it is:"
                f" [source.tables.{table.name}] from = …"
            )


def make_facts(made: Path, within: Configuration) -> None:
    """Make the facts of the accepted tables of a set, beside them."""
    tables = {path.stem: path for path in sorted(made.glob("*.parquet")) if path.stem in TABLES}
    with closing(duckdb.connect(config=within)) as connection:
        connection.execute("SET TimeZone = 'UTC'")
        fact_files.write_facts(connection, tables, made)


def _write(connection: duckdb.DuckDBPyConnection, query: str, path: Path) -> None:
    connection.execute(
        f"COPY ({query}) TO {literal(str(path))} (FORMAT parquet, COMPRESSION zstd)"
    ).fetchall()


def _put_quarantine(made: Path, quarantine: Path) -> None:
    """Put the rows set aside where people look for them; a table without any has no file."""
    quarantine.mkdir(parents=True, exist_ok=True)
    for old in quarantine.glob("*.parquet"):
        if not (made / old.name).exists():
            old.unlink()
    for new in made.iterdir():
        new.replace(quarantine / new.name)
