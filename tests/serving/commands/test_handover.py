"""hand-over: what a CRM is given is what was published and planned, and goes the whole way there and back."""

import csv
import json
import tomllib
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from features.errors import BusyError
from serving.crm.handover import OF_SCORES, OF_TASKS
from serving.crm.marker import marker_in
from serving.ledger import Ledger
from serving.store import open_published
from tests.serving.crm.bitrix24_standin import Bitrix24
from tests.serving.crm.standin import TOKEN, HandClock, running
from tests.serving.walked import Walked, winback


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def handed(walked: Walked, tmp_path_factory: pytest.TempPathFactory) -> tuple[Walked, Path, Any]:
    """A copy of the company, its folder, and what the command said."""
    company = walked.copied(tmp_path_factory.mktemp("handed") / "company")
    folder = company.folder / "handed"
    ran = company.run("hand-over", "--out", folder, "--budget", 20000, "--json")
    assert (ran.code, ran.err) == (0, "")
    return company, folder, ran.report


def test_every_client_has_a_score_and_the_listed_a_task(handed: tuple[Walked, Path, Any]) -> None:
    company, folder, report = handed
    scores, tasks = rows_of(folder / "scores.csv"), rows_of(folder / "tasks.csv")
    assert list(scores[0]) == list(OF_SCORES)
    assert list(tasks[0]) == list(OF_TASKS)
    assert (report["scores"], report["tasks"]) == (len(scores), len(tasks))
    listed = {
        name: company.run("list", name, "--budget", 20000, "--json").report["items"]
        for name in ("at-risk", "recoverable")
    }
    expected = [
        (name.replace("-", "_"), row["client_id"], row["action"]) for name in listed for row in listed[name]
    ]
    assert [(row["list"], row["client_id"], row["action"]) for row in tasks] == expected
    assert len(scores) == company.ran["score"].report["clients"]
    about = json.loads((folder / "about.json").read_text())
    assert about["timezone"] == company.settings.company.timezone
    assert all(
        (folder / name).stat().st_mode & 0o077 == 0 for name in ("scores.csv", "tasks.csv", "about.json")
    )


def test_a_task_carries_reason_steps_questions_and_day_in_words(handed: tuple[Walked, Path, Any]) -> None:
    company, folder, _ = handed
    tasks = rows_of(folder / "tasks.csv")
    assert tasks
    # Nothing speaks against some who still buy in time, and no reason is made up for them. The draw by chance,
    # another one in each publication, may list them.
    published = open_published(company.data_dir)
    candidates = published.tables["candidates"].to_pandas()
    without = {*candidates.loc[candidates["reason_1"].isna(), "client_id"]}
    assert {(published.score(client) or {})["status"] for client in without} <= {"active"}
    for row in tasks:
        assert bool(row["reason_1"]) == (row["client_id"] not in without)
        assert len(row["script"].splitlines()) >= 2
        assert len(row["questions"].splitlines()) in (2, 3)
        assert all(row[part] in row["body"] for part in ("reason_1", "script", "questions", "offer"))
        date.fromisoformat(row["due_on"])
        sign = marker_in(row["title"])
        assert sign is not None
        assert (sign.client_id, str(sign.episode), sign.action) == (
            row["client_id"],
            row["episode"],
            row["action"],
        )
        assert row["task_key"] == sign.key


def test_nothing_is_recommended_for_the_held_out_and_the_best_for_the_others(
    handed: tuple[Walked, Path, Any],
) -> None:
    _, folder, _ = handed
    scores = {row["client_id"]: row for row in rows_of(folder / "scores.csv")}
    held = [row for row in scores.values() if row["held_out"] == "yes"]
    assert held
    assert not any(row["recommended_action"] or row["due_on"] for row in held)
    tasks = rows_of(folder / "tasks.csv")
    assert not any(scores[row["client_id"]]["held_out"] == "yes" for row in tasks)
    # Nothing is recommended where no action pays; a task that was drawn by chance may be such a one.
    assert all(
        float(scores[row["client_id"]]["expected_net_value"] or 0) >= float(row["expected_net_value"])
        for row in tasks
    )


def test_an_attempt_that_was_made_since_the_scores_is_left_out(handed: tuple[Walked, Path, Any]) -> None:
    company, folder, report = handed
    first = rows_of(folder / "tasks.csv")[0]
    company = company.copied(company.folder.parent / "since")
    ledger = Ledger(company.settings.ledger_url, zone=company.settings.zone)
    now = datetime.now(company.settings.zone)
    ledger.take_attempt(first["client_id"], first["list"], first["action"], None, now)
    ledger.close()
    later = company.run("hand-over", "--out", company.folder / "later", "--budget", 20000, "--json").report
    assert later["made_since"] == 1
    assert first["client_id"] not in {
        row["client_id"] for row in rows_of(company.folder / "later" / "tasks.csv")
    }
    assert later["tasks"] == report["tasks"] - 1
    scores = {row["client_id"]: row for row in rows_of(company.folder / "later" / "scores.csv")}
    assert_nothing_recommended(scores[first["client_id"]])


def test_its_files_of_clients_are_noted_before_they_are_written_and_no_others(
    handed: tuple[Walked, Path, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run that breaks off leaves no file that nobody knows of; another file of the folder is not ours."""
    company, _, _ = handed
    company = company.copied(company.folder.parent / "noted")
    out = company.folder / "out"
    out.mkdir()
    (out / "crm.toml").write_text("[fields]\n")

    def break_off(*_args: Any, **_named: Any) -> None:
        raise BusyError("The disk is full.")

    monkeypatch.setattr("serving.crm.handover.write_folder", break_off)
    assert company.run("hand-over", "--out", out, "--budget", "20 000").code == 5
    noted = (company.settings.storage.data_dir / "exported.jsonl").read_text().splitlines()
    of_folder = [file for line in noted if (file := Path(json.loads(line)["file"])).parent == out.resolve()]
    assert [file.name for file in of_folder] == ["scores.csv", "tasks.csv"]


def test_a_wish_since_the_scores_leaves_no_task_and_no_recommended_action(
    handed: tuple[Walked, Path, Any],
) -> None:
    company, folder, _ = handed
    first = rows_of(folder / "tasks.csv")[0]
    company = company.copied(company.folder.parent / "wished")
    assert company.run("opt-out", first["client_id"]).code == 0
    assert company.run("hand-over", "--out", company.folder / "later", "--budget", 20000).code == 0
    tasks, scores = (rows_of(company.folder / "later" / name) for name in ("tasks.csv", "scores.csv"))
    assert first["client_id"] not in {row["client_id"] for row in tasks}
    assert_nothing_recommended({row["client_id"]: row for row in scores}[first["client_id"]])


def assert_nothing_recommended(score: dict[str, str]) -> None:
    names = ("recommended_action", "channel", "win_back_cost", "expected_net_value", "due_on")
    assert [score[name] for name in names] == [""] * 5
    assert score["reason_1"]  # everything else is told as before


def test_there_and_back_again(
    handed: tuple[Walked, Path, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    company, folder, report = handed
    company = company.copied(tmp_path / "company")
    scores = rows_of(folder / "scores.csv")
    clock = HandClock()
    portal = Bitrix24(clock, {place: {"ORIGIN_ID": row["client_id"]} for place, row in enumerate(scores, 1)})
    mapped = company.folder / "crm.toml"
    mapped.write_text('client_field = "ORIGIN_ID"\n[executors]\n"*" = 1\n', "utf-8")
    assert tomllib.loads(mapped.read_text("utf-8"))
    with running(portal) as url:
        monkeypatch.setenv("WINBACK_CRM_URL", f"{url}/rest/1/{TOKEN}/")
        words = (
            "hand-over",
            "bitrix24",
            "--out",
            company.folder / "handed",
            "--budget",
            20000,
            "--map",
            mapped,
        )
        told = company.run(*words, "--json").report["sent"]
        again = company.run(*words, "--json").report["sent"]
    assert (told["scores"], told["tasks"], told["refused"]) == (len(scores), report["tasks"], {})
    assert (again["tasks"], again["known_tasks"]) == (0, report["tasks"])
    export = tmp_path / "tasks.csv"
    with export.open("w", encoding="cp1251", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(["ID", "Название", "Ответственный", "Дата закрытия", "Исход winback"])
        for place, task in enumerate(portal.tasks, 1):
            writer.writerow([place, task["TITLE"], "Орлова А.", "02.07.2024 12:00:00", "Отказ"])
        writer.writerow([999, "Заказать бумагу", "Орлова А.", "02.07.2024 12:00:00", ""])
    back = company.run("record", export, "--json").report
    assert (back["rows"], back["recorded"], back["not_ours"]) == (report["tasks"] + 1, report["tasks"], 1)
    assert company.run("record", export, "--json").report["recorded"] == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("sap", "--out", "{}/x"), "'sap' is no CRM we know. There are: bitrix24, amocrm, hubspot."),
        (("--out", "{}/none/x"), "does not exist. Create it first."),
        (("--out", "{}/x", "--list", "loyal"), "'loyal' is no list"),
        (("hubspot", "--out", "{}/x", "--map", "{}/none.toml"), "There is no "),
    ],
)
def test_what_cannot_be_asked_is_wrong_use(
    walked: Walked, tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    ran = walked.run("hand-over", *(word.format(tmp_path) for word in words))
    assert (ran.code, said in ran.err) == (2, True), ran.err


def test_no_empty_folder_is_left_where_the_ledger_is_down(tmp_path: Path) -> None:
    config = tmp_path / "winback.toml"
    config.write_text('[storage]\nledger_url = "postgresql://winback@127.0.0.1:1/none"\n')
    ran = winback("hand-over", "--out", tmp_path / "handed", "--config", config)
    assert (ran.code, "cannot be used now" in ran.err) == (5, True)
    assert [path.name for path in tmp_path.iterdir()] == ["winback.toml"]
