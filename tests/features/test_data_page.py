"""The data report reads the same on a page and on a terminal, in both languages, and shows no client."""

import io
import re

import pytest
from rich.console import Console

from features.data_report.page import Around, as_html, verdict
from features.data_report.report import DataReport, Fault, TableReport
from features.data_report.text import as_rich
from features.data_report.words import WORDS
from features.schema import SOURCE_TABLES
from tests.features.test_data_report import CLIENTS, REPORT

CLEAN = DataReport((CLIENTS,))
OFF = (("contacts", ("contacts_30", "cadence_ratio")), ("orders.discount", ("days_since_discount",)))
AROUND = Around("Ферма", 61, OFF, "data/quarantine")


def on_terminal(report: DataReport, language: str, around: Around | None = None) -> str:
    console = Console(width=200, file=io.StringIO(), record=True)
    console.print(as_rich(report, language, around))
    return console.export_text()


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ("12,345", "cannot be read", "14, 15, 99", "2025-03-04", "rows with a negative amount: 5")),
        ("ru", ("12\u00a0345", "не читается", "отложено", "04.03.2025", "строк с отрицательной суммой: 5")),
    ],
)
def test_counts_faults_lines_and_notes_stand_on_both(language: str, expected: tuple[str, ...]) -> None:
    page, text = as_html(REPORT, language, AROUND), on_terminal(REPORT, language)
    for part in expected:
        assert part in page, part
        assert part in text, part


def test_what_to_do_is_said_for_what_was_set_aside() -> None:
    advice = "Write plain numbers in the source, without signs of currency, or set decimal in"
    assert advice in as_html(REPORT)
    assert advice in on_terminal(REPORT, "en")
    assert as_html(REPORT).count('class="advice"></td>') == 1  # what was mended needs no advice


def test_a_clean_report_says_so() -> None:
    assert "No row had a fault." in on_terminal(CLEAN, "en")
    assert "All 3 rows were taken as they are." in on_terminal(CLEAN, "en")
    assert "Ошибок в строках нет." in as_html(CLEAN, "ru")
    assert "Все строки (3) приняты без изменений." in as_html(CLEAN, "ru")


def test_the_verdict_counts_every_row_once() -> None:
    assert verdict(REPORT, "en") == [
        "12,303 of 12,348 rows can be counted on (99.6%).",
        "Mended: 300.",
        "Set aside: 45.",
    ]


def test_the_page_needs_nothing_else_and_says_what_stands_around() -> None:
    page = as_html(REPORT, "ru", AROUND)
    for part in ("Ферма", "data/quarantine"):
        assert part in page
    assert "data/quarantine" not in as_html(CLEAN, "ru", AROUND)
    assert not any(outside in page for outside in ("http:", "https:", "<script", "<link", "@import", "url("))


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", ("Features that are on: 61 of 64.", "table contacts", "column orders.discount")),
        ("ru", ("Включено признаков: 61 из 64.", "таблица contacts", "столбец orders.discount")),
    ],
)
def test_features_that_are_off_are_named_with_what_would_switch_them_on(
    language: str, told: tuple[str, ...]
) -> None:
    page, text = as_html(REPORT, language, AROUND), on_terminal(REPORT, language, AROUND)
    for part in (*told, "contacts_30, cadence_ratio", "days_since_discount"):
        assert part in page, part
        assert part in text, part
    assert "cadence_ratio" not in on_terminal(REPORT, language)


def test_a_setting_in_brackets_is_shown_and_not_taken_for_markup() -> None:
    early = Fault("ordered_at", "before founded_on", "quarantined", 1, (2,))
    report = DataReport((TableReport("orders", 100, 99, 0, 1, (early,), 0, None, None),))
    assert "is before [company] founded_on" in on_terminal(report, "en")


def test_a_part_that_is_there_can_be_seen_and_no_other() -> None:
    bars = re.findall(r'<i class="(\w+)" style="width: ([\d.]+)%">', as_html(REPORT))
    assert [name for name, _ in bars] == ["accepted", "repaired", "quarantined", "accepted"]
    assert sum(float(width) for _, width in bars[:3]) == pytest.approx(100, abs=0.05)


def test_foreign_names_cannot_write_the_page_or_the_terminal() -> None:
    fault = Fault("<script>[bold]x[/bold]", "unreadable", "quarantined", 1, (2,))
    report = DataReport((TableReport("orders", 1, 0, 0, 1, (fault,), 0, None, None),))
    page = as_html(report, "en", Around("<b>", 1, (("<i>", ("<b>",)),), "<u>"))
    assert not any(tag in page for tag in ("<script>", "<b>", "<i>", "<u>"))
    assert "&lt;script&gt;" in page
    assert "[bold]x[/bold]" in on_terminal(report, "en")


@pytest.mark.parametrize("name", SOURCE_TABLES)
def test_every_table_has_a_name_for_people(name: str) -> None:
    report = DataReport((TableReport(name, 1, 1, 0, 0, (), 1, None, None),))
    assert f"<code>{name}</code>" in as_html(report, "ru")
    assert not re.search(rf'<th scope="row">{name}<br>', as_html(report, "ru"))


def test_every_word_is_said_in_both_languages() -> None:
    for english, russian in WORDS.values():
        assert english.isascii()
        assert not russian.isascii()
