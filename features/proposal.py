"""Which of our tables the files of a folder hold, guessed from their names, headers and first rows."""

import csv
import re
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path

import duckdb

from features.acceptance_sql import literal
from features.csv_files import open_text
from features.errors import BadDataError
from features.proposal_words import COLUMN_WORDS, TABLE_WORDS
from features.schema import TABLES, EventTable, Kind
from features.settings import TableSource
from features.sources import PARQUET, TEXT

SAMPLE_ROWS = 200
#: Formats of times that are not ISO 8601, likeliest first; days stand before months here.
DATE_FORMATS = tuple(
    f"{day}{hour}"
    for day in ("%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y", "%d-%m-%Y", "%d.%m.%y")
    for hour in ("", " %H:%M", " %H:%M:%S")
)


@dataclass(frozen=True)
class ProposedTable:
    """One file, and what it seems to hold.

    Attributes
    ----------
    name : str
        Event table.
    file : str
        Name of the file in the folder.
    columns : dict of str to str
        Ours → theirs, where they differ.
    missing : tuple of str
        Required columns that nothing in the header stands for.
    unused : tuple of str
        Columns of the file that nothing of ours stands for.
    decimal : str
        Decimal mark, ``"."`` or ``","``.
    date_format : str or None
        strptime format, None for ISO 8601.
    """

    name: str
    file: str
    columns: dict[str, str] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    unused: tuple[str, ...] = ()
    decimal: str = "."
    date_format: str | None = None


@dataclass(frozen=True)
class Proposal:
    """What the files of a folder seem to hold; `ignored` are those that seem to hold nothing of ours."""

    tables: tuple[ProposedTable, ...]
    ignored: tuple[str, ...]


def propose(folder: Path) -> Proposal:
    """Look at the files of a folder and guess what they hold.

    Parameters
    ----------
    folder : Path
        Its CSV and Parquet files are looked at; nothing is written.

    Returns
    -------
    Proposal
        At most one file for each event table, in the schema's order.
    """
    best: dict[str, tuple[tuple[int, int, int], ProposedTable]] = {}
    files = [file for file in sorted(folder.iterdir()) if file.suffix.lower() in (*TEXT, *PARQUET)]
    for file in files:
        try:
            header, rows = _sample(file)
        except BadDataError:
            continue
        for table in TABLES.values():
            guess = _guess(table, file, header, rows)
            rank = (_named(table.name, file.stem), -len(guess.missing), len(header) - len(guess.unused))
            if rank[0] == 0 and (guess.missing or _named_for_another(file.stem)):
                continue
            if rank[2] and (table.name not in best or rank > best[table.name][0]):
                best[table.name] = (rank, guess)
    chosen = _one_table_a_file(best)
    tables = tuple(chosen[name] for name in TABLES if name in chosen)
    taken = {table.file for table in tables}
    return Proposal(tables, tuple(file.name for file in files if file.name not in taken))


def _one_table_a_file(
    best: dict[str, tuple[tuple[int, int, int], ProposedTable]],
) -> dict[str, ProposedTable]:
    chosen: dict[str, ProposedTable] = {}
    taken: set[str] = set()
    for name, (_, guess) in sorted(best.items(), key=lambda item: item[1][0], reverse=True):
        if guess.file not in taken:
            chosen[name] = guess
            taken.add(guess.file)
    return chosen


def plain(name: str) -> str:
    """Write a name in small letters, words apart, without signs.

    Examples
    --------
    >>> plain("OrderDate"), plain("Сумма, руб."), plain("customer_id")
    ('order date', 'сумма руб', 'customer id')
    """
    apart = re.sub(r"(?<=[a-zа-яё])(?=[A-ZА-ЯЁ])", " ", name)
    return " ".join(re.sub(r"[^\w№]|_", " ", apart.lower().replace("ё", "е")).split())


def _named(table: str, stem: str) -> int:
    """Tell how well a file's name says that it is this table: 3 is our own name, 0 not at all."""
    name = plain(stem)
    if name == plain(table):
        return 3
    if name in TABLE_WORDS[table]:
        return 2
    words = f" {re.sub(r'[0-9]+', ' ', name)} "
    return int(any(f" {word} " in words for word in TABLE_WORDS[table]))


def _named_for_another(stem: str) -> bool:
    return any(_named(table, stem) for table in TABLES)


def _guess(
    table: EventTable, file: Path, header: Sequence[str], rows: Sequence[Sequence[str]]
) -> ProposedTable:
    found = match_names(table, header)
    times = [found[c.name] for c in table.columns if c.kind in (Kind.TIME, Kind.DAY) and c.name in found]
    money = [found[c.name] for c in table.columns if c.kind in (Kind.MONEY, Kind.NUMBER) and c.name in found]
    return ProposedTable(
        table.name,
        file.name,
        {ours: theirs for ours, theirs in found.items() if ours != theirs},
        tuple(column.name for column in table.columns if column.required and column.name not in found),
        tuple(name for name in header if name not in found.values()),
        "," if any("," in cell for cell in _cells(header, rows, money)) else ".",
        date_format_of(list(_cells(header, rows, times))),
    )


def match_names(table: EventTable, header: Sequence[str]) -> dict[str, str]:
    """Find the name in a header for each column of ours; each name serves one column.

    Examples
    --------
    >>> from features.schema import event_table
    >>> match_names(event_table("orders"), ["Клиент", "Дата заказа", "Сумма"])
    {'client_id': 'Клиент', 'ordered_at': 'Дата заказа', 'amount': 'Сумма'}
    """
    free = {plain(name): name for name in reversed(header)}
    found: dict[str, str] = {}
    columns = sorted(table.columns, key=lambda column: not column.required)
    for words_of in (_own_words, _other_words):
        for column in columns:
            if column.name not in found:
                word = next((word for word in words_of(column.name) if word in free), None)
                if word is not None:
                    found[column.name] = free.pop(word)
    return {column.name: found[column.name] for column in table.columns if column.name in found}


def _own_words(name: str) -> tuple[str, ...]:
    return (plain(name),)


def _other_words(name: str) -> tuple[str, ...]:
    return COLUMN_WORDS.get(name, ())


def date_format_of(values: Sequence[str]) -> str | None:
    """Guess the format of times: None is ISO 8601, and what is guessed if no format reads them all.

    Examples
    --------
    >>> date_format_of(["31.12.2025", "01.02.2026"]), date_format_of(["2026-02-01"])
    ('%d.%m.%Y', None)
    """
    if not values or all(_is_iso(value) for value in values):
        return None
    return next((form for form in DATE_FORMATS if all(_reads(value, form) for value in values)), None)


def _is_iso(value: str) -> bool:
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return True


def _reads(value: str, form: str) -> bool:
    try:
        datetime.strptime(value, form)
    except ValueError:
        return False
    return True


def _cells(header: Sequence[str], rows: Sequence[Sequence[str]], names: Sequence[str]) -> Iterator[str]:
    places = [header.index(name) for name in names]
    return (row[at].strip() for row in rows for at in places if at < len(row) and row[at].strip())


def _sample(file: Path) -> tuple[list[str], list[list[str]]]:
    """Read the header and the first rows; Parquet needs no rows, its columns are typed."""
    if file.suffix.lower() in PARQUET:
        with duckdb.connect() as connection:
            try:
                rows = connection.execute(
                    f"DESCRIBE SELECT * FROM read_parquet({literal(str(file))})"
                ).fetchall()
            except duckdb.Error as fault:
                raise BadDataError(f"{file.name} is no Parquet file. Write it again.") from fault
        return [row[0] for row in rows], []
    with tempfile.TemporaryDirectory() as work:
        text = open_text(file, TableSource(), Path(work), table=file.stem)
        with text.path.open(encoding="utf-8-sig", newline="") as source:
            rows_in = islice(csv.reader(source, delimiter=text.delimiter), 1, SAMPLE_ROWS)
            return list(text.header), list(rows_in)
