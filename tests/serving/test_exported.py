"""Which files were written for people is remembered before they are, or not at all."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from features.errors import BusyError
from serving.personal.exported import FILE, note_exported, still_exported
from tests.disk_steps import DiskSteps

NOW = datetime(2026, 3, 1, tzinfo=UTC)


def test_a_line_that_a_full_disk_takes_half_of_is_taken_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = tmp_path / "first.csv", tmp_path / "second.csv"
    for path in (first, second):
        path.write_text("rows")
    note_exported(tmp_path, first, NOW)
    write = os.write
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", lambda handle, line: write(handle, line[:9]))
        with pytest.raises(BusyError, match=r"No space left on device.*second\.csv was not written"):
            note_exported(tmp_path, second, NOW)
    assert (tmp_path / FILE).read_text().count("\n") == 1
    note_exported(tmp_path, second, NOW)
    assert still_exported(tmp_path) == [first, second]


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file")
    with pytest.raises(BusyError, match=r"exported\.jsonl cannot be written"):
        note_exported(tmp_path / "data", tmp_path / "list.csv", NOW)


def test_a_line_is_synced_before_its_file_is_written(tmp_path: Path, disk_steps: DiskSteps) -> None:
    note_exported(tmp_path, tmp_path / "list.csv", NOW)
    assert disk_steps.synced(tmp_path / FILE)
    assert disk_steps.synced(tmp_path)
