"""A file appears whole or not at all, and what a killed process left of it goes with the next try."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from features.errors import BusyError
from features.whole_files import filled_folder, passing_folder, put_file, remove_drafts, whole_file
from tests.disk_steps import DiskSteps

ROOT = Path(__file__).parents[2]
KILLED = """
import os, signal, sys
from pathlib import Path
from features.whole_files import passing_folder, whole_file
from tests.disk_steps import DiskSteps
path = Path(sys.argv[1])
with passing_folder(path.parent, ".rows-") as folder, whole_file(path) as file:
    (folder / "rows").write_bytes(b"half")
    file.write(b"half")
    file.flush()
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def killed(tmp_path: Path) -> Path:
    """A file of which a new version was being written when the writer was killed."""
    path = tmp_path / "list.csv"
    path.write_text("old")
    done = subprocess.run([sys.executable, "-c", KILLED, str(path)], cwd=ROOT, check=False)
    assert done.returncode == -signal.SIGKILL
    return path


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_killed_writer_leaves_the_old_file_and_the_next_one_tidies_up(killed: Path) -> None:
    assert killed.read_text() == "old"
    assert len(names(killed.parent)) == 3
    with passing_folder(killed.parent, ".rows-"):
        put_file(killed, b"new")
    assert (killed.read_text(), names(killed.parent)) == ("new", ["list.csv"])


def test_drafts_of_other_files_stay_until_somebody_tidies_the_folder(killed: Path) -> None:
    put_file(killed.parent / "other.csv", b"new")
    assert len(names(killed.parent)) == 4
    remove_drafts(killed.parent)
    assert [name for name in names(killed.parent) if name.endswith(".part")] == []


def test_what_another_process_is_writing_stays(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    with whole_file(path) as first, passing_folder(tmp_path, ".rows-") as waiting:
        put_file(path, b"second")
        with passing_folder(tmp_path, ".rows-"):
            assert waiting.is_dir()
        first.write(b"first")
    assert (path.read_bytes(), names(tmp_path)) == (b"first", ["list.csv"])


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_disk_that_refuses_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    path = tmp_path / "list.csv"
    path.write_text("old")

    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(*((os, "fsync") if step == "fsync" else (Path, "replace")), full)
    with pytest.raises(BusyError, match=r"list\.csv could not be written \(No space left on device\)"):
        put_file(path, b"new")
    assert (path.read_text(), names(tmp_path)) == ("old", ["list.csv"])


def test_a_block_that_fails_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    with pytest.raises(ZeroDivisionError), whole_file(path) as file:
        file.write(b"half")
        _ = 1 / 0
    assert names(tmp_path) == []


@pytest.mark.parametrize(("private", "mode"), [(True, 0o600), (False, 0o640)])
def test_a_file_is_its_owners_unless_it_holds_no_clients(tmp_path: Path, private: bool, mode: int) -> None:
    before = os.umask(0o026)
    try:
        put_file(tmp_path / "page.html", b"page", private=private)
        assert os.umask(0o026) == 0o026
    finally:
        os.umask(before)
    assert (tmp_path / "page.html").stat().st_mode & 0o777 == mode


def test_a_new_folder_that_was_not_filled_goes_and_any_other_stays(tmp_path: Path) -> None:
    with pytest.raises(BusyError), filled_folder(tmp_path / "new"):
        raise BusyError
    (tmp_path / "old").mkdir()
    with pytest.raises(BusyError), filled_folder(tmp_path / "old"):
        raise BusyError
    with pytest.raises(BusyError), filled_folder(tmp_path / "begun"):
        put_file(tmp_path / "begun" / "list.csv", b"1")
        raise BusyError
    assert names(tmp_path) == ["begun", "old"]
    assert (tmp_path / "begun").stat().st_mode & 0o777 == 0o700


def test_a_folder_where_a_file_stands_is_refused(tmp_path: Path) -> None:
    (tmp_path / "list").write_text("mine")
    with pytest.raises(BusyError, match="could not be made"), filled_folder(tmp_path / "list"):
        pytest.fail("there is no such folder")
    assert (tmp_path / "list").read_text() == "mine"


def test_a_file_is_synced_before_it_is_named_and_its_folder_after(
    tmp_path: Path, disk_steps: DiskSteps
) -> None:
    path = tmp_path / "list.csv"
    put_file(path, b"new")
    named = disk_steps.named(path)
    assert disk_steps.synced(path, before=named)
    assert disk_steps.synced(tmp_path, after=named)
