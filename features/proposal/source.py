"""Which of our tables the source of the settings holds: files of a folder, or tables of a database."""

from contextlib import closing, suppress
from pathlib import Path

import duckdb

from features.errors import BadDataError
from features.proposal.tables import Proposal, as_written, chosen_of, propose
from features.proposal.values import SAMPLE_ROWS, Sample, sample_of_table, work_folder
from features.reading.sources import FolderSource, Store, open_source
from features.settings import Settings


def propose_of(settings: Settings) -> Proposal:
    """Look at the source and tell what its files or tables seem to hold.

    Parameters
    ----------
    settings : Settings
        ``[source]`` counts. Of a database each table's columns are looked at, and the first rows of those
        that seem to be ours; nothing is written.

    Raises
    ------
    SettingsError, BadDataError, BusyError
        As `open_source`.
    """
    with (
        work_folder() as work,
        duckdb.connect() as connection,
        closing(open_source(settings, connection, Path(work))) as source,
    ):
        if isinstance(source, FolderSource):
            return propose(source.folder)
        return _of_store(source, connection)


def _of_store(store: Store, connection: duckdb.DuckDBPyConnection) -> Proposal:
    samples: dict[str, Sample] = {}
    for name in store.names():
        with suppress(BadDataError):  # as of a view that fails, or a table that the role may not read
            samples[name] = sample_of_table(store.glimpse(name, 0), connection)
    chosen = chosen_of(samples)
    taken = {table.file for table in chosen.values()}
    for name in taken:
        with suppress(BadDataError):
            samples[name] = sample_of_table(store.glimpse(name, SAMPLE_ROWS), connection)
    tables = as_written(chosen, {name: samples[table.file] for name, table in chosen.items()}, samples)
    return Proposal(tuple(tables), tuple(name for name in store.names() if name not in taken))
