"""Every column of the contract has its words."""

import pytest

from features.errors import UsageError
from serving.files.words import COLUMNS, LABELS, column_words, label

SCORES = """
client_id, as_of, scored_at, model_version, snapshot_id, status, own_cycle_days, days_since_order,
overdue_ratio, horizon_days, churn_probability, risk_band, risk_percentile, stay_probability, next_order_on,
next_order_from, next_order_to, abc, xyz, abc_before, xyz_before, historical_value, formula_ltv,
value_if_kept, value_if_left, expected_ltv, signs, missing_features"""
PLAN = """
rank, client_id, name, branch, manager, status, abc, xyz, churn_probability, expected_ltv, value_if_kept,
action, channel, executor, barred_managers, win_back_cost, uplift, uplift_from, uplift_to, uplift_basis,
expected_net_value, break_even_uplift, cumulative_cost, cumulative_value, reason_1, reason_2, reason_3,
reason_1_text, reason_2_text, reason_3_text, signs_text, offer, products, due_on, held_out, script, questions,
as_of, model_version, explored, phone, email"""
CONTRACT = sorted({name.strip() for table in (SCORES, PLAN) for name in table.split(",")})


@pytest.mark.parametrize("name", CONTRACT)
def test_each_column_of_the_contract_has_a_title_in_both_languages(name: str) -> None:
    assert column_words(name).ru.strip()
    assert column_words(name).en.strip()


def test_no_column_has_words_that_the_contract_does_not_know() -> None:
    assert sorted(COLUMNS) == CONTRACT


@pytest.mark.parametrize("language", ["ru", "en"])
def test_no_two_columns_share_a_title(language: str) -> None:
    titles = [getattr(words, language) for words in COLUMNS.values()]
    assert len(set(titles)) == len(titles)


def test_russian_titles_are_russian_but_for_names_of_methods() -> None:
    latin = {name for name in COLUMNS if not any("а" <= letter.lower() <= "ё" for letter in COLUMNS[name].ru)}
    assert latin == {"rank", "abc", "xyz"}


def test_labels_come_in_both_languages() -> None:
    for name in LABELS:
        assert label(name, "ru") != label(name, "en")


def test_an_unknown_column_is_refused_by_name() -> None:
    with pytest.raises(UsageError, match="column 'ltv' has no title"):
        column_words("ltv")


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(UsageError, match="language is 'de'; lists are written in ru or en"):
        label("about", "de")  # type: ignore[arg-type]
