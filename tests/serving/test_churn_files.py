"""The churn report's files are read back as they were written: CSV, workbook and page."""

import csv
import io
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from features.errors import BusyError, UsageError
from serving.files.churn_files import (
    OF_CSV,
    OF_GROUP,
    OF_PERIOD,
    checked_suffix,
    csv_rows,
    render_churn,
    write_churn,
)
from tests.training.churn_company import report, whole
from training.churn_report.words import FIGURES


def sheets(language: str = "en") -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(render_churn(whole(language), ".xlsx")))


def test_a_csv_is_read_back_number_by_number() -> None:
    text = render_churn(whole("en"), ".csv").decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    wanted = list(csv_rows(whole("en")))
    assert list(rows[0]) == list(OF_CSV)
    assert [row["by"] for row in rows] == ["all", *["month"] * 13, "abc", "branch", "branch"]
    for row, given in zip(rows, wanted, strict=True):
        for name in ("clients_at_start", "lost", "churn_rate", "churn_rate_low", "excess", "lost_to_new"):
            told = given.get(name)
            assert row[name] == ("" if told is None else repr(told)), (row["by"], name)
    assert (rows[0]["start"], rows[0]["last_day"], rows[0]["lost"]) == ("2023-03-01", "2024-02-29", "6")
    assert (rows[-1]["by"], rows[-1]["judgement"]) == ("branch", "alike")


def test_a_russian_csv_opens_in_a_russian_spreadsheet() -> None:
    content = render_churn(whole("ru"), ".csv")
    assert content.startswith(b"\xef\xbb\xbf")
    first = content.decode("utf-8-sig").splitlines()[1].split(";")
    assert dict(zip(OF_CSV, first, strict=True))["churn_rate"] == "0,2"
    assert dict(zip(OF_CSV, first, strict=True))["start"] == "01.03.2023"


def test_a_workbook_has_a_sheet_for_each_breakdown_with_typed_cells() -> None:
    book = sheets()
    assert book.sheetnames == ["In short", "By month", "By ABC class", "By branch"]
    months = book["By month"]
    assert [cell.value for cell in months[1]] == [FIGURES[name].en for name in OF_PERIOD]
    june = dict(zip(OF_PERIOD, [cell.value for cell in months[6]], strict=True))
    assert (june["start"], june["last_day"]) == (datetime(2023, 6, 1), datetime(2023, 6, 30))
    assert (june["clients_at_start"], june["lost"], june["more_lost_than_new"]) == (29, 3, "yes")
    assert june["churn_rate"] == pytest.approx(3 / 29)
    place = OF_PERIOD.index("churn_rate")
    assert months[6][place].number_format == "0.0%"
    assert (months.freeze_panes, months.auto_filter.ref) == ("A2", f"A1:{months[1][-1].column_letter}14")


def test_a_sheet_of_groups_names_its_kind_and_its_verdicts_in_words() -> None:
    page = sheets("ru")["По филиалам"]
    rows = list(page.iter_rows(values_only=True))
    assert rows[0][0] == "Филиал"
    assert len(rows[0]) == len(OF_GROUP)
    assert {row[0]: (row[1], row[2], row[-1]) for row in rows[1:]} == {
        "North": (15, 3, "отличие не доказано"),
        "South": (15, 3, "отличие не доказано"),
    }


def test_the_first_sheet_says_the_verdict_and_how_it_was_reached() -> None:
    facts = {row[0]: row[1] for row in sheets()["In short"].iter_rows(values_only=True)}
    assert facts["Client churn"] == whole("en").headline
    assert facts["As of"] == datetime(2024, 3, 2)
    assert facts["Churn"].replace("\u00a0", " ") == "20% (9.5–37)"
    assert facts["Clients lost"] == "6: of 30 at the start"
    assert facts["How it is counted"].startswith("Churn = lost in the period / clients at its start.")


def test_why_a_period_has_no_rate_is_told_in_words() -> None:
    found = whole("en")
    first = replace(found.rate.periods[0], gap="no_past")
    odd = replace(found, rate=replace(found.rate, periods=(first, *found.rate.periods[1:])))
    book = openpyxl.load_workbook(io.BytesIO(render_churn(odd, ".xlsx")))
    row = dict(zip(OF_PERIOD, [cell.value for cell in book["By month"][2]], strict=True))
    assert (row["churn_rate"], row["gap"]) == (None, "the history is too young")


def test_a_group_that_looks_like_a_formula_is_text_in_every_file() -> None:
    found = whole("en")
    branch = found.rate.breakdowns["branch"]
    group = replace(branch.groups[0], name='=HYPERLINK("x")')
    odd = replace(found, rate=replace(found.rate, breakdowns={"branch": replace(branch, groups=(group,))}))
    book = openpyxl.load_workbook(io.BytesIO(render_churn(odd, ".xlsx")))
    cell = book["By branch"]["A2"]
    assert (cell.value, cell.data_type) == ('=HYPERLINK("x")', "s")
    rows = list(csv.reader(io.StringIO(render_churn(odd, ".csv").decode("utf-8-sig"))))
    assert rows[-1][1] == '\'=HYPERLINK("x")'


def test_the_same_report_gives_the_same_bytes() -> None:
    for suffix in (".csv", ".xlsx", ".html"):
        assert render_churn(whole("ru"), suffix) == render_churn(whole("ru"), suffix)


def test_a_report_without_figures_is_written_too() -> None:
    weeks = report(as_of=date(2023, 1, 25))
    assert render_churn(weeks, ".csv").decode("utf-8-sig").strip() == ",".join(OF_CSV)
    book = openpyxl.load_workbook(io.BytesIO(render_churn(weeks, ".xlsx")))
    assert book.sheetnames == ["In short"]


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".html"])
def test_a_file_is_its_owners_alone_and_replaces_the_older(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"churn{suffix}"
    path.write_text("older", encoding="utf-8")
    write_churn(whole("en"), path)
    assert path.read_bytes() == render_churn(whole("en"), suffix)
    assert path.stat().st_mode & 0o077 == 0
    assert list(tmp_path.iterdir()) == [path]


def test_another_ending_is_refused() -> None:
    with pytest.raises(
        UsageError, match=r"churn.pdf ends with '.pdf'; .* written as .csv, .xlsx or .html. Give"
    ):
        checked_suffix(Path("churn.pdf"))


def test_a_full_disk_leaves_the_older_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    path = tmp_path / "churn.csv"
    path.write_text("older", encoding="utf-8")
    monkeypatch.setattr("features.whole_files.os.fsync", full)
    with pytest.raises(
        BusyError, match=r"churn.csv could not be written \(No space left on device\); it needs room"
    ):
        write_churn(whole("en"), path)
    assert path.read_text(encoding="utf-8") == "older"
    assert list(tmp_path.iterdir()) == [path]
