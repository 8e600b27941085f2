"""A CRM's export is read as people and their programs write it; every row is accounted for."""

import csv
import io
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from features.errors import BadDataError, UsageError
from serving.crm.marker import Marker
from serving.crm.returned import Returned, read_returned
from serving.ledger import NewOutcome, ReturnedRow

MOSCOW = ZoneInfo("Europe/Moscow")
NOW = datetime(2026, 3, 20, tzinfo=UTC)
ENGLISH = "client_id,action,executor,attempted_at,outcome,outcome_at,cost,incentive\n"


def read(folder: Path, content: str | bytes, name: str = "crm.csv") -> Returned:
    file = folder / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_returned(file, actions=("call", "visit"), zone=MOSCOW, now=NOW)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=MOSCOW)


def test_our_own_columns_are_read_in_any_order_and_others_left_aside(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "phone,outcome,attempted_at,client_id,action\n+7,ordered,2026-03-02T10:00:00Z,00123,call\n"
        "+7,,2026-03-03,7,visit\n",
    )
    assert found.errors == ()
    assert found.unused == ("phone",)
    made = datetime(2026, 3, 2, 10, tzinfo=UTC)
    assert found.rows == (
        (2, ReturnedRow("00123", "call", made, outcome=NewOutcome("ordered", made))),
        (3, ReturnedRow("7", "visit", at("2026-03-03"))),
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_a_russian_export_is_read(tmp_path: Path, encoding: str, delimiter: str) -> None:
    rows = [
        ["Код клиента", "Действие", "Ответственный", "Дата звонка", "Результат", "Затраты", "Скидка"],
        ["К-1", "call", "Ким В.", "02.03.2026 10:15", "Не дозвонились", "1 500", '"12,5"'],
        ["К-2", "visit", "", "3.3.2026", "Заказ", "", ""],
    ]
    content = "\r\n".join(delimiter.join(row) for row in rows).encode(encoding)
    found = read(tmp_path, content)
    assert found.errors == ()
    first, second = (row for _, row in found.rows)
    assert first == ReturnedRow(
        *("К-1", "call", at("2026-03-02T10:15")),
        executor="Ким В.",
        outcome=NewOutcome("no_answer", at("2026-03-02T10:15"), 1500.0, 12.5),
    )
    assert second.outcome == NewOutcome("ordered", at("2026-03-03"))


def test_a_workbook_of_ours_that_was_saved_as_csv_names_the_management_by_its_code(tmp_path: Path) -> None:
    rows = ["Код клиента;Статус;Действие;Канал;Исполнитель;Причина 1;attempted_at;outcome"]
    rows += ["К-1;потерян;call;звонок руководства;руководство;Цена;05.03.2026;Обещал"]
    found = read(tmp_path, "\n".join(rows).encode("cp1251"))
    assert found.errors == ()
    assert [(row.client_id, row.executor) for _, row in found.rows] == [("К-1", "management")]


@pytest.mark.parametrize(
    ("row", "column", "code"),
    [
        (",call,,2026-03-01,,,,", "client_id", "missing"),
        ("1,,,2026-03-01,,,,", "action", "missing"),
        ("1,dance,,2026-03-01,,,,", "action", "unknown_action"),
        ("1,call,,,,,,", "attempted_at", "missing"),
        ("1,call,,yesterday,,,,", "attempted_at", "time"),
        ("1,call,,31.02.2026,,,,", "attempted_at", "time"),
        ("1,call,,2026-03-22,,,,", "attempted_at", "future"),
        ("1,call,,0026-03-22,,,,", "attempted_at", "future"),
        ("1,call,,2026-03-01,perhaps,,,", "outcome", "unknown_word"),
        ("1,call,,2026-03-01,ordered,soon,,", "outcome_at", "time"),
        ("1,call,,2026-03-01,ordered,,-5,", "cost", "money"),
        ("1,call,,2026-03-01,ordered,,,NaN", "incentive", "money"),
        ("1,call,\x07,2026-03-01,,,,", "", ""),
        (f"{'1' * 201},call,,2026-03-01,,,,", "client_id", "text"),
        ("1,call", "", "cells"),
    ],
)
def test_a_row_that_can_not_be_read_is_told_by_line_and_column_without_its_values(
    tmp_path: Path, row: str, column: str, code: str
) -> None:
    found = read(tmp_path, f"{ENGLISH}{row}\n\n5,call,,2026-03-01,,,,\n")
    if not code:  # a control character at the edge of a cell is trimmed or told
        assert found.rows_in == 2
        return
    assert [(error.line, error.column, error.code) for error in found.errors] == [(2, column, code)]
    assert [line for line, _ in found.rows] == [4]
    assert found.rows_in == 2
    assert "perhaps" not in found.errors[0].words("en")


def test_a_day_that_a_spreadsheet_has_made_a_number_is_told_as_such(tmp_path: Path) -> None:
    found = read(tmp_path, f"{ENGLISH}1,call,,46082,,,,\n2,call,,46082.5,,,,\n3,call,,yesterday,,,,\n")
    told = ["format the column as a date" in error.words("en") for error in found.errors]
    assert told == [True, True, False]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "has no column client_id, action, attempted_at; it has no header"),
        ("a;b\n1;2\n", "has no column client_id, action, attempted_at; it has a, b"),
        (ENGLISH + '1,"call', "quotes are not as CSV has them"),
        (b"\x00\x01\x98", "neither UTF-8 nor cp1251"),
    ],
)
def test_what_is_no_export_is_refused_as_a_whole(tmp_path: Path, content: str | bytes, words: str) -> None:
    with pytest.raises(BadDataError, match=words):
        read(tmp_path, content)


def test_a_workbook_and_a_missing_file_are_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is a workbook; attempts come back as CSV"):
        read(tmp_path, "x", "crm.xlsx")
    with pytest.raises(UsageError, match="There is no file"):
        read_returned(tmp_path / "none.csv", actions=(), zone=MOSCOW, now=NOW)


def test_an_id_that_our_own_list_has_quoted_for_spreadsheets_is_the_id_again(tmp_path: Path) -> None:
    assert read(tmp_path, ENGLISH + "'-5,call,,2026-03-01,,,,\n").rows[0][1].client_id == "-5"


@given(st.text(max_size=200))
def test_any_text_is_rows_faults_or_a_refusal(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    file = tmp_path_factory.getbasetemp() / "any.csv"
    file.write_text(ENGLISH + text, "utf-8", newline="")
    try:
        found = read_returned(file, actions=("call",), zone=MOSCOW, now=NOW)
    except BadDataError:
        return
    assert found.rows_in == len(found.rows) + len(found.errors)


#: Exports of tasks as each CRM heads them, in Russian and English; the outcome is a field of the company's own.
EXPORTS = {
    "bitrix24 ru": (
        ";",
        ["ID", "Название", "Ответственный", "Крайний срок", "Дата закрытия", "Исход winback"],
        ["17", "{title}", "Анна Орлова", "05.03.2026 18:00:00", "04.03.2026 11:30:00", "Обещал"],
    ),
    "bitrix24 en": (
        ";",
        ["ID", "Name", "Title", "Responsible person", "Deadline", "Closed on", "Winback outcome"],
        ["17", "", "{title}", "Anna Orlova", "2026-03-05 18:00", "2026-03-04 11:30", "promised"],
    ),
    "amocrm ru": (
        ",",
        ["ID", "Дата создания", "Ответственный", "Текст задачи", "Дата завершения", "Результат"],
        [
            "9",
            "01.03.2026 09:00:00",
            "Анна Орлова",
            "{title}\nПочему: пауза",
            "04.03.2026 11:30:00",
            "Подумает",
        ],
    ),
    "amocrm en": (
        ",",
        ["ID", "Created on", "Responsible", "Text", "Task name", "Completion date", "Result"],
        ["9", "2026-03-01", "Anna Orlova", "", "{title}", "2026-03-04 11:30:00", "promise"],
    ),
    "hubspot en": (
        ",",
        [
            "Record ID",
            "Task Title",
            "Task Status",
            "Due date",
            "Completed at",
            "Assigned to",
            "Winback outcome",
        ],
        ["551", "{title}", "COMPLETED", "2026-03-05 18:00", "2026-03-04 11:30", "Anna Orlova", "promised"],
    ),
    "hubspot ru": (
        ",",
        [
            "ID записи",
            "Название задачи",
            "Статус задачи",
            "Дата выполнения",
            "Ответственный",
            "Исход winback",
        ],
        ["551", "{title}", "COMPLETED", "2026-03-04 11:30", "Анна Орлова", "обещала"],
    ),
}


@pytest.mark.parametrize("name", EXPORTS)
def test_each_crms_own_export_of_tasks_is_taken_back_by_the_sign_in_the_title(
    tmp_path: Path, name: str
) -> None:
    delimiter, header, cells = EXPORTS[name]
    title = f"Вернуть клиента: звонок {Marker('К 7/1', 2, 'call')}"
    done = [cell.format(title=title) for cell in cells]
    written = next(at for at, cell in enumerate(cells) if "{title}" in cell)
    closed = next(at for at, cell in enumerate(cells) if "11:30" in cell)
    open_, others = list(done), list(done)
    open_[closed] = ""
    others[written] = "Позвонить в банк"
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows([header, done, open_, others])
    found = read(tmp_path, text.getvalue().encode("utf-8-sig"))
    assert found.errors == ()
    moment = at("2026-03-04T11:30")
    ((_, row),) = found.rows
    assert (row.client_id, row.action, row.attempted_at) == ("К 7/1", "call", moment)
    assert row.outcome == NewOutcome("promised", moment)
    assert row.executor in ("Анна Орлова", "Anna Orlova")
    assert (found.rows_in, found.not_made, found.not_ours) == (3, 1, 1)


def test_a_task_of_ours_with_an_action_that_is_gone_is_refused_and_not_left_aside(tmp_path: Path) -> None:
    title = Marker("7", 1, "dance")
    found = read(tmp_path, f"Название;Дата закрытия\n{title};2026-03-04\n")
    assert [(error.column, error.code) for error in found.errors] == [("action", "unknown_action")]
