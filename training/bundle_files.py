"""The files of a model bundle: how they are described, proved and read."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from features.errors import DamagedError

MANIFEST = "manifest.json"
ALWAYS = ("model.json", "golden.json")


def manifest_of(files: Mapping[str, bytes], version: str) -> bytes:
    """Describe a bundle's files: whose they are, and each one's SHA-256."""
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in sorted(files.items())}
    return as_json({"version": version, "sha256": digests})


def verify(files: Mapping[str, bytes]) -> None:
    """Check every file of a bundle against its manifest.

    Raises
    ------
    DamagedError
        Naming the first file that is missing or differs.
    """
    if MANIFEST not in files:
        raise DamagedError("The model bundle has no manifest.json. Publish it again with `winback score`.")
    try:
        manifest = json.loads(files[MANIFEST])
        digests, version = dict(manifest["sha256"]), manifest["version"]
    except (ValueError, KeyError, TypeError) as fault:
        raise DamagedError("The model bundle's manifest.json can't be read. Publish it again.") from fault
    for name in sorted(set(files) - {*digests, MANIFEST}):
        raise DamagedError(
            f"The model bundle holds {name}, which its manifest does not list. Publish it again."
        )
    for name, digest in {**dict.fromkeys(ALWAYS), **digests}.items():
        if name not in files:
            raise DamagedError(f"The model bundle lacks {name}. Publish it again with `winback score`.")
        if hashlib.sha256(files[name]).hexdigest() != digest:
            raise DamagedError(
                f"The model bundle's {name} is not the one its manifest describes (SHA-256 differs). "
                "Publish it again with `winback score`."
            )
    described = json.loads(files["model.json"])["version"]
    if described != version:
        raise DamagedError(
            f"The model bundle's manifest.json is of {version}, its model.json of {described}. "
            "Publish it again with `winback score`."
        )


def read_folder(folder: Path) -> dict[str, bytes]:
    """Read all files below a folder by their relative names."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def as_json(content: Any) -> bytes:
    """Write JSON that people can read and compare."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, indent=1, default=str).encode()
