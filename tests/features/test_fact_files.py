"""Facts kept beside the events answer as those made on the spot, however many clients are taken at a time."""

from pathlib import Path
from typing import Any

import ibis
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from features import fact_files
from features.events import Events
from features.settings import Settings
from features.table import FeatureTable
from tests.features.company import accepted, at, day, engine, order

# ibis 12 calls a method that DuckDB 2 has renamed
pytestmark = pytest.mark.filterwarnings("ignore:fetch_arrow_table:DeprecationWarning")

FACTS = ("settled", "unsettled", "setbacks", "branches", "deliveries", "split_deliveries")
#: Those that read the facts of orders, one at least for each.
FAMILIES = ("frequency", "average_check", "returns", "branches", "deliveries")
ORDERS = [
    *(
        order(f"c{client:02}", when, order_id=str(when))
        for client in range(60)
        for when in (client % 7, 20, 40, 70)
    ),
    *(order(f"c{client:02}", 75, -100, order_id="40") for client in range(0, 60, 5)),
    *(order(f"c{client:02}", 50, status="cancelled", status_at=at(90)) for client in range(0, 60, 9)),
    *(order(f"c{client:02}", 60, known_at=at(88)) for client in range(0, 60, 11)),
]


@pytest.fixture
def orders(tmp_path: Path) -> Path:
    """A file of accepted orders, sorted by client, in row groups of 50."""
    path = tmp_path / "orders.parquet"
    rows = accepted("orders", ORDERS).sort_by([("client_id", "ascending"), ("ordered_at", "ascending")])
    pq.write_table(rows, path, row_group_size=50)
    return path


def kept(orders: Path, folder: Path) -> dict[str, Path]:
    folder.mkdir()
    written = fact_files.write_facts(engine({}), {"orders": orders}, folder)
    assert written == {name: pq.read_metadata(folder / name).num_rows for name in written}
    return {name: folder / name for name in written}


def features_on(files: dict[str, Path], orders: Path, when: int) -> pa.Table:
    backend = ibis.duckdb.connect()
    tables = {"orders": backend.read_parquet(orders, table_name="orders")}
    events = Events(tables, backend, fact_files.read_facts(backend, files))
    return FeatureTable(events, Settings(), families=FAMILIES).at(backend.con, day(when))[0]


@pytest.mark.parametrize("at_a_time", [1, 60, 10_000])
def test_kept_facts_answer_as_those_made_on_the_spot(
    orders: Path, tmp_path: Path, at_a_time: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fact_files, "ROWS_AT_A_TIME", at_a_time)
    files = kept(orders, tmp_path / "facts")
    for when in (45, 80, 89, 100):
        assert features_on(files, orders, when).equals(features_on({}, orders, when))


def test_files_are_sorted_and_the_same_bytes_on_every_run(orders: Path, tmp_path: Path) -> None:
    one, other = kept(orders, tmp_path / "one"), kept(orders, tmp_path / "other")
    assert set(one) == {f"facts-{name}.parquet" for name in FACTS}
    assert pq.read_metadata(one["facts-settled.parquet"]).num_rows > 0
    for name, path in one.items():
        assert path.read_bytes() == other[name].read_bytes()
        rows = pq.read_table(path)
        keys: list[Any] = rows.select(
            [key for key in ("client_id", "day") if key in rows.column_names]
        ).to_pylist()
        assert keys == sorted(keys, key=lambda row: tuple(row.values()))
