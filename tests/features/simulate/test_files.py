"""Whether Parquet files hold what the CSV files hold, in groups of one size whatever the blocks."""

from pathlib import Path

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet
import pytest

from features.simulate import files
from features.simulate.files import ParquetRows, names_of
from features.simulate.write import Wanted, write_company


def test_both_formats_hold_the_same_rows(tmp_path: Path) -> None:
    write_company(tmp_path / "csv", Wanted(40, 12, 3))
    write_company(tmp_path / "parquet", Wanted(40, 12, 3, table_format="parquet"))
    for name in names_of("csv"):
        table = pyarrow.parquet.read_table((tmp_path / "parquet" / name).with_suffix(".parquet"))
        is_money = {field.name for field in table.schema if pa.types.is_decimal(field.type)}
        types = {
            name: pa.decimal128(18, 2) if name in is_money else table.schema.field(name).type
            for name in table.column_names
        }
        options = pyarrow.csv.ConvertOptions(column_types=types, strings_can_be_null=True)
        read = pyarrow.csv.read_csv(tmp_path / "csv" / name, convert_options=options)
        assert read == table.cast(read.schema), name


@pytest.mark.parametrize("block", [1, 7])
def test_the_size_of_a_block_changes_no_byte_of_parquet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, block: int
) -> None:
    monkeypatch.setattr(files, "GROUP_ROWS", 16)
    clients = 10
    for name, size in (("whole", 5000), ("parts", block)):
        write_company(tmp_path / name, Wanted(clients, 6, 3, table_format="parquet", block=size))
    for name in names_of("parquet"):
        assert (tmp_path / "whole" / name).read_bytes() == (tmp_path / "parts" / name).read_bytes(), name


def test_groups_are_full_but_for_the_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "GROUP_ROWS", 10)
    path = tmp_path / "rows.parquet"
    with ParquetRows(path, pa.schema([("n", pa.int64())])) as rows:
        for first, size in ((0, 3), (3, 21), (24, 0), (24, 9)):
            rows.write_table(pa.table({"n": pa.array(range(first, first + size), pa.int64())}))
    found = pyarrow.parquet.ParquetFile(path)
    groups = [found.metadata.row_group(place).num_rows for place in range(found.num_row_groups)]
    assert groups == [10, 10, 10, 3]
    assert found.read()["n"].to_pylist() == list(range(33))
