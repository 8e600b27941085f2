"""Publishing is killed before each call that touches the disk, and all is synced before it is named."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from serving.store import open_published
from serving.store.manifest import MANIFEST, POINTER, SNAPSHOT_ID
from serving.store.published import verified
from tests.disk_steps import DiskSteps
from tests.serving.store.test_publishing import ROOT, every_byte

OLD, NEW = 0.25, 0.75
#: A rerun after each kill would take most of the time.
RERUN_EVERY = 3

#: Forks a publisher for each line of its input, which is killed before its n-th call that touches the disk.
#: The fork comes before anything was computed: no thread of Arrow's exists yet.
PUBLISHERS = """
import os, signal, sys
from pathlib import Path
import pandas  # which pyarrow would load anew in each fork
from serving.store import publish
from tests.serving.store.conftest import AS_OF, SCORED_AT, snapshot_files
TOUCHING = {
    "open", "write", "flush", "close", "__exit__", "fsync",
    "mkdir", "rename", "replace", "link", "unlink", "rmdir", "utime",
}
def publisher(data_dir, at):
    files, calls = snapshot_files(0.75), 0
    def look(frame, event, called):
        nonlocal calls
        if event == "c_call" and called.__name__ in TOUCHING:
            calls += 1
            if calls == at:
                os.kill(os.getpid(), signal.SIGKILL)
    sys.setprofile(look)
    publish(data_dir, files, as_of=AS_OF, scored_at=SCORED_AT, model_version="7")
for line in sys.stdin:
    data_dir, at = line.rstrip("\\n").split("\\t")
    child = os.fork()
    if child == 0:
        try:
            publisher(Path(data_dir), int(at))
        except BaseException as fault:
            print(repr(fault), file=sys.stderr, flush=True)
            os._exit(1)
        os._exit(0)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


@pytest.fixture
def publish_killed() -> Iterator[Callable[[Path, int], bool]]:
    """Publish in a process that is killed before its n-th call; tells whether it came so far."""
    with subprocess.Popen(
        [sys.executable, "-c", PUBLISHERS], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as process:
        asked, said = process.stdin, process.stdout
        assert asked is not None
        assert said is not None

        def run(data_dir: Path, at: int) -> bool:
            print(data_dir, at, sep="\t", file=asked, flush=True)
            code = int(said.readline())
            assert code in (0, -9)
            return code == -9

        yield run
        asked.close()


def test_a_kill_before_any_call_leaves_the_old_or_the_new_and_a_rerun_makes_the_new(
    tmp_path: Path,
    published: Path,
    publish_risk: Callable[[float], str],
    publish_killed: Callable[[Path, int], bool],
) -> None:
    root, before = tmp_path / "published", tmp_path / "before"
    shutil.copytree(root, before)
    publish_risk(NEW)
    wanted, seen, at = every_byte(root), [], 0
    while True:
        at += 1
        shutil.rmtree(root)
        shutil.copytree(before, root)
        if not publish_killed(tmp_path, at):
            break
        found = open_published(tmp_path)
        seen.append(found.score("00123")["churn_probability"])
        for folder in root.iterdir():
            if SNAPSHOT_ID.fullmatch(folder.name):
                verified(folder, sha256((folder / MANIFEST).read_bytes()).hexdigest())
        if at % RERUN_EVERY == 0:
            publish_risk(NEW)
            assert every_byte(root) == wanted
    assert every_byte(root) == wanted
    assert seen == sorted(seen)
    assert set(seen) == {OLD, NEW}
    assert len(seen) > 40


def test_all_is_synced_before_the_pointer_names_it_and_the_pointer_after(
    tmp_path: Path, published: Path, publish_risk: Callable[[float], str], disk_steps: DiskSteps
) -> None:
    root = tmp_path / "published"
    snapshot, pointer = root / publish_risk(NEW), root / POINTER
    appeared, named = disk_steps.named(snapshot), disk_steps.named(pointer)
    assert appeared < named
    for path in (snapshot, *snapshot.rglob("*")):
        assert disk_steps.synced(path, before=appeared), path.name
    assert disk_steps.synced(root, after=appeared, before=named)
    assert disk_steps.synced(pointer, before=named)
    assert disk_steps.synced(root, after=named)
