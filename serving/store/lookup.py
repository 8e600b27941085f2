"""How one client among a million is found in a published table: binary search over Arrow's own bytes."""

from bisect import bisect_left
from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from serving.store.cells import cells

CLIENT_ID = "client_id"

#: Every so many ids one is kept as a Python object; the search begins among them.
MARKED = 32

#: From so many rows on they are taken column by column.
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

    def __len__(self) -> int:
        return len(self._ids)

    def place(self, client_id: str) -> int | None:
        """Give where the first row of a client stands, or None."""
        return self._ids.first(client_id)

    def at(self, place: int) -> dict[str, Any]:
        """Give a row as Python values."""
        return {name: column.one(place) for name, column in self._columns.items()}

    def all_at(self, places: Sequence[int], names: Sequence[str] | None = None) -> list[dict[str, Any]]:
        """Give rows as Python values, in the order asked for.

        Parameters
        ----------
        places : sequence of int
            Where they stand.
        names : sequence of str, optional
            Only these columns; all, unless given.
        """
        told = [*self._columns] if names is None else names
        columns = [self._columns[name] for name in told]
        if len(places) < TOGETHER:
            return [
                dict(zip(told, [column.one(place) for column in columns], strict=True)) for place in places
            ]
        rows = np.asarray(places, dtype=np.int64)
        values = zip(*(column.some(rows) for column in columns), strict=True)
        return [dict(zip(told, row, strict=True)) for row in values]

    def one(self, client_id: str) -> dict[str, Any] | None:
        """Give the first row of a client as Python values, or None."""
        place = self.place(client_id)
        return None if place is None else self.at(place)

    def every(self, client_id: str) -> list[dict[str, Any]]:
        """Give all rows of a client, in the table's order."""
        return [self.at(place) for place in self._ids.span(client_id)]
