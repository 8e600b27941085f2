"""Where a record of a text file ends, and which fields it has, as the engine sees them.

A record is a line, or as many as a quoted value runs over. The engine passes over a blank before a quote,
which the standard library's reader does not.
"""

import csv
import io
import itertools
import re
from collections import deque
from collections.abc import Iterator
from functools import cache, lru_cache

#: A quoted value that runs over more lines than this is a quote somebody forgot to close.
MOST_LINES = 100


def records_of(source: Iterator[str], delimiter: str, width: int) -> Iterator[tuple[int, str, str]]:
    r"""Give each record below the header.

    Parameters
    ----------
    source : iterator of str
        Lines, each but perhaps the last with its ``\n``.
    delimiter : str
        One sign.
    width : int
        Fields of the header.

    Yields
    ------
    line, text, reason : int, str, str
        Its first physical line (the header is line 1), what stands there, and why it is no row: ``fields``
        (too many or too few), ``quote`` (one does not close), or nothing. Blank lines are passed over.

    Examples
    --------
    >>> list(records_of(iter(["id,note\n", '1,"two\n', 'lines"\n', "2\n"]), ",", 2))
    [(2, '1,"two\nlines"', ''), (4, '2', 'fields')]
    """
    ahead: deque[str] = deque()
    line = 0
    while True:
        text = ahead.popleft() if ahead else next(source, "")
        if not text:
            return
        line += 1
        at, text = line, text.removesuffix("\n")
        if not text.strip(" \t"):
            continue
        if '"' not in text:
            reason = "" if text.count(delimiter) == width - 1 else "fields"
        else:
            fields = _count(text, delimiter)
            reason = "" if fields == width else "fields"
            if fields is None:
                joined, more = _joined(text, source, ahead, delimiter, width)
                reason = "" if more else "quote"
                text, line = joined, line + more
        if at > 1:
            yield at, text, reason


def _joined(
    text: str, source: Iterator[str], ahead: deque[str], delimiter: str, width: int
) -> tuple[str, int]:
    """Add the lines that a quoted value runs over; give the text and how many, 0 if it never closes."""
    taken, quotes = [text], text.count('"')
    for more in range(1, MOST_LINES + 1):
        if len(ahead) < more:
            ahead.extend(itertools.islice(source, 1))
        if len(ahead) < more:
            break
        following = ahead[more - 1].removesuffix("\n")
        taken.append(following)
        quotes += following.count('"')
        if '"' not in following or quotes % 2:
            continue
        joined = "\n".join(taken)
        if _count(joined, delimiter) == width:
            for _ in range(more):
                ahead.popleft()
            return joined, more
    return text, 0


def for_engine(text: str, delimiter: str) -> str:
    """Write a record so that the engine cannot but see the same fields.

    Examples
    --------
    >>> for_engine('1, "two"', ",")
    '"1","two"'
    """
    if '"' not in text:
        return text
    fields = fields_of(text, delimiter) or ()
    return delimiter.join('"' + field.replace('"', '""') + '"' for field in fields)


def _count(text: str, delimiter: str) -> int | None:
    """Count the fields of one record; None if its quotes are not as they should be."""
    fields = fields_of(text, delimiter)
    return None if fields is None else len(fields)


@lru_cache(maxsize=1)  # a record is counted first, and written then
def fields_of(text: str, delimiter: str) -> tuple[str, ...] | None:
    """Give the fields of one record, without their quotes; None if its quotes are not as they should be."""
    if f'{delimiter} "' not in text and not text.startswith(' "'):
        try:
            (values,) = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
            return tuple(values)
        except (csv.Error, ValueError):  # not as strict as that, or more than one record
            pass
    field, at, fields = _field(delimiter), 0, []
    while found := field.match(text, at):
        quoted_value, bare_value, end = found.groups()
        fields.append(bare_value if quoted_value is None else quoted_value.replace('""', '"'))
        if not end:
            return tuple(fields)
        at = found.end()
    return None


@cache
def _field(delimiter: str) -> re.Pattern[str]:
    mark = re.escape(delimiter)
    return re.compile(rf'(?: ?"([^"]*+(?:""[^"]*+)*+)" *+|((?! ?")[^{mark}\n]*+))({mark}|\Z)')
