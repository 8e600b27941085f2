"""How a person's rows leave the accepted events: new files without them, and the old ones gone."""

import os
import shutil
import tempfile
from contextlib import closing
from pathlib import Path

import duckdb

from features.acceptance.sql import literal
from features.engines.computing import computing
from features.engines.memory import SPILL, within_memory
from features.errors import BusyError
from features.event_sets import alone, read_report, remove_older, switch
from features.fact_files import VERSION
from features.materialize import WAIT_SECONDS, make_facts, open_events
from features.privacy.person import Person, event_files, show, theirs_sql
from features.privacy.quarantine import forget_set_aside
from features.settings import Settings


def forget_events(
    settings: Settings, person: Person, *, wait_seconds: float = WAIT_SECONDS
) -> dict[str, int]:
    """Make a set of accepted events without a person the one that counts, and remove every other.

    Facts are made anew of what is left. Where features are computed elsewhere, the events go from there, too.

    Parameters
    ----------
    settings : Settings
    person : Person
    wait_seconds : float
        How long to wait for a run that is reading the source.

    Returns
    -------
    dict of str to int
        Rows that went, by table; `quarantine` counts those that were set aside.

    Raises
    ------
    BusyError
        If another run goes on reading the source, or the disk refuses; a rerun does what is left.
    DamagedError
        If a file of the accepted events is not the one that was accepted.
    """
    data_dir = settings.storage.data_dir
    events = data_dir / "events"
    events.mkdir(parents=True, exist_ok=True)
    with alone(events, wait_seconds):
        for left_over in (*events.glob(".incoming-*"), *data_dir.glob(f"{SPILL}*")):
            shutil.rmtree(left_over, ignore_errors=True)
        work = Path(tempfile.mkdtemp(prefix=".incoming-", dir=events))
        try:
            gone = _without(settings, person, work) if (events / "current").exists() else {}
            set_aside = forget_set_aside(data_dir, person)
        except (OSError, duckdb.IOException, duckdb.OutOfMemoryException) as fault:
            raise BusyError(
                f"The accepted events in {events} could not be written anew ({type(fault).__name__})."
                " Make room or give the right to it, and run the erasure again; it goes on where it stopped."
            ) from None
        finally:
            shutil.rmtree(work, ignore_errors=True)
    if set_aside:
        gone["quarantine"] = set_aside
    if settings.source.compute == "source" and (events / "current").exists():
        with computing(open_events(data_dir), settings):
            pass  # what stands there is exchanged for what was accepted last
    return gone


def _without(settings: Settings, person: Person, work: Path) -> dict[str, int]:
    data_dir, made = settings.storage.data_dir, work / "set"
    made.mkdir()
    gone = {}
    within = within_memory(work, settings.storage.memory_gb)
    with closing(duckdb.connect(config=within)) as engine:
        show(engine, person)
        for table, path in event_files(data_dir).items():
            rows, theirs = f"read_parquet({literal(str(path))})", theirs_sql(table)
            count = engine.execute(f"SELECT count(*) FROM {rows} WHERE {theirs}").fetchall()[0][0]
            if count:
                gone[table] = int(count)
                engine.execute(
                    f"COPY (SELECT * FROM {rows} WHERE NOT {theirs}) TO {literal(str(made / path.name))}"
                    " (FORMAT parquet, COMPRESSION zstd)"
                ).fetchall()
            else:
                os.link(path, made / path.name)
    if gone:
        make_facts(made, within)
        switch(made, data_dir / "events", read_report(data_dir), facts_version=VERSION)
    remove_older(data_dir)
    return gone
