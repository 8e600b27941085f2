"""Where a company's event tables come from: files in a folder, a file of tables, a database, Spark."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

import duckdb

from features.acceptance.columns import SourceColumn
from features.acceptance.sql import Form, Rules, form_of, literal, quoted
from features.errors import BadDataError, SettingsError
from features.reading.column_matching import refuse_unknown_words
from features.reading.csv_files import TextFile, open_text, rewrite
from features.reading.typed_text import TypedText, typed_text
from features.schema import SOURCE_TABLES, EventTable, Kind
from features.settings import POSTGRES, SPARK, Settings, TableSource

POSSIBLE = (
    "a folder of CSV or Parquet files, a DuckDB or SQLite file, postgresql://…, spark://…, or another address"
    " that ibis connects to"
)
PARQUET = (".parquet", ".pq")
TEXT = (".csv", ".tsv", ".txt")
#: Tables that are named where one is missing; a database may have hundreds.
MOST_NAMED = 8


@dataclass(frozen=True)
class Part:
    """Rows of one table that the engine reads in one go.

    Attributes
    ----------
    label : str
        The source's own name of the file or table.
    relation : str
        SQL that can stand after FROM.
    columns : tuple of SourceColumn
        What stands in it.
    before : int
        Lines before the first row: 1 for a file with a header.
    rows : int or None
        How many rows there must be; if the engine finds another number, `again` is to be read instead.
    line_sql : str
        SQL of the row's line, where the relation knows it.
    again : callable, optional
        Gives the part in a form in which every line is accounted for.
    broken : str or None
        SQL of the relation (line, reason, text) of lines that are no rows.
    typed : callable, optional
        Gives the part with days and numbers parsed, where that can mean the same
        (`features.reading.typed_text`).
    """

    label: str
    relation: str
    columns: tuple[SourceColumn, ...]
    before: int = 0
    rows: int | None = None
    line_sql: str = "NULL"
    again: "Callable[[], Part] | None" = None
    broken: str | None = None
    typed: "Callable[[Mapping[str, Kind], Rules], TypedText | None] | None" = None


class Source(Protocol):
    """Something that has event tables."""

    def parts(self, table: EventTable, settings: TableSource) -> list[Part]:
        """Give the parts of a table; none if the source does not have it."""

    def close(self) -> None:
        """Let go of the source."""


class Store(Source, Protocol):
    """A source that knows its tables: a database."""

    def names(self) -> list[str]:
        """Name its tables and views, as `from` takes them."""

    def glimpse(self, name: str, rows: int) -> Part:
        """Give the first rows of a table or view; none are needed to know its columns.

        Raises
        ------
        BadDataError
            If it cannot be read.
        """


def open_source(
    settings: Settings, connection: duckdb.DuckDBPyConnection, work: Path
) -> "FolderSource | Store":
    """Open the source that the settings name.

    Parameters
    ----------
    settings : Settings
        ``[source]`` counts.
    connection : DuckDB connection
        The engine that is to read.
    work : Path
        Folder for copies, removed by the caller.

    Raises
    ------
    SettingsError
        If the address is of a kind that cannot be read, or a section names no event table.
    BadDataError
        If there is nothing at the address.
    BusyError
        If the database is down, or the file is open for writing elsewhere.
    """
    for name in settings.source.tables:
        if name not in SOURCE_TABLES:
            near = get_close_matches(name, SOURCE_TABLES, n=1, cutoff=0.5)
            hint = f"did you mean {near[0]}?" if near else f"known are: {', '.join(SOURCE_TABLES)}."
            raise SettingsError(f"[source.tables.{name}] names no event table; {hint}")
        refuse_unknown_words(SOURCE_TABLES[name], settings)
    url = settings.source.url.get_secret_value()
    scheme = settings.source.scheme
    if scheme in POSTGRES:
        from features.reading.postgres_source import (
            PostgresSource,  # psycopg is slow to import and seldom needed
        )

        return PostgresSource(url, connection, work)
    if scheme in SPARK:
        from features.engines.spark_session import spark_address
        from features.reading.spark_source import SparkSource

        return SparkSource(spark_address(url), connection, work)
    if scheme not in ("", "duckdb", "sqlite", "file"):
        from features.reading.ibis_source import open_ibis

        return open_ibis(url, connection, work)
    path = Path(urlsplit(url).path if scheme == "file" else re.sub("^(duckdb|sqlite)://", "", url))
    if path.is_dir():
        return FolderSource(path, connection, work)
    if not path.exists():
        raise BadDataError(f"[source] url is {path}, but nothing is there. Possible are {POSSIBLE}.")
    from features.reading.duckdb_source import DuckDBSource
    from features.reading.sqlite_source import SQLiteSource, is_sqlite

    return SQLiteSource(path, connection, work) if is_sqlite(path) else DuckDBSource(path, connection)


@dataclass(frozen=True)
class FolderSource:
    """CSV and Parquet files in a folder: NAME.csv, NAME.parquet, or a folder NAME of such files."""

    folder: Path
    connection: duckdb.DuckDBPyConnection
    work: Path

    def parts(self, table: EventTable, settings: TableSource) -> list[Part]:
        """Give one part a file."""
        files = self._files(table.name, settings.from_)
        return [
            self._parquet(file) if file.suffix in PARQUET else self._text(file, table, settings)
            for file in files
        ]

    def close(self) -> None:
        """Let go of the folder: nothing is held."""

    def _files(self, name: str, given: str | None) -> list[Path]:
        if given:
            there = self.folder / given
            files = _inside(there) if there.is_dir() else sorted(_glob(self.folder, given))
            if not files:
                raise BadDataError(
                    f"Table {name}: [source.tables.{name}] from = {given!r} matches no file in {self.folder}."
                    f" There are: {_listed(self.folder)}."
                )
            return files
        found = [file for suffix in (*TEXT, *PARQUET) if (file := self.folder / f"{name}{suffix}").is_file()]
        if len(found) > 1:
            names = " and ".join(file.name for file in found)
            raise BadDataError(
                f"Table {name}: there are {names}. Say which counts: [source.tables.{name}] from = …"
            )
        return found or _inside(self.folder / name)

    def _parquet(self, file: Path) -> Part:
        relation = f"read_parquet({literal(str(file))})"
        try:
            return Part(file.name, relation, described(self.connection, relation))
        except duckdb.Error as fault:
            raise BadDataError(f"{file.name} is no Parquet file that can be read. Write it again.") from fault

    def _text(self, file: Path, table: EventTable, settings: TableSource) -> Part:
        text = open_text(file, settings, self.work, table=table.name)
        if text.damaged:
            return numbered_part(text, self.work)
        return Part(
            file.name,
            text.relation(),
            text.columns,
            before=1,
            rows=text.lines - 1,
            again=lambda: numbered_part(text, self.work),
            typed=partial(typed_text, text, self.work),
        )


def numbered_part(text: TextFile, work: Path) -> Part:
    """Give a text file as rows that know their line, and the lines that are no rows."""
    copy, broken = rewrite(text, work)
    aside = (
        f"(SELECT TRY_CAST(line AS BIGINT) AS line, reason, text FROM read_csv({literal(str(broken))},"
        f" auto_detect = false, header = false, delim = ',', quote = '\"', escape = '\"',"
        f" columns = {{'line': 'VARCHAR', 'reason': 'VARCHAR', 'text': 'VARCHAR'}}))"
    )
    return Part(
        text.label,
        copy.relation(numbered=True),
        text.columns,
        line_sql="TRY_CAST(line AS BIGINT)",
        broken=aside,
    )


def missing_table(table: str, wanted: str, there: list[str]) -> BadDataError:
    """Say that a database lacks a table; of hundreds that there are, the nearest few are named.

    Examples
    --------
    >>> there = ["clients", *(f"t{number}" for number in range(498)), "orders"]
    >>> str(missing_table("orders", "order", there)).partition("; ")[2]
    "there are: orders, clients, t0, t1, t2, t3, t4, t5 and 492 more. Nearest is ...
    """
    plain = {name.lower(): name for name in there}
    near = [plain[name] for name in get_close_matches(wanted.lower(), plain, n=MOST_NAMED, cutoff=0.5)]
    named = [*near, *(name for name in there if name not in near)][:MOST_NAMED]
    more = f" and {len(there) - len(named)} more" if len(there) > len(named) else ""
    hint = f" Nearest is {near[0]!r}." if near else ""
    return BadDataError(
        f"Table {table}: the source has no table or view {wanted!r}; there are: {', '.join(named) or 'none'}"
        f"{more}.{hint} Write its name in [source.tables.{table}] from."
    )


def described(connection: duckdb.DuckDBPyConnection, relation: str) -> tuple[SourceColumn, ...]:
    """List the columns of a typed relation; types that we have no form for are taken as text."""
    columns = connection.execute(f"DESCRIBE SELECT * FROM {relation}").fetchall()
    return tuple(_described(name, engine_type) for name, engine_type, *_ in columns)


def _described(name: str, engine_type: str) -> SourceColumn:
    form = form_of(engine_type)
    sql = quoted(name)
    if form is Form.TEXT and engine_type != "VARCHAR":
        sql = f"CAST({sql} AS VARCHAR)"
    return SourceColumn(name, sql, form)


def iso(columns: tuple[SourceColumn, ...], text_names: set[str]) -> tuple[SourceColumn, ...]:
    """Mark the columns that a database wrote out in its own way."""
    return tuple(c if c.name in text_names else replace(c, form=Form.ISO_TEXT) for c in columns)


def table_settings(settings: Settings) -> Mapping[str, TableSource]:
    """Give the section of every event table, empty where the file has none."""
    return {name: settings.source.tables.get(name, TableSource()) for name in SOURCE_TABLES}


def _glob(folder: Path, pattern: str) -> Iterator[Path]:
    if Path(pattern).is_absolute():
        folder, pattern = Path(Path(pattern).anchor), str(Path(pattern).relative_to(Path(pattern).anchor))
    return (file for file in folder.glob(pattern) if file.is_file())


def _inside(folder: Path) -> list[Path]:
    files = folder.iterdir() if folder.is_dir() else ()
    return sorted(file for file in files if file.suffix in (*TEXT, *PARQUET))


def _listed(folder: Path) -> str:
    names = sorted(file.name for file in folder.iterdir() if not file.name.startswith("."))
    return ", ".join(names[:20]) + (" …" if len(names) > 20 else "") if names else "none"
