"""Whom receivers of webhooks are told of after a publication: clients of high risk, newly and no longer."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow.compute as pc
import pyarrow.parquet as pq

from serving.ledger.risk import RISK_ENTERED, RISK_LEFT
from serving.store import read_pointer
from serving.store.manifest import FOLDER

if TYPE_CHECKING:
    from serving.ledger import Ledger

HIGH = "high"


def announce_published(data_dir: Path, ledger: "Ledger", now: datetime) -> tuple[int, int]:
    """Write messages on who came to high risk, and who left it, since the publication told of last.

    After a stop between publishing and this, the next run tells what was left untold.

    Parameters
    ----------
    data_dir : Path
        `[storage] data_dir`; what its pointer names is looked at.
    ledger : Ledger
        With the receivers of the settings.
    now : datetime
        The time, with offset.

    Returns
    -------
    tuple of (int, int)
        How many entered and left.
    """
    if not ledger.wants(RISK_ENTERED, RISK_LEFT):
        ledger.forget_risk()
        return 0, 0
    snapshot_id = read_pointer(data_dir).snapshot_id
    path = data_dir / FOLDER / snapshot_id / "scores.parquet"
    scores = pq.read_table(path, columns=["client_id", "risk_band"])
    high = scores.filter(pc.equal(scores.column("risk_band").cast("string"), HIGH))
    return ledger.announce_risk(high.column("client_id").to_pylist(), snapshot_id, snapshot_id[:10], now)
