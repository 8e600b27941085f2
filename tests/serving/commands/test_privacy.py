"""What a person may ask for: what is held, not to be contacted, and to be erased everywhere."""

import csv
import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow.parquet as pq
import pytest

from features.materialize import open_events
from serving.ledger import Ledger, NewOutcome
from serving.past.scores import keep_published
from serving.personal import erasing
from serving.personal.erasing import ask_erasure, erase_pending
from serving.store import open_published
from serving.store.locks import exclusive
from tests.serving.walked import CLIENTS, Walked, winback
from training.tracking.store import Tracking


@pytest.fixture(scope="module")
def company(walked: Walked, tmp_path_factory: pytest.TempPathFactory) -> Walked:
    """The walked company once more, in which a listed client has an attempt and a faulty row."""
    return walked.copied(tmp_path_factory.mktemp("erased") / "company")


@pytest.fixture(scope="module")
def whom(company: Walked) -> dict[str, str]:
    """Somebody who stands in every place, and by what it is known."""
    settings = company.settings
    assert company.run("list", "at-risk", "--out", company.folder / "list.csv").code == 0
    keep_published(company.data_dir)
    published = open_published(company.data_dir)
    people = published.tables["clients"].to_pandas().set_index("client_id")
    listed = pd.read_csv(company.folder / "list.csv", sep=";", dtype="str", encoding="utf-8-sig").iloc[:, 1]
    who = next(str(one) for one in listed if people.loc[one, "phone"] and people.loc[one, "email"])
    ledger = Ledger(settings.ledger_url, zone=settings.zone)
    now = published.scored_at
    taken = ledger.take_attempt(who, "at_risk", "call", None, now)
    ledger.record_outcome(taken.attempt_id, NewOutcome("refused", now), now, by="key:1")
    ledger.close()
    with (company.folder / "orders.csv").open(encoding="utf-8", newline="") as orders:
        columns = csv.DictReader(orders).fieldnames or []
    with (company.folder / "orders.csv").open("a", encoding="utf-8", newline="") as orders:
        csv.DictWriter(orders, columns).writerow({"client_id": who, "amount": "сто"})
    assert company.run("check").code == 0
    page = company.data_dir / "reports" / "by-mistake.html"
    page.write_text(f"call {people.loc[who, 'phone']}")
    tracking = Tracking(settings)
    with tracking.run("a mistake", {}) as run:
        run.text(f"client_id,score\n{who},1\n", "tables/mistake.csv")
    return {"client_id": who, **{name: people.loc[who, name] for name in ("name", "phone", "email")}}


def told(folder: Path) -> dict[str, str]:
    """What every file of a folder says, tables and databases decoded."""
    said = {}
    for path in sorted(folder.rglob("*")):
        if path.suffix == ".parquet":
            said[str(path)] = pq.read_table(path).to_pandas().to_csv()
        elif path.suffix == ".db":
            with sqlite3.connect(path) as database:
                said[str(path)] = "\n".join(database.iterdump())
            database.close()
        elif path.is_file():
            said[str(path)] = path.read_bytes().decode("utf-8", "replace")
    return said


def places(folder: Path, whom: dict[str, str]) -> set[str]:
    """The top folders below DATA_DIR in which one of the words by which somebody is known stands."""
    words = [rf"(?<!\d){whom['client_id']}(?!\d)", re.escape(whom["phone"]), re.escape(whom["email"])]
    found = {path for path, text in told(folder).items() if re.search("|".join(words), text)}
    return {Path(path).relative_to(folder).parts[0] for path in found}


def test_what_is_held_on_a_person_is_given_and_audited(company: Walked, whom: dict[str, str]) -> None:
    out = company.folder / "person.json"
    ran = company.run("person", whom["client_id"], "--out", out)
    assert ran.code == 0
    held = json.loads(out.read_text(encoding="utf-8"))
    snapshot = open_published(company.data_dir).snapshot_id
    wanted = {
        "events/orders",
        "events/clients",
        "quarantine",
        f"published/{snapshot}/scores",
        "reports",
        "mlflow",
    }
    wanted |= {f"published/{snapshot}/{name}" for name in ("clients", "options", "candidates")}
    wanted |= {f"ledger/{name}" for name in ("attempts", "outcomes", "plan_rows", "holdouts", "episodes")}
    assert wanted | {f"past-scores/{snapshot}"} <= set(held)
    assert all(row["client_id"] == whom["client_id"] for row in held["events/orders"])
    assert held["events/clients"][-1]["phone"] == whom["phone"]
    rows = company.run("audit", "--json").report["last"]
    assert (rows[-1]["what"], rows[-1]["how_many"]) == ("person.export", 1)


def test_a_wish_holds_from_the_next_list_and_can_be_taken_back(company: Walked, whom: dict[str, str]) -> None:
    def listed() -> tuple[str, set[str]]:
        shown = company.run("list", "at-risk", "--json").report
        return shown["plan_id"], {item["client_id"] for item in shown["items"]}

    before, ids = listed()
    other = sorted(ids - {whom["client_id"]})[0]
    assert company.run("opt-out", other).code == 0
    plan_id, ids = listed()
    assert other not in ids
    assert plan_id != before
    assert "уже записан" in company.run("opt-out", other).out
    assert company.run("opt-out", other, "--channel", "pigeon").code == 2
    assert "Отказ снят." in company.run("opt-out", other, "--undo").out
    assert "Такого отказа не было" in company.run("opt-out", other, "--undo").out
    assert listed()[0] == before


def test_an_id_that_nobody_has_is_told_as_such(company: Walked) -> None:
    ran = company.run("opt-out", "nobody")
    assert (ran.code, ran.out) == (0, "Отказ записан.\n")
    assert "Клиента с таким кодом" in ran.err
    assert company.run("opt-out", "nobody", "--undo").code == 0
    assert "Об этом коде ничего не хранится" in company.run("person", "nobody").out


def test_a_wish_under_an_id_that_was_merged_into_another_stands_for_that_one(
    walked: Walked, tmp_path: Path
) -> None:
    company = walked.copied(tmp_path / "company")
    now_id = company.run("list", "at-risk", "--json").report["items"][0]["client_id"]

    def is_listed() -> bool:
        items = company.run("list", "at-risk", "--json").report["items"]
        return now_id in {item["client_id"] for item in items}

    assert company.run("opt-out", "older").err != ""
    (company.folder / "aliases.csv").write_text(
        f"client_id,alias_of\nold,{now_id}\nolder,{now_id}\n", encoding="utf-8"
    )
    with (company.folder / "winback.toml").open("a", encoding="utf-8") as settings:
        settings.write('\n[source.tables.aliases]\nfrom = "aliases.csv"\n')
    assert company.run("check").code == 0
    ran = company.run("opt-out", "old")
    assert (ran.code, ran.out, ran.err) == (0, "Отказ записан.\n", "")
    assert not is_listed()
    assert company.run("opt-out", "old", "--undo").code == 0
    assert is_listed()
    assert company.run("opt-out", now_id, "--channel", "call").code == 0
    with closing(Ledger(company.settings.ledger_url, zone=company.settings.zone)) as ledger:
        assert ledger.opt_outs() == {(now_id, "call")}


def test_a_wish_by_command_does_not_wait_for_damaged_aliases(walked: Walked, tmp_path: Path) -> None:
    company = walked.copied(tmp_path / "company")
    now_id = company.run("list", "at-risk", "--json").report["items"][0]["client_id"]
    (company.folder / "aliases.csv").write_text(f"client_id,alias_of\nold,{now_id}\n", encoding="utf-8")
    with (company.folder / "winback.toml").open("a", encoding="utf-8") as settings:
        settings.write('\n[source.tables.aliases]\nfrom = "aliases.csv"\n')
    assert company.run("check").code == 0
    (accepted,) = company.settings.storage.data_dir.glob("events/*/aliases.parquet")
    accepted.write_bytes(b"damaged")
    ran = company.run("opt-out", "old")
    assert (ran.code, ran.out) == (0, "Отказ записан.\n")
    assert "отказ действует только для old" in ran.err
    assert "Run `winback check`" in ran.err
    with closing(Ledger(company.settings.ledger_url, zone=company.settings.zone)) as ledger:
        assert ledger.opt_outs() == {("old", "")}


def test_without_a_client_or_what_is_pending_there_is_nothing_to_do(company: Walked) -> None:
    assert company.run("erase").code == 2
    assert company.run("erase", "--pending", "--json").report["erasures"] == []


def test_nobody_is_erased_while_others_are_at_work(company: Walked) -> None:
    with exclusive(company.data_dir, "scoring"):
        ran = company.run("erase", "--pending")
    assert ran.code == 5
    assert "scoring is at work" in ran.err


@pytest.fixture(scope="module")
def erased(company: Walked, whom: dict[str, str]) -> dict[str, Any]:
    """The person is erased, after one run was killed on the way, and the source was read meanwhile."""
    settings = company.settings
    assert places(company.data_dir, whom) == {
        *("events", "ledger.db", "past-scores", "published", "quarantine", "reports")
    }
    ledger = Ledger(settings.ledger_url, zone=settings.zone)
    clock = lambda: open_published(company.data_dir).scored_at  # noqa: E731
    with pytest.MonkeyPatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(erasing, "forget_events", _killed)
        ask_erasure(settings, ledger, whom["client_id"], clock(), by="key:1")
        erase_pending(settings, ledger, clock)
    ledger.close()
    assert company.run("check").code == 0  # from now on nothing in the events tells who it was
    return company.run("erase", "--pending", "--json").report


def _killed(*_: object) -> None:
    raise KeyboardInterrupt


def test_a_killed_erasure_is_finished_by_a_rerun_and_leaves_nothing(
    company: Walked, whom: dict[str, str], erased: dict[str, Any]
) -> None:
    assert places(company.data_dir, whom) == set()
    (done,) = erased["erasures"]
    assert done["done_at"]
    assert done["gone"]["ledger/attempts"] == 1
    assert erased["source"] == str(company.folder)
    assert {Path(file).name for file in erased["files"]} >= {"list.csv", "person.json"}
    held = company.run("person", whom["client_id"], "--json").report
    assert held == {}
    newest = company.run("audit", "--json").report
    assert newest["rows"] > 3
    assert f"client.erase:{done['erasure_id']}" in [row["what"] for row in newest["last"]]


def test_everybody_else_is_still_there(company: Walked, whom: dict[str, str], erased: dict[str, Any]) -> None:
    published = open_published(company.data_dir)
    assert len(published.tables["scores"]) == CLIENTS
    assert open_events(company.data_dir)["clients"].client_id.nunique().execute() == CLIENTS


def test_the_next_import_and_the_crm_bring_nobody_back(
    company: Walked, whom: dict[str, str], erased: dict[str, Any]
) -> None:
    assert whom["client_id"] in (company.folder / "orders.csv").read_text(encoding="utf-8")
    assert company.run("check").code == 0
    assert places(company.data_dir, whom) == set()
    row = f"client_id,action,attempted_at\n{whom['client_id']},call,2024-06-01\n"
    (company.folder / "crm.csv").write_text(row, encoding="utf-8")
    report = company.run("record", company.folder / "crm.csv", "--json").report
    assert [error["code"] for error in report["errors"]] == ["erased"]
    assert places(company.data_dir, whom) == set()


def test_an_audit_without_a_row_says_so_and_of_no_rows_it_is_not_asked(tmp_path: Path) -> None:
    config = tmp_path / "winback.toml"
    config.write_text('[source]\nurl = "."\n', encoding="utf-8")
    ran = winback("audit", config=config)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Записей ещё нет")
    assert "None" not in ran.out
    assert winback("audit", "--json", config=config).report == {"rows": 0, "newest_sha256": None, "last": []}
    refused = winback("audit", "--last", "-4", config=config)
    assert (refused.code, refused.out) == (2, "")
    assert "--last is -4; at least one row is shown." in refused.err


def test_a_changed_audit_is_told_with_its_row(company: Walked, erased: dict[str, Any]) -> None:
    with sqlite3.connect(company.data_dir / "ledger.db") as database:
        database.execute("UPDATE audit SET how_many = 9 WHERE number = 2")
    database.close()
    ran = company.run("audit")
    assert ran.code == 3
    assert "breaks at row 2" in ran.err
