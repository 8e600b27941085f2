"""How one client among a million is found in a published table: binary search over Arrow's own bytes."""

from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from serving.plain import as_json
from serving.store.cells import Cells, cells

Names = tuple[str, ...]
Hashes = np.ndarray[Any, np.dtype[np.int64]]
Rows = np.ndarray[Any, np.dtype[np.int32]]

CLIENT_ID = "client_id"

#: Every so many ids one is kept as a Python object; the search begins among them.
MARKED = 32

#: From so many ids or rows on they are found by their hashes, and taken column by column.
TOGETHER = 8


def sorted_by_client(ids: pa.ChunkedArray) -> bool:
    """Tell whether ids stand in the order of their UTF-8 bytes, none of them missing.

    Examples
    --------
    >>> sorted_by_client(pa.chunked_array([["00123", "7"], ["7", "Ёлка"]]))
    True
    >>> sorted_by_client(pa.chunked_array([["7", "00123"]]))
    False
    """
    if ids.null_count:
        return False
    return len(ids) < 2 or bool(pc.all(pc.less_equal(ids[:-1], ids[1:])).as_py())


class SortedIds:
    """Sorted text in one Arrow array, searched without making Python objects of it, but for a few.

    Examples
    --------
    >>> ids = SortedIds(pa.chunked_array([["a", "b", "b", "d"]]))
    >>> ids.span("b"), ids.first("c")
    (range(1, 3), None)
    """

    def __init__(self, ids: pa.ChunkedArray) -> None:
        whole = pa.chunked_array(ids.cast(pa.large_string()).chunks, pa.large_string()).combine_chunks()
        _, offsets, letters = whole.buffers() if len(whole) else (None, None, None)
        first = whole.offset
        starts = memoryview(offsets).cast("q") if offsets is not None else memoryview(b"")
        self._starts = starts[first : first + len(whole) + 1]
        self._letters = memoryview(letters) if letters is not None else memoryview(b"")
        self._keep = whole  # the views above look into its memory
        self._count = len(whole)
        self._marks = [self[place] for place in range(0, self._count, MARKED)]

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, place: int) -> bytes:
        return self._letters[self._starts[place] : self._starts[place + 1]].tobytes()

    def first(self, client_id: str) -> int | None:
        """Give the first row that carries an id, or None."""
        try:
            key = client_id.encode()
        except UnicodeEncodeError:  # a lone surrogate stands in no published file
            return None
        mark = bisect_left(self._marks, key)
        first = bisect_left(self, key, max(mark - 1, 0) * MARKED, min(mark * MARKED, self._count))
        return first if first < self._count and self[first] == key else None

    def firsts(self, client_ids: Sequence[str]) -> list[int | None]:
        """Give for each of many ids the first row that carries it, or None.

        A hash leads there at once; where it led astray, since it is another id's or nobody's, `first` tells.
        """
        if len(client_ids) < TOGETHER or not self._count:
            return [self.first(each) for each in client_ids]
        hashes, rows = self.hashed
        asked = np.fromiter(map(hash, client_ids), np.int64, len(client_ids))
        near = rows[np.minimum(np.searchsorted(hashes, asked), self._count - 1)].tolist()
        return [
            place if self[place] == each.encode("utf-8", "surrogatepass") else self.first(each)
            for each, place in zip(client_ids, near, strict=True)
        ]

    @cached_property
    def hashed(self) -> tuple[Hashes, Rows]:
        """The hashes of all ids, sorted, and the row of each: 12 bytes an id, and a moment, once."""
        ids = self._keep.to_numpy(zero_copy_only=False)
        hashes = np.fromiter(map(hash, ids), np.int64, self._count)
        rows = np.argsort(hashes, kind="stable").astype(np.int32)
        return hashes[rows], rows

    def span(self, client_id: str) -> range:
        """Give the rows that carry an id."""
        first = self.first(client_id)
        if first is None:
            return range(0)
        key, end = self[first], first + 1
        while end < self._count and self[end] == key:
            end += 1
        return range(first, end)


class ClientRows:
    """The rows of a published table by client.

    Parameters
    ----------
    table : pyarrow.Table
        Sorted by `client_id`.

    Examples
    --------
    >>> rows = ClientRows(pa.table({"client_id": ["a", "b", "b"], "action": ["call", "call", "visit"]}))
    >>> rows.one("a")
    {'client_id': 'a', 'action': 'call'}
    >>> [row["action"] for row in rows.every("b")]
    ['call', 'visit']
    >>> rows.one("z") is None
    True
    """

    def __init__(self, table: pa.Table) -> None:
        self._ids = SortedIds(table.column(CLIENT_ID))
        self._columns = {name: cells(table.column(name)) for name in table.column_names}
        self._shapes: dict[tuple[Names | None, Names | None], tuple[bytes, list[Cells]]] = {}

    def __len__(self) -> int:
        return len(self._ids)

    def place(self, client_id: str) -> int | None:
        """Give where the first row of a client stands, or None."""
        return self._ids.first(client_id)

    @property
    def hashed(self) -> tuple[Hashes, Rows]:
        """What `places` needs, made once."""
        return self._ids.hashed

    def places(self, client_ids: Sequence[str]) -> list[int | None]:
        """Give the same of many clients."""
        return self._ids.firsts(client_ids)

    def at(self, place: int) -> dict[str, Any]:
        """Give a row as Python values."""
        return {name: column.one(place) for name, column in self._columns.items()}

    def values(self, places: Sequence[int], name: str) -> list[Any]:
        """Give a column's values of rows, in the order asked for."""
        column = self._columns[name]
        if len(places) < TOGETHER:
            return [column.one(place) for place in places]
        return column.some(np.asarray(places, dtype=np.int64))

    def written(
        self, places: Sequence[int], names: Names | None = None, keys: Names | None = None
    ) -> list[bytes]:
        """Give rows as the members of a JSON object, in the order asked for.

        Parameters
        ----------
        places : sequence of int
            Where they stand.
        names : tuple of str, optional
            Only these columns; all, unless given.
        keys : tuple of str, optional
            What they are called there; as they are here, unless given.

        Examples
        --------
        >>> rows = ClientRows(pa.table({"client_id": ["a", "b"], "hours": [1.5, None]}))
        >>> rows.written([1, 0], ("client_id", "hours"), ("id", "hours"))
        [b'"id":"b","hours":null', b'"id":"a","hours":1.5']
        """
        members, columns = self._shape(names, keys)
        if len(places) < TOGETHER:
            return [members % tuple([each.one_written(place) for each in columns]) for place in places]
        rows = np.asarray(places, dtype=np.int64)
        return [members % row for row in zip(*(each.some_written(rows) for each in columns), strict=True)]

    def _shape(self, names: Names | None, keys: Names | None) -> tuple[bytes, list[Cells]]:
        """Give members whose values are to be filled in by `%`, and what gives these."""
        shape = self._shapes.get((names, keys))
        if shape is None:
            told = tuple(self._columns) if names is None else names
            members = [as_json(key).replace(b"%", b"%%") + b":%b" for key in keys or told]
            shape = b",".join(members), [self._columns[name] for name in told]
            self._shapes[names, keys] = shape
        return shape

    def one(self, client_id: str) -> dict[str, Any] | None:
        """Give the first row of a client as Python values, or None."""
        place = self.place(client_id)
        return None if place is None else self.at(place)

    def every(self, client_id: str) -> list[dict[str, Any]]:
        """Give all rows of a client, in the table's order."""
        return [self.at(place) for place in self._ids.span(client_id)]
