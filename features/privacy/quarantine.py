"""Which of the rows set aside are a person's, and how they leave the files of them."""

import json
import re
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from features.privacy.erased import Erased
from features.privacy.person import Person
from features.whole_files import put_file, remove_drafts

FOLDER = "quarantine"
#: What may part the cells of a line that could not be read as a row.
BETWEEN = re.compile(r"[;,\t|\"\r\n]")


def set_aside(data_dir: Path) -> Iterator[Path]:
    """Give the files of rows set aside, those of a refused run among them."""
    yield from sorted((data_dir / FOLDER).rglob("*.parquet"))


def rows_set_aside(data_dir: Path, person: Person) -> list[dict[str, Any]]:
    """Give a person's rows among those set aside."""
    rows = (row for path in set_aside(data_dir) for row in pq.read_table(path).to_pylist())
    return [row for row in rows if person.owns(cells_of(row["row"]))]


def forget_set_aside(data_dir: Path, person: Person) -> int:
    """Take a person's rows out of those set aside; give how many went."""
    for folder in (data_dir / FOLDER, data_dir / FOLDER / "refused"):
        remove_drafts(folder)
    return sum(_keep_only(path, lambda row: not person.owns(cells_of(row))) for path in set_aside(data_dir))


def drop_erased_rows(path: Path, erased: Erased) -> None:
    """Take the rows of people who were erased out of a file of rows set aside."""
    _keep_only(path, lambda row: not _marked(cells_of(row), erased))


def cells_of(row: str) -> list[str]:
    """Give the cells of a row that was set aside, as `quarantine` holds it: an object, or a line's text.

    Examples
    --------
    >>> cells_of('{"client_id": " 7 ", "amount": "x"}'), cells_of('"7;2024-01-01"')
    (['7', 'x'], ['7', '2024-01-01'])
    """
    told = json.loads(row)
    texts: Iterator[str] = (
        map(str, told.values()) if isinstance(told, dict) else iter(BETWEEN.split(str(told)))
    )
    return [text.strip() for text in texts]


def _marked(cells: Collection[str], erased: Erased) -> bool:
    """Tell whether a cell is an id or a contact of somebody who was erased."""
    return any(erased.holds("id", cell) or erased.holds("contact", cell) for cell in cells if cell)


def _keep_only(path: Path, stays: Callable[[str], bool]) -> int:
    table = pq.read_table(path)
    kept = table.filter(pa.array([stays(row) for row in table["row"].to_pylist()], pa.bool_()))
    if kept.num_rows == table.num_rows:
        return 0
    if kept.num_rows:
        put_file(path, lambda file: pq.write_table(kept, file, compression="zstd"))
    else:
        path.unlink()
    return int(table.num_rows - kept.num_rows)
