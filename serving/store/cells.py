"""How single values are taken out of an Arrow column at the speed of a request."""

from collections.abc import Callable
from math import nan
from typing import Any

import pyarrow as pa
import pyarrow.types as kinds

Reader = Callable[[int], Any]

#: Columns with no more distinct values than this are kept as codes of Python values.
FEW = 1000

#: Rows that are looked at to tell whether a column may have few distinct values.
SAMPLE_ROWS = 10_000


def reader(column: pa.ChunkedArray) -> Reader:
    """Give a function from row number to Python value (None where it is missing).

    Parameters
    ----------
    column : pyarrow.ChunkedArray
        Of any type; fast where it is one chunk of numbers, flags, or text or times with few distinct values,
        or lists of these.

    Examples
    --------
    >>> status = reader(pa.chunked_array([["lost", None, "lost"]]))
    >>> [status(row) for row in range(3)]
    ['lost', None, 'lost']
    """
    if column.num_chunks != 1:
        return lambda row: column[row].as_py()
    values = column.chunk(0)
    kind = values.type
    if kinds.is_float64(kind) or kinds.is_int64(kind):
        return _number(values) if values.null_count == 0 else _number_or_none(values)
    if kinds.is_boolean(kind):
        return _flag(values)
    if kinds.is_string(kind) or kinds.is_large_string(kind):
        return _coded(values) or _text(values)
    if kinds.is_temporal(kind):
        return _coded(values) or (lambda row: values[row].as_py())
    if kinds.is_list(kind):
        return _listed(values)
    return lambda row: values[row].as_py()


def _number(values: pa.Array) -> Reader:
    numbers = memoryview(values.buffers()[1]).cast("d" if kinds.is_float64(values.type) else "q")
    return numbers[values.offset : values.offset + len(values)].__getitem__


def _number_or_none(values: pa.Array) -> Reader:
    if kinds.is_float64(values.type):  # what is no number is as good as missing: no answer can carry it
        unsure = _number(values.fill_null(nan))
        return lambda row: None if (found := unsure(row)) != found else found
    number, known = _number(values.fill_null(0)), _bytes(values.is_valid())
    return lambda row: number(row) if known[row] else None


def _flag(values: pa.Array) -> Reader:
    flags, known = _bytes(values.fill_null(False)), _bytes(values.is_valid())
    return lambda row: flags[row] == 1 if known[row] else None


def _bytes(flags: pa.Array) -> bytes:
    """Give a byte of 0 or 1 for each flag."""
    return bytes(flags.cast(pa.uint8()).to_numpy(zero_copy_only=False))


def _text(values: pa.Array) -> Reader:
    _, offsets, letters = values.buffers()
    wide = kinds.is_large_string(values.type)
    starts = memoryview(offsets).cast("q" if wide else "i")[values.offset :]
    told, known = memoryview(letters or b""), _bytes(values.is_valid())
    return lambda row: str(told[starts[row] : starts[row + 1]], "utf-8") if known[row] else None


def _coded(values: pa.Array) -> Reader | None:
    found = _codes(values)
    if found is None:
        return None
    codes, distinct = found
    return lambda row: distinct[codes[row]]


def _codes(values: pa.Array) -> tuple[memoryview, list[Any]] | None:
    """Give a code for each value, and the value of each code, unless there are too many."""
    if len(values.slice(0, SAMPLE_ROWS).unique()) > FEW:
        return None
    encoded = values.dictionary_encode()
    if len(encoded.dictionary) > FEW:
        return None
    distinct = [*encoded.dictionary.to_pylist(), None]
    return memoryview(encoded.indices.fill_null(len(distinct) - 1).buffers()[1]).cast("i"), distinct


def _listed(values: pa.Array) -> Reader:
    found = _codes(values.values)
    if found is None:
        return lambda row: values[row].as_py()
    codes, distinct = found
    starts = memoryview(values.offsets.buffers()[1]).cast("i")[values.offset :]
    known = _bytes(values.is_valid())
    return lambda row: (
        [distinct[code] for code in codes[starts[row] : starts[row + 1]]] if known[row] else None
    )
