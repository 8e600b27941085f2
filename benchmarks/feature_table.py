"""The feature table over kept facts: against a bare scan-and-group of the file, pandas, polars and clvkit."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from benchmarks.contest import DATA, Run, command_line, compete, measured, run_alone
from benchmarks.figures import Figure

LAST_DAY, MONTH_DAYS = date(2025, 3, 1), 30
REPEATS = 3
CORE = ("own_cycle", "recency", "frequency", "average_check")
MEASURES = ("seconds", "CPU seconds", "peak MB")
#: What can be known of clients at the least: nothing that reads every row can cost less.
FLOOR = (
    "SELECT client_id, count(*), sum(amount_hundredths), min(amount_hundredths), max(amount_hundredths) "
    "FROM orders GROUP BY client_id"
)


def by_us(millions: int, days: Sequence[date], families: Sequence[str] | None) -> Callable[[], int]:
    import ibis
    import pandas as pd  # noqa: F401  # pyarrow loads it in passing; no peer pays for what it imports

    from benchmarks.orders_file import write_sorted
    from features import fact_files
    from features.events import Events
    from features.materialize import write_features
    from features.settings import settings_from

    orders, kept = write_sorted(DATA, millions), DATA / f"facts-{millions}m"

    def work() -> int:
        backend = ibis.duckdb.connect()
        backend.con.execute("SET TimeZone = 'UTC'")
        facts = fact_files.read_facts(backend, {path.name: path for path in kept.iterdir()})
        tables = {"orders": backend.read_parquet(orders, table_name="orders")}
        events = Events(tables, backend, facts, fact_files.empty_columns({"orders": orders}))
        return write_features(events, settings_from({}), days, DATA / "written.parquet", families=families)

    return work


def core(millions: int, days: Sequence[date]) -> Callable[[], int]:
    return by_us(millions, days, CORE)


def every(millions: int, days: Sequence[date]) -> Callable[[], int]:
    return by_us(millions, days, None)


def floor(millions: int, days: Sequence[date]) -> Callable[[], int]:
    import duckdb

    from benchmarks.orders_file import write_unsorted

    path = write_unsorted(DATA, millions)

    def work() -> int:
        connection = duckdb.connect()
        connection.read_parquet(str(path)).create_view("orders")
        return sum(connection.sql(FLOOR).to_arrow_table().num_rows for _ in days)

    return work


def floor_and_writing(millions: int, days: Sequence[date]) -> Callable[[], int]:
    """Scan and group once, and write the finished table of all days."""
    import pyarrow.parquet as pq

    scan = floor(millions, days[:1])

    def work() -> int:
        rows = scan()
        with (
            pq.ParquetFile(DATA / "written.parquet") as given,
            pq.ParquetWriter(DATA / "copied.parquet", given.schema_arrow, compression="zstd") as writer,
        ):
            for number in range(given.num_row_groups):
                writer.write_table(given.read_row_group(number))
        return rows

    return work


def by_pandas(millions: int, days: Sequence[date]) -> Callable[[], int]:
    from benchmarks.orders_file import write_sorted
    from benchmarks.peer_pandas import all_days

    return partial(all_days, write_sorted(DATA, millions), days)


def by_polars(millions: int, days: Sequence[date]) -> Callable[[], int]:
    from benchmarks.orders_file import write_sorted
    from benchmarks.peer_polars import all_days

    return partial(all_days, write_sorted(DATA, millions), days)


def by_clvkit(millions: int, days: Sequence[date]) -> Callable[[], int]:
    """Summarise transactions for buy-till-you-die models: counts, recency, age and mean amount, no more."""
    import pandas as pd
    from clvkit import CustomerBase

    from benchmarks.orders_file import write_sorted

    path = write_sorted(DATA, millions)

    def work() -> int:
        rows = pd.read_parquet(path, columns=["client_id", "ordered_at", "amount_hundredths"])
        base = CustomerBase.from_transactions(
            rows[rows["amount_hundredths"] >= 0],
            customer_id_col="client_id",
            datetime_col="ordered_at",
            amount_col="amount_hundredths",
            observation_period_end=pd.Timestamp(days[0]),
        )
        return len(base.to_frame() if hasattr(base, "to_frame") else base._data)

    return work


def facts(millions: int, _days: Sequence[date]) -> Callable[[], Path]:
    from benchmarks.orders_file import write_facts, write_sorted

    write_sorted(DATA, millions)
    return partial(write_facts, DATA, millions)


CONTESTANTS = {
    "core families": core,
    "all families": every,
    "scan-and-group, unsorted": floor,
    "scan-and-group and writing": floor_and_writing,
    "pandas core": by_pandas,
    "polars core": by_polars,
    "clvkit summary": by_clvkit,
    "making the facts": facts,
}


def run(contestant: str, millions: str, days: str) -> Run:
    as_of_days = [LAST_DAY - timedelta(days=MONTH_DAYS * back) for back in range(int(days))]
    return measured(CONTESTANTS[contestant](int(millions), as_of_days))


def contest(names: Sequence[str], millions: int, days: int, repeats: int) -> list[Figure]:
    alone = partial(run_alone, "benchmarks.feature_table")
    contestants = {name: partial(alone, name, str(millions), str(days)) for name in names}
    case = f"{millions} M orders, {days} as-of day{'s' if days > 1 else ''}"
    return compete(case, contestants, MEASURES, repeats=repeats)


def benchmark(repeats: int = REPEATS) -> list[Figure]:
    """Make the facts of 5 and 20 M orders, then let the contestants run."""
    unsorted = "scan-and-group, unsorted"
    figures = []
    for millions in (5, 20):
        figures += contest(("making the facts", unsorted), millions, 1, 1)
        peers = ("pandas core", "polars core", "clvkit summary") if millions == 20 else ("pandas core",)
        figures += contest(("core families", unsorted, *peers), millions, 1, repeats)
        figures += contest(("all families", unsorted), millions, 1, repeats)
    figures += contest(("core families", "scan-and-group and writing", "pandas core"), 5, 12, 1)
    figures += contest(("core families", "scan-and-group and writing"), 20, 12, 1)
    return figures


if __name__ == "__main__":
    command_line(__doc__ or "", benchmark, run=run, repeats=REPEATS)
