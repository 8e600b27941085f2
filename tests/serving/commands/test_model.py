"""train, compare, promote and rollback: what they refuse."""

import os
from pathlib import Path

import pytest

from features.settings import settings_from
from serving.commands import model
from serving.store.locks import exclusive
from tests.serving.walked import TREES, Walked, winback


def test_a_second_training_is_told_who_runs(walked: Walked) -> None:
    with exclusive(walked.data_dir, "training"):
        ran = walked.run("train")
    assert ran.code == 5
    assert f"Another training is at work (pid {os.getpid()} since " in ran.err


def test_too_little_history_is_told_by_the_gate(tmp_path: Path) -> None:
    (tmp_path / "orders.csv").write_text("client_id,ordered_at,amount\n1,2024-01-01,5\n", encoding="utf-8")
    assert winback("init", tmp_path).code == 0
    ran = winback("train", config=tmp_path / "winback.toml")
    assert ran.code == 4
    assert "too short to learn what clients are worth. Load more history." in " ".join(ran.err.split())


def test_a_version_that_is_none_is_wrong_use_and_a_missing_model_a_missing_part(tmp_path: Path) -> None:
    assert winback("init", tmp_path).code == 0
    settings = tmp_path / "winback.toml"
    assert winback("promote", "zzz", config=settings).code == 2
    back = winback("rollback", config=settings)
    assert (back.code, "No version was champion before this one." in back.err) == (2, True)
    assert winback("promote", config=settings).code == 5


def test_force_needs_a_reason(walked: Walked) -> None:
    ran = walked.run("promote", "1", "--force")
    assert (ran.code, "--force needs --why: say why the gate is overruled" in ran.err) == (2, True)
    blank = walked.run("promote", "1", "--force", "--why", "  ")
    assert (blank.code, "--force needs --why" in blank.err) == (2, True)


def test_what_the_gate_refused_is_not_promoted(walked: Walked) -> None:
    ran = walked.run("promote", TREES)
    assert (ran.code, f"The gate refused version 2 ({TREES})." in ran.err) == (4, True)


def test_an_unknown_version_is_named(walked: Walked) -> None:
    ran = walked.run("promote", "99")
    assert (ran.code, "The registry has no version '99'. `winback compare` lists those" in ran.err) == (
        2,
        True,
    )


def test_compare_marks_the_champion_for_people(walked: Walked) -> None:
    ran = walked.run("compare")
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    (line,) = [line for line in lines if TREES in line]
    # The roles may need a second line.
    assert "champion" in line + lines[lines.index(line) + 1]
    assert "не пройдена" in line
    assert "Модель" in line


def test_a_store_opened_for_one_company_is_not_the_next_ones(walked: Walked, tmp_path: Path) -> None:
    assert walked.run("compare").code == 0
    assert "MLFLOW_TRACKING_URI" not in os.environ
    assert "MLFLOW_REGISTRY_URI" not in os.environ


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("https://me:geheim@mlflow.example", "your server, experiment winback: Farm"),
        ("sqlite:////data/mlflow.db", "mlflow ui --backend-store-uri sqlite:////data/mlflow.db"),
        ("postgresql://me:geheim@db/x", "mlflow ui --backend-store-uri (your tracking_uri)"),
    ],
)
def test_where_the_runs_are_is_told_without_a_password(address: str, told: str) -> None:
    settings = settings_from(
        {"company": {"name": "Farm", "language": "en"}, "storage": {"tracking_uri": address}}
    )
    assert model._where_runs_are(settings) == told
