"""A person leaves the accepted events and the rows set aside, and no import brings them back."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from features import materialize
from features.errors import DamagedError
from features.materialize import accept_source, open_events
from features.privacy import forgetting
from features.privacy.erased import FOLDER, MARKS, SECRET, add_erased, read_erased
from features.privacy.forgetting import forget_events
from features.privacy.person import find_person, rows_of_person
from features.privacy.quarantine import rows_set_aside
from features.settings import Settings, settings_from
from tests.features.reading import good_orders

NOW = datetime(2026, 1, 1, 12)
#: Everything by which the erased one could be found again.
TRACES = (
    "K-77",
    "K-old",
    "Иванов Пётр",
    "+7 900 123-45-67",
    "ivanov@example.com",
    "N-1",
    "N-2",
    "сыр для К-77",
)
FILES = {
    "orders.csv": "client_id,ordered_at,amount,order_id\n"
    + "K-77,2025-02-01,100,N-1\nK-old,2025-03-01,200,N-2\nK-77,2025-04-01,сто,N-3\nK-8,2025-02-02,50,N-8\n"
    + "".join(line.replace("\n", ",\n") for line in good_orders().splitlines(keepends=True)),
    "order_lines.csv": "order_id,product,amount,client_id\nN-1,сыр,60,\nN-2,сыр для К-77,40,\nN-8,мёд,50,K-8\n",
    "clients.csv": "client_id,name,phone,email\nK-77,Иванов Пётр,+7 900 123-45-67,ivanov@example.com\n"
    + ",Иванов Пётр,+7 900 123-45-67,\nK-8,Петров,+7 900 000-00-00,\n"
    + "".join(f"good{n},Имя {n},,\n" for n in range(60)),
    "nps.csv": "client_id,answered_at,score,comment\nK-77,2025-03-05,3,злой Иванов\n",
    "aliases.csv": "client_id,alias_of\nK-old,K-77\n",
}


@pytest.fixture(autouse=True)
def no_facts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Facts take seconds; one test makes them."""
    for module in (materialize, forgetting):
        monkeypatch.setattr(module, "make_facts", lambda *_: None)


@pytest.fixture
def company(tmp_path: Path) -> Settings:
    """A company whose client K-77 was called K-old before, with faulty rows of theirs, too."""
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    settings = settings_from(
        {"storage": {"data_dir": str(tmp_path / "data")}, "source": {"url": str(tmp_path)}}
    )
    accept_source(settings, now=NOW)
    return settings


def told(data_dir: Path) -> str:
    """All that any file below a folder says, tables decoded."""
    parts = []
    for path in sorted(data_dir.rglob("*")):
        if path.suffix == ".parquet":
            parts.append(str(pq.read_table(path).to_pylist()))
        elif path.is_file():
            parts.append(path.read_bytes().decode("utf-8", "replace"))
    return "\n".join(parts)


def accepted(data_dir: Path) -> dict[str, Any]:
    """The accepted rows by table."""
    paths = sorted((data_dir / "events").glob("*/*.parquet"))
    return {path.name: pq.read_table(path).to_pylist() for path in paths}


def erase(company: Settings, client_id: str) -> dict[str, int]:
    data_dir = company.storage.data_dir
    person = find_person(data_dir, client_id)
    add_erased(data_dir, ids=person.ids, contacts=person.contacts)
    return forget_events(company, person)


@pytest.mark.parametrize("client_id", ["K-77", "K-old"])
def test_a_person_is_found_by_every_id_with_all_that_is_theirs(company: Settings, client_id: str) -> None:
    person = find_person(company.storage.data_dir, client_id)
    assert person.client_id == "K-77"
    assert person.ids == {"K-77", "K-old"}
    assert person.contacts == {"Иванов Пётр", "+7 900 123-45-67", "ivanov@example.com"}
    assert person.order_ids == {"N-1", "N-2"}
    rows = rows_of_person(company.storage.data_dir, person)
    assert {name: len(found) for name, found in rows.items()} == {
        "orders": 2,
        "order_lines": 2,
        "clients": 1,
        "nps": 1,
        "aliases": 1,
    }
    assert len(rows_set_aside(company.storage.data_dir, person)) == 2


def test_nothing_of_an_erased_person_is_left_and_everybody_else_s_rows_are(company: Settings) -> None:
    data_dir = company.storage.data_dir
    before = told(data_dir)
    assert all(trace in before for trace in TRACES)
    gone = erase(company, "K-77")
    assert gone == {"orders": 2, "order_lines": 2, "clients": 1, "nps": 1, "aliases": 1, "quarantine": 2}
    after = told(data_dir)
    assert [trace for trace in TRACES if trace in after] == []
    events = open_events(data_dir)
    assert events["orders"].count().execute() == 61
    assert events["clients"].count().execute() == 61
    assert "K-8" in after
    assert "мёд" in after


def test_an_import_of_the_same_source_brings_nobody_back(company: Settings) -> None:
    data_dir = company.storage.data_dir
    erase(company, "K-old")
    left = accepted(data_dir)
    report = accept_source(company, now=NOW)
    after = told(data_dir)
    assert [trace for trace in TRACES if trace in after] == []
    assert accepted(data_dir) == left
    orders = report["orders"]
    assert orders.rows_in == orders.accepted + orders.repaired + orders.quarantined == 64
    assert [(fault.reason, fault.rows) for fault in orders.faults if fault.reason == "erased"] == [
        ("erased", 3)
    ]


def test_an_import_without_the_aliases_does_not_bring_the_old_id_back(
    company: Settings, tmp_path: Path
) -> None:
    erase(company, "K-77")
    (tmp_path / "aliases.csv").unlink()
    accept_source(company, now=NOW)
    assert "K-old" not in told(company.storage.data_dir)


def test_who_was_not_erased_is_imported_as_ever(company: Settings) -> None:
    erase(company, "nobody")
    accept_source(company, now=NOW)
    assert all(trace in told(company.storage.data_dir) for trace in TRACES)


def test_erasing_again_changes_nothing(company: Settings) -> None:
    erase(company, "K-77")
    left = told(company.storage.data_dir)
    assert erase(company, "K-77") == {}
    assert told(company.storage.data_dir) == left


@pytest.mark.parametrize("step", ["make_facts", "switch", "remove_older", "forget_set_aside"])
def test_a_stop_at_any_step_leaves_a_complete_set_and_a_rerun_ends_it(
    company: Settings, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    data_dir = company.storage.data_dir

    class KilledError(Exception):
        pass

    def killed(*_: Any, **__: Any) -> None:
        raise KilledError

    person = find_person(data_dir, "K-77")
    with monkeypatch.context() as patch:
        patch.setattr(forgetting, step, killed)
        with pytest.raises(KilledError):
            erase(company, "K-77")
    assert open_events(data_dir)["orders"].count().execute() in (61, 63)
    forget_events(company, person)
    assert [trace for trace in TRACES if trace in told(data_dir)] == []


@pytest.mark.parametrize(
    "harm",
    [
        lambda folder: (folder / SECRET).write_bytes(b"short"),
        lambda folder: (folder / MARKS).write_text("{"),
    ],
)
def test_damaged_tombstones_stop_the_import(company: Settings, harm: Callable[[Path], Any]) -> None:
    erase(company, "K-77")
    harm(company.storage.data_dir / FOLDER)
    with pytest.raises(DamagedError, match="who was erased"):
        accept_source(company, now=NOW)


def test_tombstones_tell_nobody_and_are_for_their_owner_only(company: Settings) -> None:
    erase(company, "K-77")
    folder = company.storage.data_dir / FOLDER
    erased = read_erased(company.storage.data_dir)
    assert erased is not None
    assert erased.holds("id", "K-77")
    assert erased.holds("contact", "ivanov@example.com")
    assert "K-77" not in (folder / MARKS).read_text()
    assert {(folder / name).stat().st_mode & 0o777 for name in (SECRET, MARKS)} == {0o600}


def test_facts_are_made_anew_of_what_is_left(company: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    accept_source(company, now=NOW)
    data_dir = company.storage.data_dir
    assert any("K-77" in str(rows.to_pyarrow()) for rows in open_events(data_dir).facts.values())
    erase(company, "K-77")
    facts = open_events(data_dir).facts
    assert facts
    assert [trace for trace in TRACES if trace in told(data_dir)] == []
