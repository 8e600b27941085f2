"""The words of the pages."""

import re
from pathlib import Path
from string import Formatter

import pytest

from serving.web.rendering import FOLDER, safe_next
from serving.web.words import WORDS, count, percent

TEMPLATES = sorted((FOLDER / "templates").glob("*.html"))


@pytest.mark.parametrize("key", WORDS)
def test_both_languages_say_it_and_leave_the_same_places_open(key: str) -> None:
    russian, english = WORDS[key]
    assert russian.strip()
    assert english.strip()
    places = [{name for _, name, _, _ in Formatter().parse(text) if name} for text in (russian, english)]
    assert places[0] == places[1]
    assert not re.search("[А-Яа-я]", english)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_every_word_that_a_template_asks_for_is_known(template: Path) -> None:
    asked = re.findall(r"\bt\('([^']+)'", template.read_text(encoding="utf-8"))
    assert asked
    assert set(asked) <= set(WORDS)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_templates_hold_no_inline_script_style_or_handler_and_no_bare_words(template: Path) -> None:
    text = template.read_text(encoding="utf-8")
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script>|javascript:|\|\s*safe\b|autoescape", text)
    assert not re.search("[А-Яа-я]", text)


def test_numbers_are_written_as_each_language_does() -> None:
    assert count("ru", 1234567).split("\u00a0") == ["1", "234", "567"]
    assert count("en", -0.2) == "0"
    assert percent("en", None) == "—"


@pytest.mark.parametrize(
    "target", ["//evil.example", "/\\evil.example", "https://evil.example", "", "\t/x", "/a\r\nb", "/я"]
)
def test_after_signing_in_one_only_ever_comes_back_to_a_page_of_ours(target: str) -> None:
    assert safe_next(target) == "/"
