"""A small published snapshot, and ways to spoil it."""

import io
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from serving.store import publish

AS_OF = date(2026, 3, 1)
SCORED_AT = datetime(2026, 3, 1, 4, 30, tzinfo=UTC)


def parquet(table: pa.Table) -> bytes:
    target = io.BytesIO()
    pq.write_table(table, target)
    return target.getvalue()


def snapshot_files(risk: float = 0.25) -> dict[str, bytes | Path]:
    ids = ["00123", "7", "a", "b", "Ёлка"]
    scores = pa.table(
        {
            "client_id": ids,
            "as_of": pa.array([AS_OF] * 5),
            "scored_at": pa.array([SCORED_AT] * 5, pa.timestamp("us", tz="UTC")),
            "status": ["active", "overdue", "lost", "insufficient_data", "new"],
            "own_cycle_days": [30.5, 7.0, 14.0, None, 21.0],
            "churn_probability": [risk, 0.5, 0.9, None, 0.1],
            "signs": [["M11"], [], ["M13", "M15"], None, []],
        }
    )
    options = pa.table(
        {
            "client_id": ["7", "7", "a"],
            "action": ["call", "visit", "call"],
            "eligible": [True, False, True],
        }
    )
    return {
        "scores.parquet": parquet(scores),
        "options.parquet": parquet(options),
        "context.parquet": parquet(pa.table({"cycle_prior": [3.1]})),
        "bundle/model.txt": b"tree\n",
        "bundle/card.json": b'{"version": "7"}',
    }


@pytest.fixture
def published(tmp_path: Path) -> Path:
    snapshot_id = publish(tmp_path, snapshot_files(), as_of=AS_OF, scored_at=SCORED_AT, model_version="7")
    return tmp_path / "published" / snapshot_id


@pytest.fixture
def publish_risk(tmp_path: Path) -> Callable[[float], str]:
    """Publish another version of the scores."""

    def run(risk: float) -> str:
        return publish(tmp_path, snapshot_files(risk), as_of=AS_OF, scored_at=SCORED_AT, model_version="7")

    return run


def flip_bit(path: Path, place: float = 0.5) -> None:
    content = bytearray(path.read_bytes())
    content[int(len(content) * place)] ^= 1
    path.write_bytes(content)
