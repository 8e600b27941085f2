"""How many rows the published scores were made of, by table and day: what later reads are compared with."""

import io
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from features.errors import DamagedError, NotFoundError
from serving.store.published import proved_file

#: Name of the counts (`features.data_report.gone.row_counts`) in a publication.
FILE = "known_rows.parquet"


def known_rows(data_dir: Path) -> tuple[date, pa.Table] | None:
    """Give the as-of day of what is published, and the counts of the rows it was made of.

    None where nothing is published, an older winback published it, or it is damaged: scoring anew mends that.
    """
    try:
        found = proved_file(data_dir, FILE)
    except (NotFoundError, DamagedError):
        return None
    return None if found is None else (found[0].as_of, pq.read_table(io.BytesIO(found[1])))
