"""How values are taken out of an Arrow column at the speed of a request: of one row, or of some at once."""

from collections.abc import Callable
from math import nan
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.types as kinds

Places = np.ndarray[Any, np.dtype[np.int64]]

#: Columns with no more distinct values than this are kept as codes of Python values.
FEW = 1000

#: Rows that are looked at to tell whether a column may have few distinct values.
SAMPLE_ROWS = 10_000


class Cells(NamedTuple):
    """The values of a column as Python has them, None where one is missing.

    Attributes
    ----------
    one : callable
        Gives the value of a row.
    some : callable
        Gives the values of some rows, given as an array of int64.
    """

    one: Callable[[int], Any]
    some: Callable[[Places], list[Any]]


def cells(column: pa.ChunkedArray) -> Cells:
    """Give what reads a column.

    Parameters
    ----------
    column : pyarrow.ChunkedArray
        Of any type; fast where it is one chunk of numbers, flags, or text or times with few distinct values,
        or lists of these.

    Examples
    --------
    >>> status = cells(pa.chunked_array([["lost", None, "new"]]))
    >>> status.one(0), status.some(np.array([2, 1]))
    ('lost', ['new', None])
    """
    if column.num_chunks != 1:
        return _each(lambda row: column[row].as_py())
    values = column.chunk(0)
    kind = values.type
    if kinds.is_float64(kind):
        return _floats(values)
    if kinds.is_int64(kind):
        return _numbers(values) if values.null_count == 0 else _integers_or_none(values)
    if kinds.is_boolean(kind):
        return _flags(values)
    if kinds.is_string(kind) or kinds.is_large_string(kind):
        return _coded(values) or _text(values)
    if kinds.is_temporal(kind):
        return _coded(values) or _each(lambda row: values[row].as_py())
    if kinds.is_list(kind):
        return _lists(values)
    return _each(lambda row: values[row].as_py())


def _each(one: Callable[[int], Any]) -> Cells:
    return Cells(one, lambda places: [one(row) for row in places.tolist()])


def _numbers(values: pa.Array) -> Cells:
    array = np.asarray(values)
    return Cells(memoryview(array.data).__getitem__, lambda places: array[places].tolist())


def _floats(values: pa.Array) -> Cells:
    """Read numbers; one that is none is as good as missing, since no answer can carry it."""
    array = np.asarray(values.fill_null(nan))
    if not np.isnan(array).any():
        return _numbers(values)
    one = memoryview(array.data).__getitem__

    def some(places: Places) -> list[Any]:
        return [None if number != number else number for number in array[places].tolist()]

    return Cells(lambda row: None if (found := one(row)) != found else found, some)


def _integers_or_none(values: pa.Array) -> Cells:
    number, known = memoryview(np.asarray(values.fill_null(0)).data), _bytes(values.is_valid())
    return _each(lambda row: number[row] if known[row] else None)


def _flags(values: pa.Array) -> Cells:
    codes = np.where(np.asarray(values.is_valid()), np.asarray(values.fill_null(False)), 2)
    return _of_codes(codes.astype(np.int32), [False, True, None])


def _bytes(flags: pa.Array) -> bytes:
    """Give a byte of 0 or 1 for each flag."""
    return bytes(flags.cast(pa.uint8()).to_numpy(zero_copy_only=False))


def _text(values: pa.Array) -> Cells:
    _, offsets, letters = values.buffers()
    wide = kinds.is_large_string(values.type)
    starts = memoryview(offsets).cast("q" if wide else "i")[values.offset :]
    told, known = memoryview(letters or b""), _bytes(values.is_valid())
    return _each(lambda row: str(told[starts[row] : starts[row + 1]], "utf-8") if known[row] else None)


def _coded(values: pa.Array) -> Cells | None:
    found = _codes(values)
    return None if found is None else _of_codes(*found)


def _of_codes(codes: np.ndarray[Any, np.dtype[np.int32]], distinct: list[Any]) -> Cells:
    code = memoryview(codes.data)
    objects = np.empty(len(distinct), dtype=object)
    objects[:] = distinct
    return Cells(lambda row: distinct[code[row]], lambda places: objects[codes[places]].tolist())


def _codes(values: pa.Array) -> tuple[np.ndarray[Any, np.dtype[np.int32]], list[Any]] | None:
    """Give a code for each value, and the value of each code, unless there are too many."""
    if len(values.slice(0, SAMPLE_ROWS).unique()) > FEW:
        return None
    encoded = values.dictionary_encode()
    if len(encoded.dictionary) > FEW:
        return None
    distinct = [*encoded.dictionary.to_pylist(), None]
    return np.asarray(encoded.indices.fill_null(len(distinct) - 1)), distinct


def _lists(values: pa.Array) -> Cells:
    found = _codes(values.values)
    if found is None:
        return _each(lambda row: values[row].as_py())
    codes, distinct = memoryview(found[0].data), found[1]
    starts = memoryview(values.offsets.buffers()[1]).cast("i")[values.offset :]
    known = _bytes(values.is_valid())
    return _each(
        lambda row: [distinct[code] for code in codes[starts[row] : starts[row + 1]]] if known[row] else None
    )
