"""CONTRIBUTING.md is true: its worked change works on a copy of the code, and its map names every module."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
EDIT = re.compile(r"```diff\n--- (\S+)\n(.*?)```", re.DOTALL)
FEATURE = "active_months_share"
COMMAND = "from serving.cli import main; main()"


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the code with the page's edits applied."""
    copy = tmp_path_factory.mktemp("contributor")
    for name in ("features", "training", "serving", "tests", "docs"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__", "*.png"))
    for name in ("pyproject.toml", "CHANGELOG.md"):
        shutil.copy(ROOT / name, copy / name)
    for path, lines in EDIT.findall(PAGE):
        apply(lines.splitlines(), copy / path)
    return copy


def apply(lines: list[str], file: Path) -> None:
    """Replace what an edit's unmarked and `-` lines say by its unmarked and `+` lines."""
    before = "\n".join(line[1:] for line in lines if line[:1] in (" ", "-", ""))
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


def test_the_page_shows_four_kinds_of_edits() -> None:
    files = [path for path, _ in EDIT.findall(PAGE)]
    assert files == [
        *["features/families/frequency.py"] * 3,
        "tests/features/test_frequency.py",
        "CHANGELOG.md",
    ]


def test_the_worked_feature_stands_in_the_catalog(changed: Path) -> None:
    told = run(changed, sys.executable, "-c", COMMAND, "features", "--catalog", "--json")
    assert FEATURE not in (ROOT / "features" / "families" / "frequency.py").read_text(encoding="utf-8")
    assert f'"name": "{FEATURE}"' in told


def test_the_worked_feature_is_computed_and_its_test_passes(changed: Path) -> None:
    command = (sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider")
    told = run(changed, *command, "tests/features/test_frequency.py", "tests/features/test_catalog.py")
    assert re.search(r"\d+ passed", told)
    assert "active_months" in (changed / "tests" / "features" / "test_frequency.py").read_text("utf-8")


def test_the_worked_change_is_in_house_style(changed: Path) -> None:
    ruff = [sys.executable, "-m", "ruff"]
    files = ("features/families/frequency.py", "tests/features/test_frequency.py")
    run(changed, *ruff, "check", "--no-cache", *files)
    run(changed, *ruff, "format", "--no-cache", "--check", *files)


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
