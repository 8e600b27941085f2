"""Files of a publication, damaged by chance: single flipped bits, and ends cut off."""

import random
import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from features.errors import DamagedError
from serving.store import open_published


@dataclass(frozen=True)
class Damage:
    """What happens to one file: a bit flipped at a place, or all from there on cut off."""

    file: str
    place: int
    bit: int | None

    def apply(self, content: bytes) -> bytes:
        """The damaged content."""
        if self.bit is None:
            return content[: self.place]
        changed = bytearray(content)
        changed[self.place] ^= 1 << self.bit
        return bytes(changed)


def files_of(data_dir: Path) -> list[Path]:
    """Every file of what is published now: the pointer, the manifest, and what it names."""
    root = data_dir / "published"
    return [path for path in sorted(root.rglob("*")) if path.is_file()]


def damages(data_dir: Path, number: int, seed: int) -> Iterator[Damage]:
    """Give that many damages, the files in turn; one in five cuts a file off."""
    chance = random.Random(seed)
    files = files_of(data_dir)
    for turn in range(number):
        path = files[turn % len(files)]
        size = path.stat().st_size
        name = path.relative_to(data_dir).as_posix()
        if chance.randrange(5) == 0:
            yield Damage(name, chance.randrange(size - 1), None)  # the last byte may be an end of line
        else:
            yield Damage(name, chance.randrange(size), chance.randrange(8))


@contextmanager
def damaged(data_dir: Path, damage: Damage) -> Iterator[None]:
    """Damage a file, and mend it again."""
    path = data_dir / damage.file
    sound = path.with_name(path.name + ".sound")
    shutil.copy2(path, sound)
    path.write_bytes(damage.apply(path.read_bytes()))
    try:
        yield
    finally:
        sound.replace(path)


def refusals(data_dir: Path, number: int, seed: int) -> Counter[str]:
    """Damage files by chance, one at a time, and give how often each was refused by its name.

    Raises
    ------
    AssertionError
        If a damage was served, or refused without a name.
    """
    found: Counter[str] = Counter()
    for damage in damages(data_dir, number, seed):
        with damaged(data_dir, damage):
            told = _refusal(data_dir)
        # a pointer with a wrong digit names a manifest that is not there, or not the one it means
        names = {Path(damage.file).name} | ({"manifest.json"} if "current" in damage.file else set())
        assert told is not None, f"served in spite of {damage}"
        assert any(name in told for name in names), (damage, told)
        found[damage.file] += 1
    open_published(data_dir)
    return found


def _refusal(data_dir: Path) -> str | None:
    try:
        open_published(data_dir)
    except DamagedError as fault:
        return str(fault)
    return None
