"""A kill while MLflow's store is made leaves none, and the next run makes it."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from features.settings import settings_from
from tests.disk_steps import DiskSteps
from training.tracking.new_store import make_store
from training.tracking.store import Tracking

ROOT, DRAFT = Path(__file__).parents[2], ".mlflow.db.new"
#: MLflow's first statements make tables; the process is killed after some of them.
KILLED = """
import os, signal, sys
from pathlib import Path
from sqlalchemy import Engine, event
from features.settings import settings_from
from training.tracking.store import Tracking
made = []
def look(connection, cursor, statement, *rest):
    made.extend(["table"] * statement.lstrip().startswith("CREATE TABLE"))
    if len(made) == 9:
        os.kill(os.getpid(), signal.SIGKILL)
event.listen(Engine, "before_cursor_execute", look)
Tracking(settings_from({"storage": {"data_dir": sys.argv[1]}}))
"""


def test_a_store_whose_making_was_killed_is_made_by_the_next_run(
    tmp_path: Path, disk_steps: DiskSteps
) -> None:
    done = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)], cwd=ROOT, check=False)
    assert done.returncode == -signal.SIGKILL
    assert not (tmp_path / "mlflow.db").exists()
    assert (tmp_path / DRAFT).exists()
    (tmp_path / DRAFT).write_bytes(b"half")  # a kill may leave any part of it, some of which MLflow takes
    assert Tracking(settings_from({"storage": {"data_dir": str(tmp_path)}})).versions() == []
    assert {path.name for path in tmp_path.iterdir()} == {"mlflow.db", "mlflow.lock"}
    assert disk_steps.synced(tmp_path, after=disk_steps.named(tmp_path / "mlflow.db"))


def test_a_store_that_stands_and_an_address_elsewhere_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mlflow.db").write_bytes(b"somebody's")
    os.utime(tmp_path / "mlflow.db", (1, 1))
    for address in (f"sqlite:///{tmp_path}/mlflow.db", "sqlite://", "http://127.0.0.1:1"):
        make_store(address)
    assert (tmp_path / "mlflow.db").stat().st_mtime == 1
