"""How one column of ours is read: the SQL of its value, what may be mended, what an unreadable one may be."""

from collections.abc import Iterator
from dataclasses import dataclass

from features.acceptance import numbers as accepted_numbers
from features.acceptance import times as accepted_times
from features.acceptance.spellings import as_compared, currency_spellings, spellings_of
from features.acceptance.sql import Form, Rules, literal, quoted
from features.acceptance.values import (
    blank_ends_sql,
    choice_sql,
    empty_sql,
    trimmed_sql,
    unusual_sql,
    value_sql,
)
from features.schema import Column, Kind


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
    """One thing that can be wrong with a row; `sql` is true where it is, `given` what it is wrong with."""

    column: str
    reason: str
    sql: str
    given: SourceColumn | None = None


@dataclass(frozen=True)
class ReadColumn:
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
        told = self.rules.values.get(self.column.name, {})
        theirs = {as_compared(word): ours for word, ours in told.items()}
        if self.column.name == "currency":
            ours = self.rules.currency
            known = {word: code for word, code in currency_spellings().items() if code == ours}
            return known | {ours.lower(): ours} | theirs
        return spellings_of(self.column.name, self.column.choices) | theirs

    @property
    def empty(self) -> str:
        """SQL that is true where nothing is given."""
        return empty_sql(self.given.sql, self.given.form)

    def flag_sql(self) -> str:
        """Write the SQL of the flag."""
        if self.spelled:
            return unusual_sql(self.spelled, self.given.sql)
        return f"CASE WHEN {blank_ends_sql(self.given.sql)} THEN true ELSE false END"

    def value_sql(self) -> str:
        """Write the SQL of the accepted value, which reads the flag where there is one; null: unreadable."""
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
