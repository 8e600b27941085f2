"""The MLflow store on a real PostgreSQL: runs, figures, the registry, and the model by alias."""

import secrets
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import mlflow
import psycopg
import pytest
from mlflow.tracking import MlflowClient

from features.errors import BusyError
from features.settings import Settings
from tests.features.engines.at_hand import POSTGRES, postgres
from tests.training.conftest import registered
from tests.training.spine_company import spine_settings
from training.bundle import Bundle
from training.tracking.store import KIND, MODEL, TRAINING, Tracking, with_driver
from training.trained import Trained

ROOT = Path(__file__).parents[2]


def test_a_database_that_refuses_us_is_told_at_once_in_its_own_words(tmp_path: Path) -> None:
    with postgres():
        address = f"postgresql://winback_no_such_role:geheim@{POSTGRES.rpartition('@')[2]}"
    settings = spine_settings(storage={"data_dir": str(tmp_path / "data"), "tracking_uri": address})
    began = time.monotonic()
    with pytest.raises(BusyError, match=r"database refuses us: .*winback_no_such_role.*\. Check") as told:
        Tracking(settings)
    assert "geheim" not in str(told.value)
    assert time.monotonic() - began < 20  # left to itself, MLflow tries for two minutes


@pytest.fixture(scope="module")
def on_postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """Settings whose store is a database of its own, dropped afterwards."""
    name = f"winback_mlflow_{secrets.token_hex(6)}"
    try:
        server = psycopg.connect(POSTGRES, autocommit=True, connect_timeout=3)
    except psycopg.OperationalError:
        pytest.skip("no PostgreSQL at WINBACK_TEST_POSTGRES or 127.0.0.1:5432")
    with server:
        server.execute(f'CREATE DATABASE "{name}"')
        address = f"{POSTGRES.rpartition('/')[0]}/{name}"
        folder = tmp_path_factory.mktemp("postgresql") / "data"
        yield spine_settings(storage={"data_dir": str(folder), "tracking_uri": address})
        server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@contextmanager
def gone(settings: Settings) -> Iterator[None]:
    """Their store's database lets nobody in."""
    name = settings.tracking_uri.rpartition("/")[2]
    ends = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s"
    with psycopg.connect(POSTGRES, autocommit=True) as server:
        server.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
        server.execute(ends, [name])
        try:
            yield
        finally:
            server.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')


def test_a_store_on_postgresql_keeps_runs_sweeps_them_and_serves_the_champion(
    on_postgresql: Settings, bundles: dict[str, Bundle], trained: Trained
) -> None:
    tracking = Tracking(on_postgresql)
    address = with_driver(on_postgresql.tracking_uri)
    client = MlflowClient(address, address)
    (experiment,) = [one for one in client.search_experiments() if one.name.startswith("winback")]
    above = client.create_run(experiment.experiment_id, run_name="killed", tags={KIND: TRAINING})
    below = {KIND: TRAINING, "mlflow.parentRunId": above.info.run_id}
    client.create_run(experiment.experiment_id, run_name="a test day", tags=below)
    version = registered(tracking, bundles["lightgbm"], passed=True)
    # Left to itself MLflow would put them into whatever folder the command was called in.
    assert experiment.artifact_location == (on_postgresql.storage.data_dir / "mlartifacts").as_uri()
    statuses = {run.info.run_name: run.info.status for run in client.search_runs([experiment.experiment_id])}
    assert statuses == {"killed": "KILLED", "a test day": "KILLED", "lightgbm-1": "FINISHED"}
    assert (tracking.champion(), version.aliases) == (version, ("challenger", "champion"))
    assert tracking.bundle(version) == bundles["lightgbm"].to_files()
    rows = trained.population[[*trained.snapshots.features, "status", "abc"]]
    said = mlflow.pyfunc.load_model(f"models:/{MODEL}@champion").predict(rows)
    assert said["churn_probability"].tolist() == pytest.approx(
        bundles["lightgbm"].score(rows)["churn_probability"].tolist(), nan_ok=True
    )
    with tracking.run("next", {}) as run:
        run.figures([("at_risk/blend/log_loss", 0.5, 0), ("at_risk/blend/log_loss", 0.25, 1)])
    told = client.get_metric_history(run.run_id, "at_risk/blend/log_loss")
    assert [(one.step, one.value) for one in told] == [(0, 0.5), (1, 0.25)]


def test_a_database_that_goes_away_is_told_and_no_version_is_taken_for_missing(
    on_postgresql: Settings, bundles: dict[str, Bundle], capfd: pytest.CaptureFixture[str]
) -> None:
    tracking = Tracking(on_postgresql)
    version = registered(tracking, bundles["lightgbm"], passed=True)
    with gone(on_postgresql):
        with pytest.raises(BusyError, match="MLflow store broke off"), tracking.run("next", {}):
            pass
        with pytest.raises(BusyError, match="MLflow store broke off"):
            tracking.in_service()
    assert "Traceback" not in "".join(capfd.readouterr())
    assert tracking.in_service().number == version.number


def test_a_database_that_goes_away_before_the_first_question_to_the_registry_is_told_at_once(
    on_postgresql: Settings, tmp_path: Path
) -> None:
    address = f"{on_postgresql.tracking_uri}?application_name=first"  # to MLflow one that it never reached
    tracking = Tracking(spine_settings(storage={"data_dir": str(tmp_path), "tracking_uri": address}))
    began = time.monotonic()
    with gone(on_postgresql), pytest.raises(BusyError, match="MLflow store broke off"):
        tracking.champion()
    assert time.monotonic() - began < 20  # left to itself, MLflow tries for 100 seconds


LOADED_BY_THE_KNOCK = """
import sys
from features.settings import settings_from
from training.tracking import store

def knock(address):
    print(*sys.modules)
    raise SystemExit

store.knock = knock
store.Tracking(settings_from({"storage": {"data_dir": sys.argv[1], "tracking_uri": sys.argv[2]}}))
"""


def test_between_the_knock_and_the_database_nothing_is_loaded(tmp_path: Path) -> None:
    words = [sys.executable, "-c", LOADED_BY_THE_KNOCK, str(tmp_path), "postgresql://nobody@127.0.0.1:9/none"]
    said = subprocess.run(words, capture_output=True, text=True, check=True, cwd=ROOT, timeout=120).stdout
    assert "mlflow.store.tracking.sqlalchemy_store" in said
    assert "mlflow.store.model_registry.sqlalchemy_store" in said
