"""Which rows of a source are accepted, mended or set aside, and for what reason.

A row has one fate. It is quarantined for the first fault found, in the order of the table's columns; else it
is repaired if anything in it was mended; else it is accepted. Exact duplicates are judged where rows meet
(`features.acceptance.repetitions`), because one row alone cannot tell.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from features.acceptance import numbers as accepted_numbers
from features.acceptance import times as accepted_times
from features.acceptance.numbers import MOST_HUNDREDTHS
from features.acceptance.spellings import currency_spellings, spellings_of
from features.acceptance.sql import Form, Rules, literal, quoted
from features.acceptance.values import (
    blank_ends_sql,
    choice_sql,
    empty_sql,
    trimmed_sql,
    unusual_sql,
    value_sql,
)
from features.schema import Column, EventTable, Kind

#: Reason of rows in which nothing stands; they are left out.
EMPTY_ROW = "empty row"
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
class SourceColumn:
    """One column as the source has it.

    Attributes
    ----------
    name : str
        Its name there.
    sql : str
        How SQL reaches it.
    form : Form
        In which form it comes.
    bare : bool
        Whether it is known that no text in it is empty, or has a blank at an end.
    """

    name: str
    sql: str
    form: Form
    bare: bool = False


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
    others: bool


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
    columns = [_Read(ours.get(name, Column(name)), given, rules) for name, given in matched.items()]
    nothing = " AND ".join(f"({empty_sql(column.sql, column.form)})" for column in source)
    faults = (Check("", EMPTY_ROW, nothing), *_faults(table, columns, rules))
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


@dataclass(frozen=True)
class _Read:
    """A column of ours, what it is read from, and the SQL that does it."""

    column: Column
    given: SourceColumn
    rules: Rules

    @property
    def value(self) -> str:
        """Name of the accepted value."""
        return quoted(f"v {self.column.name}")

    @property
    def flag(self) -> str:
        """Name of the flag: whether a text may have blanks at its ends, or is no word of ours."""
        return quoted(f"b {self.column.name}")

    @property
    def flagged(self) -> bool:
        """Whether there is such a flag."""
        return (self._is_text and not self.given.bare) or (bool(self.spelled) and self.given.form.written)

    @property
    def _is_text(self) -> bool:
        return self.column.kind is Kind.TEXT and not self.spelled and self.given.form.written

    @property
    def spelled(self) -> dict[str, str]:
        """Every way of writing a word that the column knows; empty where it takes any text."""
        if self.column.name == "currency":
            return {
                word: code for word, code in currency_spellings().items() if code == self.rules.currency
            } | {self.rules.currency.lower(): self.rules.currency}
        return spellings_of(self.column.name, self.column.choices)

    @property
    def empty(self) -> str:
        """SQL that is true where nothing is given."""
        return empty_sql(self.given.sql, self.given.form)

    def flag_sql(self) -> str:
        if self.spelled:
            return unusual_sql(self.spelled, self.given.sql)
        return f"CASE WHEN {blank_ends_sql(self.given.sql)} THEN true ELSE false END"

    def value_sql(self) -> str:
        given, form = self.given.sql, self.given.form
        if self._is_text and self.given.bare:
            return given
        mended = self._word_sql() if self.spelled else trimmed_sql(given)
        if self.flagged:
            return f"CASE WHEN {self.flag} THEN {mended} ELSE {given} END"
        if self.spelled:
            return mended
        return value_sql(self.column.kind, given, form, self.rules, bare=self.given.bare)

    def _word_sql(self) -> str:
        """Write the word of ours that stands for what is given."""
        given, form = self.given.sql, self.given.form
        text = trimmed_sql(given) if form.written else f"CAST({given} AS VARCHAR)"
        otherwise = "NULL"
        if self.column.name == "currency":
            otherwise = text
        elif "other" in self.column.choices:
            otherwise = f"CASE WHEN {text} IS NOT NULL THEN 'other' END"
        return choice_sql(self.spelled, given, form, otherwise=otherwise)

    def repairs(self) -> Iterator[Check]:
        """Give what can be mended in a text."""
        name, given = self.column.name, self.given.sql
        if self.column.kind is not Kind.TEXT or not self.given.form.written:
            return
        if not self.spelled:
            yield Check(name, "blanks", f"{self.value} <> {given}")
        elif "other" in self.column.choices:
            words = ", ".join(literal(word) for word, ours in self.spelled.items() if ours == "other")
            unknown = (
                f"{self.value} = 'other' AND replace(lower({trimmed_sql(given)}), 'ё', 'е') NOT IN ({words})"
            )
            yield Check(name, "spelling", f"{self.value} <> {given} AND NOT ({unknown})")
            yield Check(name, "unknown value", unknown)
        else:
            yield Check(name, "spelling", f"{self.value} <> {given}")
            yield Check(name, "unknown value", f"{self.value} IS NULL AND {trimmed_sql(given)} IS NOT NULL")

    def misread(self) -> Iterator[tuple[str, str]]:
        """Give what an unreadable value may be, as (reason, SQL), the general reason last."""
        given, form = self.given.sql, self.given.form
        if self.column.kind in (Kind.TIME, Kind.DAY):
            yield from accepted_times.misread_sql(given, form, self.rules)
        elif self.column.kind in (Kind.MONEY, Kind.NUMBER, Kind.INTEGER):
            yield from accepted_numbers.misread_sql(given, form, self.rules)
        yield "unknown value" if self.column.choices else "unreadable", "true"


def _faults(table: EventTable, columns: Sequence[_Read], rules: Rules) -> Iterator[Check]:
    for each in columns:
        column, name, value = each.column, each.column.name, each.value
        if column.required:
            yield Check(name, "missing", f"{value} IS NULL AND ({each.empty})")
        if column.required or _strict(table, column) or column.kind is not Kind.TEXT:
            unread = f"{value} IS NULL" if column.required else f"{value} IS NULL AND NOT ({each.empty})"
            for reason, looks in each.misread():
                yield Check(name, reason, unread if looks == "true" else f"{unread} AND {looks}")
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


def _plain(table: EventTable, columns: Sequence[_Read], rules: Rules) -> Iterator[str]:
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


def _sound(table: EventTable, each: _Read, rules: Rules) -> Iterator[str]:
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
