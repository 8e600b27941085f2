"""A process that has imported everything, and forks a child for each command: a kill costs only the work.

It is started as `python -m tests.torture.warm`; each line of its input is an order, each line of its output
what became of it. A child is the leader of a process group of its own, and the whole group is killed: after
so many seconds, or just before its n-th step that changes a file or a database.

What only computes can be remembered from an earlier run, so that the kills fall on what writes.
"""

import importlib
import json
import mmap
import os
import pickle
import select
import signal
import struct
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
#: Steps of the operating system that change a file, as Python's audit names them.
CHANGES = ("os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.link", "os.truncate", "sqlite3.connect")
WRITING = os.O_WRONLY | os.O_RDWR
#: Functions that take long and write nothing that stays, and the commit, which may move on meanwhile.
COMPUTING = (
    ("serving.scores.scored", "score_clients"),
    ("training.tracking.recording", "as_png"),
    ("training.tracking.recording", "as_svg"),
    ("training.tracking.recording", "commit"),
)


@dataclass(frozen=True)
class Order:
    """A command to run.

    Attributes
    ----------
    words : tuple of str
        What follows `winback`.
    folder : str
        The company's; steps elsewhere are not counted.
    now : str
        What the commands' clock says, ISO 8601 with offset.
    after_seconds : float or None
        When to kill, counted from the fork.
    at_step : int or None
        Before which step to kill, counted from 1.
    environment : dict
        Variables to set.
    remembered : str or None
        A folder in which the results of `COMPUTING` are kept, and taken from.
    """

    words: tuple[str, ...]
    folder: str
    now: str
    after_seconds: float | None = None
    at_step: int | None = None
    environment: dict[str, str] | None = None
    remembered: str | None = None


@dataclass(frozen=True)
class Ended:
    """How a command ended: its exit code (minus 9: killed), and what it took, in seconds and steps."""

    code: int
    seconds: float
    cpu_seconds: float
    steps: int
    out: str
    err: str

    @property
    def killed(self) -> bool:
        """Whether it was killed before it had ended."""
        return self.code == -signal.SIGKILL

    @property
    def report(self) -> Any:
        """What it printed for machines."""
        return json.loads(self.out)


class Warm:
    """The process, seen from the tests.

    Parameters
    ----------
    *modules : str
        What it imports; default: everything.
    """

    def __init__(self, *modules: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.torture.warm", *modules],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )

    def run(self, order: Order) -> Ended:
        """Run a command to its end, or to its kill."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(asdict(order)) + "\n")
        self._process.stdin.flush()
        return Ended(**json.loads(self._process.stdout.readline()))

    def close(self) -> None:
        """End it."""
        assert self._process.stdin is not None
        self._process.communicate(timeout=20)


class Steps:
    """Counts a child's steps in memory that its parent sees, and kills the child before one of them."""

    def __init__(self, order: Order) -> None:
        self._order = order
        self._shared = mmap.mmap(-1, 8)

    @property
    def count(self) -> int:
        """Steps so far."""
        return int(struct.unpack("q", self._shared[:8])[0])

    def heed(self) -> None:
        """Begin to count, in the child."""
        from sqlalchemy import Engine, event

        sys.addaudithook(self._audited)
        event.listen(Engine, "commit", lambda _: self._step())
        event.listen(Engine, "before_cursor_execute", self._executed)

    def _step(self) -> None:
        self._shared[:8] = struct.pack("q", self.count + 1)
        if self.count == self._order.at_step:
            os.killpg(0, signal.SIGKILL)

    def _audited(self, name: str, given: tuple[Any, ...]) -> None:
        if name == "open":
            changes = isinstance(given[2], int) and bool(given[2] & WRITING)
        else:
            changes = name in CHANGES
        if changes and self._ours(given[0]):
            self._step()

    def _ours(self, path: object) -> bool:
        """Tell whether a path lies in the company's folder; relative ones are of a tree that is removed."""
        text = os.fsdecode(path) if isinstance(path, str | bytes | os.PathLike) else ""
        return text.startswith(self._order.folder) or (
            bool(text) and not text.startswith(("/", "sqlite", "file:", ":"))
        )

    def _executed(self, _connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if not statement.lstrip()[:6].upper().startswith(("SELECT", "PRAGMA", "BEGIN")):
            self._step()


def serve() -> None:
    """Import what is asked for, or everything, then run what is ordered."""
    from serving.environment import quiet_environment

    quiet_environment()
    if sys.argv[1:]:
        for name in sys.argv[1:]:
            importlib.import_module(name)
    else:
        _import_everything()
    for line in sys.stdin:
        given = json.loads(line)
        order = Order(**{**given, "words": tuple(given["words"])})
        print(json.dumps(asdict(_run(order))), flush=True)


def _run(order: Order) -> Ended:
    steps, outputs = Steps(order), [os.memfd_create(name) for name in ("out", "err")]
    began = time.monotonic()
    child = os.fork()
    if child == 0:
        _be_the_command(order, steps, outputs)
    handle = os.pidfd_open(child)
    if not select.select([handle], [], [], order.after_seconds)[0]:
        os.killpg(child, signal.SIGKILL)
    _, status, used = os.wait4(child, 0)
    seconds, cpu_seconds = time.monotonic() - began, used.ru_utime + used.ru_stime
    os.close(handle)
    said = []
    for output in outputs:
        os.lseek(output, 0, os.SEEK_SET)
        with os.fdopen(output, "rb") as file:
            said.append(file.read().decode("utf-8", "replace"))
    return Ended(os.waitstatus_to_exitcode(status), seconds, cpu_seconds, steps.count, *said)


def _be_the_command(order: Order, steps: Steps, outputs: list[int]) -> None:
    """Run the command as the console script does, and end the process."""
    os.setsid()
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    for number, output in enumerate(outputs, 1):
        os.dup2(output, number)
    code = 1
    try:
        os.environ.update(order.environment or {})
        _set_clocks(lambda: datetime.fromisoformat(order.now))
        if order.remembered:
            for module, name in COMPUTING:
                _remember(sys.modules[module], name, Path(order.remembered))
        sys.argv = ["winback", *order.words]
        steps.heed()
        from serving.cli import main

        main()
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:  # noqa: BLE001 - a fault of the tests; the order's answer tells it
        import traceback

        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _set_clocks(clock: Callable[[], datetime]) -> None:
    for name, module in sys.modules.items():
        if name.startswith("serving.commands") and hasattr(module, "now"):
            module.now = clock


def _remember(module: Any, name: str, folder: Path) -> None:
    """Let a function give what it gave to the same call of an earlier run, in the order of calls."""
    compute, calls = getattr(module, name), count()

    def give(*given: Any, **named: Any) -> Any:
        path = folder / f"{name}-{next(calls)}.pickle"
        if path.exists():
            return pickle.loads(path.read_bytes())
        result = compute(*given, **named)
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(f".{os.getpid()}")
        draft.write_bytes(pickle.dumps(result))
        draft.replace(path)
        return result

    setattr(module, name, give)


def _import_everything() -> None:
    """Import what commands import when they run; nothing is run, so that no thread exists before a fork."""
    import pkgutil

    import features
    import serving
    import training

    for room in (features, training, serving):
        for module in pkgutil.walk_packages(room.__path__, f"{room.__name__}."):
            if not module.name.endswith(("__main__", "pyfunc_model")) and ".migrations" not in module.name:
                importlib.import_module(module.name)
    for name in (
        "lightgbm",
        "mlflow.pyfunc",
        "sklearn.isotonic",
        "pyarrow.parquet",
        "altair",
        "vl_convert",
        "xlsxwriter",
    ):
        importlib.import_module(name)


if __name__ == "__main__":
    serve()
