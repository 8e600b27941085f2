"""Which of our tables the files of a folder hold, told from their names, headers and rows.

What the rows leave in doubt is not guessed: the proposal says so, and a person decides.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import duckdb

from features.errors import BadDataError
from features.proposal.names import match_names, plain
from features.proposal.series import pattern_of, same_columns, series_of, together
from features.proposal.values import Sample, date_format_of, decimal_of, sample_of, work_folder
from features.proposal.words import (
    EMAIL,
    TABLE_WORDS,
    TELLING,
)
from features.reading.sources import PARQUET, TEXT
from features.schema import SOURCE_TABLES, EventTable, Kind

#: Files or tables left aside that are named.
MOST_NAMED = 20

_Rank = tuple[int, int, int]


@dataclass(frozen=True)
class ProposedTable:
    """One file, or table of a database, and what it seems to hold.

    Attributes
    ----------
    name : str
        Event table.
    file : str
        Name of the file in the folder, or the pattern that a series of files fits; or the table's name.
    columns : dict of str to str
        Ours → theirs, where they differ.
    missing : tuple of str
        Required columns that nothing in the header stands for.
    unused : tuple of str
        Columns that nothing of ours stands for.
    decimal : str
        Decimal mark, ``"."`` or ``","``.
    date_format : str or None
        strptime format, ``"excel"``, None for ISO 8601.
    delimiter : str or None
        Of a text file, where it is not the comma.
    doubts : tuple of str
        What a person has to decide, in words.
    """

    name: str
    file: str
    columns: dict[str, str] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    unused: tuple[str, ...] = ()
    decimal: str = "."
    date_format: str | None = None
    delimiter: str | None = None
    doubts: tuple[str, ...] = ()

    @property
    def to_decide(self) -> tuple[str, ...]:
        """What a person has to decide, required columns that were not found among it."""
        missing = [f"{name}: no column stands for it. Map one." for name in self.missing]
        return (*missing, *self.doubts)


@dataclass(frozen=True)
class Proposal:
    """What files, or a database's tables, seem to hold; `ignored` are those that hold nothing of ours."""

    tables: tuple[ProposedTable, ...]
    ignored: tuple[str, ...]

    @property
    def aside(self) -> str:
        """Name those ignored; of the hundreds that a database may have, the first."""
        more = len(self.ignored) - MOST_NAMED
        return ", ".join(self.ignored[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")


def propose(folder: Path) -> Proposal:
    """Look at the files of a folder and tell what they seem to hold.

    Parameters
    ----------
    folder : Path
        Its CSV and Parquet files are looked at; nothing is written.

    Returns
    -------
    Proposal
        At most one file, or series of files, for each event table, in the schema's order. A file of sales by
        product holds both orders and their lines.
    """
    files = [file for file in sorted(folder.iterdir()) if file.suffix.lower() in (*TEXT, *PARQUET)]
    with work_folder() as work:
        samples: dict[str, Sample] = {}
        for file in files:
            try:
                samples[file.name] = sample_of(file, Path(work))
            except BadDataError:
                continue
        chosen = chosen_of(samples)
        series = {name: _series(guess.file, samples, folder) for name, guess in chosen.items()}
        whole = {name: together(files_of_one, samples) for name, files_of_one in series.items()}
        tables = as_written(chosen, whole, samples)
    taken = {file for files_of_one in series.values() for file in files_of_one}
    tables = [_gathered(table, series[table.name], taken, samples, folder) for table in tables]
    return Proposal(tuple(tables), tuple(file.name for file in files if file.name not in taken))


def chosen_of(samples: Mapping[str, Sample]) -> dict[str, ProposedTable]:
    """Tell from names and headers which file, or table of a database, each event table lies in."""
    chosen = _one_table_a_file(_best(samples))
    _lines_of_orders(chosen, samples)
    return chosen


def as_written(
    chosen: Mapping[str, ProposedTable], whole: Mapping[str, Sample], samples: Mapping[str, Sample]
) -> list[ProposedTable]:
    """Add how values are written, and who the clients are, in the schema's order.

    Parameters
    ----------
    chosen : mapping of str to ProposedTable
        By event table.
    whole : mapping of str to Sample
        Rows of each event table.
    samples : mapping of str to Sample
        Rows of each file, or table of a database.
    """
    tables = [_written(chosen[name], whole[name]) for name in SOURCE_TABLES if name in chosen]
    return [_joined(table, tables, samples) for table in tables]


def _best(samples: Mapping[str, Sample]) -> dict[str, tuple[_Rank, ProposedTable]]:
    """Give the file that each table most likely lies in, with how likely it is."""
    best: dict[str, tuple[_Rank, ProposedTable]] = {}
    for file, sample in samples.items():
        for table in SOURCE_TABLES.values():
            guess = _guess(table, file, sample)
            named = _named(table.name, sample.title)
            rank = (named, -len(guess.missing), len(sample.header) - len(guess.unused))
            if named == 0 and (
                guess.missing or _named_for_another(sample.title) or not _telling(guess, sample)
            ):
                continue
            if rank[2] and (table.name not in best or rank > best[table.name][0]):
                best[table.name] = (rank, guess)
    return best


def _one_table_a_file(best: Mapping[str, tuple[_Rank, ProposedTable]]) -> dict[str, ProposedTable]:
    chosen: dict[str, ProposedTable] = {}
    taken: set[str] = set()
    for name, (_, guess) in sorted(best.items(), key=lambda item: item[1][0], reverse=True):
        if guess.file not in taken:
            chosen[name] = guess
            taken.add(guess.file)
    return chosen


def _lines_of_orders(chosen: dict[str, ProposedTable], samples: Mapping[str, Sample]) -> None:
    """Let a file of sales by product be both: orders, and their lines."""
    for name, other in (("order_lines", "orders"), ("orders", "order_lines")):
        if name not in chosen and other in chosen:
            guess = _guess(SOURCE_TABLES[name], chosen[other].file, samples[chosen[other].file])
            has_number = "order_id" in match_names(SOURCE_TABLES[name], samples[guess.file].header)
            if not guess.missing and has_number:
                chosen[name] = guess


def _series(file: str, samples: Mapping[str, Sample], folder: Path) -> tuple[str, ...]:
    files = series_of(file, samples)
    return files if pattern_of(files, folder) else (file,)


def _gathered(
    table: ProposedTable, files: Sequence[str], taken: set[str], samples: Mapping[str, Sample], folder: Path
) -> ProposedTable:
    """Name all files of a series, and tell of others with the same columns."""
    doubts = table.doubts
    if others := [name for name in same_columns(table.file, samples) if name not in taken]:
        doubt = (
            f"from: the same columns stand in {', '.join(others)}, left aside."
            " If they belong to it, write a pattern that fits them all, such as 'sales-*.csv'."
        )
        doubts = (*doubts, doubt)
    return replace(table, file=pattern_of(files, folder) or table.file, doubts=doubts)


def _named(table: str, title: str) -> int:
    """Tell how well a name says that it is this table: 3 is our own name, 0 not at all."""
    name = plain(title)
    if name == plain(table):
        return 3
    known = TABLE_WORDS.get(table, ())
    if name in known:
        return 2
    words = f" {' '.join(re.sub(r'[0-9]+', ' ', name).split())} "
    return int(any(f" {word} " in words for word in known))


def _named_for_another(title: str) -> bool:
    return any(_named(table, title) for table in SOURCE_TABLES)


def _telling(guess: ProposedTable, sample: Sample) -> bool:
    """Tell whether the header speaks of this table, and not only of somebody at some time."""
    found = match_names(SOURCE_TABLES[guess.name], sample.header)
    return any(name in found for name in TELLING.get(guess.name, ()))


def _guess(table: EventTable, file: str, sample: Sample) -> ProposedTable:
    found = match_names(table, sample.header)
    return ProposedTable(
        table.name,
        file,
        {ours: theirs for ours, theirs in found.items() if ours != theirs},
        tuple(column.name for column in table.columns if column.required and column.name not in found),
        tuple(name for name in sample.header if name and name not in found.values()),
    )


def _written(guess: ProposedTable, sample: Sample) -> ProposedTable:
    """Add how the values of a file are written, as far as they tell it."""
    table = SOURCE_TABLES[guess.name]
    found = match_names(table, sample.header)
    times = [found[c.name] for c in table.columns if c.kind in (Kind.TIME, Kind.DAY) and c.name in found]
    money = [found[c.name] for c in table.columns if c.kind in (Kind.MONEY, Kind.NUMBER) and c.name in found]
    decimal, unsure = decimal_of(sample.values(money))
    date_format, unclear = date_format_of(sample.days(times), sample.values(times))
    doubts = [
        *([f"decimal: {unsure}. Set it to '.' or ','."] if unsure else []),
        *_by_email(table.name, found),
        *([f"date_format: {unclear}. Set it as the file writes them."] if unclear else []),
    ]
    delimiter = sample.delimiter if sample.delimiter != "," else None
    return replace(
        guess, decimal=decimal or ".", date_format=date_format, delimiter=delimiter, doubts=tuple(doubts)
    )


def _by_email(table: str, found: Mapping[str, str]) -> tuple[str, ...]:
    """Say that only an e-mail tells clients apart: a person decides whether it is to be the id."""
    theirs = found.get("client_id", "")
    if table != "orders" or plain(theirs) not in EMAIL:
        return ()
    return (
        f"client_id: the e-mail in {theirs!r} tells clients apart, as there is no column of ids, and would"
        " stand in scores, lists and the CRM. If the shop can export a customer's id, map that.",
    )


def _joined(
    table: ProposedTable, tables: Sequence[ProposedTable], samples: Mapping[str, Sample]
) -> ProposedTable:
    """Let the clients of a table be those of the orders: by another column, if only that one has them."""
    orders = next((one for one in tables if one.name == "orders"), None)
    if orders is None or table.name != "clients" or table.file == orders.file or "client_id" in table.missing:
        return table
    ids = set(_column(samples[orders.file], orders.columns.get("client_id", "client_id")))
    shares = {
        name: len(ids & set(_column(samples[table.file], name)))
        for name in samples[table.file].header
        if name
    }
    mine = table.columns.get("client_id", "client_id")
    best = max(shares, key=lambda name: shares[name], default=mine)
    if not ids or shares.get(mine) or 2 * shares.get(best, 0) < len(ids):
        return table
    columns = {**table.columns, "client_id": best}
    doubt = (
        f"client_id: the orders know clients by what stands in {best!r} here, not in {mine!r}."
        " If that is not so, map both tables to the same ids."
    )
    return replace(table, columns=columns, doubts=(*table.doubts, doubt))


def _column(sample: Sample, name: str) -> Iterator[str]:
    """Give the values of a column, of the whole file where the engine can read it."""
    if sample.text is None or sample.text.damaged or name not in sample.header:
        return iter(sample.values([name] if name in sample.header else []))
    column = f"c{sample.header.index(name)}"
    try:
        with duckdb.connect() as connection:
            rows = connection.execute(
                f"SELECT DISTINCT trim({column}) FROM {sample.text.relation()}"
            ).fetchall()
    except duckdb.Error:
        return iter(sample.values([name]))
    return (row[0] for row in rows if row[0])
