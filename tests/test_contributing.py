"""CONTRIBUTING.md is true: its worked change works on a copy of the code, and its map names every module."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
EDIT = re.compile(r"```diff\n--- (\S+)\n(.*?)```", re.DOTALL)
FEATURE = "active_months_share"
COMMAND = "from serving.cli import main; main()"
#: Writes the statements as `make docs` does, then tests in the process that has compiled them.
WRITE_AND_TEST = """import sys
import pytest
from tests.features.snapshots import write
write()
sys.exit(pytest.main(["-q", "-p", "no:cacheprovider", *sys.argv[1:]]))
"""


NEW_TABLE = "### Over a new event table"


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the code with the edits of the worked feature applied."""
    return edited(tmp_path_factory.mktemp("contributor"), PAGE.split(NEW_TABLE)[0])


@pytest.fixture(scope="module")
def widened(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the code with the edits for a new event table applied."""
    return edited(tmp_path_factory.mktemp("widened"), PAGE.split(NEW_TABLE)[1])


def edited(copy: Path, page: str) -> Path:
    """Copy the code and apply the edits of a page."""
    for name in ("features", "training", "serving", "tests", "docs"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__", "*.png"))
    for name in ("pyproject.toml", "CHANGELOG.md"):
        shutil.copy(ROOT / name, copy / name)
    for path, lines in EDIT.findall(page):
        apply(lines.splitlines(), copy / path)
    return copy


def apply(lines: list[str], file: Path) -> None:
    """Replace what an edit's unmarked and `-` lines say by its unmarked and `+` lines."""
    before = "\n".join(line[1:] for line in lines if line[:1] in (" ", "-", ""))
    if not before:  # a new file
        file.write_text("".join(f"{line[1:]}\n" for line in lines), encoding="utf-8")
        return
    after = "\n".join(line[1:] for line in lines if line[:1] in (" ", "+", ""))
    text = file.read_text(encoding="utf-8")
    assert text.count(before) == 1, f"{file.name}: the page quotes what does not stand there once:\n{before}"
    file.write_text(text.replace(before, after), encoding="utf-8")


def run(folder: Path, *command: str) -> str:
    """Run a command on the copy; the copy's packages come before the installed ones."""
    environment = {**os.environ, "PYTHONPATH": str(folder), "COLUMNS": "300"}
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_page_shows_four_kinds_of_edits_and_those_of_a_new_table() -> None:
    files = [path for path, _ in EDIT.findall(PAGE)]
    assert files == [
        *["features/families/frequency.py"] * 3,
        "tests/features/test_frequency.py",
        "CHANGELOG.md",
        "features/schema.py",
        "features/families/our_visits.py",
        *["features/catalog.py"] * 2,
    ]


def test_the_worked_feature_stands_in_the_catalog(changed: Path) -> None:
    told = run(changed, sys.executable, "-c", COMMAND, "features", "--catalog", "--json")
    assert FEATURE not in (ROOT / "features" / "families" / "frequency.py").read_text(encoding="utf-8")
    assert f'"name": "{FEATURE}"' in told


def test_the_worked_feature_is_computed_and_its_test_passes(changed: Path) -> None:
    tests = (
        *("features/test_frequency", "features/test_catalog", "features/test_snapshots"),
        *("training/test_reason_words", "training/test_reasons"),
    )
    told = run(changed, sys.executable, "-c", WRITE_AND_TEST, *(f"tests/{name}.py" for name in tests))
    assert re.search(r"\d+ passed", told)
    assert "active_months" in (changed / "tests" / "features" / "test_frequency.py").read_text("utf-8")


def test_the_worked_changes_are_in_house_style(changed: Path, widened: Path) -> None:
    ruff = [sys.executable, "-m", "ruff"]
    files = ("features/families/frequency.py", "tests/features/test_frequency.py")
    run(changed, *ruff, "check", "--no-cache", *files)
    run(changed, *ruff, "format", "--no-cache", "--check", *files)
    wider = ("features/schema.py", "features/families/our_visits.py", "features/catalog.py")
    run(widened, *ruff, "check", "--no-cache", *wider)
    run(widened, *ruff, "format", "--no-cache", "--check", *wider)


def test_a_new_event_table_is_proposed_read_and_computed(widened: Path, tmp_path: Path) -> None:
    shop = tmp_path / "shop"
    run(widened, sys.executable, "-c", COMMAND, "simulate", str(shop), "--clients", "60", "--months", "12")
    (shop / "winback.toml").unlink()
    visits = pd.read_csv(shop / "orders.csv", dtype=str, usecols=["client_id", "ordered_at"])
    visits = visits.rename(columns={"ordered_at": "visited_at"}).assign(minutes=30).drop_duplicates()
    visits.to_csv(shop / "our_visits.csv", index=False)
    run(widened, sys.executable, "-c", COMMAND, "init", str(shop))
    settings = ("--config", str(shop / "winback.toml"))
    assert "[source.tables.our_visits]" in (shop / "winback.toml").read_text(encoding="utf-8")
    report = json.loads(run(widened, sys.executable, "-c", COMMAND, "check", *settings, "--json"))
    assert {table["name"]: table["accepted"] for table in report["tables"]}["our_visits"] == len(visits)
    table = tmp_path / "features.parquet"
    run(widened, sys.executable, "-c", COMMAND, "features", *settings, "--out", str(table))
    assert pd.read_parquet(table)["our_visits_180"].max() > 0


def test_the_changelog_line_is_the_users(changed: Path) -> None:
    assert f"- New feature `{FEATURE}`: " in (changed / "CHANGELOG.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("layer", ["features", "training", "serving"])
def test_the_map_names_every_room_and_no_other(layer: str) -> None:
    part = PAGE.split("## The rooms")[1].split(f"**{layer}** –")[1]
    table = re.search(r"\| room \| modules \|\n(?:\|.*\n)+", part)
    assert table is not None
    named = re.findall(r"`([a-z0-9_/]+)`", re.sub(r"\(`\w+/`\)|command `winback`", "", table[0]))
    there = {
        path.relative_to(ROOT / layer).with_suffix("").as_posix()
        for path in (ROOT / layer).rglob("*.py")
        if path.name != "__init__.py"
    }
    assert len(named) == len(set(named))
    assert set(named) == there
