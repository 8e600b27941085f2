"""Whatever happens while publishing, the pointer names a complete snapshot."""

import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa
import pytest

from features.errors import BusyError, UsageError
from serving.store import open_published, prune, publish, read_pointer
from serving.store.locks import exclusive
from tests.serving.store.conftest import AS_OF, SCORED_AT, flip_bit, parquet, snapshot_files

#: Where `tests` can be imported from.
ROOT = Path(__file__).parents[3]

PUBLISHER = """
import sys
from pathlib import Path
from serving.store import publish
from tests.serving.store.conftest import AS_OF, SCORED_AT, snapshot_files
turn = 0
print("ready", flush=True)
while True:
    turn += 1
    files = {**snapshot_files(turn / 1e6), "bundle/ballast.bin": bytes(300_000)}
    publish(Path(sys.argv[1]), files, as_of=AS_OF, scored_at=SCORED_AT, model_version="7")
    print(turn / 1e6, flush=True)
"""

FULL_DISK = """
import resource, sys
from pathlib import Path
from features.errors import BusyError
from serving.store import publish
from tests.serving.store.conftest import AS_OF, SCORED_AT, snapshot_files
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
files = {**snapshot_files(0.75), "bundle/ballast.bin": bytes(300_000)}
try:
    publish(Path(sys.argv[1]), files, as_of=AS_OF, scored_at=SCORED_AT, model_version="7")
except BusyError as fault:
    print(fault)
"""


def every_byte(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_rerun_gives_the_same_id_and_bytes(
    tmp_path: Path, published: Path, publish_risk: Callable[[float], str]
) -> None:
    before = every_byte(tmp_path / "published")
    assert publish_risk(0.25) == published.name
    assert every_byte(tmp_path / "published") == before


def test_a_rerun_into_an_empty_folder_gives_the_same_bytes(
    tmp_path: Path, published: Path, publish_risk: Callable[[float], str]
) -> None:
    before = every_byte(tmp_path / "published")
    shutil.rmtree(tmp_path / "published")
    publish_risk(0.25)
    assert every_byte(tmp_path / "published") == before


def test_a_rerun_at_another_time_takes_the_snapshot_that_stands(tmp_path: Path, published: Path) -> None:
    later = datetime(2026, 3, 2, tzinfo=UTC)
    again = publish(tmp_path, snapshot_files(), as_of=AS_OF, scored_at=later, model_version="7")
    assert again == published.name
    assert open_published(tmp_path).scored_at == SCORED_AT


@pytest.mark.parametrize("name", ["manifest.json", "scores.parquet", "bundle/model.txt"])
def test_a_rerun_replaces_a_damaged_snapshot(
    tmp_path: Path, published: Path, publish_risk: Callable[[float], str], name: str
) -> None:
    before = every_byte(tmp_path / "published")
    flip_bit(published / name)
    assert publish_risk(0.25) == published.name
    assert every_byte(tmp_path / "published") == before


def test_other_bytes_another_day_or_another_model_give_another_id(
    tmp_path: Path, published: Path, publish_risk: Callable[[float], str]
) -> None:
    names = {
        published.name,
        publish_risk(0.5),
        publish(tmp_path, snapshot_files(), as_of=date(2026, 3, 2), scored_at=SCORED_AT, model_version="7"),
        publish(tmp_path, snapshot_files(), as_of=AS_OF, scored_at=SCORED_AT, model_version="8"),
    }
    assert len(names) == 4


def test_the_id_begins_with_the_day(published: Path) -> None:
    day, digits = published.name[:10], published.name[11:]
    assert (day, len(digits)) == ("2026-03-01", 12)


def test_a_file_given_as_a_path_is_copied(tmp_path: Path) -> None:
    source = tmp_path / "model.txt"
    source.write_bytes(b"x" * 3_000_000)
    files = {**snapshot_files(), "bundle/model.txt": source}
    publish(tmp_path, files, as_of=AS_OF, scored_at=SCORED_AT, model_version="7")
    assert open_published(tmp_path).bundle_files["model.txt"] == source.read_bytes()


@pytest.mark.parametrize("name", ["/etc/x", "../x", "a/../../x", "manifest.json", "", ".", "a//b", "a/./b"])
def test_a_name_that_leaves_the_folder_is_refused(tmp_path: Path, published: Path, name: str) -> None:
    before = every_byte(tmp_path / "published")
    with pytest.raises(UsageError, match="no name of a published file"):
        publish(
            tmp_path, {**snapshot_files(), name: b""}, as_of=AS_OF, scored_at=SCORED_AT, model_version="7"
        )
    assert every_byte(tmp_path / "published") == before


@pytest.mark.parametrize("ids", [["b", "a"], ["a", None]])
def test_a_table_that_could_not_be_searched_is_not_published(
    tmp_path: Path, published: Path, ids: list[str]
) -> None:
    before = every_byte(tmp_path / "published")
    files = {**snapshot_files(), "clients.parquet": parquet(pa.table({"client_id": pa.array(ids)}))}
    with pytest.raises(UsageError, match=r"clients\.parquet is not sorted by client_id"):
        publish(tmp_path, files, as_of=AS_OF, scored_at=SCORED_AT, model_version="7")
    assert every_byte(tmp_path / "published") == before


def test_what_is_no_parquet_is_not_published(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"scores\.parquet is no Parquet"):
        publish(tmp_path, {"scores.parquet": b"PAR1"}, as_of=AS_OF, scored_at=SCORED_AT, model_version="7")


def test_the_last_three_snapshots_stay(tmp_path: Path, publish_risk: Callable[[float], str]) -> None:
    names = [publish_risk(risk / 10) for risk in range(6)]
    standing = {path.name for path in (tmp_path / "published").iterdir()} - {"current.json"}
    assert standing == set(names[-3:])


def test_the_snapshot_in_use_stays_however_old_it_is(
    tmp_path: Path, publish_risk: Callable[[float], str]
) -> None:
    names = [publish_risk(risk / 10) for risk in range(3)]
    publish_risk(0.0)
    os.utime(tmp_path / "published" / names[0], (0, 0))
    prune(tmp_path, keep=1)
    assert {path.name for path in (tmp_path / "published").iterdir()} == {names[0], "current.json"}


def test_a_snapshot_that_is_used_again_counts_as_the_newest(
    tmp_path: Path, publish_risk: Callable[[float], str]
) -> None:
    names = [publish_risk(risk / 10) for risk in range(3)]
    publish_risk(0.0)
    publish_risk(0.9)
    assert (tmp_path / "published" / names[0]).is_dir()
    assert not (tmp_path / "published" / names[1]).is_dir()


def test_pruning_where_nothing_is_published_does_nothing(tmp_path: Path) -> None:
    prune(tmp_path)
    assert not (tmp_path / "published").exists()


def test_what_a_killed_publisher_left_is_cleared_by_the_next(
    tmp_path: Path, published: Path, publish_risk: Callable[[float], str]
) -> None:
    left = tmp_path / "published" / ".unfinished-0123456789abcdef"
    left.mkdir()
    (left / "scores.parquet").write_bytes(b"half")
    (tmp_path / "published" / ".unfinished-fedcba9876543210").write_bytes(b"half a pointer")
    publish_risk(0.5)
    assert not list((tmp_path / "published").glob(".unfinished-*"))


@pytest.mark.parametrize("seed", range(5))
def test_a_kill_at_any_moment_leaves_a_complete_snapshot_and_all_work_acknowledged(
    tmp_path: Path, seed: int
) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", PUBLISHER, str(tmp_path)], stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as process:
        for line in ("ready\n", "1e-06\n"):
            assert process.stdout.readline() == line
        time.sleep(random.Random(seed).uniform(0.0, 0.15))
        process.send_signal(signal.SIGKILL)
        acknowledged = [1e-06, *map(float, process.stdout.read().split())]
    assert process.returncode == -signal.SIGKILL
    found = open_published(tmp_path).score("00123")["churn_probability"]
    assert found in (acknowledged[-1], round(acknowledged[-1] + 1e-6, 6))
    publish(tmp_path, snapshot_files(0.5), as_of=AS_OF, scored_at=SCORED_AT, model_version="7")
    assert open_published(tmp_path).score("00123")["churn_probability"] == 0.5
    assert not list((tmp_path / "published").glob(".unfinished-*"))


@pytest.mark.parametrize("step", ["fsync", "rename", "replace"])
def test_a_refusal_at_any_step_leaves_what_was_published_before(
    tmp_path: Path,
    published: Path,
    publish_risk: Callable[[float], str],
    monkeypatch: pytest.MonkeyPatch,
    step: str,
) -> None:
    before = every_byte(tmp_path / "published")

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    if step == "fsync":
        monkeypatch.setattr("serving.store.durable.os.fsync", refuse)
    else:
        monkeypatch.setattr(f"serving.store.publishing.Path.{step}", refuse)
    with pytest.raises(BusyError, match=r"No space left on device.*still stands.*Free space"):
        publish_risk(0.75)
    monkeypatch.undo()
    assert read_pointer(tmp_path).snapshot_id == published.name
    after = every_byte(tmp_path / "published")
    assert {name: after.get(name) for name in before} == before


def test_a_full_disk_is_told_and_leaves_nothing_half_written(tmp_path: Path, published: Path) -> None:
    before = every_byte(tmp_path / "published")
    done = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(tmp_path)], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert "File too large. What was published before still stands." in done.stdout
    assert every_byte(tmp_path / "published") == before


def test_two_publish_one_after_the_other(
    tmp_path: Path, published: Path, publish_risk: Callable[[float], str]
) -> None:
    with exclusive(tmp_path, "publishing"), pytest.raises(BusyError, match="Another publishing is at work"):
        publish_risk(0.5)
    assert open_published(tmp_path).snapshot_id == published.name


def test_readers_see_whole_snapshots_while_others_are_published(
    tmp_path: Path, published: Path, publish_risk: Callable[[float], str]
) -> None:
    seen, faults, stop = set(), [], threading.Event()

    def read() -> None:
        while not stop.is_set():
            try:
                seen.add(open_published(tmp_path).score("00123")["churn_probability"])
            except Exception as fault:  # noqa: BLE001 - any fault at all fails the test below
                faults.append(fault)

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    given = {0.25, *(publish_risk(turn / 100) and turn / 100 for turn in range(12))}
    stop.set()
    for reader in readers:
        reader.join()
    assert faults == []
    assert len(seen) > 1
    assert seen <= given
