"""What the feature table asks of each engine, as files a person can read.

``python -m tests.features.snapshots`` writes them anew; look at the difference before you commit it.
"""

import re
import shutil
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

import ibis

from features.engines.dialects import WRITTEN
from features.events import named_events
from features.schema import TABLES
from features.settings import Settings
from features.table import FeatureTable

FOLDER = Path(__file__).parent / "sql"
#: Spark's are left out: what is special there, PostgreSQL's and Trino's show as well.
DIALECTS = tuple(dialect for dialect in WRITTEN if dialect != "pyspark")
AS_OF = date(2026, 1, 1)
#: Columns left out: ibis writes them in another order in each process.
LEFT_OUT = re.compile(r"(EXCLUDE|EXCEPT) \(([^()]*)\)")
AGAIN = "python -m tests.features.snapshots"


@cache
def statements(dialect: str) -> Mapping[str, str]:
    """Name of each step → its statement, with every event table, as files hold it."""
    table = FeatureTable(named_events(tuple(TABLES), ibis.duckdb.connect()), Settings(), dialect)
    return {
        f"{number:02d}-{name}": f"{LEFT_OUT.sub(_in_order, sql)}\n"
        for number, (name, sql) in enumerate(table.statements(AS_OF).items(), 1)
    }


def _in_order(found: re.Match[str]) -> str:
    return f"{found[1]} ({', '.join(sorted(found[2].split(', ')))})"


def kept(dialect: str) -> Mapping[str, str]:
    """The same, as it was when the files were written."""
    return {path.stem: path.read_text("utf-8") for path in sorted((FOLDER / dialect).glob("*.sql"))}


def write() -> None:
    """Write the files anew."""
    for dialect in DIALECTS:
        shutil.rmtree(FOLDER / dialect, ignore_errors=True)
        (FOLDER / dialect).mkdir(parents=True)
        for name, sql in statements(dialect).items():
            (FOLDER / dialect / f"{name}.sql").write_text(sql, "utf-8")


if __name__ == "__main__":
    write()
