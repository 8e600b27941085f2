"""In which encoding a text file is, and whether its bytes can go to the engine as they are.

Without a setting, a mark at the start counts, then UTF-8, then cp1251. A file of which some bytes are damaged
is not taken for cp1251, in which nearly any bytes are letters: it is UTF-8 if a tenth of its lines with
letters beyond ASCII are, for in cp1251 hardly one is.
"""

import codecs
from pathlib import Path

import numpy as np

from features.acceptance.sql import BLANKS
from features.errors import BadDataError, SettingsError

#: Small enough for the processor's nearest memory.
BLOCK = 1 << 17
#: Lines with signs beyond ASCII that tell UTF-8 from cp1251.
TELLING_LINES = 2_000
BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
#: How files begin that people rename to .csv, and what they are.
NO_TEXT_FILES = (
    (b"PK\x03\x04", "an Excel workbook or an archive"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"PAR1", "a Parquet file"),
    (b"%PDF", "a PDF document"),
)
QUOTE, REOPENED = b'"', b'" "'
WIDE_BLANKS = tuple(sign.encode() for sign in BLANKS[32:])


def encoding_of(path: Path, given: str | None, table: str) -> tuple[str, bool]:
    """Find the encoding of a text file.

    Parameters
    ----------
    path : Path
        The file; it is read once or twice.
    given : str or None
        The encoding that the settings name.
    table : str
        Name of the event table, for messages.

    Returns
    -------
    tuple of (str, bool)
        Python's name of the encoding, and whether there are bytes in the file that are no text in it.

    Raises
    ------
    BadDataError
        If the file is no text, or one that nothing but a setting can tell.
    SettingsError
        If Python knows no such encoding.
    """
    with path.open("rb") as file:
        start = file.read(8)
    _refuse_no_text(start, path.name, table)
    marked = next((name for bom, name in BOMS if start.startswith(bom)), None)
    if given:
        encoding = _named(given, table)
    elif marked:
        encoding = marked
    else:
        _refuse_unmarked_utf_16(start, path.name, table)
        if _is_text(path, "utf-8"):
            return "utf-8", False
        encoding = "utf-8" if _rather_utf_8(path) else "cp1251"
    return encoding, not _is_text(path, encoding)


def transcoded(path: Path, encoding: str, copy: Path, table: str) -> Path:
    """Write a copy in UTF-8; what is no text in the encoding becomes U+FFFD."""
    with (
        path.open(encoding=encoding, errors="replace", newline="") as source,
        copy.open("w", encoding="utf-8", newline="") as to,
    ):
        try:
            while block := source.read(BLOCK):
                to.write(block)
        except UnicodeError as fault:  # UTF-16 and UTF-32 without the mark that tells the order of the bytes
            raise BadDataError(
                f"Table {table}: {path.name} lacks the mark by which {encoding} tells the order of bytes."
                f" Set encoding = '{encoding}-le' in [source.tables.{table}], or export it as UTF-8."
            ) from fault
    return copy


def looked_over(path: Path, delimiter: str) -> tuple[int, int, bool]:
    """Count the lines and delimiters of a file, and tell whether its values are bare.

    Returns
    -------
    tuple of (int, int, bool)
        Lines, those not counted that are blank at the end, or 0 where a quote seems to close and open again
        after a blank, which the engine reads as one text; delimiters, those in quotes as well; and whether
        no value begins or ends with a blank, nor is an empty one in quotes. The last may be False for a file
        whose values are bare, never True for one whose aren't.
    """
    ends, marks, bare, reopened, before, tail = 0, 0, True, False, b"\n", b""
    seen, mark = _Seen(ord(delimiter) if delimiter.isascii() else 0), delimiter.encode()
    with path.open("rb") as file:
        if file.read(3) != codecs.BOM_UTF8:
            file.seek(0)
        while block := file.read(BLOCK):
            signs = before + block
            lines, delimiters, no_blanks = seen.block(signs)
            ends, bare = ends + lines - before.count(b"\n"), bare and no_blanks
            marks += delimiters - before.count(mark)
            reopened = reopened or (QUOTE in signs and REOPENED in signs)
            before = signs[-3:]
            tail = block if len(block) == BLOCK else tail + block
    bare = bare and seen.block(before + b"\n")[2]
    blank_end = tail[len(tail.rstrip(b"\r\n \t")) :]
    return 0 if reopened else ends - blank_end.count(b"\n") + 1, marks, bare


class _Seen:
    """Looks over blocks of bytes, in memory that is taken once.

    One sign is found far faster than two in a row, or than a block is gone through; so it is asked first for
    what seldom stands in a file.
    """

    def __init__(self, delimiter: int) -> None:
        self._delimiter = delimiter
        self._room = [np.empty(BLOCK + 3, bool) for _ in range(3)]

    def block(self, block: bytes) -> tuple[int, int, bool]:
        """Count line ends and delimiters, and tell whether no blank stands beside the end of a value."""
        signs = np.frombuffer(block, np.uint8)
        ends, blanks, other = (room[: len(signs)] for room in self._room)
        lines = int(np.count_nonzero(np.equal(signs, 10, out=ends)))
        delimiters = int(np.count_nonzero(np.equal(signs, self._delimiter, out=other)))
        ends |= other
        if b"\r" in block:
            ends |= np.equal(signs, 13, out=other)
        bare = True
        if QUOTE in block:
            ends |= np.equal(signs, 34, out=other)
            bare = not np.logical_and(other[:-1], other[1:], out=blanks[1:]).any()
        np.less_equal(signs, 32, out=blanks)
        np.greater(blanks, ends, out=blanks)
        beside = np.logical_or(ends[:-2], ends[2:], out=other[2:])
        bare = bare and not np.logical_and(blanks[1:-1], beside, out=beside).any()
        if bare and not block.isascii():
            bare = not any(
                np.equal(signs, blank[0], out=other).any() and blank in block for blank in WIDE_BLANKS
            )
        return lines, delimiters, bare


def _named(given: str, table: str) -> str:
    try:
        name = codecs.lookup(given).name
    except LookupError as fault:
        raise SettingsError(
            f"[source.tables.{table}] encoding is {given!r}; Python knows no such encoding. Try 'cp1251'."
        ) from fault
    return "utf-8" if name in ("utf-8-sig", "ascii") else name


def _refuse_no_text(start: bytes, label: str, table: str) -> None:
    what = next((what for magic, what in NO_TEXT_FILES if start.startswith(magic)), None)
    if what:
        raise BadDataError(
            f"Table {table}: {label} is {what}, not text, whatever its name says. Save it as CSV."
        )


def _refuse_unmarked_utf_16(start: bytes, label: str, table: str) -> None:
    for first, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        if len(start) == 8 and not any(start[first::2]):
            raise BadDataError(
                f"Table {table}: {label} looks like UTF-16 without the mark that says so."
                f" Set encoding = '{name}' in [source.tables.{table}], or export it as UTF-8."
            )


def _is_text(path: Path, encoding: str) -> bool:
    """Tell whether all of a file can be decoded, and holds no zero signs."""
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    plain = encoding == "utf-8"
    pending = False
    with path.open("rb") as file:
        try:
            while block := file.read(BLOCK):
                if plain and not pending and block.isascii():
                    has_zero = b"\0" in block
                else:
                    has_zero = "\0" in decoder.decode(block)
                    pending = bool(decoder.getstate()[0])
                if has_zero:
                    return False
            decoder.decode(b"", final=True)
        except UnicodeError:
            return False
    return True


def _rather_utf_8(path: Path) -> bool:
    """Tell whether a tenth of the first lines with signs beyond ASCII are UTF-8."""
    good = bad = 0
    with path.open("rb") as file:
        for line in file:
            if not line.isascii():
                try:
                    line.decode()
                    good += 1
                except UnicodeDecodeError:
                    bad += 1
            if good + bad == TELLING_LINES:
                break
    return 10 * good > bad
