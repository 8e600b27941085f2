"""Other words for ours can each mean one thing only."""

import pytest

from features.acceptance.spellings import CURRENCIES, SPELLINGS, currency_spellings, spellings_of
from features.schema import SOURCE_TABLES

CHOICES = {
    column.name: column.choices
    for table in SOURCE_TABLES.values()
    for column in table.columns
    if column.choices
}


@pytest.mark.parametrize("column", CHOICES)
def test_every_word_means_one_choice_and_is_written_as_it_is_looked_for(column: str) -> None:
    known = SPELLINGS[column]
    words = [*CHOICES[column], *(word for others in known.values() for word in others)]
    assert len(words) == len(set(words))
    assert set(known) <= set(CHOICES[column])
    assert all(word == word.lower().strip().replace("ё", "е") for word in words)
    assert list(spellings_of(column, CHOICES[column])).index(CHOICES[column][0]) == 0


def test_no_word_stands_for_a_column_without_choices() -> None:
    assert set(SPELLINGS) == set(CHOICES)


def test_every_sign_of_a_currency_means_one_currency() -> None:
    words = [word for code, others in CURRENCIES.items() for word in (code.lower(), *others)]
    assert len(words) == len(set(words)) == len(currency_spellings())
    assert all(word == word.lower() for word in words)
