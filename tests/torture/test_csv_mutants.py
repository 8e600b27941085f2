"""Two thousand damaged files, each refused in words or read to the last row; some with the facts made of them."""

from collections import Counter
from pathlib import Path

import pytest

from tests.features.mutants import mutant
from tests.features.test_csv_mutants import Company, assert_both_ways_agree, fate_of

pytestmark = pytest.mark.torture
MUTANTS, A_PIECE, WITH_FACTS = 2_000, 100, 50


@pytest.fixture
def company(tmp_path: Path) -> Company:
    return Company(tmp_path)


@pytest.mark.parametrize("first", range(0, MUTANTS, A_PIECE))
def test_damaged_files_are_refused_in_words_or_read_to_the_last_row(
    company: Company, first: int, capfd: pytest.CaptureFixture[str]
) -> None:
    fates = Counter(fate_of(mutant(seed), company) for seed in range(first, first + A_PIECE))
    assert capfd.readouterr() == ("", "")
    assert len(fates) == 4, "a piece that knows only some fates tries too little"


@pytest.mark.parametrize("first", range(MUTANTS, MUTANTS + 500, A_PIECE))
def test_files_are_read_alike_by_the_engine_and_line_by_line(company: Company, first: int) -> None:
    for seed in range(first, first + A_PIECE):
        assert_both_ways_agree(mutant(seed), company)


def test_facts_can_be_made_of_whatever_was_accepted(company: Company) -> None:
    for seed in range(WITH_FACTS):
        fate_of(mutant(seed), company, facts=True)
