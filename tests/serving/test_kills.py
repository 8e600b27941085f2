"""A few kills of one command, each at a seeded step; `make torture` kills every command fifty times.

What publishes is killed in `tests/serving/store/test_publishing.py`, what writes a file in
`tests/features/test_whole_files.py`.
"""

import random
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from serving.ledger import Ledger
from tests.torture.warm import Ended, Order, Warm

NOW, ROWS = "2024-07-02T06:00:00+00:00", 600


@pytest.fixture(scope="module")
def warm() -> Iterator[Warm]:
    made = Warm(
        "serving.cli",
        "serving.ledger",
        "serving.crm.returned",
        "serving.telling.webhooks",
        "features.privacy.erased",
    )
    yield made
    made.close()


@pytest.fixture
def company(tmp_path: Path) -> Path:
    (tmp_path / "winback.toml").write_text(
        '[storage]\ndata_dir = "data"\n[actions.call]\nchannel = "call"\n', encoding="utf-8"
    )
    rows = "".join(f"crm-{number:05d};call;2024-06-01;\n" for number in range(ROWS))
    text = f"client_id;action;attempted_at\n{rows}faulty;dance;2024-06-01\n".replace(";\n", "\n")
    (tmp_path / "crm.csv").write_text(text, encoding="utf-8")
    return tmp_path


def record(warm: Warm, company: Path, *words: str, at_step: int | None = None) -> Ended:
    files = ("crm.csv", "--errors", "refused.csv", "--config", "winback.toml")
    paths = (word if word.startswith("--") else str(company / word) for word in files)
    return warm.run(Order(("record", *paths, *words), str(company), NOW, at_step=at_step))


def recorded(company: Path) -> int:
    """How many attempts stand; the audit's chain is proved."""
    ledger = Ledger(f"sqlite:///{company}/data/ledger.db")
    ledger.check_audit()
    ledger.close()
    database = sqlite3.connect(company / "data" / "ledger.db")
    (count,) = database.execute("SELECT count(*) FROM attempts").fetchone()
    database.close()
    return int(count)


def test_recording_that_is_killed_again_and_again_is_finished_by_a_rerun(warm: Warm, company: Path) -> None:
    chance, before = random.Random(3), 0
    for _ in range(4):
        ended = record(warm, company, at_step=chance.randint(1, 2_000))
        assert (ended.killed, ended.out) == (True, "")
        stands = recorded(company)
        assert stands in (before, 500, ROWS)
        assert not (company / "refused.csv").exists()
        before = stands
    report = record(warm, company, "--json").report
    assert (report["recorded"], report["known"], recorded(company)) == (ROWS - before, before, ROWS)
    assert {path.name for path in company.iterdir()} == {"crm.csv", "data", "refused.csv", "winback.toml"}
