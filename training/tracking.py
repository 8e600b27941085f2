"""Runs, figures and versions in MLflow: the one module that knows it.

The store's address may hold a password: it is given to MLflow and to nobody else, to no log and no tag.
"""

import fcntl
import json
import os
import tempfile
import time
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

os.environ.setdefault("MLFLOW_DISABLE_TELEMETRY", "true")

import mlflow
import pandas as pd
from mlflow.entities import Metric, RunStatus
from mlflow.exceptions import MlflowException
from mlflow.store.artifact.artifact_repository_registry import get_artifact_repository
from mlflow.tracking import MlflowClient

from features.errors import BusyError, DamagedError, NotFoundError
from features.settings import Settings
from training.bundle import read_folder
from training.reachable import knock

MODEL = "winback"
CHAMPION, CHALLENGER = "champion", "challenger"
FORMER = "former_champions"
#: The tag that tells trainings from other runs, and what it says of a training.
KIND, TRAINING = "winback.kind", "training"
#: Figures that MLflow takes at once.
A_BATCH = 1000
PYFUNC = Path(__file__).with_name("pyfunc_model.py")


@dataclass(frozen=True)
class Version:
    """One registered version.

    Attributes
    ----------
    number : str
        The registry's own number.
    name : str
        The bundle's version, as on scores and lists.
    run_id : str
    passed : bool
        Whether the gate let it through.
    aliases : tuple of str
    description : str
    """

    number: str
    name: str
    run_id: str
    passed: bool
    aliases: tuple[str, ...]
    description: str


class Tracking:
    """The company's MLflow store and registry.

    Parameters
    ----------
    settings : Settings
        `storage.tracking_uri`; by default a SQLite file in the data folder, artifacts beside it.
    """

    def __init__(self, settings: Settings) -> None:
        self._uri = settings.tracking_uri
        self._folder = settings.storage.data_dir
        self._folder.mkdir(parents=True, exist_ok=True)
        self._experiment_name = f"winback: {settings.company.name}"
        # Two first starts race in MLflow's migrations: one at a time.
        with (self._folder / "mlflow.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            self._client = self._open()
            self._experiment = self._experiment_id()

    def _open(self) -> MlflowClient:
        try:
            knock(self._uri)
            with _kept("MLFLOW_TRACKING_URI"), _kept("MLFLOW_REGISTRY_URI"):
                mlflow.set_tracking_uri(self._uri)
                mlflow.set_registry_uri(self._uri)
            client = MlflowClient(self._uri, self._uri)
            client.search_experiments(max_results=1)
        except Exception as fault:  # noqa: BLE001  # whatever the driver raises, its text may hold the password
            raise BusyError(
                f"The MLflow store can't be reached ({type(fault).__name__}). Check [storage] tracking_uri "
                "or MLFLOW_TRACKING_URI, and that its server runs."
            ) from None
        return client

    def _experiment_id(self) -> str:
        known = self._client.get_experiment_by_name(self._experiment_name)
        if known is not None:
            return str(known.experiment_id)
        local = self._uri.startswith("sqlite:")
        place = (self._folder / "mlartifacts").resolve().as_uri() if local else None
        return str(self._client.create_experiment(self._experiment_name, artifact_location=place))

    @contextmanager
    def run(self, name: str, tags: Mapping[str, str], *, kind: str = TRAINING) -> Iterator["Run"]:
        """Open a run of a kind; it ends FINISHED, or FAILED where the block raises."""
        self._sweep(kind)
        run = self._client.create_run(self._experiment, run_name=name, tags={**tags, KIND: kind})
        run_id = str(run.info.run_id)
        try:
            yield Run(self._client, run_id)
        except BaseException:
            self._client.set_terminated(run_id, RunStatus.to_string(RunStatus.FAILED))
            raise
        self._client.set_terminated(run_id)

    def _sweep(self, kind: str) -> None:
        """Mark runs that a kill left RUNNING: each kind of work holds a lock, so none of them still runs."""
        found = self._client.search_runs([self._experiment], "attributes.status = 'RUNNING'")
        for run in (one for one in found if one.data.tags.get(KIND, TRAINING) == kind):
            self._client.set_terminated(run.info.run_id, RunStatus.to_string(RunStatus.KILLED))

    def register(
        self,
        run: "Run",
        files: Mapping[str, bytes],
        *,
        name: str,
        passed: bool,
        description: str,
        example: tuple[pd.DataFrame, pd.DataFrame],
        requirements: list[str],
    ) -> Version:
        """Register a bundle as the next version, alias `challenger`; `champion` too where the gate passed.

        Parameters
        ----------
        run : Run
        files : mapping of str to bytes
            The bundle.
        name : str
            The bundle's version.
        passed : bool
            Whether the gate let it through.
        description : str
            One sentence for whoever browses the registry.
        example : (DataFrame, DataFrame)
            Inputs and outputs from which the signature is read; nobody's data, and not stored.
        requirements : list of str
            Packages that the model needs.
        """
        signature = mlflow.models.infer_signature(*example)
        with tempfile.TemporaryDirectory() as folder:
            for path, content in files.items():
                target = Path(folder) / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content)
            with mlflow.start_run(run_id=run.run_id), warnings.catch_warnings():
                # our signature is given; an example of a row would be stored with the model
                warnings.filterwarnings("ignore", ".*An input example was not provided", UserWarning)
                info = mlflow.pyfunc.log_model(
                    name="model",
                    python_model=str(PYFUNC),
                    artifacts={"bundle": folder},
                    signature=signature,
                    pip_requirements=requirements,
                )
        with _quiet():
            if not self._client.search_registered_models(f"name = '{MODEL}'"):
                self._client.create_registered_model(MODEL, description="Who leaves, and what each is worth")
            made = self._client.create_model_version(
                MODEL,
                info.model_uri,
                run.run_id,
                tags={"winback.version": name, "winback.gate": "passed" if passed else "refused"},
                description=description,
            )
        number = str(made.version)
        self._client.set_registered_model_alias(MODEL, CHALLENGER, number)
        if passed:
            self.promote(number)
        return self.version(number)

    def versions(self) -> list[Version]:
        """List all versions, the newest first."""
        found = self._client.search_model_versions(f"name = '{MODEL}'")
        return [self.version(str(one.version)) for one in sorted(found, key=lambda one: -int(one.version))]

    def version(self, number: str) -> Version:
        """Give a version by its number, or its name, or an alias.

        Raises
        ------
        NotFoundError
            If there is none.
        """
        try:
            found = (
                self._client.get_model_version(MODEL, number)
                if number.isdigit()
                else self._client.get_model_version_by_alias(MODEL, number)
            )
        except MlflowException as fault:
            named = self._client.search_model_versions(
                f"name = '{MODEL}' and tags.`winback.version` = '{_plain(number)}'"
            )
            if not named:
                raise NotFoundError(
                    f"The registry has no version {number!r}. `winback compare` lists those it has; "
                    "`winback train` makes one."
                ) from fault
            found = self._client.get_model_version(MODEL, named[0].version)
        return Version(
            str(found.version),
            found.tags.get("winback.version", str(found.version)),
            str(found.run_id),
            found.tags.get("winback.gate") == "passed",
            tuple(found.aliases),
            found.description or "",
        )

    def champion(self) -> Version | None:
        """Give the version in office, or None."""
        try:
            return self.version(CHAMPION)
        except NotFoundError:
            return None

    def promote(self, number: str, *, why: str = "the gate passed") -> None:
        """Move `champion` to a version, remembering the one before."""
        before = self.champion()
        if before is not None and before.number != number:
            former = self._former()
            self._client.set_registered_model_tag(MODEL, FORMER, json.dumps([*former, before.number]))
        self._client.set_model_version_tag(MODEL, number, "winback.promoted_because", why)
        self._client.set_registered_model_alias(MODEL, CHAMPION, number)

    def rollback(self) -> Version:
        """Move `champion` back to the version before it.

        Raises
        ------
        NotFoundError
            If there was none before.
        """
        former = self._former() if self.versions() else []
        if not former:
            raise NotFoundError(
                "No version was champion before this one. `winback promote VERSION` names one."
            )
        self._client.set_registered_model_tag(MODEL, FORMER, json.dumps(former[:-1]))
        self._client.set_registered_model_alias(MODEL, CHAMPION, former[-1])
        return self.version(former[-1])

    def _former(self) -> list[str]:
        return list(json.loads(self._client.get_registered_model(MODEL).tags.get(FORMER, "[]")))

    def bundle(self, version: Version) -> dict[str, bytes]:
        """Fetch a version's bundle, file by file; verify it with `training.bundle` before use.

        Raises
        ------
        DamagedError
            If the version was not made by us.
        """
        with tempfile.TemporaryDirectory() as folder, _quiet():
            place = mlflow.artifacts.download_artifacts(f"models:/{MODEL}/{version.number}", dst_path=folder)
            manifest = next(Path(place).glob("artifacts/*/manifest.json"), None)
            if manifest is None:
                raise DamagedError(
                    f"Version {version.number} of the registry holds no bundle of ours. Roll back to one "
                    "that `winback train` made, or train again."
                )
            return read_folder(manifest.parent)

    def text(self, version: Version, path: str) -> str | None:
        """Give a text that was logged beside a version, or None where there is none."""
        if path not in {file.path for file in self._client.list_artifacts(version.run_id)}:
            return None
        with tempfile.TemporaryDirectory() as folder, _quiet():
            place = self._client.download_artifacts(version.run_id, path, folder)
            return Path(place).read_text(encoding="utf-8")

    def texts_where(
        self, suffixes: tuple[str, ...], wanted: Callable[[str, str], bool]
    ) -> list[tuple[str, str]]:
        """Give run and path of the logged texts of which a question about path and text is true."""
        found = []
        for run in self._client.search_runs([self._experiment], max_results=50_000):
            run_id = str(run.info.run_id)
            for path in self._texts(run_id, "", suffixes):
                with tempfile.TemporaryDirectory() as folder, _quiet():
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

    def figures(self, version: Version) -> dict[str, float]:
        """Give the figures that were logged with a version."""
        return dict(self._client.get_run(version.run_id).data.metrics)


@dataclass(frozen=True)
class Run:
    """One open run."""

    client: MlflowClient
    run_id: str

    def parameters(self, values: Mapping[str, Any]) -> None:
        """Log parameters."""
        for name, value in values.items():
            self.client.log_param(self.run_id, name, value)

    def figures(self, values: Iterable[tuple[str, float, int]]) -> None:
        """Log figures: name, value, step; nan is left out, MLflow would refuse it.

        Hundreds of them at once: one by one each would be a transaction of its own.
        """
        now = int(time.time() * 1000)
        known = [Metric(name, float(value), now, step) for name, value, step in values if value == value]
        for first in range(0, len(known), A_BATCH):
            self.client.log_batch(self.run_id, metrics=known[first : first + A_BATCH])

    def text(self, content: str, path: str) -> None:
        """Log a text file."""
        self.client.log_text(self.run_id, content, path)

    def image(self, content: bytes, path: str) -> None:
        """Log an image file."""
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / Path(path).name
            file.write_bytes(content)
            self.client.log_artifact(self.run_id, str(file), str(Path(path).parent))

    def tag(self, name: str, value: str) -> None:
        """Set a tag."""
        self.client.set_tag(self.run_id, name, value)


def _plain(name: str) -> str:
    """Keep a name from ending the quoted part of a search."""
    return "".join(letter for letter in name if letter.isalnum() or letter in "-_.")


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep MLflow's progress bars off a terminal that has its own."""
    with _kept("MLFLOW_ENABLE_ARTIFACTS_PROGRESS_BAR"):
        os.environ["MLFLOW_ENABLE_ARTIFACTS_PROGRESS_BAR"] = "false"
        yield


@contextmanager
def _kept(variable: str) -> Iterator[None]:
    """Leave a variable as it was: MLflow sets its addresses, and the next company's settings read them."""
    before = os.environ.get(variable)
    try:
        yield
    finally:
        os.environ.pop(variable, None)
        if before is not None:
            os.environ[variable] = before
