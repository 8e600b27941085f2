"""Which form of a file its suffix asks for."""

from collections.abc import Sequence
from pathlib import Path

from features.errors import UsageError


def suffix_of(path: Path, suffixes: Sequence[str], subject: str) -> str:
    """Give the suffix of a file to write, in small letters.

    Parameters
    ----------
    path : Path
    suffixes : sequence of str
        Those that name a form, two or more, each with its point.
    subject : str
        What is to be written, with its verb, for the message.

    Raises
    ------
    UsageError
        If the file's suffix is none of them.

    Examples
    --------
    >>> suffix_of(Path("signs.XLSX"), (".xlsx", ".csv"), "lists are")
    '.xlsx'
    >>> suffix_of(Path("list.pdf"), (".xlsx", ".csv", ".json"), "lists are")
    Traceback (most recent call last):
    ...
    features.errors.UsageError: list.pdf ends with '.pdf'; lists are written as .xlsx, .csv or .json. ...
    """
    suffix = path.suffix.lower()
    if suffix not in suffixes:
        *others, last = suffixes
        raise UsageError(
            f"{path.name} ends with {path.suffix!r}; {subject} written as {', '.join(others)} or {last}. "
            "Give the file one of these endings."
        )
    return suffix
