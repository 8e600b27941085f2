"""Records of a text file: what a program wrote is found again, whatever stands beside it."""

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from features.reading.csv_records import MOST_LINES, fields_of, for_engine, records_of

HEAD = "id,note\n"
texts = st.text('a";, \n', max_size=8)


def lines_of(text: str) -> list[str]:
    return [f"{line}\n" for line in text.split("\n")[:-1]]


@given(rows=st.lists(st.tuples(texts, texts), max_size=6))
def test_rows_that_are_quoted_throughout_come_back_with_the_lines_they_begin_on(
    rows: list[tuple[str, str]],
) -> None:
    written = io.StringIO()
    csv.writer(written, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(rows)
    begins, line = [], 2
    for row in rows:
        begins.append(line)
        line += 1 + sum(value.count("\n") for value in row)
    found = list(records_of(iter([HEAD, *lines_of(written.getvalue())]), ",", 2))
    assert [fields_of(text, ",") for _, text, _ in found] == rows
    assert [(line, reason) for line, _, reason in found] == [(begin, "") for begin in begins]


@given(fields=st.lists(texts, min_size=1, max_size=4))
def test_what_is_written_for_the_engine_says_the_same(fields: list[str]) -> None:
    text = ";".join('"' + field.replace('"', '""') + '"' for field in fields)
    assert fields_of(for_engine(text, ";"), ";") == fields_of(text, ";") == tuple(fields)


def test_a_quote_that_does_not_close_within_the_limit_costs_its_own_line_only() -> None:
    following = [f"{number},x\n" for number in range(MOST_LINES)]
    found = list(records_of(iter([HEAD, '1,"open\n', *following, '"\n']), ",", 2))
    assert [reason for _, _, reason in found[:2]] == ["quote", ""]
    assert [line for line, _, _ in found] == list(range(2, MOST_LINES + 4))


def test_a_quote_may_close_on_the_last_line_of_the_limit() -> None:
    following = ["more\n"] * (MOST_LINES - 1)
    [(line, text, reason)] = records_of(iter([HEAD, '1,"open\n', *following, 'end"\n']), ",", 2)
    assert (line, reason, text.count("\n")) == (2, "", MOST_LINES)


def test_a_blank_before_a_quote_is_no_part_of_the_value() -> None:
    assert fields_of('1, "a, b" ,c', ",") == ("1", "a, b", "c")
    assert fields_of('1, "a', ",") is None
