"""Which files continue one another: the same columns, and names that differ in their numbers only."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from glob import escape
from pathlib import Path

from features.proposal.values import Sample

_NUMBER = re.compile(r"[0-9]+")


def series_of(file: str, samples: Mapping[str, Sample]) -> tuple[str, ...]:
    """Give the files that are one table with this one, itself among them: of a year or a month each."""
    shape = _NUMBER.sub("#", file)
    return tuple(name for name in same_columns(file, samples) if _NUMBER.sub("#", name) == shape)


def same_columns(file: str, samples: Mapping[str, Sample]) -> tuple[str, ...]:
    """Give the files of the same header, delimiter and ending, this one among them, by name."""
    mine = samples[file]
    return tuple(
        name
        for name, sample in sorted(samples.items())
        if (sample.header, sample.delimiter) == (mine.header, mine.delimiter)
        and Path(name).suffix == Path(file).suffix
    )


def pattern_of(files: Sequence[str], folder: Path) -> str | None:
    """Give the pattern that a series fits, none where others would fit it, too; one file is its own."""
    if len(files) == 1:
        return files[0]
    parts = zip(*(_NUMBER.findall(name) for name in files), strict=True)
    numbers = iter(found[0] if len(set(found)) == 1 else "*" for found in parts)
    texts = [escape(text) for text in _NUMBER.split(files[0])]
    pattern = texts[0] + "".join(next(numbers) + text for text in texts[1:])
    return pattern if {one.name for one in folder.glob(pattern)} == set(files) else None


def together(files: Sequence[str], samples: Mapping[str, Sample]) -> Sample:
    """Give the rows of several files as one sample: what one leaves open, another may tell."""
    return replace(samples[files[0]], rows=tuple(row for name in files for row in samples[name].rows))
