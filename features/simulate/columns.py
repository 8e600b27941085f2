"""How the numbers of the simulation become the columns of its files."""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from features.simulate.draws import Flags, Floats, Integers
from features.simulate.window import Window

#: Client identifiers have so many digits; leading zeroes are part of them.
ID_DIGITS = 7


def client_ids(numbers: Integers) -> pa.Array:
    """Write identifiers of clients.

    Examples
    --------
    >>> client_ids(np.array([123])).to_pylist()
    ['0000123']
    """
    return padded(numbers, ID_DIGITS)


def padded(numbers: Integers, digits: int) -> pa.Array:
    """Write whole numbers with leading zeroes."""
    return pc.utf8_lpad(pa.array(numbers).cast(pa.string()), digits, "0")


def joined(*parts: pa.Array | str, between: str = "") -> pa.Array:
    """Join texts row by row."""
    return pc.binary_join_element_wise(*parts, between)


def words(choices: Sequence[str], place: Integers, *, known: Flags | None = None) -> pa.Array:
    """Write the word at each place; nothing where it is not `known`.

    Examples
    --------
    >>> words(["a", "b"], np.array([1, 0]), known=np.array([True, False])).to_pylist()
    ['b', None]
    """
    mask = None if known is None else ~known
    return pa.array(list(choices), pa.string()).take(pa.array(place, mask=mask))


def days(day: Integers, window: Window, *, known: Flags | None = None) -> pa.Array:
    """Write simulated days as dates; nothing where the day is not `known`.

    Examples
    --------
    >>> days(np.array([0, 31]), Window.of(12)).to_pylist()
    [datetime.date(2022, 1, 1), datetime.date(2022, 2, 1)]
    """
    shown = day if known is None else np.where(known, day, 0)
    epoch = np.datetime64(window.first_day, "D").astype(np.int64)
    mask = None if known is None else ~known
    return pa.array((epoch + shown).astype(np.int32), pa.int32(), mask=mask).cast(pa.date32())


def times(day: Integers, minute: Integers, window: Window) -> pa.Array:
    """Write minutes of simulated days as times.

    Examples
    --------
    >>> times(np.array([1]), np.array([550]), Window.of(12)).to_pylist()
    [datetime.datetime(2022, 1, 2, 9, 10)]
    """
    epoch = np.datetime64(window.first_day, "D").astype(np.int64)
    return pa.array(((epoch + day) * 1440 + minute) * 60, pa.int64()).cast(pa.timestamp("s"))


def months(day: Integers, window: Window) -> pa.Array:
    """Write the months of simulated days.

    Examples
    --------
    >>> months(np.array([0, 31]), Window.of(12)).to_pylist()
    ['2022-01', '2022-02']
    """
    return pc.utf8_slice_codeunits(days(day, window).cast(pa.string()), 0, 7)


def only(texts: pa.Array, shown: Flags) -> pa.Array:
    """Keep the texts to be shown; nothing in the place of others.

    Examples
    --------
    >>> only(pa.array(["a", "b"]), np.array([True, False])).to_pylist()
    ['a', None]
    """
    return texts.take(pa.array(np.arange(len(texts)), mask=~shown))


def money(kopecks: Integers) -> pa.Array:
    """Write kopecks as roubles with two decimals, exactly.

    Examples
    --------
    >>> [str(amount) for amount in money(np.array([123456, -5])).to_pylist()]
    ['1234.56', '-0.05']
    """
    buffer = pa.py_buffer(np.ascontiguousarray(kopecks, dtype=np.int64))
    return pa.Array.from_buffers(pa.decimal64(18, 2), len(kopecks), [None, buffer])


def roubles(amount: Floats) -> pa.Array:
    """Round an amount to kopecks and write it as roubles."""
    return money(np.rint(100 * amount).astype(np.int64))
