"""One part of a table after it was judged: rows with their fates, and what is counted of them."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import duckdb

from features.acceptance.columns import Check
from features.acceptance.continuing import GOES_ON, ORDER_LINE, SeemingLines
from features.acceptance.repetitions import CONTRADICTION, COPY, MERGED_AWAY, NAMED_BY, Rows
from features.acceptance.rules import Judgement
from features.acceptance.sql import literal, quoted
from features.data_report.report import Fault, Outcome, TableReport
from features.privacy.erased import ERASED
from features.reading.sources import Part
from features.schema import EventTable

FIRST_LINES = 5
#: Unknown words that are told. More than `MOST_WORDS` different ones are no words of a list, and may be
#: what people are called.
FIRST_WORDS, MOST_WORDS, LONGEST_WORD = 5, 20, 30
#: What was found in a row, as (column, reason), and what became of it; None: nothing was found.
_Fate = tuple[list[tuple[str, str]], Outcome | None]
#: A column, a reason and an outcome, and how often each word stood there.
_Words = tuple[tuple[str, str, Outcome], dict[str, int]]


@dataclass(frozen=True)
class LoadedPart:
    """One part, read into a table of the engine.

    Attributes
    ----------
    part : Part
        What was read.
    name : str
        The engine's table of its rows.
    judgement : Judgement
        What their fault numbers and repair bits stand for.
    rejects : str or None
        The engine's table (line, reason, text) of lines that are no rows.
    """

    part: Part
    name: str
    judgement: Judgement
    rejects: str | None

    @property
    def rows_sql(self) -> str:
        """Write the rows with their lines."""
        line = "_line" if self.part.line_sql != "NULL" else f"CAST(rowid AS BIGINT) + {1 + self.part.before}"
        return f"SELECT * REPLACE ({line} AS _line) FROM {self.name}"

    @property
    def rows(self) -> Rows:
        """Give what is compared with other rows."""
        judged = self.judgement
        return Rows(self.name, judged.columns, judged.others, len(judged.repairs))

    @property
    def seeming_lines(self) -> SeemingLines | None:
        """Give what may go on with an order; None where no row of the table can."""
        seeming, missing = (
            self.judgement.number("amount", ORDER_LINE),
            self.judgement.number("amount", "missing"),
        )
        if seeming is None or missing is None:
            return None
        return SeemingLines(self.name, seeming, missing)

    def quarantine_sql(self, table: EventTable) -> str:
        """Write the rows set aside, and the lines that are no rows."""
        columns = _listed([check.column for check in self.judgement.faults])
        reasons = _listed([check.reason for check in self.judgement.faults])
        label = f'{literal(table.name)} AS "table", {literal(self.part.label)} AS file'
        against = literal(NAMED_BY.get(table.name, "client_id"))
        accepted = ", ".join(f"{literal(name)}, {quoted(name)}" for name in self.judgement.columns)
        nothing = ", ".join(map(str, self.judgement.left_out))
        rows = (
            f"SELECT {label}, _line AS line,"
            f' CASE WHEN _fault > 0 THEN {columns}[_fault] ELSE {against} END AS "column",'
            f" CASE WHEN _fault > 0 THEN {reasons}[_fault] ELSE 'contradiction' END AS reason,"
            f' coalesce(_row, CAST(json_object({accepted}) AS VARCHAR)) AS "row"'
            f" FROM ({self.rows_sql}) WHERE (_fault > 0 AND _fault NOT IN ({nothing}))"
            f" OR _fault = {CONTRADICTION}"
        )
        if self.rejects is None:
            return rows
        text = 'CAST(to_json(text) AS VARCHAR) AS "row"'
        return f"{rows} UNION ALL SELECT {label}, line, '' AS \"column\", reason, {text} FROM {self.rejects}"


def everything_sql(loaded: Sequence[LoadedPart]) -> str:
    """Write the rows of all parts, with their fates."""
    return " UNION ALL BY NAME ".join(f"SELECT * FROM {part.name}" for part in loaded)


def report_of(
    connection: duckdb.DuckDBPyConnection, table: EventTable, loaded: Sequence[LoadedPart]
) -> TableReport:
    """Count what became of the rows of a table, and for what reasons.

    Parameters
    ----------
    connection : DuckDB connection
        The engine.
    table : EventTable
        Which table.
    loaded : sequence of LoadedPart
        Its parts, judged.
    """
    found: dict[tuple[str, str, Outcome], _Tally] = defaultdict(_Tally)
    counts: Counter[str] = Counter()
    for place, part in enumerate(loaded):
        for number, bits, rows, lines in connection.execute(
            f"SELECT _fault, _repairs, count(*),"
            f" min(_line, {FIRST_LINES}) FILTER (_fault <> 0 OR _repairs <> 0)"
            f" FROM ({part.rows_sql}) GROUP BY ALL ORDER BY ALL"
        ).fetchall():
            reasons, outcome = _checks(table, part.judgement, number, bits)
            counts[outcome or "accepted"] += rows
            for column, reason in reasons:
                found[column, reason, outcome or "repaired"].add(rows, place, lines)
        for key, words in _unknown_words(connection, part):
            if words:
                found[key].words.update(words)
        if part.rejects:
            for reason, rows, lines in connection.execute(
                f"SELECT reason, count(*), min(line, {FIRST_LINES})"
                f" FROM {part.rejects} GROUP BY ALL ORDER BY ALL"
            ).fetchall():
                counts["quarantined"] += rows
                found["", reason, "quarantined"].add(rows, place, lines)
    labels = [part.part.label for part in loaded]
    faults = sorted(
        (tally.fault(*key, labels) for key, tally in found.items()),
        key=lambda fault: (-fault.rows, fault.outcome, fault.column, fault.reason),
    )
    fates = (counts["accepted"], counts["repaired"], counts["quarantined"])
    return TableReport(table.name, sum(fates), *fates, tuple(faults), *_extent(connection, table, loaded))


class _Tally:
    """How often, in which lines of which parts first, and by which unknown words."""

    def __init__(self) -> None:
        self.rows = 0
        self.places: list[tuple[int, int]] = []
        self.words: Counter[str] = Counter()

    def add(self, rows: int, place: int, lines: Sequence[int] | None) -> None:
        self.rows += rows
        self.places = sorted([*self.places, *((place, line) for line in lines or ())])[:FIRST_LINES]

    def fault(self, column: str, reason: str, outcome: Outcome, labels: Sequence[str]) -> Fault:
        """Give what was found under a name; files are named where there are several."""
        files = tuple(labels[place] for place, _ in self.places) if len(labels) > 1 else ()
        frequent = sorted(filter(str.isprintable, self.words), key=lambda word: (-self.words[word], word))
        words = tuple(frequent[:FIRST_WORDS]) if len(self.words) <= MOST_WORDS else ()
        lines = tuple(line for _, line in self.places)
        return Fault(column, reason, outcome, self.rows, lines, files, words)


def _unknown_words(connection: duckdb.DuckDBPyConnection, part: LoadedPart) -> Iterator[_Words]:
    """Give the words of a part that are none of ours, and how often each stands there."""
    for number, check in enumerate(part.judgement.faults, 1):
        if check.reason != "unknown value" or check.given is None:
            continue
        key = literal('$."' + check.given.name.replace('"', '\\"') + '"')
        words = connection.execute(
            f"SELECT left(trim(json_extract_string(_row, {key})), {LONGEST_WORD}) AS word, count(*)"
            f" FROM {part.name} WHERE _fault = {number} GROUP BY 1 HAVING word IS NOT NULL"
            f" ORDER BY 2 DESC, 1 LIMIT {MOST_WORDS + 1}"
        ).fetchall()
        yield (check.column, check.reason, "quarantined"), dict(words)


def _checks(table: EventTable, judged: Judgement, number: int | None, bits: int) -> _Fate:
    """Say what a fault number and repair bits stand for, and what became of the row."""
    if number == CONTRADICTION:
        return [(NAMED_BY.get(table.name, "client_id"), "contradiction")], "quarantined"
    if number == COPY:
        return [("", "duplicate")], "repaired"
    if number == ERASED:
        return [("client_id", "erased")], "repaired"
    if number == GOES_ON:
        return [("amount", ORDER_LINE)], "repaired"
    if number == MERGED_AWAY:
        return [("client_id", "merged row")], "repaired"
    if number is not None:
        check = judged.faults[number - 1]
        return [(check.column, check.reason)], "repaired" if number in judged.left_out else "quarantined"
    checks = [*judged.repairs, Check("client_id", "merged id", "")]
    mended = [(check.column, check.reason) for bit, check in enumerate(checks) if bits >> bit & 1]
    return mended, "repaired" if mended else None


def _extent(
    connection: duckdb.DuckDBPyConnection, table: EventTable, loaded: Sequence[LoadedPart]
) -> tuple[int, date | None, date | None]:
    everything = everything_sql(loaded)
    present = {name for part in loaded for name in part.judgement.columns}
    clients = "count(DISTINCT client_id)" if "client_id" in present else "0"
    own = quoted(table.own_time) if table.own_time in present and table.own_time else "CAST(NULL AS DATE)"
    row = connection.execute(
        f"SELECT {clients}, CAST(min({own}) AS DATE), CAST(max({own}) AS DATE)"
        f" FROM ({everything}) WHERE _fault IS NULL"
    ).fetchall()[0]
    return row[0], row[1], row[2]


def _listed(texts: Sequence[str]) -> str:
    return f"[{', '.join(map(literal, texts))}]"
