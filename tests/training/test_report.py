"""The report as a page: what stands first, what never stands there, and that both languages are whole."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pandas as pd
import pytest

from features.errors import UsageError
from features.settings import Churn
from tests.training import judged_company as company
from training.report.facts import DataFacts, ReportFacts
from training.report.page import leaving_in_words, reach_of, render_report

VOID = {"meta", "br", "hr", "img", "link", "input"}


class Reader(HTMLParser):
    """Reads the page as a person would: the text of its body, and whether every element is closed."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.texts: list[str] = []
        self.ids: list[str] = []
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.ids += [value or "" for name, value in attrs if name == "id"]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.open.pop() != tag:
            self.faults.append(tag)

    def handle_data(self, data: str) -> None:
        if "body" in self.open and data.strip():
            self.texts.append(data.strip())


def read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    return reader


@pytest.fixture(scope="module", params=["ru", "en"])
def whole(request: pytest.FixtureRequest) -> tuple[ReportFacts, str]:
    facts = company.facts(request.param)
    return facts, render_report(facts)


def test_the_first_line_is_the_verdict(whole: tuple[ReportFacts, str]) -> None:
    facts, page = whole
    assert read(page).texts[0] == facts.headline


def test_the_page_is_complete_in_itself(whole: tuple[ReportFacts, str]) -> None:
    _, page = whole
    assert "<script" not in page.lower()
    assert not re.search(r"<(link|img|iframe|object|embed)\b|@import|url\((?!#)", page)
    assert set(re.findall(r'([\w:]+)="https?:', page)) <= {"xmlns", "xmlns:xlink"}
    assert len(re.findall("https?:", page)) == len(re.findall('xmlns(?::xlink)?="https?:', page))


def test_every_element_is_closed_and_no_id_stands_twice(whole: tuple[ReportFacts, str]) -> None:
    found = read(whole[1])
    assert found.open == found.faults == []
    assert len(found.ids) == len(set(found.ids))


def test_every_reference_inside_a_chart_leads_to_an_id(whole: tuple[ReportFacts, str]) -> None:
    _, page = whole
    named = set(re.findall(r"url\(#([^)]+)\)", page))
    assert named
    assert named <= set(read(page).ids)


def test_what_is_missing_is_never_shown_as_nan_or_none(whole: tuple[ReportFacts, str]) -> None:
    text = " ".join(read(whole[1]).texts)
    assert not re.search(r"\b(nan|None|inf|NaT)\b", text)


def test_every_section_and_chart_is_there(whole: tuple[ReportFacts, str]) -> None:
    facts, page = whole
    sections = "meaning compared origins calibration value drivers judged data leaving glossary fingerprint"
    assert re.findall(r'<section id="(\w+)"', page) == sections.split()
    assert page.count("<svg") == len(facts.charts)


def test_the_english_page_holds_no_russian_letter() -> None:
    assert not re.search("[а-яё]", render_report(company.facts("en")), re.IGNORECASE)


def test_the_russian_page_writes_numbers_the_russian_way() -> None:
    text = " ".join(read(render_report(company.facts("ru", charts=False))).texts)
    assert "81\u00a0240" in text
    assert "5\u00a0210\u00a0₽" in text
    assert "1\u00a0декабря\u00a02025" in text
    assert not re.search(r"\d\.\d{3}\b", text.replace("4.6.0", ""))


def test_a_company_name_cannot_become_markup() -> None:
    name = "<b onclick=x>Рога & Копыта</b>"
    page = render_report(replace(company.facts("ru", charts=False), company=name, notes=(name,)))
    assert "<b onclick" not in page
    assert page.count("&lt;b onclick=x&gt;Рога &amp; Копыта&lt;/b&gt;") == 3


@pytest.mark.parametrize(
    "svg",
    [
        "<svg><script>x</script></svg>",
        '<svg onload="x"></svg>',
        "<p>no drawing</p>",
        "<svg><foreignObject/></svg>",
    ],
)
def test_a_chart_that_is_no_plain_drawing_is_refused(svg: str) -> None:
    with pytest.raises(UsageError, match=r"charts\['roc'\] is not a plain SVG drawing"):
        render_report(replace(company.facts("en", charts=False), charts={"roc": svg}))


def test_a_chart_may_speak_of_code_in_its_text() -> None:
    svg = '<svg id="a"><text>on top = best</text></svg>'
    page = render_report(replace(company.facts("en", charts=False), charts={"roc": svg}))
    assert '<svg id="roc-a"><text>on top = best</text></svg>' in page


def test_charts_of_both_groups_stand_under_their_names() -> None:
    charts = {"gains.at_risk": "<svg></svg>", "gains.recoverable": "<svg></svg>"}
    page = render_report(replace(company.facts("en", charts=False), charts=charts))
    assert re.findall("<figcaption>(.+?)</figcaption>", page) == ["At risk", "Recoverable"]


def test_a_run_that_judged_nothing_still_has_a_page() -> None:
    bare = ReportFacts(
        company="Acme",
        language="en",
        as_of=company.DAYS[0],
        version="rule-1",
        headline="The gate is not passed.",
        outcome="rule",
        churn=Churn(min_days=90, max_days=90),
        data=DataFacts(),
        judged=pd.DataFrame(columns=["test_day", "group", "contestant", "log_loss"]),
        summary=pd.DataFrame(columns=["group", "contestant", "figure", "mean", "spread"]),
        champions={"at_risk": "silence_rule"},
    )
    found = read(render_report(bare))
    assert found.texts[0] == "The gate is not passed."
    assert found.open == found.faults == []
    assert not re.search(r"\b(nan|None)\b", " ".join(found.texts))


def test_the_gain_at_ten_percent_is_told_against_the_rule() -> None:
    rows = [
        ("at_risk", "lightgbm", "recall_10", 0.31, 0.0),
        ("at_risk", "silence_rule", "recall_10", 0.24, 0.0),
    ]
    summary = pd.DataFrame(rows, columns=["group", "contestant", "figure", "mean", "spread"])
    reach = reach_of(replace(company.facts("en", charts=False), summary=summary), "at_risk")
    assert reach is not None
    assert [bar[1] for bar in reach.bars] == ["31", "24", "10"]
    assert reach.said.startswith("7 more than by the best")


def test_a_model_that_reaches_no_more_than_the_rule_is_not_praised() -> None:
    rows = [
        ("at_risk", "lightgbm", "recall_10", 0.24, 0.0),
        ("at_risk", "silence_rule", "recall_10", 0.24, 0.0),
    ]
    summary = pd.DataFrame(rows, columns=["group", "contestant", "figure", "mean", "spread"])
    reach = reach_of(replace(company.facts("en", charts=False), summary=summary), "at_risk")
    assert reach is not None
    assert reach.said.startswith("No more than by the best")


def test_leaving_is_told_as_the_settings_have_it() -> None:
    facts = company.facts("en", charts=False)
    own = leaving_in_words(replace(facts, churn=Churn(cycles=2.5, min_days=14, max_days=200)))
    assert "within 2.5 of the client's own usual gaps" in own[0]
    assert "at least 14 and at most 200 days" in own[0]
    assert (
        "no sooner than after 3 own gaps of silence, and no later than after a year and a season (425 days)"
        in own[1]
    )
    fixed = leaving_in_words(replace(facts, churn=Churn(min_days=90, max_days=90)))
    assert fixed[0] == "A client counts as having left if no order came within 90 days."


def test_a_language_without_words_is_refused() -> None:
    with pytest.raises(UsageError, match="language is 'de'"):
        render_report(replace(company.facts("en", charts=False), language="de"))
