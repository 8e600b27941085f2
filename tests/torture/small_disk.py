"""A disk of some megabytes that can be filled up to the last page."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

MEGABYTES = 96


@contextmanager
def small_disk(place: Path) -> Iterator[Path]:
    """Mount a disk in memory; where that may not be done, the test says so and is skipped."""
    place.mkdir()
    asked = ["mount", "-t", "tmpfs", "-o", f"size={MEGABYTES}m", "tmpfs", str(place)]
    if os.geteuid() != 0 or subprocess.run(asked, capture_output=True, check=False).returncode:
        pytest.skip("no tmpfs can be mounted here: the tests of a full disk need root and the right to mount")
    try:
        yield place
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=True)


def fill(place: Path, *, but: int) -> None:
    """Take all room but so many bytes, which are rounded up to whole pages."""
    state = os.statvfs(place)
    filler = place / "filler"
    with filler.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, max(state.f_bavail * state.f_frsize - but, 1))


def make_room(place: Path) -> None:
    """Give the room back."""
    (place / "filler").unlink(missing_ok=True)
