"""Who may train, score and publish at the same time, and what a crash leaves behind."""

import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from features.errors import BusyError
from serving.store.locks import exclusive

#: Where `serving` can be imported from.
ROOT = Path(__file__).parents[2]

HOLDER = """
import sys, time
from pathlib import Path
from serving.store.locks import exclusive
with exclusive(Path(sys.argv[1]), "training"):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def holder(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path)], stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as process:
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_the_second_training_is_told_who_runs_and_since_when(
    tmp_path: Path, holder: subprocess.Popen[str]
) -> None:
    told = rf"Another training is at work \(pid {holder.pid} since \d{{4}}-\d\d-\d\dT[\d:]+\+00:00\)"
    with pytest.raises(BusyError, match=told), exclusive(tmp_path, "training"):
        pass


def test_a_scoring_may_run_beside_a_training(tmp_path: Path, holder: subprocess.Popen[str]) -> None:
    with exclusive(tmp_path, "scoring"):
        assert (tmp_path / "locks" / "scoring.lock").read_text().startswith(f'{{"pid": {os.getpid()}')


def test_a_killed_training_leaves_no_lock(tmp_path: Path, holder: subprocess.Popen[str]) -> None:
    holder.send_signal(signal.SIGKILL)
    holder.wait(10)
    with exclusive(tmp_path, "training"):
        pass


def test_a_failed_training_leaves_no_lock_and_no_note(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), exclusive(tmp_path, "training"):
        _ = 1 / 0
    assert (tmp_path / "locks" / "training.lock").read_bytes() == b""
    with exclusive(tmp_path, "training"):
        pass


def test_two_threads_of_one_process_exclude_each_other(tmp_path: Path) -> None:
    refused = []

    def second() -> None:
        try:
            with exclusive(tmp_path, "scoring"):
                pass
        except BusyError as fault:
            refused.append(str(fault))

    with exclusive(tmp_path, "scoring", now=datetime(2026, 3, 1, 9, tzinfo=UTC)):
        thread = threading.Thread(target=second)
        thread.start()
        thread.join()
    assert len(refused) == 1
    assert re.search(rf"pid {os.getpid()} since 2026-03-01T09:00:00\+00:00", refused[0])


def test_a_holder_that_wrote_no_note_yet_is_told_as_such(tmp_path: Path) -> None:
    with exclusive(tmp_path, "training"):
        (tmp_path / "locks" / "training.lock").write_text("")
        with pytest.raises(BusyError, match="it has just begun"), exclusive(tmp_path, "training"):
            pass


def test_a_data_folder_that_is_a_file_is_refused_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("not a folder")
    with (
        pytest.raises(BusyError, match=r"cannot be opened.*choose another `data_dir`"),
        exclusive(Path(tmp_path / "data"), "training"),
    ):
        pass
