"""What is synced and named on the disk, in order: all that a power cut leaves to be trusted."""

import os
from dataclasses import dataclass, field
from pathlib import Path

import pytest


@dataclass
class DiskSteps:
    """Watches the disk until the test ends.

    Attributes
    ----------
    taken : list of (str, int)
        `sync` or `name`, and the number (inode) of the file or folder.
    """

    taken: list[tuple[str, int]] = field(default_factory=list)

    def watch(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Note each sync, and each name that is given by a rename."""
        sync, replace, rename = os.fsync, Path.replace, Path.rename

        def noting_sync(handle: int) -> None:
            sync(handle)
            self.taken.append(("sync", os.fstat(handle).st_ino))

        def noting_replace(path: Path, target: Path) -> Path:
            self.taken.append(("name", path.stat().st_ino))
            return replace(path, target)

        def noting_rename(path: Path, target: Path) -> Path:
            self.taken.append(("name", path.stat().st_ino))
            return rename(path, target)

        monkeypatch.setattr(os, "fsync", noting_sync)
        monkeypatch.setattr(Path, "replace", noting_replace)
        monkeypatch.setattr(Path, "rename", noting_rename)

    def synced(self, path: Path, *, after: int = -1, before: int | None = None) -> bool:
        """Whether a file or folder was synced between two steps."""
        return ("sync", path.stat().st_ino) in self.taken[after + 1 : before]

    def named(self, path: Path) -> int:
        """At which step something was given its name."""
        return self.taken.index(("name", path.stat().st_ino))
