"""The company's MLflow store: opened once, with its experiment, its runs, and the registry.

The store's address may hold a password: it is given to MLflow and to nobody else, to no log and no tag.
"""

import fcntl
import os
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

os.environ.setdefault("MLFLOW_DISABLE_TELEMETRY", "true")

import mlflow
from mlflow.entities import LoggedModelStatus, RunStatus
from mlflow.store.artifact.artifact_repository_registry import get_artifact_repository
from mlflow.tracking import MlflowClient

from features.errors import BusyError
from features.settings import Settings
from training.tracking.answers import refuse_stranger, refuse_unknown_kind
from training.tracking.mlflow_process import kept, quiet
from training.tracking.new_store import make_store
from training.tracking.reachable import knock
from training.tracking.registry import CHALLENGER, CHAMPION, MODEL, Registry, Version
from training.tracking.tracked_run import KIND, DataUsed, Run, end, opened

__all__ = ["CHALLENGER", "CHAMPION", "KIND", "MODEL", "TRAINING", "DataUsed", "Run", "Tracking", "Version"]

#: What the tag `KIND` says of a training.
TRAINING = "training"
#: Databases that MLflow itself opens; any other address is a server, which keeps artifacts where it likes.
DATABASES = ("sqlite", "postgresql", "mysql", "mssql")


class Tracking(Registry):
    """The company's MLflow store and registry.

    Parameters
    ----------
    settings : Settings
        `storage.tracking_uri`; by default a SQLite file in the data folder. Where it names a database,
        artifacts lie in the data folder.
    """

    def __init__(self, settings: Settings) -> None:
        self._uri = with_driver(settings.tracking_uri)
        self._folder = settings.storage.data_dir
        self._folder.mkdir(parents=True, exist_ok=True)
        self._experiment_name = experiment_of(settings)
        # Two first starts race in MLflow's migrations: one at a time.
        with (self._folder / "mlflow.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            super().__init__(self._open())
            self._experiment = self._experiment_id()

    def _open(self) -> MlflowClient:
        # MLflow tries for 100 seconds to reach a database for the first time, once for runs and once for the
        # registry, and no setting says otherwise. So both are reached right after the knock, with nothing to
        # load between.
        try:
            if self._is_database:
                _load_stores()
            knock(self._uri)
            make_store(self._uri)
            with kept("MLFLOW_TRACKING_URI"), kept("MLFLOW_REGISTRY_URI"):
                mlflow.set_tracking_uri(self._uri)
                mlflow.set_registry_uri(self._uri)
            client = MlflowClient(self._uri, self._uri)
            client.search_experiments(max_results=1)
            if self._is_database:
                client.search_registered_models(max_results=1)
        except BusyError:
            raise
        except Exception as fault:  # noqa: BLE001  # whatever the driver raises, its text may hold the password
            refuse_stranger(fault)
            refuse_unknown_kind(fault, self._uri)
            raise BusyError(
                f"The MLflow store can't be reached ({type(fault).__name__}). Check [storage] tracking_uri "
                "or MLFLOW_TRACKING_URI, and that its server runs."
            ) from None
        return client

    def _experiment_id(self) -> str:
        known = self._client.get_experiment_by_name(self._experiment_name)
        if known is not None:
            return str(known.experiment_id)
        place = (self._folder / "mlartifacts").resolve().as_uri() if self._is_database else None
        return str(self._client.create_experiment(self._experiment_name, artifact_location=place))

    @property
    def _is_database(self) -> bool:
        return self._uri.partition(":")[0].partition("+")[0] in DATABASES

    @contextmanager
    def run(self, name: str, tags: Mapping[str, str], *, kind: str = TRAINING) -> Iterator[Run]:
        """Open a run of a kind; it ends FINISHED, or FAILED where the block raises."""
        self.sweep(kind)
        with opened(self._client, self._experiment, name, tags, kind=kind) as run:
            yield run

    def sweep(self, kind: str = TRAINING) -> None:
        """Mark what a kill left behind; whoever calls holds the lock of that kind, so that none still runs.

        Runs that are RUNNING, those below them too, become KILLED; models half logged by them, FAILED.
        """
        found = self._client.search_runs([self._experiment], "attributes.status = 'RUNNING'")
        ours = [run for run in found if run.data.tags.get(KIND, TRAINING) == kind]
        for run in ours:
            end(self._client, run.info.run_id, RunStatus.KILLED)
        for run in ours:
            of_run = f"source_run_id = '{run.info.run_id}'"
            for model in self._client.search_logged_models([self._experiment], of_run):
                if model.status == LoggedModelStatus.PENDING:
                    self._client.finalize_logged_model(model.model_id, LoggedModelStatus.FAILED)

    def texts_where(
        self, suffixes: tuple[str, ...], wanted: Callable[[str, str], bool]
    ) -> list[tuple[str, str]]:
        """Give run and path of the logged texts of which a question about path and text is true."""
        found = []
        for run in self._client.search_runs([self._experiment], max_results=50_000):
            run_id = str(run.info.run_id)
            for path in self._texts(run_id, "", suffixes):
                with tempfile.TemporaryDirectory() as folder, quiet():
                    place = Path(self._client.download_artifacts(run_id, path, folder))
                    if wanted(path, place.read_text(encoding="utf-8", errors="replace")):
                        found.append((run_id, path))
        return found

    def forget_texts(self, suffixes: tuple[str, ...], wanted: Callable[[str, str], bool]) -> int:
        """Delete the texts that `texts_where` gives; tell how many."""
        found = self.texts_where(suffixes, wanted)
        for run_id, path in found:
            repository: Any = get_artifact_repository(self._client.get_run(run_id).info.artifact_uri)
            repository.delete_artifacts(path)
        return len(found)

    def _texts(self, run_id: str, folder: str, suffixes: tuple[str, ...]) -> Iterator[str]:
        for entry in self._client.list_artifacts(run_id, folder or None):
            if entry.is_dir:
                yield from self._texts(run_id, entry.path, suffixes)
            elif entry.path.endswith(suffixes):
                yield entry.path


def _load_stores() -> None:
    """Load what MLflow opens a database with: it takes seconds."""
    import_module("mlflow.store.tracking.sqlalchemy_store")
    import_module("mlflow.store.model_registry.sqlalchemy_store")


def with_driver(address: str) -> str:
    """Name the driver that is installed for PostgreSQL; MLflow itself would look for an older one.

    Examples
    --------
    >>> with_driver("postgresql://me@db/mlflow"), with_driver("sqlite:///mlflow.db")
    ('postgresql+psycopg://me@db/mlflow', 'sqlite:///mlflow.db')
    """
    scheme, found, rest = address.partition("://")
    return f"postgresql+psycopg://{rest}" if found and scheme in ("postgresql", "postgres") else address


def experiment_of(settings: Settings) -> str:
    """Name the experiment that holds a company's runs."""
    return f"winback: {settings.company.name}"
