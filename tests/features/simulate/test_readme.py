"""Whether the READMEs say that all is invented, and state the numbers that are used."""

import pytest

from features.simulate import causes
from features.simulate.files import TableFormat, names_of
from features.simulate.readme import MARK, company_readme, truth_readme
from features.simulate.readme_numbers import plain_numbers, shares
from features.simulate.truth import Horizon
from features.simulate.window import Window
from features.simulate.winning_back import ACTIONS, WILLS
from features.simulate.words import Language


@pytest.mark.parametrize("language", ["ru", "en"])
def test_both_readmes_say_invented(language: Language) -> None:
    readme = company_readme(Window.of(3), clients=5, seed=1, language=language)
    assert readme.startswith(MARK)
    assert "INVENTED" in readme.splitlines()[1]
    assert "INVENTED" in truth_readme(Horizon(24, 0.15), language=language).splitlines()[0]


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_mechanism_names_every_cause_and_follows_the_constants(
    language: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = truth_readme(Horizon(24, 0.15), language=language)
    for name in (*causes.CAUSES, *ACTIONS, *WILLS):
        assert f"`{name}`" in text
    monkeypatch.setattr(causes, "UNHAPPY_LEAVE", 0.77)
    assert "77 %" not in text
    assert "77 %" in truth_readme(Horizon(24, 0.15), language=language)


def test_decimals_are_written_as_the_language_does() -> None:
    assert "1,25" in truth_readme(Horizon(24, 0.15), language="ru")
    assert "1.25" in truth_readme(Horizon(24, 0.15), language="en")


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_the_readmes_name_every_file_as_it_is_called(language: Language, ending: TableFormat) -> None:
    company = company_readme(Window.of(3), clients=5, seed=1, language=language, ending=ending)
    truth = truth_readme(Horizon(24, 0.15), language=language, ending=ending)
    for name in names_of(ending):
        page = truth if name.startswith("truth/") else company
        assert f"`{name.removeprefix('truth/')}`" in page, name


def test_both_languages_tell_the_same_numbers() -> None:
    russian = truth_readme(Horizon(24, 0.15), language="ru").replace(",", ".")
    english = truth_readme(Horizon(24, 0.15), language="en")
    for name, number in {**shares(Horizon(24, 0.15)), **plain_numbers(Horizon(24, 0.15))}.items():
        for place, text in (("ru", russian), ("en", english)):
            written = f"{100 * number:.4g} %" if name in shares(Horizon(24, 0.15)) else f"{number:.4g}"
            assert written in text or f"{number:.0f}" in text, (place, name, written)
