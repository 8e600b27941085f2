"""What the SQL of acceptance is written with: names, strings, and the form in which a source gives a column.

Everything here and in `accepted_values` only writes SQL for DuckDB; nothing depends on the time zone of the
session or the process.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

#: What is stripped from both ends of text: blanks, control signs and the no-break spaces.
BLANKS = "".join(map(chr, range(1, 33))) + "\u00a0\u2007\u202f\ufeff"
#: `date_format` of days that are numbers, as Excel counts them: 45292 is 2024-01-01.
EXCEL = "excel"


class Form(StrEnum):
    """In which form a source gives a column."""

    TEXT = "text"
    ISO_TEXT = "iso_text"  # text of a database's own writing: ISO 8601, decimal point
    NAIVE = "naive"
    ZONED = "zoned"
    DAY = "day"
    INTEGER = "integer"
    DECIMAL = "decimal"
    REAL = "real"
    PARSED = "parsed"  # floats that the engine made of text: the text's number as far as a float can be
    FLAG = "flag"

    @property
    def written(self) -> bool:
        """Whether values come as text."""
        return self in (Form.TEXT, Form.ISO_TEXT)


@dataclass(frozen=True)
class Rules:
    """What the company decided about reading one table.

    `now` is wall-clock time in the company's zone; `values` gives, by column of ours, which word of ours each
    word of theirs stands for.
    """

    company_zone: str
    table_zone: str
    decimal: str
    date_format: str | None
    founded_on: date
    now: datetime
    currency: str
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def quoted(name: str) -> str:
    """Write an SQL identifier.

    Examples
    --------
    >>> print(quoted('a "b" c'))
    "a ""b"" c"
    """
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """Write an SQL string.

    Examples
    --------
    >>> literal("it's")
    "'it''s'"
    """
    return "'" + text.replace("'", "''") + "'"


def form_of(engine_type: str) -> Form:
    """Tell the form of a column from the engine's name of its type; what has no form is taken as text.

    Examples
    --------
    >>> form_of("DECIMAL(12,2)"), form_of("TIMESTAMP WITH TIME ZONE"), form_of("ENUM('a', 'b')")
    (<Form.DECIMAL: 'decimal'>, <Form.ZONED: 'zoned'>, <Form.TEXT: 'text'>)
    """
    kind = engine_type.split("(")[0].strip('"').upper()
    if kind.startswith("TIMESTAMP"):
        return Form.ZONED if "ZONE" in kind or kind == "TIMESTAMPTZ" else Form.NAIVE
    if kind.removeprefix("U") in ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT"):
        return Form.INTEGER
    named = {
        "DATE": Form.DAY,
        "DECIMAL": Form.DECIMAL,
        "FLOAT": Form.REAL,
        "DOUBLE": Form.REAL,
        "BOOLEAN": Form.FLAG,
    }
    return named.get(kind, Form.TEXT)
