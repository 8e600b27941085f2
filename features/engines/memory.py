"""How much memory DuckDB may take in our process, and where it puts what does not fit."""

import shutil
import time
import uuid
from pathlib import Path

#: As DuckDB types it.
Configuration = dict[str, str | bool | int | float | list[str]]
#: Folders of what did not fit begin so, in the data folder; an engine that is closed takes its own away.
SPILL = ".spill-"
LEFT_OVER_SECONDS = 86_400


def within_memory(folder: Path, memory_gb: float | None) -> Configuration:
    """Give DuckDB's configuration for work that may not fit into memory.

    Parameters
    ----------
    folder : Path
        Where the engine may make a folder of its own for what does not fit.
    memory_gb : float or None
        Gigabytes (10⁹ bytes), above 0; None: DuckDB's own, 80 % of the machine's.

    Examples
    --------
    >>> within_memory(Path("data"), 2)["memory_limit"]
    '2000MB'
    >>> list(within_memory(Path("data"), None))
    ['temp_directory']
    """
    place: Configuration = {"temp_directory": str(folder / f"{SPILL}{uuid.uuid4().hex}")}
    return place if memory_gb is None else {**place, "memory_limit": f"{round(memory_gb * 1000)}MB"}


def sweep_spilled(folder: Path) -> None:
    """Take away what engines left that were killed: nothing that was touched within a day."""
    for left_over in folder.glob(f"{SPILL}*"):
        if left_over.stat().st_mtime < time.time() - LEFT_OVER_SECONDS:
            shutil.rmtree(left_over, ignore_errors=True)
