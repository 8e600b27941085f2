"""The encoding of a file is told by its bytes, or by a setting; damage is not taken for another encoding."""

from pathlib import Path

import pytest

from features.errors import BadDataError, SettingsError
from features.reading.encodings import encoding_of, looked_over, transcoded

RUSSIAN = "Клиент;Дата\nООО «Ёлка»;1\nИванов И. И.;2\n"


def told(folder: Path, data: bytes, given: str | None = None) -> tuple[str, bool]:
    path = folder / "orders.csv"
    path.write_bytes(data)
    return encoding_of(path, given, "orders")


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"a,b\n1,2\n", ("utf-8", False)),
        (RUSSIAN.encode(), ("utf-8", False)),
        (RUSSIAN.encode("utf-8-sig"), ("utf-8", False)),
        (RUSSIAN.encode("cp1251"), ("cp1251", False)),
        (RUSSIAN.encode("utf-16"), ("utf-16", False)),
        (RUSSIAN.encode() + b"\xd0\n", ("utf-8", True)),
        (RUSSIAN.encode() + b"\xd0", ("utf-8", True)),
        (RUSSIAN.encode("cp1251") + b"\x98\n", ("cp1251", True)),
        (RUSSIAN.encode() + b"\0\n", ("utf-8", True)),
        (RUSSIAN.encode("utf-16") + b"\x01", ("utf-16", True)),
        (RUSSIAN.encode("utf-8-sig") + b"\xd0\n", ("utf-8", True)),
    ],
)
def test_the_mark_counts_then_utf_8_then_cp1251(
    tmp_path: Path, data: bytes, expected: tuple[str, bool]
) -> None:
    assert told(tmp_path, data) == expected


@pytest.mark.parametrize(
    ("given", "expected"), [("UTF8", "utf-8"), ("utf-8-sig", "utf-8"), ("koi8-r", "koi8-r")]
)
def test_a_setting_comes_before_all(tmp_path: Path, given: str, expected: str) -> None:
    assert told(tmp_path, b"a\n", given)[0] == expected


def test_letters_that_a_block_ends_within_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for size in range(1, 9):
        monkeypatch.setattr("features.reading.encodings.BLOCK", size)
        assert told(tmp_path, ("ascii" + RUSSIAN).encode()) == ("utf-8", False)
        assert told(tmp_path, ("ascii" + RUSSIAN).encode() + b"\xd0") == ("utf-8", True)


def test_what_is_no_text_becomes_one_sign(tmp_path: Path) -> None:
    (tmp_path / "orders.csv").write_bytes("Ёлка".encode("cp1251") + b"\x98!")
    copy = transcoded(tmp_path / "orders.csv", "cp1251", tmp_path / "copy.csv", "orders")
    assert copy.read_text("utf-8") == "Ёлка\ufffd!"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"a;b\n1;2\n", (2, True)),
        (b"a;b\n1;2", (2, True)),
        (b"a;b\n1;2\n\n\r\n", (2, True)),
        (b"a;b\n1 1;2\n", (2, True)),
        (b"a;b\n1, 1;2\n", (2, True)),
        (b"a;b\n 1;2\n", (2, False)),
        (b"a;b\n1 ;2\n", (2, False)),
        (b"a;b\n1;2 \n", (2, False)),
        (b"a;b\n1;2 ", (2, False)),
        (b"a;b\n1;\t2\n", (2, False)),
        (b'a;b\n"1 ";2\n', (2, False)),
        (b'a;b\n"";2\n', (2, False)),
        ("a;b\n1\u202f;2\n".encode(), (2, False)),
        ("a;b\n1;\u00a02\n".encode(), (2, False)),
        (b"\xef\xbb\xbfa;b\n1;2\n", (2, True)),
    ],
)
def test_a_glance_tells_lines_and_blanks(tmp_path: Path, data: bytes, expected: tuple[int, bool]) -> None:
    (tmp_path / "orders.csv").write_bytes(data)
    lines, marks, bare = looked_over(tmp_path / "orders.csv", ";")
    assert ((lines, bare), marks) == (expected, data.count(b";"))


def test_a_quote_that_opens_again_is_to_be_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "orders.csv").write_bytes(b'a;b\n1;"x" "y"\n')
    for size in range(4, 20):
        monkeypatch.setattr("features.reading.encodings.BLOCK", size)
        assert looked_over(tmp_path / "orders.csv", ";")[:2] == (0, 2)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"PK\x03\x04rest", "is an Excel workbook or an archive, not text, whatever its name says. Save it as CSV"),
        (b"\xd0\xcf\x11\xe0rest", "is an old Excel workbook, not text"),
        (b"PAR1rest", "is a Parquet file, not text"),
        (b"%PDF-1.7", "is a PDF document, not text"),
        ("client".encode("utf-16-le"), "looks like UTF-16 without the mark that says so. Set encoding = 'utf-16-le'"),
    ],
)  # fmt: skip
def test_what_is_no_text_is_refused_by_name(tmp_path: Path, data: bytes, message: str) -> None:
    with pytest.raises(BadDataError, match=f"Table orders: orders.csv {message}"):
        told(tmp_path, data)


def test_an_encoding_that_python_does_not_know_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"encoding is 'klingon'; Python knows no such encoding"):
        told(tmp_path, b"a\n", "klingon")
