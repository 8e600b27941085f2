"""The feature table of 5 M order rows: against a bare scan-and-group of the file, and against pandas."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from benchmarks.contest import DATA, Run, command_line, compete, measured, run_alone
from benchmarks.figures import Figure

LAST_DAY, MONTH_DAYS = date(2025, 3, 1), 30
ORDERS, DAYS, REPEATS = ("unsorted", "sorted"), (1, 12), 5
#: What can be known of clients at the least: nothing that reads every row can cost less.
FLOOR = (
    "SELECT client_id, count(*), sum(amount_hundredths), min(amount_hundredths), max(amount_hundredths) "
    "FROM orders GROUP BY client_id"
)


def by_us(path: Path, days: Sequence[date]) -> Callable[[], int]:
    import ibis

    from features.events import Events
    from features.settings import settings_from
    from features.table import FeatureTable

    def work() -> int:
        backend = ibis.duckdb.connect()
        backend.con.execute("SET TimeZone = 'UTC'")
        events = Events({"orders": backend.read_parquet(path, table_name="orders")}, backend)
        table = FeatureTable(events, settings_from({}))
        if len(days) == 1:
            return int(table.at(backend.con, days[0])[0].num_rows)
        return sum(features.num_rows for features, _ in table.days(backend.con, days))

    return work


def by_scan(path: Path, days: Sequence[date]) -> Callable[[], int]:
    import duckdb

    def work() -> int:
        connection = duckdb.connect()
        connection.read_parquet(str(path)).create_view("orders")
        return sum(connection.sql(FLOOR).to_arrow_table().num_rows for _ in days)

    return work


def by_pandas(path: Path, days: Sequence[date]) -> Callable[[], int]:
    from benchmarks.peer_pandas import all_days

    return partial(all_days, path, days)


CONTESTANTS = {"FeatureTable": by_us, "DuckDB scan-and-group": by_scan, "pandas core features": by_pandas}


def run(contestant: str, order: str, days: str) -> Run:
    if contestant == "data":
        from benchmarks.orders_file import write_orders

        return measured(lambda: write_orders(DATA))
    as_of_days = [LAST_DAY - timedelta(days=MONTH_DAYS * back) for back in range(int(days))]
    return measured(CONTESTANTS[contestant](DATA / f"orders-{order}.parquet", as_of_days))


def benchmark(repeats: int = REPEATS) -> list[Figure]:
    alone = partial(run_alone, "benchmarks.feature_table")
    alone("data", "-", "0")
    figures = []
    for days in DAYS:
        for order in ORDERS if days == 1 else ORDERS[1:]:
            contestants = {name: partial(alone, name, order, str(days)) for name in CONTESTANTS}
            case = f"5 M order rows {order}, {days} as-of day{'s' if days > 1 else ''}"
            times = repeats if days == 1 else max(repeats // 2, 1)
            figures += compete(case, contestants, ("seconds", "CPU seconds", "peak MB"), repeats=times)
    return figures


if __name__ == "__main__":
    command_line(__doc__ or "", benchmark, run=run, repeats=REPEATS)
