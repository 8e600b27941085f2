"""Fast reading of single values gives what Arrow itself gives."""

from datetime import UTC, date, datetime
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from serving.plain import as_json
from serving.store import cells as module
from serving.store.cells import Cells, cells

VALUES: dict[pa.DataType, st.SearchStrategy[Any]] = {
    pa.string(): st.text(st.characters(exclude_categories=["Cs"]), max_size=3),
    pa.large_string(): st.text(st.characters(exclude_categories=["Cs"]), max_size=3),
    pa.float64(): st.floats(allow_nan=False),
    pa.int64(): st.integers(-(2**63), 2**63 - 1),
    pa.bool_(): st.booleans(),
    pa.date32(): st.dates(),
    pa.timestamp("us"): st.datetimes(),
    pa.timestamp("us", tz="UTC"): st.datetimes(timezones=st.just(UTC), min_value=datetime(1900, 1, 1)),
    pa.list_(pa.string()): st.lists(st.sampled_from(["M11", "M15", None]), max_size=3),
}


def read(column: Cells, rows: int) -> list[Any]:
    """Give what is read row by row, once it was seen to be what is read together, and written."""
    found = [column.one(row) for row in range(rows)]
    backwards = column.some(np.arange(rows)[::-1])
    assert backwards == found[::-1]
    assert [type(value) for value in backwards] == [type(value) for value in found[::-1]]
    written = [as_json(value) for value in found]
    assert [column.one_written(row) for row in range(rows)] == written
    assert column.some_written(np.arange(rows)[::-1]) == written[::-1]
    return found


@pytest.mark.parametrize("kind", VALUES, ids=str)
@given(data=st.data())
def test_every_value_is_read_as_arrow_gives_it(kind: pa.DataType, data: st.DataObject) -> None:
    values = data.draw(st.lists(VALUES[kind] | st.none() if data.draw(st.booleans()) else VALUES[kind]))
    cut = data.draw(st.integers(0, len(values)))
    for column in (
        pa.chunked_array([pa.array(values, kind)]),
        pa.chunked_array([pa.array(values, kind)]).slice(cut),
        pa.chunked_array([pa.array(values[:cut], kind), pa.array(values[cut:], kind)]),
    ):
        assert read(cells(column), len(column)) == column.to_pylist()


@pytest.mark.parametrize("distinct_first", [True, False])
def test_a_column_of_many_values_is_read_alike(monkeypatch: pytest.MonkeyPatch, distinct_first: bool) -> None:
    monkeypatch.setattr(module, "FEW", 3)
    monkeypatch.setattr(module, "SAMPLE_ROWS", 5)
    values = ["a", "b", "c", "d", "e"] if distinct_first else ["a", "a", "a", "a", "a", "b", "c", "d", None]
    lists = [[value, "a"] for value in values]
    of_two = [[*"ab"[: n % 3]] * n if n else None for n in range(len(values))]
    for column in ([values], [lists], [of_two]):
        assert read(cells(pa.chunked_array(column)), len(values)) == column[0]


def test_days_come_as_days() -> None:
    assert read(cells(pa.chunked_array([pa.array([date(2026, 3, 1)])])), 1) == [date(2026, 3, 1)]


@pytest.mark.parametrize("kind", [pa.string(), pa.large_string()], ids=str)
@given(values=st.lists(VALUES[pa.string()] | st.none(), min_size=1), cut=st.integers(0, 3))
def test_text_that_is_not_coded_is_read_alike(kind: pa.DataType, values: list[str | None], cut: int) -> None:
    column = pa.array(values, kind).slice(min(cut, len(values)))
    assert read(module._text(column), len(column)) == column.to_pylist()


@given(values=st.lists(st.lists(st.sampled_from(["", "a", "b,c", None]), max_size=2) | st.none()))
def test_lists_are_told_apart_whatever_they_hold(values: list[list[str | None] | None]) -> None:
    assert read(cells(pa.chunked_array([pa.array(values, pa.list_(pa.string()))])), len(values)) == values


def test_what_is_no_number_is_missing() -> None:
    assert read(cells(pa.chunked_array([pa.array([1.5, float("nan"), None])])), 3) == [1.5, None, None]
