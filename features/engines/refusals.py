"""What a library says of a full disk or too little memory, read out of whichever words it chose."""

import errno
import json
import os
from collections.abc import Iterator

import duckdb

#: What the operating system says of a disk that takes no more.
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EROFS)
#: The same in the messages of SQLite, DuckDB and Arrow.
FULL_WORDS = ("database or disk is full", *map(os.strerror, FULL))


def is_full(fault: BaseException | None) -> bool:
    """Tell whether a disk that takes no more is behind a fault, whichever library wrapped it.

    Examples
    --------
    >>> is_full(OSError(errno.ENOSPC, "No space left on device")), is_full(KeyError("disk"))
    (True, False)
    >>> is_full(duckdb.IOException("IO Error: Could not write file: No space left on device"))
    True
    """
    return any(
        (isinstance(one, OSError) and one.errno in FULL) or any(words in str(one) for words in FULL_WORDS)
        for one in _behind(fault)
    )


def is_out_of_memory(fault: BaseException | None) -> bool:
    """Tell whether too little memory is behind a fault.

    Examples
    --------
    >>> is_out_of_memory(duckdb.OutOfMemoryException("failed to offload"))
    True
    """
    return any(isinstance(one, MemoryError | duckdb.OutOfMemoryException) for one in _behind(fault))


def plainly(fault: BaseException) -> str:
    """Say what a library said, for a person: nothing but the message where DuckDB wraps it in JSON.

    Examples
    --------
    >>> said = 'IO Error: Write failed: {"exception_type":"IO","exception_message":"Permission denied"}'
    >>> plainly(duckdb.IOException(said))
    'Permission denied'
    >>> plainly(OSError("no such disk")), plainly(OSError("{odd}"))
    ('no such disk', '{odd}')
    """
    if is_full(fault):
        return "the disk is full, or takes no writing"
    text = str(fault)
    try:
        return str(json.loads(text[text.index("{") :])["exception_message"])
    except (ValueError, KeyError, TypeError):
        return text


def _behind(fault: BaseException | None) -> Iterator[BaseException]:
    while fault is not None:
        yield fault
        fault = fault.__cause__ or fault.__context__
