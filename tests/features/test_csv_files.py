"""Text files are read line by line as they are: no line is lost, and none is read twice."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given
from hypothesis import settings as law
from hypothesis import strategies as st

from features.errors import BadDataError, SettingsError
from features.reading.csv_files import open_text
from features.settings import TableSource
from tests.features.reading import HEAD, faults, read_orders

RUSSIAN = "Клиент;Дата;Сумма\nООО «Ёлка»;05.01.2025 10:00;1 234,50\nИП Жук;06.01.2025 00:00;-5\n"
RUSSIAN_TABLE = {
    "columns": {"client_id": "Клиент", "ordered_at": "Дата", "amount": "Сумма"},
    "decimal": ",",
    "date_format": "%d.%m.%Y %H:%M",
}


@pytest.mark.parametrize("encoding", ["cp1251", "utf-8", "utf-8-sig", "utf-16"])
def test_russian_files_are_read_in_any_usual_encoding(tmp_path: Path, encoding: str) -> None:
    rows = read_orders(tmp_path, RUSSIAN.encode(encoding), RUSSIAN_TABLE, fill=0).rows()
    assert [(row["client_id"], row["ordered_at"], row["amount_hundredths"]) for row in rows] == [
        ("ИП Жук", datetime(2025, 1, 6), -500),
        ("ООО «Ёлка»", datetime(2025, 1, 5, 10), 123450),
    ]


def test_the_tables_own_zone_counts_for_times_but_not_for_days(tmp_path: Path) -> None:
    text = HEAD + "1,2025-01-01 03:00,1\n2,2025-01-01,1\n3,2025-01-01T03:00:00,1\n4, 2025-01-01 ,1\n"
    found = read_orders(tmp_path, text, {"timezone": "Asia/Vladivostok"}, fill=0)
    evening, day = datetime(2024, 12, 31, 20), datetime(2025, 1, 1)
    assert [row["ordered_at"] for row in found.rows()] == [evening, day, evening, day]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_counted_in_the_header(tmp_path: Path, delimiter: str) -> None:
    text = (HEAD + "7,2025-01-01,1\n").replace(",", delimiter)
    assert read_orders(tmp_path, text, fill=0).ids() == {"7"}


def test_ragged_lines_are_quarantined_with_their_line(tmp_path: Path) -> None:
    found = read_orders(tmp_path, HEAD + "7,2025-01-01\n\n8,2025-01-01,5,6\n9,2025-01-01,x\n", fill=70)
    assert len(found.rows()) == 70
    assert faults(found.report["orders"]) == [
        ("", "fields", "quarantined", 2, (2, 4)),
        ("amount", "unreadable", "quarantined", 1, (5,)),
    ]


def test_a_quote_that_does_not_close_costs_one_line(tmp_path: Path) -> None:
    found = read_orders(tmp_path, HEAD + '7,"2025-01-01,5\n8,2025-01-01,6\n')
    assert faults(found.report["orders"]) == [("", "quote", "quarantined", 1, (2,))]
    assert found.ids() == {"8"}


def test_a_line_beyond_all_measure_is_quarantined(tmp_path: Path) -> None:
    found = read_orders(tmp_path, HEAD + "7,2025-01-01," + "9" * 3_000_000 + "\n")
    assert faults(found.report["orders"]) == [("", "too long", "quarantined", 1, (2,))]
    assert found.ids() == set()


def test_a_line_break_inside_quotes_belongs_to_the_value(tmp_path: Path) -> None:
    text = "client_id,ordered_at,amount,branch\n" + '7,2025-01-01,5,"a\n\nb, ""c"""\n8,2025-01-01,x,\n'
    text += "".join(f"9,2025-01-01,{n},z\n" for n in range(40))
    found = read_orders(tmp_path, text, fill=0)
    assert found.rows()[0]["branch"] == 'a\n\nb, "c"'
    assert faults(found.report["orders"]) == [("amount", "unreadable", "quarantined", 1, (5,))]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("last", ["", "E", "EE", "E  E\tE"])
def test_every_kind_of_line_end_is_one_and_blank_lines_at_the_end_are_none(
    tmp_path: Path, end: str, last: str
) -> None:
    text = (HEAD + "7,2025-01-01,1\n8,2025-01-01,2").replace("\n", end) + last.replace("E", end)
    found = read_orders(tmp_path, text, fill=0)
    assert (found.ids(), found.report["orders"].rows_in) == ({"7", "8"}, 2)


def test_mixed_line_ends_are_read(tmp_path: Path) -> None:
    assert read_orders(tmp_path, HEAD + "7,2025-01-01,1\r\n8,2025-01-01,2\n", fill=0).ids() == {"7", "8"}


def test_an_empty_value_in_quotes_is_empty(tmp_path: Path) -> None:
    text = 'client_id,ordered_at,amount,branch\n"7","2025-01-01","5",""\n"8","2025-01-01","5"," x "\n'
    assert [row["branch"] for row in read_orders(tmp_path, text, fill=0).rows()] == [None, "x"]


def test_blanks_at_the_ends_are_found_wherever_a_block_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = "".join(f"c{n},2025-03-03,5,x\n" for n in range(40))
    for size in range(16, 40):
        monkeypatch.setattr("features.reading.encodings.BLOCK", size)
        path = tmp_path / f"{size}.csv"
        for value in ("a ", " a", "a\u00a0", "\ufeffa"):
            path.write_text(f"client_id,ordered_at,amount,branch\n{good}7,2025-01-01,1,{value}\n", "utf-8")
            text = open_text(path, TableSource(), tmp_path, table="orders")
            assert (text.lines, text.bare) == (42, False)
        path.write_text(f"client_id,ordered_at,amount,branch\n{good}7,2025-01-01,1,ю б\n\n", "utf-8")
        text = open_text(path, TableSource(), tmp_path, table="orders")
        assert (text.lines, text.bare) == (42, True)


@pytest.mark.parametrize("line", ["7,2025-01-01,5,", "7,2025-01-01,5,,,", '7,2025-01-01,5,""', '7,"a,b",5,'])
def test_a_line_that_ends_in_too_many_delimiters_has_too_many_fields(tmp_path: Path, line: str) -> None:
    found = read_orders(tmp_path, f"{HEAD}{line}\n")
    assert faults(found.report["orders"]) == [("", "fields", "quarantined", 1, (2,))]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_delimiter_at_the_end_of_every_line_but_the_header_is_no_fault(tmp_path: Path, end: str) -> None:
    lines = [f"{n},2025-01-01,{n},{end}" for n in range(40)]
    assert len(read_orders(tmp_path, "".join([HEAD, *lines]), fill=0).rows()) == 40
    with pytest.raises(BadDataError, match="40 of 40 rows cannot be used .* too many or too few fields"):
        read_orders(tmp_path, HEAD + "".join(f"{n},{n},2025-01-01,{n}{end}" for n in range(40)), fill=0)


@pytest.mark.parametrize("other", ["", "too,short\n"])
def test_a_blank_beside_a_quote_is_passed_over_whatever_the_other_lines_are(
    tmp_path: Path, other: str
) -> None:
    head = 'client_id, "ordered_at" ,amount\n'
    text = head + '"1" ,2025-01-01,1\n2, "2025-01-02",2\n3,"2025-01-03", "3" \n"a ""b"", c", 2025-01-04,4\n'
    found = read_orders(tmp_path, text + other)
    days = {row["client_id"]: row["ordered_at"].day for row in found.rows() if row["ordered_at"].month == 1}
    assert days == {"1": 1, "2": 2, "3": 3, 'a "b", c': 4}


@pytest.mark.parametrize("line", ['7, "2025-01-01,5', '7,2025-01-01, "', '"7" "8",2025-01-01,5'])
def test_a_quote_after_a_blank_takes_no_other_line_with_it(tmp_path: Path, line: str) -> None:
    found = read_orders(tmp_path, f"{HEAD}{line}\n8,2025-01-01,6\n")
    assert faults(found.report["orders"]) == [("", "quote", "quarantined", 1, (2,))]
    assert (found.ids(), found.report["orders"].rows_in) == ({"8"}, 62)


def test_utf_16_that_the_settings_name_but_no_mark_tells_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(BadDataError, match=r"lacks the mark by which utf-16 .* Set encoding = 'utf-16-le'"):
        read_orders(tmp_path, HEAD.encode("utf-16-le"), {"encoding": "utf-16"}, fill=0)


@pytest.mark.parametrize(
    "head",
    [HEAD.encode("utf-16"), b"\x01\x02,b,c\n", b"a" * 5_000 + b",b\n", b"client_id;Ivanov;2025-01-05\n"],
)
def test_a_header_that_is_no_text_is_not_shown(tmp_path: Path, head: bytes) -> None:
    with pytest.raises(
        BadDataError, match=r"another encoding, has another delimiter or is damaged"
    ) as caught:
        read_orders(tmp_path, head + b"7,2025-01-01,5\n", {"encoding": "utf-8", "delimiter": ","}, fill=0)
    assert str(caught.value).isprintable()
    assert "Ivanov" not in str(caught.value)
    assert len(str(caught.value)) < 400


def test_the_limit_of_what_may_be_quarantined_is_five_in_a_hundred(tmp_path: Path) -> None:
    assert read_orders(tmp_path, HEAD + ",2025-01-01,1\n" * 5, fill=95).report["orders"].quarantined == 5
    with pytest.raises(BadDataError, match=r"6 of 101 rows cannot be used \(5\.9%; at most 5% may be\)"):
        read_orders(tmp_path, HEAD + ",2025-01-01,1\n" * 6, fill=95)


def test_no_value_of_a_client_stands_in_a_message(tmp_path: Path) -> None:
    for text in (HEAD + "Геннадий,gestern,123456\n", "Геннадий,2025-01-01,123456\n"):
        with pytest.raises(BadDataError) as caught:
            read_orders(tmp_path, text, fill=0)
        assert not any(secret in str(caught.value) for secret in ("Геннадий", "gestern", "123456"))


@pytest.mark.parametrize("table", [{"encoding": "klingon"}, {"date_format": "%Q"}])
def test_an_unknown_encoding_or_format_is_a_fault_of_the_settings(
    tmp_path: Path, table: dict[str, str]
) -> None:
    with pytest.raises(SettingsError, match=r"\[source\.tables\.orders\] (encoding|date_format) is '"):
        read_orders(tmp_path, HEAD + "7,2025-01-01,5\n", table, fill=0)


# ---- a law

CELLS = st.one_of(
    st.sampled_from(
        [
            *(
                "",
                " ",
                "7",
                " 8",
                "00123",
                "2025-01-01",
                "2025-01-01T10:00:00Z",
                "1999",
                "12.5",
                "nan",
                "-inf",
            ),
            *(
                '"',
                '""',
                '"a',
                'b"',
                '"a,b"',
                '"a\nb"',
                "x\ty",
                "1 000",
                "\u00a05",
                "9e99",
                "infinity",
                "\ufeff",
            ),
            *("45292", "01.02.2025", "1,5", "\0", "\ufffd"),
        ]
    ),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=6),
)
ROWS = st.lists(st.lists(CELLS, min_size=1, max_size=5).map(",".join), max_size=12)


@law(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=ROWS, end=st.sampled_from(["\n", "\r\n"]))
@example(rows=['7,"2025-01-01', "5,6", '"', "8,2025-01-01,5"], end="\n")
@example(rows=["\x0b", "\u2028,\x85,\x1c"], end="\n")
@example(rows=["\0", "\0,\0,\0"], end="\r\n")
def test_rows_in_are_accepted_repaired_and_quarantined(
    tmp_path_factory: pytest.TempPathFactory, rows: Sequence[str], end: str
) -> None:
    good = [f"c{n},2025-03-03,{n}" for n in range(400)]
    text = HEAD + end.join([*rows[:6], *good, *rows[6:]]) + end
    found = read_orders(tmp_path_factory.mktemp("law"), text.encode(), fill=0)
    report = found.report["orders"]
    assert report.rows_in == report.accepted + report.repaired + report.quarantined
    assert len(found.rows()) == report.taken
    assert {f"c{n}" for n in range(400)} <= {row["client_id"] for row in found.rows()}
    assert len(found.aside()) == report.quarantined
    assert sum(one.rows for one in report.faults if one.outcome == "quarantined") == report.quarantined
