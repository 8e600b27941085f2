"""Whether the READMEs say that all is invented, and state the numbers that are used."""

import pytest

from features.simulate import lives
from features.simulate.market import Window
from features.simulate.readme import MARK, company_readme, truth_readme
from features.simulate.truth import Horizon
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
    for cause in lives.CAUSES:
        assert f"`{cause}`" in text
    monkeypatch.setattr(lives, "UNHAPPY_LEAVE", 0.77)
    assert "77 %" not in text
    assert "77 %" in truth_readme(Horizon(24, 0.15), language=language)


def test_decimals_are_written_as_the_language_does() -> None:
    assert "1,25" in truth_readme(Horizon(24, 0.15), language="ru")
    assert "1.25" in truth_readme(Horizon(24, 0.15), language="en")
