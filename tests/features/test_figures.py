"""Numbers in sentences: rounding, grouping and the forms of nouns."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from features.errors import UsageError
from features.figures import (
    LANGUAGES,
    MINUS,
    NO_BREAK,
    NOUNS,
    Figure,
    Language,
    counted,
    named_in,
    number_text,
    say,
)


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "0 дней"),
        (1, "1 день"),
        (2, "2 дня"),
        (4, "4 дня"),
        (5, "5 дней"),
        (11, "11 дней"),
        (12, "12 дней"),
        (14, "14 дней"),
        (21, "21 день"),
        (62, "62 дня"),
        (100, "100 дней"),
        (111, "111 дней"),
        (112, "112 дней"),
        (121, "121 день"),
        (3.44, "3,4 дня"),
        (0.96, "1 день"),
        (20.7, "21 день"),
    ],
)
def test_a_russian_noun_follows_the_number_as_it_is_shown(days: float, words: str) -> None:
    assert counted(days, "day", "ru") == words


@pytest.mark.parametrize(
    ("days", "words"), [(0, "0 days"), (1, "1 day"), (1.04, "1 day"), (1.5, "1.5 days"), (21, "21 days")]
)
def test_an_english_noun_is_singular_at_one_only(days: float, words: str) -> None:
    assert counted(days, "day", "en") == words


def test_thousands_are_grouped_and_decimals_marked_as_the_language_does() -> None:
    assert number_text(1234567, "ru") == f"1{NO_BREAK}234{NO_BREAK}567"
    assert number_text(1234567, "en") == "1,234,567"
    assert number_text(1.26, "ru") == "1,3"
    assert number_text(1.26, "en") == "1.3"
    assert number_text(-25.4, "en") == f"{MINUS}25"


def test_a_number_near_ten_does_not_show_ten_and_a_half_digit() -> None:
    assert number_text(9.94, "en") == "9.9"
    assert number_text(9.96, "en") == "10"


def test_a_tiny_loss_is_no_negative_zero() -> None:
    assert number_text(-0.01, "en") == "0"


def test_shares_are_percents_with_the_languages_space() -> None:
    assert f"{Figure(0.25, 'ru'):percent}" == f"25{NO_BREAK}%"
    assert f"{Figure(0.25, 'en'):percent}" == "25%"


def test_one_is_usual_in_the_singular() -> None:
    assert f"{Figure(1, 'ru'):usual}" == "при обычном 1"
    assert f"{Figure(6, 'ru'):usual}" == "при обычных 6"
    assert f"{Figure(1, 'en'):usual}" == "where 1 is usual"


@pytest.mark.parametrize("spec", ["", "percent", "day"])
def test_what_is_missing_is_said_to_be_not_known(spec: str) -> None:
    assert f"{Figure(math.nan, 'ru'):{spec}}" == "нет данных"
    assert f"{Figure(math.inf, 'en'):{spec}}" == "not known"


def test_a_sentence_takes_text_as_it_is_and_names_what_it_lacks() -> None:
    assert say("{a} and {b} and {c:day}", {"a": "AX", "b": None}, "en") == "AX and not known and not known"


def test_an_unknown_noun_is_refused_by_name() -> None:
    with pytest.raises(UsageError, match="no noun 'elephant'"):
        counted(2, "elephant", "ru")


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(UsageError, match="language is 'de'"):
        say("{a}", {"a": 1}, "de")


def test_names_are_read_from_a_template() -> None:
    assert named_in("{a:day}, {b} и {a}") == ("a", "b", "a")


@given(st.integers(0, 10**6), st.sampled_from(sorted(NOUNS)))
def test_russian_forms_repeat_every_hundred(count: int, noun: str) -> None:
    def form(number: int) -> str:
        return counted(number, noun, "ru").split(" ", 1)[1]

    assert form(count) == form(count + 100)


@given(st.floats(-1e9, 1e9), st.sampled_from(LANGUAGES))
def test_a_number_can_be_read_back_to_within_its_rounding(value: float, language: Language) -> None:
    text = number_text(value, language).replace(MINUS, "-")
    if language == "ru":
        text = text.replace(NO_BREAK, "").replace(",", ".")
    assert float(text.replace(",", "")) == pytest.approx(value, abs=0.5 if abs(value) >= 9.95 else 0.0501)


@pytest.mark.parametrize(
    ("value", "russian", "english"),
    [
        (0.125, f"дороже на 12{NO_BREAK}%", "12% more"),
        (-0.031, f"дешевле на 3,1{NO_BREAK}%", "3.1% less"),
        (-0.0004, "столько же", "as much"),
        (float("nan"), "нет данных", "not known"),
    ],
)
def test_what_something_costs_now_is_told_without_a_sign(value: float, russian: str, english: str) -> None:
    assert say("{x:dearer}", {"x": value}, "ru") == russian
    assert say("{x:dearer}", {"x": value}, "en") == english
