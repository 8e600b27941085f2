"""Names of our codes in both languages."""

import re

import pytest

from features.errors import UsageError
from features.family import Cause
from training.plot_theme import CAUSE_COLOURS, COLOURS
from training.report.plot_titles import TITLES
from training.report.words import FIGURES, WORDS
from training.words import BASELINES, CANDIDATES, NAMES, index_of, name_of


@pytest.mark.parametrize("words", [NAMES, TITLES, WORDS], ids=["names", "titles", "report"])
def test_every_key_has_words_in_both_languages(words: dict[str, tuple[str, str]]) -> None:
    for key, both in words.items():
        assert len(both) == 2, key
        assert all(text.strip() for text in both), key
        assert not re.search("[а-яё]", both[1], re.IGNORECASE), f"{key}: Russian where English is due"


def test_both_languages_take_the_same_parts() -> None:
    for key, (russian, english) in WORDS.items():
        assert set(re.findall(r"{(\w+)}", russian)) == set(re.findall(r"{(\w+)}", english)), key


def test_every_figure_is_explained_in_both_languages() -> None:
    for figure in FIGURES.values():
        assert re.search("[а-я]", figure.ru_meaning)
        assert not re.search("[а-я]", figure.en + figure.en_meaning)
        assert figure.better in (-1, 1)


def test_every_contestant_and_cause_has_a_name_and_a_colour() -> None:
    for code in (*BASELINES, *CANDIDATES):
        assert f"contestant.{code}" in NAMES
        assert code in COLOURS
    for cause in Cause:
        assert f"cause.{cause}" in NAMES
        assert cause in CAUSE_COLOURS


def test_a_code_without_words_is_shown_as_it_stands() -> None:
    assert name_of("status", "asleep", "ru") == "asleep"


def test_a_language_without_words_is_refused() -> None:
    with pytest.raises(UsageError, match="there are words in 'ru' and 'en'"):
        index_of("fr")
