"""Versions of the model in MLflow's registry: who is champion, who was, and what each holds."""

import json
import tempfile
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import mlflow
import pandas as pd
from mlflow.exceptions import MlflowException
from mlflow.tracking import MlflowClient

from features.errors import DamagedError, NotFoundError, UnknownNameError
from training.bundle_files import read_folder
from training.tracking.answers import Answering, answering, is_unknown
from training.tracking.mlflow_process import quiet
from training.tracking.tracked_run import Run

MODEL = "winback"
CHAMPION, CHALLENGER = "champion", "challenger"
FORMER = "former_champions"
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


class Registry:
    """The registry of one MLflow store.

    Parameters
    ----------
    client : MlflowClient
    """

    def __init__(self, client: MlflowClient) -> None:
        self._client = Answering(client)

    def log_model(
        self,
        run: Run,
        files: Mapping[str, bytes],
        *,
        example: tuple[pd.DataFrame, pd.DataFrame],
        requirements: list[str],
    ) -> str:
        """Log a bundle as a model of a run, and give the model's id.

        To be called before the run's figures are logged: MLflow would read each one's history back, to
        write it a second time beside the model, which took longer than all else that is recorded.

        Parameters
        ----------
        run : Run
        files : mapping of str to bytes
            The bundle.
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
            with (
                answering(),
                quiet(),
                mlflow.start_run(run_id=run.run_id),
                warnings.catch_warnings(),
            ):
                # our signature is given; an example of a row would be stored with the model
                warnings.filterwarnings("ignore", ".*An input example was not provided", UserWarning)
                info = mlflow.pyfunc.log_model(
                    name="model",
                    python_model=str(PYFUNC),
                    artifacts={"bundle": folder},
                    signature=signature,
                    pip_requirements=requirements,
                )
        return str(info.model_id)

    def register(self, run: Run, model: str, *, name: str, passed: bool, description: str) -> Version:
        """Register a logged model as the next version, alias `challenger`; `champion` too if the gate passed.

        Parameters
        ----------
        run : Run
        model : str
            Its id: what `log_model` gave.
        name : str
            The bundle's version.
        passed : bool
            Whether the gate let it through.
        description : str
            One sentence for whoever browses the registry.
        """
        with quiet():
            if not self._client.search_registered_models(f"name = '{MODEL}'"):
                self._client.create_registered_model(MODEL, description="Who leaves, and what each is worth")
            made = self._client.create_model_version(
                MODEL,
                f"models:/{model}",
                run.run_id,
                model_id=model,  # a server takes no model's address without its id
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
            If there is none; `UnknownNameError` where it is not an alias of ours that nobody holds yet.
        """
        try:
            found = (
                self._client.get_model_version(MODEL, number)
                if number.isdigit()
                else self._client.get_model_version_by_alias(MODEL, number)
            )
        except MlflowException as fault:
            if not is_unknown(fault):
                raise
            named = self._client.search_model_versions(
                f"name = '{MODEL}' and tags.`winback.version` = '{_plain(number)}'"
            )
            if not named:
                missing = NotFoundError if number in (CHAMPION, CHALLENGER) else UnknownNameError
                raise missing(
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

    def in_service(self) -> Version:
        """Give the version that serves: the champion, or by its silence rule the challenger without one.

        Raises
        ------
        NotFoundError
            If nothing was trained yet.
        """
        try:
            return self.champion() or self.version(CHALLENGER)
        except NotFoundError as fault:
            raise NotFoundError("There is no model yet. Run `winback train` first.") from fault

    def promote(self, number: str, *, why: str = "the gate passed") -> None:
        """Move `champion` to a version, remembering the one before."""
        before = self.champion()
        if before is not None and before.number != number:
            former = self._former()
            self._client.set_registered_model_tag(MODEL, FORMER, json.dumps([*former, before.number]))
        self._client.set_model_version_tag(MODEL, number, "winback.promoted_because", why)
        self._client.set_registered_model_alias(MODEL, CHAMPION, number)

    def rollback(self) -> Version:
        """Move `champion` back to the version before it; those that were deleted in MLflow are passed over.

        Raises
        ------
        UnknownNameError
            If there was none before.
        """
        there = {version.number for version in self.versions()}
        former = [number for number in self._former() if number in there] if there else []
        if not former:
            raise UnknownNameError(
                "No version was champion before this one. `winback promote VERSION` names one."
            )
        self._client.set_registered_model_alias(MODEL, CHAMPION, former[-1])
        self._client.set_registered_model_tag(MODEL, FORMER, json.dumps(former[:-1]))
        return self.version(former[-1])

    def _former(self) -> list[str]:
        return list(json.loads(self._client.get_registered_model(MODEL).tags.get(FORMER, "[]")))

    def bundle(self, version: Version) -> dict[str, bytes]:
        """Fetch a version's bundle, file by file; `Bundle.from_files` verifies it before use.

        Raises
        ------
        DamagedError
            If the version was not made by us.
        """
        with answering(), tempfile.TemporaryDirectory() as folder, quiet():
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
        with tempfile.TemporaryDirectory() as folder, quiet():
            place = self._client.download_artifacts(version.run_id, path, folder)
            return Path(place).read_text(encoding="utf-8")

    def figures(self, version: Version) -> dict[str, float]:
        """Give the figures that were logged with a version."""
        return dict(self._client.get_run(version.run_id).data.metrics)

    def parameters(self, version: Version) -> dict[str, str]:
        """Give the parameters that were logged with a version."""
        return dict(self._client.get_run(version.run_id).data.params)


def _plain(name: str) -> str:
    """Keep a name from ending the quoted part of a search."""
    return "".join(letter for letter in name if letter.isalnum() or letter in "-_.")
