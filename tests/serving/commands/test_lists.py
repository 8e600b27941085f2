"""list: what it refuses, and that a plan is on record before anybody sees it."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from serving.commands import lists
from serving.files.words import label
from serving.ledger import Ledger
from tests.serving.walked import Walked, winback


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("list", "loyal"), "'loyal' is no list. There are at-risk and recoverable."),
        (("list", "at-risk", "--where", "branch"), "--where is 'branch'; it is column=value"),
        (("list", "at-risk", "--where", "phone=1"), "can't be narrowed by 'phone'. Possible are: branch"),
        (
            ("list", "at-risk", "--where", "status=sleeping"),
            "status has a value that no client can have; there are: new, active, overdue, lost, insufficient_data.",
        ),
        (("list", "recoverable", "--where", "abc=A", "--where", "abc=Q"), "there are: A, B, C."),
        (("list", "at-risk", "--budget", "-5"), "The budget is -5.0; it is an amount of money, 0 or more"),
        (("list", "at-risk", "--budget", "much"), "Invalid value for '--budget'"),
        (("list", "at-risk", "--out", "{}/list.pdf"), "lists are written as .xlsx, .csv or .json"),
        (("list", "at-risk", "--out", "{}/none/list.csv"), "does not exist"),
    ],
)
def test_what_cannot_be_asked_is_wrong_use(
    walked: Walked, tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    ran = walked.run(*(word.format(tmp_path) for word in words))
    assert (ran.code, said in ran.err) == (2, True), ran.err


def fresh(folder: Path) -> Walked:
    """Settings with an action, and nothing trained or scored."""
    (folder / "orders.csv").write_text("client_id,ordered_at,amount\n1,2024-01-01,5\n", encoding="utf-8")
    assert winback("init", folder).code == 0
    return Walked(folder, {})


def test_a_list_before_any_score_says_what_to_run(tmp_path: Path) -> None:
    ran = fresh(tmp_path).run("list", "at-risk")
    assert (ran.code, "Run `winback score` first." in ran.err) == (5, True)


def test_a_plan_is_on_record_before_it_is_shown(
    walked: Walked, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    company = walked.copied(tmp_path / "company")
    ledger = Ledger(company.settings.ledger_url, zone=company.settings.zone)
    kept: list[Any] = []
    show = lists.show

    def noting(made: Any, *given: Any) -> None:
        kept.append((made, ledger.plan_rows(made.plan_id)))
        show(made, *given)

    monkeypatch.setattr(lists, "show", noting)
    assert company.run("list", "recoverable", "--budget", "4000").code == 0
    ledger.close()
    ((made, rows),) = kept
    listed = rows[~rows["held_out"].astype(bool)]
    assert listed["client_id"].tolist() == made.rows["client_id"].tolist()
    assert len(rows) - len(listed) == made.held_out > 0


def test_filters_of_one_column_are_alternatives(walked: Walked) -> None:
    def listed(*where: str) -> list[dict[str, Any]]:
        words = [word for text in where for word in ("--where", text)]
        items: list[dict[str, Any]] = walked.run("list", "at-risk", "--json", *words).report["items"]
        return items

    branches = sorted({item["branch"] for item in listed()})[:2]
    both = listed(*(f"branch={name}" for name in branches))
    assert {item["branch"] for item in both} == set(branches)
    narrow = listed(f"branch={branches[0]}", "status=overdue")
    assert {(item["branch"], item["status"]) for item in narrow} == {(branches[0], "overdue")}
    assert listed("branch=Nowhere") == []


def test_an_empty_list_is_shown_and_written(walked: Walked, tmp_path: Path) -> None:
    for form in ("xlsx", "csv", "json"):
        ran = walked.run("list", "at-risk", "--where", "branch=Nowhere", "--out", tmp_path / f"x.{form}")
        assert (ran.code, ran.err) == (0, "")
        assert "0 clients" in ran.out
        assert f"{label('nobody_passes', walked.settings.company.language)}: branch=Nowhere." in ran.out


def test_whoever_was_attempted_since_is_left_out_of_terminal_and_files(
    walked: Walked, tmp_path: Path
) -> None:
    company = walked.copied(tmp_path / "company")
    before = company.run("list", "at-risk", "--budget", 20000, "--json").report
    assert before["attempted_since"] == 0
    first = before["items"][0]
    ledger = Ledger(company.settings.ledger_url, zone=company.settings.zone)
    now = datetime.now(company.settings.zone)
    ledger.take_attempt(first["client_id"], "at_risk", first["action"], None, now)
    ledger.close()
    after = company.run("list", "at-risk", "--budget", 20000, "--json").report
    assert (after["items"], after["attempted_since"]) == (before["items"][1:], 1)
    assert [after[name] for name in ("plan_id", "cost")] == [before[name] for name in ("plan_id", "cost")]
    for form in ("xlsx", "csv", "json"):
        path = tmp_path / f"list.{form}"
        ran = company.run("list", "at-risk", "--budget", 20000, "--out", path)
        assert f"{label('attempted_since', company.settings.company.language)}: 1." in ran.out
    items = json.loads((tmp_path / "list.json").read_text("utf-8"))
    assert items["about"]["attempted_since"] == 1
    assert first["client_id"] not in {item["client_id"] for item in items["items"]}
