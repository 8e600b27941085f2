"""Which column of a source stands for which of ours."""

import re
from collections.abc import Mapping, Sequence
from difflib import get_close_matches

from features.acceptance.columns import SourceColumn
from features.errors import BadDataError, SettingsError
from features.schema import EventTable
from features.settings import Settings

#: What stands in rows and not in headers: a date, a time, a number.
DATUM = re.compile(r"[+-]?[\d\s.,:/\-]*\d[\d\s.,:/\-]*([T ][\d:.]+\S*)?")
#: Signs that a name of a column has at most, and names that a message lists.
LONGEST_NAME, MOST_NAMES = 100, 30


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
        If a mapped or required column is not there, or a name of ours is there in several spellings.

    Examples
    --------
    >>> from features.acceptance.sql import Form
    >>> from features.schema import event_table
    >>> match_columns(event_table("nps"), [SourceColumn("id", "c0", Form.TEXT)], {"client_id": "ID клиента"})
    Traceback (most recent call last):
    ...
    features.errors.BadDataError: Table nps: column 'ID клиента' (for client_id) is not in the source. ...
    """
    by_name = {column.name: column for column in source}
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
        column = by_name.get(theirs) or (None if name in mapping else _spelled(table, name, source))
        if column is not None:
            found[name] = column
        elif name in mapping or name in attributes or table.column(name).required:
            raise BadDataError(_missing_column(table, name, theirs, [column.name for column in source]))
    return found


def _spelled(table: EventTable, name: str, source: Sequence[SourceColumn]) -> SourceColumn | None:
    """Find a column by its name in small letters."""
    found = [column for column in source if column.name.strip().lower() == name]
    if len(found) > 1:
        there = " and ".join(repr(column.name) for column in found)
        raise BadDataError(
            f"Table {table.name}: there are the columns {there}. Say which one counts:"
            f' [source.tables.{table.name}] columns = {{{name} = "its name"}}.'
        )
    return found[0] if found else None


def _missing_column(table: EventTable, ours: str, theirs: str, there: list[str]) -> str:
    if any(DATUM.fullmatch(name.strip()) for name in there):
        return (
            f"Table {table.name}: column {theirs!r} (for {ours}) is not in the source, whose first line looks"
            " like data, not like names of columns. A header line is needed; export it with one."
        )
    if not all(map(_is_name, there)) or (len(there) == 1 and re.search(r"[,;|\t]", there[0])):
        return (
            f"Table {table.name}: column {theirs!r} (for {ours}) is not in the source, whose first line is in"
            " another encoding, has another delimiter or is damaged. Set encoding or delimiter in"
            f" [source.tables.{table.name}], or export it again as UTF-8 with a header line."
        )
    near = get_close_matches(theirs, there, n=1, cutoff=0.5)
    hint = f" Nearest is {near[0]!r}." if near else ""
    listed = ", ".join(" ".join(name.split()) for name in there[:MOST_NAMES])
    return (
        f"Table {table.name}: column {theirs!r} (for {ours}) is not in the source."
        f" There are: {listed}{', …' if len(there) > MOST_NAMES else ''}."
        f'{hint} Write [source.tables.{table.name}] columns = {{{ours} = "their name"}}.'
    )


def _is_name(name: str) -> bool:
    """Tell whether a name can be shown: short enough, and of signs that are text."""
    return len(name) <= LONGEST_NAME and "".join(name.split()).isprintable() and "\ufffd" not in name


def refuse_unknown_words(table: EventTable, settings: Settings) -> None:
    """Refuse words of theirs that are said to mean what is no word of ours."""
    words = {column.name: column.choices for column in table.columns if column.choices}
    if any(column.name == "currency" for column in table.columns):
        words["currency"] = (settings.company.currency,)
    for column, told in settings.source.tables[table.name].values.items():
        section = f"[source.tables.{table.name}.values.{column}]"
        if column not in words:
            known = f"columns of {table.name} that have some: {', '.join(words) or 'none'}"
            raise SettingsError(f"{section} is no column with known words; {known}.")
        for theirs, ours in told.items():
            if ours not in words[column]:
                raise SettingsError(
                    f'{section} "{theirs}" = "{ours}" is no word of {column}. Write one of: '
                    f"{', '.join(words[column])}."
                )
