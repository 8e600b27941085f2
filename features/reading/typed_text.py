"""How a clean text file is read at once, its days and numbers parsed by the engine while it splits the lines.

That costs half of what it costs to make texts of them first, but the texts are gone then. So it is done only
where a parsed value means the same as its text would, and the first row that has anything to mend or to set
aside ends it: the file is then read as text (`acceptance.judging`). A column is parsed if its first value is
written in a form that has one meaning only; any other stays text. Where much would be read for nothing, the
last lines are tried before all others, since that is where sums stand, and what a program had not finished.
"""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from features.acceptance.columns import SourceColumn
from features.acceptance.sql import EXCEL, Form, Rules, literal
from features.acceptance.times import DAY_AND_HOURS, formats_of
from features.reading.csv_files import TextFile, first_values, new_file
from features.schema import Kind

TIMES = (Kind.TIME, Kind.DAY)
NUMBERS = (Kind.MONEY, Kind.NUMBER, Kind.INTEGER)
#: Hours that Python and the engine read alike, and that a colon tells from a bare day.
USUAL_HOURS = re.compile(r"%[HI]:(?:%[HIMSpf]|[:. ])*")
ISO_DAY = "%Y-%m-%d"
PARSED_TYPE = {Form.DAY: "DATE", Form.NAIVE: "TIMESTAMP", Form.PARSED: "DOUBLE"}
#: Bytes at the end of a file that are tried first, if it is many times as long.
ENDING, MANY = 1 << 16, 32


@dataclass(frozen=True)
class TypedText:
    """A text file whose days and numbers are parsed.

    Attributes
    ----------
    relation : str
        SQL that can stand after FROM.
    columns : tuple of SourceColumn
        The file's columns in it.
    ending : str or None
        The same of the last lines alone; None where the file is short.
    """

    relation: str
    columns: tuple[SourceColumn, ...]
    ending: str | None = None


def typed_text(file: TextFile, work: Path, kinds: Mapping[str, Kind], rules: Rules) -> TypedText | None:
    """Write how a file is read with its days and numbers parsed.

    Parameters
    ----------
    file : TextFile
        The file.
    work : Path
        Folder for a copy of the last lines.
    kinds : mapping of str to Kind
        SQL of a column → what is wanted of it; columns of which nothing is wanted are text.
    rules : Rules
        How days and numbers are written.

    Returns
    -------
    TypedText or None
        None where there is nothing to parse, or the file is not so regular that an empty value is null and
        any other text stands as it is.
    """
    if not (file.lines and file.bare and file.exact):
        return None
    seen = dict(zip((column.sql for column in file.columns), first_values(file), strict=True))
    known = _known_formats(rules)
    formats = {sql: _format_of(seen[sql], known) for sql, kind in kinds.items() if kind in TIMES}
    day = next((one for one in formats.values() if one and ":" not in one), "")
    moment = next((one for one in formats.values() if ":" in one), "")
    forms = {sql: Form.DAY for sql, one in formats.items() if day and one == day}
    forms |= {sql: Form.NAIVE for sql, one in formats.items() if moment and one == moment}
    if rules.decimal != file.delimiter:
        number = re.compile(rf"[+-]?[0-9]+(?:{re.escape(rules.decimal)}[0-9]+)?")
        numbers = [sql for sql, kind in kinds.items() if kind in NUMBERS and number.fullmatch(seen[sql])]
        forms |= dict.fromkeys(numbers, Form.PARSED)
    if not forms:
        return None
    given = (("dateformat", day), ("timestampformat", moment), ("decimal_separator", rules.decimal))
    types = {sql: PARSED_TYPE[form] for sql, form in forms.items()}
    options = "".join(f", {name} = {literal(value)}" for name, value in given if value)
    last = _last_lines(file, work)
    return TypedText(
        file.relation(types=types, options=options),
        tuple(replace(column, form=forms.get(column.sql, column.form)) for column in file.columns),
        ending=last.relation(types=types, options=options) if last else None,
    )


def _last_lines(file: TextFile, work: Path) -> TextFile | None:
    """Copy the last lines of a long file, below a line in the place of its header."""
    with file.path.open("rb") as source:
        if source.seek(0, os.SEEK_END) < MANY * ENDING:
            return None
        source.seek(-ENDING, os.SEEK_END)
        copy = new_file(work)
        header = file.delimiter.join(f"c{at}" for at in range(len(file.header)))
        copy.write_bytes(b"\n".join([header.encode(), *source.read().split(b"\n")[1:]]))
    return replace(file, path=copy)


def _known_formats(rules: Rules) -> tuple[str, ...]:
    """Give the formats that times of a table may have, if they are usual ones."""
    date_format = rules.date_format or ISO_DAY
    parts = DAY_AND_HOURS.fullmatch(date_format)
    if date_format == EXCEL or parts is None or not USUAL_HOURS.fullmatch(parts["hours"] or "%H:"):
        return ()
    return formats_of(date_format)


def _format_of(value: str, formats: tuple[str, ...]) -> str:
    """Give the format that a value is written in, empty if there is none."""
    for one in formats:
        try:
            datetime.strptime(value, one)
        except ValueError:
            continue
        return one
    return ""
