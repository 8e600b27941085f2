"""How the rows of one event table are read and judged on the engine, in one pass over the source.

Lines are counted from 1. In a text file that is the physical line, the header being line 1; anywhere else it
is the number of the row.
"""

import itertools
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import duckdb

from features.acceptance.columns import SourceColumn
from features.acceptance.continuing import settle_lines
from features.acceptance.judged_parts import LoadedPart, everything_sql, report_of
from features.acceptance.repetitions import mark_repetitions
from features.acceptance.rules import Judgement, judgement
from features.acceptance.sql import Rules, quoted
from features.data_report.report import TableReport
from features.errors import BadDataError, SettingsError
from features.privacy.erased import Erased, drop_erased
from features.reading.column_matching import match_columns
from features.reading.sources import Part
from features.schema import EventTable, Kind
from features.settings import TableSource

#: The engine's own names of the accepted types.
ENGINE_TYPE = {
    "string": "VARCHAR",
    "timestamp": "TIMESTAMP",
    "date": "DATE",
    "int64": "BIGINT",
    "float64": "DOUBLE",
    "boolean": "BOOLEAN",
}
_numbers = itertools.count(1)


@dataclass(frozen=True)
class Judged:
    """One table, read and judged, on the engine.

    Attributes
    ----------
    table : EventTable
        Which.
    report : TableReport
        Counts and faults.
    accepted_sql : str
        The rows taken, in canonical columns, sorted by client, own time and then everything else.
    quarantine_sql : str
        The rows set aside: table, file, line, column, reason, row.
    names : tuple of str
        The engine's tables that hold it all.
    """

    table: EventTable
    report: TableReport
    accepted_sql: str
    quarantine_sql: str
    names: tuple[str, ...]

    def drop(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Free what the engine holds."""
        for name in self.names:
            connection.execute(f"DROP TABLE IF EXISTS {name}")


def judge(
    connection: duckdb.DuckDBPyConnection,
    table: EventTable,
    parts: Sequence[Part],
    source: TableSource,
    rules: Rules,
    *,
    aliases: str | None = None,
    erased: Erased | None = None,
) -> Judged:
    """Read and judge the parts of one table.

    Parameters
    ----------
    connection : DuckDB connection
        The engine.
    table : EventTable
        Ours.
    parts : sequence of Part
        Theirs; at least one.
    source : TableSource
        Mapping and attributes.
    rules : Rules
        How to read.
    aliases : str, optional
        The engine's relation (was, is_now) of ids that were merged into others.
    erased : Erased, optional
        People whose rows are dropped.

    Raises
    ------
    BadDataError
        If a column is missing, or a part cannot be read at all.
    SettingsError
        If `date_format` is no format.
    """
    attributes = source.attributes if table.name == "clients" else ()
    loaded = [_load(connection, table, part, source.columns, attributes, rules) for part in parts]
    present = list(dict.fromkeys(name for part in loaded for name in part.judgement.columns))
    if aliases and table.name != "aliases":
        for part in loaded:
            _merge(connection, part, aliases)
    if erased:
        for part in loaded:
            drop_erased(connection, erased, table.name, part.name, part.judgement.columns)
    mark_repetitions(connection, table, [part.rows for part in loaded])
    seeming = [lines for part in loaded if (lines := part.seeming_lines)]
    if seeming:
        settle_lines(connection, seeming)
    everything = everything_sql(loaded)
    types = {**table.accepted_types, **{name: "string" for name in attributes if name in present}}
    columns = ", ".join(accepted_columns(table, types, present))
    first = [name for name in ("client_id", table.own_time) if name in present]
    order = ", ".join(f"{quoted(str(name))} NULLS FIRST" for name in dict.fromkeys([*first, *present]))
    return Judged(
        table,
        report_of(connection, table, loaded),
        f"SELECT {columns} FROM ({everything}) WHERE _fault IS NULL ORDER BY {order}",
        " UNION ALL ".join(part.quarantine_sql(table) for part in loaded) + " ORDER BY file, line",
        tuple(name for part in loaded for name in (part.name, part.rejects) if name),
    )


def _load(
    connection: duckdb.DuckDBPyConnection,
    table: EventTable,
    part: Part,
    mapping: Mapping[str, str],
    attributes: Sequence[str],
    rules: Rules,
) -> LoadedPart:
    matched = match_columns(table, part.columns, mapping, attributes)
    plain = _load_plain(connection, table, part, matched, rules)
    if plain is not None:
        return plain
    judged = judgement(table, part.relation, part.columns, matched, rules, line_sql=part.line_sql)
    name = f"judged_{next(_numbers)}"
    try:
        created = connection.execute(f"CREATE TABLE {name} AS {judged.sql}").fetchall()
    except duckdb.InvalidInputException as fault:
        if "date format" in str(fault) or "strptime" in str(fault):
            raise SettingsError(
                f"[source.tables.{table.name}] date_format is {rules.date_format!r}, which is no format."
                " Write one like '%d.%m.%Y %H:%M'."
            ) from None
        if part.again is None:
            raise BadDataError(
                f"Table {table.name}: {part.label} cannot be read as rows. Export it again."
            ) from None
        return _load(connection, table, part.again(), mapping, attributes, rules)
    if part.again is not None and (created[0][0] != part.rows):
        connection.execute(f"DROP TABLE {name}")
        return _load(connection, table, part.again(), mapping, attributes, rules)
    return LoadedPart(part, name, judged, _rejects(connection, part, f"{name}_rejects"))


def _load_plain(
    connection: duckdb.DuckDBPyConnection,
    table: EventTable,
    part: Part,
    matched: Mapping[str, SourceColumn],
    rules: Rules,
) -> LoadedPart | None:
    """Read a part with days and numbers parsed; None if not every row of it is plainly well."""
    kinds: dict[str, set[Kind]] = defaultdict(set)
    ours = {column.name: column.kind for column in table.columns}
    for name, given in matched.items():
        kinds[given.sql].add(ours.get(name, Kind.TEXT))
    wanted = {sql: next(iter(of)) for sql, of in kinds.items() if len(of) == 1}
    typed = part.typed(wanted, rules) if part.typed else None
    if typed is None:
        return None
    there = {column.sql: column for column in typed.columns}
    read = {name: there[given.sql] for name, given in matched.items()}

    def only_plain(relation: str) -> Judgement:
        return judgement(table, relation, typed.columns, read, rules, only_plain=True)

    judged, name = only_plain(typed.relation), f"judged_{next(_numbers)}"
    try:
        if typed.ending:
            connection.execute(f"SELECT count(_fault) FROM ({only_plain(typed.ending).sql})").fetchall()
        ((rows,),) = connection.execute(f"CREATE TABLE {name} AS {judged.sql}").fetchall()
    except (duckdb.InvalidInputException, duckdb.ConversionException):
        return None
    if rows != part.rows:
        connection.execute(f"DROP TABLE {name}")
        return None
    return LoadedPart(part, name, judged, None)


def _rejects(connection: duckdb.DuckDBPyConnection, part: Part, name: str) -> str | None:
    """Gather the lines that are no rows: those set aside by us, and those that the engine would not take."""
    if part.broken is None:
        return None
    engine = (
        "SELECT TRY_CAST(regexp_extract(csv_line, '^[0-9]+') AS BIGINT), 'too long', left(csv_line, 10000)"
        " FROM (SELECT any_value(csv_line) AS csv_line FROM reject_errors GROUP BY scan_id, file_id, line)"
    )
    connection.execute(f"CREATE TABLE {name} AS SELECT * FROM {part.broken} UNION ALL {engine}")
    connection.execute("DELETE FROM reject_errors")
    return name


def _merge(connection: duckdb.DuckDBPyConnection, part: LoadedPart, aliases: str) -> None:
    """Give the rows of ids that were merged into others the id that counts now."""
    if "client_id" in part.judgement.columns:
        seeming = f" OR _fault = {lines.seeming}" if (lines := part.seeming_lines) else ""
        connection.execute(
            f"UPDATE {part.name} SET client_id = is_now, _repairs = _repairs + {1 << part.rows.merged_bit}"
            f" FROM {aliases} WHERE client_id = was AND (_fault IS NULL{seeming})"
        )


def accepted_columns(table: EventTable, types: Mapping[str, str], present: Sequence[str]) -> list[str]:
    """Write the columns of accepted events: name → ibis' type, made of those that are there."""
    return [_canonical(table, name, ENGINE_TYPE[kind], present) for name, kind in types.items()]


def _canonical(table: EventTable, name: str, kind: str, present: Sequence[str]) -> str:
    own = table.own_time if table.own_time in present else None
    if name == "known_at" and own:
        times = [f"CAST({quoted(column)} AS TIMESTAMP)" for column in (own, "known_at") if column in present]
        return f"greatest({', '.join(times)}) AS known_at"
    return f"CAST({quoted(name) if name in present else 'NULL'} AS {kind}) AS {quoted(name)}"
