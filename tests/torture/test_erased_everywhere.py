"""A person who was scored, listed, contacted and told of is erased over HTTP; the ledger is in PostgreSQL."""

import asyncio
import csv
import logging
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pandas as pd
import pytest
from sqlalchemy import text

from serving.edge.event_log import JsonLine, write_log
from serving.personal.erasing import erase_pending
from serving.store import open_published
from tests.serving.commands.test_privacy import told
from tests.serving.conftest import Inside, stop_inside
from tests.serving.ledger.conftest import direct_engine, empty, run_sql
from tests.serving.ledger.conftest import postgresql_url as postgresql_url
from tests.serving.ledger.test_erasures import everything_told
from tests.serving.walked import CLIENTS, Walked, raw_events, start_walked
from training.tracking.store import Tracking

pytestmark = pytest.mark.torture

WEBHOOK = """
[webhooks.crm]
url = "http://127.0.0.1:9/nobody"
secret_env = "TEST_WEBHOOK_SECRET"
events = ["risk.entered", "risk.left", "attempt.closed"]
"""


@pytest.fixture(scope="module")
def company(
    walked: Walked, postgresql_url: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Walked]:
    """The walked company, scored once more, with its ledger in PostgreSQL and a receiver that never answers."""
    company = walked.copied(tmp_path_factory.mktemp("everywhere") / "company")
    empty(postgresql_url)
    for file in company.data_dir.glob("ledger.db*"):
        file.unlink()
    settings = company.config.read_text(encoding="utf-8")
    settings = re.sub(r"(?m)^#? ?ledger_url = .*$", f'ledger_url = "{postgresql_url}"', settings)
    settings = settings.replace(
        "[serving]\n", "[serving]\ntimeout_seconds = 600\n"
    )  # a busy machine is no fault
    company.config.write_text(settings + WEBHOOK, encoding="utf-8")
    assert company.settings.ledger_url == postgresql_url
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TEST_WEBHOOK_SECRET", "whsec_" + "QUJD" * 8)
        ran = company.run("score")
        assert ran.code == 0, ran.err
        yield company


@pytest.fixture(scope="module")
def whom(company: Walked) -> dict[str, str]:
    """Somebody on the list of those at risk, of a name that nobody else has."""
    out = company.folder / "list.csv"
    assert company.run("list", "at-risk", "--with-contacts", "--out", out).code == 0
    people = open_published(company.data_dir).tables["clients"].to_pandas().set_index("client_id")
    alone = people[people["name"].map(people["name"].value_counts()) == 1]
    listed = pd.read_csv(out, sep=";", dtype="str", encoding="utf-8-sig").iloc[:, 1]
    who = next(str(one) for one in listed if one in alone.index and alone.loc[one, "phone"])
    return {"client_id": who, **{name: alone.loc[who, name] for name in ("name", "phone", "email")}}


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Everything that this process logs, at every level of ours, as a file."""
    path = tmp_path_factory.mktemp("log") / "log.jsonl"
    handler = logging.FileHandler(path, encoding="utf-8")
    handler.setFormatter(JsonLine())
    names = ("", "bentoml")
    for name in names:
        logging.getLogger(name).addHandler(handler)
    write_log("json")
    yield path
    for name in names:
        logging.getLogger(name).removeHandler(handler)
    handler.close()


def lived(inside: Inside, company: Walked, whom: dict[str, str]) -> None:
    """Ask in every way of the person, and let every table of the ledger know them."""
    who = whom["client_id"]
    ask = inside.ask
    (score,) = ask("POST", "/v1/scores", as_="crm", json={"client_ids": [who]}).json()["scores"]
    body = {"client_id": who, "list": "at-risk", "action": score["recommended_action"]["action"]}
    kept = {"Idempotency-Key": f"crm-task-{who}"}
    taken = ask("POST", "/v1/attempts", as_="crm", json=body, headers=kept)
    assert taken.status_code == 201, taken.text
    path = f"/v1/attempts/{taken.json()['attempt_id']}/outcome"
    assert ask("POST", path, as_="crm", json={"outcome": "refused"}, headers=kept).status_code == 422
    assert ask("POST", path, as_="crm", json={"outcome": "refused"}).status_code == 200
    rows = raw_events(company.folder, {who})
    live = {"as_of": inside.backend.current.published.as_of.isoformat(), "orders": rows["orders"]}
    assert ask("POST", "/v1/scores/live", as_="crm", json=live | {"clients": rows["clients"]}).is_success
    bad = live | {"clients": [{"client_id": who, "name": whom["name"], "phone": 7}]}
    assert ask("POST", "/v1/scores/live", as_="crm", json=bad).status_code == 422
    assert ask("POST", "/v1/opt-outs", as_="crm", json={"client_id": who, "channel": "call"}).is_success
    for path in (
        *(f"/v1/clients/{who}", f"/v1/clients/{whom['name']}", f"/v1/attempts/{who}/outcome"),
        *("/v1/lists/at-risk?format=csv", f"/v1/lists/at-risk?branch={whom['name']}", f"/{whom['phone']}"),
    ):
        ask("GET", path, as_="crm")
    assert ask("GET", f"/v1/clients/{who}", as_="crm").json()["attempt_state"]["attempt"]


def hits(place: str, whom: dict[str, str]) -> list[str]:
    """By what the person is known in a text."""
    words = {"client_id": rf"(?<!\d){whom['client_id']}(?!\d)"}
    words |= {name: re.escape(whom[name]) for name in ("name", "phone", "email")}
    return [name for name, word in words.items() if re.search(word, place)]


def folders(company: Walked, whom: dict[str, str]) -> set[str]:
    """Where below DATA_DIR the person is told of."""
    data_dir = company.data_dir
    return {
        Path(path).relative_to(data_dir).parts[0] for path, said in told(data_dir).items() if hits(said, whom)
    }


def tables_of(url: str, whom: dict[str, str]) -> set[str]:
    """Tables of the ledger that hold the person's id."""
    engine = direct_engine(url)
    with engine.connect() as connection:
        names = connection.execute(text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")).all()
        found = {
            name
            for (name,) in names
            if hits(str(connection.execute(text(f"SELECT * FROM {name}")).all()), whom)
        }
    engine.dispose()
    return found


def test_nothing_of_the_erased_is_left_anywhere_and_a_re_import_brings_nobody_back(
    company: Walked, whom: dict[str, str], log: Path, postgresql_url: str
) -> None:
    with Tracking(company.settings).run("a mistake", {}) as run:
        run.text(f"client_id,score\n{whom['client_id']},1\n", "tables/mistake.csv")
        # a copied company's runs keep their artifacts where those of the first one are
        place = Path(unquote(urlsplit(run.client.get_run(run.run_id).info.artifact_uri).path)).parents[1]
    assert place.name == "mlartifacts"

    def artifacts_that_tell() -> list[str]:
        artifacts = told(place)
        return [Path(path).name for path, said in artifacts.items() if hits(said, whom)]

    inside, stack = start_walked(company)
    ledger: Any = inside.backend.ledger
    try:
        lived(inside, company, whom)
        figures = inside.ask("GET", "/metrics", as_="admin").text
        run_sql(postgresql_url, "ANALYZE")
        in_ledger = {"attempts", "plan_rows", "episodes", "holdouts", "opt_outs", "replies", "outbox"}
        assert in_ledger <= tables_of(postgresql_url, whom)
        assert {"events", "published"} <= folders(company, whom)
        assert artifacts_that_tell() == ["mistake.csv"]
        asked = inside.ask("DELETE", f"/v1/clients/{whom['client_id']}", as_="admin")
        assert asked.status_code == 202

        async def erase() -> None:
            await asyncio.to_thread(erase_pending, company.settings, ledger, inside.backend.clock)

        inside.loop.run_until_complete(erase())
        done = inside.ask("GET", asked.headers["location"], as_="admin").json()
        assert done["state"] == "done"
        inside.backend.refresh()
        assert inside.ask("GET", f"/v1/clients/{whom['client_id']}", as_="crm").status_code == 404
    finally:
        stop_inside(inside, stack)

    assert hits(everything_told(postgresql_url), whom) == []
    assert folders(company, whom) == set()
    assert artifacts_that_tell() == []
    assert hits(figures, whom) == []
    said = log.read_text(encoding="utf-8")
    assert said.count('"event": "request"') > 10
    assert hits(said, whom) == []

    with (company.folder / "crm.csv").open("w", encoding="utf-8", newline="") as file:
        row = [whom["client_id"], "call", "2024-06-01"]
        csv.writer(file).writerows([["client_id", "action", "attempted_at"], row])
    assert company.run("check").code == 0
    assert company.run("score").code == 0
    assert company.run("record", company.folder / "crm.csv", "--json").report["errors"]
    assert len(open_published(company.data_dir).tables["scores"]) == CLIENTS
    assert hits(everything_told(postgresql_url), whom) == []
    assert folders(company, whom) == set()
    left = company.run("erase", "--pending", "--json").report
    assert {"list.csv"} <= {Path(file).name for file in left["files"]}
