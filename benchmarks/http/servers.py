"""The servers that are asked, each a process of its own."""

import shlex
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.contest import ROOT
from benchmarks.http.company import MODEL, Company
from benchmarks.http.fastapi_peer import FOLDER


@dataclass(frozen=True)
class Server:
    """A server that is ready."""

    url: str
    process_id: int


@contextmanager
def started(command: list[str], port: int, ready: str, log: Path, **environment: str) -> Iterator[Server]:
    """Start a server, and end it at the end."""
    from tests.serving.conftest import start_server, stop, wait_until_ready

    process = start_server(command, log, environment, ROOT)
    url = f"http://127.0.0.1:{port}"
    try:
        wait_until_ready(url, process, log, path=ready, seconds=180)
        yield Server(url, process.pid)
    finally:
        stop(process)


def bentoml(service: str, ready: str, folder: Path, **environment: str) -> AbstractContextManager[Server]:
    """Start a BentoML service."""
    port = _port()
    options = ["--working-dir", str(ROOT), "--host", "127.0.0.1", "--port", str(port)]
    command = [sys.executable, "-m", "bentoml", "serve", service, *options]
    name = service.rpartition(":")[2].lower()
    home = str(folder / "bentoml")
    return started(command, port, ready, folder / f"{name}.log", BENTOML_HOME=home, **environment)


def fastapi(company: Company, folder: Path) -> AbstractContextManager[Server]:
    """Start the peer of bare FastAPI."""
    port = _port()
    options = ["--factory", "--no-access-log", "--host", "127.0.0.1", "--port", str(port)]
    command = [sys.executable, "-m", "uvicorn", "benchmarks.http.fastapi_peer:make_app", *options]
    return started(command, port, "/openapi.json", folder / "fastapi.log", **{FOLDER: str(company.folder)})


def mlflow(company: Company, folder: Path) -> AbstractContextManager[Server]:
    """Start MLflow's own server of the same trees, as ``mlflow models serve --env-manager local`` does."""
    import lightgbm as lgb
    from mlflow.lightgbm import save_model
    from mlflow.pyfunc.scoring_server import get_cmd

    port, path = _port(), folder / "mlflow-model"
    save_model(lgb.Booster(model_file=str(company.folder / MODEL)), str(path), pip_requirements=["lightgbm"])
    command, environment = get_cmd(str(path), port=port, host="127.0.0.1", nworkers=1)  # type: ignore[arg-type]
    told = [sys.executable, "-m", *shlex.split(command)]
    return started(told, port, "/ping", folder / "mlflow.log", **environment)


def _port() -> int:
    from tests.serving.conftest import free_port

    return free_port()
