"""Lists are read back as they were written, are safe to open, and are there whole or not at all."""

import csv
import datetime as dt
import io
import json
import os
import tracemalloc
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from features.errors import BusyError, UsageError
from serving.files import cells, workbook
from serving.files.exports import ExportNote, render_list, write_list

NOTE = ExportNote(
    title="Клиенты под угрозой ухода",
    language="ru",
    as_of=dt.date(2026, 3, 1),
    model_version="7",
    author="marketer",
    currency="RUB",
    filters={"branch": "Казань", "status": "overdue"},
    budget=50_000.0,
    bound=81_234.5,
    gap=12.25,
    assumptions="Прирост принят по Beta(6, 14), испытаний ещё не было",
)
ENGLISH = ExportNote(title="At risk", language="en", as_of=dt.date(2026, 3, 1), model_version="7")


def rows() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "rank": [1, 2],
            "client_id": ["00123", "00124"],
            "name": ["ООО «Ёлка»", None],
            "churn_probability": [0.625, np.nan],
            "expected_net_value": [1234.5, -0.1],
            "due_on": pd.to_datetime(["2026-03-05", None]),
            "held_out": [False, False],
            "barred_managers": [["Иванова", "Петров"], []],
            "as_of": [dt.date(2026, 3, 1)] * 2,
        }
    )


def read_xlsx(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def test_a_workbook_keeps_the_type_and_value_of_each_cell() -> None:
    page = read_xlsx(render_list(rows(), NOTE, "xlsx")).worksheets[0]
    day = dt.datetime(2026, 3, 1)
    first, second = list(page.iter_rows(min_row=2, values_only=True))
    assert first == (
        1,
        "00123",
        "ООО «Ёлка»",
        0.625,
        1234.5,
        dt.datetime(2026, 3, 5),
        "нет",
        "Иванова, Петров",
        day,
    )
    assert second == (2, "00124", None, None, -0.1, None, "нет", None, day)


CODED = pd.DataFrame(
    {
        "client_id": ["active", "2"],
        "name": ["lost", None],
        "status": ["active", "lost"],
        "risk_band": ["low", "high"],
        "channel": ["management_call", "pigeon"],
        "executor": ["management", "Иванова"],
        "uplift_basis": ["assumed", "measured"],
        "reason_1": ["attention", "price"],
        "reason_3": [None, "offer"],
        "held_out": [False, None],
        "explored": [True, False],
    }
)


@pytest.mark.parametrize(
    ("note", "first", "second"),
    [
        (
            NOTE,
            [
                *("active", "lost", "активный", "низкий", "звонок руководства", "руководство", "допущение"),
                *("Контакты с клиентом", None, "нет", "да"),
            ],
            [
                *("2", None, "потерян", "высокий", "pigeon", "Иванова", "измерено"),
                *("Цена", "Товар и ожидания", None, "нет"),
            ],
        ),
        (
            ENGLISH,
            [
                *("active", "lost", "active", "low", "call by management", "management", "assumed"),
                *("Contacts", None, "no", "yes"),
            ],
            ["2", None, "lost", "high", "pigeon", "Иванова", "measured", "Price", "Offer", None, "no"],
        ),
    ],
)
def test_a_workbook_says_codes_in_words_and_only_in_the_columns_that_hold_codes(
    note: ExportNote, first: list[str | None], second: list[str | None]
) -> None:
    page = read_xlsx(render_list(CODED, note, "xlsx")).worksheets[0]
    assert [list(row) for row in page.iter_rows(min_row=2, values_only=True)] == [first, second]


def test_csv_and_json_keep_the_codes_for_programs() -> None:
    line = render_list(CODED, NOTE, "csv").decode("utf-8-sig").splitlines()[1]
    assert line == "active;lost;active;low;management_call;management;assumed;attention;;нет;да"
    item = json.loads(render_list(CODED, NOTE, "json"))["items"][1]
    assert (item["status"], item["reason_1"], item["explored"]) == ("lost", "price", False)


def test_a_workbook_has_russian_titles_formats_a_frozen_head_and_a_filter() -> None:
    page = read_xlsx(render_list(rows(), NOTE, "xlsx")).worksheets[0]
    assert page.title == "Список"
    assert [cell.value for cell in page[1]][:5] == [
        "№",
        "Код клиента",
        "Клиент",
        "Вероятность ухода",
        "Ожидаемая выгода",
    ]
    formats = [cell.number_format for cell in page[2]]
    assert formats[:6] == ["0", "@", "@", "0.0%", "#,##0.00", "dd.mm.yyyy"]
    assert page.freeze_panes == "A2"
    assert page.auto_filter.ref == "A1:I3"
    assert page.column_dimensions["C"].width > page.column_dimensions["A"].width


def test_an_english_workbook_has_english_titles_and_iso_dates() -> None:
    page = read_xlsx(render_list(rows(), ENGLISH, "xlsx")).worksheets[0]
    assert (page.title, page["B1"].value, page["F2"].number_format) == ("List", "Client ID", "yyyy-mm-dd")


def test_the_about_sheet_records_the_note_and_the_names_of_the_columns() -> None:
    page = read_xlsx(render_list(rows(), NOTE, "xlsx")).worksheets[1]
    lines = list(page.iter_rows(max_col=2, values_only=True))
    legend = lines.index(("Столбцы: заголовок и имя в системе", None))
    facts, columns = dict(lines[:legend]), dict(lines[legend + 1 :])
    assert page.title == "О списке"
    assert facts["Название"] == NOTE.title
    assert facts["По состоянию на"] == dt.datetime(2026, 3, 1)
    assert facts["Отбор"] == "Филиал = Казань; Статус = задерживается"
    assert facts["Предел выгоды"] == 81_234.5
    assert facts["До предела"] == 12.25
    assert facts["Бюджет"] == 50_000
    assert facts["Клиентов"] == 2
    assert facts["Что принято как допущение"] == NOTE.assumptions
    assert (columns["Ожидаемая выгода"], columns["По состоянию на"]) == ("expected_net_value", "as_of")


def test_the_same_list_gives_the_same_bytes() -> None:
    for form in ("xlsx", "csv", "json"):
        assert render_list(rows(), NOTE, form) == render_list(rows(), NOTE, form)


def test_a_russian_csv_is_as_russian_excel_reads_it() -> None:
    content = render_list(rows(), NOTE, "csv")
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.decode("utf-8-sig").split("\r\n") == [
        "rank;client_id;name;churn_probability;expected_net_value;due_on;held_out;barred_managers;as_of",
        "1;00123;ООО «Ёлка»;0,625;1234,5;05.03.2026;нет;Иванова, Петров;01.03.2026",
        "2;00124;;;-0,1;;нет;;01.03.2026",
        "",
    ]


def test_an_english_csv_is_read_back_by_pandas() -> None:
    content = render_list(rows().drop(columns="barred_managers"), ENGLISH, "csv")
    assert content.startswith(b"\xef\xbb\xbf")
    found = pd.read_csv(io.BytesIO(content), encoding="utf-8-sig", dtype={"client_id": "str"})
    assert found["client_id"].tolist() == ["00123", "00124"]
    assert found["expected_net_value"].tolist() == [1234.5, -0.1]
    assert found["due_on"].iloc[0] == "2026-03-05"
    assert found["held_out"].tolist() == ["no", "no"]


def test_json_has_the_names_of_the_contract_iso_dates_and_nulls() -> None:
    document = json.loads(render_list(rows(), NOTE, "json"))
    assert document["items"][1] == {
        "rank": 2,
        "client_id": "00124",
        "name": None,
        "churn_probability": None,
        "expected_net_value": -0.1,
        "due_on": None,
        "held_out": False,
        "barred_managers": [],
        "as_of": "2026-03-01",
    }
    assert document["items"][0]["due_on"] == "2026-03-05"
    assert document["items"][0]["barred_managers"] == ["Иванова", "Петров"]
    assert document["about"]["filters"] == {"branch": "Казань", "status": "overdue"}
    assert (document["about"]["bound"], document["about"]["clients"]) == (81_234.5, 2)


def test_json_stays_valid_where_a_figure_is_infinite() -> None:
    table = pd.DataFrame({"client_id": ["1"], "expected_ltv": [np.inf]})
    note = ExportNote("At risk", "en", dt.date(2026, 3, 1), "7", bound=float("nan"))
    document = json.loads(render_list(table, note, "json"), parse_constant=lambda name: pytest.fail(name))
    assert document["items"] == [{"client_id": "1", "expected_ltv": None}]
    assert document["about"]["bound"] is None


ATTACKS = ["=1+1", "+7 900 000", "-5", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x","y")', "\x00=1+1"]


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_text_that_looks_like_a_formula_stays_text_everywhere(attack: str) -> None:
    table = pd.DataFrame({"client_id": [attack], "name": ["{=1}"], "expected_net_value": [-5.0]})
    clean = attack.replace("\x00", "")
    _, line = csv.reader(io.StringIO(render_list(table, ENGLISH, "csv").decode("utf-8-sig"), newline=""))
    assert line == [f"'{clean}", "{=1}", "-5.0"]
    page = read_xlsx(render_list(table, ENGLISH, "xlsx")).worksheets[0]
    assert (page["A2"].data_type, page["B2"].data_type, page["C2"].value) == ("s", "s", -5)
    assert page["A2"].value.replace("_x000D_", "\r") == clean  # Excel's own way to write it
    assert page["A2"].hyperlink is None
    assert json.loads(render_list(table, ENGLISH, "json"))["items"][0]["client_id"] == clean


def test_an_attack_in_the_note_stays_text() -> None:
    note = ExportNote("=1+1", "en", dt.date(2026, 3, 1), "=2", filters={"name": "\x01=cmd"})
    page = read_xlsx(render_list(rows(), note, "xlsx")).worksheets[1]
    assert {cell.data_type for cell in page["B"] if cell.value in ("=1+1", "=2")} == {"s"}
    assert json.loads(render_list(rows(), note, "json"))["about"]["filters"] == {"name": "=cmd"}


@pytest.mark.parametrize("form", ["xlsx", "csv", "json"])
def test_illegal_characters_are_removed_and_counted(tmp_path: Path, form: str) -> None:
    table = pd.DataFrame({"client_id": ["1"], "name": ["a\x00\x0bb\ud800\uffff\tc\nd"]}, dtype=object)
    written = write_list(table, ENGLISH, tmp_path / f"list.{form}")
    assert (written.clients, written.removed_characters) == (1, 4)
    if form == "xlsx":
        book = openpyxl.load_workbook(written.path)
        assert book.worksheets[0]["B2"].value == "ab\tc\nd"
        assert ("Characters removed as not allowed", 4) in book.worksheets[1].iter_rows(
            max_col=2, values_only=True
        )


def test_a_text_too_long_for_a_cell_is_cut_and_counted(tmp_path: Path) -> None:
    table = pd.DataFrame({"client_id": ["1"], "script": ["я" * 40_000]})
    written = write_list(table, ENGLISH, tmp_path / "list.xlsx")
    assert written.shortened_cells == 1
    text = openpyxl.load_workbook(written.path).worksheets[0]["B2"].value
    assert (len(text), text[-1]) == (32_767, "…")
    assert write_list(table, ENGLISH, tmp_path / "list.csv").shortened_cells == 0


def test_more_clients_than_a_sheet_holds_go_on_on_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 3)
    monkeypatch.setattr(cells, "AT_ONCE", 2)
    table = pd.concat([rows()] * 2 + [rows().iloc[:1]], ignore_index=True).assign(rank=range(1, 6))
    book = read_xlsx(render_list(table, ENGLISH, "xlsx"))
    assert book.sheetnames == ["List", "List 2", "List 3", "About"]
    found = [[row[0] for row in page.iter_rows(min_row=2, values_only=True)] for page in book.worksheets[:3]]
    assert found == [[1, 2], [3, 4], [5]]
    for page, last in zip(book.worksheets[:3], (3, 3, 2), strict=True):
        assert (page["B1"].value, page.freeze_panes, page.auto_filter.ref) == (
            "Client ID",
            "A2",
            f"A1:I{last}",
        )


@pytest.mark.parametrize("form", ["xlsx", "csv", "json"])
def test_memory_does_not_grow_with_the_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    monkeypatch.setattr(cells, "AT_ONCE", 500)

    def needed(height: int) -> int:
        table = pd.concat([rows().iloc[:1]] * height, ignore_index=True)
        tracemalloc.start()
        write_list(table, ENGLISH, tmp_path / f"list.{form}")
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return peak

    needed(10)  # what is imported or cached the first time
    assert needed(6000) < 1.2 * needed(1500)


def test_a_disk_that_is_full_while_rows_wait_is_told_and_no_file_stays_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any, **__: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("xlsxwriter.worksheet.Worksheet._write_single_row", full)
    with pytest.raises(BusyError, match="No space left on device"):
        write_list(rows(), NOTE, tmp_path / "list.xlsx")
    monkeypatch.undo()
    monkeypatch.setattr("zipfile.ZipFile.write", full)
    with pytest.raises(BusyError, match="No space left on device"):
        write_list(rows(), NOTE, tmp_path / "list.xlsx")
    assert list(tmp_path.iterdir()) == []
    assert [link for link in Path("/proc/self/fd").iterdir() if str(tmp_path) in str(link.resolve())] == []


@pytest.mark.parametrize("table", [rows().iloc[:0], pd.DataFrame()], ids=["no rows", "no columns"])
def test_an_empty_list_is_a_list(table: pd.DataFrame) -> None:
    assert len(read_xlsx(render_list(table, NOTE, "xlsx")).worksheets) == 2
    assert render_list(table, NOTE, "csv").decode("utf-8-sig").strip() == ";".join(table.columns)
    assert json.loads(render_list(table, NOTE, "json"))["items"] == []


def test_identifiers_stay_text_and_whole_numbers_whole_whatever_the_frame_made_of_them() -> None:
    table = pd.DataFrame(
        {
            "rank": pd.array([1, None], dtype="Int64"),
            "client_id": [12, 13],
            "days_since_order": [3.0, np.nan],
            "own_cycle_days": np.array([7, 8], dtype="int32"),
            "status": pd.Categorical(["lost", None]),
            "scored_at": pd.to_datetime(["2026-03-01T10:00:00Z", None], utc=True),
        }
    )
    items = json.loads(render_list(table, ENGLISH, "json"))["items"]
    assert items[0] == {
        "rank": 1,
        "client_id": "12",
        "days_since_order": 3,
        "own_cycle_days": 7,
        "status": "lost",
        "scored_at": "2026-03-01T10:00:00+00:00",
    }
    assert items[1] == dict.fromkeys(table.columns) | {"client_id": "13", "own_cycle_days": 8}
    assert isinstance(items[0]["days_since_order"], int)
    assert "01.03.2026 10:00" in render_list(table, NOTE, "csv").decode("utf-8-sig")
    page = read_xlsx(render_list(table, NOTE, "xlsx")).worksheets[0]
    assert page["F2"].value == dt.datetime(2026, 3, 1, 10)


safe_text = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\uffff\ufffe"), max_size=20
)


@settings(max_examples=50, deadline=None)
@given(
    names=st.lists(safe_text, min_size=1, max_size=4),
    money=st.floats(-1e15, 1e15),
    day=st.dates(dt.date(1900, 3, 1), dt.date(9999, 12, 31)),
)
def test_what_is_written_is_read_back_the_same(names: list[str], money: float, day: dt.date) -> None:
    table = pd.DataFrame({"name": names, "expected_ltv": money, "due_on": [day] * len(names)})
    lines = list(
        csv.reader(
            io.StringIO(render_list(table, NOTE, "csv").decode("utf-8-sig"), newline=""), delimiter=";"
        )
    )
    assert [line[0].removeprefix("'") for line in lines[1:]] == [name.removeprefix("'") for name in names]
    assert float(lines[1][1].replace(",", ".")) == money
    assert dt.datetime.strptime(lines[1][2], "%d.%m.%Y").date() == day
    items = json.loads(render_list(table, NOTE, "json"))["items"]
    assert [(item["name"], item["expected_ltv"], item["due_on"]) for item in items] == [
        (name, money, day.isoformat()) for name in names
    ]
    page = read_xlsx(render_list(table, NOTE, "xlsx")).worksheets[0]
    for name, line in zip(names, page.iter_rows(min_row=2, values_only=True), strict=True):
        assert (line[0] or "") == name
        assert line[1] == pytest.approx(money, rel=1e-14)
        assert line[2] == dt.datetime.combine(day, dt.time())


def test_the_suffix_chooses_the_format_whatever_its_case(tmp_path: Path) -> None:
    write_list(rows(), NOTE, tmp_path / "list.XLSX")
    assert (tmp_path / "list.XLSX").read_bytes() == render_list(rows(), NOTE, "xlsx")
    assert write_list(rows(), NOTE, tmp_path / "list.json").path == tmp_path / "list.json"


def test_another_suffix_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(
        UsageError, match=r"list.pdf ends with '.pdf'; lists are written as .xlsx, .csv or .json"
    ):
        write_list(rows(), NOTE, tmp_path / "list.pdf")
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="does not exist; the list is written into it"):
        write_list(rows(), NOTE, tmp_path / "none" / "list.csv")


def test_another_format_is_refused() -> None:
    with pytest.raises(UsageError, match="format is 'pdf'"):
        render_list(rows(), NOTE, "pdf")


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_disk_that_fails_leaves_the_old_list_and_no_remains(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    path = tmp_path / "list.csv"
    path.write_text("old")

    def full(*_: Any, **__: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(*((os, "fsync") if step == "fsync" else (Path, "replace")), full)
    with pytest.raises(BusyError, match=r"could not be written \(No space left on device\)"):
        write_list(rows(), NOTE, path)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_written_list_is_for_its_owner_only(tmp_path: Path) -> None:
    path = write_list(rows(), NOTE, tmp_path / "list.csv").path
    assert path.stat().st_mode & 0o077 == 0


def test_a_held_out_client_never_reaches_a_list() -> None:
    table = rows().assign(held_out=[False, True])
    with pytest.raises(UsageError, match=r"1 held-out client\(s\) are among the rows"):
        render_list(table, NOTE, "csv")


def test_a_column_that_stands_twice_or_has_no_title_is_refused() -> None:
    table = rows()
    with pytest.raises(UsageError, match="column rank stands twice"):
        render_list(pd.concat([table, table[["rank"]]], axis=1), NOTE, "csv")
    with pytest.raises(UsageError, match="column 'ltv' has no title"):
        render_list(table.rename(columns={"rank": "ltv"}), NOTE, "csv")
