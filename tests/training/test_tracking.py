"""The MLflow store and registry: who is champion, who was, what a kill leaves, and what never gets out."""

import json
import logging
import re
import time
from pathlib import Path
from typing import Any

import pytest
from mlflow.tracking import MlflowClient

from features.errors import BusyError, DamagedError, NotFoundError, SettingsError
from features.settings import Settings
from tests.training.conftest import registered, settings_with_store
from tests.training.spine_company import spine_settings
from training.bundle import Bundle
from training.tracking.store import MODEL, Tracking

PASSWORD = "s3cr3t-pass"


def client_of(settings: Settings) -> MlflowClient:
    return MlflowClient(settings.tracking_uri, settings.tracking_uri)


def test_versions_come_and_go_as_the_gate_and_the_user_say(
    tracking: Tracking, bundles: dict[str, Bundle]
) -> None:
    assert (tracking.versions(), tracking.champion()) == ([], None)
    with pytest.raises(NotFoundError, match=r"No version was champion before.*winback promote VERSION"):
        tracking.rollback()

    with pytest.raises(NotFoundError, match="There is no model yet. Run `winback train` first"):
        tracking.in_service()

    refused = registered(tracking, bundles["rule"])
    assert (refused.number, refused.name, refused.passed) == ("1", "rule-1", False)
    assert refused.aliases == ("challenger",)
    assert tracking.champion() is None
    assert tracking.in_service() == refused

    first = registered(tracking, bundles["logistic"], passed=True)
    assert set(first.aliases) == {"challenger", "champion"}
    assert tracking.version("1").aliases == ()
    with pytest.raises(NotFoundError, match="No version was champion before"):
        tracking.rollback()

    second = registered(tracking, bundles["lightgbm"], passed=True)
    assert [one.number for one in tracking.versions()] == ["3", "2", "1"]
    assert tracking.champion() == tracking.in_service() == second
    tracking.promote("1", why="by hand")
    tracking.promote("1", why="by hand, twice")  # makes no second step to go back
    assert tracking.champion() == tracking.version("rule-1")
    assert [tracking.rollback().number for _ in range(2)] == ["3", "2"]
    assert tracking.version("champion").number == "2"
    with pytest.raises(NotFoundError, match="No version was champion before"):
        tracking.rollback()

    assert tracking.version("logistic-1") == tracking.version("2") == tracking.champion()
    for unknown in ("17", "nobody", "rule-1' or '1'='1", ""):
        with pytest.raises(NotFoundError, match=r"The registry has no version .*`winback compare` lists"):
            tracking.version(unknown)


def test_rolling_back_passes_over_versions_that_were_deleted_in_mlflow(
    tracking: Tracking, bundles: dict[str, Bundle]
) -> None:
    for kind in ("rule", "logistic", "lightgbm"):
        registered(tracking, bundles[kind], passed=True)
    tracking._client.delete_model_version(MODEL, "2")
    assert tracking.rollback().number == "1"
    tracking.promote("3", why="by hand")
    tracking._client.delete_model_version(MODEL, "1")
    with pytest.raises(NotFoundError, match=r"No version was champion before.*winback promote VERSION"):
        tracking.rollback()
    assert tracking.champion() == tracking.version("3")


def test_a_version_brings_back_its_bundle_and_its_figures(
    tracking: Tracking, bundles: dict[str, Bundle]
) -> None:
    bundle = bundles["blend"]
    version = registered(tracking, bundle)
    assert tracking.bundle(version) == bundle.to_files()
    assert tracking.figures(version) == {}


def test_a_version_that_somebody_else_put_there_holds_no_bundle(
    prepared_store: Path, tmp_path: Path, bundles: dict[str, Bundle]
) -> None:
    settings = settings_with_store(prepared_store, tmp_path / "data")
    tracking = Tracking(settings)
    registered(tracking, bundles["rule"])
    foreign = tmp_path / "foreign"
    foreign.mkdir()
    (foreign / "model.txt").write_text("tree")
    made = client_of(settings).create_model_version(MODEL, foreign.as_uri())
    with pytest.raises(DamagedError, match=r"Version 2 of the registry holds no bundle of ours"):
        tracking.bundle(tracking.version(str(made.version)))


def statuses(settings: Settings) -> dict[str, str]:
    client = client_of(settings)
    ids = [one.experiment_id for one in client.search_experiments()]
    return {run.info.run_name: run.info.status for run in client.search_runs(ids)}


def test_a_run_that_a_kill_left_running_is_swept_by_the_next_one(
    prepared_store: Path, tmp_path: Path
) -> None:
    settings = settings_with_store(prepared_store, tmp_path / "data")
    tracking = Tracking(settings)
    left_behind = tracking.run("killed", {})
    left_behind.__enter__()
    assert statuses(settings) == {"killed": "RUNNING"}
    with tracking.run("next", {"winback.as_of": "2024-01-01"}) as run:
        assert statuses(settings) == {"killed": "KILLED", "next": "RUNNING"}
        run.parameters({"training.seed": 7, "names": ["a", "b"]})
        name = "at_risk/blend/log_loss"
        run.figures([(name, 0.5, 0), (name, 0.25, 1), (name, float("nan"), 2), ("never", float("nan"), 0)])
        run.figures((f"many/{number}", number, 0) for number in range(1500))
        run.text("hello", "notes/hello.txt")
        run.image(b"\x89PNG", "plots/roc.png")
        run.tag("winback.gate", "passed")
    assert statuses(settings) == {"killed": "KILLED", "next": "FINISHED"}
    client = client_of(settings)
    told = client.get_run(run.run_id)
    assert told.data.params == {"training.seed": "7", "names": "['a', 'b']"}
    many = {f"many/{number}": number for number in range(1500)}
    assert told.data.metrics == {"at_risk/blend/log_loss": 0.25} | many
    history = client.get_metric_history(run.run_id, "at_risk/blend/log_loss")
    assert [(one.step, one.value) for one in history] == [(0, 0.5), (1, 0.25)]
    assert told.data.tags["winback.gate"] == "passed"
    assert told.data.tags["winback.as_of"] == "2024-01-01"
    stored = {path.name: path.read_bytes() for path in (tmp_path / "data").rglob("*.*") if path.is_file()}
    assert (stored["hello.txt"], stored["roc.png"]) == (b"hello", b"\x89PNG")


def test_what_lay_below_a_killed_run_is_swept_with_it_half_logged_models_too(
    prepared_store: Path, tmp_path: Path
) -> None:
    settings = settings_with_store(prepared_store, tmp_path / "data")
    tracking, client = Tracking(settings), client_of(settings)
    above = tracking.run("killed", {})
    run = above.__enter__()
    below = run.below("a test day", {"winback.test_day": "2024-01-01"}, part="origin")
    below.__enter__()
    half = client.create_logged_model(run.experiment_id, "model", source_run_id=run.run_id)
    assert statuses(settings) == {"killed": "RUNNING", "a test day": "RUNNING"}
    tracking.sweep("monitoring")
    assert statuses(settings) == {"killed": "RUNNING", "a test day": "RUNNING"}
    tracking.sweep()
    assert statuses(settings) == {"killed": "KILLED", "a test day": "KILLED"}
    assert client.get_logged_model(half.model_id).status == "FAILED"


def test_a_run_that_breaks_off_below_fails_with_the_one_above(prepared_store: Path, tmp_path: Path) -> None:
    settings = settings_with_store(prepared_store, tmp_path / "data")
    with (
        pytest.raises(ZeroDivisionError),
        Tracking(settings).run("above", {}) as run,
        run.below("below", {}, part="trial"),
    ):
        _ = 1 / 0
    assert statuses(settings) == {"above": "FAILED", "below": "FAILED"}


def test_a_run_that_breaks_off_has_failed(prepared_store: Path, tmp_path: Path) -> None:
    settings = settings_with_store(prepared_store, tmp_path / "data")
    with pytest.raises(ZeroDivisionError), Tracking(settings).run("breaks", {}):
        _ = 1 / 0
    assert statuses(settings) == {"breaks": "FAILED"}


def test_two_companies_in_one_store_sweep_only_their_own_runs(prepared_store: Path, tmp_path: Path) -> None:
    settings = settings_with_store(prepared_store, tmp_path / "data")
    still_running = Tracking(settings).run("ours", {})
    still_running.__enter__()
    other = settings.model_copy(update={"company": settings.company.model_copy(update={"name": "Other"})})
    with Tracking(other).run("theirs", {}):
        assert statuses(settings) == {"ours": "RUNNING", "theirs": "RUNNING"}


@pytest.mark.parametrize(
    "address",
    [
        f"http://user:{PASSWORD}@127.0.0.1:9/",
        f"postgresql://user:{PASSWORD}@127.0.0.1:9/mlflow",
    ],
)
def test_an_address_that_nobody_answers_on_is_told_at_once_without_its_password(
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
    address: str,
) -> None:
    settings = spine_settings(storage={"data_dir": str(tmp_path / "data"), "tracking_uri": address})
    began = time.monotonic()
    with (
        caplog.at_level(logging.DEBUG),
        pytest.raises(BusyError, match="MLflow store can't be reached") as told,
    ):
        Tracking(settings)
    said = [str(told.value), repr(settings), caplog.text, *capfd.readouterr()]
    assert not [text for text in said if PASSWORD in text]
    assert told.value.__suppress_context__
    assert time.monotonic() - began < 20  # left to itself, MLflow tries for a minute and more
    assert "Check [storage] tracking_uri or MLFLOW_TRACKING_URI" in str(told.value)


@pytest.mark.parametrize(
    ("address", "got"),
    [
        (f"nonsense://user:{PASSWORD}@127.0.0.1/", "nonsense://…; MLflow knows no such kind"),
        (f"user:{PASSWORD}@127.0.0.1:5000", "something else; MLflow knows no such kind"),
        (f"sqlite:/{PASSWORD}.db", "something else; MLflow knows no such kind"),
        ("sqlite+nonsense:///mlflow.db", "sqlite+nonsense://…; MLflow knows no such kind"),
        (f"mlruns/{PASSWORD}", "a folder; MLflow keeps no models in one any more"),
        (f"file:///srv/{PASSWORD}", "a folder; MLflow keeps no models in one any more"),
    ],
)
def test_an_address_of_an_unknown_kind_is_told_with_the_kinds_that_there_are(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
    address: str,
    got: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    settings = spine_settings(storage={"data_dir": str(tmp_path / "data"), "tracking_uri": address})
    wanted = "sqlite:///FILE, postgresql://USER@HOST/DATABASE, or the http:// or https://"
    with pytest.raises(SettingsError, match=f"MLflow store is {re.escape(got)}.*{wanted}") as told:
        Tracking(settings)
    assert PASSWORD not in "".join([str(told.value), caplog.text, *capfd.readouterr()])
    assert told.value.__suppress_context__


def test_a_first_start_makes_its_own_store_with_artifacts_beside_it(
    prepared_store: Path, tmp_path: Path
) -> None:
    settings = settings_with_store(prepared_store, tmp_path / "new" / "data")
    Tracking(settings)
    Tracking(settings)  # a second one finds the same experiment
    (ours,) = [one for one in client_of(settings).search_experiments() if one.name.startswith("winback")]
    assert ours.name == "winback: Small & Co"
    assert ours.artifact_location == (tmp_path / "new" / "data" / "mlartifacts").resolve().as_uri()


def test_the_registry_keeps_why_a_version_was_promoted(
    prepared_store: Path, tmp_path: Path, bundles: dict[str, Bundle]
) -> None:
    settings = settings_with_store(prepared_store, tmp_path / "data")
    tracking = Tracking(settings)
    registered(tracking, bundles["rule"])
    tracking.promote("1", why="the season has changed")
    tags: dict[str, Any] = client_of(settings).get_model_version(MODEL, "1").tags
    assert tags["winback.promoted_because"] == "the season has changed"
    assert (tags["winback.version"], tags["winback.gate"]) == ("rule-1", "refused")
    assert (
        json.loads(client_of(settings).get_registered_model(MODEL).tags.get("former_champions", "[]")) == []
    )
