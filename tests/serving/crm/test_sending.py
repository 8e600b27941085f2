"""Scores and tasks reach each CRM within its limits, once, and nothing of a client is told on the way."""

import csv
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from features.errors import UsageError
from serving.crm import bitrix24
from serving.crm.calling import CrmError, UncertainError
from serving.crm.handover import OF_SCORES, OF_TASKS
from serving.crm.marker import Marker, marker_in
from serving.crm.pace import Bucket, Window
from serving.crm.sending import CRMS, Sent, send_folder
from tests.serving.conftest import ROOT
from tests.serving.crm.amocrm_standin import AmoCrm
from tests.serving.crm.bitrix24_standin import Bitrix24
from tests.serving.crm.hubspot_standin import HubSpot
from tests.serving.crm.standin import TOKEN, HandClock, StandIn, running

CLIENTS, TASKS = 130, 60
MANAGERS = {"Орлова А.": 17, "Ким В.": 18}
#: Where each CRM keeps our client's code, and what the risk is called there.
CLIENT_FIELD: dict[str, Any] = {"bitrix24": "ORIGIN_ID", "amocrm": 501, "hubspot": "winback_client_id"}
RISK: dict[str, Any] = {
    "bitrix24": "UF_CRM_WINBACK_RISK",
    "amocrm": 502,
    "hubspot": "winback_churn_probability",
}


def client(number: int) -> str:
    return f"К {number:05}"


def write_folder(folder: Path, clients: int, tasks: int) -> None:
    """A hand-over as the command writes it."""
    folder.mkdir(exist_ok=True)
    scores = [
        dict.fromkeys(OF_SCORES, "")
        | {"client_id": client(number), "churn_probability": "0.25", "risk_band": "low", "reason_1": "'=x"}
        for number in range(clients)
    ]
    told = [
        dict.fromkeys(OF_TASKS, "")
        | {
            "title": f"Вернуть: звонок {Marker(client(number), 1, 'call')}",
            "body": "По порядку:\nПозвоните",
            "client_id": client(number),
            "channel": "visit" if number % 2 else "call",
            "executor": ["Орлова А.", "ким в.", ""][number % 3],
            "due_on": "2026-03-05",
        }
        for number in range(tasks)
    ]
    for name, columns, rows in (("scores", OF_SCORES, scores), ("tasks", OF_TASKS, told)):
        with (folder / f"{name}.csv").open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.DictWriter(file, columns)
            writer.writeheader()
            writer.writerows(rows)
    (folder / "about.json").write_text(json.dumps({"timezone": "Europe/Moscow"}))


@dataclass
class Shop:
    """A folder, a map, and a CRM that stands in."""

    name: str
    crm: Any
    folder: Path
    environment: dict[str, str]
    clock: HandClock

    def send(self) -> Sent:
        return send_folder(
            self.name,
            self.folder,
            self.folder / "crm.toml",
            environment=self.environment,
            clock=self.clock.clock(),
        )

    def map(self, executors: str = '"*" = 1\n"Орлова А." = 17\n"Ким В." = 18', more: str = "") -> None:
        fields = "[fields]\nchurn_probability = 502\nreason_1 = 503\n" if self.name == "amocrm" else ""
        field = json.dumps(CLIENT_FIELD[self.name])
        text = f"client_field = {field}\n{more}\n{fields}[executors]\n{executors}\n"
        (self.folder / "crm.toml").write_text(text, "utf-8")

    @property
    def risks(self) -> list[Any]:
        return [card.get(RISK[self.name]) for card in self.crm.contacts.values()]

    @property
    def titles(self) -> list[str]:
        name = {"bitrix24": "TITLE", "amocrm": "text", "hubspot": "hs_task_subject"}[self.name]
        return [task[name].splitlines()[0] for task in self.crm.tasks]


def stand_in(name: str, clock: HandClock, clients: int) -> StandIn:
    cards: dict[int, Any] = {900 + number: {CLIENT_FIELD[name]: client(number)} for number in range(clients)}
    if name == "bitrix24":
        return Bitrix24(clock, cards)
    if name == "amocrm":
        return AmoCrm(clock, cards)
    from serving.crm.hubspot import DEFAULT_FIELDS

    return HubSpot(clock, cards, {str(field) for field in DEFAULT_FIELDS.values()})


def open_shop(name: str, folder: Path, stack: ExitStack, clients: int, tasks: int, cards: int) -> Shop:
    clock = HandClock()
    crm = stand_in(name, clock, cards)
    url = stack.enter_context(running(crm))
    write_folder(folder, clients, tasks)
    address = f"{url}/rest/1/{TOKEN}/" if name == "bitrix24" else url
    environment = {"WINBACK_CRM_URL": address, "WINBACK_CRM_TOKEN": TOKEN}
    shop = Shop(name, crm, folder, environment, clock)
    shop.map()
    return shop


@pytest.fixture(params=CRMS)
def shop(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Shop]:
    with ExitStack() as stack:
        yield open_shop(request.param, tmp_path / "handed", stack, CLIENTS, TASKS, CLIENTS - 5)


def test_scores_reach_the_cards_and_each_task_its_executor_by_its_day(shop: Shop) -> None:
    sent = shop.send()
    assert (sent.scores, sent.no_card, sent.tasks, sent.known_tasks) == (CLIENTS - 5, 5, TASKS, 0)
    assert not sent.refused
    assert {str(risk) for risk in shop.risks} == {"0.25"}
    assert [marker_in(title) for title in shop.titles] == [Marker(client(n), 1, "call") for n in range(TASKS)]
    assert shop.crm.refused == 0
    first, second, third = shop.crm.tasks[:3]
    due = datetime(2026, 3, 5, 18, tzinfo=ZoneInfo("Europe/Moscow"))
    if shop.name == "bitrix24":
        assert [task["RESPONSIBLE_ID"] for task in (first, second, third)] == ["17", "18", "1"]
        assert (first["UF_CRM_TASK"], first["DEADLINE"]) == ("C_900", due.isoformat())
    elif shop.name == "amocrm":
        assert [task["responsible_user_id"] for task in (first, second, third)] == [17, 18, 1]
        assert (first["entity_id"], first["complete_till"]) == (900, int(due.timestamp()))
        assert [first["task_type_id"], second["task_type_id"]] == [1, 2]
        assert max(shop.crm.sizes) == 50
        assert shop.crm.contacts[900][503] == "=x"
    else:
        assert [task["hubspot_owner_id"] for task in (first, second, third)] == ["17", "18", "1"]
        assert (first["contact"], first["hs_timestamp"]) == (900, due.isoformat())
        assert [first["hs_task_type"], second["hs_task_type"]] == ["CALL", "TODO"]


def test_the_same_folder_again_makes_no_second_task_nor_does_another_action_for_the_same_loss(
    shop: Shop,
) -> None:
    shop.send()
    told = (shop.folder / "tasks.csv").read_text("utf-8").replace("/1/call]", "/1/visit]")
    (shop.folder / "tasks.csv").write_text(told, "utf-8")
    again = shop.send()
    assert (again.scores, again.tasks, again.known_tasks) == (CLIENTS - 5, 0, TASKS)
    assert len(shop.crm.tasks) == TASKS
    (shop.folder / "tasks.csv").write_text(told.replace("/1/visit]", "/2/visit]"), "utf-8")
    assert shop.send().tasks == TASKS  # a later loss has an attempt of its own


def test_what_another_program_used_up_is_waited_for(shop: Shop) -> None:
    shop.crm.exhaust()
    sent = shop.send()
    assert shop.crm.refused > 0
    assert (sent.scores, sent.tasks) == (CLIENTS - 5, TASKS)


@pytest.mark.parametrize("name", CRMS)
def test_many_rows_never_meet_the_limit(name: str, tmp_path: Path) -> None:
    with ExitStack() as stack:
        shop = open_shop(name, tmp_path / "handed", stack, 2600, 0, 2600)
        began = shop.clock.now
        assert shop.send().scores == 2600
        if name == "bitrix24":  # 54 batches: 40 at once, the others two a second
            assert shop.clock.now - began == pytest.approx((len(shop.crm.requests) - 40) / 2)
        assert shop.crm.refused == 0


def test_a_lost_answer_is_told_and_the_next_run_makes_only_what_is_missing(shop: Shop) -> None:
    lost = {
        "bitrix24": f"/rest/1/{TOKEN}/batch",
        "amocrm": "/api/v4/tasks",
        "hubspot": "/crm/v3/objects/tasks/batch/create",
    }[shop.name]
    if shop.name == "bitrix24":  # every request is a batch there: lose the one that makes tasks
        lose_the_first_making(shop.crm, lost)
    elif shop.name == "amocrm":
        lose_the_first_post(shop.crm, lost)
    else:
        shop.crm.lose.add(lost)
    with pytest.raises(UncertainError, match="Run it again: it looks first"):
        shop.send()
    there = len(shop.crm.tasks)
    assert there > 0
    again = shop.send()
    assert (again.tasks, again.known_tasks) == (TASKS - there, there)
    assert len(set(shop.titles)) == len(shop.titles) == TASKS


def lose_the_first_making(crm: Bitrix24, path: str) -> None:
    add = crm._add_task

    def adding(given: Any) -> Any:
        if not crm.tasks:
            crm.lose.add(path)
        return add(given)

    crm._add_task = adding  # type: ignore[method-assign]


def lose_the_first_post(crm: AmoCrm, path: str) -> None:
    answer = crm.answer

    def answering(method: str, asked: str, body: Any) -> Any:
        if method == "POST" and not crm.tasks:
            crm.lose.add(path)
        return answer(method, asked, body)

    crm.answer = answering  # type: ignore[method-assign]


def test_a_row_that_is_refused_does_not_hold_up_the_others(shop: Shop) -> None:
    shop.map('"*" = 1\n"Орлова А." = 0\n"Ким В." = 18')
    sent = shop.send()
    assert sum(sent.refused.values()) == TASKS // 3
    assert sent.tasks == TASKS - TASKS // 3
    code = {"bitrix24": "ERROR_CORE", "amocrm": "NotSupportedChoice", "hubspot": "VALIDATION_ERROR"}
    assert list(sent.refused) == [code[shop.name]]


def test_whoever_lost_the_client_does_not_get_the_task_and_nobody_is_guessed(shop: Shop) -> None:
    told = (shop.folder / "tasks.csv").read_text("utf-8")
    rows = list(csv.DictReader(told.lstrip("\ufeff").splitlines()))
    with (shop.folder / "tasks.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, OF_TASKS)
        writer.writeheader()
        writer.writerow(rows[0] | {"body": "x", "barred_managers": "Ким В.; Орлова А."})
        writer.writerow(rows[1] | {"body": "x", "barred_managers": "Орлова А."})
        writer.writerow(rows[2] | {"body": "x", "executor": "Неизвестный"})
    shop.map('"Орлова А." = 17\n"Ким В." = 18')
    sent = shop.send()
    assert (sent.barred, sent.unassigned, sent.tasks) == (1, 1, 1)
    assert marker_in(shop.titles[0]) == Marker(client(1), 1, "call")


def test_a_wrong_token_is_said_without_it(shop: Shop) -> None:
    wrong = {name: value.replace(TOKEN, "wr0ng") for name, value in shop.environment.items()}
    shop.environment = wrong
    with pytest.raises(CrmError, match="answered 401") as told:
        shop.send()
    assert "wr0ng" not in str(told.value)
    assert "00001" not in str(told.value)


@pytest.mark.parametrize("name", CRMS)
def test_the_script_prints_counts_and_nothing_of_anybody(name: str, tmp_path: Path) -> None:
    with ExitStack() as stack:
        shop = open_shop(name, tmp_path / "handed", stack, 3, 2, 3)
        command = [sys.executable, "-m", "serving.crm", name, str(shop.folder)]
        done = subprocess.run(
            [*command, "--map", str(shop.folder / "crm.toml")],
            env={**os.environ, **shop.environment, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
    assert (done.returncode, done.stderr) == (0, "")
    assert "scores: 3\n" in done.stdout
    assert "tasks: 2\n" in done.stdout
    assert not any(word in done.stdout for word in ("К 0", "Орлова", TOKEN, "127.0.0.1"))


def test_a_method_over_its_operating_time_is_waited_for(tmp_path: Path) -> None:
    with ExitStack() as stack:
        shop = open_shop("bitrix24", tmp_path / "handed", stack, CLIENTS, TASKS, CLIENTS)
        shop.crm.over_time["crm.contact.update"] = 30
        sent = shop.send()
        assert (sent.scores, sent.tasks, not sent.refused) == (CLIENTS, TASKS, True)
        shop.crm.over_time["tasks.task.list"] = 10**9
        with pytest.raises(CrmError, match="still says OPERATION_TIME_LIMIT"):
            shop.send()


def test_a_client_may_be_a_card_of_the_same_number(tmp_path: Path) -> None:
    mapped = bitrix24.CrmMap()
    assert bitrix24.find_cards(None, ["12", "К-1"], mapped) == {"12": "12"}  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({}, "WINBACK_CRM_TOKEN is not set"),
        ({"WINBACK_CRM_TOKEN": "x", "WINBACK_CRM_URL": "http://crm.example"}, "must begin with https://"),
        ({"WINBACK_CRM_TOKEN": "x", "WINBACK_CRM_URL": "ftp://127.0.0.1"}, "must begin with https://"),
    ],
)
def test_an_address_that_would_give_the_token_away_is_refused(
    tmp_path: Path, environment: dict[str, str], said: str
) -> None:
    write_folder(tmp_path / "handed", 1, 0)
    (tmp_path / "crm.toml").write_text("")
    with pytest.raises(UsageError, match=said):
        send_folder("amocrm", tmp_path / "handed", tmp_path / "crm.toml", environment=environment)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("entity = 'deal'", "entity is 'deal'; a client is a contact or a company"),
        ("feilds = 1", "holds feilds; known are entity, client_field"),
        ("x = ", "cannot be read as TOML"),
        ("[fields]\nrisk = 1", r"\[fields\] names risk; scores.csv has client_id"),
    ],
)
def test_a_map_that_says_something_else_is_told(tmp_path: Path, text: str, said: str) -> None:
    with ExitStack() as stack:
        shop = open_shop("hubspot", tmp_path / "handed", stack, 1, 0, 1)
        (shop.folder / "crm.toml").write_text(text)
        with pytest.raises(UsageError, match=said):
            shop.send()
    with pytest.raises(UsageError, match="'sap' is no CRM we know"):
        send_folder("sap", tmp_path, tmp_path / "crm.toml")
    with pytest.raises(UsageError, match="holds no hand-over"):
        (tmp_path / "ok.toml").write_text("")
        send_folder("hubspot", tmp_path, tmp_path / "ok.toml")


def test_a_bucket_lets_fifty_through_at_once_and_two_a_second_then() -> None:
    clock = HandClock()
    pace = Bucket(50, 2, clock.clock())
    for _ in range(50):
        pace.wait()
    assert clock.now == 1000
    pace.wait()
    assert clock.now == 1000.5


def test_a_window_holds_seven_requests_whenever_one_looks() -> None:
    clock = HandClock()
    pace = Window(7, 1.0, clock.clock())
    moments = []
    for _ in range(30):
        pace.wait()
        moments.append(clock.now)
    assert all(later - moments[place] >= 1.0 for place, later in enumerate(moments[7:]))
