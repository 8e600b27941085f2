"""The whole way by commands, and what a real server answers from it."""

import io
import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import openpyxl
import pandas as pd
import pytest

from serving.planning.lists import PLAN_COLUMNS
from serving.scores.composing import SCORES
from tests.serving.conftest import ROOT, Server, free_port, make_keys, start_server, stop, wait_until_ready
from tests.serving.walked import CLIENTS, ORDERLESS, TREES, Walked, raw_events, read_on_few_days, register


@pytest.fixture(scope="module")
def moved(walked: Walked, tmp_path_factory: pytest.TempPathFactory) -> Walked:
    """The company once more, for what changes it."""
    return walked.copied(tmp_path_factory.mktemp("moved") / "company")


@pytest.fixture(scope="module")
def served(moved: Walked, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A real server on what the company published."""
    from serving.ledger import Ledger

    folder = tmp_path_factory.mktemp("served")
    ledger = Ledger(moved.settings.ledger_url, zone=moved.settings.zone)
    keys = make_keys(ledger)
    ledger.close()
    port, log = free_port(), folder / "server.log"
    address = ["--working-dir", str(ROOT), "--host", "127.0.0.1", "--port", str(port)]
    process = start_server(
        [sys.executable, "-m", "bentoml", "serve", "serving.service:Winback", *address],
        log,
        {"WINBACK_CONFIG": str(moved.config), "BENTOML_HOME": str(folder / "bentoml")},
        ROOT,
    )
    url = f"http://127.0.0.1:{port}"
    try:
        wait_until_ready(url, process, log)
        yield Server(url, keys, moved.data_dir, log)
    finally:
        stop(process)


def ask(server: Server, method: str, path: str, as_: str = "crm", **given: Any) -> httpx.Response:
    headers = {"Authorization": f"Bearer {server.keys[as_]}"}
    return httpx.request(method, server.url + path, headers=headers, timeout=20, **given)


def test_every_step_ends_well(walked: Walked) -> None:
    said = {name: (ran.code, ran.err[-2000:]) for name, ran in walked.ran.items()}
    wanted = dict.fromkeys(said, 0) | {"train": 0 if walked.ran["train"].report["gate_passed"] else 4}
    assert {name: code for name, (code, _) in said.items()} == wanted, said


def test_check_reports_every_row_and_which_features_are_on(walked: Walked) -> None:
    report = walked.ran["check"].report
    orders = next(table for table in report["tables"] if table["name"] == "orders")
    assert orders["rows_in"] == orders["accepted"] + orders["repaired"] + orders["quarantined"] > 10_000
    assert {"own_cycle_days", "days_since_order", "overdue_ratio"} <= set(report["features_on"])
    assert report["tables_missing"] == []


def test_the_feature_file_holds_one_row_a_client(walked: Walked) -> None:
    report = walked.ran["features"].report
    features = pd.read_parquet(report["file"])
    assert len(features) == report["rows"] == features["client_id"].nunique()
    assert {str(day) for day in features["as_of"]} == set(report["as_of"])


def test_train_says_what_was_registered_and_how_it_did(walked: Walked) -> None:
    report = walked.ran["train"].report
    assert sorted(report["aliases"]) == sorted(["challenger", *["champion"] * report["gate_passed"]])
    contestants = {row["contestant"] for row in report["figures"]}
    assert {"no_skill", "silence_rule", "overdue_ratio", "expected_orders", "lightgbm"} <= contestants
    page = Path(report["report"]).read_text(encoding="utf-8")
    assert report["headline"] in page
    assert page.lstrip().lower().startswith("<!doctype html")


def test_compare_shows_the_version_with_its_figures(walked: Walked) -> None:
    (version,) = walked.ran["compare"].report
    trained = walked.ran["train"].report
    gate = "passed" if trained["gate_passed"] else "refused"
    assert (version["name"], version["gate"]) == (trained["version"], gate)
    assert version["aliases"] == sorted(trained["aliases"])
    assert version["value"] == trained["value_method"]
    kind = trained["version"].split("-")[0]
    wanted = ("at_risk", "silence_rule" if kind == "rule" else kind, "average_precision")
    (figure,) = [
        row["mean"]
        for row in trained["figures"]
        if (row["group"], row["contestant"], row["figure"]) == wanted
    ]
    assert version["average_precision"] == figure


def test_score_writes_the_columns_of_the_contract_and_every_client_once(walked: Walked) -> None:
    report = walked.ran["score"].report
    scores = pd.read_csv(walked.folder / "scores.csv", dtype={"client_id": "str"})
    assert tuple(scores.columns) == SCORES
    assert report["clients"] == len(scores) == scores["client_id"].nunique() == CLIENTS + 1
    assert report["as_of"] == "2024-07-01"
    assert sum(row["clients"] for row in report["by_status"]) == CLIENTS + 1
    worth = scores.groupby("status")["expected_ltv"].sum(min_count=1)
    told = {row["status"]: row["expected_ltv"] for row in report["by_status"]}
    assert told == {status: pytest.approx(of) if of == of else None for status, of in worth.items()}


@pytest.mark.parametrize("name", ["at-risk", "recoverable"])
def test_a_list_is_the_same_on_the_screen_and_in_each_file(walked: Walked, tmp_path: Path, name: str) -> None:
    shown = walked.run("list", name, "--budget", "20000", "--json").report
    files = {form: tmp_path / f"list.{form}" for form in ("xlsx", "csv", "json")}
    for path in files.values():
        ran = walked.run("list", name, "--budget", "20000", "--out", path)
        assert (ran.code, ran.err) == (0, "")
        assert str(path) in ran.out
    ids = [item["client_id"] for item in shown["items"]]
    assert shown["clients"] == len(ids) > 0
    assert shown["cost"] <= 20_000
    assert "nan" not in ran.out.lower()
    page = openpyxl.load_workbook(files["xlsx"]).worksheets[0]
    assert [row[1] for row in page.iter_rows(min_row=2, values_only=True)] == ids
    table = pd.read_csv(files["csv"], sep=";", decimal=",", dtype={"client_id": "str"}, encoding="utf-8-sig")
    assert table["client_id"].tolist() == ids
    assert list(table.columns) == list(PLAN_COLUMNS)
    told = json.loads(files["json"].read_text(encoding="utf-8"))
    assert [item["client_id"] for item in told["items"]] == ids
    assert told["about"]["budget"] == 20_000
    assert not any("phone" in item or "email" in item for item in told["items"])


def test_contacts_stand_in_a_file_only_on_request_and_the_audit_tells(walked: Walked, tmp_path: Path) -> None:
    from serving.ledger import Ledger

    company = walked.copied(tmp_path / "company")
    made = company.run("list", "at-risk", "--with-contacts", "--json").report
    assert all({"phone", "email"} <= set(item) for item in made["items"])
    assert sum("@" in (item["email"] or "") for item in made["items"]) > 100
    ledger = Ledger(company.settings.ledger_url, zone=company.settings.zone)
    entry = ledger.audit_rows()[-1]
    ledger.close()
    assert (entry.what, entry.how_many) == ("list_with_contacts", made["clients"])


def test_keys_are_made_listed_and_revoked_by_commands(moved: Walked) -> None:
    from datetime import UTC, datetime

    from serving.ledger import Ledger

    made = moved.run("key", "add", "--role", "crm", "--branch", "Север", "--json").report
    assert set(made) == {"key", "id", "role"}
    listed = {row["id"]: row for row in moved.run("key", "list", "--json").report}
    assert listed[made["id"]]["branch"] == "Север"
    assert made["key"] not in json.dumps(listed)
    assert moved.run("key", "revoke", made["id"]).code == 0
    ledger = Ledger(moved.settings.ledger_url, zone=moved.settings.zone)
    assert ledger.check_key(made["key"], datetime.now(UTC)) is None
    ledger.close()


def test_the_server_gives_published_scores(served: Server) -> None:
    answer = ask(served, "POST", "/v1/scores", json={"client_ids": ["0000002", "nobody", ORDERLESS]})
    body = answer.json()
    assert answer.status_code == 200
    assert [score["client_id"] for score in body["scores"]] == ["0000002", ORDERLESS]
    assert set(SCORES) <= set(body["scores"][0])
    assert body["errors"] == [{"client_id": "nobody", "code": "unknown_client"}]
    assert body["scores"][1]["status"] == "insufficient_data"
    assert body["scores"][1]["churn_probability"] is None


def test_the_server_scores_live_as_it_published(served: Server, moved: Walked) -> None:
    published = ask(served, "POST", "/v1/scores", json={"client_ids": ["0000003"]}).json()["scores"][0]
    body = {"as_of": published["as_of"], **raw_events(moved.folder, {"0000003"})}
    (live,) = ask(served, "POST", "/v1/scores/live", json=body).json()["scores"]
    assert set(live) == set(SCORES)
    assert live["churn_probability"] == pytest.approx(published["churn_probability"], rel=1e-9)
    assert live["status"] == published["status"]
    early = ask(served, "POST", "/v1/scores/live", json=body | {"as_of": "2024-06-30"})
    assert early.status_code == 422 or early.status_code == 400
    assert "2024-07-01" in early.json()["detail"]


def test_the_server_gives_one_client_and_the_models_card(served: Server) -> None:
    answer = ask(served, "GET", "/v1/clients/0000002", "marketer")
    client = answer.json()
    assert answer.headers["etag"]
    assert client["score"]["client_id"] == "0000002"
    assert client["client"]["branch"]
    card = ask(served, "GET", "/v1/model").json()
    assert card["model_version"] == TREES
    assert card["figures"]
    assert card["leaving"]["cycles"] == 2


def test_the_server_gives_lists_with_filters_and_budget_in_each_form(served: Server) -> None:
    whole = ask(served, "GET", "/v1/lists/at-risk?limit=1000", "marketer").json()
    assert whole["clients"] == len(whole["items"])
    branch = whole["items"][0]["branch"]
    few = ask(served, "GET", f"/v1/lists/at-risk?limit=1000&budget=3000&branch={branch}", "marketer").json()
    assert 0 < few["clients"] < whole["clients"]
    assert {item["branch"] for item in few["items"]} == {branch}
    assert few["cost"] <= 3000
    assert few["plan_id"] != whole["plan_id"]
    ids = [item["client_id"] for item in few["items"]]
    query = f"/v1/lists/at-risk?budget=3000&branch={branch}&language=en"
    told = ask(served, "GET", f"{query}&format=csv", "marketer")
    table = pd.read_csv(io.BytesIO(told.content), dtype={"client_id": "str"}, encoding="utf-8-sig")
    assert table["client_id"].tolist() == ids
    book = openpyxl.load_workbook(io.BytesIO(ask(served, "GET", f"{query}&format=xlsx", "marketer").content))
    assert [row[1] for row in book.worksheets[0].iter_rows(min_row=2, values_only=True)] == ids


def test_a_command_and_the_server_make_the_same_list(served: Server, moved: Walked) -> None:
    by_command = moved.run("list", "recoverable", "--budget", "5000", "--json").report
    by_server = ask(served, "GET", "/v1/lists/recoverable?budget=5000&limit=1000", "marketer").json()
    assert by_server["plan_id"] == by_command["plan_id"]
    assert [item["client_id"] for item in by_server["items"]] == [
        item["client_id"] for item in by_command["items"]
    ]
    assert by_server["bound"] == pytest.approx(by_command["bound"])


def wait_for_version(server: Server, version: str) -> bool:
    ends = time.monotonic() + 30
    while time.monotonic() < ends:
        if ask(server, "GET", "/v1/model").json()["model_version"] == version:
            return True
        time.sleep(0.3)
    return False


def test_what_is_promoted_rolled_back_and_scored_is_taken_without_a_restart(
    served: Server, moved: Walked
) -> None:
    number = register(moved, "second-by-hand")
    refused = moved.run("promote", number)
    assert refused.code == 4
    assert "The gate refused version 3 (second-by-hand)" in refused.err
    bare = moved.run("promote", number, "--force")
    assert (bare.code, "--force needs --why" in bare.err) == (2, True)
    assert moved.run("promote", number, "--force", "--why", "a new season").code == 0
    with read_on_few_days():
        assert moved.run("score", "--json").report["model_version"] == "second-by-hand"
    assert wait_for_version(served, "second-by-hand")
    back = moved.run("rollback")
    assert (back.code, TREES in back.out) == (0, True)
    with read_on_few_days():
        assert moved.run("score", "--json").report["model_version"] == TREES
    assert wait_for_version(served, TREES)
