"""How the rows of one event table are read and judged on the engine, in one pass over the source.

Lines are counted from 1. In a text file that is the physical line, the header being line 1; anywhere else it
is the number of the row.
"""

import itertools
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import duckdb

from features.acceptance_rules import Check, Judgement, judgement, match_columns
from features.acceptance_sql import Rules, literal, quoted
from features.data_report import Fault, Outcome, TableReport
from features.errors import BadDataError, SettingsError
from features.schema import EventTable
from features.settings import TableSource
from features.sources import Part

FIRST_LINES = 5
#: Fault number of rows that repeat another one exactly.
DOUBLED = -1
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


@dataclass(frozen=True)
class _Loaded:
    """One part, read into a table of the engine."""

    part: Part
    name: str
    judgement: Judgement
    rejects: str | None

    @property
    def rows_sql(self) -> str:
        """Write the rows with their lines."""
        line = "_line" if self.part.line_sql != "NULL" else f"CAST(rowid AS BIGINT) + {1 + self.part.before}"
        return f"SELECT * REPLACE ({line} AS _line) FROM {self.name}"

    def quarantine_sql(self, table: EventTable) -> str:
        """Write the rows set aside, and the lines that are no rows."""
        columns = _listed([check.column for check in self.judgement.faults])
        reasons = _listed([check.reason for check in self.judgement.faults])
        label = f'{literal(table.name)} AS "table", {literal(self.part.label)} AS file'
        rows = (
            f'SELECT {label}, _line AS line, {columns}[_fault] AS "column", {reasons}[_fault] AS reason,'
            f' _row AS "row" FROM ({self.rows_sql}) WHERE _fault > 0'
        )
        if self.rejects is None:
            return rows
        text = 'CAST(to_json(text) AS VARCHAR) AS "row"'
        return f"{rows} UNION ALL SELECT {label}, line, '' AS \"column\", reason, {text} FROM {self.rejects}"


def judge(
    connection: duckdb.DuckDBPyConnection,
    table: EventTable,
    parts: Sequence[Part],
    source: TableSource,
    rules: Rules,
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
    _mark_doubled(connection, loaded)
    everything = " UNION ALL BY NAME ".join(f"SELECT * FROM {part.name}" for part in loaded)
    types = {**table.accepted_types, **{name: "string" for name in attributes if name in present}}
    columns = ", ".join(_canonical(table, name, ENGINE_TYPE[kind], present) for name, kind in types.items())
    first = [name for name in ("client_id", table.own_time) if name in present]
    order = ", ".join(f"{quoted(str(name))} NULLS FIRST" for name in dict.fromkeys([*first, *present]))
    return Judged(
        table,
        _report(connection, table, loaded, everything, present),
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
) -> _Loaded:
    matched = match_columns(table, part.columns, mapping, attributes)
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
    return _Loaded(part, name, judged, _rejects(connection, part, f"{name}_rejects"))


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


def _mark_doubled(connection: duckdb.DuckDBPyConnection, loaded: Sequence[_Loaded]) -> None:
    """Mark the rows that repeat another one exactly; the first of each stays."""
    hashes = " UNION ALL ".join(f"SELECT _hash FROM {part.name} WHERE _fault IS NULL" for part in loaded)
    counted = connection.execute(f"SELECT count(*) - count(DISTINCT _hash) FROM ({hashes})").fetchall()
    if counted[0][0] == 0:
        return
    hashed = f"SELECT _hash FROM ({hashes}) GROUP BY _hash HAVING count(*) > 1"
    rows = " UNION ALL BY NAME ".join(
        f"SELECT {_names(part.judgement.columns)}, _hash, {number} AS _part, rowid AS _place FROM {part.name}"
        f" WHERE _fault IS NULL AND _hash IN ({hashed})"
        for number, part in enumerate(loaded)
    )
    present = dict.fromkeys(name for part in loaded for name in part.judgement.columns)
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE doubled AS SELECT _part, _place FROM (SELECT _part, _place,"
        f" row_number() OVER (PARTITION BY _hash, {_names(present)} ORDER BY _part, _place) AS _copy"
        f" FROM ({rows})) WHERE _copy > 1"
    )
    for number, part in enumerate(loaded):
        places = f"SELECT _place FROM doubled WHERE _part = {number}"
        connection.execute(f"UPDATE {part.name} SET _fault = {DOUBLED} WHERE rowid IN ({places})")
    connection.execute("DROP TABLE doubled")


def _canonical(table: EventTable, name: str, kind: str, present: Sequence[str]) -> str:
    own = table.own_time if table.own_time in present else None
    if name == "known_at" and own:
        times = [f"CAST({quoted(column)} AS TIMESTAMP)" for column in (own, "known_at") if column in present]
        return f"greatest({', '.join(times)}) AS known_at"
    return f"CAST({quoted(name) if name in present else 'NULL'} AS {kind}) AS {quoted(name)}"


def _report(
    connection: duckdb.DuckDBPyConnection,
    table: EventTable,
    loaded: Sequence[_Loaded],
    everything: str,
    present: Sequence[str],
) -> TableReport:
    found: dict[tuple[str, str, Outcome], _Tally] = defaultdict(_Tally)
    counts: dict[str, int] = {"accepted": 0, "repaired": 0, "quarantined": 0}
    for part in loaded:
        for number, bits, rows, lines in connection.execute(
            f"SELECT _fault, _repairs, count(*),"
            f" min(_line, {FIRST_LINES}) FILTER (_fault <> 0 OR _repairs <> 0)"
            f" FROM ({part.rows_sql}) GROUP BY ALL ORDER BY ALL"
        ).fetchall():
            checks, outcome = _checks(part.judgement, number, bits)
            counts[outcome or "accepted"] += rows
            for check in checks:
                found[check.column, check.reason, outcome or "repaired"].add(rows, lines)
        if part.rejects:
            for reason, rows, lines in connection.execute(
                f"SELECT reason, count(*), min(line, {FIRST_LINES})"
                f" FROM {part.rejects} GROUP BY ALL ORDER BY ALL"
            ).fetchall():
                counts["quarantined"] += rows
                found["", reason, "quarantined"].add(rows, lines)
    faults = sorted(
        (Fault(*key, tally.rows, tuple(tally.lines)) for key, tally in found.items()),
        key=lambda fault: (-fault.rows, fault.outcome, fault.column, fault.reason),
    )
    clients, first_day, last_day = _extent(connection, table, everything, present)
    return TableReport(
        table.name,
        sum(counts.values()),
        **counts,
        faults=tuple(faults),
        clients=clients,
        first_day=first_day,
        last_day=last_day,
    )


class _Tally:
    """How often, and in which lines first."""

    def __init__(self) -> None:
        self.rows = 0
        self.lines: list[int] = []

    def add(self, rows: int, lines: Sequence[int] | None) -> None:
        self.rows += rows
        self.lines = sorted([*self.lines, *(lines or ())])[:FIRST_LINES]


def _checks(judged: Judgement, number: int | None, bits: int) -> tuple[list[Check], Outcome | None]:
    """Say what a fault number and repair bits stand for, and what became of the row."""
    if number is not None and number != DOUBLED:
        return [judged.faults[number - 1]], "quarantined"
    if number == DOUBLED:
        return [Check("", "duplicate", "")], "repaired"
    checks = [check for bit, check in enumerate(judged.repairs) if bits >> bit & 1]
    return checks, "repaired" if checks else None


def _extent(
    connection: duckdb.DuckDBPyConnection, table: EventTable, everything: str, present: Sequence[str]
) -> tuple[int, date | None, date | None]:
    clients = "count(DISTINCT client_id)" if "client_id" in present else "0"
    own = quoted(table.own_time) if table.own_time in present and table.own_time else "CAST(NULL AS DATE)"
    row = connection.execute(
        f"SELECT {clients}, CAST(min({own}) AS DATE), CAST(max({own}) AS DATE)"
        f" FROM ({everything}) WHERE _fault IS NULL"
    ).fetchall()[0]
    return row[0], row[1], row[2]


def _names(columns: Sequence[str] | Mapping[str, None]) -> str:
    return ", ".join(map(quoted, columns))


def _listed(texts: Sequence[str]) -> str:
    return f"[{', '.join(map(literal, texts))}]"
