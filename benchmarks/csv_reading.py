"""Reading a clean CSV of orders: our acceptance against DuckDB's own `read_csv` of the same file."""

from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.contest import DATA, Run, command_line, compete, measured, run_alone
from benchmarks.figures import Figure

REPEATS = 3
MEASURES = ("seconds", "CPU seconds", "peak MB")
SIZES = (2, 5)
NOW = datetime(2025, 6, 1)
#: What a company's export has of the generator's columns, in the order of time as tills and systems write it.
#: The generator numbers the orders of each block of clients anew.
EXPORT = (
    "SELECT client_id, concat(order_id, '-', CAST(substr(client_id, 2) AS INTEGER) // {block}) AS order_id,"
    " ordered_at, CAST(amount_hundredths / 100 AS DECIMAL(18, 2)) AS amount,"
    " CAST(margin_hundredths / 100 AS DECIMAL(18, 2)) AS margin, status, status_at, currency, branch,"
    " known_at"
)
#: The types that acceptance makes of them: `read_csv` parses what we parse, and is spared the guessing.
TYPES = {
    "client_id": "VARCHAR",
    "order_id": "VARCHAR",
    "ordered_at": "TIMESTAMP",
    "amount": "DECIMAL(18, 2)",
    "margin": "DECIMAL(18, 2)",
    "status": "VARCHAR",
    "status_at": "TIMESTAMP",
    "currency": "VARCHAR",
    "branch": "VARCHAR",
    "known_at": "TIMESTAMP",
}


def write_csv(millions: int) -> Path:
    """Write the orders as one clean CSV in a folder of its own, unless it already lies there."""
    import duckdb

    from benchmarks.orders_file import BLOCK_CLIENTS, write_sorted

    path, ordered = DATA / f"csv-{millions}m" / "orders.csv", write_sorted(DATA, millions)
    if not path.exists():
        path.parent.mkdir(exist_ok=True)
        unfinished = path.with_suffix(".part")
        duckdb.connect().execute(
            f"COPY ({EXPORT.format(block=BLOCK_CLIENTS)} FROM '{ordered}' ORDER BY known_at, order_id)"
            f" TO '{unfinished}' (FORMAT csv, HEADER)"
        )
        unfinished.rename(path)
    return path


def settings_of(millions: int, data_dir: str) -> Any:
    from features.settings import settings_from

    source = {"url": str(write_csv(millions).parent)}
    return settings_from({"source": source, "storage": {"data_dir": data_dir}})


def reading(millions: int, data_dir: str) -> Callable[[], int]:
    """Read and judge every row, up to the report; nothing is sorted or written."""
    import duckdb

    from features.acceptance.judging import judge
    from features.acceptance.quality import rules_of
    from features.reading.sources import open_source
    from features.schema import TABLES
    from features.settings import TableSource

    settings, orders, given = settings_of(millions, data_dir), TABLES["orders"], TableSource()

    def work() -> int:
        with closing(duckdb.connect()) as connection:
            connection.execute("SET TimeZone = 'UTC'")
            with closing(open_source(settings, connection, Path(data_dir))) as source:
                parts = source.parts(orders, given)
                judged = judge(connection, orders, parts, given, rules_of(settings, given, NOW))
        return clean(judged.report.accepted, millions)

    return work


def without_facts(millions: int, data_dir: str) -> Callable[[], int]:
    """Accept as `winback check` does, into sorted Parquet, but make no facts of it."""
    from unittest.mock import patch

    from features import materialize

    accept = accepting(millions, data_dir)

    def work() -> int:
        with patch.object(materialize, "make_facts"):
            return accept()

    return work


def accepting(millions: int, data_dir: str) -> Callable[[], int]:
    """Do all that `winback check` does before it prints its report."""
    from features.materialize import accept_source

    settings = settings_of(millions, data_dir)
    return lambda: clean(accept_source(settings, now=NOW)["orders"].accepted, millions)


def counting(millions: int, _data_dir: str) -> Callable[[], int]:
    """Parse every column, count its values and give the largest: the least that reading can be."""
    counts = "count(*), count(COLUMNS(*)), max(COLUMNS(*))"
    return by_duckdb(f"SELECT {counts} FROM {read_csv(write_csv(millions))}", millions)


def loading(millions: int, _data_dir: str) -> Callable[[], int]:
    """Load the file into a table of the engine, which is where our judged rows stand too."""
    return by_duckdb(f"CREATE TABLE orders AS FROM {read_csv(write_csv(millions))}", millions)


def copying(millions: int, data_dir: str) -> Callable[[], int]:
    """Copy the file to Parquet as it is, unsorted and unchecked."""
    copy = Path(data_dir) / "copy.parquet"
    copied = f"COPY (FROM {read_csv(write_csv(millions))}) TO '{copy}' (FORMAT parquet, COMPRESSION zstd)"
    return by_duckdb(copied, millions)


def by_duckdb(statement: str, millions: int) -> Callable[[], int]:
    """Run one statement that gives the number of rows first."""
    import duckdb

    def work() -> int:
        with closing(duckdb.connect()) as connection:
            row = connection.execute(statement).fetchall()[0]
        return clean(int(row[0]), millions)

    return work


def read_csv(path: Path) -> str:
    columns = ", ".join(f"'{name}': '{kind}'" for name, kind in TYPES.items())
    return (
        f"read_csv('{path}', auto_detect = false, header = true, delim = ',', quote = '\"',"
        f" columns = {{{columns}}})"
    )


def clean(rows: int, millions: int) -> int:
    """Insist that every row of the file came through."""
    if rows != millions * 1_000_000:
        raise RuntimeError(f"{rows:,} rows came through of {millions} M; all of them are clean.")
    return rows


CONTESTANTS = {
    "reading and judging": reading,
    "accepting without facts": without_facts,
    "accepting with facts": accepting,
    "read_csv, all counted": counting,
    "read_csv into a table": loading,
    "read_csv to Parquet": copying,
}


def run(contestant: str, millions: str) -> Run:
    if contestant == "file":
        return measured(lambda: write_csv(int(millions)))
    with TemporaryDirectory(dir=DATA) as data_dir:
        return measured(CONTESTANTS[contestant](int(millions), data_dir))


def contest(names: Sequence[str], millions: int, repeats: int) -> list[Figure]:
    alone = partial(run_alone, "benchmarks.csv_reading")
    alone("file", str(millions))
    contestants = {name: partial(alone, name, str(millions)) for name in names}
    return compete(f"CSV of {millions} M orders", contestants, MEASURES, repeats=repeats)


def benchmark(repeats: int = REPEATS) -> list[Figure]:
    """Let reading run against counting and loading, and acceptance against copying."""
    figures = []
    for millions in SIZES:
        peers = ("read_csv, all counted", "read_csv into a table")
        figures += contest(("reading and judging", *peers), millions, repeats)
        for ours in ("accepting without facts", "accepting with facts"):
            figures += contest((ours, "read_csv to Parquet"), millions, repeats)
    return figures


if __name__ == "__main__":
    command_line(__doc__ or "", benchmark, run=run, repeats=REPEATS)
