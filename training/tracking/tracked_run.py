"""One run of MLflow: what is logged to it, the data it stands on, and the runs below it."""

import json
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mlflow.data.code_dataset_source import CodeDatasetSource
from mlflow.entities import Dataset, DatasetInput, InputTag, Metric, Param, RunStatus
from mlflow.types import ColSpec, Schema
from mlflow.utils.mlflow_tags import MLFLOW_DATASET_CONTEXT, MLFLOW_PARENT_RUN_ID

from training.tracking.answers import Answering
from training.tracking.mlflow_process import quiet

#: The tag that tells trainings from other runs, and the one that tells what a run below another one is.
KIND, PART = "winback.kind", "winback.part"
#: Figures that MLflow takes at once, and parameters.
A_BATCH, PARAMETERS_AT_ONCE = 1000, 100
#: MLflow's longest digest of a data set.
DIGEST_LETTERS = 36


@dataclass(frozen=True)
class DataUsed:
    """Rows that a run learned from or was judged on, described without any of them.

    Attributes
    ----------
    name : str
    digest : str
        SHA-256 of the whole that the rows are of; MLflow keeps its first letters.
    context : str
        `training` or `evaluation`, as MLflow's pages show it.
    columns : mapping of str to str
        Column → MLflow's name of its type (`double`, `string`, …); may be empty.
    profile : mapping of str to float
        Counts and shares, `num_rows` among them.
    made_by : str
        The command that makes such rows.
    """

    name: str
    digest: str
    context: str
    columns: Mapping[str, str]
    profile: Mapping[str, float]
    made_by: str


@dataclass(frozen=True)
class Run:
    """One open run.

    Attributes
    ----------
    client : Answering
    run_id, experiment_id : str
    kind : str
        What kind of work it is of; runs below it are of the same kind, so that a sweep finds them.
    """

    client: Answering
    run_id: str
    experiment_id: str
    kind: str

    @contextmanager
    def below(self, name: str, tags: Mapping[str, str], *, part: str) -> Iterator["Run"]:
        """Open a run below this one; it ends FINISHED, or FAILED where the block raises."""
        own = {**tags, PART: part, MLFLOW_PARENT_RUN_ID: self.run_id}
        with opened(self.client, self.experiment_id, name, own, kind=self.kind) as run:
            yield run

    def parameters(self, values: Mapping[str, Any]) -> None:
        """Log parameters."""
        known = [Param(name, str(value)) for name, value in values.items()]
        for first in range(0, len(known), PARAMETERS_AT_ONCE):
            self.client.log_batch(self.run_id, params=known[first : first + PARAMETERS_AT_ONCE])

    def figures(self, values: Iterable[tuple[str, float, int]], *, model: str | None = None) -> None:
        """Log figures: name, value, step; nan is left out, MLflow would refuse it.

        Hundreds of them at once: one by one each would be a transaction of its own.

        Parameters
        ----------
        values : iterable of (str, float, int)
        model : str, optional
            Id of a model of this run; the figures stand on its page, too.
        """
        now = int(time.time() * 1000)
        known = [
            Metric(name, float(value), now, step, model_id=model)
            for name, value, step in values
            if value == value
        ]
        for first in range(0, len(known), A_BATCH):
            self.client.log_batch(self.run_id, metrics=known[first : first + A_BATCH])

    def data(self, used: Iterable[DataUsed]) -> None:
        """Log what the run stands on, as MLflow's data sets."""
        self.client.log_inputs(self.run_id, [_input(one) for one in used])

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


@contextmanager
def opened(
    client: Answering, experiment_id: str, name: str, tags: Mapping[str, str], *, kind: str
) -> Iterator[Run]:
    """Open a run of a kind; it ends FINISHED, or FAILED where the block raises."""
    made = client.create_run(experiment_id, run_name=name, tags={**tags, KIND: kind})
    run_id = str(made.info.run_id)
    try:
        yield Run(client, run_id, experiment_id, kind)
    except BaseException:
        end(client, run_id, RunStatus.FAILED)
        raise
    end(client, run_id, RunStatus.FINISHED)


def end(client: Answering, run_id: str, status: int) -> None:
    """End a run, `status` one of MLflow's `RunStatus`."""
    with quiet():
        client.set_terminated(run_id, RunStatus.to_string(status))


def _input(used: DataUsed) -> DatasetInput:
    described = Dataset(
        used.name,
        used.digest[:DIGEST_LETTERS],
        CodeDatasetSource._get_source_type(),
        json.dumps(CodeDatasetSource({"mlflow.source.name": used.made_by}).to_dict()),
        _schema(used.columns) if used.columns else None,
        json.dumps(dict(used.profile)),
    )
    return DatasetInput(described, [InputTag(MLFLOW_DATASET_CONTEXT, used.context)])


def _schema(columns: Mapping[str, str]) -> str:
    schema = Schema([ColSpec(kind, name) for name, kind in columns.items()])
    return json.dumps({"mlflow_colspec": schema.to_dict()})
