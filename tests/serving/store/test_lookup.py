"""Every client is found, whatever its id looks like."""

import json

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from serving.store import lookup as module
from serving.store.lookup import TOGETHER, ClientRows, SortedIds, sorted_by_client

IDS = st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=4), max_size=100)


@given(IDS, IDS, st.integers(0, 5))
def test_a_lookup_finds_exactly_the_rows_that_a_scan_finds(
    ids: list[str], asked: list[str], cut: int
) -> None:
    ids = sorted(ids)
    chunks = [ids[:cut], ids[cut:]]
    found = SortedIds(pa.chunked_array(chunks, pa.string()))
    for client_id in [*ids, *asked]:
        assert [*found.span(client_id)] == [place for place, known in enumerate(ids) if known == client_id]
    many = [*ids, *asked, "\ud800"]
    assert found.firsts(many) == [found.first(client_id) for client_id in many]


def test_ids_of_one_hash_are_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "hash", len, raising=False)
    ids = ["a", "b", "b", "d", "dd"]
    asked = ["d", "a", "b", "c", "dd", "cc", "ccc", ""]
    assert len(asked) == TOGETHER
    assert SortedIds(pa.chunked_array([ids])).firsts(asked) == [3, 0, 1, None, 4, None, None, None]


@given(IDS)
def test_python_and_arrow_agree_on_the_order_of_ids(ids: list[str]) -> None:
    assert sorted_by_client(pa.chunked_array([ids], pa.string())) == (ids == sorted(ids))


def test_a_missing_id_is_not_sorted() -> None:
    assert not sorted_by_client(pa.chunked_array([["a", None]]))


def test_a_slice_of_a_larger_table_is_searched_within_the_slice() -> None:
    rows = ClientRows(pa.table({"client_id": ["a", "b", "c", "d"], "n": [1, 2, 3, 4]}).slice(1, 2))
    assert [rows.one(client_id) for client_id in "abcd"] == [
        None,
        {"client_id": "b", "n": 2},
        {"client_id": "c", "n": 3},
        None,
    ]


def test_an_empty_table_has_no_client() -> None:
    rows = ClientRows(pa.table({"client_id": pa.array([], pa.string())}))
    assert rows.one("a") is None
    assert rows.every("a") == []
    assert len(rows) == 0


def test_an_id_that_is_no_unicode_is_simply_unknown() -> None:
    assert ClientRows(pa.table({"client_id": ["a"]})).one("\ud800") is None


def test_some_of_a_rows_cells_are_read_and_no_others() -> None:
    table = pa.table({"client_id": ["a", "b", "b"], "net": [1.5, None, 3.0], "eligible": [True, None, False]})
    rows = ClientRows(table)
    assert [rows.at(1), rows.at(2)] == rows.every("b")
    assert rows.place("b") == 1
    assert rows.place("z") is rows.place("aa") is None
    assert rows.values([2, 0] * TOGETHER, "net") == [3.0, 1.5] * TOGETHER
    assert rows.values([2, 1], "net") == [3.0, None]
    for places in ([2, 1], [2, 1] * TOGETHER):
        told = [json.loads(b"{%b}" % row) for row in rows.written(places)]
        assert told == [rows.at(place) for place in places]
    del rows._columns["net"]
    for times in (1, TOGETHER):
        named = rows.written([2] * times, ("eligible", "client_id"), ("100 %s", "id"))
        assert named == [b'"100 %s":false,"id":"b"'] * times
