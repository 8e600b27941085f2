"""The preparation of a talk: it opens with the likeliest reason and can be had in both languages."""

from itertools import permutations

import pandas as pd
import pytest

from features.errors import UsageError
from features.figures import LANGUAGES, Language
from training.reasons.causes import SHOWN
from training.reasons.talk import talk, talks


def test_a_talk_opens_with_the_likeliest_reason_and_speaks_to_the_second() -> None:
    prepared = talk(["price", "service", "offer"], "ru")
    opening, *rest = prepared.script.splitlines()
    assert opening == talk(["price"], "ru").script.splitlines()[0]
    assert any("Признайте сбой" in line for line in rest)
    assert prepared.offer.startswith("Скидка или бонус")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", SHOWN)
def test_a_script_promises_no_offer_as_an_action_may_have_its_own(code: str, language: Language) -> None:
    prepared = talk([code], language)
    assert prepared.offer.casefold() not in prepared.script.casefold()


def test_a_client_without_reasons_is_told_that_we_were_away() -> None:
    assert talk([None, None, None], "ru") == talk([], "ru")
    assert "Давно не общались" in talk([], "ru").script


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("codes", [(a, b, None) for a, b in permutations(SHOWN, 2)])
def test_every_pair_of_reasons_has_a_script_two_or_three_questions_and_an_offer(
    codes: tuple[str | None, ...], language: Language
) -> None:
    prepared = talk(codes, language)
    questions = prepared.questions.splitlines()
    assert len(prepared.script.splitlines()) == 3
    assert len(questions) in (2, 3)
    assert all(question.endswith("?") for question in questions)
    assert prepared.offer


@pytest.mark.parametrize("cause", SHOWN)
def test_each_language_is_written_in_its_own_letters(cause: str) -> None:
    def cyrillic(text: str) -> bool:
        return any("а" <= letter <= "я" for letter in text.lower())

    english, russian = talk([cause], "en"), talk([cause], "ru")
    for part in ("script", "questions", "offer"):
        assert not cyrillic(getattr(english, part))
        assert all(cyrillic(line) for line in getattr(russian, part).splitlines())


def test_many_clients_get_the_talk_of_their_own_reasons() -> None:
    found = pd.DataFrame(
        {"client_id": ["a", "b"], "reason_1": ["price", None], "reason_2": ["offer", None]}, index=[5, 3]
    )
    prepared = talks(found, "en")
    assert prepared.index.tolist() == [5, 3]
    assert prepared.loc[5, "script"] == talk(["price", "offer"], "en").script
    assert prepared.loc[3, "questions"] == talk([], "en").questions
    assert prepared["offer"].tolist() == [talk(["price"], "en").offer, talk([], "en").offer]


def test_no_clients_give_no_talks() -> None:
    found = pd.DataFrame({"client_id": [], "reason_1": []})
    assert talks(found, "ru").empty


def test_a_code_that_is_no_reason_is_refused() -> None:
    with pytest.raises(UsageError, match="'profile' is no reason"):
        talk(["profile"], "ru")


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(UsageError, match="language is 'de'"):
        talk(["price"], "de")  # type: ignore[arg-type]
