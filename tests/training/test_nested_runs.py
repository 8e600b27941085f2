"""A training's runs below its own, and the data they stand on, read back through MLflow's client."""

import json
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from mlflow.entities import Run
from mlflow.models import get_model_info
from mlflow.tracking import MlflowClient

from tests.training.conftest import settings_with_store
from tests.training.spine_company import PREFIX
from training.models.tuning import Tuning
from training.tracking.nested_runs import FIGURES
from training.tracking.recording import record
from training.tracking.store import MODEL, Tracking, Version
from training.trained import Trained

DATA = "cd" * 32
TABLE = pd.DataFrame(
    {
        "trial": [0, 1, 2],
        "state": ["complete", "complete", "pruned"],
        "log_loss": [0.51, 0.49, 0.7],
        "num_leaves": [8, 5, 31],
    }
)


class Written:
    """A training with trials, recorded, as a client sees it."""

    def __init__(self, trained: Trained, store: Path, folder: Path) -> None:
        settings = settings_with_store(store, folder)
        tuned = replace(trained, tuning=Tuning({"num_leaves": 5}, TABLE, ()))
        self.version: Version = record(tuned, settings, Tracking(settings), data_fingerprint=DATA)[0]
        self.folder = folder
        self.client = MlflowClient(settings.tracking_uri, settings.tracking_uri)
        self.parent: Run = self.client.get_run(self.version.run_id)
        below = f"tags.`mlflow.parentRunId` = '{self.version.run_id}'"
        found = self.client.search_runs([self.parent.info.experiment_id], below)
        self.below = {run.info.run_name: run for run in found}


@pytest.fixture(scope="module")
def written(trained: Trained, prepared_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Written:
    return Written(trained, prepared_store, tmp_path_factory.mktemp("nested") / "data")


def test_each_test_day_and_each_trial_is_a_run_below_that_has_ended(
    written: Written, trained: Trained
) -> None:
    days = {f"origin {origin.test_day}" for origin in trained.origins}
    assert set(written.below) == days | {"trial 0", "trial 1", "trial 2"}
    assert {run.info.status for run in written.below.values()} == {"FINISHED"}
    parts = {run.data.tags["winback.part"] for run in written.below.values()}
    assert parts == {"origin", "trial"}
    assert "winback.part" not in written.parent.data.tags


def test_the_run_of_a_test_day_holds_its_figures_and_what_it_learned_from(
    written: Written, trained: Trained
) -> None:
    for origin in trained.origins:
        run = written.below[f"origin {origin.test_day}"]
        judged = trained.judged[trained.judged["test_day"] == origin.test_day]
        for row in judged.query("group == 'at_risk'").to_dict(orient="records"):
            for figure in FIGURES:
                told = run.data.metrics.get(f"at_risk/{row['contestant']}/{figure}")
                assert told == (None if row[figure] != row[figure] else pytest.approx(row[figure]))
        assert run.data.params["train_rows"] == str(int(origin.train.sum()))
        assert run.data.params["test_day"] == run.data.tags["winback.test_day"] == str(origin.test_day)
        assert run.data.params["calibrated_on"] == trained.backtest.how[origin.test_day]
        used = {one.tags[0].value: one.dataset for one in run.inputs.dataset_inputs}
        assert set(used) == {"training", "evaluation"}
        test = trained.snapshots.rows[origin.test]
        assert json.loads(used["evaluation"].profile) == {
            "num_rows": len(test),
            "left_share": pytest.approx(test["left"].mean(), abs=1e-6),
        }


def test_a_trial_holds_its_parameters_its_state_and_its_log_loss(written: Written) -> None:
    for line in TABLE.itertuples():
        run = written.below[f"trial {line.trial}"]
        assert run.data.params == {"num_leaves": str(line.num_leaves)}
        assert run.data.metrics == {"log_loss": line.log_loss}
        assert run.data.tags["winback.trial.state"] == line.state


def test_the_data_are_described_by_columns_and_counts_without_a_row(
    written: Written, trained: Trained
) -> None:
    used = {one.dataset.name: one.dataset for one in written.parent.inputs.dataset_inputs}
    assert set(used) == {"accepted events", "snapshots"}
    assert used["accepted events"].digest == DATA[:36]
    snapshots, rows = used["snapshots"], trained.snapshots.rows
    assert snapshots.digest == trained.snapshots.fingerprint[:36]
    columns = {one["name"]: one["type"] for one in json.loads(snapshots.schema)["mlflow_colspec"]}
    assert list(columns) == list(rows.columns)
    assert (columns["client_id"], columns["days_since_order"]) == ("string", "double")
    profile = json.loads(snapshots.profile)
    assert (profile["num_rows"], profile["as_of_days"]) == (len(rows), rows["as_of"].nunique())
    assert profile["rows_that_teach"] == trained.snapshots.teaching.sum()
    assert PREFIX not in snapshots.source + snapshots.profile + snapshots.schema


def test_mlflows_own_pages_know_the_command_the_commit_and_the_signature(
    written: Written, trained: Trained
) -> None:
    tags = written.parent.data.tags
    assert (tags["mlflow.source.name"], tags["mlflow.source.type"]) == ("winback train", "LOCAL")
    assert tags.get("mlflow.source.git.commit", "-") == tags["winback.commit"].removesuffix("-dirty")
    version = written.client.get_model_version_by_alias(MODEL, "challenger")
    assert version.description
    assert version.tags["winback.gate"] == tags["winback.gate"]
    signature = get_model_info(f"models:/{MODEL}@challenger").signature
    wanted = {*trained.bundle.features, "status", "abc"}
    assert wanted <= set(signature.inputs.input_names())
    assert "churn_probability" in signature.outputs.input_names()


def test_the_model_card_lies_beside_the_report(written: Written, trained: Trained) -> None:
    (card,) = [path.read_text(encoding="utf-8") for path in written.folder.rglob("model_card.md")]
    assert card.startswith(f"# Small & Co: {trained.bundle.version}\n\n**{trained.verdict.headline('en')}**")
    assert PREFIX not in card


def test_the_figures_of_who_serves_stand_on_the_models_own_page(written: Written, trained: Trained) -> None:
    version = written.client.get_model_version(MODEL, written.version.number)
    model = written.client.get_logged_model(version.source.rpartition("/")[2])
    told = {metric.key: metric.value for metric in model.metrics}
    serving = trained.verdict.champion
    assert {name.partition("/")[0] for name in told} == set(serving)
    assert all(name.split("/")[1] == serving[name.split("/")[0]] for name in told)
    name = f"at_risk/{serving['at_risk']}/log_loss"
    assert told[name] == written.parent.data.metrics[name]
    assert model.status == "READY"
