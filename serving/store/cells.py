"""How values of an Arrow column are read, or written as JSON, at the speed of a request: one row or some."""

from collections.abc import Callable
from math import nan
from typing import Any, NamedTuple

import numpy as np
import orjson
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.types as kinds

from serving.plain import as_json

Places = np.ndarray[Any, np.dtype[np.int64]]
Codes = np.ndarray[Any, np.dtype[np.int32]]

#: Columns with no more distinct values than this are kept as codes of Python values.
FEW = 1000

#: Rows that are looked at to tell whether a column may have few distinct values.
SAMPLE_ROWS = 10_000


class Cells(NamedTuple):
    """The values of a column as Python has them, None where one is missing, and as `as_json` writes them.

    Attributes
    ----------
    one, one_written : callable
        Gives the value of a row.
    some, some_written : callable
        Gives the values of some rows, given as an array of int64.
    """

    one: Callable[[int], Any]
    some: Callable[[Places], list[Any]]
    one_written: Callable[[int], bytes]
    some_written: Callable[[Places], list[bytes]]


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
    >>> status.one_written(0), status.some_written(np.array([2, 1]))
    (b'"lost"', [b'"new"', b'null'])
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
    return Cells(
        one,
        lambda places: [one(row) for row in places.tolist()],
        lambda row: as_json(one(row)),
        lambda places: [as_json(one(row)) for row in places.tolist()],
    )


def _numbers(values: pa.Array) -> Cells:
    array = np.asarray(values)
    one = memoryview(array.data).__getitem__
    return Cells(
        one,
        lambda places: array[places].tolist(),
        lambda row: orjson.dumps(one(row)),
        lambda places: _written(array[places]),
    )


def _written(numbers: np.ndarray[Any, Any]) -> list[bytes]:
    """Write numbers as JSON; what is none as null."""
    whole = orjson.dumps(numbers, option=orjson.OPT_SERIALIZE_NUMPY)
    return whole[1:-1].split(b",") if len(numbers) else []


def _floats(values: pa.Array) -> Cells:
    """Read numbers; one that is none is as good as missing, since no answer can carry it."""
    array = np.asarray(values.fill_null(nan))
    if not np.isnan(array).any():
        return _numbers(values)
    one = memoryview(array.data).__getitem__

    def some(places: Places) -> list[Any]:
        return [None if number != number else number for number in array[places].tolist()]

    return Cells(
        lambda row: None if (found := one(row)) != found else found,
        some,
        lambda row: orjson.dumps(one(row)),
        lambda places: _written(array[places]),
    )


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


def _of_codes(codes: Codes, distinct: list[Any]) -> Cells:
    code, objects = memoryview(codes.data), _objects(distinct)
    written = [as_json(value) for value in distinct]
    return Cells(
        lambda row: distinct[code[row]],
        lambda places: objects[codes[places]].tolist(),
        *_written_of_codes(codes, written),
    )


def _written_of_codes(
    codes: Codes, written: list[bytes]
) -> tuple[Callable[[int], bytes], Callable[[Places], list[bytes]]]:
    code, objects = memoryview(codes.data), _objects(written)
    return lambda row: written[code[row]], lambda places: objects[codes[places]].tolist()


def _objects(values: list[Any]) -> np.ndarray[Any, Any]:
    objects = np.empty(len(values), dtype=object)
    objects[:] = values
    return objects


def _codes(values: pa.Array) -> tuple[Codes, list[Any]] | None:
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
    told = _each(
        lambda row: [distinct[code] for code in codes[starts[row] : starts[row + 1]]] if known[row] else None
    )
    alike = _codes(_spelt(values, found[0]))
    if alike is None:
        return told
    written = [b"null"] * len(alike[1])
    for code, row in zip(*np.unique(alike[0], return_index=True), strict=True):
        written[code] = told.one_written(row)
    return Cells(told.one, told.some, *_written_of_codes(alike[0], written))


def _spelt(lists: pa.Array, codes: Codes) -> pa.Array:
    """Give the codes in each list as one text, null where the list is missing: like lists, like texts."""
    inner = pa.ListArray.from_arrays(lists.offsets, pa.array(codes).cast(pa.string()))
    return pc.if_else(lists.is_valid(), pc.binary_join(inner, ","), None)
