"""How a text file of rows is read: its delimiter, header, and its lines when they are not regular.

The engine's own guessing is never used: it takes ragged files and open quotes in silence. A regular file
(every line one row of as many fields as the header) goes to the engine as it is. Any other is first
rewritten: each row gets the number of its physical line (the header is line 1), blank lines go, and what is
no row is set aside.
"""

import csv
import itertools
import re
import tempfile
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from features.acceptance.columns import SourceColumn
from features.acceptance.sql import Form, literal, quoted
from features.errors import BadDataError
from features.reading.csv_records import MOST_LINES, fields_of, for_engine, records_of
from features.reading.encodings import encoding_of, looked_over, transcoded
from features.settings import TableSource

LONGEST_HEADER = 1 << 20
DELIMITERS = (",", ";", "\t", "|")
#: Lines in which a first value of every column is looked for.
FIRST_LINES = 1_000
#: No value of anybody's. As long as an empty value is null, the engine lets lines pass that end in too many
#: delimiters; so where there may be some, this is null instead.
NEVER = "\uffff"
#: What stands for bytes that are no text.
NO_TEXT = ("\0", "\ufffd")


@dataclass(frozen=True)
class TextFile:
    """A text file whose encoding, delimiter and header are known.

    Attributes
    ----------
    path : Path
        UTF-8 file the engine reads; a copy where the source was in another encoding.
    label : str
        The source's own name, for reports.
    delimiter : str
        One sign.
    header : tuple of str
        Names of the columns.
    lines : int
        Physical lines, the header included, blank ones at the end not; 0 if they have to be looked at.
    bare : bool
        Whether no value is an empty quoted one, or begins or ends with a blank.
    exact : bool
        Whether there are as many delimiters as lines of so many fields have.
    damaged : bool
        Whether there are bytes in it that are no text.
    """

    path: Path
    label: str
    delimiter: str
    header: tuple[str, ...]
    lines: int
    bare: bool = False
    exact: bool = False
    damaged: bool = False

    @property
    def columns(self) -> tuple[SourceColumn, ...]:
        """The file's columns as the engine knows them."""
        return tuple(
            SourceColumn(name, quoted(f"c{at}"), Form.TEXT, self.bare) for at, name in enumerate(self.header)
        )

    def relation(
        self, *, numbered: bool = False, types: Mapping[str, str] | None = None, options: str = ""
    ) -> str:
        """Write the engine's call that reads the file, columns without a type of their own as text."""
        own = [f"c{at}" for at in range(len(self.header))]
        typed = types or {}
        columns = ", ".join(
            f"'{name}': '{typed.get(quoted(name), 'VARCHAR')}'"
            for name in (["line", *own] if numbered else own)
        )
        loose = not (numbered or self.exact)
        options += (", store_rejects = true" if numbered else "") + (
            f", nullstr = '{NEVER}'" if loose else ""
        )
        relation = (
            f"read_csv({literal(str(self.path))}, auto_detect = false, header = {str(not numbered).lower()},"
            f" delim = {literal(self.delimiter)}, quote = '\"', escape = '\"',"
            f" columns = {{{columns}}}{options})"
        )
        if not loose:
            return relation
        values = ", ".join(f"nullif({name}, '') AS {name}" for name in own)
        return f"(SELECT {values} FROM {relation})"


def open_text(path: Path, settings: TableSource, work: Path, *, table: str) -> TextFile:
    """Find out how a text file is written.

    Parameters
    ----------
    path : Path
        The source's file; only read.
    settings : TableSource
        Encoding and delimiter, where the company knows them.
    work : Path
        Folder for a UTF-8 copy, if one is needed.
    table : str
        Name of the event table, for messages.

    Raises
    ------
    BadDataError
        If the file is empty, is no text, or its header cannot be used.
    SettingsError
        If the encoding of the settings is none.
    """
    if path.stat().st_size == 0:
        raise BadDataError(f"Table {table}: {path.name} is empty; a header line is needed. Export it again.")
    encoding, damaged = encoding_of(path, settings.encoding, table)
    label = path.name
    if encoding != "utf-8":
        path = transcoded(path, encoding, new_file(work), table)
    first = _first_record(path, label, table)
    delimiter = settings.delimiter or _delimiter(first)
    header = _header(first, delimiter, label, table)
    if damaged:
        return TextFile(path, label, delimiter, header, lines=0, damaged=True)
    lines, marks, bare = looked_over(path, delimiter)
    if marks == lines * len(header) - 1 and _all_end_in(path, delimiter):
        header = (*header, "")
    return TextFile(path, label, delimiter, header, lines, bare, exact=marks == lines * (len(header) - 1))


def _all_end_in(path: Path, delimiter: str) -> bool:
    """Tell whether every line below the header ends in a delimiter, as some programs write them."""
    with path.open("rb") as file:
        next(file)
        return all(line.rstrip(b"\r\n").endswith(delimiter.encode()) or not line.strip() for line in file)


def first_values(file: TextFile) -> tuple[str, ...]:
    """Give the first value of each column that is not empty, empty if the first lines have none."""
    found = [""] * len(file.header)
    with file.path.open(encoding="utf-8-sig", newline=None) as lines:
        for line in itertools.islice(lines, 1, 1 + FIRST_LINES):
            values = fields_of(line.removesuffix("\n"), file.delimiter) or ()
            if len(values) == len(found):
                found = [one or value for one, value in zip(found, values, strict=True)]
            if all(found):
                break
    return tuple(found)


def new_file(work: Path) -> Path:
    """Make an empty file of a new name in a folder."""
    with tempfile.NamedTemporaryFile(dir=work, suffix=".csv", delete=False) as file:
        return Path(file.name)


def rewrite(file: TextFile, work: Path) -> tuple[TextFile, Path]:
    """Write a copy in which each row is preceded by its line number, and a list of lines that are no rows.

    Returns
    -------
    tuple of (TextFile, Path)
        The numbered copy (no header), and a CSV of (line, reason, text) of what was set aside.
    """
    copy, broken = new_file(work), new_file(work)
    with (
        file.path.open(encoding="utf-8-sig", errors="replace", newline=None) as source,
        copy.open("w", encoding="utf-8", newline="\n") as rows,
        broken.open("w", encoding="utf-8", newline="\n") as aside,
    ):
        listed = csv.writer(aside, lineterminator="\n", quoting=csv.QUOTE_ALL)
        for line, text, reason in records_of(source, file.delimiter, len(file.header)):
            unreadable = file.damaged and any(sign in text for sign in NO_TEXT)
            if unreadable or reason:
                told = "encoding" if unreadable else reason
                listed.writerow((line, told, text.rstrip("\n").replace("\0", "")[:10_000]))
            else:
                rows.write(f"{line}{file.delimiter}{for_engine(text, file.delimiter)}\n")
    return replace(file, path=copy), broken


def _first_record(path: Path, label: str, table: str) -> str:
    """Read the header, which may run over several lines if it is quoted."""
    with path.open(encoding="utf-8-sig", errors="replace", newline=None) as file:
        text = file.readline(LONGEST_HEADER)
        for _ in range(MOST_LINES):
            if text.count('"') % 2 == 0:
                return text.removesuffix("\n")
            text += file.readline(LONGEST_HEADER)
    raise BadDataError(
        f"Table {table}: a quote in the first line of {label} does not close; a header line is needed."
        " Export it again."
    )


def _header(first: str, delimiter: str, label: str, table: str) -> tuple[str, ...]:
    try:
        cells = fields_of(first, delimiter) or next(csv.reader([first], delimiter=delimiter), [])
    except csv.Error as fault:
        raise BadDataError(
            f"Table {table}: the first line of {label} cannot be read as a header. Export it again."
        ) from fault
    header = tuple(cell.strip() for cell in cells)
    twice = [name for name, times in Counter(filter(None, header)).items() if times > 1]
    if twice:
        raise BadDataError(
            f"Table {table}: the header of {label} has {twice[0]!r} twice. Rename one of them."
        )
    if not any(header):
        raise BadDataError(f"Table {table}: the first line of {label} is blank; a header line is needed.")
    if re.fullmatch(r'"?sep=."?', first.strip(), re.IGNORECASE):
        raise BadDataError(
            f"Table {table}: the first line of {label} is {first.strip()!r}, a hint for Excel; a header line"
            " is needed. Delete that line; the delimiter is found without it."
        )
    return header


def _delimiter(header: str) -> str:
    """Count the delimiter in the header, outside its quotes."""
    outside = "".join(header.split('"')[::2])
    return max(DELIMITERS, key=outside.count)
