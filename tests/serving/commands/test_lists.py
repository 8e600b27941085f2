"""list: what it refuses, and that a plan is on record before anybody sees it."""

import json
import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

from features.figures import NO_BREAK
from serving.commands import lists
from serving.commands.list_lines import head, lines
from serving.files import workbook
from serving.files.words import label
from serving.ledger import Ledger
from serving.planning.lists import PLAN_COLUMNS, WinbackList
from serving.store import open_published
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
        (("list", "at-risk", "--budget", "-5"), "--budget is '-5': no amount of money; write digits such as"),
        (
            ("list", "at-risk", "--budget", "much"),
            "--budget is 'much': no amount of money; write digits such as",
        ),
        (("list", "at-risk", "--hours", "all"), "--hours is 'all': no number; write digits such as 8 or 7.5"),
        (("list", "at-risk", "--out", "{}/list.pdf"), "lists are written as .xlsx, .csv or .json"),
        (("list", "at-risk", "--out", "{}/none/list.csv"), "The folder of"),
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
    files = [tmp_path / f"x.{form}" for form in ("xlsx", "csv", "json")]
    outs = [word for file in files for word in ("--out", file)]
    ran = walked.run("list", "at-risk", "--where", "branch=Nowhere", *outs)
    assert (ran.code, ran.err) == (0, "")
    assert all(file.stat().st_size for file in files)
    assert "Клиентов: 0. Стоимость возврата: 0 ₽" in ran.out.replace(NO_BREAK, " ")
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


def made(**changed: Any) -> WinbackList:
    """A list of one client, with limits used up."""
    row: dict[str, Any] = dict.fromkeys(PLAN_COLUMNS)
    row |= {"rank": 1, "client_id": "007", "status": "overdue", "churn_probability": 0.62, "action": "visit"}
    row |= {"expected_ltv": 12345.6, "win_back_cost": 1500.0, "expected_net_value": 2600.4}
    row |= {"uplift_basis": "assumed", "reason_1_text": "Цена: 1 жалоба на цену"}
    told: dict[str, Any] = {
        "list_name": "at_risk",
        "rows": pd.DataFrame([row]),
        "bound": 2700.0,
        "value": 2600.4,
        "cost": 1500.0,
        "gap": 99.6,
        "budget": 2000.0,
        "binding": ("budget", "hours of management", "capacity of visit"),
        "multipliers": {"budget": 12.19, "hours of management": 3000.0, "capacity of visit": 5.0},
        "plan_id": "p",
        "held_out": 3,
        "record": pd.DataFrame(),
        "snapshot_id": "s1",
        "scored_at": datetime(2026, 3, 1, tzinfo=UTC),
        "as_of": date(2026, 3, 1),
        "model_version": "7",
        "filters": {},
    }
    return WinbackList(**(told | changed))


def test_the_head_of_a_list_is_said_in_the_companys_language() -> None:
    title, heads, rows = head(made(), "ru", first=10)
    assert title == "Под угрозой ухода. По состоянию на: 01.03.2026"
    assert heads[:4] == ["№", "Код клиента", "Статус", "Вероятность ухода"]
    assert [str(cell).replace(NO_BREAK, " ") for cell in rows[0].values()] == [
        *("1", "007", "задерживается", "62 %", "12 346", "visit", "1 500", "2 600"),
        "Цена: 1 жалоба на цену",
    ]
    title, heads, rows = head(made(), "en", first=10)
    assert title == "At risk. As of: 1 Mar 2026"
    assert heads[5:8] == ["Action", "Win-back cost", "Expected net value"]
    assert list(rows[0].values())[2:5] == ["overdue", "62%", "12,346"]


def test_the_money_of_a_list_is_said_with_one_currency_and_without_terms_of_the_trade() -> None:
    assert [line.replace(NO_BREAK, " ") for line in lines(made(), "ru", "RUB")] == [
        "Клиентов: 1. Стоимость возврата: 1 500 ₽ из 2 000 ₽. Ожидаемая выгода: 2 600 ₽. Предел выгоды: 2 700 ₽. "
        "До предела: 100 ₽. В контрольной группе: 3.",
        "Исчерпано: бюджет, часы: руководство, сколько раз можно: visit. "
        "Ещё единица бюджета принесла бы 12,19 ₽, ещё час – до 3 000 ₽.",
        "Какая доля клиентов согласится – допущение из настроек (acceptance), пока её не измерили попытки.",
    ]
    assert [line.replace(NO_BREAK, " ") for line in lines(made(), "en", "EUR")] == [
        "Clients: 1. Win-back cost: 1,500 € of 2,000 €. Expected net value: 2,600 €. Upper bound: 2,700 €. "
        "Gap to the bound: 100 €. Held out: 3.",
        "Used up: budget, hours of management, capacity of visit. "
        "One more unit of budget would bring 12.19 €, one more hour, up to 3,000 €.",
        "The share of clients who accept is an assumption of the settings (acceptance) until attempts have "
        "measured it.",
    ]


def test_nothing_is_said_of_limits_and_assumptions_that_there_are_not() -> None:
    rows = made().rows.assign(uplift_basis="measured")
    told = lines(made(rows=rows, budget=None, binding=(), multipliers={}), "en", "EUR")
    assert len(told) == 1
    assert "Win-back cost: 1,500\xa0€. Expected" in told[0]
    bound = lines(
        made(rows=rows, binding=("capacity of visit",), multipliers={"capacity of visit": 5.0}), "en", "EUR"
    )
    assert bound[1:] == ["Used up: capacity of visit."]


def test_a_list_that_is_empty_though_there_is_money_says_why() -> None:
    nobody = made().rows.iloc[:0]
    told = lines(made(rows=nobody, binding=(), multipliers={}, passing=896), "en", "USD")
    assert told[1:] == [
        "No action pays for itself, or is allowed, for any of the 896 clients: compare the costs in"
        " [actions.…] with your margins, and see the rules in [plan]."
    ]
    assert len(lines(made(rows=nobody, binding=("budget",), multipliers={}, passing=896), "en", "USD")) == 2


def test_the_workbook_of_the_command_is_in_words(walked: Walked, tmp_path: Path) -> None:
    ran = walked.run("list", "recoverable", "--out", tmp_path / "x.xlsx")
    assert (ran.code, ran.err) == (0, "")
    book = openpyxl.load_workbook(tmp_path / "x.xlsx")
    titles, *rows = book.worksheets[0].iter_rows(values_only=True)
    told = [dict(zip(titles, row, strict=True)) for row in rows]
    assert told
    assert {row["Статус"] for row in told} <= {"потерян", "задерживается"}
    assert {row["В контрольной группе"] for row in told} == {"нет"}
    assert {row["Основание прироста"] for row in told} <= {"допущение", "уточнено попытками", "измерено"}
    assert "Можно вернуть" in str(book.worksheets[1]["B1"].value)
    assert "Можно вернуть" in ran.out


@pytest.mark.parametrize(
    ("later", "said"),
    [
        (timedelta(hours=24), ""),
        (timedelta(hours=31, minutes=20), ", 31 час назад. Если с тех пор"),
        (timedelta(days=3, hours=23), ", 3 дня назад. Если с тех пор"),
    ],
)
def test_scores_that_no_night_has_renewed_are_told_by_age(
    walked: Walked, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, later: timedelta, said: str
) -> None:
    company = walked.copied(tmp_path / "company")
    scored_at = open_published(company.settings.storage.data_dir).scored_at
    monkeypatch.setattr(lists, "now", lambda: scored_at + later)
    for words in (("list", "at-risk", "--json"), ("hand-over", "--out", tmp_path / "out", "--json")):
        ran = company.run(*words)
        assert ran.code == 0
        assert said in ran.err if said else ran.err == ""
        assert ran.err.count("Оценки сделаны ") == (said != "")
    assert company.run("list", "at-risk", "--json").report["scored_at"] == scored_at.isoformat()


def test_cells_that_were_cut_are_told(
    walked: Walked, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "MOST_CHARACTERS", 20)
    ran = walked.copied(tmp_path / "company").run("list", "at-risk", "--out", tmp_path / "list.xlsx")
    assert re.search(
        r"^В файле .*list\.xlsx укорочено ячеек: \d+; .* не больше 20 символов\. .*целиком\.$", ran.err
    )
