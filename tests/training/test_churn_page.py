"""The page of the churn report: verdict first, complete in itself, and true to the figures."""

import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest

from features.churn_rate import Breakdown, Group, Rate
from features.errors import UsageError
from tests.training.churn_company import report, whole
from training.churn_report.page import churn_page
from training.churn_report.plots import groups_chart
from training.churn_report.report import ChurnReport


class Texts(HTMLParser):
    """The texts of a page, by the tags they stand in."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self.open: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("meta", "path", "link"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.open:
            while self.open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if data.strip() and self.open:
            self.found.append((self.open[-1], " ".join(data.replace("\u2060", "").split())))

    def of(self, tag: str) -> list[str]:
        """Every text of one tag."""
        return [text for found, text in self.found if found == tag]


def rows_of(page: str, section: str) -> list[list[str]]:
    """The rows of a section's first table."""
    part = page.split(f'<section id="{section}">')[1].split("</table>")[0]
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", part, re.DOTALL)
    return [
        [re.sub(r"<[^>]+>", "", cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)]
        for row in rows
    ]


@pytest.fixture(scope="module", params=["en", "ru"])
def told(request: pytest.FixtureRequest) -> tuple[ChurnReport, str]:
    found = whole(request.param)
    return found, churn_page(found)


def test_the_first_line_is_the_verdict(told: tuple[ChurnReport, str]) -> None:
    found, page = told
    assert Texts(page).of("h1") == [" ".join(found.headline.split())]
    assert page.index("<h1>") < page.index("<table>")


def test_the_page_needs_nothing_from_outside_and_runs_no_script(told: tuple[ChurnReport, str]) -> None:
    found, page = told
    assert f'<html lang="{found.language}">' in page
    assert not re.search(r"<script|<link|<img|@import|\bon\w+=|javascript:", page)
    assert set(re.findall(r"https?://[^\s\"')]+", page)) <= {
        "http://www.w3.org/2000/svg",
        "http://www.w3.org/1999/xlink",
    }
    assert page.count("<svg") == 6  # band, silent, rate, flow, two kinds of groups


def test_the_periods_are_those_of_the_report_latest_first(told: tuple[ChurnReport, str]) -> None:
    found, page = told
    head, *rows = rows_of(page, "periods")
    assert len(rows) == len(found.rate.periods) == 13
    june = rows[-5]
    assert june[0].replace("\u00a0", " ") == {"en": "June 2023", "ru": "Июнь 2023"}[found.language]
    assert june[1:3] == ["29", "3"]
    assert june[5].startswith("▲ ")
    assert len(head) == len(june)


def test_the_money_and_the_clients_stand_in_large_letters() -> None:
    page = churn_page(whole("en"))
    cards = dict(re.findall(r'<h3>([^<]+)</h3><p class="value">([^<]+)</p>', page))
    assert cards["Clients lost"] == "6"
    assert cards["A client stays"] == "5.0 years"
    assert cards["Ordered nothing"] == "3.1%"
    assert cards["An attempt at winning back costs"] == "9\u00a0€"
    assert cards["A new client costs"] == "27\u00a0€"
    assert 'class="stat warns"><h3>New clients' in page


def test_a_name_is_text_and_never_markup() -> None:
    hostile = replace(whole("en"), company="<script>alert(1)</script>")
    assert hostile.rate.longest is not None
    group = Group("</svg><script>x</script>", 30, 6, Rate(0.2, 0.1, 0.3), 0.0, 1.0, 60.0, "worse")
    rate = replace(hostile.rate, breakdowns={"branch": Breakdown("branch", (group,), True, 0, 0)})
    page = churn_page(replace(hostile, rate=rate))
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert '<tr class="worse">' in page


def test_a_report_without_figures_is_a_page_that_says_so() -> None:
    weeks = report(as_of=date(2023, 1, 25))
    page = churn_page(weeks)
    assert Texts(page).of("h1")[0].startswith("The churn is not known yet")
    assert "<svg" not in page
    assert '<section id="how">' in page


def test_a_report_of_part_of_a_year_has_no_band_and_no_lifetime() -> None:
    page = churn_page(report(as_of=date(2024, 1, 31), by=["branch"]))
    assert "Yearly churn and what is acceptable" not in page
    assert "A client stays" not in page
    assert "Lost LTV" not in page
    assert "Lost profit" in page


def test_every_length_of_period_is_drawn_and_told() -> None:
    quarters = churn_page(report(every="quarter", by=[]))
    assert "Q3\u00a02023" in quarters
    assert "Lost and back within" in quarters


def test_groups_beyond_the_page_are_counted() -> None:
    found = whole("en")
    groups = tuple(
        Group(f"g{number}", 30, 6, Rate(0.2, 0.1, 0.3), 0.0, 0.1, 6.0, "alike") for number in range(40)
    )
    broken = Breakdown("product", groups, False, 7, 0)
    page = churn_page(replace(found, rate=replace(found.rate, breakdowns={"product": broken})))
    assert "25 more: XLSX and CSV hold them all." in page
    assert "Of fewer than 10 clients, and so not shown: 7." in page
    assert "A client counts in every group of which it bought" in page


def test_groups_of_too_few_clients_have_no_chart() -> None:
    few = Breakdown("manager", (Group("one", 3, 3, None, 2.4, 1.0, 5.0, "too_few"),), True, 0, 0)
    assert groups_chart(few, Rate(0.2, 0.1, 0.3), "en") is None
    found = whole("en")
    page = churn_page(replace(found, rate=replace(found.rate, breakdowns={"manager": few})))
    assert "too few to judge" in page


def test_a_language_that_we_do_not_speak_is_refused() -> None:
    with pytest.raises(UsageError, match="language is 'fr'; there are words in 'ru' and 'en'"):
        churn_page(replace(whole("en"), language="fr"))
