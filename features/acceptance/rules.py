"""Which rows of a source are accepted, mended or set aside, and for what reason.

A row has one fate. It is quarantined for the first fault found, in the order of the table's columns; else it
is repaired if anything in it was mended; else it is accepted. Exact duplicates are judged where rows meet
(`features.acceptance.repetitions`), because one row alone cannot tell.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from features.acceptance import times as accepted_times
from features.acceptance.columns import Check, ReadColumn, SourceColumn
from features.acceptance.continuing import NOTHING_READ, looks_of_lines
from features.acceptance.numbers import MOST_HUNDREDTHS
from features.acceptance.sql import Rules, literal, quoted
from features.acceptance.values import empty_sql
from features.schema import Column, EventTable, Kind

#: Reason of rows in which nothing stands; they are left out.
EMPTY_ROW = "empty row"
#: Reasons of rows that say nothing.
SAYS_NOTHING = (EMPTY_ROW, NOTHING_READ)
#: What the engine says of a row that is not plainly well, where nothing else may be.
NOT_PLAIN = "a row is not plainly well"
#: Days before it are looked at twice: a year of two digits was half read, and where a format is given the
#: engine takes words like 'infinity' for 1 January 1900.
FIRST_PLAIN_DAY = date(1900, 1, 2)
#: Columns of times that are plans, and so may lie ahead.
AHEAD = ("valid_to",)
#: Table → (earlier, later): the later time must not come first.
ORDERED = {"complaints": ("opened_at", "closed_at")}


@dataclass(frozen=True)
class Judgement:
    """How one relation is judged: the SQL, and what its fault numbers and repair bits stand for."""

    sql: str
    faults: tuple[Check, ...]
    repairs: tuple[Check, ...]
    columns: tuple[str, ...]
    others: bool

    def number(self, column: str, reason: str) -> int | None:
        """Give the number of a fault, if rows of these columns can have it."""
        found = (at for at, one in enumerate(self.faults, 1) if (one.column, one.reason) == (column, reason))
        return next(found, None)

    @property
    def left_out(self) -> tuple[int, ...]:
        """Numbers of faults of rows that say nothing: they are left out, and not set aside."""
        return tuple(at for at, one in enumerate(self.faults, 1) if one.reason in SAYS_NOTHING)


def judgement(
    table: EventTable,
    relation: str,
    source: Sequence[SourceColumn],
    matched: Mapping[str, SourceColumn],
    rules: Rules,
    *,
    line_sql: str = "NULL",
    only_plain: bool = False,
) -> Judgement:
    """Write the SQL that reads and judges every row of a relation.

    The result has the accepted values of `Judgement.columns`, and ``_fault`` (1-based number in `faults`,
    null: none), ``_repairs`` (bits of `repairs`), ``_row`` (the raw row as JSON, of faulty rows only),
    ``_line``, and ``_others`` (a hash of the columns that nothing of ours is read from), if there are any.
    Rows that are plainly well are told first, by a few cheap tests; the checks run over the rest. With
    `only_plain` there is no rest: the first row that is not plainly well is an error of the engine.
    """
    ours = {column.name: column for column in table.columns}
    columns = [ReadColumn(ours.get(name, Column(name)), given, rules) for name, given in matched.items()]
    nothing = " AND ".join(f"({empty_sql(column.sql, column.form)})" for column in source)
    faults = (
        Check("", EMPTY_ROW, nothing),
        *looks_of_lines(table, columns),
        *_faults(table, columns, rules),
    )
    repairs = tuple(check for column in columns for check in column.repairs())
    used = {column.sql for column in matched.values()}
    others = ", ".join(column.sql for column in source if column.sql not in used)
    raw = ", ".join(f"{literal(column.name)}, CAST({column.sql} AS VARCHAR)" for column in source)
    cases = " ".join(f"WHEN {check.sql} THEN {number}" for number, check in enumerate(faults, 1))
    bits = " + ".join(
        f"CASE WHEN {check.sql} THEN {1 << bit} ELSE 0 END" for bit, check in enumerate(repairs)
    )
    plain = " AND ".join(_plain(table, columns, rules))
    flags = "".join(f", {column.flag_sql()} AS {column.flag}" for column in columns if column.flagged)
    values = ", ".join(f"{column.value_sql()} AS {column.value}" for column in columns)
    accepted = ", ".join(f"{each.value} AS {quoted(each.column.accepted_name)}" for each in columns)
    fate = f"CASE {cases} END"
    if only_plain:
        fate, bits, raw = f"CAST(error({literal(NOT_PLAIN)}) AS SMALLINT)", "", ""
    sql = (
        f"SELECT {accepted},"
        " CAST(_fault AS SMALLINT) AS _fault, CAST(_repairs AS BIGINT) AS _repairs,"
        f" CASE WHEN _fault IS NOT NULL THEN CAST(json_object({raw}) AS VARCHAR) END AS _row,"
        f"{f' hash({others}) AS _others,' if others else ''} _line"
        f" FROM (SELECT *, CASE WHEN _plain THEN NULL ELSE {fate} END AS _fault,"
        f" CASE WHEN _plain THEN 0 ELSE {bits or '0'} END AS _repairs"
        f" FROM (SELECT *, CASE WHEN {plain} THEN true ELSE false END AS _plain"
        f" FROM (SELECT *, {values}"
        f" FROM (SELECT *, {line_sql} AS _line{flags} FROM {relation}))))"
    )
    accepted_names = tuple(each.column.accepted_name for each in columns)
    return Judgement(sql, faults, repairs, accepted_names, bool(others))


def _faults(table: EventTable, columns: Sequence[ReadColumn], rules: Rules) -> Iterator[Check]:
    for each in columns:
        column, name, value = each.column, each.column.name, each.value
        if column.required:
            yield Check(name, "missing", f"{value} IS NULL AND ({each.empty})")
        if column.required or _strict(table, column) or column.kind is not Kind.TEXT:
            unread = f"{value} IS NULL" if column.required else f"{value} IS NULL AND NOT ({each.empty})"
            for reason, looks in each.misread():
                yield Check(name, reason, unread if looks == "true" else f"{unread} AND {looks}", each.given)
        if column.kind is Kind.MONEY:
            yield Check(name, "out of range", f"abs({value}) > {MOST_HUNDREDTHS}")
        if column.low is not None:
            yield Check(name, "out of range", f"{value} < {column.low}")
        if column.high is not None:
            yield Check(name, "out of range", f"{value} > {column.high}")
        if column.kind in (Kind.TIME, Kind.DAY):
            half_read = accepted_times.half_read_sql(each.given.sql, value, each.given.form, rules)
            if half_read:
                yield Check(name, "day or month first", half_read)
            yield from _time_faults(table, column, value, rules)
        if name == "currency":
            yield Check(name, "other currency", f"{value} <> {literal(rules.currency)}")
    values = {each.column.name: each.value for each in columns}
    earlier, later = ORDERED.get(table.name, ("", ""))
    if earlier in values and later in values:
        yield Check(later, f"before {earlier}", f"{values[later]} < {values[earlier]}")


def _time_faults(table: EventTable, column: Column, value: str, rules: Rules) -> Iterator[Check]:
    first, last = _credible(table, column, rules)
    if first:
        yield Check(column.name, "before founded_on", f"{value} < {first}")
    if last:
        yield Check(column.name, "in the future", f"CAST({value} AS TIMESTAMP) > {last}")
    yield Check(column.name, "unreadable", f"NOT isfinite({value})")


def _credible(table: EventTable, column: Column, rules: Rules) -> tuple[str, str]:
    """Give the first and the last credible time of a column as SQL, empty where there is none."""
    own, time = column.name == table.own_time, column.kind is Kind.TIME
    first = f"DATE '{rules.founded_on}'" if own or time else ""
    last = f"TIMESTAMP '{rules.now.isoformat(sep=' ')}'"
    return first, last if own or (time and column.name not in AHEAD) else ""


def _plain(table: EventTable, columns: Sequence[ReadColumn], rules: Rules) -> Iterator[str]:
    """Give cheap tests; where all of them hold, no check of `_faults` and no repair can."""
    values = {each.column.name: each.value for each in columns}
    for each in columns:
        column, value, given = each.column, each.value, each.given.sql
        tests = list(_sound(table, each, rules))
        if column.required:
            yield from tests or [f"{value} IS NOT NULL"]
        elif tests or column.kind is not Kind.TEXT:
            yield f"({given} IS NULL OR ({' AND '.join(tests or [f'{value} IS NOT NULL'])}))"
        if each.flagged:
            yield f"NOT {each.flag}"
    earlier, later = ORDERED.get(table.name, ("", ""))
    if earlier in values and later in values:
        yield f"({values[later]} IS NULL OR {values[later]} >= {values[earlier]})"


def _sound(table: EventTable, each: ReadColumn, rules: Rules) -> Iterator[str]:
    """Give tests of a value that is there; none where any value will do."""
    column, value = each.column, each.value
    if column.kind in (Kind.TIME, Kind.DAY):
        limit, last = _credible(table, column, rules)
        first = f"DATE '{max(rules.founded_on, FIRST_PLAIN_DAY) if limit else FIRST_PLAIN_DAY}'"
        yield f"{value} BETWEEN {first} AND {last}" if last else f"{value} >= {first} AND isfinite({value})"
    elif column.kind is Kind.MONEY:
        yield f"{value} BETWEEN -{MOST_HUNDREDTHS} AND {MOST_HUNDREDTHS}"
    elif each.spelled and not each.flagged:
        yield f"{value} = {literal(rules.currency)}" if column.name == "currency" else f"{value} IS NOT NULL"
    if column.low is not None:
        yield f"{value} >= {column.low}"
    if column.high is not None:
        yield f"{value} <= {column.high}"


def _strict(table: EventTable, column: Column) -> bool:
    """Tell whether an unknown value makes the row unusable rather than the column."""
    return column.required or (table.name, column.name) == ("orders", "status")
