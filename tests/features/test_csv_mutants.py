"""A damaged file is refused in words, or read so that every row has a fate: there is no third way."""

import re
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from features.data_report.report import DataReport, report_from
from features.errors import BadDataError, UsageError
from features.event_sets import read_report
from features.materialize import accept_source, open_events
from features.reading import sources
from features.reading.csv_files import TextFile, open_text
from features.schema import ACCEPTED_TYPE, SOURCE_TABLES, EventTable, Kind
from features.settings import Settings, settings_from
from tests.features.mutants import TOKEN, Mutant, mutant, whole
from tests.features.reading import NOW, without_facts

FOUNDED_ON = datetime(1990, 1, 1)
#: Quarantined lines are kept up to here.
KEPT_SIGNS = 10_000
#: What only a programmer understands.
INTERNALS = re.compile(
    r"SELECT|read_csv|CAST|judged_|\b_fault|\b_line|\bc[0-9]+\b|Traceback|Error:|Exception|DuckDB|duckdb|/tmp"
    r"|0x[0-9a-f]{6}|codec can't|strptime"
)
ARROW = {"string": pa.string(), "timestamp": pa.timestamp("us"), "date": pa.date32(), "int64": pa.int64(),
         "float64": pa.float64(), "boolean": pa.bool_()}  # fmt: skip


@dataclass
class Company:
    """A company that winback has already read, and what stands of it."""

    folder: Path

    def __post_init__(self) -> None:
        self.accept({"orders": whole("orders").encode()}, {})

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def accept(self, files: dict[str, bytes], tables: dict[str, Any], *, facts: bool = False) -> DataReport:
        """Read files as `winback check` does; with the facts only if asked for, which take their time."""
        source = self.folder / "source"
        source.mkdir(exist_ok=True)
        for old in source.iterdir():
            old.unlink()
        for name, content in files.items():
            (source / f"{name}.csv").write_bytes(content)
        with nullcontext() if facts else without_facts():
            report = accept_source(self.settings(tables), now=NOW)
        assert {path.stem: path.read_bytes() for path in source.iterdir()} == files
        return report

    def settings(self, tables: dict[str, Any]) -> Settings:
        return settings_from(
            {
                "source": {"url": str(self.folder / "source"), "tables": tables},
                "storage": {"data_dir": str(self.data)},
            }
        )

    def standing(self) -> dict[str, bytes]:
        """Everything in the data directory that has to outlast a file that is refused."""
        return {
            str(path.relative_to(self.data)): path.read_bytes()
            for path in sorted(self.data.rglob("*"))
            if path.is_file() and "refused" not in path.parts
        }

    def rows(self, table: str) -> pa.Table:
        """The accepted rows of a table."""
        events = self.data / "events"
        return pq.read_table(events / (events / "current").read_text().strip() / f"{table}.parquet")

    def aside(self, table: str) -> list[dict[str, Any]]:
        """The rows of a table that were set aside."""
        path = self.data / "quarantine" / f"{table}.parquet"
        rows: list[dict[str, Any]] = pq.read_table(path).to_pylist() if path.exists() else []
        return rows


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Company:
    return Company(tmp_path_factory.mktemp("mutants"))


@pytest.mark.parametrize("seed", range(60))
def test_a_damaged_file_is_refused_in_words_or_read_to_the_last_row(
    company: Company, seed: int, capfd: pytest.CaptureFixture[str]
) -> None:
    fate_of(mutant(seed), company)
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("seed", range(60, 72))
def test_a_file_is_read_alike_by_the_engine_and_line_by_line(company: Company, seed: int) -> None:
    assert_both_ways_agree(mutant(seed), company)


def fate_of(made: Mutant, company: Company, *, facts: bool = False) -> str:
    """Read a mutant and check what comes of it; gives ``refused``, ``accepted``, ``repaired`` or ``aside``."""
    files = {"orders": whole("orders").encode(), made.table: made.content}
    before = company.standing()
    try:
        report = company.accept(files, {made.table: dict(made.settings)}, facts=facts)
    except (BadDataError, UsageError) as refusal:
        assert_is_for_people(str(refusal).replace(str(company.data), "DATA_DIR"))
        assert company.standing() == before
        open_events(company.data).connection.disconnect()
        return "refused"
    assert {path.name for path in (company.data / "events").glob(".*")} <= {".lock"}
    assert report_from(report.to_dict()) == report
    for table in report.tables:
        rows, aside = company.rows(table.name), company.aside(table.name)
        assert table.rows_in == table.accepted + table.repaired + table.quarantined
        assert (rows.num_rows, len(aside)) == (table.taken, table.quarantined)
        assert sum(f.rows for f in table.faults if f.outcome == "quarantined") == table.quarantined
        assert all(row["line"] and row["reason"] and row["file"] == f"{table.name}.csv" for row in aside)
        assert_honours(SOURCE_TABLES[table.name], rows)
    found = report[made.table]
    unknown = sum(f.rows for f in found.faults if f.reason == "unknown value")
    lost = tokens(made) - seen([*company.rows(made.table).to_pylist(), *company.aside(made.table)])
    assert len(lost) <= unknown, lost
    assert_lines_are_theirs(made, company.aside(made.table))
    return "aside" if found.quarantined else "repaired" if found.repaired else "accepted"


def assert_lines_are_theirs(made: Mutant, aside: Sequence[dict[str, Any]]) -> None:
    """A row set aside names the line in which it begins, one of its ids among what stands there."""
    lines = physical_lines(made)
    for row in aside:
        ids = seen([row])
        if lines and ids:
            as_read = lines[row["line"] - 1].replace("\0", "")
            assert ids & set(re.findall(TOKEN, as_read)), row


def assert_both_ways_agree(made: Mutant, company: Company) -> None:
    """The engine's way, for files that are regular, and our own line by line come to the same."""
    found = []
    for lines in ({}, {"lines": 0, "bare": False}):
        opened = partial(_opened, lines)
        with patch.object(sources, "open_text", opened):
            fate = fate_of(made, company)
        report = read_report(company.data)
        rows = {table.name: company.rows(table.name) for table in report.tables}
        found.append((fate, report, rows, [company.aside(table.name) for table in report.tables]))
    assert found[0] == found[1]


def _opened(changes: dict[str, Any], *given: Any, **more: Any) -> TextFile:
    return replace(open_text(*given, **more), **changes)


def assert_is_for_people(message: str) -> None:
    """A message is short, tells what to do, and has neither internals nor anything of a client's."""
    assert not INTERNALS.search(message), message
    assert not re.search(TOKEN, message), message
    assert all(40 < len(line) < 500 for line in message.splitlines()), message
    assert message.isprintable() or set(filter(lambda sign: not sign.isprintable(), message)) == {"\n"}, (
        message
    )


def assert_honours(table: EventTable, rows: pa.Table) -> None:
    """What was accepted is of the schema's types, within its bounds, and sorted."""
    for column in table.columns:
        assert rows.schema.field(column.accepted_name).type == ARROW[ACCEPTED_TYPE[column.kind]]
        values = [value for value in rows[column.accepted_name].to_pylist() if value is not None]
        if column.required or (
            column.name == "known_at" and table.own_time == "ordered_at" and table.required
        ):
            assert len(values) == rows.num_rows
        if column.choices:
            assert set(values) <= set(column.choices)
        if column.low is not None and column.high is not None:
            assert all(column.low <= value <= column.high for value in values)
        if column.kind is Kind.TEXT:
            assert all(value and value == value.strip(" \t\r\n\u00a0\ufeff") for value in values)
            assert not any("\0" in value for value in values)
        if column.kind is Kind.TIME:
            assert all(value >= FOUNDED_ON for value in values)
            assert column.name == "valid_to" or all(value <= NOW for value in values)
        if column.kind is Kind.MONEY:
            assert all(abs(value) < 2**53 for value in values)
    first = "client_id" if rows["client_id"].null_count == 0 else "order_id"
    assert rows[first].to_pylist() == sorted(rows[first].to_pylist())


def tokens(made: Mutant) -> set[str]:
    """The ids that stand in a file below its header, in lines that are kept whole."""
    header, *lines = physical_lines(made) or [""]
    while header.count('"') % 2 and lines:
        header += lines.pop(0)
    return {token for line in lines if len(line) < KEPT_SIGNS for token in re.findall(TOKEN, line)}


def physical_lines(made: Mutant) -> list[str]:
    """The lines of a file, none where a sign is more than a byte wide."""
    wide = made.content[:2] in (b"\xff\xfe", b"\xfe\xff") or b"K\0" in made.content or b"\0K" in made.content
    text = made.content.decode("latin-1").replace("\r\n", "\n").replace("\r", "\n")
    return [] if wide else text.split("\n")


def seen(rows: Sequence[dict[str, Any]]) -> set[str]:
    """The ids that stand anywhere in some rows."""
    texts = [value for row in rows for value in row.values() if isinstance(value, str)]
    return {token for text in texts for token in re.findall(TOKEN, text)}
