"""score: what it needs first, which days it takes, and that one runs at a time."""

import os
from pathlib import Path

import pytest

from serving.store.locks import exclusive
from serving.store.manifest import FOLDER, POINTER
from tests.serving.commands.test_lists import fresh
from tests.serving.commands.test_words import english_in
from tests.serving.walked import TREES, Walked, read_on_few_days


def test_a_score_before_any_training_says_what_to_run(tmp_path: Path) -> None:
    ran = fresh(tmp_path).run("score")
    assert (ran.code, "There is no model yet. Run `winback train` first." in ran.err) == (5, True)


def test_a_day_before_all_orders_has_nobody_to_score(walked: Walked, tmp_path: Path) -> None:
    ran = walked.run("score", "--as-of", "2001-01-01", "--out", tmp_path / "x.csv")
    assert ran.code == 4
    assert "No client has an order that was known on 2001-01-01. Choose a later --as-of." in ran.err


@pytest.mark.parametrize("command", ["score", "train"])
def test_a_day_that_has_not_come_is_refused(walked: Walked, command: str) -> None:
    ran = walked.run(command, "--as-of", "2999-01-01")
    assert (ran.code, "--as-of is 2999-01-01, which has not come" in ran.err) == (2, True)


def test_a_second_scoring_is_told_who_runs(walked: Walked) -> None:
    with exclusive(walked.data_dir, "scoring"):
        ran = walked.run("score")
    assert ran.code == 5
    assert f"Another scoring is at work (pid {os.getpid()} since " in ran.err


def test_what_makes_scores_doubtful_is_told_in_the_company_s_language(walked: Walked, tmp_path: Path) -> None:
    assert "Внимание" not in walked.ran["score"].err
    company = walked.copied(tmp_path / "company")
    settings = company.folder / "winback.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("[value]\n", "[value]\nvalue_months = 7\n", 1), encoding="utf-8")
    (company.data_dir / FOLDER / POINTER).unlink()  # an earlier day than what is published is refused
    with read_on_few_days():
        ran = company.run("score", "--as-of", "2024-03-01")
    assert (ran.code, english_in(ran.out + ran.err, TREES)) == (0, set())
    assert f"--as-of – это 2024-03-01, а {TREES} обучена на том, что было известно на 2024-" in ran.err
    assert "настройки изменились: [value] value_months теперь 7, а было 24. Она обучена с прежними" in ran.err
