"""The model card says in both languages what the report knows, and leaves no brace open."""

import re

import pytest

from tests.training.judged_company import facts
from training.tracking.model_card import model_card
from training.tracking.model_card_words import WORDS


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_card_has_every_part_and_no_open_brace(language: str) -> None:
    card = model_card(facts(language, charts=False))
    assert not re.search(r"[{}]", card)
    place = ["ru", "en"].index(language)
    parts = ("use", "leaving", "data", "right", "limits", "load", "identity")
    assert re.findall("^## (.+)$", card, re.M) == [WORDS[part][place] for part in parts]


def test_it_sets_who_serves_beside_the_rule() -> None:
    told = facts("en", charts=False)
    card = model_card(told)
    lines = [line for line in card.splitlines() if line.startswith("| ")]
    assert [line.split(" | ")[:2] for line in lines[1:]] == [
        ["| At risk", "LightGBM"],
        ["| At risk", "Silence rule"],
        ["| Recoverable", "Silence rule"],
    ]
    known = told.summary.set_index(["group", "contestant", "figure"])["mean"]
    assert f"{known['at_risk', 'lightgbm', 'log_loss']:.3f} ± " in lines[1]


def test_it_says_what_leaving_is_where_it_ends_and_what_it_is_made_of() -> None:
    told = facts("en", charts=False)
    assert told.value is not None
    card = model_card(told)
    assert "No order within 2 of the client's own purchase cycles, at least 14 and at most 365 days." in card
    assert "412 rows left out, 57 of held-out clients kept, 133 censored" in card
    assert "38% of it is continued beyond" in card
    assert f"- {told.value.choice[-1]}" in card.splitlines()
    assert f"- data: `{told.fingerprint['data']}`" in card
    assert "- lightgbm: `4.6.0`" in card
    fixed = told.churn.model_copy(update={"min_days": 90, "max_days": 90})
    told = type(told)(**{**vars(told), "churn": fixed})
    assert "No order within 90 days." in model_card(told)
