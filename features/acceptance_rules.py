"""Which rows of a source are accepted, mended or set aside, and for what reason.

A row has one fate. It is quarantined for the first fault found, in the order of the table's columns; else it
is repaired if anything in it was mended; else it is accepted. Exact duplicates are judged where rows meet
(`features.judging`), because one row alone cannot tell.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from features.acceptance_sql import (
    BLANKS,
    MOST_HUNDREDTHS,
    Form,
    Rules,
    choice_sql,
    literal,
    quoted,
    text_sql,
    value_sql,
)
from features.errors import BadDataError
from features.schema import Column, EventTable, Kind

#: Columns of times that are plans, and so may lie ahead.
AHEAD = ("valid_to",)
#: Table → (earlier, later): the later time must not come first.
ORDERED = {"complaints": ("opened_at", "closed_at")}


@dataclass(frozen=True)
class SourceColumn:
    """One column as the source has it: its name there, how SQL reaches it, and in which form it comes."""

    name: str
    sql: str
    form: Form


@dataclass(frozen=True)
class Check:
    """One thing that can be wrong with a row; `sql` is true where it is."""

    column: str
    reason: str
    sql: str


@dataclass(frozen=True)
class Judgement:
    """How one relation is judged: the SQL, and what its fault numbers and repair bits stand for."""

    sql: str
    faults: tuple[Check, ...]
    repairs: tuple[Check, ...]
    columns: tuple[str, ...]


def match_columns(
    table: EventTable,
    source: Sequence[SourceColumn],
    mapping: Mapping[str, str],
    attributes: Sequence[str] = (),
) -> dict[str, SourceColumn]:
    """Find the source's column for each of ours.

    Parameters
    ----------
    table : EventTable
        Ours.
    source : sequence of SourceColumn
        What the source has.
    mapping : mapping of str to str
        Ours → theirs, from the settings; a column of our own name needs no entry.
    attributes : sequence of str
        Further columns to keep as text.

    Raises
    ------
    BadDataError
        If a mapped or required column is not there.

    Examples
    --------
    >>> from features.schema import event_table
    >>> match_columns(event_table("nps"), [SourceColumn("id", "c0", Form.TEXT)], {"client_id": "ID клиента"})
    Traceback (most recent call last):
    ...
    features.errors.BadDataError: Table nps: column 'ID клиента' (for client_id) is not in the source. ...
    """
    by_name = {column.name: column for column in source}
    by_small_name = {column.name.strip().lower(): column for column in source}
    ours = [column.name for column in table.columns]
    wanted = [*ours, *(name for name in attributes if name not in ours)]
    for name in mapping:
        if name not in wanted:
            near = get_close_matches(name, wanted, n=1, cutoff=0.5)
            hint = f"Did you mean {near[0]}?" if near else f"It has: {', '.join(wanted)}."
            raise BadDataError(f"Table {table.name} has no column {name!r} to map to. {hint}")
    found = {}
    for name in wanted:
        theirs = mapping.get(name, name)
        column = by_name.get(theirs) or (None if name in mapping else by_small_name.get(name))
        if column is not None:
            found[name] = column
        elif name in mapping or name in attributes or table.column(name).required:
            raise BadDataError(_missing_column(table, name, theirs, [column.name for column in source]))
    return found


def _missing_column(table: EventTable, ours: str, theirs: str, there: list[str]) -> str:
    near = get_close_matches(theirs, there, n=1, cutoff=0.5)
    hint = f" Nearest is {near[0]!r}." if near else ""
    return (
        f"Table {table.name}: column {theirs!r} (for {ours}) is not in the source."
        f" There are: {', '.join(there)}."
        f'{hint} Write [source.tables.{table.name}] columns = {{{ours} = "their name"}}.'
    )


def judgement(
    table: EventTable,
    relation: str,
    source: Sequence[SourceColumn],
    matched: Mapping[str, SourceColumn],
    rules: Rules,
    *,
    line_sql: str = "NULL",
) -> Judgement:
    """Write the SQL that reads and judges every row of a relation.

    The result has the accepted values of `Judgement.columns`, and ``_fault`` (1-based number in `faults`,
    null: none), ``_repairs`` (bits of `repairs`), ``_row`` (the raw row as JSON, of faulty rows only),
    ``_hash`` (equal for rows that are equal in every column of the source) and ``_line``.
    """
    ours = {column.name: column for column in table.columns}
    columns = {name: ours.get(name, Column(name)) for name in matched}
    faults = tuple(_faults(table, columns, matched, rules))
    repairs = tuple(_repairs(columns, matched))
    used = {column.sql for column in matched.values()}
    others = [column.sql for column in source if column.sql not in used]
    raw = ", ".join(f"{literal(column.name)}, CAST({column.sql} AS VARCHAR)" for column in source)
    names = {name: quoted(f"v {name}") for name in matched}
    texts = [
        f", {text_sql(given.sql, given.form)} AS {_text(name)}"
        for name, given in matched.items()
        if columns[name].kind is Kind.TEXT
    ]
    values = [f"{_value(columns[name], given, rules)} AS {names[name]}" for name, given in matched.items()]
    cases = " ".join(f"WHEN {check.sql} THEN {number}" for number, check in enumerate(faults, 1))
    bits = " + ".join(
        f"CASE WHEN {check.sql} THEN {1 << bit} ELSE 0 END" for bit, check in enumerate(repairs)
    )
    accepted = [f"{names[name]} AS {quoted(columns[name].accepted_name)}" for name in matched]
    hashed = ", ".join([*names.values(), *others])
    sql = (
        f"SELECT {', '.join(accepted)},"
        " CAST(_fault AS SMALLINT) AS _fault, CAST(_repairs AS BIGINT) AS _repairs,"
        f" CASE WHEN _fault IS NOT NULL THEN CAST(json_object({raw}) AS VARCHAR) END AS _row,"
        f" hash({hashed}) AS _hash, _line"
        f" FROM (SELECT *, CASE {cases} END AS _fault, {bits or '0'} AS _repairs"
        f" FROM (SELECT *, {', '.join(values)}, {line_sql} AS _line"
        f" FROM (SELECT *{''.join(texts)} FROM {relation})))"
    )
    return Judgement(sql, faults, repairs, tuple(columns[name].accepted_name for name in matched))


def _value(column: Column, given: SourceColumn, rules: Rules) -> str:
    text = _text(column.name)
    if column.name == "currency":
        ours = literal(rules.currency)
        return f"CASE WHEN upper({text}) = {ours} THEN {ours} ELSE {text} END"
    if column.kind is Kind.TEXT:
        return choice_sql(column.choices, text) if column.choices else text
    return value_sql(column.kind, given.sql, given.form, rules)


def _text(name: str) -> str:
    """Name the column that holds the text of one of ours, before its choices are looked at."""
    return quoted(f"t {name}")


def _faults(
    table: EventTable, columns: Mapping[str, Column], matched: Mapping[str, SourceColumn], rules: Rules
) -> Iterator[Check]:
    for name, column in columns.items():
        value, given = quoted(f"v {name}"), matched[name]
        empty = f"{_text(name)} IS NULL" if column.kind is Kind.TEXT else _blank(given)
        if column.required:
            yield Check(name, "missing", f"{value} IS NULL AND ({empty})")
        if column.required or _strict(table, column) or column.kind is not Kind.TEXT:
            unread = f"{value} IS NULL" if column.required else f"{value} IS NULL AND NOT ({empty})"
            yield Check(name, "unknown value" if column.choices else "unreadable", unread)
        if column.kind is Kind.MONEY:
            yield Check(name, "out of range", f"abs({value}) > {MOST_HUNDREDTHS}")
        if column.low is not None:
            yield Check(name, "out of range", f"{value} < {column.low}")
        if column.high is not None:
            yield Check(name, "out of range", f"{value} > {column.high}")
        yield from _time_faults(table, column, value, rules)
        if name == "currency":
            yield Check(name, "other currency", f"{value} <> {literal(rules.currency)}")
    earlier, later = ORDERED.get(table.name, ("", ""))
    if earlier in columns and later in columns:
        yield Check(later, f"before {earlier}", f"{quoted(f'v {later}')} < {quoted(f'v {earlier}')}")


def _time_faults(table: EventTable, column: Column, value: str, rules: Rules) -> Iterator[Check]:
    if column.kind not in (Kind.TIME, Kind.DAY):
        return
    if column.name == table.own_time or column.kind is Kind.TIME:
        yield Check(column.name, "before founded_on", f"{value} < DATE '{rules.founded_on}'")
    if column.name == table.own_time or (column.kind is Kind.TIME and column.name not in AHEAD):
        now = f"TIMESTAMP '{rules.now.isoformat(sep=' ')}'"
        yield Check(column.name, "in the future", f"CAST({value} AS TIMESTAMP) > {now}")
    yield Check(column.name, "unreadable", f"NOT isfinite({value})")


def _strict(table: EventTable, column: Column) -> bool:
    """Tell whether an unknown value makes the row unusable rather than the column."""
    return column.required or (table.name, column.name) == ("orders", "status")


def _blank(given: SourceColumn) -> str:
    return f"{given.sql} IS NULL" + (
        f" OR trim({given.sql}, {literal(BLANKS)}) = ''" if given.form.written else ""
    )


def _repairs(columns: Mapping[str, Column], matched: Mapping[str, SourceColumn]) -> Iterator[Check]:
    for name, column in columns.items():
        value, given = quoted(f"v {name}"), matched[name]
        if column.kind is not Kind.TEXT or not given.form.written:
            continue
        if column.choices:
            yield from _choice_repairs(column, value, given)
        else:
            yield Check(name, "spelling" if name == "currency" else "blanks", f"{value} <> {given.sql}")


def _choice_repairs(column: Column, value: str, given: SourceColumn) -> Iterator[Check]:
    text = _text(column.name)
    if "other" in column.choices:
        yield Check(column.name, "spelling", f"{value} <> {given.sql} AND lower({text}) = {value}")
        yield Check(column.name, "unknown value", f"{value} = 'other' AND lower({text}) <> 'other'")
    else:
        yield Check(column.name, "spelling", f"{value} <> {given.sql}")
        yield Check(column.name, "unknown value", f"{value} IS NULL AND {text} IS NOT NULL")


#: What each reason means, for people: English, Russian.
REASONS = {
    "missing": ("is empty, though required", "пусто, а должно быть заполнено"),
    "unreadable": ("cannot be read", "не читается"),
    "unknown value": ("is none of the known values", "неизвестное значение"),
    "out of range": ("is out of range", "вне допустимых границ"),
    "before founded_on": ("is before [company] founded_on", "раньше [company] founded_on"),
    "in the future": ("is in the future", "в будущем"),
    "other currency": ("is another currency than the company's", "не в валюте компании"),
    "before opened_at": ("is before opened_at", "раньше opened_at"),
    "blanks": ("had blanks at its ends", "пробелы по краям"),
    "spelling": ("was written in another way", "записано иначе"),
    "duplicate": ("repeats another row exactly", "точный повтор другой строки"),
    "fields": ("has too many or too few fields", "полей больше или меньше, чем в заголовке"),
    "quote": ("has a quote that does not close", "кавычка не закрыта"),
    "too long": ("is too long for a line", "слишком длинная строка"),
}

#: What to do about a reason that stands for most of a refused table.
REMEDIES = {
    "missing": "Fill the column in the source, or map another column to it.",
    "unreadable": "Set date_format or decimal in [source.tables.{table}] as the source writes them.",
    "unknown value": "Write the known values in the source: {choices}.",
    "out of range": "Mend the values in the source, or map the right column.",
    "before founded_on": "Mend the values in the source, or set an earlier [company] founded_on.",
    "in the future": "Mend the source, or set its timezone or date_format in [source.tables.{table}].",
    "other currency": "Convert the amounts, or set [company] currency.",
    "fields": "Set delimiter in [source.tables.{table}], or export the file again.",
    "quote": "Export the file again with quotes doubled inside quoted text.",
}


def remedy(table: EventTable, column: str, reason: str) -> str:
    """Say what to do about a fault that makes a table unusable."""
    choices = ", ".join(table.column(column).choices) if reason == "unknown value" else ""
    advice = REMEDIES.get(reason, "Mend the source.")
    return advice.format(table=table.name, choices=choices)
