"""The churn report as data: complete, plain, and equal to what it was made of."""

import json

import pytest

from serving.plain import plain
from tests.training.churn_company import report, whole
from training.churn_report.plots import TITLES
from training.churn_report.tables import groups_table, periods_table
from training.churn_report.told import _NOTES, _OTHERWISE, _VERDICTS
from training.churn_report.words import FIGURES, WORDS


def test_the_report_is_plain_data() -> None:
    told = json.loads(json.dumps(plain(whole("en").to_dict()), allow_nan=False))
    assert told["headline"] == whole("en").headline
    assert (told["yearly_churn_rate"], told["side"], told["lifetime_years"]) == (0.2, "above", 5.0)
    assert (told["period"]["start"], told["period"]["last_day"]) == ("2023-03-01", "2024-02-29")
    assert [one["lost"] for one in told["periods"]] == [2, 0, 0, 1, 3, 1, 2, 1, 1, 0, 0, 0, 0]
    north = next(one for one in told["breakdowns"]["branch"]["groups"] if one["group"] == "North")
    assert (north["clients_at_start"], north["lost"], north["churn_rate"]) == (15, 3, 0.2)
    assert told["money"]["new_client_cost"] == 27


def test_what_is_not_known_is_none() -> None:
    told = report(by=["abc"], minimum_clients=50).to_dict()
    (group,) = told["breakdowns"]["abc"]["groups"]
    assert (group["churn_rate"], group["judgement"]) == (None, "too_few")


@pytest.mark.parametrize("language", ["en", "ru"])
def test_tables_are_as_wide_as_their_heads_and_hold_every_row(language: str) -> None:
    found = whole(language)
    periods = periods_table(found)
    assert len(periods.rows) == len(periods.tones) == len(found.rate.periods)
    branches = groups_table(found, found.rate.breakdowns["branch"], most=1)
    assert (len(branches.rows), branches.left_out) == (1, 1)
    for table in (periods, branches):
        assert {len(row) for row in table.rows} == {len(table.heads)}


def test_a_yearly_table_tells_the_second_form_and_a_month_does_not() -> None:
    assert FIGURES["silent_share"].en in periods_table(report(every="year", by=[], last=1)).heads
    assert FIGURES["silent_share"].en not in periods_table(whole("en")).heads


def test_every_word_stands_in_both_languages_with_the_same_places() -> None:
    from features.figures import named_in

    pairs = [*WORDS.values(), *TITLES.values(), *_VERDICTS.values(), *_OTHERWISE.values(), *_NOTES.values()]
    pairs += [(figure.ru, figure.en) for figure in FIGURES.values()]
    for russian, english in pairs:
        assert russian
        assert english
        assert sorted(named_in(russian)) == sorted(named_in(english)), (russian, english)
    assert any("а" <= letter <= "я" for russian, _ in WORDS.values() for letter in russian)
