"""The MLflow store behind a server, as a team shares one: all that a training keeps, and a server that ends."""

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import mlflow
import pytest
from mlflow.server import constants

from features.errors import BusyError
from tests.serving.conftest import free_port, start_server, stop, wait_until_ready
from tests.training.conftest import registered
from tests.training.spine_company import spine_settings
from training.bundle import Bundle
from training.tracking.store import MODEL, Tracking
from training.trained import Trained


@contextmanager
def serving(prepared: Path, folder: Path) -> Iterator[str]:
    """MLflow's own application over a store, in one process; it serves artifacts, too, as it does by default."""
    folder.mkdir()
    shutil.copy(prepared, folder / "mlflow.db")
    store, log, port = f"sqlite:///{folder / 'mlflow.db'}", folder / "server.log", free_port()
    environment = {
        constants.BACKEND_STORE_URI_ENV_VAR: store,
        constants.REGISTRY_STORE_URI_ENV_VAR: store,
        constants.ARTIFACT_ROOT_ENV_VAR: "mlflow-artifacts:/",
        constants.ARTIFACTS_DESTINATION_ENV_VAR: str(folder / "artifacts"),
        constants.SERVE_ARTIFACTS_ENV_VAR: "true",
        "MLFLOW_SERVER_ENABLE_JOB_EXECUTION": "false",
    }
    command = [sys.executable, "-m", "uvicorn", "mlflow.server.fastapi_app:app", "--port", str(port)]
    process = start_server(command, log, environment, folder)
    try:
        wait_until_ready(f"http://127.0.0.1:{port}", process, log, path="/health")
        yield f"http://127.0.0.1:{port}"
    finally:
        stop(process)


def test_a_server_keeps_runs_and_versions_and_says_so_when_it_ends(
    prepared_store: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    bundles: dict[str, Bundle],
    trained: Trained,
    capfd: pytest.CaptureFixture[str],
) -> None:
    with serving(prepared_store, tmp_path / "server") as address:
        settings = spine_settings(storage={"data_dir": str(tmp_path / "data"), "tracking_uri": address})
        tracking = Tracking(settings)
        version = registered(tracking, bundles["lightgbm"], passed=True)
        assert (tracking.champion(), version.aliases) == (version, ("challenger", "champion"))
        assert tracking.bundle(version) == bundles["lightgbm"].to_files()
        assert list((tmp_path / "server" / "artifacts").rglob("MLmodel"))
        rows = trained.population[[*trained.snapshots.features, "status", "abc"]]
        said = mlflow.pyfunc.load_model(f"models:/{MODEL}@champion").predict(rows)
        ours = bundles["lightgbm"].score(rows)["churn_probability"].tolist()
        assert said["churn_probability"].tolist() == pytest.approx(ours, nan_ok=True)
        with tracking.run("next", {}) as run, run.below("a test day", {}, part="origin") as below:
            below.figures([("log_loss", 0.5, 0)])
    monkeypatch.setenv("MLFLOW_HTTP_REQUEST_MAX_RETRIES", "0")
    with pytest.raises(BusyError, match="MLflow store broke off"):
        tracking.in_service()
    with pytest.raises(BusyError, match=r"can't be reached \(ConnectionRefusedError\)"):
        Tracking(settings)
    assert "View run" not in "".join(capfd.readouterr())
