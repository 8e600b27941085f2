"""The notebooks run from top to bottom, stand in git without outputs, and agree with their text files."""

import os
import re
from pathlib import Path

import jupytext
import nbformat
import pytest
from nbclient import NotebookClient

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
#: Third parties' words on stderr that say nothing of ours.
HARMLESS = ("An input example was not provided when logging the model", "color_warning(")

every_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=[path.stem for path in NOTEBOOKS])


def test_each_notebook_has_its_text_file_and_each_text_file_its_notebook() -> None:
    texts = {path.stem for path in (ROOT / "notebooks").glob("*.py")}
    assert texts == {path.stem for path in NOTEBOOKS}
    assert texts


@every_notebook
def test_a_notebook_stands_in_git_without_outputs(path: Path) -> None:
    for cell in nbformat.read(path, as_version=4).cells:
        assert not cell.get("outputs")
        assert cell.get("execution_count") is None
        assert not cell.metadata


@every_notebook
def test_a_notebook_says_what_its_text_file_says(path: Path) -> None:
    notebook, text = nbformat.read(path, as_version=4), jupytext.read(path.with_suffix(".py"))
    told = [(cell.cell_type, cell.source) for cell in notebook.cells]
    assert told == [(cell.cell_type, cell.source) for cell in text.cells], (
        "Run `jupytext --sync notebooks/*.py`."
    )
    assert notebook.metadata.jupytext.formats == text.metadata.jupytext.formats == "ipynb,py:percent"


@every_notebook
def test_a_notebook_defines_nothing_that_the_library_should(path: Path) -> None:
    source = path.with_suffix(".py").read_text(encoding="utf-8")
    assert not re.search(
        r"^\s*(def|class|import (lightgbm|sklearn)|from (lightgbm|sklearn))\b", source, re.MULTILINE
    )


@every_notebook
def test_a_notebook_runs_from_top_to_bottom(path: Path, tmp_path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(
        notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}}
    )
    client.execute(env={**os.environ, "PYTHONPATH": str(ROOT), "IPYTHONDIR": str(tmp_path / "ipython")})
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", ())]
    assert outputs
    said = [line for output in outputs if output.get("name") == "stderr" for line in output.text.splitlines()]
    assert not [line for line in said if line.strip() and not any(harmless in line for harmless in HARMLESS)]
    assert not list((ROOT / "notebooks").glob("invented-company*"))
