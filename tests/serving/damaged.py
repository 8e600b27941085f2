"""Publications that are damaged before anything names them, each in a way of its own."""

import json
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path

from features.whole_files import sync
from serving.store import publish
from serving.store.manifest import FOLDER, MANIFEST, POINTER, Pointer, read_pointer
from tests.serving.tiny import AS_OF, NOW, published_files

MODEL = "bundle/model.txt"
Damage = Callable[[Path], None]


def files_of(version: str) -> dict[str, bytes]:
    """Give the tiny company's files, with something of a model's size beside them."""
    return published_files(version) | {MODEL: f"tree of {version}\n".encode() * 2_000}


def publish_whole(data_dir: Path, version: str) -> str:
    """Publish a version."""
    return publish(data_dir, files_of(version), as_of=AS_OF, scored_at=NOW, model_version=version)


def publish_damaged(data_dir: Path, aside: Path, version: str, how: str) -> str:
    """Make a version aside, damage it there, and only then let the pointer name it."""
    name = publish_whole(aside, version)
    folder = aside / FOLDER / name
    DAMAGES[how][0](folder)
    folder.rename(data_dir / FOLDER / name)
    manifest = (data_dir / FOLDER / name / MANIFEST).read_bytes()
    told = read_pointer(aside).manifest_sha256 if how == "another manifest" else sha256(manifest).hexdigest()
    draft = data_dir / FOLDER / f".{POINTER}"
    draft.write_bytes(Pointer(name, told).to_bytes())
    draft.replace(data_dir / FOLDER / POINTER)
    sync(data_dir / FOLDER)
    return name


def _truncate(folder: Path) -> None:
    path = folder / MODEL
    path.write_bytes(path.read_bytes()[:-7])


def _flip(folder: Path) -> None:
    path = folder / "scores.parquet"
    content = bytearray(path.read_bytes())
    content[len(content) // 3] ^= 1
    path.write_bytes(content)


def _lose(folder: Path) -> None:
    (folder / "options.parquet").unlink()


def _miscount(folder: Path) -> None:
    told = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    told["files"]["scores.parquet"]["rows"] += 1
    (folder / MANIFEST).write_text(json.dumps(told), encoding="utf-8")


def _of_another(folder: Path) -> None:
    told = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    told["model_version"] = "of another publication"
    (folder / MANIFEST).write_text(json.dumps(told), encoding="utf-8")


#: What is done to a publication, and what the refusal says of it.
DAMAGES: Mapping[str, tuple[Damage, str]] = {
    "a truncated model": (_truncate, "bundle/model.txt is damaged"),
    "a flipped bit": (_flip, "scores.parquet is damaged: its SHA-256 is not the one"),
    "a missing file": (_lose, "options.parquet is damaged: it is missing"),
    "a wrong row count": (_miscount, "scores.parquet is damaged: it has 160 rows, its manifest says 161"),
    "another manifest": (_of_another, "manifest.json is damaged: its SHA-256 is not the one in the pointer"),
}
