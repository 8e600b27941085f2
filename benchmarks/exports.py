"""What a list of many rows takes as a file: `python -m benchmarks.exports 1000000 xlsx [COLUMNS]`."""

import resource
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pandas as pd

from serving.files.exports import ExportNote, write_list
from serving.files.words import column_words
from serving.planning.lists import PLAN_COLUMNS

AS_OF = date(2026, 3, 1)
SCRIPT = "Здравствуйте! Мы давно вам не звонили, и это наше упущение.\nПринесите новость, полезную клиенту."


def plan(rows: int) -> pd.DataFrame:
    """Make a plan of so many rows with every column of the contract."""
    rng = np.random.default_rng(7)
    days = np.array([AS_OF + timedelta(days=number) for number in range(14)], dtype=object)
    words = np.array([f"слово {number}" for number in range(500)], dtype=object)
    told: dict[str, object] = {}
    for name in PLAN_COLUMNS:
        kind = column_words(name).kind
        if name == "client_id":
            told[name] = [f"{number:08}" for number in range(rows)]
        elif name in ("script", "questions"):
            told[name] = SCRIPT
        elif kind == "text":
            told[name] = words[rng.integers(0, len(words), rows)]
        elif kind == "date":
            told[name] = days[rng.integers(0, len(days), rows)]
        elif kind == "flag":
            told[name] = False
        else:
            told[name] = rng.random(rows)
    return pd.DataFrame(told)[list(PLAN_COLUMNS)]


def main() -> None:
    rows, form = int(sys.argv[1]), sys.argv[2]
    columns = int(sys.argv[3]) if len(sys.argv) > 3 else len(PLAN_COLUMNS)
    table = plan(rows).iloc[:, :columns]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began, used = time.perf_counter(), time.process_time()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"list.{form}")
        write_list(table, ExportNote("List", "ru", AS_OF, "7"), path)
        size = path.stat().st_size
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(
        f"{rows} rows × {columns} columns as {form}: {time.process_time() - used:.0f} CPU-s, "
        f"{time.perf_counter() - began:.0f} s, {size / 2**20:.0f} MB; peak {peak / 1024:.0f} MB, "
        f"of which the table and Python were {before / 1024:.0f} MB"
    )


if __name__ == "__main__":
    main()
