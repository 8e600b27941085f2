"""A snapshot is read back as it was published, or refused by name before anything parses it."""

import json
import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

import serving.store.published as published_module
from features.errors import BusyError, DamagedError, NotFoundError
from serving.store import open_published, read_pointer
from tests.serving.store.conftest import flip_bit, snapshot_files
from tests.serving.store.damage import refusals

FILES = ["manifest.json", *snapshot_files()]


def test_what_was_published_is_read_back(tmp_path: Path, published: Path) -> None:
    found = open_published(tmp_path)
    assert found.snapshot_id == published.name
    assert (found.as_of, found.model_version) == (date(2026, 3, 1), "7")
    assert found.scored_at == datetime(2026, 3, 1, 4, 30, tzinfo=UTC)
    assert sorted(found.tables) == ["context", "options", "scores"]
    assert found.bundle_files == {"card.json": b'{"version": "7"}', "model.txt": b"tree\n"}


def test_a_score_is_a_row_of_python_values(tmp_path: Path, published: Path) -> None:
    assert open_published(tmp_path).score("a") == {
        "client_id": "a",
        "as_of": date(2026, 3, 1),
        "scored_at": datetime(2026, 3, 1, 4, 30, tzinfo=UTC),
        "status": "lost",
        "own_cycle_days": 14.0,
        "churn_probability": 0.9,
        "signs": ["M13", "M15"],
    }


def test_too_little_known_is_none_and_not_a_number(tmp_path: Path, published: Path) -> None:
    assert open_published(tmp_path).score("b")["churn_probability"] is None


def test_a_client_has_all_its_options(tmp_path: Path, published: Path) -> None:
    found = open_published(tmp_path)
    assert [row["action"] for row in found.rows("options", "7")] == ["call", "visit"]
    assert found.rows("options", "00123") == []
    assert found.row("options", "a")["eligible"] is True


def test_nothing_published_is_told_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match=r"Nothing is published.*winback score"):
        open_published(tmp_path)


@pytest.mark.parametrize("place", [0.0, 0.5, 0.999])
@pytest.mark.parametrize("name", FILES)
def test_one_flipped_bit_is_refused_by_name_before_anything_is_parsed(
    tmp_path: Path, published: Path, monkeypatch: pytest.MonkeyPatch, name: str, place: float
) -> None:
    flip_bit(published / name, place)
    monkeypatch.setattr(published_module.pq, "ParquetFile", lambda *_: pytest.fail("Arrow saw the bytes"))
    with pytest.raises(DamagedError, match=rf"{published.name}|bundle") as told:
        open_published(tmp_path)
    assert name.rsplit("/", 1)[-1] in str(told.value)
    assert "SHA-256" in str(told.value)


def test_wherever_a_bit_is_wrong_the_file_is_refused_by_name(tmp_path: Path, published: Path) -> None:
    found = refusals(tmp_path, 200, seed=20261129)
    assert sum(found.values()) == 200
    assert len(found) == len(FILES) + 1  # the pointer, too


@pytest.mark.parametrize("name", FILES)
def test_a_truncated_file_is_refused_by_name(tmp_path: Path, published: Path, name: str) -> None:
    path = published / name
    path.write_bytes(path.read_bytes()[:-3])
    with pytest.raises(DamagedError, match=f"{path.name} is damaged: (it has .* bytes|its SHA-256)"):
        open_published(tmp_path)


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_refused_by_name(tmp_path: Path, published: Path, name: str) -> None:
    (published / name).unlink()
    with pytest.raises(DamagedError, match=f"{(published / name).name} is damaged: it is missing"):
        open_published(tmp_path)


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"7", b'{"snapshot_id": "../../etc", "manifest_sha256": ""}']
)
def test_a_damaged_pointer_is_refused(tmp_path: Path, published: Path, content: bytes) -> None:
    (tmp_path / "published" / "current.json").write_bytes(content)
    with pytest.raises(DamagedError, match=r"current\.json is damaged"):
        open_published(tmp_path)


def repoint(tmp_path: Path, published: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """Change the manifest and let the pointer vouch for it, as a fault of ours might."""
    manifest = json.loads((published / "manifest.json").read_bytes())
    change(manifest)
    content = json.dumps(manifest).encode()
    (published / "manifest.json").write_bytes(content)
    pointer = {"snapshot_id": published.name, "manifest_sha256": sha256(content).hexdigest()}
    (tmp_path / "published" / "current.json").write_text(json.dumps(pointer))


def test_a_table_with_other_rows_than_its_manifest_says_is_refused(tmp_path: Path, published: Path) -> None:
    repoint(tmp_path, published, lambda manifest: manifest["files"]["scores.parquet"].update(rows=4))
    with pytest.raises(DamagedError, match=r"scores\.parquet is damaged: it has 5 rows, its manifest says 4"):
        open_published(tmp_path)


def test_a_manifest_of_another_snapshot_is_refused(tmp_path: Path, published: Path) -> None:
    repoint(tmp_path, published, lambda manifest: manifest.update(snapshot_id="2026-01-01-000000000000"))
    with pytest.raises(DamagedError, match="it describes 2026-01-01-000000000000"):
        open_published(tmp_path)


@pytest.mark.parametrize("key", ["as_of", "files", "scored_at"])
def test_a_manifest_without_a_field_is_refused(tmp_path: Path, published: Path, key: str) -> None:
    repoint(tmp_path, published, lambda manifest: manifest.pop(key))
    with pytest.raises(DamagedError, match="no manifest of ours"):
        open_published(tmp_path)


def test_a_manifest_that_names_files_outside_its_folder_is_refused(tmp_path: Path, published: Path) -> None:
    def climb(manifest: dict[str, Any]) -> None:
        manifest["files"]["../../secret"] = manifest["files"]["bundle/model.txt"]

    repoint(tmp_path, published, climb)
    with pytest.raises(DamagedError, match="no manifest of ours"):
        open_published(tmp_path)


def test_a_snapshot_without_scores_is_refused(tmp_path: Path, published: Path) -> None:
    repoint(tmp_path, published, lambda manifest: manifest["files"].pop("scores.parquet"))
    with pytest.raises(DamagedError, match=r"holds no scores\.parquet"):
        open_published(tmp_path)


def test_a_file_that_cannot_be_read_is_told_apart_from_a_damaged_one(tmp_path: Path, published: Path) -> None:
    (published / "scores.parquet").unlink()
    (published / "scores.parquet").mkdir()
    with pytest.raises(BusyError, match=r"scores\.parquet cannot be read"):
        open_published(tmp_path)


def test_each_file_is_read_once_and_the_verified_bytes_are_parsed(
    tmp_path: Path, published: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = pq.ParquetFile

    def spoil_then_parse(source: Any) -> pq.ParquetFile:
        flip_bit(published / "scores.parquet")  # whoever reads the file again gets other bytes
        return real(source)

    monkeypatch.setattr(published_module.pq, "ParquetFile", spoil_then_parse)
    assert open_published(tmp_path).score("00123")["churn_probability"] == 0.25


def test_a_reader_follows_a_pointer_that_moved_on_while_it_read(
    tmp_path: Path, published: Path, publish_risk: Callable[[float], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    real = published_module.read_pointer
    old = real(tmp_path)
    publish_risk(0.75)
    shutil.rmtree(published)
    answers = iter([old])
    monkeypatch.setattr(published_module, "read_pointer", lambda folder: next(answers, None) or real(folder))
    assert open_published(tmp_path).score("00123")["churn_probability"] == 0.75
    assert read_pointer(tmp_path) != old
