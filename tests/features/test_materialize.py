"""Accepted events are replaced as a whole, or not at all."""

import fcntl
import json
import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest

from features import event_sets, materialize
from features.errors import BadDataError, BusyError, DamagedError
from features.event_sets import fingerprint, read_report, remove_older
from features.materialize import accept_source, open_events
from features.settings import Settings, settings_from

# ibis 12 calls a method that DuckDB 2 has renamed
pytestmark = pytest.mark.filterwarnings("ignore:fetch_arrow_table:DeprecationWarning")

NOW = datetime(2026, 1, 1)
HEAD = "client_id,ordered_at,amount\n"
GOOD = HEAD + "".join(f"{n % 9},2025-03-{1 + n % 28:02d},{n}\n" for n in range(60))


@pytest.fixture
def company(tmp_path: Path) -> Settings:
    (tmp_path / "orders.csv").write_text(GOOD)
    return settings_from({"source": {"url": str(tmp_path)}, "storage": {"data_dir": str(tmp_path / "data")}})


def write_orders(company: Settings, text: str) -> None:
    (company.storage.data_dir.parent / "orders.csv").write_text(text)


def everything_in(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def count(company: Settings) -> int:
    events = open_events(company.storage.data_dir)
    return int(events["orders"].count().to_pyarrow().as_py())


def test_what_was_accepted_can_be_opened(company: Settings) -> None:
    report = accept_source(company, now=NOW)
    events = open_events(company.storage.data_dir)
    assert count(company) == report["orders"].accepted == 60
    assert events.has("orders")
    assert not events.has("nps")
    assert read_report(company.storage.data_dir) == report


def test_the_memory_that_the_settings_allow_is_the_engines(company: Settings) -> None:
    storage = company.storage.model_copy(update={"memory_gb": 0.2})
    accept_source(company.model_copy(update={"storage": storage}), now=NOW)
    events = open_events(storage.data_dir, memory_gb=storage.memory_gb)
    engine = events.connection.con
    assert engine.execute("SELECT current_setting('memory_limit')").fetchall() == [("190.7 MiB",)]
    # More than fits goes to disk, and is gone when the engine is.
    engine.execute("CREATE TEMP TABLE many AS SELECT hash(range) AS x FROM range(30_000_000)")
    assert engine.execute("SELECT count(*) FROM many").fetchall() == [(30_000_000,)]
    assert list(storage.data_dir.glob(".spill-*"))
    events.connection.disconnect()
    assert not list(storage.data_dir.glob(".spill-*"))


def test_what_a_killed_engine_left_on_disk_is_swept_a_day_later(company: Settings) -> None:
    old, young = (company.storage.data_dir / f".spill-{name}" for name in ("old", "young"))
    for folder in (old, young):
        folder.mkdir(parents=True)
    os.utime(old, (0, 0))
    accept_source(company, now=NOW)
    assert not old.exists()
    assert young.exists()


def test_events_lie_sorted_by_client_and_time(company: Settings) -> None:
    accept_source(company, now=NOW)
    (path,) = (company.storage.data_dir / "events").glob("*/orders.parquet")
    rows = [(row["client_id"], row["ordered_at"]) for row in pq.read_table(path).to_pylist()]
    assert rows == sorted(rows)


def test_the_order_of_the_sources_rows_changes_no_byte(company: Settings) -> None:
    accept_source(company, now=NOW)
    before = fingerprint(company.storage.data_dir)
    head, *lines = GOOD.splitlines()
    write_orders(company, "\n".join([head, *reversed(lines)]))
    accept_source(company, now=NOW)
    assert fingerprint(company.storage.data_dir) == before


def test_other_rows_have_another_fingerprint(company: Settings) -> None:
    accept_source(company, now=NOW)
    before = fingerprint(company.storage.data_dir)
    write_orders(company, GOOD + "9,2025-04-01,1\n")
    accept_source(company, now=NOW)
    assert fingerprint(company.storage.data_dir) != before


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "America/Los_Angeles"])
def test_the_zone_of_the_process_changes_no_day(company: Settings, zone: str) -> None:
    write_orders(company, HEAD + "1,2025-01-31T22:30:00Z,1\n2,2025-01-31 23:30,2\n3,2025-02-01,3\n")
    accept_source(company, now=NOW)
    script = (
        "import sys; from datetime import datetime; from pathlib import Path;"
        "from features.settings import settings_from; from features.event_sets import fingerprint;"
        "from features.materialize import *;"
        "root = Path(sys.argv[1]);"
        "s = settings_from({'source': {'url': str(root)}, 'storage': {'data_dir': str(root / 'other')}});"
        "accept_source(s, now=datetime(2026, 1, 1)); print(fingerprint(root / 'other'))"
    )
    root = company.storage.data_dir.parent
    done = subprocess.run(
        [sys.executable, "-c", script, str(root)],
        env={**os.environ, "TZ": zone, "PYTHONPATH": str(Path(materialize.__file__).parents[1])},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.strip() == fingerprint(company.storage.data_dir)


def test_a_structural_fault_leaves_what_was_accepted(company: Settings) -> None:
    accept_source(company, now=NOW)
    before = everything_in(company.storage.data_dir / "events")
    write_orders(company, HEAD + "7,,1\n")
    with pytest.raises(
        BadDataError, match=r"1 of 1 rows cannot be used .*quarantine.refused.orders\.parquet"
    ):
        accept_source(company, now=NOW)
    assert everything_in(company.storage.data_dir / "events") == before


def test_faults_of_all_tables_are_told_at_once(company: Settings) -> None:
    write_orders(company, HEAD)
    (company.storage.data_dir.parent / "nps.csv").write_text("client_id,score\n7,5\n")
    with pytest.raises(BadDataError, match=r"(?s)orders has a header but no rows.*nps: column 'answered_at'"):
        accept_source(company, now=NOW)


@pytest.mark.parametrize("step", ["_sha256", "sync", "_point", "_remove_all_but", "_put_quarantine"])
def test_a_stop_at_any_step_leaves_a_complete_set(
    company: Settings, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    accept_source(company, now=NOW)
    write_orders(company, GOOD + "9,2025-04-01,1\n")

    def killed(*_: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(materialize if step == "_put_quarantine" else event_sets, step, killed)
        with pytest.raises(KeyboardInterrupt):
            accept_source(company, now=NOW)
    assert count(company) == (61 if step in ("_remove_all_but", "_put_quarantine") else 60)
    accept_source(company, now=NOW)
    assert count(company) == 61


def test_a_stop_just_before_the_rename_leaves_the_set_before(
    company: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    accept_source(company, now=NOW)
    write_orders(company, GOOD + "9,2025-04-01,1\n")
    replace = Path.replace

    def killed(path: Path, target: Path) -> Path:
        if target.name == "current":
            raise KeyboardInterrupt
        return replace(path, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", killed)
        with pytest.raises(KeyboardInterrupt):
            accept_source(company, now=NOW)
    assert count(company) == 60


def test_what_a_killed_run_left_is_swept(company: Settings) -> None:
    left = company.storage.data_dir / "events" / ".incoming-dead"
    left.mkdir(parents=True)
    (left / "copy.csv").write_text("private")
    accept_source(company, now=NOW)
    assert not left.exists()


def test_the_same_data_again_changes_nothing(company: Settings) -> None:
    accept_source(company, now=NOW)
    before = everything_in(company.storage.data_dir)
    accept_source(company, now=NOW)
    assert everything_in(company.storage.data_dir) == before


def test_only_the_set_before_is_kept_besides(company: Settings) -> None:
    for n in range(4):
        write_orders(company, GOOD + f"9,2025-04-01,{n}\n")
        accept_source(company, now=NOW)
    sets = [path for path in (company.storage.data_dir / "events").iterdir() if path.is_dir()]
    assert len(sets) == 2
    remove_older(company.storage.data_dir)
    assert len([path for path in sets if path.exists()]) == 1
    assert count(company) == 61


def test_a_flipped_bit_is_found_and_mended(company: Settings) -> None:
    accept_source(company, now=NOW)
    (path,) = (company.storage.data_dir / "events").glob("*/orders.parquet")
    data = bytearray(path.read_bytes())
    data[100] ^= 1
    path.write_bytes(data)
    with pytest.raises(DamagedError, match=r"orders\.parquet is not the file that was accepted"):
        open_events(company.storage.data_dir)
    accept_source(company, now=NOW)
    assert count(company) == 60


def test_nothing_accepted_yet_is_said(tmp_path: Path) -> None:
    with pytest.raises(BadDataError, match=r"No events were accepted in .* yet\. Run `winback check` first"):
        open_events(tmp_path)


def test_a_second_run_waits_and_then_says_who_is_busy(company: Settings) -> None:
    accept_source(company, now=NOW)
    with (company.storage.data_dir / "events" / ".lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(BusyError, match="Another run of winback is reading the source"):
            accept_source(company, now=NOW, wait_seconds=0)


def test_a_lock_that_cannot_be_opened_is_named(company: Settings) -> None:
    (company.storage.data_dir / "events" / ".lock").mkdir(parents=True)
    with pytest.raises(BusyError, match=r"events/\.lock cannot be opened: Is a directory.*write to the data"):
        accept_source(company, now=NOW)


def test_rows_set_aside_are_kept_with_file_line_column_and_reason(company: Settings) -> None:
    write_orders(company, GOOD + "7,someday,5\n8,2025-01-01\n")
    accept_source(company, now=NOW)
    path = company.storage.data_dir / "quarantine" / "orders.parquet"
    rows = duckdb.sql(f"SELECT * FROM '{path}'").fetchall()
    assert [row[:5] for row in rows] == [
        ("orders", "orders.csv", 62, "ordered_at", "unreadable"),
        ("orders", "orders.csv", 63, "", "fields"),
    ]
    assert [json.loads(row[5]) for row in rows] == [
        {"client_id": "7", "ordered_at": "someday", "amount": "5"},
        "8,2025-01-01",
    ]
    write_orders(company, GOOD)
    accept_source(company, now=NOW)
    assert not path.exists()


def test_copies_of_private_data_do_not_stay(company: Settings) -> None:
    write_orders(company, GOOD + '7,2025-01-01,"5\n')
    accept_source(company, now=NOW)
    kept = {path.name for path in company.storage.data_dir.rglob("*") if path.is_file()}
    names = ("settled", "unsettled", "setbacks", "branches", "deliveries", "split_deliveries")
    facts = {f"facts-{name}.parquet" for name in names}
    assert kept == {".lock", "current", "manifest.json", "report.json", "orders.parquet"} | facts


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (OSError(28, "No space left on device"), "the disk is full, or takes no writing"),
        (
            duckdb.IOException(
                'IO Error: Async write failed for range [offset=1, size=2]: {"exception_type":"IO",'
                '"exception_message":"Could not write file: No space left on device","errno":"28"}'
            ),
            "the disk is full, or takes no writing",
        ),
        (
            duckdb.IOException('IO Error: {"exception_type":"IO","exception_message":"Permission denied"}'),
            "Permission denied",
        ),
    ],
)
def test_a_disk_that_cannot_be_written_is_said(
    company: Settings, monkeypatch: pytest.MonkeyPatch, fault: Exception, said: str
) -> None:
    def refuse(*_: Any) -> None:
        raise fault

    accept_source(company, now=NOW)
    monkeypatch.setattr(event_sets, "sync", refuse)
    with pytest.raises(BusyError, match=rf"not be written: {said}\. Make room") as told:
        accept_source(company, now=NOW)
    assert "{" not in str(told.value)
    assert count(company) == 60
