"""Files of a company, read as `winback check` reads them; the facts that features need are not made."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pyarrow.parquet as pq

from features import materialize
from features.data_report.report import DataReport, TableReport
from features.materialize import accept_source
from features.settings import settings_from

NOW = datetime(2026, 1, 1, 12)
HEAD = "client_id,ordered_at,amount\n"
Rows = list[dict[str, Any]]


@dataclass(frozen=True)
class Read:
    """What became of the files: accepted rows, rows set aside, and the report."""

    report: DataReport
    folder: Path

    def rows(self, table: str = "orders") -> Rows:
        """The accepted rows of a table."""
        (path,) = (self.folder / "data" / "events").glob(f"*/{table}.parquet")
        taken: Rows = pq.read_table(path).to_pylist()
        return taken

    def aside(self, table: str = "orders") -> Rows:
        """The rows of a table that were set aside."""
        path = self.folder / "data" / "quarantine" / f"{table}.parquet"
        rows: Rows = pq.read_table(path).to_pylist() if path.exists() else []
        return rows

    def ids(self, table: str = "orders") -> set[str]:
        """The clients of the accepted rows that `good_orders` did not add."""
        return {row["client_id"] for row in self.rows(table) if not row["client_id"].startswith("good")}


def good_orders(count: int = 60, *, delimiter: str = ",") -> str:
    """Lines of orders that are well, so that a few bad ones don't stop the run."""
    return "".join(f"good{n},2025-03-03,{n + 1}\n".replace(",", delimiter) for n in range(count))


def read(
    folder: Path,
    files: Mapping[str, str | bytes],
    tables: Mapping[str, Any] | None = None,
    **company: Any,
) -> Read:
    """Write files into a folder, and accept what stands there."""
    for name, text in files.items():
        (folder / name).write_bytes(text.encode() if isinstance(text, str) else text)
    settings = settings_from(
        {
            "source": {"url": str(folder), "tables": dict(tables or {})},
            "storage": {"data_dir": str(folder / "data")},
            "company": company,
        }
    )
    with without_facts():
        return Read(accept_source(settings, now=NOW), folder)


def read_orders(
    folder: Path, text: str | bytes, table: Mapping[str, Any] | None = None, *, fill: int = 60
) -> Read:
    """Read a file of orders, with some good ones added."""
    body = text.encode() if isinstance(text, str) else text
    good = good_orders(fill, delimiter=(table or {}).get("delimiter", ","))
    return read(folder, {"orders.csv": body + good.encode()}, {"orders": dict(table)} if table else None)


@contextmanager
def without_facts() -> Iterator[None]:
    """Leave out what is made of accepted events: it costs more than reading a small file."""
    with patch.object(materialize, "make_facts"):
        yield


def faults(report: TableReport) -> list[tuple[str, str, str, int, tuple[int, ...]]]:
    """The faults of a table as (column, reason, outcome, rows, first lines)."""
    return [(f.column, f.reason, f.outcome, f.rows, f.first_lines) for f in report.faults]
