"""A training in MLflow: all that a reader needs to judge it, and nobody's address, password or client."""

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from mlflow.entities import Run
from mlflow.tracking import MlflowClient

from features.settings import Settings
from tests.training.conftest import settings_with_store
from tests.training.spine_company import CLIENTS, PREFIX, spine_settings
from training.bundle import Bundle
from training.models.candidates import CANDIDATES
from training.report.dossier import charts, environment
from training.tracking import recording
from training.tracking.recording import record, shown_settings
from training.tracking.store import Tracking, Version
from training.trained import Trained
from training.words import BASELINES

DATA = "ab" * 32


@dataclass(frozen=True)
class Recorded:
    """What a recording left."""

    settings: Settings
    tracking: Tracking
    version: Version
    report: Path
    run: Run
    artifacts: Path

    def text(self, name: str) -> str:
        return (self.artifacts / name).read_text(encoding="utf-8")

    def history(self, figure: str) -> list[tuple[int, float]]:
        client = MlflowClient(self.settings.tracking_uri, self.settings.tracking_uri)
        return [(one.step, one.value) for one in client.get_metric_history(self.run.info.run_id, figure)]


@pytest.fixture(scope="module")
def recorded(trained: Trained, prepared_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Recorded:
    settings = settings_with_store(prepared_store, tmp_path_factory.mktemp("recorded") / "data")
    tracking = Tracking(settings)
    version, report = record(trained, settings, tracking, data_fingerprint=DATA)
    client = MlflowClient(settings.tracking_uri, settings.tracking_uri)
    run = client.get_run(version.run_id)
    artifacts = Path(run.info.artifact_uri.removeprefix("file://"))
    return Recorded(settings, tracking, version, report, run, artifacts)


def test_the_run_has_ended_and_says_what_it_stands_on(recorded: Recorded, trained: Trained) -> None:
    assert (recorded.run.info.status, recorded.run.info.run_name) == ("FINISHED", trained.bundle.version)
    tags = recorded.run.data.tags
    assert tags["winback.fingerprint"] == trained.snapshots.fingerprint
    assert tags["winback.events"] == DATA
    assert tags["winback.as_of"] == trained.as_of.isoformat()
    assert tags["winback.version"] == trained.bundle.version
    assert tags["winback.gate"] == ("passed" if trained.passed else "refused")
    assert tags["winback.commit"]
    assert tags["mlflow.note.content"] == trained.verdict.headline("en")


def test_the_version_is_challenger_and_champion_only_where_the_gate_passed(
    recorded: Recorded, trained: Trained
) -> None:
    assert (recorded.version.name, recorded.version.passed) == (trained.bundle.version, trained.passed)
    assert set(recorded.version.aliases) == {"challenger"} | ({"champion"} if trained.passed else set())
    assert recorded.version.description == trained.verdict.headline("en")
    again = Bundle.from_files(recorded.tracking.bundle(recorded.version))
    rows = trained.population
    pd.testing.assert_frame_equal(again.score(rows), trained.bundle.score(rows), rtol=1e-12)


def test_the_parameters_are_those_of_training_and_of_leaving(recorded: Recorded, trained: Trained) -> None:
    told = recorded.run.data.params
    assert told["training.seed"] == str(recorded.settings.training.seed)
    assert (told["churn.min_days"], told["churn.max_days"]) == ("20", "60")
    assert told["rows"] == str(len(trained.snapshots.rows))
    assert told["features"] == str(len(trained.snapshots.features))
    assert told["champion.at_risk"] == trained.verdict.champion["at_risk"]
    assert told["value_method"] == trained.bundle.value.method
    assert {told[f"calibrator.{name}"] for name in CANDIDATES} == set(trained.backtest.methods.values())


def test_every_test_day_is_a_step_of_its_figures(recorded: Recorded, trained: Trained) -> None:
    days = [origin.test_day for origin in trained.origins]
    for name in (*BASELINES, *CANDIDATES):
        judged = trained.judged.query("group == 'at_risk' and contestant == @name").set_index("test_day")
        for figure in ("auc", "average_precision", "log_loss", "ece"):
            wanted = [(step, pytest.approx(judged.loc[day, figure])) for step, day in enumerate(days)]
            assert recorded.history(f"by_origin/at_risk/{name}/{figure}") == wanted
            mean = recorded.run.data.metrics[f"at_risk/{name}/{figure}"]
            assert mean == pytest.approx(judged[figure].mean())


def test_value_is_judged_beside_the_formula(recorded: Recorded, trained: Trained) -> None:
    assert trained.value is not None
    for row in trained.value.methods.itertuples():
        assert recorded.run.data.metrics[f"value/{row.method}/total_bias"] == pytest.approx(row.total_bias)


def test_every_chart_is_a_picture(recorded: Recorded, trained: Trained) -> None:
    drawn = {path.stem: path.read_bytes() for path in (recorded.artifacts / "plots").glob("*.png")}
    assert set(drawn) == set(charts(trained, recorded.settings))
    wanted = {"roc", "precision_recall", "calibration", "gains", "importance", "value_deciles"}
    assert wanted <= {name.partition(".")[0] for name in drawn}
    assert all(content.startswith(b"\x89PNG") and len(content) > 2000 for content in drawn.values())


def test_the_tables_are_all_of_the_figures(recorded: Recorded, trained: Trained) -> None:
    tables = {path.stem: pd.read_csv(path) for path in (recorded.artifacts / "tables").glob("*.csv")}
    assert set(tables) == {
        *("figures_by_origin", "figures", "calibrators", "value_deciles", "value_tried"),
        *("silence", "next_order_intervals", "trials", "tuning", "designs", "calibration_by_status"),
    }
    assert len(tables["figures_by_origin"]) == len(trained.judged)
    assert tables["calibrators"]["log_loss"].tolist() == pytest.approx(trained.backtest.trials["log_loss"])


def first_words(page: str) -> str:
    """The first sentence of a page's body."""
    from html.parser import HTMLParser

    class Words(HTMLParser):
        shown = False
        found: list[str]

        def handle_starttag(self, tag: str, attrs: object) -> None:
            self.shown = tag not in {"style", "script", "title"} and (self.shown or tag == "body")

        def handle_data(self, data: str) -> None:
            if self.shown and data.strip():
                self.found.append(" ".join(data.split()))

    words = Words()
    words.found = []
    words.feed(page)
    return words.found[0]


def test_the_report_begins_with_the_verdict_and_lies_in_both_places(
    recorded: Recorded, trained: Trained
) -> None:
    page = recorded.text("report.html")
    assert recorded.report.read_text(encoding="utf-8") == page
    assert (
        recorded.report == recorded.settings.storage.data_dir / "reports" / f"{trained.bundle.version}.html"
    )
    assert first_words(page) == trained.verdict.headline("en")
    assert trained.snapshots.fingerprint in page
    assert page.count("<svg") >= len(charts(trained, recorded.settings))


def test_the_settings_stand_without_addresses_and_the_environment_with_its_versions(
    recorded: Recorded,
) -> None:
    told = json.loads(recorded.text("settings.json"))
    assert told["churn"]["max_days"] == 60
    assert told["source"] == {"tables": []}
    assert "storage" not in told
    assert "exclude" not in told["plan"]
    assert json.loads(recorded.text("environment.json")) == environment()


def test_no_address_password_or_client_stands_in_shown_settings() -> None:
    secret = "pa55word"
    settings = spine_settings(
        source={"url": f"postgresql://me:{secret}@db.example/x", "tables": {"orders": {}}},
        storage={
            "tracking_uri": f"http://me:{secret}@mlflow.example",
            "ledger_url": f"sqlite:///{secret}.db",
        },
    )
    text = json.dumps(shown_settings(settings))
    for hidden in (secret, "example", PREFIX):
        assert hidden not in text
    assert shown_settings(settings)["source"] == {"tables": ["orders"]}


def test_no_artifact_and_no_row_of_the_store_names_a_client_or_a_folder(recorded: Recorded) -> None:
    data = recorded.settings.storage.data_dir
    files = [path for path in data.rglob("*") if path.is_file()]
    assert len(files) > 25
    for path in files:
        assert PREFIX.encode() not in path.read_bytes(), path
    for path in [file for file in files if file.suffix in {".json", ".html", ".csv"}]:
        assert str(data).encode() not in path.read_bytes(), path


def test_a_recording_that_breaks_off_registers_nothing(
    trained: Trained, prepared_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = settings_with_store(prepared_store, tmp_path / "data")
    tracking = Tracking(settings)
    monkeypatch.setattr(recording, "charts", lambda *given: {})
    monkeypatch.setattr(recording, "render_report", lambda facts: "<html></html>")

    def full(*given: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(recording, "_tables", full)
    with pytest.raises(OSError, match="No space left"):
        record(trained, settings, tracking, data_fingerprint=DATA)
    client = MlflowClient(settings.tracking_uri, settings.tracking_uri)
    runs = client.search_runs([one.experiment_id for one in client.search_experiments()])
    own = [run for run in runs if "mlflow.parentRunId" not in run.data.tags]
    assert [run.info.status for run in own] == ["FAILED"]
    assert "RUNNING" not in {run.info.status for run in runs}
    assert tracking.versions() == []
    assert not (settings.storage.data_dir / "reports").exists()


def test_the_population_is_the_company(trained: Trained) -> None:
    assert len(trained.population) == CLIENTS
    assert trained.population["client_id"].str.startswith(PREFIX).all()


def test_the_commit_is_that_of_this_code_with_its_changes_and_not_of_a_checkout_it_is_installed_into(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    who = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
    git = ["git", "-C", str(tmp_path), *who]
    subprocess.run([*git, "init", "-q"], check=True)
    subprocess.run([*git, "commit", "-q", "--allow-empty", "-m", "theirs"], check=True)
    installed = tmp_path / "recording.py"
    installed.write_text("")
    monkeypatch.setattr(recording, "__file__", str(installed))
    assert recording.commit() is None
    subprocess.run([*git, "add", "."], check=True)
    subprocess.run([*git, "commit", "-q", "-m", "ours"], check=True)
    asked = subprocess.run([*git, "rev-parse", "HEAD"], check=True, capture_output=True, text=True)
    assert recording.commit() == asked.stdout.strip()
    (tmp_path / "untracked.txt").write_text("")
    installed.touch()
    assert recording.commit() == asked.stdout.strip()
    installed.write_text("changed")
    assert recording.commit() == f"{asked.stdout.strip()}-dirty"
    subprocess.run([*git, "add", "."], check=True)
    assert recording.commit() == f"{asked.stdout.strip()}-dirty"


def test_mlflows_own_tag_is_the_commit_alone(trained: Trained) -> None:
    tags = recording._tags(trained, spine_settings(), DATA, "0f1e2d-dirty")
    assert (tags["winback.commit"], tags["mlflow.source.git.commit"]) == ("0f1e2d-dirty", "0f1e2d")
