"""The ledger's database goes away, is locked or read-only: it is told, nothing is half-written, the rest goes on."""

import random
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from serving.ledger import Ledger
from tests.serving.conftest import Inside, start_inside, stop_inside
from tests.serving.cut_off import CutOff
from tests.serving.ledger.conftest import NOW, empty
from tests.serving.ledger.conftest import postgresql_url as postgresql_url  # the fixture
from tests.serving.walked import Ran, winback

ROWS, CUTS = 40, 8
SETTINGS = """[storage]
data_dir = "data"
ledger_url = "{}"
[actions.call]
channel = "call"
"""
TAKEN = {"list": "at_risk", "action": "Звонок"}


@pytest.fixture
def cut_off(postgresql_url: str) -> Iterator[CutOff]:
    empty(postgresql_url)
    with CutOff() as way:
        yield way


@pytest.fixture
def through(cut_off: CutOff, postgresql_url: str) -> str:
    """The database's address by the way that can be cut."""
    return postgresql_url.replace(":5432", f":{cut_off.port}")


@contextmanager
def served(folder: Path, ledger_url: str, keys: dict[str, str] | None = None) -> Iterator[Inside]:
    inside, stack = start_inside(folder, ledger_url=ledger_url, keys=keys)
    try:
        yield inside
    finally:
        stop_inside(inside, stack)


def score(inside: Inside) -> httpx.Response:
    return inside.ask("POST", "/v1/scores", as_="crm", json={"client_ids": ["00001"]})


def take(inside: Inside, client_id: str, name: str) -> httpx.Response:
    body = {"client_id": client_id, **TAKEN}
    headers = {"Idempotency-Key": name}
    return inside.ask("POST", "/v1/attempts", as_="crm", json=body, headers=headers)


def assert_told(refused: httpx.Response) -> None:
    assert refused.status_code == 503, refused.text
    assert int(refused.headers["Retry-After"]) > 0
    assert refused.headers["content-type"].startswith("application/problem+json")
    assert "ledger" in refused.json()["detail"]


def test_while_the_database_is_down_scores_go_on_and_attempts_are_refused_with_a_time_to_come_back(
    tmp_path: Path, cut_off: CutOff, through: str
) -> None:
    with served(tmp_path / "data", through) as inside:
        assert score(inside).status_code == 200
        cut_off.cut()
        assert [score(inside).status_code for _ in range(3)] == [200] * 3
        assert inside.ask("GET", "/readyz").status_code == 200
        assert_told(take(inside, "00001", "one"))
        cut_off.mend()
        assert take(inside, "00001", "one").status_code == 201
        assert inside.backend.ledger.check_audit() > 0


def test_a_database_that_was_restarted_between_two_requests_costs_none(cut_off: CutOff, through: str) -> None:
    with closing(Ledger(through)) as ledger:
        for _ in range(3):
            ledger.add_key("crm", now=NOW)
            cut_off.cut()
            cut_off.mend()
        assert len(ledger.list_keys()) == 3


def test_an_attempt_whose_connection_dies_on_the_way_stands_whole_or_not_at_all(
    tmp_path: Path, cut_off: CutOff, through: str
) -> None:
    chance = random.Random(5)
    with served(tmp_path / "data", through) as inside:
        ids = [f"{number:05d}" for number in range(20, 20 + CUTS)]
        before = cut_off.passed
        assert take(inside, "00019", "whole").status_code == 201
        usual = cut_off.passed - before
        for client_id in ids:
            cut_off.cut(after=chance.randint(1, usual))
            answer = take(inside, client_id, client_id)
            cut_off.mend()
            if answer.status_code != 201:
                assert_told(answer)
                answer = take(inside, client_id, client_id)
                assert answer.status_code == 201, answer.text
            assert take(inside, client_id, client_id).json() == answer.json()
        ledger: Any = inside.backend.ledger
        assert sum(row.what.startswith("attempt") for row in ledger.audit_rows()) == 1 + CUTS
        assert ledger.check_audit() > CUTS


@pytest.fixture
def recording(tmp_path: Path) -> Callable[[str], Ran]:
    """Record a CRM's export into a ledger."""
    rows = "".join(f"{number:05d};call;2026-03-01;заказ\n" for number in range(ROWS))
    (tmp_path / "crm.csv").write_text(f"client_id;action;attempted_at;outcome\n{rows}", "utf-8")

    def run(ledger_url: str) -> Ran:
        (tmp_path / "winback.toml").write_text(SETTINGS.format(ledger_url), "utf-8")
        return winback("record", tmp_path / "crm.csv", "--json", config=tmp_path / "winback.toml")

    return run


def test_recording_over_a_connection_that_dies_is_told_and_a_rerun_does_what_is_left(
    cut_off: CutOff, through: str, postgresql_url: str, recording: Callable[[str], Ran]
) -> None:
    Ledger(postgresql_url).close()
    before, chance, told = cut_off.passed, random.Random(7), 0
    assert recording(through).report["recorded"] == ROWS
    usual = cut_off.passed - before
    for _ in range(CUTS):
        empty(postgresql_url)
        Ledger(postgresql_url).close()
        cut_off.cut(after=chance.randint(1, usual))
        ran = recording(through)
        cut_off.mend()
        if ran.code:
            told += 1
            assert (ran.code, ran.out) == (5, "")
            assert "cannot be used now" in ran.err
            assert "postgres@" not in ran.err
        report = recording(through).report
        assert report["recorded"] + report["known"] == ROWS
        ledger = Ledger(postgresql_url)
        assert sum(row.how_many for row in ledger.audit_rows()) == ROWS
        ledger.check_audit()
        ledger.close()
    assert told > CUTS // 2


def test_a_locked_sqlite_is_told_after_the_wait_and_serving_goes_on(own_inside: Inside) -> None:
    path = own_inside.backend.settings.storage.data_dir / "ledger.db"
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        assert_told(take(own_inside, "00001", "one"))
        assert score(own_inside).status_code == 200
        assert own_inside.ask("GET", "/v1/clients/00001", as_="marketer").status_code == 200
    finally:
        other.execute("ROLLBACK")
        other.close()
    assert take(own_inside, "00001", "one").status_code == 201


def test_a_read_only_ledger_is_told_and_serving_goes_on(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with served(data, f"sqlite:///{data}/ledger.db") as inside:
        keys = inside.keys
    read_only = f"sqlite:///file:{data}/ledger.db?mode=ro&uri=true"
    with served(data, read_only, keys) as inside:
        assert_told(take(inside, "00001", "one"))
        assert score(inside).status_code == 200
